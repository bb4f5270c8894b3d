"""Tasks: what somebody is to do."""

from __future__ import annotations

from datetime import date

from salesops_tui.domain.steps import Origin, StepKind
from salesops_tui.domain.tasks import Task
from salesops_tui.domain.text import LONGEST_TEXT, clean_text
from salesops_tui.errors import SalesopsError
from salesops_tui.i18n import _
from salesops_tui.services.session import Session
from salesops_tui.storage.failures import explained


class TaskRefused(SalesopsError):
    """A task that cannot be meant."""


def add_task(
    session: Session,
    title: str,
    origin: Origin,
    *,
    important: bool = True,
    due_on: date | None = None,
    owner_id: str | None = None,
    deal_id: str | None = None,
    account_id: str | None = None,
    note: str | None = None,
) -> Task:
    """Write down something to be done, as one step; returns the task. Raises TaskRefused for one that says nothing."""
    workbook = session.workbook
    title = clean_text(title).text
    if not title:
        raise TaskRefused(_("A task needs a few words that say what is to be done."))
    if len(title) > LONGEST_TEXT:
        raise TaskRefused(_("The task has more than {number} characters.").format(number=LONGEST_TEXT))
    task = Task(
        workbook.new_id(),
        title,
        important,
        due_on,
        owner_id=owner_id,
        deal_id=deal_id,
        account_id=account_id,
        note=clean_text(note, multiline=True).text if note else None,
        created_on=session.clock.today(),
    )
    with explained(workbook.path), workbook.step(StepKind.ADD_TASK, origin, {"task": title}):
        workbook.tasks.insert([task])
    return task
