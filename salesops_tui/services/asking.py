"""What is asked of a view when it is wanted as tables rather than on the screen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

VIEWS: Final = ("board", "table", "funnel", "changes", "forecast")
"""The views that can be asked: each is a module of this package whose function ``sheets`` answers."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The deals that are meant, the days, and how to break it down; a view takes of it what applies to it."""

    filter_line: str = ""
    first: date | None = None
    """The first day; a view has a usual one."""
    last: date | None = None
    """The last day."""
    by: str | None = None
    """What to group by: ``owner``, ``stage`` … as the view says."""
    arrangement: Mapping[str, Any] = field(default_factory=dict)
    """How the person arranged the view, as it is kept in a saved one; empty for the usual."""
    closing: str | None = None
    """Only deals that close in the last day's ``month`` or ``quarter``; ``rolling``, or None, for all."""


def scope_note(asked: Asked) -> str:
    """The filter, to be told in a note; empty without one."""
    return asked.filter_line.strip()
