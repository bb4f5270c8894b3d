"""The pipeline board: what its heads and cards say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from salesops_tui.domain.money import Total
from salesops_tui.domain.stages import Stage


@dataclass(frozen=True, slots=True)
class Age:
    """Working days that a deal has stood in its stage."""

    days: int
    at_least: bool
    """True when the day of entry is not known: then the days count from when the workbook first saw the deal."""


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
    age: Age
    overdue: bool
    """Still open, and its close date has passed."""


@dataclass(frozen=True, slots=True)
class Column:
    """A stage and the sum of all its deals, shown or not."""

    stage: Stage
    total: Total
    without_amount: int
    """How many of the deals have no amount."""
    weighted: int | None
    """The sum of amount times probability in minor units of the base currency; None where all is decided (D.5)."""


@dataclass(frozen=True, slots=True)
class Board:
    """The heads of all columns: open stages with all their deals, won and lost with those closed in the month."""

    columns: tuple[Column, ...]
    month: date
    """The first day of the month that won and lost are counted for."""
    has_deals: bool
    """Whether the workbook has any deal, filtered or not: without one it asks for a first import, not another filter."""
