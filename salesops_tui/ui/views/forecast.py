"""The forecast: months and quarters against their targets, and what the past says of them."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from textual import work
from textual.binding import BindingType

from salesops_tui.domain.periods import Window
from salesops_tui.errors import SalesopsError
from salesops_tui.formats import figure_value, number
from salesops_tui.i18n import _, ngettext
from salesops_tui.services.forecast import history as histories
from salesops_tui.services.forecast import lists
from salesops_tui.services.forecast import view as forecasts
from salesops_tui.services.forecast.history import Past
from salesops_tui.services.forecast.submitting import ForecastForm
from salesops_tui.services.forecast.view import Column, Row
from salesops_tui.services.forecast.view import ForecastView as Seen
from salesops_tui.services.forecast.wording import row_title, window_title
from salesops_tui.ui.commands import EARLIER, FORECAST, LATER, bindings
from salesops_tui.ui.view_commands import SUBMIT
from salesops_tui.ui.views.deal_view import DealView
from salesops_tui.ui.views.sheet_view import SheetView
from salesops_tui.ui.views.view import Loaded
from salesops_tui.ui.widgets.figure_sheet import FigureSheet
from salesops_tui.ui.widgets.forecast_art import lines

_OWN = (EARLIER, LATER, SUBMIT)
_FARTHEST = 120
"""So many months one may go back or forth."""


class ForecastView(SheetView, DealView):
    """Six months from one on, with their quarters."""

    COMMAND = FORECAST
    OFFERED = (*_OWN, *FigureSheet.OFFERED)
    NEEDS_PASTS = True
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(_OWN)]

    def __init__(self) -> None:
        super().__init__()
        self._shift = 0
        self._asked = ("", 0)
        self._seen: Seen | None = None
        self._past = Past()
        self._draft: ForecastForm | None = None

    @property
    def deal_id(self) -> str | None:
        """The deal under the cursor, among those that were put off."""
        stop = self.sheet.stop
        return stop.key if stop is not None and isinstance(stop.key, str) else None

    async def load(self, filter_line: str, follow: str | None) -> Loaded:
        """Ask for the figures and draw them; what the past says follows."""
        seen = await self.room.call(forecasts.view, filter_line, self._shift)
        if self._asked != (filter_line, self._shift):
            # What was read of another question's past is not to stand beside this one's figures.
            self._past, self._asked = Past(), (filter_line, self._shift)
        self._seen = seen
        self._draw()
        self._read_past(filter_line, self._shift)
        found = ngettext("{number} deal", "{number} deals", seen.found).format(number=number(seen.found))
        return Loaded(seen.standing, found, _summary(seen))

    @work(group="past", exclusive=True)
    async def _read_past(self, filter_line: str, shift: int) -> None:
        try:
            slippage = await self.room.call(histories.slippage, filter_line, shift)
            self._past = replace(self._past, slippage=slippage)
            self._draw()
            credible = await self.room.call(histories.credible_dates, filter_line, shift)
            self._past = replace(self._past, credible=credible)
            self._draw()
        except SalesopsError as error:
            self.room.workbench.say_error(error)

    def _draw(self) -> None:
        seen, past = self._seen, self._past
        if seen is not None:
            self.sheet.show(lambda width: lines(seen, past, width))

    def action_period(self, by: int) -> None:
        """Begin a month earlier or later."""
        self._shift = max(-_FARTHEST, min(self._shift + by, _FARTHEST))
        self.room.reload()

    # What is behind a figure

    def choose(self) -> None:
        """Show what is behind the figure under the cursor."""
        stop = self.sheet.stop
        if stop is not None and stop.leads and isinstance(stop.key, tuple):
            row, window = stop.key
            self._list(row, window)

    @work(group="page", exclusive=True)
    async def _list(self, row: Row, window: Window) -> None:
        # Loaded when a figure is first opened.
        from salesops_tui.ui.listings import of_figure
        from salesops_tui.ui.screens.deal_list import DealListScreen

        found = await self.room.call(lists.behind, self.room.filter.text, row, window)
        await self.app.push_screen_wait(DealListScreen(of_figure(found)))
        self.room.reload()

    # Submitting

    @property
    def _column(self) -> Column | None:
        """The column under the cursor, or the first."""
        if self._seen is None:
            return None
        columns = (*self._seen.months, *self._seen.quarters)
        stop = self.sheet.stop
        window = stop.key[-1] if stop is not None and isinstance(stop.key, tuple) else None
        return next((column for column in columns if column.window == window), columns[0])

    def action_submit(self) -> None:
        """Submit a number for the period under the cursor."""
        column = self._column
        if self._seen is None or column is None:
            return
        if not self._seen.can_submit:
            self.room.workbench.say(
                _("A number is submitted for all deals or for one person's: clear the filter, or name one owner.")
            )
            return
        self._submit(self._draft or ForecastForm(column.window.code), _hint(column, self._seen))

    @work(group="page", exclusive=True)
    async def _submit(self, form: ForecastForm, hint: str) -> None:
        from salesops_tui.ui.dialogs.forecast_form import ForecastFormScreen

        done = await self.app.push_screen_wait(ForecastFormScreen(form, self.room.filter.text, hint))
        if isinstance(done, ForecastForm):
            self._draft = done if done.amount.strip() or done.note.strip() else None
            if self._draft is not None:
                self.room.workbench.say(_("Not saved. What you typed is there when the form opens again."))
            return
        self._draft = None
        self.room.workbench.say(_("Submitted for {period}.").format(period=done.code))
        self.room.reload()


def _hint(column: Column, seen: Seen) -> str:
    """What is known of a period, to judge by."""
    parts = [
        f"{row_title(row)} {figure_value(column.figures[row], compact=True)}"
        for row in (Row.CLOSED, Row.COMMIT, Row.BEST_CASE, Row.WEIGHTED, Row.SUBMITTED)
        if column.figures[row].value is not None
    ]
    return f"{window_title(column.window, seen.today)}: {' · '.join(parts)}"


def _summary(seen: Seen) -> str:
    """The first month in one line."""
    column = seen.months[0]
    name = window_title(column.window, seen.today)
    won, target = column.figures[Row.CLOSED], column.figures[Row.TARGET]
    if target.value is None:
        return f"{name}  {row_title(Row.CLOSED)} {figure_value(won, compact=True)}"
    attainment, pace = column.figures[Row.ATTAINMENT], column.figures[Row.PACE]
    parts = [
        _("{won} of {target}").format(won=figure_value(won, compact=True), target=figure_value(target, compact=True)),
        figure_value(attainment),
    ]
    if pace.value is not None:
        parts.append(f"{row_title(Row.PACE)} {figure_value(pace)}")
    return f"{name}  {' · '.join(parts)}"
