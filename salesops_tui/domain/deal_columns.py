"""The columns of the deal table: every field of a deal, and what follows from its fields."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from salesops_tui.i18n import mark


class Column(StrEnum):
    """A column; the values are the keys in JSON, in saved views and on the command line."""

    NAME = "name"
    ACCOUNT = "account"
    CONTACT = "contact"
    OWNER = "owner"
    TEAM = "team"
    STAGE = "stage"
    AMOUNT = "amount"
    CURRENCY = "currency"
    BASE_AMOUNT = "base_amount"
    PROBABILITY = "probability"
    OWN_PROBABILITY = "own_probability"
    WEIGHTED = "weighted"
    CLOSE_DATE = "close_date"
    CLOSED_ON = "closed_on"
    DAYS_IN_STAGE = "days_in_stage"
    CREATED_ON = "created_on"
    LAST_ACTIVITY = "last_activity"
    NEXT_STEP = "next_step"
    NEXT_STEP_ON = "next_step_on"
    FORECAST_CATEGORY = "forecast_category"
    LEAD_SOURCE = "lead_source"
    PRODUCT = "product"
    COMPETITOR = "competitor"
    LOST_REASON = "lost_reason"
    REGION = "region"
    INDUSTRY = "industry"
    DELIVERY = "delivery"
    FEEDBACK = "feedback"
    SATISFACTION = "satisfaction"
    NOTE = "note"
    SOURCE = "source"
    EXTERNAL_ID = "external_id"


class Kind(StrEnum):
    """What stands in a column's cells."""

    TEXT = "text"
    CHOICE = "choice"
    """One of a fixed list: a stage, a forecast category."""
    MONEY = "money"
    DATE = "date"
    PERCENT = "percent"
    DAYS = "days"
    """Working days."""


class Editing(StrEnum):
    """How a cell is changed in place."""

    NOT = "not"
    """It follows from other fields, or another system keeps it."""
    TYPED = "typed"
    NAMED = "named"
    """Typed, with the names offered that are known already."""
    CHOSEN = "chosen"
    """Taken from a list."""


@dataclass(frozen=True, slots=True)
class DealColumn:
    """What a column is."""

    title: str
    """Marked for translation."""
    kind: Kind
    width: int
    """In cells, where there is room for it."""
    editing: Editing = Editing.NOT
    groupable: bool = False
    """Dates are grouped by month."""

    @property
    def is_number(self) -> bool:
        """Whether its cells stand at the right."""
        return self.kind in (Kind.MONEY, Kind.PERCENT, Kind.DAYS)


COLUMNS: Final[Mapping[Column, DealColumn]] = {
    Column.NAME: DealColumn(mark("Deal name"), Kind.TEXT, 26, Editing.TYPED),
    Column.ACCOUNT: DealColumn(mark("Account"), Kind.TEXT, 20, Editing.NAMED, groupable=True),
    Column.CONTACT: DealColumn(mark("Contact"), Kind.TEXT, 14),
    Column.OWNER: DealColumn(mark("Owner"), Kind.TEXT, 12, Editing.NAMED, groupable=True),
    Column.TEAM: DealColumn(mark("Team"), Kind.TEXT, 12, groupable=True),
    Column.STAGE: DealColumn(mark("Stage"), Kind.CHOICE, 14, Editing.CHOSEN, groupable=True),
    Column.AMOUNT: DealColumn(mark("Amount"), Kind.MONEY, 13, Editing.TYPED),
    Column.CURRENCY: DealColumn(mark("Currency"), Kind.TEXT, 8, Editing.TYPED, groupable=True),
    Column.BASE_AMOUNT: DealColumn(mark("In base currency"), Kind.MONEY, 16),
    Column.PROBABILITY: DealColumn(mark("Probability"), Kind.PERCENT, 11, Editing.TYPED),
    Column.OWN_PROBABILITY: DealColumn(mark("Own probability"), Kind.PERCENT, 15, Editing.TYPED),
    Column.WEIGHTED: DealColumn(mark("Weighted"), Kind.MONEY, 13),
    Column.CLOSE_DATE: DealColumn(mark("Close date"), Kind.DATE, 15, Editing.TYPED, groupable=True),
    Column.CLOSED_ON: DealColumn(mark("Closed on"), Kind.DATE, 12, groupable=True),
    Column.DAYS_IN_STAGE: DealColumn(mark("Days in stage"), Kind.DAYS, 14),
    Column.CREATED_ON: DealColumn(mark("Created"), Kind.DATE, 11, groupable=True),
    Column.LAST_ACTIVITY: DealColumn(mark("Last activity"), Kind.DATE, 14),
    Column.NEXT_STEP: DealColumn(mark("Next step"), Kind.TEXT, 24, Editing.TYPED),
    Column.NEXT_STEP_ON: DealColumn(mark("Next step on"), Kind.DATE, 13, Editing.TYPED, groupable=True),
    Column.FORECAST_CATEGORY: DealColumn(mark("Forecast category"), Kind.CHOICE, 17, Editing.CHOSEN, groupable=True),
    Column.LEAD_SOURCE: DealColumn(mark("Source"), Kind.TEXT, 12, Editing.TYPED, groupable=True),
    Column.PRODUCT: DealColumn(mark("Product"), Kind.TEXT, 14, Editing.NAMED, groupable=True),
    Column.COMPETITOR: DealColumn(mark("Competitor"), Kind.TEXT, 14, Editing.TYPED, groupable=True),
    Column.LOST_REASON: DealColumn(mark("Lost reason"), Kind.TEXT, 14, groupable=True),
    Column.REGION: DealColumn(mark("Region"), Kind.TEXT, 10, groupable=True),
    Column.INDUSTRY: DealColumn(mark("Industry"), Kind.TEXT, 12, groupable=True),
    Column.DELIVERY: DealColumn(mark("Delivery"), Kind.TEXT, 14, Editing.TYPED, groupable=True),
    Column.FEEDBACK: DealColumn(mark("Feedback"), Kind.TEXT, 20, Editing.TYPED),
    Column.SATISFACTION: DealColumn(mark("Satisfaction"), Kind.TEXT, 12, Editing.TYPED, groupable=True),
    Column.NOTE: DealColumn(mark("Note"), Kind.TEXT, 24, Editing.TYPED),
    Column.SOURCE: DealColumn(mark("From"), Kind.TEXT, 12, groupable=True),
    Column.EXTERNAL_ID: DealColumn(mark("Number there"), Kind.TEXT, 12),
}
"""Every column, in the order in which they are offered."""
