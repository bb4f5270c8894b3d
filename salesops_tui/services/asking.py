"""What is asked of a view when it is wanted as tables rather than on the screen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

VIEWS: Final = ("board",)
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


def scope_note(asked: Asked) -> str:
    """The filter, to be told in a note; empty without one."""
    return asked.filter_line.strip()
