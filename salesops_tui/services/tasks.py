"""Tasks: what somebody is to do. Every write of a task goes through here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from salesops_tui.domain.people import Person
from salesops_tui.domain.steps import Origin, StepKind
from salesops_tui.domain.tasks import Task
from salesops_tui.domain.text import LONGEST_TEXT, clean_text
from salesops_tui.errors import SalesopsError
from salesops_tui.i18n import _
from salesops_tui.services.session import Session
from salesops_tui.storage.failures import explained
from salesops_tui.storage.records import Change


class TaskRefused(SalesopsError):
    """A task that cannot be meant."""


class TaskExists(SalesopsError):
    """What the task would come from is an open task already."""


def add_once(session: Session, task: Task, origin: Origin) -> Task:
    """Write a task that comes from somewhere, unless it is there and open already. Raises TaskExists and TaskRefused."""
    source = [task.made_from_id] if task.made_from_id is not None else []
    if task.made_from is not None and session.workbook.task_lists.open_from(task.made_from, source):
        raise TaskExists(_("“{task}” is an open task already; nothing was added.").format(task=task.title))
    return add_tasks(session, [task], origin)[0]


def add_tasks(session: Session, tasks: Sequence[Task], origin: Origin) -> list[Task]:
    """Write new tasks as one step; returns them as they were written. Raises TaskRefused for one that says nothing."""
    workbook = session.workbook
    kind, params = StepKind.ADD_TASKS, dict[str, Any](number=len(tasks))
    if len(tasks) == 1:
        kind, params = StepKind.ADD_TASK, {"task": checked(tasks[0]).title}
    with explained(workbook.path), workbook.step(kind, origin, params):
        return put_tasks(session, new=tasks)


def existing(session: Session, task_ids: Sequence[str]) -> list[Task]:
    """Some tasks, in the order that is asked for. Raises TaskRefused when one is gone."""
    found = [session.workbook.tasks.get(task_id) for task_id in task_ids]
    if None in found:
        raise TaskRefused(_("This task is no longer there: somebody took it back meanwhile. Nothing was changed."))
    return [task for task in found if task is not None]


def write_tasks(
    session: Session,
    changes: Sequence[Change[Task]],
    kind: StepKind,
    origin: Origin,
    params: Mapping[str, Any] | None = None,
    *,
    new: Sequence[Task] = (),
    people: Sequence[Person] = (),
) -> None:
    """Write changed tasks, new ones that come of it, and people they are given to, as one step.

    ``kind`` is the kind for one task, whose title is told with ``params``; several are told by their number. Where nothing
    differs there is no step. Raises TaskRefused.
    """
    differing = [change for change in changes if change.before != checked(change.after)]
    if not differing and not new:
        return
    told: dict[str, Any] = {"task": differing[0].after.title if differing else new[0].title, **(params or {})}
    if len(differing) > 1:
        told = {"number": len(differing), "kind": kind.value}
        kind = StepKind.EDIT_TASKS
    workbook = session.workbook
    with explained(workbook.path), workbook.step(kind, origin, told):
        workbook.people.insert(people)
        put_tasks(session, differing, new=new)


def put_tasks(session: Session, changes: Sequence[Change[Task]] = (), *, new: Sequence[Task] = ()) -> list[Task]:
    """Write changed tasks and new ones within a step that somebody else has begun; returns the new ones as they were
    written. Raises TaskRefused."""
    today = session.clock.today()
    session.workbook.tasks.update([Change(change.before, checked(change.after)) for change in changes])
    written = [replace(checked(task), created_on=task.created_on or today) for task in new]
    session.workbook.tasks.insert(written)
    return written


def checked(task: Task) -> Task:
    """The task with its texts cleaned of what no text may hold. Raises TaskRefused for one that says nothing."""
    title = clean_text(task.title).text
    if not title:
        raise TaskRefused(_("A task needs a few words that say what is to be done."))
    if len(title) > LONGEST_TEXT:
        raise TaskRefused(_("The task has more than {number} characters.").format(number=LONGEST_TEXT))
    note = clean_text(task.note, multiline=True).text or None if task.note else None
    return replace(task, title=title, note=note)
