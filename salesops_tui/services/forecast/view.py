"""The forecast's figures: six months from one on, and the quarters that they belong to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction
from typing import Final

from salesops_tui.domain.deal_filter import DealFilter
from salesops_tui.domain.deals import ForecastCategory
from salesops_tui.domain.figures import Figure, Metric, Missing, Span, Unit
from salesops_tui.domain.forecasting import (
    IN_PROSPECT,
    Part,
    amount_figure,
    attainment,
    category_of,
    coverage,
    gap_expected,
    pace,
    required_coverage,
    target_figure,
    total_coverage,
    weighted_figure,
)
from salesops_tui.domain.forecasts import Forecast
from salesops_tui.domain.money import CurrencySum, round_minor, total
from salesops_tui.domain.outcomes import win_rate_by_value
from salesops_tui.domain.periods import Window
from salesops_tui.domain.stages import Pipeline, StageKind
from salesops_tui.formats import compact_money, number
from salesops_tui.i18n import _, ngettext
from salesops_tui.services.filter_lines import deal_filter
from salesops_tui.services.forecast.attainments import days_of
from salesops_tui.services.forecast.past_forecasts import AccuracyLine, accuracy_lines
from salesops_tui.services.forecast.scope import Scope, scope_of
from salesops_tui.services.session import Session
from salesops_tui.services.standing import Standing, standing
from salesops_tui.services.win_rates import decided
from salesops_tui.services.wording import category_title

MONTHS: Final = 6
"""How many months roll on (domain row 31)."""


class Row(StrEnum):
    """The lines of the forecast."""

    CLOSED = "closed"
    COMMIT = "commit"
    BEST_CASE = "best_case"
    PIPELINE = "pipeline"
    OMITTED = "omitted"
    WEIGHTED_COMMIT = "weighted_commit"
    WEIGHTED_BEST_CASE = "weighted_best_case"
    WEIGHTED_PIPELINE = "weighted_pipeline"
    WEIGHTED = "weighted"
    TARGET = "target"
    ATTAINMENT = "attainment"
    PACE = "pace"
    SUBMITTED = "submitted"
    COVERAGE = "coverage"
    REQUIRED = "required"
    GAP_EXPECTED = "gap_expected"
    TOTAL_COVERAGE = "total_coverage"
    OVERDUE = "overdue"
    STATED = "stated"
    CREDIBLE = "credible"
    SLIPPED = "slipped"
    PUSHED = "pushed"


CATEGORIES: Final[Mapping[Row, ForecastCategory]] = {
    Row.CLOSED: ForecastCategory.CLOSED,
    Row.COMMIT: ForecastCategory.COMMIT,
    Row.BEST_CASE: ForecastCategory.BEST_CASE,
    Row.PIPELINE: ForecastCategory.PIPELINE,
    Row.OMITTED: ForecastCategory.OMITTED,
}
WEIGHTED: Final[Mapping[Row, ForecastCategory]] = {
    Row.WEIGHTED_COMMIT: ForecastCategory.COMMIT,
    Row.WEIGHTED_BEST_CASE: ForecastCategory.BEST_CASE,
    Row.WEIGHTED_PIPELINE: ForecastCategory.PIPELINE,
}


@dataclass(frozen=True, slots=True)
class Column:
    """A month or a quarter with its figures."""

    window: Window
    working_days: int
    elapsed: int
    """Working days that have passed, today among them."""
    figures: Mapping[Row, Figure]
    submitted: Sequence[Forecast]
    """The numbers submitted for it, newest first."""


@dataclass(frozen=True, slots=True)
class ForecastView:
    """The forecast as it is drawn."""

    months: tuple[Column, ...]
    quarters: tuple[Column, ...]
    win_rate: Figure
    """By value, of the last twelve months."""
    accuracy: tuple[AccuracyLine, ...]
    """How well past numbers foretold what came; none where none was submitted in time."""
    notes: tuple[str, ...]
    """What has to be known to read it."""
    has_deals: bool
    """Whether the workbook has any deal, filtered or not."""
    has_targets: bool
    """Whether any of the periods has a target."""
    can_submit: bool
    """Whether a number can be submitted under this filter."""
    found: int
    """Deals in these periods."""
    today: date
    standing: Standing


def windows(today: date, shift: int) -> tuple[list[Window], list[Window]]:
    """The months from the current one on, so many months later, and their quarters."""
    first = Window.month(today).later(shift)
    months = [first.later(by) for by in range(MONTHS)]
    return months, sorted({Window.quarter(month.first) for month in months})


def undated(chosen: DealFilter) -> DealFilter:
    """The filter without its dates, for what lies in the past."""
    return replace(chosen, closes_from=None, closes_until=None, open_only=False)


def view(session: Session, filter_line: str, shift: int = 0) -> ForecastView:
    """The forecast under a filter, begun so many months after the current one."""
    workbook, today = session.workbook, session.clock.today()
    chosen = deal_filter(session, filter_line)
    scope = scope_of(session, chosen)
    months, quarters = windows(today, shift)
    parts = _parts(session, workbook.pipeline, quarters[0].first, quarters[-1].last, chosen)
    win_rate = trailing_win_rate(session, chosen, filter_line)
    forecasts = workbook.forecasts.all()
    columns = {
        window: _column(session, window, _within(parts, window), win_rate, scope, forecasts, filter_line.strip())
        for window in (*months, *quarters)
    }
    return ForecastView(
        tuple(columns[window] for window in months),
        tuple(columns[window] for window in quarters),
        win_rate,
        tuple(accuracy_lines(session, scope, forecasts, chosen)),
        (*_aim_notes(scope, columns), *_left_out_notes(session, [part for month in parts.values() for part in month])),
        workbook.forecast_figures.has_deals(),
        any(column.figures[Row.TARGET].value for column in columns.values()),
        scope.can_submit,
        sum(part.deals for month in parts.values() for part in month),
        today,
        standing(session),
    )


def trailing_win_rate(session: Session, chosen: DealFilter, filter_line: str) -> Figure:
    """The win rate by value of the last twelve months, today included, under the filter without its dates."""
    pipeline, today = session.workbook.pipeline, session.clock.today()
    a_year_ago = Window.month(today).later(-12).first
    day = min(today.day, Window.month(a_year_ago).last.day)
    span = Span(a_year_ago.replace(day=day) + timedelta(days=1), today)
    sums = session.workbook.forecast_figures.closed_sums(
        (pipeline.won, pipeline.lost), span.first, span.last, undated(chosen), session.rates
    )
    won, lost = (decided(part for part in sums if part.stage_id == stage.id) for stage in (pipeline.won, pipeline.lost))
    return win_rate_by_value(won, lost, session.rates, span, filter_line.strip())


def _parts(
    session: Session, pipeline: Pipeline, first: date, last: date, chosen: DealFilter
) -> Mapping[str, list[Part]]:
    """The deals of each month, like ``2026-11``, alike ones together."""
    figures, today, rates = session.workbook.forecast_figures, session.clock.today(), session.rates
    parts: dict[str, list[Part]] = {}
    for one in figures.open_sums(pipeline.open, first, last, today, chosen, rates):
        stage = pipeline.by_id[one.stage_id]
        probability = stage.probability if one.probability is None else one.probability
        parts.setdefault(one.month, []).append(
            Part(
                category_of(stage.kind, one.chosen, probability),
                one.currency,
                probability,
                one.is_overdue,
                one.deals,
                one.without_amount,
                one.amount,
                one.squares,
            )
        )
    for closed in figures.closed_sums((pipeline.won, pipeline.lost), first, last, chosen, rates):
        kind = StageKind.WON if closed.stage_id == pipeline.won.id else StageKind.LOST
        parts.setdefault(closed.month, []).append(
            Part(
                category_of(kind, None, 0),
                closed.currency,
                0,
                is_overdue=False,
                deals=closed.deals,
                without_amount=closed.without_amount,
                amount=closed.amount,
            )
        )
    return parts


def _within(parts: Mapping[str, list[Part]], window: Window) -> list[Part]:
    return [part for month, of_month in parts.items() if _is_in(month, window) for part in of_month]


def _is_in(month: str, window: Window) -> bool:
    return window.first.isoformat()[:7] <= month <= window.last.isoformat()[:7]


def _column(
    session: Session,
    window: Window,
    parts: Sequence[Part],
    win_rate: Figure,
    scope: Scope,
    forecasts: list[Forecast],
    named: str,
) -> Column:
    rates, span = session.rates, window.span

    def added(metric: Metric, chosen: Iterable[Part], of: str = "") -> Figure:
        return amount_figure(metric, chosen, rates, span=span, scope=_joined(of, named))

    prospects = [part for part in parts if part.category in IN_PROSPECT]
    in_time = added(Metric.STATED_AMOUNT, (part for part in prospects if not part.is_overdue))
    won = added(Metric.WON_AMOUNT, (part for part in parts if part.category is ForecastCategory.CLOSED))
    aim = scope.aim(window)
    target = target_figure(aim.amount, rates.base, aim.records, span=span, scope=named)
    working_days, elapsed = days_of(session, window)
    submitted = scope.submitted(forecasts, window)
    figures = {
        row: added(
            Metric.CATEGORY_AMOUNT, (part for part in parts if part.category is category), category_title(category)
        )
        for row, category in CATEGORIES.items()
    }
    figures |= {
        row: weighted_figure(
            Metric.CATEGORY_WEIGHTED,
            (part for part in parts if part.category is category),
            rates,
            span=span,
            scope=_joined(category_title(category), named),
        )
        for row, category in WEIGHTED.items()
    }
    figures |= {
        Row.CLOSED: won,
        Row.WEIGHTED: weighted_figure(Metric.FORECAST_WEIGHTED, prospects, rates, span=span, scope=named),
        Row.TARGET: target,
        Row.ATTAINMENT: attainment(won, target),
        Row.PACE: pace(won, target, elapsed, working_days),
        Row.SUBMITTED: _submitted(session, submitted, window, named),
        Row.COVERAGE: coverage(in_time, won, target),
        Row.REQUIRED: required_coverage(win_rate),
        Row.GAP_EXPECTED: gap_expected(in_time, win_rate, won, target),
        Row.TOTAL_COVERAGE: total_coverage(in_time, target),
        Row.OVERDUE: added(Metric.OVERDUE_AMOUNT, (part for part in parts if part.is_overdue)),
        Row.STATED: added(Metric.STATED_AMOUNT, prospects),
    }
    return Column(window, working_days, elapsed, figures, submitted)


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def _submitted(session: Session, submitted: Sequence[Forecast], window: Window, named: str) -> Figure:
    """The number submitted last, in the base currency."""
    figure = Figure(
        Metric.SUBMITTED,
        Unit.MONEY,
        None,
        Missing.NOT_SUBMITTED,
        currency=session.rates.base,
        span=window.span,
        scope=named,
    )
    if not submitted:
        return figure
    newest = submitted[0]
    amount = session.rates.to_base(newest.amount, newest.currency)
    if amount is None:
        return replace(figure, missing=Missing.NO_AMOUNTS, unrated=(CurrencySum(newest.currency, 1, newest.amount),))
    return replace(figure, value=Fraction(round_minor(amount)), missing=None, n=len(submitted))


def _aim_notes(scope: Scope, windows_: Iterable[Window]) -> Iterator[str]:
    """What is to be said of the targets."""
    if not scope.fits:
        yield _("No target fits this filter: targets are for all deals, or for all of a person's (@name).")
    aims = {window: scope.aim(window) for window in windows_}
    if summed := [window.code for window, aim in aims.items() if aim.of_months]:
        yield _("Target of {periods}: the sum of its months, as it has none of its own.").format(
            periods=", ".join(summed)
        )
    for currency in sorted({aim.unrated for aim in aims.values() if aim.unrated}):
        yield _("A target is in {currency}, for which no rate is set.").format(currency=currency)


def _left_out_notes(session: Session, parts: Sequence[Part]) -> Iterator[str]:
    """What no sum can hold."""
    added = total((CurrencySum(part.currency, part.deals, part.amount) for part in parts), session.rates)
    if added.left_out:
        amounts = " + ".join(compact_money(part.amount, part.currency) for part in added.left_out)
        count = sum(part.count for part in added.left_out)
        yield ngettext(
            "Left out, as no rate is set: {number} deal, {amounts}.",
            "Left out, as no rate is set: {number} deals, {amounts}.",
            count,
        ).format(number=number(count), amounts=amounts)
    if without := sum(part.without_amount for part in parts):
        yield ngettext(
            "{number} deal of these periods has no amount.", "{number} deals of these periods have no amount.", without
        ).format(number=number(without))
