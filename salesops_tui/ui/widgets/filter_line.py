"""The line that narrows a room while somebody types."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message

from salesops_tui.ui.widgets.typing_line import TypingLine

if TYPE_CHECKING:
    from textual.widgets import Input


class FilterLine(TypingLine):
    """A text that tells of its every change; it is there only while it is used.

    Its parts are made when it is first opened: a text field and its styles would be a tenth of the program's start.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave(True)", show=False),
        Binding("down", "leave(False)", show=False),
    ]

    class Changed(Message):
        """The text is another one."""

    class Left(Message):
        """The person goes back to the room; the text stays as it is."""

    def __init__(self, hint: str) -> None:
        super().__init__()
        self._hint = hint
        self.text = ""
        """What was typed."""
        self.display = False
        self._found = ""

    async def open(self) -> None:
        """Show the line and type into it."""
        from textual.widgets import Input

        await self._show()
        self.is_typed_into = True
        self.query_one(Input).focus()

    async def put(self, text: str) -> None:
        """Have a text in it that was kept somewhere."""
        from textual.widgets import Input

        if text.strip():
            await self._show()
            self.query_one(Input).value = text
        else:
            self.clear()

    async def _show(self) -> None:
        from textual.widgets import Input, Label

        if not self.children:
            await self.mount(
                Label("/"),
                Input(placeholder=self._hint, compact=True),
                Label(self._found, id="found", markup=False),
            )
        self.display = True

    def clear(self) -> None:
        """Take the text away, and the line with it."""
        from textual.widgets import Input

        if self.children:
            self.query_one(Input).value = ""
        self.display = False

    def tell(self, found: str) -> None:
        """Say how much is left."""
        from textual.widgets import Label

        self._found = found
        if self.children:
            self.query_one("#found", Label).update(found)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Pass the text on."""
        event.stop()
        self.text = event.value
        self.post_message(self.Changed())

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter, which the text field takes for itself: go back to the room."""
        event.stop()
        self.action_leave(False)

    def action_leave(self, clear: bool) -> None:
        """Go back to the room, with or without the text."""
        self.is_typed_into = False
        if clear or not self.text.strip():
            self.clear()
        self.post_message(self.Left())
