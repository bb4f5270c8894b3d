"""A week's report as lines of a sheet: the four sections, each with its text, figures and charts, and what is behind them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from rich.cells import cell_len

from salesops_tui.domain.written import (
    WrittenChart,
    WrittenDocument,
    WrittenLine,
    WrittenList,
    WrittenRow,
    WrittenSection,
)
from salesops_tui.exporting.documents.text_charts import chart_lines
from salesops_tui.ui.cells import cut, fit, wrap
from salesops_tui.ui.line_columns import beside
from salesops_tui.ui.widgets.figure_sheet import FigureLine, Span, Stop
from salesops_tui.ui.widgets.headings import heading

_BLANK: Final[FigureLine] = ()
_TITLE: Final = 26
_VALUE: Final = 14
_WIDE: Final = 132
"""From so many cells on, the charts stand beside the figures."""
_LONGEST: Final = 110
"""A line of text that is longer is hard to read."""
_MARKS: Final = {"!": "bad", "✗": "bad", "✓": "good", "→": "accent"}


def report_lines(report: WrittenDocument, width: int, notes: Sequence[str] = ()) -> Iterator[FigureLine]:
    """Everything, from top to bottom; ``notes`` are told before it: how far the data have moved on."""
    for fact in report.facts:
        yield (Span(f" {cut(fact, max(width - 1, 0))}", "muted"),)
    for place, note in enumerate(notes):
        yield from _told(note, width, Stop(("", "note", str(place), "")) if place == 0 else None)
    for section in report.sections:
        yield _BLANK
        yield heading(section.title, width)
        yield from _section(section, width)


def _told(note: str, width: int, stop: Stop | None) -> Iterator[FigureLine]:
    for line in wrap(note, max(width - 3, 1)):
        yield (Span(" ▌", "bad"), Span(line, "plain", stop))
        stop = None


def _section(section: WrittenSection, width: int) -> Iterator[FigureLine]:
    stop: Stop | None = Stop((section.key, "text", "", ""), leads=True)
    for paragraph in section.text.splitlines():
        for line in wrap(paragraph, max(min(width - 2, _LONGEST), 1)):
            yield (Span(" "), Span(line, "plain", stop))
            stop = None
    if section.rows:
        yield _BLANK
    if width < _WIDE or not section.charts:
        yield from (_row(section.key, row, width) for row in section.rows)
        for chart in section.charts:
            yield from _chart(chart, width)
        yield from _lists(section, width)
        return
    left = width // 2
    rows = [_row(section.key, row, left) for row in section.rows]
    charts = [line for chart in section.charts for line in _chart(chart, width - left)]
    yield from beside([*rows, *_lists(section, left)], charts[1:], left)


def _row(section: str, row: WrittenRow, width: int) -> FigureLine:
    stop = Stop((section, "row", row.key, ""), row.figure)
    value = cut(row.value, _VALUE)
    style = "good" if row.trend > 0 else "bad" if row.trend < 0 else "muted"
    return (
        Span(f"   {fit(row.title, _TITLE)} ", "muted", stop),
        Span(" " * (_VALUE - cell_len(value)) + value, "strong", stop),
        Span(f"  {cut(row.note, max(width - _TITLE - _VALUE - 6, 0))}", style),
    )


def _chart(chart: WrittenChart, width: int) -> Iterator[FigureLine]:
    yield _BLANK
    yield (Span(f"   {cut(chart.title, max(width - 3, 0))}", "accent"),)
    for pieces in chart_lines(chart, max(width - 5, 20)):
        yield (Span("   "), *(Span(piece.text, piece.role) for piece in pieces))


def _lists(section: WrittenSection, width: int) -> Iterator[FigureLine]:
    for listed in section.lists:
        yield from _list(section.key, listed, width)


def _list(section: str, listed: WrittenList, width: int) -> Iterator[FigureLine]:
    yield _BLANK
    for line in wrap(listed.title, max(width - 4, 1)):
        yield (Span(f"   {line}", "accent"),)
    yield from (_line(section, listed.title, line, width) for line in listed.lines)


def _line(section: str, title: str, line: WrittenLine, width: int) -> FigureLine:
    # A deal may stand in several lists.
    stop = Stop((section, line.kind, line.record_id, title), leads=True) if line.kind else None
    indent = "     " if line.mark == "→" else "   "
    return (
        Span(f"{indent}{fit(line.mark, 2)}", _MARKS.get(line.mark, "muted")),
        Span(cut(line.text, max(width - len(indent) - 3, 0)), "plain", stop),
    )
