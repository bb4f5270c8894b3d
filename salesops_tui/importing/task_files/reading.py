"""Is a file one of a task program, and which: told by its content, never by its name."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from salesops_tui.i18n import _
from salesops_tui.importing.failures import FileRefused

LARGEST: Final = 50_000_000
"""Bytes; a list of tasks is not larger."""

HEADERS: Final = (
    "Task ID", "Task", "Important", "Due", "State", "Done on", "Created", "Start", "Estimate", "Owner", "Delegate",
    "Follow-up", "Deal", "Account", "Tags", "Checklist", "Recurrence", "Note",
)  # fmt: skip
"""What the columns of the table are called; ``headers.toml`` knows them as fields of tasks."""

Row = Mapping[str, str]
"""One task by those headers; what it does not say is left out."""

_START: Final = 4096


def read_tasks(content: bytes, path: Path) -> tuple[str, list[tuple[int, Sequence[str]]]] | None:
    """The name of the program and the table, headers first; None for a file of another kind. Raises FileRefused for one that
    is of a task program and broken."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    source = _source(text)
    if source is None:
        return None
    if len(content) > LARGEST:
        raise FileRefused(_("{file} is too large for a list of tasks. Nothing was brought in.").format(file=path.name))
    rows = _readers()[source](text, path)
    lines = [(1, HEADERS), *((line, [row.get(header, "") for header in HEADERS]) for line, row in rows)]
    return source, lines


def _readers() -> Mapping[str, Callable[[str, Path], list[tuple[int, Row]]]]:
    from salesops_tui.importing.task_files import icalendar, taskwarrior, todo_txt, todoist, trello

    return {
        "ical": icalendar.rows,
        "taskwarrior": taskwarrior.rows,
        "todotxt": todo_txt.rows,
        "todoist": todoist.rows,
        "trello": trello.rows,
    }


def _source(text: str) -> str | None:
    start = text[:_START].lstrip()
    if start.upper().startswith("BEGIN:VCALENDAR"):
        return "ical"
    if start.startswith("TYPE,CONTENT,"):
        return "todoist"
    if start.startswith("{") and '"cards"' in text and '"lists"' in text:
        return "trello"
    if start.startswith("[") and '"description"' in text and ('"status"' in text or '"uuid"' in text):
        return "taskwarrior"
    from salesops_tui.importing.task_files.todo_txt import looks_like

    return "todotxt" if looks_like(start) else None


def parsed_json(text: str, path: Path) -> Any:
    """What a JSON file says. Raises FileRefused naming the line."""
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise FileRefused(
            _("{file} is broken in line {line}: {reason}. Nothing was brought in.").format(
                file=path.name, line=error.lineno, reason=error.msg
            )
        ) from error
    except RecursionError as error:
        raise FileRefused(_("{file} is nested too deeply. Nothing was brought in.").format(file=path.name)) from error


def text_of(value: Any) -> str:
    """A value as text; what is no text or number is none."""
    return str(value) if isinstance(value, (str, int, float)) and not isinstance(value, bool) else ""


def listed(lines: Sequence[str]) -> str:
    """Several texts in one cell."""
    return "\n".join(line.replace("\n", " ") for line in lines if line.strip())


def split_checklist(text: str) -> tuple[str, list[str]]:
    """A note, and the lines of it that are boxes to be ticked."""
    note: list[str] = []
    boxes: list[str] = []
    for line in text.splitlines():
        (boxes if line.lstrip().startswith(("[ ] ", "[x] ", "[X] ")) else note).append(line)
    return "\n".join(note).strip(), boxes
