"""The line that narrows a room while somebody types."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input, Label

from salesops_tui.i18n import _


class FilterLine(Horizontal):
    """A text that tells of its every change; it is there only while it is used."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave(True)", show=False),
        Binding("enter,down", "leave(False)", show=False),
    ]

    class Changed(Message):
        """The text is another one."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    class Left(Message):
        """The person goes back to the room; the text stays as it is."""

    def compose(self) -> ComposeResult:
        """A sign, the text, and how much it leaves."""
        yield Label("/")
        yield Input(placeholder=_("@owner  >100k  <2026-12-01  week  overdue  any word"), compact=True)
        yield Label("", id="found", markup=False)

    @property
    def text(self) -> str:
        """What was typed."""
        return self.query_one(Input).value

    def open(self) -> None:
        """Show the line and type into it."""
        self.add_class("-shown")
        self.query_one(Input).focus()

    def clear(self) -> None:
        """Take the text away, and the line with it."""
        self.query_one(Input).value = ""
        self.remove_class("-shown")

    def tell(self, found: str) -> None:
        """Say how much is left."""
        self.query_one("#found", Label).update(found)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Pass the text on."""
        event.stop()
        self.post_message(self.Changed(event.value))

    def action_leave(self, clear: bool) -> None:
        """Go back to the room, with or without the text."""
        if clear or not self.text.strip():
            self.clear()
        self.post_message(self.Left())
