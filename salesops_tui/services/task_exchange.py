"""Tasks on their way into files."""

from __future__ import annotations

from datetime import date

from salesops_tui.domain.task_entries import TaskEntry, ToldTasks
from salesops_tui.services.session import Session
from salesops_tui.services.task_lists import task_sheet, tasks_under
from salesops_tui.storage.repositories.task_lists import NamedTask


def told(session: Session, filter_line: str, *, ended: bool = False) -> ToldTasks:
    """The open tasks under a filter in the order of the quadrants, or those that ended, the newest first."""
    tasks, today = tasks_under(session, filter_line, ended=ended), session.clock.today()
    return ToldTasks(
        tuple(_entry(session, named, today) for named in tasks), task_sheet(session, tasks, filter_line, ended=ended)
    )


def _entry(session: Session, named: NamedTask, today: date) -> TaskEntry:
    task = named.task
    return TaskEntry(
        task.id,
        task.title,
        session.urgency.quadrant(task, task.done_on or today),
        task.important,
        task.state,
        task.due_on,
        task.due_at,
        task.start_on,
        task.done_on,
        task.created_on,
        task.estimate,
        named.owner,
        named.delegate,
        task.follow_up_on,
        named.deal,
        named.account,
        task.tags,
        task.checklist,
        task.recurrence,
        task.note or "",
    )
