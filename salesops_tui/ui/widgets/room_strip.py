"""The top line: which room this is, which there are, and what day it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from salesops_tui.ui.cells import cut


class RoomStrip(Widget):
    """Names of the rooms with the digits that lead to them; at the right end, the day in the longest words that fit."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"strip--brand", "strip--room", "strip--here", "strip--day"}

    class Pressed(Message):
        """The name of a room was clicked."""

        def __init__(self, key: str) -> None:
            super().__init__()
            self.key = key

    def __init__(self, rooms: tuple[tuple[str, str], ...], here: str, days: Sequence[str], note: str = "") -> None:
        super().__init__()
        self._rooms = rooms
        self._here = here
        self._days = days
        self._note = note
        self._spans: list[tuple[int, int, str]] = []

    def render_line(self, y: int) -> Strip:
        """The one line there is."""
        width = self.size.width
        style = self.get_component_rich_style
        segments = [Segment(" SalesOps ", style("strip--brand"))]
        taken = segments[0].cell_length
        self._spans = []
        for key, name in self._rooms:
            here = key == self._here
            segments.append(Segment(f" {key} {name} ", style("strip--here" if here else "strip--room")))
            self._spans.append((taken, taken + segments[-1].cell_length, key))
            taken += segments[-1].cell_length
        told = ["  ".join(part for part in (self._note, day) if part) + " " for day in self._days]
        room = max(width - taken - 1, 0)
        right = next((words for words in told if cell_len(words) <= room), cut(told[-1], room))
        gap = max(width - taken - cell_len(right), 0)
        segments += [Segment(" " * gap, style("strip--room")), Segment(right, style("strip--day"))]
        return Strip(segments).adjust_cell_length(width, style("strip--room"))

    def on_click(self, event: events.Click) -> None:
        """Go to the room whose name was clicked."""
        for start, end, key in self._spans:
            if start <= event.x < end:
                self.post_message(self.Pressed(key))
