"""A figure: a value with what it was made from, or the reason why there is none.

An empty denominator is no zero per cent: it is no figure, and says why. Definitions are those of the domain's part D.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from math import sqrt
from typing import Final

from salesops_tui.domain.money import CurrencySum

SMALL: Final = 30
"""Below so many cases a share is shown with its interval."""

ENOUGH: Final = 8
"""Below so many cases history says nothing about a single deal."""

_Z: Final = 1.959963984540054
"""The normal distribution's 97.5 % point."""


class Unit(StrEnum):
    """What a figure's value counts."""

    COUNT = "count"
    SHARE = "share"
    """A fraction of one, shown in per cent."""
    POINTS = "points"
    """A difference of shares, as a fraction of one, shown in percentage points."""
    TIMES = "times"
    RATIO = "ratio"
    """A plain number with two decimals."""
    MONEY = "money"
    """Minor units of ``currency``."""
    MONEY_PER_DAY = "money-per-day"
    """Minor units of ``currency`` a day."""
    DAYS = "days"
    """Calendar days."""
    WORKING_DAYS = "working-days"


class Missing(StrEnum):
    """Why there is no figure."""

    NO_DEALS = "no-deals"
    """No deal fits."""
    NO_OUTCOMES = "no-outcomes"
    """No deal that fits was won or lost."""
    NO_WINS = "no-wins"
    NO_AMOUNTS = "no-amounts"
    """No deal that fits has an amount in a currency with a rate."""
    NO_TARGET = "no-target"
    TARGET_MET = "target-met"
    """Nothing is left to be won: coverage of nothing means nothing."""
    NO_WORKING_DAYS = "no-working-days"
    NO_DAYS = "no-days"
    """The deals took no time at all, so nothing can be divided by it."""
    TOO_FEW = "too-few"
    """Fewer than ``ENOUGH`` cases."""
    NO_FORECASTS = "no-forecasts"
    """Nobody submitted a number for a period that has ended."""
    NOT_SUBMITTED = "not-submitted"
    """Nobody submitted a number for the period."""
    NOTHING_DONE = "nothing-done"
    """No task was done in the period."""
    NO_STANDUPS = "no-standups"
    """No stand-up was held by the clock."""
    NOTHING_CAME = "nothing-came"
    """Nothing was won in the periods that the forecasts were about."""
    MASKED = "masked"
    """There is one, and it is not to be told to whoever reads this."""


class Metric(StrEnum):
    """Every figure that the program shows; ``services.definitions`` says in words what each is."""

    STAGE_AMOUNT = "stage-amount"
    WEIGHTED_AMOUNT = "weighted-amount"
    DEALS_AMOUNT = "deals-amount"
    # Tasks
    Q2_SHARE = "q2-share"
    Q2_WORK_SHARE = "q2-work-share"
    # The stand-up
    COMPLETENESS = "completeness"
    ACTIVITIES_PER_WIN = "activities-per-win"
    ACTIVITY_CORRELATION = "activity-correlation"
    STANDUPS_ON_TIME = "standups-on-time"
    # The week
    DEALS_WON = "deals-won"
    NEW_CUSTOMERS = "new-customers"
    AVERAGE_CUSTOMER = "average-customer"
    ACTIVITIES = "activities"
    # The funnel
    COHORT_SHARE = "cohort-share"
    STEP_RATE = "step-rate"
    RESOLVED_RATE = "resolved-rate"
    TIME_IN_STAGE_MEDIAN = "time-in-stage-median"
    TIME_IN_STAGE_P75 = "time-in-stage-p75"
    WIN_RATE = "win-rate"
    WIN_RATE_BY_VALUE = "win-rate-by-value"
    WIN_RATE_CREATED = "win-rate-created"
    CYCLE_MEAN = "cycle-mean"
    CYCLE_MEDIAN = "cycle-median"
    CYCLE_P75 = "cycle-p75"
    LOST_CYCLE_MEDIAN = "lost-cycle-median"
    AVERAGE_DEAL = "average-deal"
    VELOCITY = "velocity"
    LOSS_REASON_SHARE = "loss-reason-share"
    COMPETITOR_WIN_RATE = "competitor-win-rate"
    # Changes
    LEDGER_BALANCE = "ledger-balance"
    LEDGER_BAR = "ledger-bar"
    STAGE_MOVES = "stage-moves"
    # Forecast
    CATEGORY_AMOUNT = "category-amount"
    CATEGORY_WEIGHTED = "category-weighted"
    FORECAST_WEIGHTED = "forecast-weighted"
    WON_AMOUNT = "won-amount"
    TARGET = "target"
    TARGET_RESIDUE = "target-residue"
    ATTAINMENT = "attainment"
    PACE = "pace"
    COVERAGE = "coverage"
    TOTAL_COVERAGE = "total-coverage"
    REQUIRED_COVERAGE = "required-coverage"
    GAP_EXPECTED = "gap-expected"
    OVERDUE_AMOUNT = "overdue-amount"
    SLIP_RATE = "slip-rate"
    PUSHED_DEALS = "pushed-deals"
    SUBMITTED = "submitted"
    FORECAST_WAPE = "forecast-wape"
    FORECAST_BIAS = "forecast-bias"
    NAIVE_WAPE = "naive-wape"
    NAIVE_BIAS = "naive-bias"
    FORECAST_MAPE = "forecast-mape"
    FORECAST_HUBSPOT = "forecast-hubspot"
    STATED_AMOUNT = "stated-amount"
    CREDIBLE_AMOUNT = "credible-amount"
    # Deals
    DEAL_AGE = "deal-age"
    CREDIBLE_CLOSE_MEDIAN = "credible-close-median"
    CREDIBLE_CLOSE_P80 = "credible-close-p80"


@dataclass(frozen=True, slots=True)
class Span:
    """Days from a first to a last one, both included."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Figure:
    """A value and what it was made from."""

    metric: Metric
    unit: Unit
    value: Fraction | None
    """Exact until it is shown; None where there is no figure, and ``missing`` says why."""
    missing: Missing | None = None
    numerator: Fraction | None = None
    denominator: Fraction | None = None
    """Of a quotient: both in the unit that ``services.definitions`` names."""
    n: int | None = None
    """How many records it was made from."""
    low: Fraction | None = None
    high: Fraction | None = None
    """What else it may be: a Wilson interval, or the bounds that open deals leave."""
    currency: str | None = None
    """Of money."""
    benchmark: Fraction | None = None
    """What the course says of an average team, in the same unit."""
    excellent: Fraction | None = None
    """What it says of an excellent one."""
    span: Span | None = None
    """The days that were looked at."""
    scope: str = ""
    """The filter or group within which it holds, as typed or named; empty for everything."""
    without_amount: int = 0
    """Records that fit and have no amount."""
    unrated: tuple[CurrencySum, ...] = ()
    """What could not be counted because its currency has no rate."""


def quotient(
    metric: Metric,
    unit: Unit,
    numerator: Fraction | int,
    denominator: Fraction | int,
    empty: Missing,
    *,
    n: int | None = None,
    currency: str | None = None,
    benchmark: Fraction | None = None,
    excellent: Fraction | None = None,
    span: Span | None = None,
    scope: str = "",
    without_amount: int = 0,
    unrated: tuple[CurrencySum, ...] = (),
) -> Figure:
    """A quotient, or no figure for an empty denominator."""
    over, under = Fraction(numerator), Fraction(denominator)
    return Figure(
        metric,
        unit,
        over / under if under else None,
        None if under else empty,
        over,
        under,
        n,
        currency=currency,
        benchmark=benchmark,
        excellent=excellent,
        span=span,
        scope=scope,
        without_amount=without_amount,
        unrated=unrated,
    )


def share(
    metric: Metric,
    part: int,
    whole: int,
    empty: Missing = Missing.NO_DEALS,
    *,
    benchmark: Fraction | None = None,
    excellent: Fraction | None = None,
    span: Span | None = None,
    scope: str = "",
) -> Figure:
    """A share of counted records; below ``SMALL`` of them with its Wilson interval (D.1)."""
    low, high = wilson(part, whole) if 0 < whole < SMALL else (None, None)
    return Figure(
        metric,
        Unit.SHARE,
        Fraction(part, whole) if whole else None,
        None if whole else empty,
        Fraction(part),
        Fraction(whole),
        whole,
        low,
        high,
        benchmark=benchmark,
        excellent=excellent,
        span=span,
        scope=scope,
    )


def wilson(part: int, whole: int) -> tuple[Fraction, Fraction]:
    """The 95 % interval of a share after Wilson: 3 of 10 is 10.8 to 60.3 per cent (D.1)."""
    p, z2 = part / whole, _Z * _Z
    middle = (p + z2 / (2 * whole)) / (1 + z2 / whole)
    half = _Z / (1 + z2 / whole) * sqrt(p * (1 - p) / whole + z2 / (4 * whole * whole))
    low = Fraction(middle - half) if part else Fraction(0)
    high = Fraction(middle + half) if part < whole else Fraction(1)
    return max(low, Fraction(0)), min(high, Fraction(1))


def quantile(ordered: Sequence[int], q: Fraction) -> Fraction:
    """The q-quantile of ascending values, between two of them in proportion (as pandas and spreadsheets count)."""
    place = q * (len(ordered) - 1)
    below = int(place)
    if below + 1 >= len(ordered):
        return Fraction(ordered[-1])
    return ordered[below] + (place - below) * (ordered[below + 1] - ordered[below])
