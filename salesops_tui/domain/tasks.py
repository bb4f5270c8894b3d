"""What is to be done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum


class TaskState(StrEnum):
    """Where a task stands."""

    OPEN = "open"
    WAITING = "waiting"
    DONE = "done"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Task:
    """Something that somebody is to do."""

    id: str
    title: str
    important: bool = False
    due_on: date | None = None
    due_at: time | None = None
    """The local time of day, where one is given."""
    state: TaskState = TaskState.OPEN
    done_on: date | None = None
    owner_id: str | None = None
    deal_id: str | None = None
    account_id: str | None = None
    note: str | None = None
    created_on: date | None = None
    source: str | None = None
    external_id: str | None = None
