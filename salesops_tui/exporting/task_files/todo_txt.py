"""Tasks as todo.txt: a line each, ``(A) 2026-11-01 Send the quote @LiNa +Huadong due:2026-11-30``.

The format has no notes, checklists or times of day; they are left out. Blanks in names become underscores.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from salesops_tui.domain.quadrants import Quadrant
from salesops_tui.domain.task_entries import TaskEntry
from salesops_tui.domain.tasks import TaskState

_LETTERS = {Quadrant.DO: "A", Quadrant.SCHEDULE: "B", Quadrant.DELEGATE: "C", Quadrant.DROP: "D"}
_UNITS = {"DAILY": "d", "WEEKLY": "w", "MONTHLY": "m", "YEARLY": "y"}
_BLANKS = re.compile(r"\s+")


def as_todo_txt(entries: Sequence[TaskEntry]) -> str:
    """A line for each task."""
    return "".join(f"{' '.join(_parts(entry))}\n" for entry in entries)


def _parts(entry: TaskEntry) -> Iterator[str]:
    ended = not entry.state.is_open
    if ended:
        yield "x"
        if entry.done_on is not None:
            yield entry.done_on.isoformat()
    else:
        yield f"({_LETTERS[entry.quadrant]})"
    if entry.created_on is not None:
        yield entry.created_on.isoformat()
    yield _BLANKS.sub(" ", entry.title)
    for sign, name in (("+", entry.deal or entry.account), ("@", entry.owner)):
        if name:
            yield sign + _BLANKS.sub("_", name)
    for key, value in (
        ("due", entry.due_on.isoformat() if entry.due_on is not None else ""),
        ("t", entry.start_on.isoformat() if entry.start_on is not None else ""),
        ("rec", _rhythm(entry)),
        ("tags", ",".join(entry.tags)),
        ("state", entry.state.value if entry.state in (TaskState.WAITING, TaskState.DROPPED) else ""),
    ):
        if value:
            yield f"{key}:{_BLANKS.sub('_', value)}"


def _rhythm(entry: TaskEntry) -> str:
    """``2w``, or ``+2w`` for a fixed rhythm, as most programs for the format write it."""
    if entry.recurrence is None:
        return ""
    parts = dict(part.split("=", 1) for part in entry.recurrence.rule.split(";") if "=" in part)
    unit = _UNITS.get(parts.get("FREQ", ""), "")
    sign = "" if entry.recurrence.after_completion else "+"
    return f"{sign}{parts.get('INTERVAL', '1')}{unit}" if unit else ""
