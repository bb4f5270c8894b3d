"""What a cell can say that Python has no type of its own for."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, time
from typing import Any

from salesops_tui.domain.targets import Period


@dataclass(frozen=True, slots=True)
class Moment:
    """A local date, with its local time of day where the file gives one."""

    day: date
    at: time | None = None


@dataclass(frozen=True, slots=True)
class PeriodStart:
    """The first day of a period, and how long the period is if its writing tells (``2026-Q4`` does, a date does not)."""

    day: date
    period: Period | None = None


@dataclass(slots=True)
class Column:
    """The cells of one column, read."""

    values: list[Any]
    """One for each row; None where the cell is blank or could not be read."""
    faults: dict[int, str] = field(default_factory=dict)
    """Rows whose cell could not be read, by index: why, in the program's language."""
    notes: dict[int, str] = field(default_factory=dict)
    """Rows whose cell was read after a change worth telling, by index."""
    order: str | None = None
    """The order of day, month and year, where the column's dates show it and allow no other."""
    notice: str | None = None
    """What holds for the column as a whole: the factor of its unit, the order of its dates."""
