"""How tasks lie in the file."""

from __future__ import annotations

from salesops_tui.domain.tasks import Task, TaskState
from salesops_tui.storage.codecs import DAY, FLAG, TIME, word
from salesops_tui.storage.records import Table

TASK = Table(
    "task",
    Task,
    {"important": FLAG, "due_on": DAY, "due_at": TIME, "state": word(TaskState), "done_on": DAY, "created_on": DAY},
)
