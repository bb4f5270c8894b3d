"""Sheets as an XLSX workbook; the library is loaded when a file is written."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Set
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from rich.cells import cell_len

from salesops_tui.domain.figures import Figure, Unit
from salesops_tui.domain.money import decimal_places
from salesops_tui.domain.sheets import Money, Sheet, Value
from salesops_tui.exporting.values import cell, words

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

_WIDEST: Final = 60
_LONGEST_NAME: Final = 31
_FORBIDDEN: Final = re.compile(r"[\[\]:*?/\\']")
# Not in XML at all, or kept by Excel for itself.
_UNWRITABLE: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def as_xlsx(sheets: Iterable[Sheet]) -> bytes:
    """A workbook with one worksheet for each sheet: titles in bold and frozen, texts as texts, numbers as numbers."""
    file = io.BytesIO()
    workbook = new_workbook(file)
    formats = Formats(workbook)
    names: set[str] = set()
    for sheet in sheets:
        write_sheet(add_page(workbook, sheet.title, names), sheet, formats)
    workbook.close()
    return file.getvalue()


def new_workbook(file: io.BytesIO) -> Workbook:
    """A workbook in which a text is never taken for a formula, a link or a number."""
    import xlsxwriter

    return xlsxwriter.Workbook(
        file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    )


def add_page(workbook: Workbook, title: str, names: set[str]) -> Worksheet:
    """Another worksheet, under a name that Excel takes; the names given so far grow by it."""
    name = _page_name(title, names)
    names.add(name.casefold())
    return workbook.add_worksheet(name)


def _page_name(title: str, taken: Set[str]) -> str:
    """A worksheet's name: without what Excel forbids, and another one than those before, which differ by more than case."""
    name = " ".join(_UNWRITABLE.sub("", _FORBIDDEN.sub(" ", title)).split())[:_LONGEST_NAME].strip()
    # Excel keeps the name "History" for itself.
    if not name or name.casefold() == "history":
        name = f"{name} 1".strip()
    number, made = 1, name
    while made.casefold() in taken:
        number += 1
        made = f"{name[: _LONGEST_NAME - len(str(number)) - 1]} {number}"
    return made


def write_sheet(page: Worksheet, sheet: Sheet, formats: Formats) -> None:
    """A sheet from the top of a worksheet on."""
    page.freeze_panes(1, 0)
    for place, column in enumerate(sheet.columns):
        page.write_string(0, place, writable(column.title), formats.of("head", bold=True, bottom=1))
        texts = (words(row[place]) for row in sheet.rows[:200])
        page.set_column(place, place, min(max(map(cell_len, (column.title, *texts))) + 2, _WIDEST))
    for line, row in enumerate(sheet.rows, 1):
        for place, value in enumerate(row):
            _write_cell(page, line, place, value, formats)
    for number, note in enumerate(sheet.notes, len(sheet.rows) + 2):
        page.write_string(number, 0, writable(note), formats.of("note", italic=True))


def _write_cell(page: Any, line: int, place: int, value: Value, formats: Formats) -> None:
    written = cell(value)
    match written:
        case None:
            return
        case str():
            page.write_string(line, place, writable(written))
        case datetime():
            page.write_datetime(line, place, written.replace(tzinfo=None), formats.number("yyyy-mm-dd hh:mm"))
        case date():
            page.write_datetime(line, place, written, formats.number("yyyy-mm-dd"))
        case int() | Decimal():
            page.write_number(line, place, float(written), formats.number(_pattern(value)))


def _pattern(value: Value) -> str:
    """How a spreadsheet is to show a number."""
    match value:
        case Money():
            places = decimal_places(value.currency)
            return "#,##0" + ("." + "0" * places if places else "")
        case Figure(unit=Unit.SHARE | Unit.POINTS):
            return "0.0%"
        case Figure(unit=Unit.MONEY | Unit.MONEY_PER_DAY):
            return "#,##0.00"
        case Figure():
            return "#,##0.0#"
        case Decimal():
            return "#,##0.##"
        case _:
            return "#,##0"


class Formats:
    """The workbook's formats, each made once."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._made: dict[str, Format] = {}

    def of(self, name: str, **properties: Any) -> Format:
        """A format with these properties."""
        if name not in self._made:
            self._made[name] = self._workbook.add_format(properties)
        return self._made[name]

    def number(self, pattern: str) -> Format:
        """A format of numbers."""
        return self.of(pattern, num_format=pattern)


def writable(text: str) -> str:
    """A text without what a workbook cannot hold."""
    return _UNWRITABLE.sub("", text)
