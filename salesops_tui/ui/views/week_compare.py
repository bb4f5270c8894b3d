"""Two weeks side by side."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import ClassVar, Final

from rich.cells import cell_len
from textual.binding import BindingType

from salesops_tui.domain.weeks import Week
from salesops_tui.formats import figure_value, number, weekday_and_date
from salesops_tui.i18n import _, ngettext
from salesops_tui.services.explaining import reason
from salesops_tui.services.week.change_words import change_alone, direction
from salesops_tui.services.week.comparing import Comparison, Pair, compare
from salesops_tui.ui.cells import cut, fit
from salesops_tui.ui.commands import bindings
from salesops_tui.ui.views.view import Loaded
from salesops_tui.ui.views.week_view import WeekView
from salesops_tui.ui.week_commands import COMPARE, IN_THE_COMPARISON
from salesops_tui.ui.widgets.figure_sheet import FigureLine, FigureSheet, Span, Stop
from salesops_tui.ui.widgets.headings import heading

_TITLE: Final = 27
_VALUE: Final = 15


class CompareView(WeekView):
    """The figures of both, and how they changed."""

    COMMAND = COMPARE
    OFFERED = (*IN_THE_COMPARISON, *FigureSheet.OFFERED)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(IN_THE_COMPARISON)]

    def __init__(self) -> None:
        super().__init__()
        self._seen: Comparison | None = None
        self.other: Week | None = None
        """The other week; None for the one that the report is held against."""

    async def load(self, filter_line: str, follow: str | None) -> Loaded:
        """Ask for both weeks and draw them."""
        found = self._seen = await self.room.call(compare, self.room.shown_week, self.other, self.room.scope)
        self.sheet.show(lambda width: list(_lines(found, width)))
        weeks = _("{week} beside {other}").format(week=found.compared.week, other=found.other)
        return Loaded(found.standing, "", " · ".join((weeks, found.scope.name or _("Everybody"))))

    def action_other(self, by: int) -> None:
        """Beside an earlier or a later week; none beyond this one."""
        if self._seen is None:
            return
        today = Week.of(self.room.workbench.clock.today())
        self.other = min(Week.of(self._seen.other.monday + timedelta(days=7 * by)), today)
        self.room.reload()


def _lines(found: Comparison, width: int) -> Iterator[FigureLine]:
    of = found.compared
    yield heading(_("Two weeks"), width)
    names = (str(of.week), str(found.other))
    yield (
        Span(f"   {fit('', _TITLE)}"),
        *(Span(_right(name), "strong") for name in names),
        Span("   " + cut(_("change"), max(width - _TITLE - 2 * _VALUE - 6, 0)), "muted"),
    )
    days = (of.days, of.days_before)
    told = [ngettext("{number} working day", "{number} working days", one).format(number=number(one)) for one in days]
    yield (Span(f"   {fit('', _TITLE)}"), *(Span(_right(one), "muted") for one in told))
    if of.is_running:
        until = _("still running: as far as {day}").format(day=weekday_and_date(of.now.last))
        yield (Span(f"   {cut(until, max(width - 3, 0))}", "muted"),)
    yield ()
    for pair in found.pairs:
        yield _pair(pair, width)


def _pair(pair: Pair, width: int) -> FigureLine:
    now, before = figure_value(pair.now, compact=True), figure_value(pair.before, compact=True)
    words = change_alone(pair.change) or reason(pair.now)
    better = direction(pair.change) * (-1 if pair.is_unwelcome else 1)
    style = {1: "good", -1: "bad", 0: "muted"}[better]
    return (
        Span(f"   {fit(pair.title, _TITLE)}", "muted"),
        Span(_right(now), "strong", Stop((pair.key, "now"), pair.now)),
        Span(_right(before), "plain", Stop((pair.key, "before"), pair.before)),
        Span("   " + cut(words, max(width - _TITLE - 2 * _VALUE - 6, 0)), style),
    )


def _right(text: str) -> str:
    text = cut(text, _VALUE)
    return " " * (_VALUE - cell_len(text)) + text
