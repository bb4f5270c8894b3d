"""Where the last stand-ups' minutes went, against their plan."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final, cast

from salesops_tui.domain.standup_clock import Segment
from salesops_tui.formats import figure_value, number, weekday_and_date
from salesops_tui.i18n import _, ngettext
from salesops_tui.services.standups.times import NUMBER, HeldStandup, UsedTimes, used_times
from salesops_tui.services.standups.words import clock_text, segment_title
from salesops_tui.ui.cells import fit, wrap
from salesops_tui.ui.standup_commands import TIMES
from salesops_tui.ui.views.sheet_view import SheetView
from salesops_tui.ui.views.view import Loaded
from salesops_tui.ui.widgets.figure_sheet import FigureLine, Span, Stop
from salesops_tui.ui.widgets.headings import heading
from salesops_tui.ui.widgets.standup_art import BLANK

if TYPE_CHECKING:
    from salesops_tui.ui.screens.standup import StandupRoom

_DAY: Final = 20
_WHOLE: Final = 14
_WIDE: Final = 110
"""From so many cells on each part has a bar."""


class TimesView(SheetView):
    """One sheet: the average, then each stand-up."""

    COMMAND = TIMES

    async def load(self, filter_line: str, follow: str | None) -> Loaded:
        """Ask for the stand-ups of the team that is seen, and draw them."""
        room = cast("StandupRoom", self.screen)
        found = await room.call(used_times, room.round.team)
        self.sheet.show(lambda width: list(_lines(found, width)))
        return Loaded(found.standing, "", room.round.team)


def _lines(found: UsedTimes, width: int) -> Iterator[FigureLine]:
    if not found.held:
        yield heading(_("Time used"), width)
        told = _("No stand-up was held by the clock yet: space starts one, and when it is closed its minutes are here.")
        for line in wrap(told, max(width - 2, 1)):
            yield (Span(f" {line}", "muted"),)
        return
    stop = Stop("on_time", found.on_time)
    count = len(found.held)
    title = ngettext("The last stand-up", "The last {number} stand-ups", count).format(number=number(count))
    yield heading(title, width, _("used / planned"))
    yield (
        Span(" " + _("ended in time") + " ", "muted", stop),
        Span(figure_value(found.on_time), "strong", stop),
    )
    yield BLANK
    yield _titles(width)
    yield _row(_("on average"), found.spent, found.planned, width, "strong")
    yield BLANK
    for held in found.held[:NUMBER]:
        yield _held(held, width)


def _titles(width: int) -> FigureLine:
    part = _part_width(width)
    names = "".join(fit(segment_title(segment), part) for segment in Segment)
    return (Span(" " * (_DAY + 1)), Span(fit(_("all"), _WHOLE), "muted"), Span(names, "muted"))


def _part_width(width: int) -> int:
    return max((width - _DAY - _WHOLE - 12) // len(Segment), 6)


def _held(held: HeldStandup, width: int) -> FigureLine:
    there = f"{held.present}/{held.present + held.absent}"
    return (*_row(weekday_and_date(held.day), held.spent, held.planned, width), Span(f" {there}", "muted"))


def _row(title: str, spent: Sequence[int], planned: Sequence[int], width: int, style: str = "plain") -> FigureLine:
    used, whole = sum(spent), sum(planned)
    spans = [
        Span(f" {fit(title, _DAY)}", style),
        Span(fit(f"{clock_text(used)}/{clock_text(whole)}", _WHOLE), "bad" if used > whole else "good"),
    ]
    part = _part_width(width)
    for one, of in zip(spent, planned, strict=True):
        text = f"{clock_text(one)}/{clock_text(of)}"
        bar = part - 13 if width >= _WIDE else 0
        full = min(round(bar * one / of), bar) if of and bar > 0 else 0
        spans.append(Span(fit(text, 12 if bar > 0 else part), "bad" if one > of else style))
        if bar > 0:
            spans += [Span("━" * full, "bad" if one > of else "own"), Span("─" * (bar - full) + " ", "rule")]
    return tuple(spans)
