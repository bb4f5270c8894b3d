"""The week room: the report of a week, drafted from the record."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType

from salesops_tui.domain.steps import Origin
from salesops_tui.domain.tasks import Task
from salesops_tui.domain.weeks import Week
from salesops_tui.errors import SalesopsError
from salesops_tui.i18n import _
from salesops_tui.services.week.report import WeekReport, report
from salesops_tui.services.week.risks import RiskKind
from salesops_tui.services.week.scopes import ReportScope, scopes
from salesops_tui.ui.commands import bindings
from salesops_tui.ui.screens.room import Room
from salesops_tui.ui.week_commands import WEEK
from salesops_tui.ui.week_lines import report_lines
from salesops_tui.ui.widgets.figure_sheet import FigureSheet
from salesops_tui.ui.widgets.title_line import TitleLine


class WeekRoom(Room):
    """One sheet with the four sections; the deals, tasks and figures of its lines are a key away."""

    KEY = "2"
    OFFERED = (*WEEK, *FigureSheet.OFFERED)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(WEEK)]

    def __init__(self) -> None:
        super().__init__()
        self.week: Week | None = None
        """The week that is shown; None for this one."""
        self.scope = ReportScope()
        self.seen: WeekReport | None = None

    def compose_room(self) -> ComposeResult:
        """The week's name, and the report."""
        yield TitleLine()
        yield FigureSheet()

    @property
    def sheet(self) -> FigureSheet:
        """The report."""
        return self.query_one(FigureSheet)

    def on_mount(self) -> None:
        """Ask for this week's."""
        self.sheet.focus()
        self.reload()

    def reload(self, follow: str | None = None) -> None:
        """Ask for everything again; the cursor stays with its line."""
        self._load()

    @work(group="view", exclusive=True)
    async def _load(self) -> None:
        week = self.week or Week.of(self.workbench.clock.today())
        try:
            seen = await self.call(report, week, self.scope)
        except SalesopsError as error:
            self.workbench.say_error(error)
            return
        self.seen, self.version = seen, seen.standing.version
        self.query_one(TitleLine).tell(_("Weekly report"), str(seen.week), seen.scope.name or _("Everybody"))
        self.sheet.show(lambda width: list(report_lines(seen, width)))
        self.tell_state(seen.standing.undoable)

    # Which one

    def action_period(self, by: int) -> None:
        """The week before or after; none beyond this one."""
        today = Week.of(self.workbench.clock.today())
        week = Week.of((self.week or today).monday + timedelta(days=7 * by))
        self.week = min(week, today)
        self.reload()

    @work(group="page", exclusive=True)
    async def action_scope(self) -> None:
        """Of a team, of a person, of everybody."""
        from salesops_tui.ui.dialogs.pick import PickScreen

        known = await self.call(scopes)
        names = [(scope.name, scope.name or _("Everybody")) for scope in known]
        picked = await self.app.push_screen_wait(PickScreen(_("Whose report?"), names, self.scope.name))
        if picked is not None:
            self.scope = next(scope for scope in known if scope.name == picked)
            self.reload()

    # What is behind a line

    def action_open(self) -> None:
        """Open what the line under the cursor is about."""
        stop = self.sheet.stop
        key = stop.key if stop is not None and stop.leads else None
        match key:
            case ("deal", _, str(deal_id)) | ("step", _, str(deal_id)) | ("risk", _, str(deal_id), None):
                self.open_deal(deal_id)
            case ("risk", _, _, str(task_id)) | ("task", _, str(task_id)):
                self.open_task(task_id)

    def on_figure_sheet_chosen(self) -> None:
        """The line under the cursor was clicked again."""
        self.action_open()

    def action_explain(self) -> None:
        """Say what the figure under the cursor is and how it came about."""
        from salesops_tui.services.explaining import explain
        from salesops_tui.ui.dialogs.explanation import ExplanationScreen

        stop = self.sheet.stop
        if stop is not None and stop.figure is not None:
            self.app.push_screen(ExplanationScreen(explain(stop.figure)))

    def action_task(self) -> None:
        """Make a task of the risk under the cursor, for the deal's owner."""
        from salesops_tui.services.week.responses import add_response

        stop = self.sheet.stop
        match stop.key if stop is not None else None:
            case ("risk", str(kind), str(deal_id), None):
                self.write(add_response, RiskKind(kind), deal_id, Origin.SCREEN, told=_added)
            case _:
                self.workbench.say(_("There is no risk under the cursor that a task can be made of."))

    @work(group="page", exclusive=True)
    async def action_export(self) -> None:
        """Read, copy or save the report in words."""
        from salesops_tui.exporting.reports import rendered
        from salesops_tui.services.week.words import written
        from salesops_tui.ui.dialogs.written import WrittenScreen

        if (seen := self.seen) is None:
            return
        told = written(seen)
        name = " ".join(word for word in (_("Weekly report"), told.scope, told.week) if word)
        path = await self.app.push_screen_wait(WrittenScreen(told.title, name, partial(rendered, told)))
        if path is not None:
            self.workbench.say(_("Written: {path}").format(path=path))


def _added(task: Task) -> str:
    return _("Added “{task}”.").format(task=task.title)
