"""The top line: which room this is, which there are, and what day it is."""

from __future__ import annotations

from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget

from salesops_tui.ui.cells import cut


class RoomStrip(Widget):
    """Names of the rooms with the digits that lead to them; at the right end, the day."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"strip--brand", "strip--room", "strip--here", "strip--day"}

    def __init__(self, rooms: tuple[tuple[str, str], ...], here: str, day: str, note: str = "") -> None:
        super().__init__()
        self._rooms = rooms
        self._here = here
        self._day = day
        self._note = note

    def render_line(self, y: int) -> Strip:
        """The one line there is."""
        width = self.size.width
        style = self.get_component_rich_style
        segments = [Segment(" SalesOps ", style("strip--brand"))]
        for key, name in self._rooms:
            here = key == self._here
            segments.append(Segment(f" {key} {name} ", style("strip--here" if here else "strip--room")))
        taken = sum(segment.cell_length for segment in segments)
        right = "  ".join(part for part in (self._note, self._day) if part) + " "
        right = cut(right, max(width - taken - 1, 0))
        gap = max(width - taken - cell_len(right), 0)
        segments += [Segment(" " * gap, style("strip--room")), Segment(right, style("strip--day"))]
        return Strip(segments).adjust_cell_length(width, style("strip--room"))
