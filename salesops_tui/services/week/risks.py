"""The third section of the report: what is in danger, found by rules and not by feeling."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from salesops_tui.domain.deal_filter import DealFilter
from salesops_tui.domain.deals import ForecastCategory
from salesops_tui.domain.figures import Figure, Metric
from salesops_tui.domain.follow_up import FollowUpState
from salesops_tui.domain.forecasting import Part, amount_figure, coverage, required_coverage
from salesops_tui.domain.periods import Window
from salesops_tui.domain.pushes import pushes
from salesops_tui.domain.tasks import MadeFrom
from salesops_tui.services.forecast.attainments import attained
from salesops_tui.services.forecast.view import trailing_win_rate
from salesops_tui.services.hygiene import stuck_before, stuck_limit
from salesops_tui.services.session import Session
from salesops_tui.services.standups.surroundings import follow_ups
from salesops_tui.services.week.scopes import ReportScope
from salesops_tui.storage.repositories.week_figures import Answer, RiskRow

MANY_PUSHES: Final = 3
OLD_BLOCKER_DAYS: Final = 3
"""Working days after which a blocker is a risk."""
MOST: Final = 6
"""Risks of each kind that are told."""


class RiskKind(StrEnum):
    """The rules, the most pressing first."""

    COVERAGE = "coverage"
    BLOCKER = "blocker"
    PAST_CLOSE = "past_close"
    PUSHED = "pushed"
    STUCK = "stuck"
    SINGLE_CONTACT = "single_contact"
    FOLLOW_UP = "follow_up"


@dataclass(frozen=True, slots=True)
class Risk:
    """Something in danger."""

    kind: RiskKind
    words: str
    """The deal and its account, or what blocks."""
    owner: str
    number: int
    """Days, or times, as the rule counts."""
    deal_id: str | None = None
    task_id: str | None = None
    """Of the blocker."""
    figures: tuple[Figure, ...] = ()
    """Of the coverage: what there is, and what the win rate requires."""
    answer: Answer | None = None
    """The newest task that was made of it."""

    @property
    def source(self) -> str:
        """What a task that is made of it came out of."""
        return f"{self.kind}:{self.deal_id or self.task_id or self.words}"


def risks(session: Session, day: date, scope: ReportScope) -> tuple[Risk, ...]:
    """What the rules find, seen on a day; each knows whether something is done about it."""
    found = [
        *_coverage(session, day, scope),
        *_blockers(session, day, scope),
        *_past_close(session, day, scope),
        *_pushed(session, scope),
        *_stuck(session, day, scope),
        *_lonely(session, scope),
        *_breached(session, day, scope),
    ]
    answers = session.workbook.week_figures.answers(MadeFrom.RISK, [risk.source for risk in found])
    return tuple(replace(risk, answer=answers.get(risk.source)) for risk in found)


def _coverage(session: Session, day: date, scope: ReportScope) -> Iterator[Risk]:
    """Of the quarter: what is open and closes in it, against what the win rate says is needed (D.6)."""
    window = Window.quarter(day)
    chosen = DealFilter(people=scope.ids)
    found = session.workbook.forecast_figures.open_sums(
        session.workbook.pipeline.open, window.first, window.last, day, chosen, session.rates
    )
    parts = [
        Part(ForecastCategory.PIPELINE, one.currency, 0, False, one.deals, one.without_amount, one.amount)
        for one in found
        if not one.is_overdue and one.chosen is not ForecastCategory.OMITTED
    ]
    quarter = attained(session, window, scope.people, scope.name, until=day)
    in_time = amount_figure(Metric.STATED_AMOUNT, parts, session.rates, span=window.span, scope=scope.name)
    there = coverage(in_time, quarter.won, quarter.target)
    required = required_coverage(trailing_win_rate(session, chosen, scope.name))
    if there.value is not None and required.value is not None and there.value < required.value:
        yield Risk(RiskKind.COVERAGE, window.code, scope.owner, 0, figures=(there, required))


def _blockers(session: Session, day: date, scope: ReportScope) -> Iterator[Risk]:
    for row in session.workbook.week_figures.wanted(MadeFrom.BLOCKER, scope.ids, MOST):
        age = session.calendar.working_days_between(row.day, day)
        if age > OLD_BLOCKER_DAYS:
            yield Risk(RiskKind.BLOCKER, row.words, row.owner, age, row.deal_id, row.id)


def _past_close(session: Session, day: date, scope: ReportScope) -> Iterator[Risk]:
    for row, close_date in session.workbook.week_figures.past_close(day, scope.ids, MOST):
        yield _of_deal(RiskKind.PAST_CLOSE, row, (day - close_date).days)


def _pushed(session: Session, scope: ReportScope) -> list[Risk]:
    """What was corrected at once is no push: the deal's own history decides."""
    rows = session.workbook.week_figures.pushed(MANY_PUSHES, scope.ids, 4 * MOST)
    counted = [(row, pushes(session.workbook.deals.events(row.deal_id)).count) for row in rows]
    counted.sort(key=lambda one: -one[1])
    return [_of_deal(RiskKind.PUSHED, row, times) for row, times in counted[:MOST] if times >= MANY_PUSHES]


def _stuck(session: Session, day: date, scope: ReportScope) -> list[Risk]:
    """Those that have been in their stage for longer than the settings allow, the longest first."""
    found: list[Risk] = []
    for stage in session.workbook.pipeline.open:
        before = stuck_before(session, stuck_limit(session, stage))
        if before is None:
            continue
        for row, moment in session.workbook.week_figures.stuck(stage.id, before, scope.ids, MOST):
            entered = moment.astimezone(session.clock.zone).date()
            found.append(_of_deal(RiskKind.STUCK, row, session.calendar.working_days_between(entered, day)))
    return sorted(found, key=lambda risk: -risk.number)[:MOST]


def _lonely(session: Session, scope: ReportScope) -> Iterator[Risk]:
    for row in session.workbook.week_figures.single_contact(session.workbook.pipeline, scope.ids, MOST):
        yield _of_deal(RiskKind.SINGLE_CONTACT, row, 1)


def _breached(session: Session, day: date, scope: ReportScope) -> list[Risk]:
    breached = [one for one in follow_ups(session, day, scope.ids) if one.state is FollowUpState.BREACHED]
    return [
        Risk(RiskKind.FOLLOW_UP, one.deal, one.owner, (day - one.due_on) // timedelta(days=1), one.deal_id)
        for one in breached[:MOST]
    ]


def _of_deal(kind: RiskKind, row: RiskRow, number: int) -> Risk:
    words = f"{row.deal} · {row.account}" if row.account else row.deal
    return Risk(kind, words, row.owner, number, row.deal_id)
