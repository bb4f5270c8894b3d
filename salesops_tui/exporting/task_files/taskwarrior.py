"""Tasks as the JSON that ``task import`` reads.

Deal and account become the project, notes and checklists annotations; Taskwarrior has no owner, so that one of its
user-defined attributes carries the name.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, time
from typing import Any, Final
from uuid import NAMESPACE_URL, uuid5

from salesops_tui.domain.quadrants import Quadrant
from salesops_tui.domain.task_entries import TaskEntry
from salesops_tui.domain.tasks import TaskState

_STATES: Final = {
    TaskState.OPEN: "pending",
    TaskState.WAITING: "waiting",
    TaskState.DONE: "completed",
    TaskState.DROPPED: "deleted",
}
_PRIORITIES: Final = {Quadrant.DO: "H", Quadrant.SCHEDULE: "M", Quadrant.DELEGATE: "L"}


def as_taskwarrior(entries: Sequence[TaskEntry]) -> str:
    """A JSON list."""
    return json.dumps([_task(entry) for entry in entries], ensure_ascii=False, indent=1) + "\n"


def _task(entry: TaskEntry) -> dict[str, Any]:
    made = entry.created_on or entry.done_on or entry.due_on or date(2000, 1, 1)
    told: dict[str, Any] = {
        "uuid": str(uuid5(NAMESPACE_URL, f"salesops:{entry.id}")),
        "description": entry.title,
        "status": _STATES[entry.state],
        "entry": _moment(made, None),
        "important": "yes" if entry.important else "no",
    }
    if entry.quadrant in _PRIORITIES:
        told["priority"] = _PRIORITIES[entry.quadrant]
    for key, day in (("due", entry.due_on), ("scheduled", entry.start_on), ("end", entry.done_on)):
        if day is not None:
            told[key] = _moment(day, entry.due_at if key == "due" else None)
    if entry.state is TaskState.WAITING and entry.follow_up_on is not None:
        told["wait"] = _moment(entry.follow_up_on, None)
    if entry.deal or entry.account:
        told["project"] = entry.deal or entry.account
    if entry.owner:
        told["owner"] = entry.owner
    if entry.delegate:
        told["delegate"] = entry.delegate
    if entry.estimate:
        told["estimate"] = entry.estimate
    if entry.tags:
        told["tags"] = list(entry.tags)
    if entry.recurrence is not None:
        told["rrule"] = entry.recurrence.rule
    lines = [*entry.note.splitlines(), *(f"{item.box} {item.text}" for item in entry.checklist)]
    if lines:
        told["annotations"] = [{"entry": _moment(made, None), "description": line} for line in lines]
    return told


def _moment(day: date, at: time | None) -> str:
    """Taskwarrior's basic format; local midnight stands for a day without a time."""
    return f"{day:%Y%m%d}T{at or time.min:%H%M%S}"
