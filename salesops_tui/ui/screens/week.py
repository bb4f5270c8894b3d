"""The week room: the report of a week, two weeks side by side, the weeks behind each other."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, ClassVar, cast

from textual import work
from textual.binding import BindingType

from salesops_tui.domain.weeks import Week
from salesops_tui.i18n import _
from salesops_tui.services.week.scopes import ReportScope, scopes
from salesops_tui.ui.commands import bindings
from salesops_tui.ui.screens.views_room import ViewsRoom
from salesops_tui.ui.views.view import View
from salesops_tui.ui.week_commands import COMPARE, REPORT, WEEK, WEEK_VIEWS

if TYPE_CHECKING:
    from salesops_tui.ui.views.week_report import ReportView


class WeekRoom(ViewsRoom):
    """Its views are about one week and about everybody, a team or a person."""

    KEY = "2"
    OFFERED = WEEK
    VIEWS = WEEK_VIEWS
    HAS_FILTER = False
    CLASSES: ClassVar = {
        "report": "week_report:ReportView",
        "compare": "week_compare:CompareView",
        "history": "week_history:HistoryView",
        "targets": "targets:TargetsView",
    }
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(WEEK)]

    def __init__(self) -> None:
        super().__init__("report")
        self.week: Week | None = None
        """The week that is shown; None for this one."""
        self.scope = ReportScope()

    def on_mount(self) -> None:
        """Draw the first view."""
        self.reload()
        self.view.take_focus()

    async def prepare(self, view: View) -> None:
        """The report and the comparison read what deals were."""
        if view.COMMAND in (REPORT, COMPARE):
            await self.catch_up()

    @property
    def shown_week(self) -> Week:
        """The week that is shown."""
        return self.week or Week.of(self.workbench.clock.today())

    @property
    def report(self) -> ReportView:
        """The view of the report, which is there from the start."""
        return cast("ReportView", self._views["report"])

    def action_open(self) -> None:
        """Open what the line under the cursor is about."""
        self.view.choose()

    # Which one

    def action_period(self, by: int) -> None:
        """The week before or after; none beyond this one."""
        today = Week.of(self.workbench.clock.today())
        self.week = min(Week.of(self.shown_week.monday + timedelta(days=7 * by)), today)
        self.reload()

    @work(group="page", exclusive=True)
    async def open_week(self, week: Week) -> None:
        """Show a week's report."""
        self.week = week
        await self.action_show_view("report")

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

    def action_export(self) -> None:
        """Hand the report on, from any of the views."""
        self.report.action_export()
