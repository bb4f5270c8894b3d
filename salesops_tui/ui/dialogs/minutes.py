"""One number: how many minutes there are."""

from __future__ import annotations

from pathlib import PurePath
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from salesops_tui.i18n import _
from salesops_tui.terminal import printable


class MinutesScreen(ModalScreen[int | None]):
    """Enter takes it, esc leaves."""

    CSS_PATH: ClassVar[list[str | PurePath]] = ["../screens/sheet.tcss", "lists.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [("escape", "dismiss", "")]

    def __init__(self, present: int) -> None:
        super().__init__()
        self._present = present

    def compose(self) -> ComposeResult:
        """The number."""
        with Vertical(classes="sheet small") as sheet:
            sheet.border_title = _("How many minutes are there?")
            sheet.border_subtitle = _("enter fits the agenda · esc leaves")
            yield Input(str(self._present), compact=True, classes="line")
            yield Static("", id="refused", classes="error", markup=False)

    def on_mount(self) -> None:
        """Type."""
        self.query_one(Input).focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take it, if it is a number."""
        text = event.value.strip()
        if text.isascii() and text.isdigit() and len(text) < 6:
            self.dismiss(int(text))
        else:
            told = _("“{text}” is no number of minutes.").format(text=text)
            self.query_one("#refused", Static).update(printable(told))
