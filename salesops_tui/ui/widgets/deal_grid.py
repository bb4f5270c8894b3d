"""The deals as a table: one widget with a cell cursor that draws only the lines and columns in sight.

Pages of deals are asked for as they come into sight, and drawn as blanks until they come; so the table is as quick with a
hundred thousand deals as with a hundred.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Final

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from salesops_tui.domain.deal_columns import COLUMNS, Column
from salesops_tui.domain.deal_table import Layout
from salesops_tui.i18n import _, mark
from salesops_tui.services.table import PAGE, Group, Table
from salesops_tui.services.table_cells import Row
from salesops_tui.ui.cells import fit
from salesops_tui.ui.commands import Command, bindings
from salesops_tui.ui.commands import Group as Heading
from salesops_tui.ui.widgets.table_art import MARGIN, Slot, group_texts, head_line, row_texts, rule_line, slots

HEAD_LINES: Final = 2
_STYLES: Final = (
    "plain", "name", "muted", "late", "here-plain", "here-name", "here-muted", "here-late", "cell", "mark", "here-mark",
    "group", "here-group", "head", "head-here", "rule", "track", "thumb", "empty",
)  # fmt: skip
_MOST_ART: Final = 2_000


class DealGrid(Widget, can_focus=True):
    """Lines of deals below their titles, in groups or not."""

    DEFAULT_CSS = """
    DealGrid { height: 1fr; background: $background; }
    DealGrid > .grid--plain { background: $background; color: $foreground; }
    DealGrid > .grid--name { background: $background; color: $foreground; text-style: bold; }
    DealGrid > .grid--muted { background: $background; color: $muted; }
    DealGrid > .grid--late { background: $background; color: $error; }
    DealGrid > .grid--here-plain { background: $panel; color: $foreground; }
    DealGrid > .grid--here-name { background: $panel; color: $foreground; text-style: bold; }
    DealGrid > .grid--here-muted { background: $panel; color: $foreground; }
    DealGrid > .grid--here-late { background: $panel; color: $error; }
    DealGrid > .grid--cell { background: $selected; color: $foreground; text-style: bold; }
    DealGrid > .grid--mark { background: $background; color: $accent; text-style: bold; }
    DealGrid > .grid--here-mark { background: $panel; color: $accent; text-style: bold; }
    DealGrid > .grid--group { background: $surface; color: $accent; text-style: bold; }
    DealGrid > .grid--here-group { background: $selected; color: $foreground; text-style: bold; }
    DealGrid > .grid--head { background: $background; color: $muted; }
    DealGrid > .grid--head-here { background: $background; color: $accent; text-style: bold; }
    DealGrid > .grid--rule { background: $background; color: $panel; }
    DealGrid > .grid--track { background: $background; color: $panel; }
    DealGrid > .grid--thumb { background: $background; color: $muted; }
    DealGrid > .grid--empty { background: $background; color: $muted; text-style: italic; }
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"grid--{name}" for name in _STYLES}

    OFFERED: ClassVar[tuple[Command, ...]] = (
        Command("left", "cursor(-1, 0)", ("left",), mark("Left"), mark("The column to the left"), Heading.MOVE),
        Command("right", "cursor(1, 0)", ("right",), mark("Right"), mark("The column to the right"), Heading.MOVE),
        Command("up", "cursor(0, -1)", ("up",), mark("Up"), mark("The line above"), Heading.MOVE),
        Command("down", "cursor(0, 1)", ("down",), mark("Down"), mark("The line below"), Heading.MOVE),
        Command("page-up", "page(-1)", ("pageup",), mark("Page up"), mark("One screen up"), Heading.MOVE),
        Command("page-down", "page(1)", ("pagedown",), mark("Page down"), mark("One screen down"), Heading.MOVE),
        Command("first", "end(False)", ("home",), mark("First"), mark("The first line"), Heading.MOVE),
        Command("last", "end(True)", ("end",), mark("Last"), mark("The last line"), Heading.MOVE),
    )
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(OFFERED)]

    class PageWanted(Message):
        """Deals are in sight that are not here yet."""

        def __init__(self, page: int) -> None:
            super().__init__()
            self.page = page

    class Chosen(Message):
        """The line under the cursor was clicked again."""

    class TitleChosen(Message):
        """A column's title was clicked; the cursor is in it."""

    class MarkChosen(Message):
        """The place for the mark of the line under the cursor was clicked."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 (Textual's name)
        super().__init__(id=id)
        self.table: Table | None = None
        self.marks: dict[str, None] = {}
        """The marked deals, in the order in which they were marked."""
        self.line = 0
        """Where the cursor is, counted from the first line below the titles."""
        self.place = 0
        """The place of the cursor's column in the arrangement."""
        self._layout = Layout((), grouped=False)
        self._folded: set[str | None] = set()
        self._pages: dict[int, tuple[Row, ...]] = {}
        self._asked: set[int] = set()
        self._top = 0
        self._first = 1
        self._slots: list[Slot] = []
        self._measured = Size()
        self._styles: Mapping[str, Style] = {}
        self._art: dict[int, list[tuple[str, str]]] = {}

    # What the view puts in and takes out

    def show(self, table: Table, pages: Mapping[int, tuple[Row, ...]]) -> None:
        """Draw another table; cursor and scrolling stay where they are, as far as there are lines and columns."""
        if self.table is not None and table.arrangement.group is not self.table.arrangement.group:
            self._folded.clear()
        self.table = table
        self._pages = dict(pages)
        self._asked.clear()
        self._art.clear()
        self._lay_out()
        self._measure()
        self.refresh()

    def add_page(self, number: int, rows: tuple[Row, ...]) -> None:
        """Draw a page that was asked for."""
        self._asked.discard(number)
        self._pages[number] = rows
        self.refresh()

    def select(self, row: int) -> None:
        """Put the cursor on a deal, by its place among all."""
        self._go(self._layout.line_of_row(row), self.place)

    def pages_in_sight(self) -> list[int]:
        """The number of every page that has a deal in sight."""
        lines = range(self._top, min(self._top + self._height, self._layout.height))
        found = (self._layout.line(number).row for number in lines)
        return sorted({row // PAGE for row in found if row is not None})

    @property
    def column(self) -> Column | None:
        """The column under the cursor."""
        return self.table.arrangement.columns[self.place] if self.table is not None else None

    @property
    def row(self) -> Row | None:
        """The deal under the cursor."""
        return self._row_on(self.line)

    @property
    def group(self) -> Group | None:
        """The group whose head is under the cursor."""
        if self.table is None or self.line >= self._layout.height:
            return None
        line = self._layout.line(self.line)
        return self.table.groups[line.group] if line.row is None else None

    def fold(self) -> None:
        """Hide the deals of the group under the cursor, or show them again."""
        group = self.group
        if group is not None:
            self._folded ^= {group.value}
            self._lay_out()
            self._hold()
            self.refresh()

    def toggle_mark(self) -> None:
        """Mark the deal under the cursor, or no longer, and go on to the next line."""
        row = self.row
        if row is not None:
            if row.id in self.marks:
                del self.marks[row.id]
            else:
                self.marks[row.id] = None
            self._repaint(self.line)
        self.action_cursor(0, 1)

    # Where things lie

    @property
    def _height(self) -> int:
        return max(self._measured.height - HEAD_LINES, 1)

    def _lay_out(self) -> None:
        """Which line holds what."""
        assert self.table is not None
        groups = self.table.groups
        folded = [number for number, group in enumerate(groups) if group.value in self._folded] if self._folded else ()
        grouped = self.table.arrangement.group is not None
        self._layout = Layout([group.count for group in groups], grouped=grouped, folded=folded)

    def _measure(self) -> None:
        self._measured = self.size
        self._hold()

    def _hold(self) -> None:
        """Keep the cursor on a line and in a column, and both in sight."""
        if self.table is None or not self._measured.width:
            return
        columns = self.table.arrangement.columns
        self.line = max(0, min(self.line, self._layout.height - 1))
        self.place = max(0, min(self.place, len(columns) - 1))
        self._top = max(self.line - self._height + 1, min(self._top, self.line))
        self._top = max(0, min(self._top, self._layout.height - self._height))
        self._first = min(self._first, max(self.place, 1))
        width = self._measured.width - 1
        shown = slots(columns, self._first, width)
        while self._first < self.place and (
            self.place > shown[-1].place or (self.place == shown[-1].place and _is_cut(shown[-1]))
        ):
            self._first += 1
            shown = slots(columns, self._first, width)
        if shown != self._slots:
            self._slots = shown
            self._art.clear()

    def _row_on(self, number: int) -> Row | None:
        if number >= self._layout.height:
            return None
        row = self._layout.line(number).row
        page = self._pages.get(row // PAGE, ()) if row is not None else ()
        return page[row % PAGE] if row is not None and row % PAGE < len(page) else None

    # The cursor

    def action_cursor(self, columns: int, lines: int) -> None:
        """Move the cursor."""
        self._go(self.line + lines, self.place + columns)

    def action_page(self, by: int) -> None:
        """Move the cursor by a screen."""
        self._go(self.line + by * self._height, self.place)

    def action_end(self, last: bool) -> None:
        """Move the cursor to the first or the last line."""
        self._go(self._layout.height - 1 if last else 0, self.place)

    def _go(self, line: int, place: int) -> None:
        before, place_before, seen = self.line, self.place, (self._top, self._first)
        self.line, self.place = line, place
        self._hold()
        if (self._top, self._first) != seen:
            self.refresh()
            return
        self._repaint(before, self.line)
        if self.place != place_before:
            self.refresh(Region(0, 0, self._measured.width, 1))

    def _repaint(self, *lines: int) -> None:
        """Only some lines."""
        width = self._measured.width
        regions = (Region(0, HEAD_LINES + line - self._top, width, 1) for line in lines)
        self.refresh(*(region.intersection(self.size.region) for region in regions))

    # The mouse

    def on_click(self, event: events.Click) -> None:
        """Go to a cell; the line that the cursor is on already is opened, a title sorts, the margin marks."""
        slot = next((slot for slot in self._slots if slot.x - MARGIN < event.x < slot.end), None)
        place = slot.place if slot is not None else self.place
        if event.y < HEAD_LINES:
            if slot is not None:
                self._go(self.line, place)
                self.post_message(self.TitleChosen())
            return
        line = self._top + event.y - HEAD_LINES
        if line >= self._layout.height:
            return
        again = line == self.line and place == self.place
        self._go(line, place)
        if event.x < MARGIN:
            self.post_message(self.MarkChosen())
        elif again or self.group is not None:
            self.post_message(self.Chosen())

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll; the cursor stays where it is."""
        self._scroll(3)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll back."""
        self._scroll(-3)

    def _scroll(self, by: int) -> None:
        top = max(0, min(self._top + by, self._layout.height - self._height))
        if top != self._top:
            self._top = top
            self.refresh()

    # Drawing

    def notify_style_update(self) -> None:
        """Another theme: look the colours up again."""
        super().notify_style_update()
        self._styles = {}

    def render_lines(self, crop: Region) -> list[Strip]:
        """Some lines; they may be asked for before the widget itself hears of its new size."""
        if self.size != self._measured:
            self._measure()
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """One line of the screen."""
        width = self._measured.width
        if not self._styles:
            self._styles = {name: self.get_component_rich_style(f"grid--{name}") for name in _STYLES}
        if self.table is None:
            return Strip.blank(width, self._styles["plain"])
        if not self.table.count:
            return self._nothing(y)
        arrangement = self.table.arrangement
        if y == 0:
            return Strip(head_line(arrangement, self._slots, self.place, width, self._styles), width)
        if y == 1:
            return Strip(rule_line(arrangement.columns, self._slots, width, self._styles), width)
        number = self._top + y - HEAD_LINES
        if number >= self._layout.height:
            return Strip.blank(width, self._styles["plain"])
        line = self._layout.line(number)
        if line.row is None:
            return Strip([*self._head(line.group, number), self._bar(y)], width)
        return Strip([*self._deal(line.row, number), self._bar(y)], width)

    def _nothing(self, y: int) -> Strip:
        """Without a deal the table says what to press."""
        assert self.table is not None
        if self.table.has_deals:
            lines: tuple[str, ...] = (_("No deal fits the filter."), "", _("esc   see all deals"))
        else:
            lines = (
                _("This workbook has no deals yet."),
                "",
                _("i   bring in a CRM export"),
                _("a   add a deal by hand"),
                _("?   see all keys"),
            )
        width, height = self._measured
        left = " " * max((width - max(map(cell_len, lines))) // 2, 0)
        line = y - max((height - len(lines)) // 2, 0)
        text = left + lines[line] if 0 <= line < len(lines) else ""
        return Strip([Segment(fit(text, width), self._styles["empty" if line else "plain"])], width)

    def _head(self, number: int, line: int) -> list[Segment]:
        assert self.table is not None
        group = self.table.groups[number]
        here = line == self.line
        style = self._styles["here-group" if here else "group"]
        segments: list[Segment] = []
        x = 0
        for start, text in group_texts(self.table, group, self._slots, folded=number in self._layout.folded):
            segments += [Segment(" " * (start - x), style), Segment(text, style)]
            x = start + cell_len(text)
        segments.append(Segment(" " * (self._measured.width - 1 - x), style))
        return segments

    def _deal(self, number: int, line: int) -> list[Segment]:
        row, styles, width = self._row_on(line), self._styles, self._measured.width - 1
        here = "here-" if line == self.line else ""
        plain = styles[f"{here}plain"]
        if row is None:
            self._ask(number // PAGE)
            return [Segment(" " * width, plain)]
        texts = self._art.get(number)
        if texts is None:
            if len(self._art) > _MOST_ART:
                self._art.clear()
            texts = self._art[number] = row_texts(row, self._slots)
        segments = [Segment("✓ " if row.id in self.marks else "  ", styles[f"{here}mark"])]
        x = MARGIN
        for slot, (text, style) in zip(self._slots, texts, strict=True):
            name = "cell" if here and slot.place == self.place else f"{here}{style}"
            segments += [Segment(" " * (slot.x - x), plain), Segment(text, styles[name])]
            x = slot.end
        segments.append(Segment(" " * (width - x), plain))
        return segments

    def _bar(self, y: int) -> Segment:
        """How far one has got, where there is more than fits."""
        height, room = self._layout.height, self._height
        if height <= room:
            return Segment(" ", self._styles["plain"])
        length = max(1, room * room // height)
        start = (room - length) * self._top // (height - room)
        inside = start <= y - HEAD_LINES < start + length
        return Segment("┃" if inside else "│", self._styles["thumb" if inside else "track"])

    def _ask(self, page: int) -> None:
        if page not in self._asked:
            self._asked.add(page)
            self.post_message(self.PageWanted(page))


def _is_cut(slot: Slot) -> bool:
    """Whether a column at the edge has less than its room."""
    return slot.width < COLUMNS[slot.column].width
