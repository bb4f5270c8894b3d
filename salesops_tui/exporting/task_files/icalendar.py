"""Tasks as iCalendar (RFC 5545), a VTODO each.

Due dates with a time are local times without a zone: ten o'clock stays ten o'clock wherever the laptop is. The checklist goes
into the description as lines with boxes; owner, delegate, follow-up date, estimate and deal into properties of our own, which
other programs keep or leave aside.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, time

from icalendar import Calendar, Todo, vRecur

from salesops_tui.domain.quadrants import Quadrant
from salesops_tui.domain.task_entries import TaskEntry
from salesops_tui.domain.tasks import TaskState

_PRIORITIES = {Quadrant.DO: 1, Quadrant.SCHEDULE: 3, Quadrant.DELEGATE: 5, Quadrant.DROP: 9}
"""RFC 5545: 1 is the highest; 1 to 4 are high, 5 is medium, 6 to 9 are low."""
_STATES = {
    TaskState.OPEN: "NEEDS-ACTION",
    TaskState.WAITING: "IN-PROCESS",
    TaskState.DONE: "COMPLETED",
    TaskState.DROPPED: "CANCELLED",
}
_NOON = time(12)
"""Where the format wants a moment and there is only a day: at noon in Greenwich it is that day nearly everywhere."""


def as_icalendar(entries: Sequence[TaskEntry]) -> str:
    """A calendar of to-dos."""
    calendar = Calendar()
    calendar.add("prodid", "-//SalesOps//Tasks//EN")
    calendar.add("version", "2.0")
    for entry in entries:
        calendar.add_component(_todo(entry))
    return str(calendar.to_ical().decode("utf-8"))


def _todo(entry: TaskEntry) -> Todo:
    todo = Todo()
    todo.add("uid", entry.id)
    todo.add("summary", entry.title)
    todo.add("status", _STATES[entry.state])
    todo.add("priority", _PRIORITIES[entry.quadrant])
    made = datetime.combine(entry.created_on, _NOON, UTC) if entry.created_on is not None else None
    todo.add("dtstamp", made or datetime(2000, 1, 1, tzinfo=UTC))
    if made is not None:
        todo.add("created", made)
    if entry.start_on is not None:
        todo.add("dtstart", entry.start_on)
    if entry.due_on is not None:
        todo.add("due", datetime.combine(entry.due_on, entry.due_at) if entry.due_at is not None else entry.due_on)
    if entry.done_on is not None and entry.state is TaskState.DONE:
        todo.add("completed", datetime.combine(entry.done_on, _NOON, UTC))
        todo.add("percent-complete", 100)
    if entry.tags:
        todo.add("categories", list(entry.tags))
    if entry.recurrence is not None and not entry.recurrence.after_completion:
        todo.add("rrule", vRecur.from_ical(entry.recurrence.rule))
    lines = [entry.note] if entry.note else []
    lines += [f"{item.box} {item.text}" for item in entry.checklist]
    if lines:
        todo.add("description", "\n".join(lines))
    for name, value in (
        ("x-salesops-important", "TRUE" if entry.important else "FALSE"),
        ("x-salesops-owner", entry.owner),
        ("x-salesops-delegate", entry.delegate),
        ("x-salesops-follow-up", entry.follow_up_on.isoformat() if entry.follow_up_on is not None else ""),
        ("x-salesops-estimate", str(entry.estimate) if entry.estimate else ""),
        ("x-salesops-deal", entry.deal),
        ("x-salesops-account", entry.account),
    ):
        if value:
            todo.add(name, value)
    return todo
