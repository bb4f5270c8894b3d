"""The report of a week, drafted: results, progress, risks, and what comes next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from salesops_tui.domain.tasks import MadeFrom
from salesops_tui.domain.week_comparison import Compared, compared
from salesops_tui.domain.weeks import Week
from salesops_tui.services import pasts
from salesops_tui.services.session import Session
from salesops_tui.services.standing import Standing, standing
from salesops_tui.services.week.progress import Pipeline, progress
from salesops_tui.services.week.results import Leader, Result, leaders, results
from salesops_tui.services.week.risks import Risk, risks
from salesops_tui.services.week.scopes import ReportScope
from salesops_tui.storage.repositories.week_figures import ComingRow

MOST_AHEAD: Final = 12
"""Tasks, next steps and wishes for help that are told of the week to come."""


@dataclass(frozen=True, slots=True)
class Ahead:
    """The fourth section: what is planned for the week after, and what help is wanted for it."""

    tasks: tuple[ComingRow, ...]
    steps: tuple[ComingRow, ...]
    help: tuple[ComingRow, ...]


@dataclass(frozen=True, slots=True)
class WeekReport:
    """Everything."""

    standing: Standing
    scope: ReportScope
    compared: Compared
    results: tuple[Result, ...]
    leaders: tuple[Leader, ...]
    pipeline: Pipeline
    risks: tuple[Risk, ...]
    ahead: Ahead
    today: date

    @property
    def week(self) -> Week:
        """Which week it is about."""
        return self.compared.week


def report(session: Session, week: Week, scope: ReportScope) -> WeekReport:
    """The draft of a week's report."""
    pasts.catch_up(session)
    today = session.clock.today()
    of = compared(week, today, session.calendar)
    seen_on = min(of.now.last, today)
    return WeekReport(
        standing(session),
        scope,
        of,
        results(session, of, scope),
        leaders(session, of, scope) if scope.people is None or len(scope.people) > 1 else (),
        progress(session, of, scope),
        risks(session, seen_on, scope),
        _ahead(session, week, scope),
        today,
    )


def _ahead(session: Session, week: Week, scope: ReportScope) -> Ahead:
    first = week.span.last + timedelta(days=1)
    last = first + timedelta(days=6)
    found = session.workbook.week_figures
    return Ahead(
        tuple(found.tasks(first, last, scope.ids, MOST_AHEAD)),
        tuple(found.steps(first, last, scope.ids, MOST_AHEAD)),
        tuple(found.wanted(MadeFrom.HELP, scope.ids, MOST_AHEAD)),
    )
