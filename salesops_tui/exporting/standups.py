"""A stand-up's summary as plain text, as Markdown, as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from salesops_tui.domain.standup_summary import StandupSummary, SummaryGroup, SummaryLine
from salesops_tui.exporting.kinds import SummaryFormat
from salesops_tui.exporting.text import escaped
from salesops_tui.terminal import printable


def rendered(summary: StandupSummary, form: SummaryFormat) -> str:
    """The summary in a format, with an end of line at its end."""
    return _WRITERS[form](summary)


def text(summary: StandupSummary) -> str:
    """Plain text, for a message or a terminal."""
    return "\n".join(_text_lines(summary)) + "\n"


def _text_lines(summary: StandupSummary) -> Iterator[str]:
    yield summary.title
    yield from summary.facts
    for part in summary.parts:
        yield ""
        yield f"{printable(part.name)} ({printable(part.absent)})" if part.absent else printable(part.name)
        for group in part.groups:
            yield f"  {group.title}"
            yield from (f"    {_joined(line)}" for line in group.lines)
    for group in summary.groups:
        yield ""
        yield group.title
        yield from (f"  {_joined(line)}" for line in group.lines)


def markdown(summary: StandupSummary) -> str:
    """Markdown; what people typed stays text there."""
    return "\n".join(_markdown_lines(summary)) + "\n"


def _markdown_lines(summary: StandupSummary) -> Iterator[str]:
    yield f"# {escaped(summary.title)}"
    if summary.facts:
        yield ""
        yield from (f"- {escaped(fact)}" for fact in summary.facts)
    for part in summary.parts:
        yield ""
        yield f"## {escaped(part.name)}" + (f" ({escaped(part.absent)})" if part.absent else "")
        for group in part.groups:
            yield ""
            yield f"**{escaped(group.title)}**"
            yield ""
            yield from (f"- {escaped(_joined(line))}" for line in group.lines)
    for group in summary.groups:
        yield ""
        yield f"## {escaped(group.title)}"
        yield ""
        yield from (f"- {escaped(_joined(line))}" for line in group.lines)


def as_json(summary: StandupSummary) -> str:
    """JSON, for other programs."""
    told = {
        "day": summary.day.isoformat(),
        "team": summary.team,
        "title": summary.title,
        "facts": list(summary.facts),
        "people": [
            {"name": part.name, "absent": part.absent or None, **_groups(part.groups)} for part in summary.parts
        ],
        **_groups(summary.groups),
    }
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def _groups(groups: tuple[SummaryGroup, ...]) -> dict[str, list[dict[str, str]]]:
    return {
        group.key: [{"kind": line.kind, "text": line.text, "note": line.note} for line in group.lines]
        for group in groups
    }


def _joined(line: SummaryLine) -> str:
    words = f"{line.mark} {printable(line.text)}" if line.mark else printable(line.text)
    return f"{words} ({printable(line.note)})" if line.note else words


_WRITERS: Final[Mapping[SummaryFormat, Callable[[StandupSummary], str]]] = {
    SummaryFormat.TEXT: text,
    SummaryFormat.MARKDOWN: markdown,
    SummaryFormat.JSON: as_json,
}
