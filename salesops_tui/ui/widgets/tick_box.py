"""One line that can be ticked off."""

from __future__ import annotations

from typing import ClassVar

from rich.text import Text
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.reactive import reactive
from textual.widgets import Static

from salesops_tui.terminal import printable


class TickBox(Static, can_focus=True):
    """A box and a text; space or a click ticks it off or opens it again. The sign tells, not the colour alone."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("space", "tick", show=False)]

    done = reactive(False)

    class Changed(Message):
        """The box was ticked or opened."""

    def __init__(self, item: str, text: str, *, done: bool) -> None:
        super().__init__("", markup=False)
        self.item = item
        self.text = text
        self.set_reactive(TickBox.done, done)

    def render(self) -> Text:
        """The box with its text; what is done steps back."""
        line = Text("[✓] " if self.done else "[ ] ", style="bold")
        return line.append(printable(self.text), style="dim not bold" if self.done else "not bold")

    def watch_done(self) -> None:
        """Say that something changed."""
        self.post_message(self.Changed())

    def action_tick(self) -> None:
        """Tick it off, or open it again."""
        self.done = not self.done

    def on_click(self) -> None:
        """The mouse does the same."""
        self.action_tick()
