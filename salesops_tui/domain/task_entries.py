"""A task on its way to another program: everything by its name, nothing by an identifier of the workbook's own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

from salesops_tui.domain.quadrants import Quadrant
from salesops_tui.domain.recurrences import Recurrence
from salesops_tui.domain.sheets import Sheet
from salesops_tui.domain.tasks import CheckItem, TaskState


@dataclass(frozen=True, slots=True)
class TaskEntry:
    """A task as it is told to others; texts are empty where there is nothing to say."""

    id: str
    title: str
    quadrant: Quadrant
    important: bool
    state: TaskState
    due_on: date | None
    due_at: time | None
    start_on: date | None
    done_on: date | None
    created_on: date | None
    estimate: int | None
    """Minutes."""
    owner: str
    delegate: str
    follow_up_on: date | None
    deal: str
    account: str
    tags: tuple[str, ...]
    checklist: tuple[CheckItem, ...]
    recurrence: Recurrence | None
    note: str


@dataclass(frozen=True, slots=True)
class ToldTasks:
    """Tasks on their way into a file: one by one, and as a table."""

    entries: tuple[TaskEntry, ...]
    sheet: Sheet
