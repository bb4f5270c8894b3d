"""The pipeline room: one filter and one selected deal, seen in several views."""

from __future__ import annotations

from typing import ClassVar, cast

from textual import work
from textual.binding import BindingType

from salesops_tui.errors import SalesopsError
from salesops_tui.i18n import _
from salesops_tui.ui.commands import (
    FILTER,
    HYGIENE,
    NEXT_STEP,
    PIPELINE,
    PUSH,
    TOUCH,
    VIEWS,
    WITH_A_DEAL,
    bindings,
)
from salesops_tui.ui.screens.deal_room import DealRoom
from salesops_tui.ui.screens.views_room import ViewsRoom
from salesops_tui.ui.views.deal_view import DealView
from salesops_tui.ui.views.view import View


class PipelineRoom(ViewsRoom, DealRoom):
    """The views of the deals, with the filter above them."""

    KEY = "3"
    OFFERED = PIPELINE
    ASKING = (TOUCH, NEXT_STEP, PUSH, HYGIENE, FILTER)
    VIEWS = VIEWS
    CLASSES: ClassVar = {
        "board": "board:BoardView",
        "table": "table:TableView",
        "funnel": "funnel:FunnelView",
        "changes": "changes:ChangesView",
        "forecast": "forecast:ForecastView",
    }
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(PIPELINE)]

    def __init__(self) -> None:
        super().__init__("board")

    def filter_hint(self) -> str:
        """What may be typed into the filter."""
        return _("@owner  >100k  <2026-12-01  week  overdue  any word")

    def on_mount(self) -> None:
        """Draw the first view."""
        self.open_first()

    @property
    def deals(self) -> DealView:
        """The view that is seen, as one of deals."""
        return cast("DealView", self.view)

    def withheld(self) -> set[str]:
        """What is done with a deal, where none can be under the cursor."""
        return set() if self.deals.HAS_DEALS else {command.action for command in WITH_A_DEAL}

    @property
    def selected_deal(self) -> str | None:
        """The deal under the cursor of the view."""
        return self.deals.deal_id

    @property
    def new_deal_stage(self) -> str:
        """The stage under the cursor of the view."""
        return self.deals.new_deal_stage

    async def prepare(self, view: View) -> None:
        """Have the deals' pasts worked out, where the view reads them."""
        if cast("DealView", view).NEEDS_PASTS:
            await self.catch_up()

    # Deals

    def action_open(self) -> None:
        """Open the selected deal, or what is behind the figure under the cursor."""
        if self.deals.deal_id is not None:
            self.open_deal(self.deals.deal_id)
        else:
            self.deals.choose()

    def action_add(self) -> None:
        """Add a deal."""
        self.show_form(None)

    async def action_hygiene(self) -> None:
        """Go through the deals that need mending, and come back to the selected one."""
        from salesops_tui.services import hygiene
        from salesops_tui.ui.screens.hygiene import HygieneScreen

        here = self.deals.deal_id
        try:
            found = await self.call(hygiene.queue, self.filter.text)
        except SalesopsError as error:
            self.workbench.say_error(error)
            return
        self.app.push_screen(HygieneScreen(found), lambda _nothing: self.reload(here))

    def action_edit(self) -> None:
        """Edit the selected deal, or all that are marked."""
        if self.deals.marked:
            self._edit_marked()
        else:
            super().action_edit()

    # Files

    @work(group="page", exclusive=True)
    async def action_export(self) -> None:
        """Write what the view shows to a file."""
        from salesops_tui.ui.dialogs.export import ExportScreen

        written = await self.app.push_screen_wait(ExportScreen(self.deals.COMMAND, self.deals.asked))
        if written is not None:
            self.workbench.say(_("Written: {path}").format(path=written))

    @work(group="page", exclusive=True)
    async def _edit_marked(self) -> None:
        from salesops_tui.ui.dialogs.bulk_edit import edit_together

        view = self.deals
        if await edit_together(self, view.marked):
            view.unmark()
            self.reload()
