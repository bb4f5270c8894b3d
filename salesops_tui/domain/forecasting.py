"""What a period will bring: categories, weighted amounts, attainment, pace, coverage (D.5, D.6, D.7)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction
from math import sqrt
from typing import Final

from salesops_tui.domain.deals import ForecastCategory
from salesops_tui.domain.figures import Figure, Metric, Missing, Span, Unit, quotient
from salesops_tui.domain.money import CurrencySum, Rates, WeightedSum, total, weighted_amount
from salesops_tui.domain.stages import StageKind

BEST_CASE_FROM: Final = 40
"""From so many per cent of chance on an open deal is best case unless somebody says otherwise."""

IN_PROSPECT: Final = (ForecastCategory.COMMIT, ForecastCategory.BEST_CASE, ForecastCategory.PIPELINE)
"""The categories of open deals that a forecast counts on, the surest first."""

_Z: Final = 1.959963984540054
"""The normal distribution's 97.5 % point."""


def category_of(kind: StageKind, chosen: ForecastCategory | None, probability: int) -> ForecastCategory:
    """How surely a deal is counted on.

    What is won is closed and what is lost is omitted, whatever was chosen while it was open. An open deal is what somebody
    chose for it; otherwise its chance of winning in per cent decides between best case and pipeline. Commit is a promise:
    only a person makes it. A deal that is called closed and stands in an open stage is not: its chance decides.
    """
    if kind is StageKind.WON:
        return ForecastCategory.CLOSED
    if kind is StageKind.LOST:
        return ForecastCategory.OMITTED
    if chosen is not None and chosen is not ForecastCategory.CLOSED:
        return chosen
    return ForecastCategory.BEST_CASE if probability >= BEST_CASE_FROM else ForecastCategory.PIPELINE


@dataclass(frozen=True, slots=True)
class Part:
    """Deals of one category, currency and probability."""

    category: ForecastCategory
    currency: str
    probability: int
    """In per cent."""
    is_overdue: bool
    """Open, with a close date that has passed."""
    deals: int
    without_amount: int
    amount: int
    """In minor units of the currency."""
    squares: float = 0.0
    """The sum of the squared amounts."""


def amount_figure(metric: Metric, parts: Iterable[Part], rates: Rates, *, span: Span | None, scope: str) -> Figure:
    """What deals add up to in the base currency; what cannot be converted is left out and told."""
    parts = list(parts)
    added = total((CurrencySum(part.currency, part.deals, part.amount) for part in parts), rates)
    return Figure(
        metric,
        Unit.MONEY,
        Fraction(added.amount),
        n=added.count - sum(part.count for part in added.left_out),
        currency=rates.base,
        span=span,
        scope=scope,
        without_amount=sum(part.without_amount for part in parts),
        unrated=added.left_out,
    )


def weighted_figure(metric: Metric, parts: Iterable[Part], rates: Rates, *, span: Span | None, scope: str) -> Figure:
    """Amount times probability, and the range in which 95 of 100 such periods end: the variance is Σ a²p(1−p) (D.5)."""
    parts = list(parts)
    plain = amount_figure(metric, parts, rates, span=span, scope=scope)
    expected = weighted_amount((WeightedSum(part.currency, part.amount, part.probability) for part in parts), rates)
    margin = round(_Z * sqrt(sum(_variance(part, rates) for part in parts)))
    most = max(plain.value or Fraction(0), Fraction(expected))
    return replace(
        plain,
        value=Fraction(expected),
        low=Fraction(max(expected - margin, 0)) if margin else None,
        high=min(Fraction(expected + margin), most) if margin else None,
    )


def _variance(part: Part, rates: Rates) -> float:
    one = rates.to_base(1, part.currency)
    chance = part.probability / 100
    return 0.0 if one is None else part.squares * float(one) ** 2 * chance * (1 - chance)


def target_figure(amount: int | None, currency: str, records: int, *, span: Span, scope: str) -> Figure:
    """A target in the base currency; None where none fits."""
    return Figure(
        Metric.TARGET,
        Unit.MONEY,
        None if amount is None else Fraction(amount),
        None if amount is not None else Missing.NO_TARGET,
        n=records or None,
        currency=currency,
        span=span,
        scope=scope,
    )


def attainment(won: Figure, target: Figure) -> Figure:
    """Won ÷ target; without a target, or with one of nought, there is none (D.7).

    A team's comes from what all of it won and all of its targets: sum over sum, never the mean of percentages.
    """
    return _of_target(Metric.ATTAINMENT, Unit.SHARE, won, target.value or Fraction(0))


def pace(won: Figure, target: Figure, elapsed: int, working_days: int) -> Figure:
    """Attainment ÷ share of the working days that have passed, today included: won ÷ what should be won by now (D.7)."""
    if target.value and not elapsed:
        return replace(won, metric=Metric.PACE, unit=Unit.TIMES, value=None, missing=Missing.NO_WORKING_DAYS)
    share = Fraction(elapsed, working_days) if working_days else Fraction(0)
    return _of_target(Metric.PACE, Unit.TIMES, won, (target.value or Fraction(0)) * share)


def _of_target(metric: Metric, unit: Unit, won: Figure, target: Fraction) -> Figure:
    return quotient(
        metric,
        unit,
        won.value or Fraction(0),
        max(target, Fraction(0)),
        Missing.NO_TARGET,
        n=won.n,
        currency=won.currency,
        span=won.span,
        scope=won.scope,
        without_amount=won.without_amount,
        unrated=won.unrated,
    )


def coverage(in_prospect: Figure, won: Figure, target: Figure) -> Figure:
    """Open amount closing in the period ÷ (target − won); nothing left to be won is no coverage (D.6)."""
    return _of_gap(Metric.COVERAGE, Unit.TIMES, in_prospect, in_prospect.value or Fraction(0), won, target)


def total_coverage(in_prospect: Figure, target: Figure) -> Figure:
    """Open amount closing in the period ÷ the whole target: another figure, under its own name (D.6)."""
    return _of_target(Metric.TOTAL_COVERAGE, Unit.TIMES, in_prospect, target.value or Fraction(0))


def required_coverage(win_rate: Figure) -> Figure:
    """1 ÷ win rate by value: the coverage that it takes to reach the target (D.6)."""
    if win_rate.value is None:
        return replace(win_rate, metric=Metric.REQUIRED_COVERAGE, unit=Unit.TIMES)
    return quotient(
        Metric.REQUIRED_COVERAGE,
        Unit.TIMES,
        win_rate.denominator or Fraction(0),
        win_rate.numerator or Fraction(0),
        Missing.NO_WINS,
        n=win_rate.n,
        currency=win_rate.currency,
        span=win_rate.span,
        scope=win_rate.scope,
        without_amount=win_rate.without_amount,
        unrated=win_rate.unrated,
    )


def gap_expected(in_prospect: Figure, win_rate: Figure, won: Figure, target: Figure) -> Figure:
    """How much of what is still to be won the open deals yield at the win rate by value (D.6)."""
    if target.value and win_rate.value is None:
        return replace(win_rate, metric=Metric.GAP_EXPECTED, value=None, numerator=None, denominator=None)
    expected = (in_prospect.value or Fraction(0)) * (win_rate.value or Fraction(0))
    return _of_gap(Metric.GAP_EXPECTED, Unit.SHARE, in_prospect, expected, won, target)


def _of_gap(metric: Metric, unit: Unit, in_prospect: Figure, part: Fraction, won: Figure, target: Figure) -> Figure:
    gap = (target.value or Fraction(0)) - (won.value or Fraction(0))
    return quotient(
        metric,
        unit,
        part,
        max(gap, Fraction(0)) if target.value else Fraction(0),
        Missing.TARGET_MET if target.value else Missing.NO_TARGET,
        n=in_prospect.n,
        currency=in_prospect.currency,
        span=in_prospect.span,
        scope=in_prospect.scope,
        without_amount=in_prospect.without_amount,
        unrated=in_prospect.unrated,
    )
