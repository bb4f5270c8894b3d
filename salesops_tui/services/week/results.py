"""The first section of the report: what the week brought, against the week before and against the month's target."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction

from salesops_tui.domain.deal_filter import DealFilter
from salesops_tui.domain.deals import ForecastCategory
from salesops_tui.domain.figures import Figure, Metric, Missing, Span, Unit, quotient
from salesops_tui.domain.forecasting import Part, amount_figure
from salesops_tui.domain.periods import Window
from salesops_tui.domain.week_comparison import Change, Compared, change
from salesops_tui.services.forecast.attainments import attained
from salesops_tui.services.session import Session
from salesops_tui.services.week.scopes import ReportScope


class ResultRow(StrEnum):
    """The lines, in their order; the values are tokens in the drafted sentences too."""

    WON = "won"
    WEEK_TARGET = "week_target"
    """Where the week has a target of its own, as the next line."""
    WEEK_ATTAINMENT = "week_attainment"
    DEALS_WON = "deals_won"
    NEW_CUSTOMERS = "new_customers"
    AVERAGE_CUSTOMER = "average_customer"
    ACTIVITIES = "activities"
    MONTH_WON = "month_won"
    TARGET = "target"
    ATTAINMENT = "attainment"
    PACE = "pace"


@dataclass(frozen=True, slots=True)
class Result:
    """One line."""

    row: ResultRow
    figure: Figure
    change: Change | None = None
    """Against the other week; None for what is not of the week, and where there is nothing to compare."""


@dataclass(frozen=True, slots=True)
class Leader:
    """Somebody's place by what they won."""

    rank: int
    """Those who won the same share theirs."""
    name: str
    won: Figure


def results(session: Session, of: Compared, scope: ReportScope) -> tuple[Result, ...]:
    """The week's figures with their changes, then the month's up to the week's last day."""
    month = attained(session, Window.month(of.now.last), scope.people, scope.name, until=of.now.last)

    def line(row: ResultRow, measure: Callable[[Session, Span, ReportScope], Figure]) -> Result:
        now = measure(session, of.now, scope)
        if of.before is None:
            return Result(row, now)
        before = measure(session, of.before, scope)
        if now.value is None or before.value is None:
            return Result(row, now)
        return Result(row, now, change(whole(now), whole(before), of))

    of_week = attained(session, Window.week(of.week.monday), scope.people, scope.name, until=of.now.last)
    has_target = of_week.target.value is not None
    return (
        line(ResultRow.WON, won),
        *((Result(ResultRow.WEEK_TARGET, of_week.target),) if has_target else ()),
        *((Result(ResultRow.WEEK_ATTAINMENT, of_week.attainment),) if has_target else ()),
        line(ResultRow.DEALS_WON, deals_won),
        line(ResultRow.NEW_CUSTOMERS, new_customers),
        line(ResultRow.AVERAGE_CUSTOMER, average_customer),
        line(ResultRow.ACTIVITIES, activities),
        Result(ResultRow.MONTH_WON, month.won),
        Result(ResultRow.TARGET, month.target),
        Result(ResultRow.ATTAINMENT, month.attainment),
        Result(ResultRow.PACE, month.pace),
    )


def whole(figure: Figure) -> int:
    """A figure as a whole number, to be compared."""
    return round(figure.value or Fraction(0))


def won(session: Session, span: Span, scope: ReportScope) -> Figure:
    """The amount won in a span of days, in the base currency."""
    closed = session.workbook.forecast_figures.closed_sums(
        [session.workbook.pipeline.won], span.first, span.last, DealFilter(people=scope.ids), session.rates
    )
    parts = [
        Part(ForecastCategory.CLOSED, one.currency, 0, False, one.deals, one.without_amount, one.amount)
        for one in closed
    ]
    return amount_figure(Metric.WON_AMOUNT, parts, session.rates, span=span, scope=scope.name)


def deals_won(session: Session, span: Span, scope: ReportScope) -> Figure:
    """How many deals were won."""
    closed = session.workbook.forecast_figures.closed_sums(
        [session.workbook.pipeline.won], span.first, span.last, DealFilter(people=scope.ids), session.rates
    )
    return _count(Metric.DEALS_WON, sum(one.deals for one in closed), span, scope)


def new_customers(session: Session, span: Span, scope: ReportScope) -> Figure:
    """How many customers bought for the first time ever."""
    pipeline = session.workbook.pipeline
    _all, new = session.workbook.week_figures.customers(pipeline, span.first, span.last, scope.ids)
    return _count(Metric.NEW_CUSTOMERS, new, span, scope)


def average_customer(session: Session, span: Span, scope: ReportScope) -> Figure:
    """What was won, for each customer who bought (domain row 16)."""
    amount = won(session, span, scope)
    customers, _new = session.workbook.week_figures.customers(
        session.workbook.pipeline, span.first, span.last, scope.ids
    )
    return quotient(
        Metric.AVERAGE_CUSTOMER,
        Unit.MONEY,
        whole(amount),
        customers,
        Missing.NO_WINS,
        n=customers,
        currency=session.rates.base,
        span=span,
        scope=scope.name,
        without_amount=amount.without_amount,
        unrated=amount.unrated,
    )


def activities(session: Session, span: Span, scope: ReportScope) -> Figure:
    """How many touches were logged; planned ones do not count."""
    until = min(span.last, session.clock.today())
    counted = session.workbook.activity_results.activities(span.first, until)
    ids = scope.ids
    number = sum(one.count for one in counted if ids is None or one.person_id in ids)
    return _count(Metric.ACTIVITIES, number, span, scope)


def leaders(session: Session, of: Compared, scope: ReportScope) -> tuple[Leader, ...]:
    """The people by what they won in the week; who won nothing is left out."""
    people = scope.people if scope.people is not None else tuple(session.workbook.people.all())
    found = [(person, won(session, of.now, ReportScope(person.name, (person,)))) for person in people if person.active]
    found = [(person, figure) for person, figure in found if figure.value]
    found.sort(key=lambda one: (-(one[1].value or 0), one[0].name))
    ranked: list[Leader] = []
    for place, (person, figure) in enumerate(found, 1):
        same = ranked and ranked[-1].won.value == figure.value
        ranked.append(Leader(ranked[-1].rank if same else place, person.name, replace(figure, scope=person.name)))
    return tuple(ranked)


def _count(metric: Metric, number: int, span: Span, scope: ReportScope) -> Figure:
    return Figure(metric, Unit.COUNT, Fraction(number), n=number, span=span, scope=scope.name)
