"""Tables as text or as the bytes of a file, of every kind."""

from __future__ import annotations

from collections.abc import Iterable

from salesops_tui.domain.sheets import Sheet
from salesops_tui.exporting.kinds import Format


def rendered(sheets: Iterable[Sheet], kind: Format) -> str:
    """The sheets as text of a kind; XLSX is none. Each kind is loaded when it is wanted."""
    match kind:
        case Format.TEXT:
            from salesops_tui.exporting.text import as_text

            return as_text(sheets)
        case Format.MARKDOWN:
            from salesops_tui.exporting.text import as_markdown

            return as_markdown(sheets)
        case Format.JSON:
            from salesops_tui.exporting.data import as_json

            return as_json(sheets)
        case Format.CSV:
            from salesops_tui.exporting.data import as_csv

            return as_csv(sheets)
        case Format.XLSX:
            raise ValueError(kind)


def content(sheets: Iterable[Sheet], kind: Format) -> bytes:
    """The sheets as the bytes of a file."""
    if kind is Format.XLSX:
        from salesops_tui.exporting.workbooks import as_xlsx

        return as_xlsx(sheets)
    return rendered(sheets, kind).encode("utf-8")
