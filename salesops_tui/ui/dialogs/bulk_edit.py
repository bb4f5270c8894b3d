"""The form for several deals at once: what is left empty stays as it is in each of them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, ClassVar, cast

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.suggester import SuggestFromList
from textual.widgets import Input, Label, Select, Static

from salesops_tui.domain.deals import ForecastCategory
from salesops_tui.domain.steps import Origin
from salesops_tui.errors import SalesopsError
from salesops_tui.i18n import _, language, ngettext
from salesops_tui.services import bulk, deals
from salesops_tui.services.bulk import FOLLOW_STAGE, BulkForm
from salesops_tui.services.deals import Choices, FieldRefused
from salesops_tui.services.wording import category_title
from salesops_tui.terminal import printable
from salesops_tui.ui.dialogs.dialog import Dialog

if TYPE_CHECKING:
    from textual.screen import Screen


async def edit_together(screen: Screen[Any], deal_ids: Sequence[str]) -> bool:
    """Ask what several deals are to have in common and write it; returns whether somebody did so rather than leave."""
    from salesops_tui.ui.app import Workbench

    workbench = cast(Workbench, screen.app)
    offered = await workbench.gateway.call(deals.choices)
    return await workbench.push_screen_wait(BulkEditScreen(deal_ids, offered))


class BulkEditScreen(Dialog[bool]):
    """Owner, stage, close date and forecast category; ctrl+s or enter saves, esc leaves."""

    CSS_PATH: ClassVar[list[str | PurePath]] = ["../screens/sheet.tcss", "deal_form.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", show=False, priority=True),
        Binding("escape", "leave", show=False),
    ]

    def __init__(self, deal_ids: Sequence[str], offered: Choices) -> None:
        super().__init__()
        self._deal_ids = tuple(deal_ids)
        self._offered = offered

    def compose(self) -> ComposeResult:
        """A line for each field."""
        number = len(self._deal_ids)
        stages = [(stage.name(language()), stage.id) for stage in self._offered.stages if stage.is_open]
        categories = [(category_title(category), category.value) for category in ForecastCategory]
        with VerticalScroll(classes="sheet") as sheet:
            sheet.border_title = ngettext("Edit {number} deal", "Edit {number} deals", number).format(number=number)
            sheet.border_subtitle = _("^s saves · esc leaves")
            yield Static(_("What is left empty stays as it is in each deal."), classes="muted", markup=False)
            yield Static("", id="refused", classes="error", markup=False)
            yield self._field(
                _("Owner"),
                Input(id="owner", compact=True, suggester=SuggestFromList(self._offered.owners, case_sensitive=False)),
            )
            yield self._field(_("Stage"), _choice("stage_id", stages))
            yield self._field(
                _("Reason"), Input(id="reason", compact=True, placeholder=_("why, if any of them goes back"))
            )
            yield self._field(
                _("Close date"),
                Input(id="close_date", compact=True, placeholder=_("2026-11-30, 11-30, fri, +7, 月底")),
            )
            yield self._field(
                _("Forecast category"),
                _choice("forecast_category", [(_("as the stage says"), FOLLOW_STAGE), *categories]),
            )

    def _field(self, title: str, control: Input | Select[str]) -> Horizontal:
        return Horizontal(Label(title), control, classes="field")

    def on_mount(self) -> None:
        """Begin with the owner."""
        self.query_one("#owner", Input).focus()

    def on_input_submitted(self) -> None:
        """Enter saves."""
        self.action_save()

    @work(exclusive=True)
    async def action_save(self) -> None:
        """Write the deals; what is refused is said above the fields, and the cursor goes there."""
        form = BulkForm(
            owner=self.query_one("#owner", Input).value,
            stage_id=str(self.query_one("#stage_id", Select).value),
            close_date=self.query_one("#close_date", Input).value,
            forecast_category=str(self.query_one("#forecast_category", Select).value),
            reason=self.query_one("#reason", Input).value,
        )
        if form == BulkForm():
            self.dismiss(False)
            return
        try:
            outcome = await self.workbench.gateway.call(bulk.edit_deals, self._deal_ids, form, Origin.SCREEN)
        except SalesopsError as error:
            self.query_one("#refused", Static).update(printable(str(error)))
            if isinstance(error, FieldRefused):
                self.query_one(f"#{error.field}").focus()
            return
        self.workbench.say(str(outcome))
        self.dismiss(True)

    def action_leave(self) -> None:
        """Go back; the marks stay."""
        self.dismiss(False)


def _choice(name: str, options: Sequence[tuple[str, str]]) -> Select[str]:
    return Select([(_("unchanged"), ""), *options], value="", allow_blank=False, id=name, compact=True)
