"""A document as an XLSX workbook: a worksheet for each section with its native charts, and the records behind the figures."""

from __future__ import annotations

import io

from salesops_tui.domain.figures import Unit
from salesops_tui.domain.sheets import Sheet, SheetColumn, Value
from salesops_tui.domain.week_reports import Section
from salesops_tui.domain.written import WrittenDocument, WrittenRow, WrittenSection
from salesops_tui.exporting.documents.native_charts import add_chart
from salesops_tui.exporting.workbooks import Formats, add_page, new_workbook, write_sheet

_CHART_ROWS = 16
"""Lines of a worksheet that a chart covers."""
_BESIDE = 4
"""The column at which the charts stand, right of the section's own."""


def as_xlsx(report: WrittenDocument) -> bytes:
    """The workbook as the bytes of a file."""
    file = io.BytesIO()
    book = new_workbook(file)
    book.set_properties({"title": report.title})
    formats, names = Formats(book), set[str]()
    pages = []
    for section in report.sections:
        page = add_page(book, section.title, names)
        write_sheet(page, _sheet(section, report), formats)
        page.set_landscape()
        page.fit_to_pages(1, 0)
        pages.append(page)
    for sheet in report.behind:
        write_sheet(add_page(book, sheet.title, names), sheet, formats)
    if report.charts:
        data = add_page(book, report.heads.chart_data, names)
        row = 0
        for section, page in zip(report.sections, pages, strict=True):
            for place, chart in enumerate(section.charts):
                page.insert_chart(1 + place * _CHART_ROWS, _BESIDE, add_chart(book, data, row, chart, formats))
                row += len(chart.labels) + 2
    book.close()
    return file.getvalue()


def _sheet(section: WrittenSection, report: WrittenDocument) -> Sheet:
    columns = (
        SheetColumn("title", section.title),
        SheetColumn("value", report.heads.value, is_number=True),
        SheetColumn("note", report.heads.note),
    )
    rows: list[tuple[Value, ...]] = [(line, None, None) for line in section.text.splitlines()]
    # Beside the amounts of the progress stands of how many deals each is the sum.
    counts = section.key is Section.PROGRESS
    rows += [(row.title, _number(row), row.value if counts else row.note) for row in section.rows]
    for listed in section.lists:
        rows.append((None, None, None))
        rows.append((listed.title, None, None))
        rows += [(f"{line.mark} {line.text}".strip(), None, None) for line in listed.lines]
    return Sheet(section.key, section.title, columns, tuple(rows), (report.title, *report.facts))


def _number(row: WrittenRow) -> Value:
    """A figure as a number; where it is an amount beside a count in words, the amount."""
    figure = row.figure
    if figure is None or figure.value is None:
        return row.value
    return round(figure.value) if figure.unit is Unit.COUNT else figure
