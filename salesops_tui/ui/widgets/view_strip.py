"""The line below the rooms: which view this is, which there are, and one line about everything."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Final

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from salesops_tui.i18n import _
from salesops_tui.ui.cells import cut
from salesops_tui.ui.commands import Command

_BETWEEN: Final = " · "
"""What stands between the parts of a summary."""


class ViewStrip(Widget):
    """Names of the views with the letters that lead to them, each of them clickable; at the right end, a summary."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"views--key", "views--name", "views--here", "views--summary"}

    class Pressed(Message):
        """A name was clicked."""

        def __init__(self, command: Command) -> None:
            super().__init__()
            self.command = command

    def __init__(self, commands: Sequence[Command]) -> None:
        super().__init__()
        self._commands = tuple(commands)
        self._here = self._commands[0]
        self._summary = ""
        self._spans: list[tuple[int, int, Command]] = []

    def show(self, here: Command, summary: str) -> None:
        """Say which view is seen, and the summary."""
        if (here, summary) != (self._here, self._summary):
            self._here, self._summary = here, summary
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """The one line there is."""
        width = self.size.width
        style = self.get_component_rich_style
        segments: list[Segment] = []
        self._spans = []
        x = 0
        for command in self._commands:
            key, name = f" {command.key} ", f"{_(command.label)} "
            here = command is self._here
            segments += [
                Segment(key, style("views--here" if here else "views--key")),
                Segment(name, style("views--here" if here else "views--name")),
            ]
            length = cell_len(key) + cell_len(name)
            self._spans.append((x, x + length, command))
            x += length
        summary = _as_fits(self._summary, max(width - x - 2, 0))
        gap = max(width - x - cell_len(summary) - 1, 0)
        segments += [Segment(" " * gap, style("views--name")), Segment(f"{summary} ", style("views--summary"))]
        return Strip(segments).adjust_cell_length(width, style("views--name"))

    def on_click(self, event: events.Click) -> None:
        """Go to the view whose name was clicked."""
        for start, end, command in self._spans:
            if start <= event.x < end:
                self.post_message(self.Pressed(command))


def _as_fits(summary: str, width: int) -> str:
    """As many of its parts as there is room for, the first at any rate: half a part says nothing."""
    parts = summary.split(_BETWEEN)
    while len(parts) > 1 and cell_len(_BETWEEN.join(parts)) > width:
        parts.pop()
    return cut(_BETWEEN.join(parts), width)
