"""Deals that were won or lost: win rates, cycles, the average deal (D.1, D.4)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from salesops_tui.domain.figures import Figure, Metric, Missing, Span, Unit, quantile, quotient, share
from salesops_tui.domain.money import CurrencySum, Rates, total

_MEDIAN: Final = Fraction(1, 2)
_UPPER: Final = Fraction(3, 4)


@dataclass(frozen=True, slots=True)
class Decided:
    """Deals with one outcome and what they are worth."""

    deals: int = 0
    amounts: tuple[CurrencySum, ...] = ()
    """The sums of those that have an amount; the counts are theirs."""
    without_amount: int = 0


@dataclass(frozen=True, slots=True)
class CycleFigures:
    """How long deals took, in calendar days; the day of the first contact itself is day nought."""

    mean: Figure
    median: Figure
    upper: Figure


def win_rate(won: int, lost: int, span: Span | None = None, scope: str = "") -> Figure:
    """The closed cohort's win rate, by count."""
    return share(Metric.WIN_RATE, won, won + lost, Missing.NO_OUTCOMES, span=span, scope=scope)


def created_win_rate(won: int, lost: int, still_open: int, span: Span | None = None, scope: str = "") -> Figure:
    """The created cohort's win rate, with the bounds that its open deals leave."""
    created = won + lost + still_open
    return Figure(
        Metric.WIN_RATE_CREATED,
        Unit.SHARE,
        Fraction(won, created) if created else None,
        None if created else Missing.NO_DEALS,
        Fraction(won),
        Fraction(created),
        created,
        Fraction(won, created) if created else None,
        Fraction(won + still_open, created) if created else None,
        span=span,
        scope=scope,
    )


def win_rate_by_value(won: Decided, lost: Decided, rates: Rates, span: Span | None = None, scope: str = "") -> Figure:
    """The closed cohort's win rate, by amounts at today's rates."""
    one, both = total(won.amounts, rates), total((*won.amounts, *lost.amounts), rates)
    counted = both.count - sum(part.count for part in both.left_out)
    return quotient(
        Metric.WIN_RATE_BY_VALUE,
        Unit.SHARE,
        one.amount,
        both.amount,
        Missing.NO_AMOUNTS if won.deals + lost.deals else Missing.NO_OUTCOMES,
        n=counted,
        currency=rates.base,
        span=span,
        scope=scope,
        without_amount=won.without_amount + lost.without_amount,
        unrated=both.left_out,
    )


def average_deal(won: Decided, rates: Rates, span: Span | None = None, scope: str = "") -> Figure:
    """The mean amount of won deals, of those whose amount can be counted."""
    sums = total(won.amounts, rates)
    counted = sums.count - sum(part.count for part in sums.left_out)
    return quotient(
        Metric.AVERAGE_DEAL,
        Unit.MONEY,
        sums.amount,
        counted,
        Missing.NO_AMOUNTS if won.deals else Missing.NO_WINS,
        n=counted,
        currency=rates.base,
        span=span,
        scope=scope,
        without_amount=won.without_amount,
        unrated=sums.left_out,
    )


def cycle_figures(days: Mapping[int, int], span: Span | None = None, scope: str = "") -> CycleFigures:
    """The cycle of won deals from how many took how many days; negative ones are errors in the data and stay out."""
    ordered = _ordered(days)
    return CycleFigures(
        quotient(
            Metric.CYCLE_MEAN,
            Unit.DAYS,
            sum(ordered),
            len(ordered),
            Missing.NO_WINS,
            n=len(ordered),
            span=span,
            scope=scope,
        ),
        _quantile(Metric.CYCLE_MEDIAN, Unit.DAYS, ordered, _MEDIAN, Missing.NO_WINS, span, scope),
        _quantile(Metric.CYCLE_P75, Unit.DAYS, ordered, _UPPER, Missing.NO_WINS, span, scope),
    )


def lost_cycle(days: Mapping[int, int], span: Span | None = None, scope: str = "") -> Figure:
    """How long deals took to be lost."""
    return _quantile(Metric.LOST_CYCLE_MEDIAN, Unit.DAYS, _ordered(days), _MEDIAN, Missing.NO_DEALS, span, scope)


def time_in_stage(days: Mapping[int, int], span: Span | None = None, scope: str = "") -> tuple[Figure, Figure]:
    """Median and upper quartile of the working days that deals stood in a stage."""
    ordered = _ordered(days)
    unit, none = Unit.WORKING_DAYS, Missing.NO_DEALS
    return (
        _quantile(Metric.TIME_IN_STAGE_MEDIAN, unit, ordered, _MEDIAN, none, span, scope),
        _quantile(Metric.TIME_IN_STAGE_P75, unit, ordered, _UPPER, none, span, scope),
    )


def _ordered(days: Mapping[int, int]) -> list[int]:
    return [number for number in sorted(days) if number >= 0 for _deal in range(days[number])]


def _quantile(
    metric: Metric, unit: Unit, ordered: list[int], q: Fraction, empty: Missing, span: Span | None, scope: str
) -> Figure:
    return Figure(
        metric,
        unit,
        quantile(ordered, q) if ordered else None,
        None if ordered else empty,
        n=len(ordered),
        span=span,
        scope=scope,
    )
