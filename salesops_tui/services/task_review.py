"""The week looked back on: where the work went, what was given away and forgotten, what turns urgent next."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from salesops_tui.domain.figures import Figure, Span
from salesops_tui.domain.task_review import Effort, effort
from salesops_tui.domain.tasks import Task
from salesops_tui.domain.weeks import Week
from salesops_tui.i18n import _
from salesops_tui.services.session import Session
from salesops_tui.services.standing import Standing, standing
from salesops_tui.services.task_grid import TaskRow, arranged, described, row_of

WEEKS: Final = 8
"""So many weeks stand beside each other."""
_SHOWN: Final = 30


@dataclass(frozen=True, slots=True)
class WeekEffort:
    """A week, or a person's week."""

    name: str
    effort: Effort
    share: Figure


@dataclass(frozen=True, slots=True)
class Forgotten:
    """A task that was given away, and how long nobody has asked after it."""

    row: TaskRow
    days: int
    """Working days since the day to ask, or since it was written down where there was none."""


@dataclass(frozen=True, slots=True)
class Review:
    """What the view shows."""

    standing: Standing
    today: date
    week: Week
    effort: Effort
    share: Figure
    work_share: Figure
    weeks: tuple[WeekEffort, ...]
    """The last ones, this one at the end."""
    people: tuple[WeekEffort, ...]
    """Who did what in this week, by name."""
    forgotten: tuple[Forgotten, ...]
    soon: tuple[TaskRow, ...]


def review(session: Session, filter_line: str, day: date) -> Review:
    """The review of the week that a day is in."""
    week = Week.of(day)
    today, urgency = session.clock.today(), session.urgency
    first = week.monday - timedelta(days=7 * (WEEKS - 1))
    by_week: dict[Week, list[Task]] = defaultdict(list)
    by_owner: dict[str, list[Task]] = defaultdict(list)
    for named in session.workbook.task_lists.done_between(first, week.span.last):
        assert named.task.done_on is not None
        done_in = Week.of(named.task.done_on)
        by_week[done_in].append(named.task)
        if done_in == week:
            by_owner[named.owner].append(named.task)

    def told(name: str, tasks: list[Task], span: Span, scope: str) -> WeekEffort:
        found = effort(tasks, urgency)
        return WeekEffort(name, found, found.q2_share(span, scope))

    mondays = [first + timedelta(days=7 * number) for number in range(WEEKS)]
    weeks = [Week.of(monday) for monday in mondays]
    here = effort(by_week[week], urgency)
    soon = [task_id for _day, task_id in arranged(session, filter_line).soon[:_SHOWN]]
    return Review(
        standing(session),
        today,
        week,
        here,
        here.q2_share(week.span),
        here.q2_work_share(week.span),
        tuple(told(str(each), by_week[each], each.span, "") for each in weeks),
        tuple(
            told(name or _("Nobody"), tasks, week.span, name)
            for name, tasks in sorted(by_owner.items(), key=lambda item: (not item[0], item[0]))
        ),
        tuple(_forgotten(session, today)),
        tuple(described(session, soon)),
    )


def _forgotten(session: Session, today: date) -> list[Forgotten]:
    found = []
    for named in session.workbook.task_lists.forgotten(today)[:_SHOWN]:
        since = named.task.follow_up_on or named.task.created_on or today
        days = max(session.calendar.working_days_between(since, today), 0)
        found.append(Forgotten(row_of(session, named), days))
    return found
