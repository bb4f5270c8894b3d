"""Small changes of tasks: to another quadrant, to somebody else, to a later day."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from salesops_tui.domain.calendar import WorkingCalendar
from salesops_tui.domain.quadrants import Quadrant, said_until
from salesops_tui.domain.steps import Origin, StepKind
from salesops_tui.domain.tasks import Task, TaskState
from salesops_tui.formats import near_day, weekday_and_date
from salesops_tui.i18n import _, ngettext
from salesops_tui.services.deals import name_of
from salesops_tui.services.session import Session
from salesops_tui.services.task_words import quadrant_title
from salesops_tui.services.tasks import existing, write_tasks
from salesops_tui.storage.records import Change


@dataclass(frozen=True, slots=True)
class Moved:
    """What a move to a quadrant changed."""

    tasks: tuple[Task, ...]
    """Those that were changed, as they are now."""
    told: str
    """Exactly which fields changed, in words."""


def move(
    session: Session,
    task_ids: Sequence[str],
    quadrant: Quadrant,
    origin: Origin,
    *,
    due_on: date | None = None,
    delegate_id: str | None = None,
    follow_up_on: date | None = None,
) -> Moved:
    """Bring tasks into a quadrant, as one step, by exactly the fields that define it; those that lie there stay as they are.

    With it may go what the quadrant asks for: a date for those that have none, and somebody who does it. Who has a task
    otherwise, and when it is asked after, is not touched: what was delegated stays delegated.
    """
    today, urgency = session.clock.today(), session.urgency

    def moved(task: Task) -> Task:
        if due_on is not None and task.due_on is None:
            task = replace(task, due_on=due_on)
        if delegate_id is not None:
            task = replace(task, delegate_id=delegate_id, follow_up_on=follow_up_on, state=TaskState.WAITING)
        return task if urgency.quadrant(task, today) is quadrant else urgency.moved(task, quadrant, today)

    changes = [Change(task, moved(task)) for task in existing(session, task_ids) if task.state.is_open]
    changes = [change for change in changes if change.before != change.after]
    write_tasks(session, changes, StepKind.MOVE_TASK, origin, {"quadrant": quadrant.value})
    title = quadrant_title(quadrant)
    if len(changes) == 1:
        told = ": ".join(part for part in (title, what_changed(changes[0], today)) if part)
    else:
        number = len(changes)
        told = f"{title}: " + ngettext("{number} task", "{number} tasks", number).format(number=number)
    return Moved(tuple(change.after for change in changes), told)


def what_changed(change: Change[Task], today: date) -> str:
    """The fields of a quadrant that differ, in words."""
    before, after = change.before, change.after
    told = []
    if before.important != after.important:
        told.append(_("important") if after.important else _("not important"))
    if before.due_on != after.due_on and after.due_on is not None:
        day = near_day(after.due_on, today)
        told.append(
            _("due {day}").format(day=day)
            if before.due_on is None
            else _("due {day} instead of {before}").format(day=day, before=near_day(before.due_on, today))
        )
    spoken = said_until(after, today)
    if (before.urgent, before.urgent_until) != (after.urgent, after.urgent_until):
        if spoken is None:
            told.append(_("urgency follows the date again"))
        elif after.urgent:
            told.append(_("urgent until {day}").format(day=near_day(spoken, today)))
        else:
            told.append(_("not urgent until {day}").format(day=near_day(spoken, today)))
    return " · ".join(told)


def preview(session: Session, task_id: str) -> dict[Quadrant, str]:
    """For each quadrant what moving a task there would change; empty words where it lies."""
    (task,) = existing(session, [task_id])
    today, urgency = session.clock.today(), session.urgency
    here = urgency.quadrant(task, today)
    return {
        quadrant: what_changed(Change(task, urgency.moved(task, quadrant, today)), today)
        if quadrant is not here
        else ""
        for quadrant in Quadrant
    }


def delegate(
    session: Session, task_ids: Sequence[str], person_id: str, follow_up_on: date | None, origin: Origin
) -> list[Task]:
    """Give tasks to somebody, with a day to ask how far they are; without one, each has its own that seems right."""
    today, calendar = session.clock.today(), session.calendar

    def given(task: Task) -> Task:
        day = follow_up_on or suggested_follow_up(task, today, calendar)
        return replace(task, delegate_id=person_id, follow_up_on=day, state=TaskState.WAITING)

    name = name_of(session.workbook.people, person_id) or ""
    return _change(session, task_ids, given, StepKind.DELEGATE_TASK, origin, person=name)


def take_back(session: Session, task_ids: Sequence[str], origin: Origin) -> list[Task]:
    """The owner does it after all."""

    def kept(task: Task) -> Task:
        return replace(task, delegate_id=None, follow_up_on=None, state=TaskState.OPEN)

    return _change(session, task_ids, kept, StepKind.EDIT_TASK, origin)


def suggested_follow_up(task: Task, today: date, calendar: WorkingCalendar) -> date:
    """Half the working days to the due date, the next working day at the soonest; after three where there is no date."""
    left = calendar.working_days_between(today, task.due_on) if task.due_on is not None else 6
    return calendar.add_working_days(today, max(left // 2, 1))


def park(session: Session, task_ids: Sequence[str], until: date, origin: Origin) -> list[Task]:
    """Leave tasks alone until a day; a due date before that day gives way to it."""

    def parked(task: Task) -> Task:
        due = until if task.due_on is not None and task.due_on < until else task.due_on
        return replace(task, start_on=until, due_on=due)

    return _change(session, task_ids, parked, StepKind.PARK_TASK, origin, day=weekday_and_date(until))


def push(session: Session, task_ids: Sequence[str], day: date, origin: Origin) -> list[Task]:
    """Give tasks another due date; what a person said of their urgency is over with it."""

    def put_off(task: Task) -> Task:
        return replace(task, due_on=day, urgent=None, urgent_until=None)

    return _change(session, task_ids, put_off, StepKind.PUSH_TASK, origin, day=weekday_and_date(day))


def tick(session: Session, task_id: str, place: int, origin: Origin) -> Task:
    """Tick a line of the checklist off, or untick it."""

    def ticked(task: Task) -> Task:
        return replace(
            task,
            checklist=tuple(
                replace(item, done=not item.done) if number == place else item
                for number, item in enumerate(task.checklist)
            ),
        )

    _change(session, [task_id], ticked, StepKind.EDIT_TASK, origin)
    return existing(session, [task_id])[0]


def _change(
    session: Session,
    task_ids: Sequence[str],
    changed: Callable[[Task], Task],
    kind: StepKind,
    origin: Origin,
    **params: str,
) -> list[Task]:
    """Change the open ones of some tasks alike, as one step; returns those that differ now."""
    changes = [Change(task, changed(task)) for task in existing(session, task_ids) if task.state.is_open]
    changes = [change for change in changes if change.before != change.after]
    write_tasks(session, changes, kind, origin, params)
    return [change.after for change in changes]
