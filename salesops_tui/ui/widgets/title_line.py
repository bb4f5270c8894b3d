"""One line that says what a page is about: a name, something beside it, and facts at the right end."""

from __future__ import annotations

from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget

from salesops_tui.ui.cells import cut


class TitleLine(Widget):
    """A heading over a full-screen page."""

    DEFAULT_CSS = """
    TitleLine { height: 1; background: $surface; }
    TitleLine > .title--name { background: $surface; color: $foreground; text-style: bold; }
    TitleLine > .title--beside { background: $surface; color: $muted; }
    TitleLine > .title--facts { background: $surface; color: $foreground; }
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"title--name", "title--beside", "title--facts"}

    def __init__(self) -> None:
        super().__init__()
        self._told = ("", "", "")

    def tell(self, name: str, beside: str, facts: str) -> None:
        """Say something else."""
        if (name, beside, facts) != self._told:
            self._told = (name, beside, facts)
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """The one line there is; the name yields last."""
        width = self.size.width
        style = self.get_component_rich_style
        name, beside, facts = self._told
        right = cut(facts, max(width // 2, 0))
        left = cut(f" {name}", max(width - cell_len(right) - 2, 0))
        room = width - cell_len(left) - cell_len(right) - 4
        middle = f"  {cut(beside, room)}" if beside and room > 1 else ""
        gap = max(width - cell_len(left) - cell_len(middle) - cell_len(right) - 1, 0)
        segments = [
            Segment(left, style("title--name")),
            Segment(middle + " " * gap, style("title--beside")),
            Segment(f"{right} ", style("title--facts")),
        ]
        return Strip(segments).adjust_cell_length(width, style("title--beside"))
