"""A room that shows its matter in several views, under one filter where it has one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from importlib import import_module
from typing import ClassVar, cast

from textual import work
from textual.app import ComposeResult
from textual.containers import Container
from textual.dom import DOMNode

from salesops_tui.errors import SalesopsError
from salesops_tui.formats import number
from salesops_tui.i18n import _
from salesops_tui.ui.commands import PROGRAM, Command
from salesops_tui.ui.screens.room import Room
from salesops_tui.ui.views.view import Loaded, View
from salesops_tui.ui.widgets.filter_line import FilterLine
from salesops_tui.ui.widgets.status_line import StatusLine
from salesops_tui.ui.widgets.view_strip import ViewStrip


class ViewsRoom(Room):
    """The names of the views, the filter, and the view that is seen."""

    VIEWS: ClassVar[tuple[Command, ...]]
    """The views in their order, each by the command that leads there."""
    CLASSES: ClassVar[Mapping[str, str]]
    """Names of the views → their modules in ``ui.views`` and classes, as ``module:Class``; loaded when first wanted."""

    HAS_FILTER: ClassVar[bool] = True
    """Whether what is shown can be narrowed by typing."""

    view: View
    """The view that is seen."""

    def __init__(self, first: str) -> None:
        super().__init__()
        self.view = self.make_view(first)
        self._views: dict[str, View] = {first: self.view}
        self._follow: str | None = None
        self._is_stale = False
        self._is_loading = False

    @classmethod
    def make_view(cls, name: str) -> View:
        """A view by its name."""
        module, made = cls.CLASSES[name].split(":")
        return cast("View", getattr(import_module(f"salesops_tui.ui.views.{module}"), made)())

    def compose_room(self) -> ComposeResult:
        """The names of the views, the filter, the view."""
        yield ViewStrip(self.VIEWS)
        if self.HAS_FILTER:
            yield FilterLine(self.filter_hint())
        with Container(id="views"):
            yield self.view

    def filter_hint(self) -> str:
        """What may be typed into the filter, where there is one."""
        raise NotImplementedError

    @property
    def offered(self) -> tuple[Command, ...]:
        """What can be done in every view, and in this one; a view may do a thing in its own way."""
        own = {command.action for command in self.view.OFFERED} | self.withheld()
        return (*self.view.OFFERED, *(command for command in self.OFFERED if command.action not in own))

    def withheld(self) -> set[str]:
        """The actions that make no sense in the view that is seen."""
        return set()

    def actors(self) -> Iterable[DOMNode]:
        """The view, then the room."""
        return (self.view, self)

    @property
    def filter(self) -> FilterLine:
        """The filter above the view."""
        return self.query_one(FilterLine)

    # Drawing

    def open_first(self) -> None:
        """Draw the first view: at once, where what it shows was asked for before the room was there."""
        first = self.workbench.first_view()
        if first is None:
            self.reload()
        else:
            self.tell(self.view.draw(first))
        self.view.take_focus()

    def summarise(self, summary: str) -> None:
        """Say something else about everything, beside the views' names."""
        self.query_one(ViewStrip).show(self.view.COMMAND, summary)

    def tell(self, loaded: Loaded) -> None:
        """Say around the view what came with it."""
        self.version = loaded.standing.version
        if self.HAS_FILTER:
            self.filter.tell(loaded.found)
        self.query_one(ViewStrip).show(self.view.COMMAND, loaded.summary)
        self.tell_state(loaded.standing.undoable)

    def reload(self, follow: str | None = None) -> None:
        """Ask for everything again; the cursor stays with its record, or goes to another one.

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
                follow, self._follow = self._follow or view.record_id, None
                await self.prepare(view)
                loaded = await view.load(self.filter.text if self.HAS_FILTER else "", follow)
                # Meanwhile another view may have been called for: it is loaded next, and tells of itself.
                if view is self.view:
                    self.tell(loaded)
        except SalesopsError as error:
            self.workbench.say_error(error)
        finally:
            self._is_loading = False

    async def prepare(self, view: View) -> None:
        """Have done what a view needs before it can be asked for."""

    async def catch_up(self) -> None:
        """Have the deals' pasts worked out; after a first large import that takes a while, and is told."""
        from salesops_tui.services import pasts

        while left := await self.call(pasts.catch_up, pasts.PORTION):
            self.summarise(_("reading the history: {number} deals to go").format(number=number(left)))

    # Views

    async def action_show_view(self, name: str) -> None:
        """Show another view of the same matter."""
        if name not in self._views:
            self._views[name] = self.make_view(name)
            self._views[name].display = False
            await self.query_one("#views").mount(self._views[name])
        view = self._views[name]
        if view is self.view:
            return
        self._follow = self._follow or self.view.record_id
        self.view.display = False
        self.view = view
        view.display = True
        self.query_one(StatusLine).offer((*self.offered, *PROGRAM))
        self.query_one(ViewStrip).show(view.COMMAND, "")
        view.take_focus()
        self.reload()
        self.workbench.note_whereabouts()

    @property
    def view_name(self) -> str:
        """The name of the view that is seen."""
        return next(name for name, view in self._views.items() if view is self.view)

    async def action_next_view(self) -> None:
        """Show the view after this one."""
        names = list(self.CLASSES)
        await self.action_show_view(names[(names.index(self.view_name) + 1) % len(names)])

    def on_view_strip_pressed(self, event: ViewStrip.Pressed) -> None:
        """The name of a view was clicked."""
        self.perform(event.command)

    # Filtering

    async def action_filter(self) -> None:
        """Type a filter."""
        await self.filter.open()

    def action_back(self) -> None:
        """Take the marks away; where there are none, show everything again."""
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

    # Figures

    def action_explain(self) -> None:
        """Say what the figure under the cursor is and how it came about."""
        if told := self.view.explanations():
            from salesops_tui.ui.dialogs.explanation import ExplanationScreen

            self.app.push_screen(ExplanationScreen(*told))
