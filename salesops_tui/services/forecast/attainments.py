"""How much of a period's target some people have won, and at what pace."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from salesops_tui.domain.deal_filter import DealFilter
from salesops_tui.domain.deals import ForecastCategory
from salesops_tui.domain.figures import Figure, Metric, Span
from salesops_tui.domain.forecasting import Part, amount_figure, attainment, pace, target_figure
from salesops_tui.domain.people import Person
from salesops_tui.domain.periods import Window
from salesops_tui.services.forecast.scope import scope_of
from salesops_tui.services.session import Session


@dataclass(frozen=True, slots=True)
class Attained:
    """A period's figures."""

    won: Figure
    target: Figure
    attainment: Figure
    pace: Figure


def attained(
    session: Session,
    window: Window,
    people: Sequence[Person] | None = None,
    named: str = "",
    until: date | None = None,
) -> Attained:
    """What some people, or all, have won of their target in a period: as far as a day, or as things stand."""
    last = min(window.last, until) if until is not None else window.last
    chosen = DealFilter(people=tuple(person.id for person in people) if people is not None else None)
    closed = session.workbook.forecast_figures.closed_sums(
        [session.workbook.pipeline.won], window.first, last, chosen, session.rates
    )
    parts = [
        Part(ForecastCategory.CLOSED, one.currency, 0, False, one.deals, one.without_amount, one.amount)
        for one in closed
    ]
    won = amount_figure(Metric.WON_AMOUNT, parts, session.rates, span=Span(window.first, last), scope=named)
    aim = scope_of(session, DealFilter(), people).aim(window)
    target = target_figure(aim.amount, session.rates.base, aim.records, span=window.span, scope=named)
    working_days, elapsed = days_of(session, window, until)
    return Attained(won, target, attainment(won, target), pace(won, target, elapsed, working_days))


def days_of(session: Session, window: Window, until: date | None = None) -> tuple[int, int]:
    """The working days of a period, and those that have passed: as far as a day, or today, that day among them."""
    before = window.first - timedelta(days=1)
    count = session.calendar.working_days_between
    return count(before, window.last), max(count(before, min(until or session.clock.today(), window.last)), 0)
