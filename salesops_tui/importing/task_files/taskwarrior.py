"""What ``task export`` writes."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any, Final

from salesops_tui.i18n import _
from salesops_tui.importing.failures import FileRefused
from salesops_tui.importing.task_files.reading import Row, listed, parsed_json, split_checklist, text_of

_STATES: Final = {"completed": "done", "deleted": "dropped", "waiting": "waiting"}
_RHYTHMS: Final = {
    "daily": "FREQ=DAILY", "weekdays": "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "weekly": "FREQ=WEEKLY",
    "biweekly": "FREQ=WEEKLY;INTERVAL=2", "monthly": "FREQ=MONTHLY", "quarterly": "FREQ=MONTHLY;INTERVAL=3",
    "semiannual": "FREQ=MONTHLY;INTERVAL=6", "annual": "FREQ=YEARLY", "yearly": "FREQ=YEARLY",
}  # fmt: skip


def rows(text: str, path: Path) -> list[tuple[int, Row]]:
    """A row for each task; the templates of recurring ones are left aside, because their instances are there."""
    found = parsed_json(text, path)
    if not isinstance(found, list) or not all(isinstance(task, dict) for task in found):
        raise FileRefused(_("{file} is no list of tasks. Nothing was brought in.").format(file=path.name))
    return [(number, _row(task)) for number, task in enumerate(found, 1) if task.get("status") != "recurring"]


def _row(task: dict[str, Any]) -> Row:
    notes = task.get("annotations")
    lines = [text_of(note.get("description")) for note in notes if isinstance(note, dict)] if notes else []
    note, boxes = split_checklist("\n".join(lines))
    tags = task.get("tags")
    important = text_of(task.get("important")) or ("yes" if task.get("priority") in ("H", "M") else "no")
    return {
        "Task ID": text_of(task.get("uuid")),
        "Task": text_of(task.get("description")),
        "Important": important,
        "Due": _moment(task.get("due")),
        "Start": _moment(task.get("scheduled")),
        "State": _STATES.get(text_of(task.get("status")), "open"),
        "Done on": _moment(task.get("end")),
        "Created": _moment(task.get("entry")),
        "Estimate": f"{minutes}m" if (minutes := text_of(task.get("estimate"))) else "",
        "Owner": text_of(task.get("owner")),
        "Delegate": text_of(task.get("delegate")),
        "Follow-up": _moment(task.get("wait")),
        "Deal": text_of(task.get("project")),
        "Tags": listed([text_of(tag) for tag in tags]) if isinstance(tags, list) else "",
        "Checklist": listed(boxes),
        "Recurrence": text_of(task.get("rrule"))
        or _RHYTHMS.get(text_of(task.get("recur")), text_of(task.get("recur"))),
        "Note": note,
    }


def _moment(value: Any) -> str:
    """A moment in the basic format, as other readers write it; its own are UTC."""
    text = text_of(value)
    try:
        return datetime.fromisoformat(text).isoformat()
    except ValueError:
        return text
