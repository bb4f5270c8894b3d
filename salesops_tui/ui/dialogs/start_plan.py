"""Starting a plan, or dating one from another day, with all its dates in sight before anything is written."""

from __future__ import annotations

from datetime import date
from pathlib import PurePath
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Input, Label, Select, Static

from salesops_tui.domain.plans import Plan
from salesops_tui.domain.steps import Origin
from salesops_tui.errors import SalesopsError
from salesops_tui.formats import weekday_and_date
from salesops_tui.i18n import _, language, ngettext
from salesops_tui.services import plans
from salesops_tui.services.deals import FieldRefused, typed_day
from salesops_tui.services.plan_templates import NONE, Templates
from salesops_tui.terminal import printable
from salesops_tui.ui.cells import fit
from salesops_tui.ui.dialogs.dialog import Dialog

if TYPE_CHECKING:
    pass

_TITLE_CELLS = 46


class StartPlanScreen(Dialog[Plan | None]):
    """Template, name, day; below them the dates. With a plan given, only the day."""

    CSS_PATH: ClassVar[list[str | PurePath]] = ["../screens/sheet.tcss", "deal_form.tcss"]
    DEFAULT_CSS = "StartPlanScreen #dates { height: auto; margin-top: 1; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", show=False, priority=True),
        Binding("escape", "dismiss", show=False),
    ]

    def __init__(self, plan: Plan | None = None, known: Templates = NONE) -> None:
        super().__init__()
        self._plan = plan
        self._known = known

    def compose(self) -> ComposeResult:
        """The fields, and what comes of them."""
        with VerticalScroll(classes="sheet") as sheet:
            sheet.border_subtitle = _("^s or enter saves · esc leaves")
            yield Static("", id="refused", classes="error", markup=False)
            if self._plan is None:
                sheet.border_title = _("Start a plan")
                names = [(template.name.said(language()), template.key) for template in self._known.templates]
                choice: Select[str] = Select(names, allow_blank=False, id="template", compact=True)
                yield Horizontal(Label(_("Plan")), choice, classes="field")
                yield Horizontal(Label(_("Plan name")), Input(id="name", compact=True), classes="field")
            else:
                sheet.border_title = Text(printable(self._plan.name))
            day = self._plan.anchor_on.isoformat() if self._plan is not None else ""
            hint = _("2026-11-30, 11-30, fri, +7, 月底")
            yield Horizontal(
                Label(_("From the day"), id="day-name"),
                Input(day, id="date", compact=True, placeholder=hint),
                classes="field",
            )
            yield Static("", id="dates", markup=False)
            for problem in self._known.problems:
                yield Static(printable(problem), classes="error", markup=False)

    def on_mount(self) -> None:
        """Begin with what is asked first."""
        (self.query_one("#date", Input) if self._plan is not None else self.query_one("#template", Select)).focus()
        self._preview()

    @property
    def _template(self) -> str:
        return self._plan.template if self._plan is not None else str(self.query_one("#template", Select).value)

    def on_select_changed(self) -> None:
        """Another template has other dates, and calls its day by another name."""
        template = self._known.get(self._template)
        if template is not None and template.day_name.said(language()):
            self.query_one("#day-name", Label).update(template.day_name.said(language()))
        self._preview()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Another day."""
        if event.input.id == "date":
            self._preview()

    def _day(self) -> date | None:
        return typed_day("date", self.query_one("#date", Input).value, self.workbench.clock.today())

    @work(group="preview", exclusive=True)
    async def _preview(self) -> None:
        """Show the dates as they would be."""
        shown = self.query_one("#dates", Static)
        try:
            day = self._day()
            dates = await self.workbench.gateway.call(plans.preview, self._template, day) if day is not None else []
        except SalesopsError as error:
            shown.update(printable(str(error)))
            return
        lines = [
            f"{fit(weekday_and_date(each), 20)} {fit(title, _TITLE_CELLS)} {printable(group)}"
            for group, title, each in dates
        ]
        shown.update("\n".join(lines) or _("A day, and the dates of all tasks are shown here."))

    def on_input_submitted(self) -> None:
        """Enter saves."""
        self.action_save()

    @work(exclusive=True)
    async def action_save(self) -> None:
        """Write it; what is refused is said above the fields, and the cursor goes there."""
        gateway = self.workbench.gateway
        try:
            day = self._day()
            if day is None:
                raise FieldRefused("date", _("From which day is it dated?"))
            if self._plan is None:
                name = self.query_one("#name", Input).value
                plan = await gateway.call(plans.start, self._template, name, day, Origin.SCREEN)
            else:
                plan = self._plan
                moved = await gateway.call(plans.shift, plan.id, day, Origin.SCREEN)
                told = ngettext("{number} date moved.", "{number} dates moved.", moved)
                self.workbench.say(told.format(number=moved))
        except SalesopsError as error:
            self.query_one("#refused", Static).update(printable(str(error)))
            if isinstance(error, FieldRefused):
                self.query_one(f"#{error.field}").focus()
            return
        self.dismiss(plan)
