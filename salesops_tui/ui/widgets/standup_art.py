"""The people of a stand-up and one person's part, as lines of a sheet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from rich.cells import cell_len

from salesops_tui.domain.standup_clock import Run
from salesops_tui.domain.standups import PromiseState
from salesops_tui.formats import number, weekday_and_date
from salesops_tui.i18n import _, ngettext
from salesops_tui.services.standups.parts import Part, Presence, Said, SaidKind, StandupDay
from salesops_tui.services.standups.words import clock_text, promise_words
from salesops_tui.ui.cells import cut, fit, fit_pair, wrap
from salesops_tui.ui.widgets.figure_sheet import FigureLine, Span, Stop
from salesops_tui.ui.widgets.headings import heading

BLANK: Final[FigureLine] = ()

_PROMISED: Final = {
    PromiseState.KEPT: ("✓", "good"),
    PromiseState.MOVED: ("→", "own"),
    PromiseState.BROKEN: ("✗", "bad"),
    PromiseState.OPEN: ("▸", "plain"),
}
_MARKS: Final = {
    SaidKind.DONE: ("✓", "good"),
    SaidKind.TASK_DONE: ("✓", "good"),
    SaidKind.ACTIVITY: ("·", "muted"),
    SaidKind.TODAY: ("▸", "accent"),
    SaidKind.TASK: ("▸", "plain"),
    SaidKind.NEXT_STEP: ("›", "plain"),
    SaidKind.BLOCKER: ("!", "bad"),
    SaidKind.HELP: ("?", "accent"),
    SaidKind.REMINDER: ("•", "accent"),
}


def round_lines(seen: StandupDay, parts: Sequence[Part], run: Run | None, width: int) -> Iterator[FigureLine]:
    """Everybody in the order of the round: who has spoken and how long, who has the word, who is not there."""
    for part in parts:
        mark, tail, style = _turn(part, run)
        stuck = len(part.blockers)
        tail = tail or (f"!{number(stuck)}" if stuck and part.presence is Presence.PRESENT else "")
        left, right = fit_pair(f"{mark} {part.name}", tail, max(width - 2, 0))
        stop = Stop(("person", part.person_id))
        yield (
            Span(" ", style),
            Span(left, style, stop),
            Span(right, "muted" if style == "strong" else style, stop),
            Span(" ", style),
        )
    if not seen.unseated or not parts:
        return
    yield BLANK
    for words in (_("Owners found in deals."), _("m says who takes part.")):
        yield (Span(f" {fit(words, max(width - 1, 0))}", "muted"),)


def _turn(part: Part, run: Run | None) -> tuple[str, str, str]:
    """The mark, the words behind the name, and the style."""
    if part.presence is not Presence.PRESENT:
        return "–", part.reason or _("absent"), "muted"
    if run is None or part.person_id not in run.turns:
        return " ", "", "plain"
    place = run.turns.index(part.person_id)
    used = run.used[place]
    if run.speaker == part.person_id:
        return "▶", "", "title"
    if place < run.turn:
        return "✓", clock_text(used), "own" if used > run.plan.each else "good"
    return " ", clock_text(used) if used else "", "plain"


def part_lines(seen: StandupDay, part: Part, width: int) -> Iterator[FigureLine]:
    """A person's part: what became of yesterday, what is for today, what stands in the way."""
    reason = part.reason if part.presence is not Presence.PRESENT else ""
    nothing = _("nothing known")
    yield heading(part.name, width, reason)
    days = _days(seen.first, seen.last)
    yield from _group(_("Yesterday"), days, part.yesterday, part.yesterday_more, width, empty=nothing)
    yield from _group(_("Today"), _filled(seen), part.today, part.today_more, width, empty=nothing)
    yield from _group(_("Blockers and help"), "", part.blockers, 0, width)


def preview_lines(parts: Sequence[Part], width: int) -> Iterator[FigureLine]:
    """Who comes next, and what they have for today in one line each."""
    for part in parts:
        count = len(part.today) + part.today_more
        told = ngettext("{number} for today", "{number} for today", count).format(number=number(count))
        yield heading(part.name, width, told)
        for said in part.today[:3]:
            yield (Span(f"    {fit(said.text, max(width - 5, 0))}", "muted"),)


def empty_lines(seen: StandupDay, width: int) -> Iterator[FigureLine]:
    """What to do where nobody takes part."""
    yield heading(_("Nobody takes part"), width)
    told = (
        (_("Nobody has this in their name: esc shows everybody."),)
        if seen.parts
        else (_("Whoever owns a deal takes part; m says who does, and in which order."),)
    )
    for paragraph in told:
        for line in wrap(paragraph, max(width - 2, 1)):
            yield (Span(f" {line}", "muted"),)


def said_lines(title: str, said: Sequence[Said], empty: str, width: int) -> Iterator[FigureLine]:
    """One list under a heading, as for help that is wanted."""
    yield heading(title, width, number(len(said)))
    if not said:
        yield (Span(f" {fit(empty, max(width - 1, 0))}", "muted"),)
    for one in said:
        yield said_line(one, width)


def said_line(said: Said, width: int) -> FigureLine:
    """One line: its mark, its words, and at the end how it stands."""
    mark, style = _mark(said)
    words = f"{said.at.strftime('%H:%M')} {said.text}" if said.at is not None else said.text
    tail, tail_style = _tail(said)
    room = max(width - 5, 0)
    left, right = fit_pair(words, tail, room)
    stop = Stop(said.key, leads=said.task_id is not None or said.deal_id is not None)
    strong = said.line_id is not None and said.kind not in (SaidKind.BLOCKER, SaidKind.HELP)
    faint = said.kind is SaidKind.ACTIVITY
    return (
        Span(f"  {mark} ", style),
        Span(left, "muted" if faint else "strong" if strong else "plain", stop),
        Span(right, tail_style, stop),
    )


def _mark(said: Said) -> tuple[str, str]:
    if said.kind is SaidKind.DEAL_MOVED:
        return ("↑", "good") if said.forward else ("↓", "bad")
    if said.state is not None and (said.kind is SaidKind.PROMISE or said.state is not PromiseState.OPEN):
        return _PROMISED[said.state]
    return _MARKS[said.kind]


def _tail(said: Said) -> tuple[str, str]:
    if said.kind is SaidKind.PROMISE and said.state is not None:
        return promise_words(said.state), _PROMISED[said.state][1]
    if said.age is not None:
        age = _("{number} d").format(number=number(said.age))
        return (f"{age} → {said.with_name}" if said.with_name else age), "bad" if said.age > _OLD else "muted"
    if said.carried:
        return _("×{number} d").format(number=number(said.carried)), "bad" if said.carried > _OLD else "own"
    return "", "muted"


_OLD: Final = 3
"""Working days after which something that is carried along, or stands in the way, is shown as late."""


def _group(
    title: str, about: str, said: Sequence[Said], more: int, width: int, *, empty: str = ""
) -> Iterator[FigureLine]:
    if not said and not empty:
        return
    note = about if said else empty
    yield (
        Span(f" {cut(title, max(width - 1, 0))}", "accent"),
        Span(f"  {cut(note, max(width - cell_len(title) - 4, 0))}", "muted"),
    )
    for one in said:
        yield said_line(one, width)
    if more:
        words = ngettext("and {number} more", "and {number} more", more).format(number=number(more))
        yield (Span(f"    {cut(words, max(width - 4, 0))}", "muted"),)


def _days(first: date, last: date) -> str:
    if first == last:
        return weekday_and_date(last)
    return f"{weekday_and_date(first)} – {weekday_and_date(last)}"


def _filled(seen: StandupDay) -> str:
    return {"ahead": _("filled ahead"), "late": _("filled late")}.get(seen.filled, "")
