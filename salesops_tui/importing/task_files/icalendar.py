"""To-dos of an iCalendar file."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from salesops_tui.i18n import _
from salesops_tui.importing.failures import FileRefused
from salesops_tui.importing.icalendar_files import NotACalendar, components, first, words
from salesops_tui.importing.task_files.reading import Row, listed, split_checklist

_STATES: Final = {"COMPLETED": "done", "CANCELLED": "dropped", "IN-PROCESS": "waiting"}
_HIGH: Final = 4
"""RFC 5545: priorities 1 to 4 are high."""


def rows(text: str, path: Path) -> list[tuple[int, Row]]:
    """A row for each VTODO. Raises FileRefused."""
    try:
        found = components(text, "VTODO")
    except NotACalendar as error:
        raise FileRefused(
            _("{file} is no valid iCalendar file: {reason}. Nothing was brought in.").format(
                file=path.name, reason=str(error)[:120]
            )
        ) from error
    if not found:
        raise FileRefused(_("{file} has no to-dos in it. Nothing was brought in.").format(file=path.name))
    return [(number, _row(todo)) for number, todo in enumerate(found, 1)]


def _row(todo: Any) -> Row:
    priority = int(first(todo, "priority") or 0)
    note, boxes = split_checklist(words(todo, "description"))
    important = words(todo, "x-salesops-important")
    return {
        "Task ID": words(todo, "uid"),
        "Task": words(todo, "summary"),
        "Important": {"TRUE": "yes", "FALSE": "no"}.get(important, "yes" if 0 < priority <= _HIGH else "no"),
        "Due": _moment(first(todo, "due")),
        "Start": _moment(first(todo, "dtstart")),
        "State": _STATES.get(words(todo, "status").upper(), "open"),
        "Done on": _moment(first(todo, "completed")),
        "Created": _moment(first(todo, "created")),
        "Tags": listed(_categories(todo.get("categories"))),
        "Recurrence": _rule(first(todo, "rrule")),
        "Checklist": listed(boxes),
        "Note": note,
        "Owner": words(todo, "x-salesops-owner"),
        "Delegate": words(todo, "x-salesops-delegate"),
        "Follow-up": words(todo, "x-salesops-follow-up"),
        "Estimate": f"{minutes}m" if (minutes := words(todo, "x-salesops-estimate")) else "",
        "Deal": words(todo, "x-salesops-deal"),
        "Account": words(todo, "x-salesops-account"),
    }


def _moment(value: Any) -> str:
    moment = getattr(value, "dt", None)
    if isinstance(moment, datetime):
        return moment.isoformat()
    return moment.isoformat() if isinstance(moment, date) else ""


def _categories(value: Any) -> list[str]:
    found = value if isinstance(value, list) else [value] if value is not None else []
    return [str(name) for each in found for name in getattr(each, "cats", [each])]


def _rule(value: Any) -> str:
    if value is None:
        return ""
    return str(value.to_ical().decode("utf-8"))
