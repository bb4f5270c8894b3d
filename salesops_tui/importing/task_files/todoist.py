"""The CSV template of Todoist: tasks, indented ones below them, notes."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path
from typing import Any, Final

from salesops_tui.importing.delimited import malformed
from salesops_tui.importing.task_files.reading import Row, listed

_LABEL: Final = re.compile(r"(?<!\S)@(\S+)")
_HIGH: Final = ("1", "2")


def rows(text: str, path: Path) -> list[tuple[int, Row]]:
    """A row for each task of the first level; indented ones become its checklist, notes its note. Raises FileRefused."""
    found: list[tuple[int, dict[str, Any]]] = []
    reader = csv.DictReader(io.StringIO(text, newline=""))
    try:
        records = [(reader.line_num, record) for record in reader]
    except csv.Error as error:
        raise malformed(error, reader.line_num, path) from error
    for line, record in records:
        kind = (record.get("TYPE") or "").strip()
        content = _text(record, "CONTENT")
        if kind == "note" and found:
            found[-1][1]["notes"].append(content)
        elif kind == "task" and found and (record.get("INDENT") or "1").strip() not in ("", "1"):
            found[-1][1]["boxes"].append(f"[ ] {content}")
        elif kind == "task":
            found.append((line, _task(record, content)))
    return [(line, _row(task)) for line, task in found]


def _task(record: dict[str, str | None], content: str) -> dict[str, Any]:
    note = _text(record, "DESCRIPTION")
    minutes = _text(record, "DURATION") if _text(record, "DURATION_UNIT") == "minute" else ""
    return {
        "title": _LABEL.sub("", content).strip(),
        "tags": _LABEL.findall(content),
        "important": "yes" if _text(record, "PRIORITY") in _HIGH else "no",
        "due": _text(record, "DATE"),
        "owner": re.sub(r"\s*\(\d+\)$", "", _text(record, "RESPONSIBLE")),
        "estimate": f"{minutes}m" if minutes else "",
        "notes": [note] if note else [],
        "boxes": [],
    }


def _text(record: dict[str, str | None], name: str) -> str:
    """A cell; an apostrophe before a sign is only there to keep spreadsheets from computing."""
    text = (record.get(name) or "").strip()
    return text[1:] if text.startswith("'") and text[1:2] in tuple("=+-@＝＋－＠") else text


def _row(task: dict[str, Any]) -> Row:
    return {
        "Task": task["title"],
        "Important": task["important"],
        "Due": task["due"],
        "State": "open",
        "Owner": task["owner"],
        "Estimate": task["estimate"],
        "Tags": listed(task["tags"]),
        "Checklist": listed(task["boxes"]),
        "Note": "\n".join(task["notes"]),
    }
