"""The daily report's required fields (日常报表必填字段, domain row 12): five groups, seventeen fields.

What happened at the end of a deal is asked only of those that are closed, what came after the sale only of won ones.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from salesops_tui.domain.figures import Figure, Metric, Missing, Unit, quotient

LOOK_BACK_DAYS: Final = 90
"""Deals that closed so many days ago, or fewer, are asked about beside the open ones."""


class ReportField(StrEnum):
    """The fields, in the order of the course."""

    # Customer
    ACCOUNT = "account"
    INDUSTRY = "industry"
    SIZE = "size"
    DECISION_MAKER = "decision_maker"
    """A contact at the account who decides."""
    # Opportunity
    LEAD_SOURCE = "lead_source"
    AMOUNT = "amount"
    PRODUCT = "product"
    COMPETITOR = "competitor"
    # Activity
    VISITS = "visits"
    """A visit is logged."""
    RECORD = "record"
    """Any touch is logged."""
    PROPOSAL = "proposal"
    """A proposal is logged as sent, or the deal came to the last open stage or was won."""
    # Result
    STATUS = "status"
    CONTRACT_AMOUNT = "contract_amount"
    SIGNED_ON = "signed_on"
    # After the sale
    DELIVERY = "delivery"
    FEEDBACK = "feedback"
    SATISFACTION = "satisfaction"


RESULT: Final = (ReportField.STATUS, ReportField.CONTRACT_AMOUNT, ReportField.SIGNED_ON)
AFTER_SALES: Final = (ReportField.DELIVERY, ReportField.FEEDBACK, ReportField.SATISFACTION)


@dataclass(frozen=True, slots=True)
class Filled:
    """One person's deals, counted."""

    person_id: str
    deals: int
    closed: int
    """Of these, those that are won or lost."""
    won: int
    filled: Mapping[ReportField, int]
    """In how many deals each field is filled."""

    def applicable(self, field: ReportField) -> int:
        """In how many deals a field is asked for."""
        return self.won if field in AFTER_SALES else self.closed if field in RESULT else self.deals

    @property
    def missing(self) -> Sequence[tuple[ReportField, int]]:
        """What is missing in how many deals, the most frequent first."""
        counts = [(field, self.applicable(field) - self.filled[field]) for field in ReportField]
        return sorted((count for count in counts if count[1]), key=lambda count: -count[1])


def completeness(of: Filled, scope: str) -> Figure:
    """Filled ÷ applicable required fields (row 12); a person without deals has none."""
    return quotient(
        Metric.COMPLETENESS,
        Unit.SHARE,
        sum(of.filled.values()),
        sum(of.applicable(field) for field in ReportField),
        Missing.NO_DEALS,
        n=of.deals,
        scope=scope,
    )
