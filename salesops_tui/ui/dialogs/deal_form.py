"""The form for a deal: plain fields, read when it is saved; what was typed stays until it is."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, ClassVar, cast

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.suggester import SuggestFromList
from textual.widgets import Input, Label, Select, Static

from salesops_tui.domain.deals import ForecastCategory
from salesops_tui.domain.stages import StageKind
from salesops_tui.domain.steps import Origin
from salesops_tui.errors import SalesopsError
from salesops_tui.i18n import _, language
from salesops_tui.services import deals
from salesops_tui.services.deals import Choices, DealForm, FieldRefused
from salesops_tui.services.wording import category_title, deal_field_title
from salesops_tui.terminal import printable
from salesops_tui.ui.dialogs.dialog import Dialog

if TYPE_CHECKING:
    from textual.screen import Screen


_FIELDS = (
    "name", "account", "owner", "stage_id", "amount", "currency", "close_date", "next_step", "next_step_on", "product",
    "lead_source", "competitor", "forecast_category", "probability", "note",
)  # fmt: skip
"""The fields in the order of the form."""
_AFTER_SALES = ("delivery", "feedback", "satisfaction")
"""Asked only of a deal that is won."""
_SELECTS = ("stage_id", "forecast_category")


async def edit(screen: Screen[Any], deal_id: str | None, stage_id: str) -> str | None:
    """Ask for a deal's fields, a new one's for None, and write them; returns the deal's identifier, or None."""
    from salesops_tui.ui.app import Workbench

    workbench = cast(Workbench, screen.app)
    gateway = workbench.gateway
    try:
        present = await gateway.call(deals.read_form, deal_id) if deal_id else DealForm("", stage_id=stage_id)
    except SalesopsError as error:
        workbench.say_error(error)
        return None
    offered = await gateway.call(deals.choices)
    form = DealFormScreen(deal_id, present, offered)
    written: str | None = await workbench.push_screen_wait(form)
    if written is not None and form.stage_wanted is not None:
        from salesops_tui.ui import deal_actions

        await deal_actions.move(screen, written, form.stage_wanted)
    return written


class DealFormScreen(Dialog[str | None]):
    """All fields of a deal; ctrl+s or enter saves, esc leaves and keeps what was typed for the next time."""

    CSS_PATH: ClassVar[list[str | PurePath]] = ["../screens/sheet.tcss", "deal_form.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", show=False, priority=True),
        Binding("escape", "leave", show=False),
    ]

    def __init__(self, deal_id: str | None, present: DealForm, offered: Choices) -> None:
        super().__init__()
        self._deal_id = deal_id
        self._offered = offered
        self._original = present
        self.stage_wanted: str | None = None
        """The stage that was chosen for a deal that is in another one: it goes there through its gate."""

    def compose(self) -> ComposeResult:
        """A line for each field."""
        draft = self.workbench.drafts.get(self._deal_id)
        form = draft or self._original
        with VerticalScroll(classes="sheet") as sheet:
            sheet.border_title = _("Edit a deal") if self._deal_id else _("Add a deal")
            sheet.border_subtitle = _("^s saves · esc leaves")
            if draft is not None:
                yield Static(_("This is what you had typed and not saved."), classes="muted")
            yield Static("", id="refused", classes="error", markup=False)
            for name in (*_FIELDS, *(_AFTER_SALES if self._is_won else ())):
                with Horizontal(classes="field"):
                    yield Label(deal_field_title(name))
                    yield self._control(name, getattr(form, name))

    @property
    def _is_won(self) -> bool:
        return any(
            stage.id == self._original.stage_id and stage.kind is StageKind.WON for stage in self._offered.stages
        )

    def _control(self, name: str, value: str) -> Input | Select[str]:
        if name == "stage_id":
            stages = [(stage.name(language()), stage.id) for stage in self._offered.stages]
            return Select(stages, value=value or stages[0][1], allow_blank=False, id=name, compact=True)
        if name == "forecast_category":
            categories = [(category_title(category), category.value) for category in ForecastCategory]
            return Select(
                [(_("as the stage says"), ""), *categories], value=value, allow_blank=False, id=name, compact=True
            )
        known = {
            "account": self._offered.accounts,
            "owner": self._offered.owners,
            "product": self._offered.products,
        }.get(name)
        suggester = SuggestFromList(known, case_sensitive=False) if known else None
        return Input(value, id=name, suggester=suggester, compact=True, placeholder=_placeholders().get(name, ""))

    def on_mount(self) -> None:
        """Begin with the name."""
        self.query_one("#name", Input).focus()

    def _typed(self) -> DealForm:
        texts: dict[str, str] = asdict(self._original)
        for control in self.query(Input):
            texts[str(control.id)] = control.value
        for name in _SELECTS:
            texts[name] = str(self.query_one(f"#{name}", Select).value)
        return DealForm(**texts)

    def on_input_submitted(self) -> None:
        """Enter saves."""
        self.action_save()

    @work(exclusive=True)
    async def action_save(self) -> None:
        """Write the deal; what is refused is said above the fields, and the cursor goes there."""
        form, gateway = self._typed(), self.workbench.gateway
        try:
            if self._deal_id is None:
                written = await gateway.call(deals.add_deal, form, Origin.SCREEN)
            else:
                await gateway.call(deals.edit_deal, self._deal_id, form, Origin.SCREEN)
                written = self._deal_id
                self.stage_wanted = form.stage_id if form.stage_id != self._original.stage_id else None
        except SalesopsError as error:
            self.query_one("#refused", Static).update(printable(str(error)))
            if isinstance(error, FieldRefused):
                self.query_one(f"#{error.field}").focus()
            return
        self.workbench.drafts.pop(self._deal_id, None)
        self.dismiss(written)

    def action_leave(self) -> None:
        """Go back; what was typed waits for the next time the form opens."""
        typed = self._typed()
        if _without_stage(typed) == _without_stage(self._original):
            self.workbench.drafts.pop(self._deal_id, None)
        else:
            self.workbench.drafts[self._deal_id] = typed
            self.workbench.say(_("Not saved. What you typed is there when the form opens again."))
        self.dismiss(None)


def _without_stage(form: DealForm) -> dict[str, str]:
    """A stage that was only offered is nothing that somebody typed."""
    return {name: value for name, value in asdict(form).items() if name != "stage_id" or form.name}


def _placeholders() -> dict[str, str]:
    return {
        "amount": _("120000, 120k, 12万"),
        "close_date": _("2026-11-30, 11-30, fri, +7, 月底"),
        "next_step_on": _("2026-11-30, 11-30, fri, +7, 月底"),
        "probability": _("the stage's"),
        "satisfaction": _("1 to 5"),
    }
