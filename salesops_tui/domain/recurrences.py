"""How a task comes back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class DaysOff(StrEnum):
    """What becomes of an occurrence that falls on a day off."""

    KEEP = "keep"
    """It stays where it is."""
    NEXT = "next"
    """The next working day."""
    PREVIOUS = "previous"
    """The last working day before."""
    SKIP = "skip"
    """There is none: of days, only working days count."""


@dataclass(frozen=True, slots=True)
class Recurrence:
    """A rule of RFC 5545 and how it is read on the working calendar."""

    rule: str
    """Such as ``FREQ=WEEKLY;INTERVAL=2;BYDAY=MO``; without DTSTART, COUNT and UNTIL."""
    after_completion: bool = False
    """Counts from the day on which it was done, not from the day on which it was due."""
    days_off: DaysOff = DaysOff.KEEP
    paused_until: date | None = None
    """No occurrence before this day; ``date.max`` pauses until somebody says otherwise."""
