"""The pipeline board: what its heads and cards say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from salesops_tui.domain.ageing import Ages, Limits
from salesops_tui.domain.deals import ForecastCategory
from salesops_tui.domain.follow_up import FollowUp, FollowUpState
from salesops_tui.domain.money import Total
from salesops_tui.domain.stages import Stage


class SortBy(StrEnum):
    """In which order the cards of a column, or of a group in it, lie."""

    CLOSE_DATE = "close_date"
    """The next to close first; of closed deals the last one closed."""
    AMOUNT = "amount"
    """The largest first, at the rates of the settings."""
    AGE = "age"
    """The longest in its stage first; of closed deals the last one closed."""
    NAME = "name"
    TOUCHED = "touched"
    """The longest without a touch first, those never touched before all others."""


class GroupBy(StrEnum):
    """By what the cards of a column are put together."""

    OWNER = "owner"
    PRODUCT = "product"
    REGION = "region"
    """Of the account."""


@dataclass(frozen=True, slots=True)
class Arrangement:
    """How the cards of every column are arranged."""

    sort: SortBy = SortBy.CLOSE_DATE
    group: GroupBy | None = None


AS_USUAL: Final = Arrangement()
"""By close date, not grouped."""


@dataclass(frozen=True, slots=True)
class CardGroup:
    """Cards of a column that belong together and lie together."""

    name: str | None
    """None for the deals that have no owner, product or region."""
    count: int
    start: int
    """How many cards of the column come before."""


@dataclass(frozen=True, slots=True)
class Card:
    """A deal as the board shows it."""

    id: str
    name: str
    account: str | None
    owner: str | None
    amount: int | None
    """In minor units of ``currency``."""
    currency: str
    close_date: date | None
    closed_on: date | None
    ages: Ages
    overdue: bool
    """Still open, and its close date has passed."""
    category: ForecastCategory | None = None
    """Somebody's choice; None follows the stage."""
    probability: int | None = None
    """Somebody's choice in per cent; None follows the stage."""
    follow_ups: tuple[FollowUp, ...] = ()
    """Of the 2-2-2 rule."""

    @property
    def pressing(self) -> FollowUp | None:
        """What the 2-2-2 rule asks for first: the first thing that is overdue, else the first that soon will be."""
        for state in (FollowUpState.BREACHED, FollowUpState.AT_RISK):
            for follow_up in self.follow_ups if self.closed_on is None else ():
                if follow_up.state is state:
                    return follow_up
        return None


@dataclass(frozen=True, slots=True)
class Column:
    """A stage and the sum of all its deals, shown or not."""

    stage: Stage
    total: Total
    without_amount: int
    """How many of the deals have no amount."""
    weighted: int | None
    """The sum of amount times probability in minor units of the base currency; None where all is decided (D.5)."""
    limits: Limits
    """Of the ageing clocks of its deals."""
    groups: tuple[CardGroup, ...] = ()
    """In their order; empty where the cards are not grouped."""


@dataclass(frozen=True, slots=True)
class Board:
    """The heads of all columns: open stages with all their deals, won and lost with those closed in the month."""

    columns: tuple[Column, ...]
    month: date
    """The first day of the month that won and lost are counted for."""
    has_deals: bool
    """Whether the workbook has any deal, filtered or not: without one it asks for a first import, not another filter."""
