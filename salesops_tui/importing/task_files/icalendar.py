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
    def first(name: str) -> Any:
        """A property that may be there twice, though it must not."""
        value = todo.get(name)
        return value[0] if isinstance(value, list) and value else value

    def words(name: str) -> str:
        value = first(name)
        return str(value) if value is not None else ""

    priority = int(first("priority") or 0)
    note, boxes = split_checklist(words("description"))
    important = words("x-salesops-important")
    return {
        "Task ID": words("uid"),
        "Task": words("summary"),
        "Important": {"TRUE": "yes", "FALSE": "no"}.get(important, "yes" if 0 < priority <= _HIGH else "no"),
        "Due": _moment(first("due")),
        "Start": _moment(first("dtstart")),
        "State": _STATES.get(words("status").upper(), "open"),
        "Done on": _moment(first("completed")),
        "Created": _moment(first("created")),
        "Tags": listed(_categories(todo.get("categories"))),
        "Recurrence": _rule(todo.get("rrule")),
        "Checklist": listed(boxes),
        "Note": note,
        "Owner": words("x-salesops-owner"),
        "Delegate": words("x-salesops-delegate"),
        "Follow-up": words("x-salesops-follow-up"),
        "Estimate": f"{minutes}m" if (minutes := words("x-salesops-estimate")) else "",
        "Deal": words("x-salesops-deal"),
        "Account": words("x-salesops-account"),
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
    first = value[0] if isinstance(value, list) else value
    return str(first.to_ical().decode("utf-8"))
