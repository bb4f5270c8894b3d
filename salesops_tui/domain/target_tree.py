"""Targets taken apart: by time, by organisation, by product, by customer, by region (domain row 33); and whether a target
is a goal that deserves the name (SMART, row 34)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Final

from salesops_tui.domain.apportioning import by_largest_remainder
from salesops_tui.domain.calendar import WorkingCalendar
from salesops_tui.domain.periods import Window
from salesops_tui.domain.targets import TargetScope

STRETCH: Final = Fraction(3, 2)
"""A target above so many times the best of the last periods was never reached before, nor nearly."""
COMPARED_PERIODS: Final = 4


class Dimension(StrEnum):
    """Along what a target is taken apart; the values are what the command line takes."""

    TIME = "time"
    TEAM = "team"
    PRODUCT = "product"
    CUSTOMER = "customer"
    REGION = "region"


class Split(StrEnum):
    """How a target is shared out."""

    EVENLY = "evenly"
    WORKING_DAYS = "working-days"
    LAST_YEAR = "last-year"
    """In proportion to what each part won a year before."""


@dataclass(frozen=True, slots=True)
class Place:
    """Whose target, and for which period."""

    scope: TargetScope
    window: Window
    name: str = ""
    """Of the team, the person, the product or its line, the account or its industry, the region."""
    person_id: str | None = None


def dimensions(place: Place) -> tuple[Dimension, ...]:
    """Along what a place can be taken apart: everything by time, the company by everything."""
    match place.scope:
        case TargetScope.COMPANY:
            return tuple(Dimension)
        case TargetScope.TEAM:
            return (Dimension.TIME, Dimension.TEAM)
        case TargetScope.PRODUCT:
            return (Dimension.TIME, Dimension.PRODUCT)
        case TargetScope.ACCOUNT:
            return (Dimension.TIME, Dimension.CUSTOMER)
        case TargetScope.PERSON | TargetScope.REGION:
            return (Dimension.TIME,)


def shares(total: int, weights: Sequence[int]) -> list[int]:
    """A target in minor units shared by weights; the shares sum to it exactly. Without any weight all are alike."""
    return by_largest_remainder(total, weights if any(weights) else [1] * len(weights))


def working_days(windows: Sequence[Window], calendar: WorkingCalendar) -> list[int]:
    """The working days of some periods."""
    return [
        sum(
            calendar.is_working_day(date.fromordinal(day))
            for day in range(one.first.toordinal(), one.last.toordinal() + 1)
        )
        for one in windows
    ]


class Letter(StrEnum):
    """What a goal is to be."""

    SPECIFIC = "S"
    MEASURABLE = "M"
    ACHIEVABLE = "A"
    RELEVANT = "R"
    TIME_BOUND = "T"


class Finding(StrEnum):
    """Why a letter holds, or does not."""

    HAS_AMOUNT = "has-amount"
    NO_AMOUNT = "no-amount"
    IS_MEASURED = "is-measured"
    NO_RATE = "no-rate"
    """Its currency has no rate: what is won cannot be held against it."""
    WITHIN_REACH = "within-reach"
    NEVER_REACHED = "never-reached"
    NO_HISTORY = "no-history"
    HAS_PARENT = "has-parent"
    IS_TOP = "is-top"
    NO_PARENT = "no-parent"
    ABOVE_PARENT = "above-parent"
    """More than the whole that it is a part of."""
    STILL_OPEN = "still-open"
    IS_OVER = "is-over"


_GOOD: Final = frozenset(
    {
        Finding.HAS_AMOUNT,
        Finding.IS_MEASURED,
        Finding.WITHIN_REACH,
        Finding.HAS_PARENT,
        Finding.IS_TOP,
        Finding.STILL_OPEN,
    }
)


@dataclass(frozen=True, slots=True)
class Check:
    """One of the five letters."""

    letter: Letter
    finding: Finding
    ratio: Fraction | None = None
    """Of the achievable: the target, divided by the best of the last four periods."""

    @property
    def holds(self) -> bool:
        """Whether the goal is what the letter asks for."""
        return self.finding in _GOOD


def smart(
    amount: int | None,
    *,
    has_rate: bool,
    won_before: Sequence[int],
    parent: int | None,
    is_top: bool,
    last: date,
    today: date,
) -> tuple[Check, ...]:
    """The five letters of a target (row 34). ``won_before`` is what the last four such periods brought, ``parent`` the whole
    that it is a part of, both in minor units of the base currency, as ``amount`` is."""
    specific = Finding.HAS_AMOUNT if amount is not None and amount > 0 else Finding.NO_AMOUNT
    best = max(won_before, default=0)
    ratio = Fraction(amount, best) if amount and best > 0 else None
    achievable = Finding.NO_HISTORY
    if ratio is not None:
        achievable = Finding.WITHIN_REACH if ratio <= STRETCH else Finding.NEVER_REACHED
    if is_top:
        relevant = Finding.IS_TOP
    elif parent is None:
        relevant = Finding.NO_PARENT
    else:
        relevant = Finding.HAS_PARENT if (amount or 0) <= parent else Finding.ABOVE_PARENT
    return (
        Check(Letter.SPECIFIC, specific),
        Check(Letter.MEASURABLE, Finding.IS_MEASURED if has_rate else Finding.NO_RATE),
        Check(Letter.ACHIEVABLE, achievable, ratio),
        Check(Letter.RELEVANT, relevant),
        Check(Letter.TIME_BOUND, Finding.STILL_OPEN if last >= today else Finding.IS_OVER),
    )
