"""How often a deal's close date was put off, and by how much (domain D.9)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from salesops_tui.domain.deals import DealEvent, TrackedField

_CORRECTION: Final = timedelta(minutes=10)
LONG_PUSH: Final = 14
"""A date put off by more days than this, without a reason, is not to be believed."""


@dataclass(frozen=True, slots=True)
class Pushes:
    """What became of a close date."""

    count: int
    days: int
    """By how many days in all."""


def pushes(events: Iterable[DealEvent]) -> Pushes:
    """The pushes in a deal's events, oldest first; what was corrected within ten minutes counts as one change."""
    changes: list[tuple[date, date, datetime]] = []
    for event in events:
        if event.field is not TrackedField.CLOSE_DATE:
            continue
        old, new = event.old, event.new
        if not isinstance(old, date) or not isinstance(new, date):
            continue
        if changes and changes[-1][1] == old and event.at - changes[-1][2] < _CORRECTION:
            old = changes.pop()[0]
        changes.append((old, new, event.at))
    moved = [(new - old).days for old, new, _at in changes if new > old]
    return Pushes(len(moved), sum(moved))
