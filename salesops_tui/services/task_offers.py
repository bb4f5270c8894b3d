"""What is offered when something is asked about tasks: days, people, quadrants; each is one key away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from salesops_tui.domain.days import end_of_month, end_of_quarter, start_of_week
from salesops_tui.domain.quadrants import Quadrant
from salesops_tui.domain.tasks import Task
from salesops_tui.i18n import _, ngettext
from salesops_tui.services.offers import Suggestion
from salesops_tui.services.people import team
from salesops_tui.services.session import Session
from salesops_tui.services.task_changes import preview, suggested_follow_up
from salesops_tui.services.tasks import existing


@dataclass(frozen=True, slots=True)
class TaskOffers:
    """Some tasks, and what is offered for them."""

    tasks: tuple[Task, ...]
    today: date
    days: tuple[Suggestion, ...]
    """Due dates."""
    follow_ups: tuple[Suggestion, ...]
    parkings: tuple[Suggestion, ...]
    people: tuple[tuple[str, str], ...]
    """Identifiers and names of those who are in the team."""
    changes: Mapping[Quadrant, str]
    """For a single task, what moving it to each quadrant would change."""

    @property
    def ids(self) -> tuple[str, ...]:
        """The tasks' identifiers."""
        return tuple(task.id for task in self.tasks)

    @property
    def title(self) -> str:
        """The task's title, or how many they are."""
        number = len(self.tasks)
        if number == 1:
            return self.tasks[0].title
        return ngettext("{number} task", "{number} tasks", number).format(number=number)


def offers(session: Session, task_ids: Sequence[str]) -> TaskOffers:
    """What is offered for some tasks. Raises TaskRefused when one is gone."""
    tasks = existing(session, task_ids)
    today, calendar = session.clock.today(), session.calendar
    working = [(days, calendar.add_working_days(today, days)) for days in (1, 2, 3)]
    monday = start_of_week(today) + timedelta(days=7)
    next_monday = calendar.add_working_days(monday - timedelta(days=1), 1)
    weeks = [
        Suggestion(_("next week"), next_monday),
        Suggestion(_("in two weeks"), calendar.add_working_days(monday + timedelta(days=6), 1)),
    ]
    month = calendar.add_working_days(end_of_month(today), 1)
    return TaskOffers(
        tuple(tasks),
        today,
        (
            Suggestion(_("next working day"), working[0][1]),
            Suggestion(_("in 3 working days"), working[2][1]),
            *weeks,
            Suggestion(_("next month"), month),
        ),
        (
            Suggestion(_("half-way to the date"), suggested_follow_up(tasks[0], today, calendar)),
            *(
                Suggestion(
                    ngettext("in {number} working day", "in {number} working days", days).format(number=days), day
                )
                for days, day in working
            ),
            weeks[0],
        ),
        (*weeks, Suggestion(_("next month"), month), Suggestion(_("next quarter"), _next_quarter(today, session))),
        team(session),
        preview(session, tasks[0].id) if len(tasks) == 1 else {},
    )


def _next_quarter(today: date, session: Session) -> date:
    return session.calendar.add_working_days(end_of_quarter(today), 1)
