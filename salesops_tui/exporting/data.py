"""Sheets for other programs: JSON, and CSV that Chinese Excel opens correctly."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable
from typing import Any, Final

from salesops_tui.domain.sheets import Sheet
from salesops_tui.exporting.values import cell, plain

BOM: Final = "\ufeff"
"""Without it, Excel takes a UTF-8 file for the computer's own code page."""

# What a spreadsheet would take for a formula or for the end of the cell, also after blanks and in full-width forms.
_FORMULA: Final = re.compile(r"\s*[=+\-@\t\r\n\0＝＋－＠]")


def as_json(sheets: Iterable[Sheet]) -> str:
    """The sheets by their keys, rows as objects."""
    told = {
        sheet.key: {
            "title": sheet.title,
            "rows": [
                {column.key: plain(value) for column, value in zip(sheet.columns, row, strict=True)}
                for row in sheet.rows
            ],
            "notes": list(sheet.notes),
        }
        for sheet in sheets
    }
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def as_csv(sheets: Iterable[Sheet]) -> str:
    """The sheets below each other, an empty line between them; begins with a byte order mark."""
    file = io.StringIO(newline="")
    file.write(BOM)
    writer = csv.writer(file)
    for number, sheet in enumerate(sheets):
        if number:
            writer.writerow([])
        writer.writerow(inert(column.title) for column in sheet.columns)
        writer.writerows([inert(cell(value)) for value in row] for row in sheet.rows)
    return file.getvalue()


def as_tsv(sheet: Sheet, *, titled: bool) -> str:
    """A sheet to be pasted into a spreadsheet: a line for each row, tabs between the cells."""
    lines = [[column.title for column in sheet.columns]] if titled else []
    lines += [["" if (found := inert(cell(value))) is None else str(found) for value in row] for row in sheet.rows]
    return "\n".join("\t".join(line) for line in lines)


def inert(value: Any) -> Any:
    """A cell that no spreadsheet computes: a text that looks like a formula is preceded by an apostrophe."""
    return f"'{value}" if isinstance(value, str) and _FORMULA.match(value) else value
