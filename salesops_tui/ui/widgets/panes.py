"""What a letter can be put on to jump there: a widget, or a part of one that draws several beside each other."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol, runtime_checkable


@dataclass(frozen=True, slots=True)
class Pane:
    """A part of a widget where the cursor can go."""

    x: int
    """Where it begins, from the widget's own corner."""
    y: int
    go: Callable[[], object]
    """Puts the cursor there; the widget has the focus by then."""


@runtime_checkable
class HasPanes(Protocol):
    """A widget of several parts."""

    def panes(self) -> Iterable[Pane]:
        """The parts that are in sight."""
        ...
