"""What somebody said a period would bring."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from salesops_tui.domain.targets import Period


@dataclass(frozen=True, slots=True)
class Forecast:
    """A number submitted for a month or a quarter; a later one for the same period stands beside it, not over it."""

    id: str
    period: Period
    starts_on: date
    """The first day of the period."""
    amount: int
    """In minor units of ``currency``."""
    currency: str
    submitted_at: datetime
    """In UTC."""
    person_id: str | None = None
    """Whose deals it is about; None for the whole team's."""
    note: str | None = None
