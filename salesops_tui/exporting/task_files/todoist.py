"""Tasks as the CSV template that Todoist imports; it has no states, so that only open tasks are written."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import Final

from salesops_tui.domain.quadrants import Quadrant
from salesops_tui.domain.task_entries import TaskEntry
from salesops_tui.exporting.data import inert

COLUMNS: Final = (
    "TYPE", "CONTENT", "DESCRIPTION", "PRIORITY", "INDENT", "AUTHOR", "RESPONSIBLE", "DATE", "DATE_LANG", "TIMEZONE",
    "DURATION", "DURATION_UNIT", "DEADLINE", "DEADLINE_LANG",
)  # fmt: skip
_PRIORITIES: Final = {Quadrant.DO: "1", Quadrant.SCHEDULE: "2", Quadrant.DELEGATE: "3", Quadrant.DROP: "4"}
"""In a template 1 is the highest."""


def as_todoist(entries: Sequence[TaskEntry]) -> str:
    """A line for each task, those of its checklist indented below it."""
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow(COLUMNS)
    for entry in entries:
        if not entry.state.is_open:
            continue
        labels = " ".join(f"@{tag.replace(' ', '_')}" for tag in entry.tags)
        date = entry.due_on.isoformat() if entry.due_on is not None else ""
        if entry.due_at is not None:
            date = f"{date} {entry.due_at:%H:%M}"
        note = "\n".join(part for part in (entry.note, entry.deal or entry.account) if part)
        length = (str(entry.estimate), "minute") if entry.estimate else ("", "")
        content = f"{entry.title} {labels}".strip()
        writer.writerow(
            [
                "task", inert(content), inert(note), _PRIORITIES[entry.quadrant], "1", "", inert(entry.owner), date, "en",
                "", *length, "", "",
            ]
        )  # fmt: skip
        for item in entry.checklist:
            if not item.done:
                writer.writerow(["task", inert(item.text), "", "4", "2", *[""] * 9])
    return file.getvalue()
