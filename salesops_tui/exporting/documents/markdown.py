"""A document as Markdown: what people typed stays text there."""

from __future__ import annotations

from collections.abc import Iterator

from salesops_tui.domain.written import WrittenChart, WrittenDocument, WrittenSection
from salesops_tui.exporting.text import escaped


def as_markdown(report: WrittenDocument) -> str:
    """Headings, tables and lists; each chart is a table of its values."""
    return "\n".join(_lines(report)) + "\n"


def _lines(report: WrittenDocument) -> Iterator[str]:
    yield f"# {escaped(report.title)}"
    yield ""
    yield from (f"- {escaped(fact)}" for fact in report.facts)
    for section in report.sections:
        yield ""
        yield f"## {escaped(section.title)}"
        for paragraph in section.text.splitlines():
            yield ""
            yield escaped(paragraph)
        yield from _rows(section)
        for chart in section.charts:
            yield from _chart(chart)
        for listed in section.lists:
            yield ""
            yield f"**{escaped(listed.title)}**"
            yield ""
            yield from (f"- {line.mark} {escaped(line.text)}".replace("-  ", "- ") for line in listed.lines)


def _rows(section: WrittenSection) -> Iterator[str]:
    if not section.rows:
        return
    yield ""
    yield "| | | |"
    yield "|---|---:|---|"
    yield from (f"| {escaped(row.title)} | {escaped(row.value)} | {escaped(row.note)} |" for row in section.rows)


def _chart(chart: WrittenChart) -> Iterator[str]:
    told = [series for series in chart.series if any(series.words)]
    if not told:
        return
    yield ""
    yield f"**{escaped(chart.title)}**"
    yield ""
    yield "| | " + " | ".join(escaped(series.name) for series in told) + " |"
    yield "|---|" + "---:|" * len(told)
    for place, label in enumerate(chart.labels):
        values = " | ".join(escaped(series.words[place]) for series in told)
        yield f"| {escaped(label)} | {values} |"
