"""The deals behind a figure, over the room."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, ClassVar, Final

from rich.text import Text
from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import Static

from salesops_tui.errors import SalesopsError
from salesops_tui.terminal import printable
from salesops_tui.ui.dialogs.dialog import Dialog
from salesops_tui.ui.listings import Listing
from salesops_tui.ui.widgets.deal_rows import DealRows

if TYPE_CHECKING:
    pass

_AROUND: Final = 4
"""Lines of border and padding."""


class DealListScreen(Dialog[None]):
    """A list that fetches its rows as they come into sight; enter opens a deal and comes back here, esc closes."""

    CSS_PATH: ClassVar[list[str | PurePath]] = ["sheet.tcss", "deal_list.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [("escape,q", "dismiss", "")]

    def __init__(self, listing: Listing) -> None:
        super().__init__()
        self._listing = listing

    def compose(self) -> ComposeResult:
        """The note and the rows, in a sheet that is as high as they are."""
        listing = self._listing
        with Vertical(classes="sheet") as sheet:
            sheet.styles.height = listing.count * listing.lines + bool(listing.note) + _AROUND
            sheet.border_title = Text(printable(listing.title))
            sheet.border_subtitle = listing.hint
            if listing.note:
                yield Static(listing.note, classes="muted")
            yield DealRows(listing.count, listing.lines)

    @property
    def rows(self) -> DealRows:
        """The rows."""
        return self.query_one(DealRows)

    def on_mount(self) -> None:
        """Let the keys come to the rows."""
        self.rows.focus()

    @work(group="deals")
    async def on_deal_rows_wanted(self, event: DealRows.Wanted) -> None:
        """Fetch a page of rows."""
        try:
            rows = await self._listing.page(event.page)
        except SalesopsError as error:
            self.workbench.say_error(error)
            return
        self.rows.add(event.page, rows)

    @work(group="page", exclusive=True)
    async def on_deal_rows_opened(self, event: DealRows.Opened) -> None:
        """Show a deal on a page of its own, and come back to the list."""
        from salesops_tui.services.deal_page import read_deal
        from salesops_tui.ui.screens.deal import DealScreen

        try:
            page = await self.workbench.gateway.call(read_deal, event.deal_id)
        except SalesopsError as error:
            self.workbench.say_error(error)
            return
        await self.app.push_screen_wait(DealScreen(page))
