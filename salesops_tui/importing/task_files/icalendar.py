"""To-dos of an iCalendar file."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from salesops_tui.i18n import _
from salesops_tui.importing.failures import FileRefused
from salesops_tui.importing.task_files.reading import Row, listed, split_checklist

_STATES: Final = {"COMPLETED": "done", "CANCELLED": "dropped", "IN-PROCESS": "waiting"}
_HIGH: Final = 4
"""RFC 5545: priorities 1 to 4 are high."""


def rows(text: str, path: Path) -> list[tuple[int, Row]]:
    """A row for each VTODO. Raises FileRefused."""
    from icalendar import Calendar

    try:
        calendar = Calendar.from_ical(text)
        found = calendar.walk("VTODO")
    except (ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError) as error:
        raise FileRefused(
            _("{file} is no valid iCalendar file: {reason}. Nothing was brought in.").format(
                file=path.name, reason=str(error)[:120]
            )
        ) from error
    if not found:
        raise FileRefused(_("{file} has no to-dos in it. Nothing was brought in.").format(file=path.name))
    return [(number, _row(todo)) for number, todo in enumerate(found, 1)]


def _row(todo: Any) -> Row:
    priority = int(todo.get("priority", 0) or 0)
    note, boxes = split_checklist(str(todo.get("description", "")))
    important = str(todo.get("x-salesops-important", ""))
    return {
        "Task ID": str(todo.get("uid", "")),
        "Task": str(todo.get("summary", "")),
        "Important": {"TRUE": "yes", "FALSE": "no"}.get(important, "yes" if 0 < priority <= _HIGH else "no"),
        "Due": _moment(todo.get("due")),
        "Start": _day(todo.get("dtstart")),
        "State": _STATES.get(str(todo.get("status", "")).upper(), "open"),
        "Done on": _day(todo.get("completed")),
        "Created": _day(todo.get("created")),
        "Tags": listed(_categories(todo.get("categories"))),
        "Recurrence": _rule(todo.get("rrule")),
        "Checklist": listed(boxes),
        "Note": note,
        "Owner": str(todo.get("x-salesops-owner", "")),
        "Delegate": str(todo.get("x-salesops-delegate", "")),
        "Follow-up": str(todo.get("x-salesops-follow-up", "")),
        "Estimate": f"{minutes}m" if (minutes := str(todo.get("x-salesops-estimate", ""))) else "",
        "Deal": str(todo.get("x-salesops-deal", "")),
        "Account": str(todo.get("x-salesops-account", "")),
    }


def _moment(value: Any) -> str:
    moment = getattr(value, "dt", None)
    if isinstance(moment, datetime):
        local = moment.astimezone() if moment.tzinfo is not None else moment
        return local.strftime("%Y-%m-%d %H:%M")
    return moment.isoformat() if isinstance(moment, date) else ""


def _day(value: Any) -> str:
    return _moment(value)[:10]


def _categories(value: Any) -> list[str]:
    found = value if isinstance(value, list) else [value] if value is not None else []
    return [str(name) for each in found for name in getattr(each, "cats", [each])]


def _rule(value: Any) -> str:
    if value is None:
        return ""
    first = value[0] if isinstance(value, list) else value
    return str(first.to_ical().decode("utf-8"))
