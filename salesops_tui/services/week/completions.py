"""How far everybody has come with the month's target, and how far deals come on their way (domain rows 3 and 14)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from salesops_tui.domain.deal_filter import DealFilter
from salesops_tui.domain.figures import Figure
from salesops_tui.domain.funnel import Cut, cohort_shares, trailing_year
from salesops_tui.domain.periods import Window
from salesops_tui.i18n import language
from salesops_tui.services.forecast.attainments import attained
from salesops_tui.services.funnel_counts import reached
from salesops_tui.services.session import Session
from salesops_tui.services.week.scopes import ReportScope


@dataclass(frozen=True, slots=True)
class Completion:
    """Somebody's share of the month's target that is won."""

    name: str
    attainment: Figure


@dataclass(frozen=True, slots=True)
class FunnelStep:
    """A stage, and the share of the deals of twelve months that got there, with the course's shares as its benchmarks."""

    stage: str
    share: Figure


def completions(session: Session, last: date, scope: ReportScope) -> tuple[Completion, ...]:
    """The people who have a target in the month of a day, as far as that day; the furthest first."""
    window = Window.month(last)
    people = scope.people if scope.people is not None else tuple(session.workbook.people.all())
    with_target = {target.person_id for target in session.workbook.targets.all() if target.person_id is not None}
    found = [
        Completion(person.name, attained(session, window, (person,), person.name, until=last).attainment)
        for person in people
        if person.active and person.id in with_target
    ]
    known = [one for one in found if one.attainment.value is not None]
    return tuple(sorted(known, key=lambda one: (-(one.attainment.value or 0), one.name)))


def funnel_steps(session: Session, last: date, scope: ReportScope) -> tuple[FunnelStep, ...]:
    """The funnel of the twelve months up to a day."""
    stages = (*session.workbook.pipeline.open, session.workbook.pipeline.won)
    span = trailing_year(last)
    counts = reached(session, Cut(DealFilter(people=scope.ids)), span)
    shares = cohort_shares(stages, counts, span, scope.name)
    return tuple(FunnelStep(stage.name(language()), share) for stage, share in zip(stages, shares, strict=True))
