"""One of a short list, over the room."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from salesops_tui.i18n import _
from salesops_tui.terminal import printable
from salesops_tui.ui.dialogs.dialog import Dialog


class PickScreen(Dialog[str | None]):
    """Choices by their keys; enter takes one, esc none."""

    CSS_PATH: ClassVar[list[str | PurePath]] = ["../screens/sheet.tcss", "lists.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [("escape,q", "dismiss", "")]

    def __init__(self, title: str, choices: Sequence[tuple[str, str]], present: str) -> None:
        super().__init__()
        self._title = title
        self._choices = choices
        self._present = present

    def compose(self) -> ComposeResult:
        """The choices, the cursor on the present one."""
        with Vertical(classes="sheet small") as sheet:
            sheet.border_title = Text(printable(self._title))
            sheet.border_subtitle = _("enter takes it · esc leaves")
            yield OptionList(*(Option(Text(printable(name))) for _key, name in self._choices), markup=False)

    def on_mount(self) -> None:
        """Begin at what is the case now."""
        keys = [key for key, _name in self._choices]
        options = self.query_one(OptionList)
        options.highlighted = keys.index(self._present) if self._present in keys else 0
        options.focus()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Take it."""
        self.dismiss(self._choices[event.option_index][0])
