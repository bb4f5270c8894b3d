"""The deals behind a bar of the change ledger, each before and after."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, ClassVar, cast

from rich.text import Text
from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen

from salesops_tui.domain.figures import Metric, Span
from salesops_tui.errors import SalesopsError
from salesops_tui.formats import money, number
from salesops_tui.i18n import _, ngettext
from salesops_tui.services import ledgers
from salesops_tui.services.ledgers import Line
from salesops_tui.terminal import printable
from salesops_tui.ui.widgets.deal_changes import LINES, PAGE, DealChanges

if TYPE_CHECKING:
    from salesops_tui.ui.app import Workbench

_AROUND = 4
"""Lines of border and padding."""


class ChangedDealsScreen(ModalScreen[None]):
    """A list that fetches its deals as they come into sight; enter opens one, esc goes back to the bars."""

    CSS_PATH: ClassVar[list[str | PurePath]] = ["sheet.tcss", "changed_deals.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [("escape,q", "dismiss", "")]

    def __init__(self, title: str, span: Span, line: Line) -> None:
        super().__init__()
        self._title = title
        self._span = span
        self._line = line
        self._deals = line.deals()

    def compose(self) -> ComposeResult:
        """The list."""
        with Vertical(classes="sheet") as sheet:
            count = len(self._deals)
            sheet.styles.height = count * LINES + _AROUND
            told = ngettext("{number} deal", "{number} deals", count).format(number=number(count))
            amount = money(self._line.amount, self._line.figure.currency or "")
            sheet.border_title = Text(printable(f"{self._title} · {told} · {amount}"))
            sheet.border_subtitle = _("before → after · enter opens the deal · esc closes")
            yield DealChanges(
                count,
                self._line.figure.currency or "",
                self._workbench.clock.today(),
                signed=self._line.figure.metric is Metric.LEDGER_BAR,
            )

    @property
    def _workbench(self) -> Workbench:
        from salesops_tui.ui.app import Workbench

        return cast(Workbench, self.app)

    @property
    def list(self) -> DealChanges:
        """The deals."""
        return self.query_one(DealChanges)

    def on_mount(self) -> None:
        """Let the keys come to the list."""
        self.list.focus()

    @work(group="deals")
    async def on_deal_changes_wanted(self, event: DealChanges.Wanted) -> None:
        """Fetch a page of deals."""
        first = event.page * PAGE
        try:
            found = await self._workbench.gateway.call(
                ledgers.deals_behind, self._span, self._deals[first : first + PAGE]
            )
        except SalesopsError as error:
            self._workbench.say_error(error)
            return
        self.list.add(event.page, found)

    @work(group="page", exclusive=True)
    async def on_deal_changes_opened(self, event: DealChanges.Opened) -> None:
        """Show a deal on a page of its own, and come back to the list."""
        from salesops_tui.services.deal_page import read_deal
        from salesops_tui.ui.screens.deal import DealScreen

        try:
            page = await self._workbench.gateway.call(read_deal, event.deal_id)
        except SalesopsError as error:
            self._workbench.say_error(error)
            return
        await self.app.push_screen_wait(DealScreen(page))
