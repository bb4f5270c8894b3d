"""The bottom line: what the keys do, and how the workbook stands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from salesops_tui.i18n import _
from salesops_tui.ui.cells import cut
from salesops_tui.ui.commands import Command

_WIDE = 100
"""From so many cells on there is room for the workbook's name beside the keys."""


class StatusLine(Widget):
    """Keys with their labels, each of them clickable; at the right end, the workbook."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"status--key", "status--label", "status--state"}

    class Pressed(Message):
        """A label was clicked."""

        def __init__(self, command: Command) -> None:
            super().__init__()
            self.command = command

    def __init__(self, commands: Sequence[Command]) -> None:
        super().__init__()
        self._commands: tuple[Command, ...] = ()
        self._state = ""
        self._spans: list[tuple[int, int, Command]] = []
        self.offer(commands)

    def offer(self, commands: Sequence[Command]) -> None:
        """Show other keys."""
        self._commands = tuple(command for command in commands if command.footer)
        self.refresh()

    def tell(self, state: str) -> None:
        """Say how the workbook stands."""
        if state != self._state:
            self._state = state
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """The one line there is: the keys, as many as fit beside at least some of the state."""
        width = self.size.width
        style = self.get_component_rich_style
        state = cut(self._state, max(width // 3 if width >= _WIDE else width // 4, 12))
        room = width - cell_len(state) - 2
        segments: list[Segment] = []
        self._spans = []
        x = 0
        for command in self._commands:
            key, label = f" {command.key} ", f"{_(command.label)} "
            length = cell_len(key) + cell_len(label)
            if x + length > room:
                break
            segments += [Segment(key, style("status--key")), Segment(label, style("status--label"))]
            self._spans.append((x, x + length, command))
            x += length
        segments.append(Segment(" " * max(width - x - cell_len(state) - 1, 0), style("status--label")))
        segments.append(Segment(f"{state} ", style("status--state")))
        return Strip(segments).adjust_cell_length(width, style("status--label"))

    def on_click(self, event: events.Click) -> None:
        """Do what the label under the pointer says."""
        for start, end, command in self._spans:
            if start <= event.x < end:
                self.post_message(self.Pressed(command))
