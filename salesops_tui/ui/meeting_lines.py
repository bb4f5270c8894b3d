"""One meeting as lines of a sheet: its agenda with the clock, live tables, notes, decisions and actions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Final

from rich.cells import cell_len

from salesops_tui.domain.meeting_clock import MeetingDial, dial
from salesops_tui.domain.meeting_templates import Embed, Layout
from salesops_tui.domain.meetings import AgendaItem
from salesops_tui.formats import weekday_and_date
from salesops_tui.i18n import _
from salesops_tui.services.meetings.embeds import EmbedLine
from salesops_tui.services.meetings.page import MeetingPage
from salesops_tui.services.meetings.words import (
    ACTION_MARKS,
    action_state,
    action_words,
    fault_words,
    minutes_words,
    people_words,
)
from salesops_tui.services.standups.words import clock_text
from salesops_tui.storage.repositories.meetings import ActionRow
from salesops_tui.ui.cells import cut, fit, wrap
from salesops_tui.ui.line_columns import beside
from salesops_tui.ui.widgets.figure_sheet import FigureLine, Span, Stop
from salesops_tui.ui.widgets.headings import heading

_TITLE: Final = 30
_WIDE_TITLE: Final = 46
_WIDE: Final = 120
"""From so many cells on the four fields of a SWOT stand two by two."""
_MARKS: Final = {"✓": "good", "✗": "bad", "→": "accent", "▸": "muted"}


def meeting_lines(
    page: MeetingPage, tables: Mapping[Embed, Sequence[EmbedLine]], now: datetime, width: int
) -> Iterator[FigureLine]:
    """The agenda; the item that is on, or under the cursor, is told in full."""
    meeting = page.meeting
    there = [page.names.get(person, "?") for person in meeting.present]
    told = people_words(len(there)) + (f": {', '.join(there)}" if there else "")
    yield (Span(f" {cut(told, max(width - 1, 0))}", "muted", Stop(("people", ""), leads=True)),)
    if meeting.absent:
        away = _("Not there: {names}").format(
            names=", ".join(page.names.get(one.person_id, "?") for one in meeting.absent)
        )
        yield (Span(f" {cut(away, max(width - 1, 0))}", "muted"),)
    if page.last is not None and page.last_actions:
        yield ()
        yield heading(_("Actions of {day}").format(day=weekday_and_date(page.last.held_on)), width)
        yield from _actions(page.last_actions, page.today, "last", width)
    shown = dial(page.run, now) if page.run is not None else None
    if meeting.layout is Layout.SWOT and width >= _WIDE:
        # Strengths beside weaknesses, opportunities beside threats.
        half = width // 2
        fields = [list(_item(page, item, place, shown, tables, half)) for place, item in enumerate(meeting.agenda)]
        for left, right in zip(fields[::2], [*fields[1::2], []], strict=False):
            yield ()
            yield from beside(left, right, half)
        return
    for place, item in enumerate(meeting.agenda):
        yield ()
        yield from _item(page, item, place, shown, tables, width)


def _item(
    page: MeetingPage,
    item: AgendaItem,
    place: int,
    shown: MeetingDial | None,
    tables: Mapping[Embed, Sequence[EmbedLine]],
    width: int,
) -> Iterator[FigureLine]:
    run = page.run
    here = run is not None and run.place == place
    mark = "▶" if here else "✓" if item.is_complete or (run is not None and run.place > place) else " "
    stop = Stop(("item", item.key), leads=True)
    spent = page.meeting.spent[place] if place < len(page.meeting.spent) else None
    allotted = clock_text(shown.allotted[place]) if shown is not None else minutes_words(item.minutes)
    times = f"{clock_text(spent)} / {minutes_words(item.minutes)}" if spent is not None else allotted
    title = f"{mark} {place + 1} {item.title}"
    owner = f" · {item.owner}" if item.owner else ""
    room = max(width - cell_len(times) - 4, 0)
    yield (
        Span(" "),
        Span(fit(f"{title}{owner}", room), "title" if here else "strong", stop),
        Span(f" {times}", "muted"),
    )
    if item.prompt:
        yield (Span(f"     {cut(item.prompt, max(width - 5, 0))}", "muted"),)
    if item.outcome:
        yield (Span(f"     → {cut(item.outcome, max(width - 7, 0))}", "muted"),)
    if item.embed is not None:
        yield from _table(tables.get(item.embed, ()), item.key, width)
    yield from _notes(page, item, place, width)
    for decision in (one for one in page.decisions if one.item == item.key):
        told = Stop(("decision", decision.id), leads=False)
        yield (Span("     ◆ ", "accent"), Span(cut(decision.text, max(width - 7, 0)), "strong", told))
    yield from _actions((one for one in page.actions if one.item == item.key), page.today, "action", width)


def _notes(page: MeetingPage, item: AgendaItem, place: int, width: int) -> Iterator[FigureLine]:
    if page.raci and place == 0:
        for row in page.raci:
            faults = "; ".join(map(fault_words, row.faults))
            sign, style = ("✗", "bad") if faults else ("✓", "good")
            told = f"{row.line} — {faults}" if faults else row.line
            yield (Span(f"     {sign} ", style), Span(cut(told, max(width - 7, 0)), "plain"))
        return
    for paragraph in item.note.splitlines():
        for line in wrap(paragraph, max(width - 6, 1)):
            yield (Span(f"     {line}", "plain"),)


def _table(lines: Sequence[EmbedLine], key: str, width: int) -> Iterator[FigureLine]:
    title = _WIDE_TITLE if width >= _WIDE - 8 else _TITLE
    for place, line in enumerate(lines):
        yield (
            Span(f"     ▏{fit(line.title, title)} ", "muted"),
            Span(
                cut(line.value, max(width - title - 8, 0)),
                "own",
                Stop(("embed", f"{key}-{place}"), line.figure, leads=True),
            ),
        )


def _actions(actions: Iterable[ActionRow], today: date, kind: str, width: int) -> Iterator[FigureLine]:
    for action in actions:
        mark = ACTION_MARKS[action_state(action, today)]
        yield (
            Span(f"     {mark} ", _MARKS[mark]),
            Span(
                cut(action_words(action, today), max(width - 7, 0)), "plain", Stop((kind, action.task_id), leads=True)
            ),
        )
