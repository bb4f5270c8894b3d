"""The report of a week, drafted: results, progress, risks, and what comes next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from salesops_tui.domain.tasks import MadeFrom
from salesops_tui.domain.week_comparison import Compared
from salesops_tui.domain.week_reports import ReportPart, ReportText, Section
from salesops_tui.domain.weeks import Week
from salesops_tui.services import pasts
from salesops_tui.services.session import Session
from salesops_tui.services.standing import Standing, standing
from salesops_tui.services.week.comparison import comparison
from salesops_tui.services.week.completions import Completion, FunnelStep, completions, funnel_steps
from salesops_tui.services.week.late_entries import LateEntries, late_entries
from salesops_tui.services.week.planned import Kept, kept
from salesops_tui.services.week.progress import Pipeline, progress
from salesops_tui.services.week.results import Leader, Result, leaders, results
from salesops_tui.services.week.risks import Risk, risks
from salesops_tui.services.week.scopes import ReportScope
from salesops_tui.services.week.trend import WeekWon, trend
from salesops_tui.storage.repositories.week_figures import ComingRow

MOST_AHEAD: Final = 12
"""Tasks, next steps and wishes for help that are told of the week to come."""


@dataclass(frozen=True, slots=True)
class Ahead:
    """The fourth section: what is planned for the week after, and what help is wanted for it."""

    tasks: tuple[ComingRow, ...]
    steps: tuple[ComingRow, ...]
    help: tuple[ComingRow, ...]
    kept: tuple[Kept, ...]
    """What the report before planned for this week."""


@dataclass(frozen=True, slots=True)
class Part:
    """What one of the team handed in; None where nothing came yet."""

    person: str
    part: ReportPart | None


@dataclass(frozen=True, slots=True)
class WeekReport:
    """Everything."""

    standing: Standing
    scope: ReportScope
    compared: Compared
    results: tuple[Result, ...]
    leaders: tuple[Leader, ...]
    completions: tuple[Completion, ...]
    trend: tuple[WeekWon, ...]
    pipeline: Pipeline
    funnel: tuple[FunnelStep, ...]
    risks: tuple[Risk, ...]
    ahead: Ahead
    late: LateEntries | None
    """What was dated into the week before after its report was sealed; None where that was not."""
    texts: Mapping[Section, ReportText]
    """What a person wrote in place of the drafted sentences."""
    parts: tuple[Part, ...]
    """Of the people in scope, once one of them has handed in something."""
    today: date
    hides_amounts: bool = False
    """Whether no amount is to be told."""

    @property
    def week(self) -> Week:
        """Which week it is about."""
        return self.compared.week


def report(session: Session, week: Week, scope: ReportScope) -> WeekReport:
    """The draft of a week's report."""
    pasts.catch_up(session)
    today = session.clock.today()
    of = comparison(session, week)
    seen_on = min(of.now.last, today)
    before = session.workbook.sealed_reports.last(week.previous(), scope.name)
    shows_people = session.settings.leaderboard and (scope.people is None or len(scope.people) > 1)
    return WeekReport(
        standing(session),
        scope,
        of,
        results(session, of, scope),
        leaders(session, of, scope) if shows_people else (),
        completions(session, of.now.last, scope) if shows_people else (),
        trend(session, week, scope),
        progress(session, of, scope),
        funnel_steps(session, seen_on, scope),
        risks(session, seen_on, scope),
        _ahead(session, of, scope, kept(session, of, scope, before, today)),
        late_entries(session, before, scope) if before is not None else None,
        session.workbook.report_texts.of(week, scope.name),
        _parts(session, week, scope),
        today,
    )


def _ahead(session: Session, of: Compared, scope: ReportScope, done: tuple[Kept, ...]) -> Ahead:
    first = of.week.span.last + timedelta(days=1)
    last = first + timedelta(days=6)
    found = session.workbook.week_figures
    return Ahead(
        tuple(found.tasks(first, last, scope.ids, MOST_AHEAD)),
        tuple(found.steps(first, last, scope.ids, MOST_AHEAD)),
        tuple(found.wanted(MadeFrom.HELP, scope.ids, MOST_AHEAD)),
        done,
    )


def _parts(session: Session, week: Week, scope: ReportScope) -> tuple[Part, ...]:
    handed_in = {part.person_id: part for part in session.workbook.report_parts.of(week)}
    people = scope.people if scope.people is not None else tuple(session.workbook.people.all())
    members = [person for person in people if person.active]
    if len(members) < 2 or not any(person.id in handed_in for person in members):
        return ()
    return tuple(Part(person.name, handed_in.get(person.id)) for person in members)
