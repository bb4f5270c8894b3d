"""The form in which a number is submitted for a period; what is refused stays as typed."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Input, Label, Static

from salesops_tui.domain.periods import Window
from salesops_tui.domain.steps import Origin
from salesops_tui.errors import SalesopsError
from salesops_tui.i18n import _
from salesops_tui.services.deals import FieldRefused
from salesops_tui.services.forecast.submitting import ForecastForm, submit_forecast
from salesops_tui.terminal import printable
from salesops_tui.ui.dialogs.dialog import Dialog

if TYPE_CHECKING:
    pass


class ForecastFormScreen(Dialog[Window | ForecastForm]):
    """Period, amount, note; ends with the period that was submitted for, or with what was typed and not saved."""

    CSS_PATH: ClassVar[list[str | PurePath]] = ["../screens/sheet.tcss", "deal_form.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", show=False, priority=True),
        Binding("escape", "leave", show=False),
    ]

    def __init__(self, form: ForecastForm, filter_line: str, hint: str) -> None:
        super().__init__()
        self._form = form
        self._filter_line = filter_line
        self._hint = hint

    def compose(self) -> ComposeResult:
        """What is known of the period, and the fields."""
        with VerticalScroll(classes="sheet") as sheet:
            sheet.border_title = _("Submit a number")
            sheet.border_subtitle = _("^s saves · esc leaves")
            yield Static(self._hint, classes="muted", markup=False)
            yield Static("", id="refused", classes="error", markup=False)
            for name, title, hint in (
                ("period", _("Period"), _("2026-11, 2026-Q4")),
                ("amount", _("Amount"), _("120000, 120k, 12万")),
                ("note", _("Note"), _("what it rests on")),
            ):
                with Horizontal(classes="field"):
                    yield Label(title)
                    yield Input(getattr(self._form, name), id=name, compact=True, placeholder=hint)

    def on_mount(self) -> None:
        """Begin with the amount: the period is the one under the cursor."""
        self.query_one("#amount", Input).focus()

    def _typed(self) -> ForecastForm:
        return ForecastForm(*(self.query_one(f"#{name}", Input).value for name in ("period", "amount", "note")))

    def on_input_submitted(self) -> None:
        """Enter saves."""
        self.action_save()

    @work(exclusive=True)
    async def action_save(self) -> None:
        """Write the number; what is refused is said above the fields, and the cursor goes there."""
        try:
            window = await self.workbench.gateway.call(submit_forecast, self._typed(), self._filter_line, Origin.SCREEN)
        except SalesopsError as error:
            self.query_one("#refused", Static).update(printable(str(error)))
            if isinstance(error, FieldRefused):
                self.query_one(f"#{error.field}", Input).focus()
            return
        self.dismiss(window)

    def action_leave(self) -> None:
        """Go back; what was typed waits for the next time."""
        self.dismiss(self._typed())
