"""Lines of todo.txt."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from salesops_tui.importing.task_files.reading import Row, listed

_DAY: Final = r"\d{4}-\d{2}-\d{2}"
_LINE: Final = re.compile(
    rf"(?:(?P<done>x)\s+(?:(?P<done_on>{_DAY})\s+)?)?(?:\((?P<letter>[A-Z])\)\s+)?(?:(?P<created>{_DAY})\s+)?(?P<rest>.*)"
)
_KEY: Final = re.compile(r"(?P<key>due|t|rec|tags|state|pri):(?P<value>\S+)")
_RHYTHM: Final = re.compile(r"\+?(?P<n>\d{1,3})(?P<unit>[dwmyb])")
_UNITS: Final = {"d": "DAILY", "b": "DAILY", "w": "WEEKLY", "m": "MONTHLY", "y": "YEARLY"}
_IMPORTANT: Final = ("A", "B")
_TELLING: Final = re.compile(rf"^(?:x {_DAY} |\([A-Z]\) )|\bdue:{_DAY}\b", re.MULTILINE)


def looks_like(start: str) -> bool:
    """Whether the first lines of a text are lines of todo.txt: a table has separators where these have none."""
    lines = [line for line in start.splitlines()[:20] if line.strip()]
    told = sum(bool(_TELLING.search(line)) for line in lines)
    return bool(lines) and told * 2 >= len(lines) and not any("\t" in line or line.count(",") > 2 for line in lines)


def rows(text: str, path: Path) -> list[tuple[int, Row]]:
    """A row for each line that says something."""
    return [(number, _row(line.strip())) for number, line in enumerate(text.splitlines(), 1) if line.strip()]


def _row(line: str) -> Row:
    match = _LINE.fullmatch(line)
    assert match is not None
    keys = {found["key"]: found["value"] for found in _KEY.finditer(match["rest"])}
    words = _KEY.sub("", match["rest"]).split()
    owners = [word[1:] for word in words if word.startswith("@") and len(word) > 1]
    projects = [word[1:] for word in words if word.startswith("+") and len(word) > 1]
    title = " ".join(word for word in words if word[0] not in "@+" or len(word) == 1)
    letter = match["letter"] or keys.get("pri", "")
    state = keys.get("state", "open")
    return {
        "Task": title,
        "Important": "yes" if letter in _IMPORTANT else "no",
        "Due": keys.get("due", ""),
        "Start": keys.get("t", ""),
        "State": "dropped" if state == "dropped" else "done" if match["done"] else state,
        "Done on": match["done_on"] or "",
        "Created": match["created"] or "",
        "Owner": owners[0].replace("_", " ") if owners else "",
        "Deal": projects[0].replace("_", " ") if projects else "",
        "Tags": listed(keys.get("tags", "").split(",")),
        "Recurrence": _rule(keys.get("rec", "")),
    }


def _rule(text: str) -> str:
    match = _RHYTHM.fullmatch(text)
    return f"FREQ={_UNITS[match['unit']]};INTERVAL={match['n']}" if match is not None else text
