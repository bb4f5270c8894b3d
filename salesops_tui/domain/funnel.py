"""The sales funnel: how many deals get from stage to stage, beside the course's teams, and where too few do.

The course's shares are of all first contacts (row 3); the rates from stage to stage are derived from them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise

from salesops_tui.domain.deal_filter import DealFilter
from salesops_tui.domain.figures import ENOUGH, Figure, Metric, Missing, Span, Unit, quotient, share
from salesops_tui.domain.stages import Stage


class Breakdown(StrEnum):
    """By what deals are told apart."""

    TOTAL = "total"
    OWNER = "owner"
    SOURCE = "source"
    """Where the lead came from."""
    PRODUCT = "product"
    MONTH = "month"
    """Of the event that is counted: a deal's beginning, its entering a stage, its closing."""
    QUARTER = "quarter"

    @property
    def is_of_time(self) -> bool:
        """Whether the groups follow each other in time."""
        return self in (Breakdown.MONTH, Breakdown.QUARTER)


@dataclass(frozen=True, slots=True)
class Group:
    """One of the groups of a breakdown."""

    by: Breakdown
    key: str | None
    """An identifier or a text; None for the deals that say nothing. Of a month ``2026-11``, of a quarter ``2026-Q4``."""


@dataclass(frozen=True, slots=True)
class Cut:
    """Which deals are looked at, and how they are told apart."""

    chosen: DealFilter = field(default_factory=DealFilter)
    by: Breakdown = Breakdown.TOTAL
    only: Group | None = None
    """One group of owners, sources or products; the others stay out."""


@dataclass(frozen=True, slots=True)
class Benchmark:
    """What the course says of two teams, as fractions of one; None where it says nothing."""

    average: Fraction | None
    excellent: Fraction | None


@dataclass(frozen=True, slots=True)
class StepCount:
    """What became of the deals that first entered a stage in a period (D.2)."""

    advanced: int = 0
    """Ever reached the next stage or a later one; in strict order the next one itself, after all before."""
    lost: int = 0
    """Lost without having got any further."""
    here: int = 0
    """Neither: they may still go on."""
    skipped: int = 0
    """In strict order: went on past the next stage, or by a way that is not known."""

    @property
    def entered(self) -> int:
        """All of them."""
        return self.advanced + self.lost + self.here + self.skipped

    def __add__(self, other: StepCount) -> StepCount:
        return StepCount(
            self.advanced + other.advanced,
            self.lost + other.lost,
            self.here + other.here,
            self.skipped + other.skipped,
        )


@dataclass(frozen=True, slots=True)
class Bottleneck:
    """The step that lies furthest below the average team's."""

    place: int
    """The stage that too few deals leave, counted from nought."""
    rate: Figure
    gap: Fraction
    """How far below: (average − own) ÷ average."""


def share_benchmarks(stages: Sequence[Stage]) -> tuple[Benchmark, ...]:
    """How many of the first stage's deals each stage sees."""
    return tuple(
        Benchmark(
            _ratio(stage.average_share, stages[0].average_share),
            _ratio(stage.excellent_share, stages[0].excellent_share),
        )
        for stage in stages
    )


def step_benchmarks(stages: Sequence[Stage]) -> tuple[Benchmark, ...]:
    """How many of each stage's deals the next one sees; the last stage has no next."""
    return tuple(
        Benchmark(
            _ratio(after.average_share, stage.average_share), _ratio(after.excellent_share, stage.excellent_share)
        )
        for stage, after in pairwise(stages)
    )


def _ratio(part: int | None, whole: int | None) -> Fraction | None:
    return Fraction(part, whole) if part is not None and whole else None


def cohort_shares(stages: Sequence[Stage], counts: Sequence[int], span: Span, scope: str) -> tuple[Figure, ...]:
    """The share of the deals that began which got to each stage."""
    return tuple(
        share(
            Metric.COHORT_SHARE,
            count,
            counts[0],
            benchmark=benchmark.average,
            excellent=benchmark.excellent,
            span=span,
            scope=scope,
        )
        for benchmark, count in zip(share_benchmarks(stages), counts, strict=True)
    )


def step_rates(stages: Sequence[Stage], counts: Sequence[StepCount], span: Span, scope: str) -> tuple[Figure, ...]:
    """The share of the deals entering each stage which went on from it."""
    return tuple(
        share(
            Metric.STEP_RATE,
            count.advanced,
            count.entered,
            benchmark=benchmark.average,
            excellent=benchmark.excellent,
            span=span,
            scope=scope,
        )
        for benchmark, count in zip(step_benchmarks(stages), counts, strict=True)
    )


def resolved_rates(counts: Sequence[StepCount], span: Span, scope: str) -> tuple[Figure, ...]:
    """The same without the deals of which nobody knows yet."""
    return tuple(
        share(
            Metric.RESOLVED_RATE,
            count.advanced,
            count.advanced + count.lost,
            Missing.NO_OUTCOMES if count.entered else Missing.NO_DEALS,
            span=span,
            scope=scope,
        )
        for count in counts
    )


def bottleneck(rates: Sequence[Figure]) -> Bottleneck | None:
    """The step with the largest relative gap to the average; None when all with enough deals are as good, or better."""
    found: Bottleneck | None = None
    for place, rate in enumerate(rates):
        if rate.value is None or not rate.benchmark or (rate.n or 0) < ENOUGH:
            continue
        gap = (rate.benchmark - rate.value) / rate.benchmark
        if gap > 0 and (found is None or gap > found.gap):
            found = Bottleneck(place, rate, gap)
    return found


def is_young(young: int, deals: int) -> bool:
    """Whether a cohort says little yet: most of its deals are younger than three quarters of all cycles are long."""
    return young * 2 > deals


def velocity(
    qualified: int, average: Figure, win_rate: Figure, cycle: Figure, *, span: Span | None = None, scope: str = ""
) -> Figure:
    """What the open pipeline yields a day (D.3), from the means, so that the product is money.

    Days are calendar days; the first of the others that is missing says why there is none.
    """
    missing = win_rate.missing or average.missing or cycle.missing
    if average.value is None or win_rate.value is None or cycle.value is None:
        return Figure(
            Metric.VELOCITY,
            Unit.MONEY_PER_DAY,
            None,
            missing,
            n=qualified,
            currency=average.currency,
            span=span,
            scope=scope,
        )
    return quotient(
        Metric.VELOCITY,
        Unit.MONEY_PER_DAY,
        qualified * average.value * win_rate.value,
        cycle.value,
        Missing.NO_DAYS,
        n=qualified,
        currency=average.currency,
        span=span,
        scope=scope,
        unrated=average.unrated,
        without_amount=average.without_amount,
    )


def trailing_year(today: date, back: int = 0) -> Span:
    """The twelve months that end today, or those so many times twelve months before."""
    return Span(_years_before(today, back + 1, 1), _years_before(today, back))


def _years_before(day: date, years: int, days: int = 0) -> date:
    """The same date in another year, the 28th for a 29 February that is not; and so many days later."""
    year = day.year - years
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    moved = day.replace(year=year, day=28 if (day.month, day.day) == (2, 29) and not leap else day.day)
    return date.fromordinal(moved.toordinal() + days)
