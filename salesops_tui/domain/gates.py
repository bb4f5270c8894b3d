"""What must hold before a deal moves on: ticks, required fields, an approved discount (domain rows 4, 72 and 89)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Tick:
    """Something ticked off on a deal's way: a stage's exit criterion, or a contract risk looked into."""

    id: str
    """The deal and the item, so that nothing is ticked twice."""
    deal_id: str
    item: str
    """``exit:`` and a stage, or ``risk:`` and one of the contract risks."""
    ticked_on: date


@dataclass(frozen=True, slots=True)
class Discount:
    """A price below the list for a deal, and who agreed to it; the newest one counts."""

    id: str
    deal_id: str
    percent: int
    """In hundredths of a per cent."""
    asked_on: date
    approver: str | None = None
    """Whose word is needed; None when it is small enough to need nobody's."""
    approved_by: str | None = None
    approved_on: date | None = None

    @property
    def is_approved(self) -> bool:
        """Whether the deal may be won at this price."""
        return self.approver is None or self.approved_on is not None
