"""A long list of deals: drawn by the line, fetched by the page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar, Final

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import BindingType
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from salesops_tui.i18n import mark
from salesops_tui.ui.commands import OPEN, Command, Group, bindings

PAGE: Final = 100
"""So many deals are fetched at once."""

_STYLES: Final = ("name", "plain", "muted", "good", "bad", "here", "here-muted")

Drawn = Sequence[tuple[str, str]]
"""A line: pieces of text that came through ``cells``, each with one of the component classes, without ``deals--``."""


@dataclass(frozen=True, slots=True)
class DealRow:
    """A deal as it is listed."""

    deal_id: str | None
    """The deal that enter opens; None for a row that is not about one."""
    draw: Callable[[int], Sequence[Drawn]]
    """Its lines for a width; blank where there are fewer than the list gives each row."""


class DealRows(Widget, can_focus=True):
    """A line or a few for each deal, with one cursor."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"deals--{name}" for name in _STYLES}
    MOVES: ClassVar[tuple[Command, ...]] = (
        Command("up", "move(-1)", ("up",), mark("Up"), mark("The deal above"), Group.MOVE),
        Command("down", "move(1)", ("down",), mark("Down"), mark("The deal below"), Group.MOVE),
        Command("page-up", "page(-1)", ("pageup",), mark("Page up"), mark("One screen up"), Group.MOVE),
        Command("page-down", "page(1)", ("pagedown",), mark("Page down"), mark("One screen down"), Group.MOVE),
        Command("first", "end(False)", ("home",), mark("First"), mark("The first deal"), Group.MOVE),
        Command("last", "end(True)", ("end",), mark("Last"), mark("The last deal"), Group.MOVE),
    )
    BINDINGS: ClassVar[list[BindingType]] = [*bindings((*MOVES, OPEN))]

    class Wanted(Message):
        """Deals are in sight that are not here yet."""

        def __init__(self, page: int) -> None:
            super().__init__()
            self.page = page

    class Opened(Message):
        """A deal is wanted on its page."""

        def __init__(self, deal_id: str) -> None:
            super().__init__()
            self.deal_id = deal_id

    def __init__(self, count: int, lines: int) -> None:
        """A list of so many rows with so many lines each."""
        super().__init__()
        self._count = count
        self._lines = lines
        self._pages: dict[int, Sequence[DealRow]] = {}
        self._asked: set[int] = set()
        self._top = 0
        self._styles: dict[str, Style] = {}
        self.cursor = 0
        """The place of the selected deal."""

    def add(self, page: int, rows: Sequence[DealRow]) -> None:
        """Show a page that was asked for."""
        self._pages[page] = rows
        self.refresh()

    def row(self, place: int) -> DealRow | None:
        """The row at a place, if it is here."""
        page = self._pages.get(place // PAGE, ())
        return page[place % PAGE] if place % PAGE < len(page) else None

    # The cursor

    @property
    def _in_sight(self) -> int:
        return max(self.size.height // self._lines, 1)

    def action_move(self, by: int) -> None:
        """Go to another deal."""
        self.cursor = max(0, min(self.cursor + by, self._count - 1))
        self._scroll(max(self.cursor - self._in_sight + 1, min(self._top, self.cursor)))

    def action_page(self, by: int) -> None:
        """Go a screen up or down."""
        self.action_move(by * self._in_sight)

    def action_end(self, last: bool) -> None:
        """Go to the first or the last deal."""
        self.action_move(self._count if last else -self._count)

    def action_open(self) -> None:
        """Open the selected deal."""
        row = self.row(self.cursor)
        if row is not None and row.deal_id is not None:
            self.post_message(self.Opened(row.deal_id))

    def _scroll(self, top: int) -> None:
        self._top = max(0, min(top, self._count - self._in_sight))
        self._ask()
        self.refresh()

    def _ask(self) -> None:
        """Have the pages fetched that are in sight."""
        last = min(self._top + self._in_sight, self._count - 1)
        for page in range(self._top // PAGE, last // PAGE + 1):
            if page not in self._asked:
                self._asked.add(page)
                self.post_message(self.Wanted(page))

    def on_resize(self) -> None:
        """Keep the cursor in sight."""
        self.action_move(0)

    def on_click(self, event: events.Click) -> None:
        """Go to a deal; the selected one is opened."""
        place = self._top + event.y // self._lines
        if place == self.cursor:
            self.action_open()
        elif place < self._count:
            self.action_move(place - self.cursor)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll; the cursor stays where it is."""
        self._scroll(self._top + 2)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll back."""
        self._scroll(self._top - 2)

    # Drawing

    def notify_style_update(self) -> None:
        """Another theme: look the colours up again."""
        super().notify_style_update()
        self._styles = {}

    def render_line(self, y: int) -> Strip:
        """One line of the screen."""
        if not self._styles:
            self._styles = {name: self.get_component_rich_style(f"deals--{name}") for name in _STYLES}
        width = self.size.width
        place, part = self._top + y // self._lines, y % self._lines
        row = self.row(place)
        if row is None:
            return Strip.blank(width, self._styles["plain"])
        here = place == self.cursor
        lines = row.draw(width)
        segments = [
            Segment(text, self._styles[_here(style) if here else style])
            for text, style in (lines[part] if part < len(lines) else ())
        ]
        return Strip(segments).adjust_cell_length(width, self._styles["here" if here else "plain"])


def _here(style: str) -> str:
    return "here-muted" if style == "muted" else "here"
