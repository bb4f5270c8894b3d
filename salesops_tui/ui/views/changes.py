"""The changes view: what became of the pipeline between two days, and the deals behind every bar."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import ClassVar, Final

from textual import work
from textual.binding import BindingType

from salesops_tui.domain.spans import neighbour, since_monday
from salesops_tui.formats import compact_money, number
from salesops_tui.i18n import ngettext
from salesops_tui.services import ledgers
from salesops_tui.services.asking import Asked
from salesops_tui.services.ledgers import By, Changes, Closing, DealChange, Line, Question
from salesops_tui.ui.commands import CHANGES, EARLIER, GROUP, LATER, bindings
from salesops_tui.ui.view_commands import CLOSING, DAYS, SINCE_MONDAY
from salesops_tui.ui.views.deal_view import DealView
from salesops_tui.ui.views.sheet_view import SheetView
from salesops_tui.ui.views.view import Loaded
from salesops_tui.ui.widgets.figure_sheet import FigureSheet
from salesops_tui.ui.widgets.waterfall import ledger_lines, line_behind

_OWN: Final = (EARLIER, LATER, SINCE_MONDAY, DAYS, GROUP, CLOSING)
_GROUPS: Final = (None, By.OWNER, By.STAGE)
_CLOSINGS: Final = (Closing.ROLLING, Closing.MONTH, Closing.QUARTER)


class ChangesView(SheetView, DealView):
    """The ledger as bars, or as a table of owners or stages; enter lists the deals behind what the cursor is on."""

    COMMAND = CHANGES
    OFFERED = (*_OWN, *FigureSheet.OFFERED)
    NEEDS_PASTS = True
    HAS_DEALS = False
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(_OWN)]

    question: Question | None = None
    """What is asked; None until the view is first shown: since last Monday."""
    _found: Changes | None = None

    @property
    def asked(self) -> Asked:
        """The days, the grouping and the window, for a file."""
        question = self._asked
        return Asked(
            self.room.filter.text, question.span.first, question.span.last, question.by, closing=question.closing
        )

    async def load(self, filter_line: str, follow: str | None) -> Loaded:
        """Ask for the ledger and draw it."""
        today = self._today
        found = await self.room.call(ledgers.changes, replace(self._asked, filter_line=filter_line))
        self._found = found
        self.sheet.show(lambda width: ledger_lines(found, width, today))
        open_now = found.total.end.figure.n or 0
        told = ngettext("{number} deal", "{number} deals", open_now).format(number=number(open_now))
        return Loaded(found.standing, told, _summary(found))

    # The days, the grouping, the window

    def action_since_monday(self) -> None:
        """Look at what changed since last Monday."""
        self._ask(replace(self._asked, span=since_monday(self._today)))

    def action_period(self, by: int) -> None:
        """Look at the days before or after."""
        self._ask(replace(self._asked, span=neighbour(self._asked.span, by, self._today)))

    @work(group="page", exclusive=True)
    async def action_days(self) -> None:
        """Choose any two days."""
        from salesops_tui.ui.dialogs.days import DaysScreen

        chosen = await self.app.push_screen_wait(DaysScreen(self._asked.span, self._today))
        if chosen is not None:
            self._ask(replace(self._asked, span=chosen))

    def action_group(self) -> None:
        """All together, by owner, by stage."""
        by = _GROUPS[(_GROUPS.index(self._asked.by) + 1) % len(_GROUPS)]
        self._ask(replace(self._asked, by=by))

    def action_closing(self) -> None:
        """All open deals, or only those that close in the last day's month or quarter."""
        closing = _CLOSINGS[(_CLOSINGS.index(self._asked.closing) + 1) % len(_CLOSINGS)]
        self._ask(replace(self._asked, closing=closing))

    @property
    def _asked(self) -> Question:
        return self.question or Question(since_monday(self._today))

    @property
    def _today(self) -> date:
        return self.room.workbench.clock.today()

    def _ask(self, question: Question) -> None:
        self.question = question
        self.room.reload()

    # What is behind a bar

    def choose(self) -> None:
        """List the deals behind the figure under the cursor."""
        stop = self.sheet.stop
        if stop is not None and stop.leads and self._found is not None:
            self._list(self._found, *line_behind(self._found, stop.key))

    @work(group="page", exclusive=True)
    async def _list(self, found: Changes, title: str, line: Line) -> None:
        # Loaded when a bar is first opened.
        from salesops_tui.ui.listings import of_change
        from salesops_tui.ui.screens.deal_list import DealListScreen

        async def fetch(deals: Sequence[tuple[int, int]]) -> Sequence[DealChange]:
            return await self.room.call(ledgers.deals_behind, found.question.span, deals)

        await self.app.push_screen_wait(DealListScreen(of_change(title, line, fetch, self._today)))


def _summary(found: Changes) -> str:
    total = found.total
    currency = total.start.figure.currency or ""
    start, end = compact_money(total.start.amount, currency), compact_money(total.end.amount, currency)
    sign = "+" if total.change > 0 else ""
    return f"{start} → {end}  {sign}{compact_money(total.change, currency)}"
