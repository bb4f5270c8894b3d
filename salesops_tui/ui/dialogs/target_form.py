"""One line for a target's amount."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import Input, Static

from salesops_tui.domain.money import to_major
from salesops_tui.domain.steps import Origin
from salesops_tui.domain.target_tree import Place
from salesops_tui.domain.targets import Target
from salesops_tui.errors import SalesopsError
from salesops_tui.i18n import _
from salesops_tui.services.targets.setting import set_target
from salesops_tui.services.targets.words import place_title
from salesops_tui.terminal import printable
from salesops_tui.ui.dialogs.dialog import Dialog

if TYPE_CHECKING:
    pass


class TargetFormScreen(Dialog[bool]):
    """The amount as people type it; enter sets it, nothing typed takes the target away, esc leaves."""

    CSS_PATH: ClassVar[list[str | PurePath]] = ["../screens/sheet.tcss", "lists.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [("escape", "dismiss(False)", "")]

    def __init__(self, place: Place, stored: Target | None) -> None:
        super().__init__()
        self._place, self._stored = place, stored

    def compose(self) -> ComposeResult:
        """The line."""
        stored = self._stored
        amount = f"{to_major(stored.amount, stored.currency).normalize():f} {stored.currency}" if stored else ""
        with Vertical(classes="sheet small") as sheet:
            sheet.border_title = printable(_("Target of {whose}").format(whose=place_title(self._place)))
            sheet.border_subtitle = _("enter sets it · esc leaves")
            yield Input(amount, placeholder=_("120000, 120k, 12万"), compact=True, classes="line")
            yield Static("", id="refused", classes="error", markup=False)

    def on_mount(self) -> None:
        """Type."""
        self.query_one(Input).focus()

    @work(exclusive=True)
    async def on_input_submitted(self, event: Input.Submitted) -> None:
        """Write it; what is refused is said, and what was typed stays."""
        try:
            await self.workbench.gateway.call(set_target, self._place, event.value, Origin.SCREEN)
        except SalesopsError as error:
            self.query_one("#refused", Static).update(printable(str(error)))
            return
        self.dismiss(True)
