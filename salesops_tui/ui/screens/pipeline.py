"""The pipeline room: one filter and one selected deal, seen in several views."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from typing import ClassVar, Final

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.dom import DOMNode

from salesops_tui.errors import SalesopsError
from salesops_tui.formats import number
from salesops_tui.i18n import _
from salesops_tui.ui.commands import (
    HYGIENE,
    NEXT_STEP,
    PIPELINE,
    PROGRAM,
    PUSH,
    TOUCH,
    VIEWS,
    WITH_A_DEAL,
    Command,
    bindings,
)
from salesops_tui.ui.screens.deal_room import DealRoom
from salesops_tui.ui.views.board import BoardView
from salesops_tui.ui.views.view import Loaded, View
from salesops_tui.ui.widgets.filter_line import FilterLine
from salesops_tui.ui.widgets.status_line import StatusLine
from salesops_tui.ui.widgets.view_strip import ViewStrip

_CLASSES: Final = {
    "board": "BoardView",
    "table": "TableView",
    "funnel": "FunnelView",
    "changes": "ChangesView",
    "forecast": "ForecastView",
}
"""Views by name → their classes, each in the module of ``ui.views`` that is called like the view; loaded when first wanted."""


class PipelineRoom(DealRoom):
    """The views of the deals, with the filter above them."""

    KEY = "3"
    OFFERED = PIPELINE
    ASKING = (TOUCH, NEXT_STEP, PUSH, HYGIENE)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(PIPELINE)]

    def __init__(self) -> None:
        super().__init__()
        self.view: View = BoardView()
        """The view that is seen."""
        self._views: dict[str, View] = {"board": self.view}
        self._follow: str | None = None
        self._is_stale = False
        self._is_loading = False

    def compose_room(self) -> ComposeResult:
        """The names of the views, the filter, the view."""
        yield ViewStrip([command for command in VIEWS if command.id in _CLASSES])
        yield FilterLine()
        with Container(id="views"):
            yield self.view

    def on_mount(self) -> None:
        """Draw what was asked for before the screen was there."""
        assert isinstance(self.view, BoardView)
        self._tell(self.view.draw(self.workbench.first_view()))
        self.view.take_focus()

    @property
    def offered(self) -> tuple[Command, ...]:
        """What can be done in every view, and in this one; a view may do a thing in its own way."""
        own = {command.action for command in self.view.OFFERED}
        if not self.view.HAS_DEALS:
            own.update(command.action for command in WITH_A_DEAL)
        return (*self.view.OFFERED, *(command for command in self.OFFERED if command.action not in own))

    def actors(self) -> Iterable[DOMNode]:
        """The view, then the room."""
        return (self.view, self)

    @property
    def selected_deal(self) -> str | None:
        """The deal under the cursor of the view."""
        return self.view.deal_id

    @property
    def new_deal_stage(self) -> str:
        """The stage under the cursor of the view."""
        return self.view.new_deal_stage

    @property
    def filter(self) -> FilterLine:
        """The filter above the view."""
        return self.query_one(FilterLine)

    # Drawing

    def summarise(self, summary: str) -> None:
        """Say something else about everything, beside the views' names."""
        self.query_one(ViewStrip).show(self.view.COMMAND, summary)

    def _tell(self, loaded: Loaded) -> None:
        self.version = loaded.standing.version
        self.filter.tell(loaded.found)
        self.query_one(ViewStrip).show(self.view.COMMAND, loaded.summary)
        self.tell_state(loaded.standing.undoable)

    def reload(self, follow: str | None = None) -> None:
        """Ask for everything again; the cursor stays with its deal, or goes to another one.

        However often this is called meanwhile, as by fast typing, only one question is under way and one more waits.
        """
        self._follow = follow or self._follow
        self._is_stale = True
        if not self._is_loading:
            self._load()

    @work(group="view")
    async def _load(self) -> None:
        self._is_loading = True
        try:
            while self._is_stale:
                self._is_stale = False
                view = self.view
                follow, self._follow = self._follow or view.deal_id, None
                if view.NEEDS_PASTS:
                    await self._catch_up()
                loaded = await view.load(self.filter.text, follow)
                # Meanwhile another view may have been called for: it is loaded next, and tells of itself.
                if view is self.view:
                    self._tell(loaded)
        except SalesopsError as error:
            self.workbench.say_error(error)
        finally:
            self._is_loading = False

    async def _catch_up(self) -> None:
        """Have the deals' pasts worked out; after a first large import that takes a while, and is told."""
        from salesops_tui.services import pasts

        while left := await self.call(pasts.catch_up, pasts.PORTION):
            self.query_one(ViewStrip).show(
                self.view.COMMAND, _("reading the history: {number} deals to go").format(number=number(left))
            )

    # Views

    async def action_show_view(self, name: str) -> None:
        """Show another view of the same deals."""
        if name not in self._views:
            module = import_module(f"salesops_tui.ui.views.{name}")
            self._views[name] = getattr(module, _CLASSES[name])()
            self._views[name].display = False
            await self.query_one("#views").mount(self._views[name])
        view = self._views[name]
        if view is self.view:
            return
        self._follow = self._follow or self.view.deal_id
        self.view.display = False
        self.view = view
        view.display = True
        self.query_one(StatusLine).offer((*self.offered, *PROGRAM))
        self.query_one(ViewStrip).show(view.COMMAND, "")
        view.take_focus()
        self.reload()

    async def action_next_view(self) -> None:
        """Show the view after this one."""
        names = list(_CLASSES)
        here = next(name for name, view in self._views.items() if view is self.view)
        await self.action_show_view(names[(names.index(here) + 1) % len(names)])

    def on_view_strip_pressed(self, event: ViewStrip.Pressed) -> None:
        """The name of a view was clicked."""
        self.perform(event.command)

    # Filtering

    async def action_filter(self) -> None:
        """Type a filter."""
        await self.filter.open()

    def action_back(self) -> None:
        """Take the marks away; where there are none, show all deals again."""
        if self.view.marked:
            self.view.unmark()
        else:
            self.filter.clear()

    def on_filter_line_changed(self) -> None:
        """Show what the filter leaves."""
        self.reload()

    def on_filter_line_left(self) -> None:
        """Go back to the view."""
        self.view.take_focus()

    # Deals

    def action_open(self) -> None:
        """Open the selected deal, or what is behind the figure under the cursor."""
        if self.view.deal_id is not None:
            self.open_deal(self.view.deal_id)
        else:
            self.view.choose()

    def action_add(self) -> None:
        """Add a deal."""
        self.show_form(None)

    async def action_hygiene(self) -> None:
        """Go through the deals that need mending, and come back to the selected one."""
        from salesops_tui.services import hygiene
        from salesops_tui.ui.screens.hygiene import HygieneScreen

        here = self.view.deal_id
        try:
            found = await self.call(hygiene.queue, self.filter.text)
        except SalesopsError as error:
            self.workbench.say_error(error)
            return
        self.app.push_screen(HygieneScreen(found), lambda _nothing: self.reload(here))

    def action_edit(self) -> None:
        """Edit the selected deal, or all that are marked."""
        if self.view.marked:
            self._edit_marked()
        else:
            super().action_edit()

    # Files

    @work(group="page", exclusive=True)
    async def action_export(self) -> None:
        """Write what the view shows to a file."""
        from salesops_tui.ui.dialogs.export import ExportScreen

        written = await self.app.push_screen_wait(ExportScreen(self.view.COMMAND, self.view.asked))
        if written is not None:
            self.workbench.say(_("Written: {path}").format(path=written))

    @work(group="page", exclusive=True)
    async def _edit_marked(self) -> None:
        from salesops_tui.ui.dialogs.bulk_edit import edit_together

        view = self.view
        if await edit_together(self, view.marked):
            view.unmark()
            self.reload()

    # Figures

    def action_explain(self) -> None:
        """Say what the figure under the cursor is and how it came about."""
        if told := self.view.explanations():
            from salesops_tui.ui.dialogs.explanation import ExplanationScreen

            self.app.push_screen(ExplanationScreen(*told))
