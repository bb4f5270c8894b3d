"""A weekly report as plain text, as Markdown, as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from rich.cells import cell_len

from salesops_tui.domain.written_report import WrittenReport, WrittenSection
from salesops_tui.exporting.kinds import SummaryFormat
from salesops_tui.exporting.text import escaped
from salesops_tui.terminal import printable


def rendered(report: WrittenReport, form: SummaryFormat) -> str:
    """The report in a format, with an end of line at its end."""
    return _WRITERS[form](report)


def _text(report: WrittenReport) -> str:
    return "\n".join(_text_lines(report)) + "\n"


def _text_lines(report: WrittenReport) -> Iterator[str]:
    yield printable(report.title)
    yield from map(printable, report.facts)
    for section in report.sections:
        yield ""
        yield section.title
        yield f"  {printable(section.sentence)}"
        yield from _text_rows(section)
        for listed in section.lists:
            yield f"  {printable(listed.title)}"
            yield from (f"    · {printable(line)}" for line in listed.lines)


def _text_rows(section: WrittenSection) -> Iterator[str]:
    widest = max((cell_len(row.title) for row in section.rows), default=0)
    values = max((cell_len(row.value) for row in section.rows), default=0)
    for row in section.rows:
        title = row.title + " " * (widest - cell_len(row.title))
        value = row.value + " " * (values - cell_len(row.value))
        yield f"    {title}  {value}  {printable(row.note)}".rstrip()


def _markdown(report: WrittenReport) -> str:
    return "\n".join(_markdown_lines(report)) + "\n"


def _markdown_lines(report: WrittenReport) -> Iterator[str]:
    yield f"# {escaped(report.title)}"
    yield ""
    yield from (f"- {escaped(fact)}" for fact in report.facts)
    for section in report.sections:
        yield ""
        yield f"## {escaped(section.title)}"
        yield ""
        yield escaped(section.sentence)
        if section.rows:
            yield ""
            yield "| | | |"
            yield "|---|---:|---|"
            yield from (
                f"| {escaped(row.title)} | {escaped(row.value)} | {escaped(row.note)} |" for row in section.rows
            )
        for listed in section.lists:
            yield ""
            yield f"**{escaped(listed.title)}**"
            yield ""
            yield from (f"- {escaped(line)}" for line in listed.lines)


def _json(report: WrittenReport) -> str:
    told = {
        "week": report.week,
        "scope": report.scope,
        "title": report.title,
        "facts": list(report.facts),
        "sections": [
            {
                "key": section.key,
                "title": section.title,
                "sentence": section.sentence,
                "rows": [
                    {"key": row.key, "title": row.title, "value": row.value, "note": row.note} for row in section.rows
                ],
                "lists": [{"title": listed.title, "lines": list(listed.lines)} for listed in section.lists],
            }
            for section in report.sections
        ],
    }
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


_WRITERS: Final[Mapping[SummaryFormat, Callable[[WrittenReport], str]]] = {
    SummaryFormat.TEXT: _text,
    SummaryFormat.MARKDOWN: _markdown,
    SummaryFormat.JSON: _json,
}
