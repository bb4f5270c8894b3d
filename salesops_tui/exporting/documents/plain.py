"""A document as plain text: in full for a terminal or a mail, and in a few lines for a chat."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from rich.cells import cell_len

from salesops_tui.domain.written import WrittenDocument, WrittenLine, WrittenSection
from salesops_tui.exporting.documents.text_charts import chart_lines, joined
from salesops_tui.terminal import printable

_WIDTH: Final = 76
"""Of the charts, with what stands before them: fits a terminal of eighty cells."""
_TOLD: Final = ("risk", "decision", "action")
"""The lines that a message tells, by what they are about."""
_MOST_LINES: Final = 3
"""Of each section."""


def as_text(report: WrittenDocument) -> str:
    """Everything."""
    return "\n".join(_lines(report)) + "\n"


def _lines(report: WrittenDocument) -> Iterator[str]:
    yield printable(report.title)
    yield from map(printable, report.facts)
    for section in report.sections:
        yield ""
        yield section.title
        yield from (f"  {printable(line)}" for line in section.text.splitlines())
        yield from _rows(section)
        for chart in section.charts:
            yield ""
            yield f"  {printable(chart.title)}"
            yield from (f"    {joined(pieces)}".rstrip() for pieces in chart_lines(chart, _WIDTH - 4))
        if section.charts and section.lists:
            yield ""
        for listed in section.lists:
            yield f"  {printable(listed.title)}"
            yield from (f"    {_marked(line)}" for line in listed.lines)


def _marked(line: WrittenLine) -> str:
    return " ".join(word for word in (line.mark, printable(line.text)) if word)


def _rows(section: WrittenSection) -> Iterator[str]:
    widest = max((cell_len(row.title) for row in section.rows), default=0)
    values = max((cell_len(row.value) for row in section.rows), default=0)
    for row in section.rows:
        title = row.title + " " * (widest - cell_len(row.title))
        value = " " * (values - cell_len(row.value)) + row.value
        yield f"    {title}  {value}  {printable(row.note)}".rstrip()


def as_message(report: WrittenDocument) -> str:
    """The title, each section's text, and what matters most in it: what fits one message."""
    return "\n".join(_message(report)) + "\n"


def _message(report: WrittenDocument) -> Iterator[str]:
    yield printable(report.title)
    for section in report.sections:
        text = " ".join(printable(line) for line in section.text.splitlines())
        yield f"{section.title}: {text}" if text else section.title
        told = [line for listed in section.lists for line in listed.lines if line.kind in _TOLD]
        yield from (f"  {_marked(line)}" for line in told[:_MOST_LINES])
