"""The process that takes one spreadsheet apart: ``python -m salesops_tui.importing.spreadsheet_reader FILE``.

It writes the name of the sheet, its rows and the names of the other sheets to its output, pickled.
"""

from __future__ import annotations

import pickle
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

_MOST_MEMORY: Final = 2_000_000_000
_MOST_SECONDS: Final = 100
_EXACT: Final = 10**15
"""From here on a spreadsheet has lost digits of a whole number."""


def main(path: str) -> None:
    """Read the first visible sheet that has any cell."""
    _limit()
    workbook = CalamineWorkbook.from_path(path)
    names = [
        sheet.name
        for sheet in workbook.sheets_metadata
        if sheet.typ is SheetTypeEnum.WorkSheet and sheet.visible is SheetVisibleEnum.Visible
    ]
    chosen: str | None = None
    lines: list[tuple[int, list[str]]] = []
    others = []
    for name in names:
        found = list(_lines(workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)))
        if chosen is None and found:
            chosen, lines = name, found
        elif found:
            others.append(name)
    sys.stdout.buffer.write(pickle.dumps((chosen or "", lines, others)))


def _limit() -> None:
    """A file that asks for more than any table needs ends this process, not the person's other programs."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (_MOST_SECONDS, _MOST_SECONDS))


def _lines(rows: Iterable[list[Any]]) -> Iterator[tuple[int, list[str]]]:
    for number, row in enumerate(rows, 1):
        cells = [_text(value) for value in row]
        if any(cells):
            yield number, cells


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "seconds")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return str(value)
    return "" if value is None else str(value)


def _number(value: float) -> str:
    if abs(value) >= _EXACT:
        return f"{value:E}"
    return str(int(value)) if value.is_integer() else repr(value)


if __name__ == "__main__":
    main(sys.argv[1])
