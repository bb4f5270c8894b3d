"""Sheets as aligned text for a terminal, and as Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.cells import cell_len

from salesops_tui.domain.sheets import Sheet
from salesops_tui.exporting.values import words
from salesops_tui.terminal import printable

_GAP = "  "


def as_text(sheets: Iterable[Sheet]) -> str:
    """The sheets below each other, their columns aligned by terminal cells."""
    return "\n\n".join("\n".join(_text(sheet)) for sheet in sheets) + "\n"


def _text(sheet: Sheet) -> Iterator[str]:
    yield sheet.title
    rows = [[column.title for column in sheet.columns], *([words(value) for value in row] for row in sheet.rows)]
    widths = [max(cell_len(row[place]) for row in rows) for place in range(len(sheet.columns))]
    for row in rows:
        cells = (
            _padded(text, width, right=column.is_number)
            for text, width, column in zip(row, widths, sheet.columns, strict=True)
        )
        yield _GAP.join(cells).rstrip()
    yield from sheet.notes


def _padded(text: str, width: int, *, right: bool) -> str:
    blanks = " " * (width - cell_len(text))
    return blanks + text if right else text + blanks


def as_markdown(sheets: Iterable[Sheet]) -> str:
    """The sheets as Markdown tables with headings."""
    return "\n".join("\n".join(_markdown(sheet)) for sheet in sheets)


def _markdown(sheet: Sheet) -> Iterator[str]:
    yield f"## {escaped(sheet.title)}"
    yield ""
    yield _row(column.title for column in sheet.columns)
    yield "|" + "|".join("---:" if column.is_number else "---" for column in sheet.columns) + "|"
    for row in sheet.rows:
        yield _row(words(value) for value in row)
    for note in sheet.notes:
        yield ""
        yield escaped(note)
    yield ""


def _row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(map(escaped, cells)) + " |"


def escaped(text: str) -> str:
    """Text in which nothing is Markdown, and nothing a command to a terminal."""
    text = printable(text)
    for sign in "\\`*_[]{}<>|#~":
        text = text.replace(sign, f"\\{sign}")
    return text
