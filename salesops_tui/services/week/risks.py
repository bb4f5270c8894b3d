"""The third section of the report: what is in danger, found by rules and not by feeling."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from salesops_tui.domain.follow_up import FollowUpState
from salesops_tui.domain.pushes import pushes
from salesops_tui.domain.tasks import MadeFrom
from salesops_tui.services.hygiene import stuck_before, stuck_limit
from salesops_tui.services.session import Session
from salesops_tui.services.standups.surroundings import follow_ups
from salesops_tui.services.week.scopes import ReportScope
from salesops_tui.storage.repositories.week_figures import RiskRow

MANY_PUSHES: Final = 3
OLD_BLOCKER_DAYS: Final = 3
"""Working days after which a blocker is a risk."""
MOST: Final = 6
"""Risks of each kind that are told."""


class RiskKind(StrEnum):
    """The rules, the most pressing first."""

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
    is_answered: bool = False
    """Whether a task that was made of it is open."""

    @property
    def source(self) -> str:
        """What a task that is made of it came out of."""
        return f"{self.kind}:{self.deal_id or self.task_id}"


def risks(session: Session, day: date, scope: ReportScope) -> tuple[Risk, ...]:
    """What the rules find, seen on a day; each knows whether something is done about it."""
    found = [
        *_blockers(session, day, scope),
        *_past_close(session, day, scope),
        *_pushed(session, scope),
        *_stuck(session, day, scope),
        *_lonely(session, scope),
        *_breached(session, day, scope),
    ]
    answered = session.workbook.task_lists.open_from(MadeFrom.RISK, [risk.source for risk in found])
    return tuple(replace(risk, is_answered=risk.source in answered) for risk in found)


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
