"""Ending tasks and bringing them back: done, dropped, open again; and what that means for one that recurs."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from datetime import date, timedelta

from salesops_tui.domain.recurrence import anchored, first_due, missed, next_due
from salesops_tui.domain.recurrences import Recurrence
from salesops_tui.domain.steps import Origin, StepKind
from salesops_tui.domain.tasks import Task, TaskState
from salesops_tui.services.session import Session
from salesops_tui.services.tasks import existing, write_tasks
from salesops_tui.storage.records import Change


@dataclass(frozen=True, slots=True)
class Finished:
    """What came of ticking tasks off."""

    done: tuple[Task, ...]
    """As they are now; those that were ended before are left out."""
    again: tuple[Task, ...]
    """The next tasks of those that recur."""


def finish(session: Session, task_ids: Sequence[str], origin: Origin) -> Finished:
    """Tick tasks off, as one step; each that recurs comes back as one new task, whatever was missed meanwhile."""
    changes, again = ending(session, existing(session, task_ids))
    write_tasks(session, changes, StepKind.FINISH_TASK, origin, new=again)
    return Finished(tuple(change.after for change in changes), tuple(again))


def ending(session: Session, tasks: Sequence[Task]) -> tuple[list[Change[Task]], list[Task]]:
    """What changes when tasks are ticked off, and the tasks that come back of it."""
    today = session.clock.today()
    open_ = [task for task in tasks if task.state.is_open]
    changes, again = [], dict[str, Task]()
    for task in open_:
        done = replace(
            task, state=TaskState.DONE, done_on=today, missed=missed(task, today, session.calendar), follow_up_on=None
        )
        changes.append(Change(task, done))
        follower = _next(session, task, today, {other.id for other in open_})
        if follower is not None and follower.series_id is not None:
            again.setdefault(follower.series_id, follower)
    return changes, list(again.values())


def drop(session: Session, task_ids: Sequence[str], origin: Origin) -> list[Task]:
    """Give tasks up, as one step; one that recurs does not come back. Returns those that were still open."""
    today = session.clock.today()
    changes = [dropped(task, today) for task in existing(session, task_ids) if task.state.is_open]
    write_tasks(session, changes, StepKind.DROP_TASK, origin)
    return [change.after for change in changes]


def dropped(task: Task, today: date) -> Change[Task]:
    """What changes when a task is given up."""
    return Change(task, replace(task, state=TaskState.DROPPED, done_on=today, follow_up_on=None))


def reopen(session: Session, task_ids: Sequence[str], origin: Origin) -> list[Task]:
    """Open ended tasks again, as one step. One that has come back meanwhile is opened without its recurrence: there is
    never more than one open task of a series. Returns those that had been ended."""
    changes = []
    series: set[str | None] = set()
    for task in existing(session, task_ids):
        if task.state.is_open:
            continue
        state = TaskState.WAITING if task.delegate_id is not None else TaskState.OPEN
        opened = replace(task, state=state, done_on=None, missed=0)
        if task.series_id in series or _has_open(session, task, {task.id}):
            opened = replace(opened, recurrence=None, series_id=None)
        if opened.series_id is not None:
            series.add(opened.series_id)
        changes.append(Change(task, opened))
    write_tasks(session, changes, StepKind.REOPEN_TASK, origin)
    return [change.after for change in changes]


def skip(session: Session, task_id: str, origin: Origin) -> Task | None:
    """Let this occurrence pass: the task is due on the next one. Returns it, or None when there is none."""
    (task,) = existing(session, [task_id])
    today = session.clock.today()
    if task.recurrence is None or not task.state.is_open:
        return None
    day = next_due(task.recurrence, task.due_on, session.calendar, done_on=max(today, task.due_on or today))
    if day is None:
        return None
    moved = _on(task, day)
    write_tasks(session, [Change(task, moved)], StepKind.SKIP_TASK, origin)
    return moved


def repeat(session: Session, task_id: str, recurrence: Recurrence | None, origin: Origin) -> Task:
    """Have a task come back by a rule, or no longer; without a due date it is due on the first day of the rule."""
    (task,) = existing(session, [task_id])
    ended = replace(task, recurrence=None, series_id=None)
    changed = recurring(session, task, recurrence) if recurrence is not None else ended
    write_tasks(session, [Change(task, changed)], StepKind.EDIT_TASK, origin)
    return changed


def recurring(session: Session, task: Task, recurrence: Recurrence) -> Task:
    """The task with a recurrence, anchored in its due date."""
    due_on = task.due_on or first_due(recurrence, session.clock.today(), session.calendar)
    rule = anchored(recurrence, due_on) if due_on is not None else recurrence
    return replace(task, due_on=due_on, recurrence=rule, series_id=task.series_id or task.id)


def pause(session: Session, task_id: str, until: date | None, origin: Origin) -> Task:
    """Have a recurring task not come before a day, or not until somebody says so. The open one is parked as long."""
    (task,) = existing(session, [task_id])
    assert task.recurrence is not None
    rule = replace(task.recurrence, paused_until=until or date.max)
    paused = replace(task, recurrence=rule, start_on=until)
    if until is not None:
        day = next_due(rule, task.due_on, session.calendar, done_on=until - timedelta(days=1))
        paused = replace(paused, due_on=day or task.due_on)
    write_tasks(session, [Change(task, paused)], StepKind.PAUSE_TASK, origin)
    return paused


def resume(session: Session, task_id: str, origin: Origin) -> Task:
    """Have a paused task come again: one that is overdue is due on its next day from today on."""
    (task,) = existing(session, [task_id])
    assert task.recurrence is not None
    today = session.clock.today()
    running = replace(task, recurrence=replace(task.recurrence, paused_until=None), start_on=None)
    if running.recurrence is not None and task.due_on is not None and task.due_on < today:
        day = next_due(running.recurrence, task.due_on, session.calendar, done_on=today - timedelta(days=1))
        running = replace(running, due_on=day or task.due_on)
    write_tasks(session, [Change(task, running)], StepKind.RESUME_TASK, origin)
    return running


def _next(session: Session, task: Task, today: date, ending: Set[str]) -> Task | None:
    """The task that comes after one that recurs, if none of its series stays open."""
    if task.recurrence is None or _has_open(session, task, ending):
        return None
    day = next_due(task.recurrence, task.due_on, session.calendar, done_on=today)
    if day is None:
        return None
    fresh = replace(
        task,
        id=session.workbook.new_id(),
        series_id=task.series_id or task.id,
        created_on=today,
        state=TaskState.OPEN,
        delegate_id=None,
        follow_up_on=None,
        urgent=None,
        urgent_until=None,
        checklist=tuple(replace(item, done=False) for item in task.checklist),
        missed=0,
        source=None,
        external_id=None,
    )
    return _on(fresh, day)


def _on(task: Task, day: date) -> Task:
    """The task due on another day; it starts as long before that as it did before."""
    start = None
    if task.start_on is not None and task.due_on is not None and task.start_on <= task.due_on:
        start = day - (task.due_on - task.start_on)
    return replace(task, due_on=day, start_on=start, urgent=None, urgent_until=None)


def _has_open(session: Session, task: Task, besides: Set[str]) -> bool:
    """Whether a task of its series is open, besides some."""
    return task.series_id is not None and any(
        other.state.is_open and other.id not in besides
        for other in session.workbook.task_lists.of_series(task.series_id)
    )
