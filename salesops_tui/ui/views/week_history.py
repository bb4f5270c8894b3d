"""The weeks behind each other."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from rich.cells import cell_len

from salesops_tui.domain.weeks import Week
from salesops_tui.exporting.documents.text_charts import chart_lines
from salesops_tui.formats import figure_value, local_minute, month_and_day, number
from salesops_tui.i18n import _, ngettext
from salesops_tui.services.week.history import History, HistoryWeek, history
from salesops_tui.ui.cells import cut, fit
from salesops_tui.ui.views.view import Loaded
from salesops_tui.ui.views.week_view import WeekView
from salesops_tui.ui.week_commands import HISTORY
from salesops_tui.ui.widgets.figure_sheet import FigureLine, Span, Stop
from salesops_tui.ui.widgets.headings import heading

_NAME: Final = 10
_DAYS: Final = 22
_VALUE: Final = 10
_BAR: Final = 18
_NARROW: Final = 100
"""Below so many cells there is no room for bars."""


class HistoryView(WeekView):
    """What each week brought, whether its report is sealed, and whose parts are missing; enter opens the week."""

    COMMAND = HISTORY

    async def load(self, filter_line: str, follow: str | None) -> Loaded:
        """Ask for the weeks and draw them."""
        found = await self.room.call(history, self.room.scope)
        zone = self.room.workbench.clock.zone
        sealed = {one.week: local_minute(one.seal.sealed_at, zone) for one in found.weeks if one.seal is not None}
        self.sheet.show(lambda width: list(_lines(found, sealed, width)))
        self.sheet.select(("week", str(self.room.shown_week)))
        count = sum(one.seal is not None for one in found.weeks)
        told = ngettext("{number} report sealed", "{number} reports sealed", count).format(number=number(count))
        return Loaded(found.standing, "", " · ".join((told, found.scope.name or _("Everybody"))))

    def choose(self) -> None:
        """Enter opens the report of the week under the cursor."""
        key = self.sheet.stop.key if self.sheet.stop is not None else None
        match key:
            case ("week", str(name)):
                self.room.open_week(Week(int(name[:4]), int(name[6:])))


def _lines(found: History, sealed: dict[Week, str], width: int) -> Iterator[FigureLine]:
    if found.chart is not None:
        yield heading(found.chart.title, width)
        for pieces in chart_lines(found.chart, max(width - 4, 20)):
            yield (Span("  "), *(Span(piece.text, piece.role) for piece in pieces))
        yield ()
    yield heading(_("Weeks"), width, number(len(found.weeks)))
    largest = max((one.won.value or Fraction(0) for one in found.weeks), default=Fraction(0))
    for one in found.weeks:
        yield _week(one, sealed.get(one.week, ""), largest, width)


def _week(one: HistoryWeek, sealed: str, largest: Fraction, width: int) -> FigureLine:
    stop = Stop(("week", str(one.week)), one.won, leads=True)
    span = one.week.span
    days = f"{month_and_day(span.first)} – {month_and_day(span.last)}"
    value = cut(figure_value(one.won, compact=True), _VALUE)
    bar = _BAR if width >= _NARROW else 0
    full = round(bar * (one.won.value or 0) / largest) if largest > 0 else 0
    told = []
    if one.working_days != _USUAL:
        told.append(
            ngettext("{number} working day", "{number} working days", one.working_days).format(
                number=number(one.working_days)
            )
        )
    if one.seal is not None:
        told.append(_("sealed {when}").format(when=sealed) + (f" ({one.seal.edition})" if one.seal.edition > 1 else ""))
    if one.handed_in:
        told.append(ngettext("{number} part", "{number} parts", one.handed_in).format(number=number(one.handed_in)))
    if one.missing:
        told.append(_("missing: {names}").format(names=", ".join(one.missing)))
    deals = ngettext("{number} deal", "{number} deals", one.deals).format(number=number(one.deals))
    room = max(width - _NAME - _DAYS - _VALUE - bar - 16, 0)
    return (
        Span(f" {fit(str(one.week), _NAME)}", "strong", stop),
        Span(fit(days, _DAYS), "muted"),
        Span(" " * (_VALUE - cell_len(value)) + value, "plain"),
        Span(" " + "━" * full, "own"),
        Span("─" * (bar - full) + " ", "rule"),
        Span(fit(deals, 12), "muted"),
        Span(cut(" · ".join(told), room), "accent" if one.seal is not None else "muted"),
    )


_USUAL: Final = 5
"""Working days of a week that need not be told."""
