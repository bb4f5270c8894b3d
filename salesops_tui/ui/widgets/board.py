"""The pipeline board: one widget that draws all columns, and of them only what is in sight.

No focus moves while the cursor travels, and a card that is in sight is repainted by itself; so the board is as quick with
a hundred thousand deals as with a hundred. Cards are asked for by the page, and drawn as blanks until they come.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from typing import ClassVar, Final

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import BindingType
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from salesops_tui.domain.board import Board, Card, CardGroup, GroupBy
from salesops_tui.domain.stages import Stage
from salesops_tui.i18n import _, mark
from salesops_tui.ui.cells import fit
from salesops_tui.ui.commands import Command, Group, bindings
from salesops_tui.ui.widgets.board_grid import Grid
from salesops_tui.ui.widgets.card_art import (
    HEAD_LINES,
    Line,
    card_lines,
    group_line,
    group_title,
    head_lines,
    nothing_segment,
)
from salesops_tui.ui.widgets.panes import Pane

PAGE: Final = 16
"""Cards of one page."""

_COMPONENTS: Final = (
    "board", "card", "card-name", "card-muted", "card-bar", "card-late", "card-warn", "card-mark", "selected",
    "selected-name", "selected-muted", "selected-bar", "selected-late", "selected-warn", "selected-mark", "head",
    "head-here", "head-count", "head-sum", "head-target", "group", "rule-open", "rule-won", "rule-lost", "rule-open-dim",
    "rule-won-dim", "rule-lost-dim", "track", "thumb", "empty",
)  # fmt: skip


class _Lane:
    """What is known of one column's cards, and how far it is scrolled."""

    def __init__(self, top: int) -> None:
        self.pages: dict[int, tuple[Card, ...]] = {}
        self.top = top
        """The first card in sight."""


class PipelineBoard(Widget, can_focus=True):
    """Columns of cards with one cursor."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"board--{name}" for name in _COMPONENTS}

    OFFERED: ClassVar[tuple[Command, ...]] = (
        Command("left", "cursor(-1, 0)", ("left",), mark("Left"), mark("The stage to the left"), Group.MOVE),
        Command("right", "cursor(1, 0)", ("right",), mark("Right"), mark("The stage to the right"), Group.MOVE),
        Command("up", "cursor(0, -1)", ("up",), mark("Up"), mark("The card above"), Group.MOVE),
        Command("down", "cursor(0, 1)", ("down",), mark("Down"), mark("The card below"), Group.MOVE),
        Command("page-up", "page(-1)", ("pageup",), mark("Page up"), mark("One screen up"), Group.MOVE),
        Command("page-down", "page(1)", ("pagedown",), mark("Page down"), mark("One screen down"), Group.MOVE),
        Command("first", "end(False)", ("home",), mark("First"), mark("The first card of the stage"), Group.MOVE),
        Command("last", "end(True)", ("end",), mark("Last"), mark("The last card of the stage"), Group.MOVE),
    )
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(OFFERED)]

    class CardsWanted(Message):
        """Cards are in sight that are not here yet."""

        def __init__(self, column: int, page: int) -> None:
            super().__init__()
            self.column = column
            self.page = page

    class MoveWanted(Message):
        """A card was dropped on another column."""

        def __init__(self, deal_id: str, stage_id: str) -> None:
            super().__init__()
            self.deal_id = deal_id
            self.stage_id = stage_id

    class OpenWanted(Message):
        """The selected card was clicked."""

        def __init__(self, deal_id: str) -> None:
            super().__init__()
            self.deal_id = deal_id

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 (Textual's name)
        super().__init__(id=id)
        self.board: Board | None = None
        self.column = 0
        self.row = 0
        self.marked: dict[str, None] = {}
        """The deals that are marked, in the order in which they were."""
        self._by: GroupBy | None = None
        self._lanes: list[_Lane] = []
        self._first = 0
        self._asked: set[tuple[int, int]] = set()
        self._styles: Mapping[str, Style] = {}
        self._art: dict[tuple[str, int, bool, bool], list[Line]] = {}
        self._heads: dict[tuple[int, int, bool, bool, str, str], list[Line]] = {}
        self._grabbed: Card | None = None
        self._over: int | None = None
        self._moved = False
        self._grid = Grid()

    # What the screen puts in and takes out

    def show(self, board: Board, pages: Mapping[tuple[int, int], tuple[Card, ...]], by: GroupBy | None = None) -> None:
        """Draw other heads and cards; the cursor and the scrolling stay where they are, as far as there are cards.

        ``by`` says what the columns' groups are.
        """
        self.board, self._by = board, by
        tops = [lane.top for lane in self._lanes] or [0] * len(board.columns)
        self._lanes = [_Lane(top) for top in tops]
        for (column, number), cards in pages.items():
            self._lanes[column].pages[number] = cards
        self._asked.clear()
        self._forget_art()
        self._measure()
        self._hold()
        self.refresh()

    def add_cards(self, column: int, number: int, cards: tuple[Card, ...]) -> None:
        """Draw a page that was asked for."""
        self._asked.discard((column, number))
        self._lanes[column].pages[number] = cards
        self.refresh()

    def toggle_mark(self) -> None:
        """Mark the card under the cursor, or take its mark away, and go on to the next."""
        card = self.card
        if card is None:
            return
        if card.id in self.marked:
            del self.marked[card.id]
        else:
            self.marked[card.id] = None
        self._repaint(self.column, self.row)
        self._go(self.column, self.row + 1)

    def unmark(self) -> None:
        """Take all marks away."""
        self.marked.clear()
        self.refresh()

    def select(self, column: int, row: int) -> None:
        """Put the cursor on a card and bring it into sight."""
        self._go(column, row)

    def pages_in_sight(self) -> list[tuple[int, int]]:
        """Column and number of every page that has a card in sight."""
        if self.board is None or not self.size.height:
            return []
        return sorted(
            {
                (column, row // PAGE)
                for column in self._columns_in_sight()
                for row in (
                    self._lanes[column].top,
                    min(self._lanes[column].top + self._grid.fit, self._count(column) - 1),
                )
                if row >= 0
            }
        )

    @property
    def card(self) -> Card | None:
        """The card under the cursor."""
        return self._card(self.column, self.row) if self.board is not None else None

    @property
    def stage(self) -> Stage | None:
        """The stage of the column under the cursor."""
        return self.board.columns[self.column].stage if self.board is not None else None

    # Where things lie

    def _forget_art(self) -> None:
        self._art.clear()
        self._heads.clear()

    def _measure(self) -> None:
        # What groups are called stands in the lines between the cards.
        gap = 0 if self.app.has_class("-dense") and self._by is None else 1
        self._grid = Grid(self.size, len(self.board.columns) if self.board else 1, gap)

    def _columns_in_sight(self) -> range:
        return range(self._first, self._first + self._grid.shown)

    def panes(self) -> Iterable[Pane]:
        """The columns in sight."""
        for place, column in enumerate(self._columns_in_sight()):
            if column < len(self._lanes):
                yield Pane(self._grid.span(place)[0], 0, partial(self._go, column, self._lanes[column].top))

    def _count(self, column: int) -> int:
        return self.board.columns[column].total.count if self.board else 0

    def _card(self, column: int, row: int) -> Card | None:
        page = self._lanes[column].pages.get(row // PAGE, ())
        return page[row % PAGE] if row % PAGE < len(page) else None

    def _column_at(self, x: int) -> int | None:
        place = self._grid.place_at(x)
        return None if place is None else self._first + place

    def _row_at(self, column: int, y: int) -> int | None:
        row = self._grid.row_at(y)
        row = None if row is None else row + self._lanes[column].top
        return row if row is not None and row < self._count(column) else None

    # The cursor

    def action_cursor(self, columns: int, rows: int) -> None:
        """Move the cursor."""
        if self.board is not None:
            self._go(self.column + columns, self._height_kept(columns) + rows)

    def _height_kept(self, columns: int) -> int:
        """The row in the next column that lies at the cursor's own height on the screen."""
        column = self.column + columns
        if not columns or not 0 <= column < len(self._lanes):
            return self.row
        return self.row - self._lanes[self.column].top + self._lanes[column].top

    def action_page(self, by: int) -> None:
        """Move the cursor by a screen."""
        self._go(self.column, self.row + by * self._grid.fit)

    def action_end(self, last: bool) -> None:
        """Move the cursor to the first or the last card of its column."""
        self._go(self.column, self._count(self.column) - 1 if last else 0)

    def _go(self, column: int, row: int) -> None:
        if self.board is None:
            return
        column_before, row_before, first_before = self.column, self.row, self._first
        self.column = max(0, min(column, len(self._lanes) - 1))
        self.row = max(0, min(row, self._count(self.column) - 1))
        top_before = self._lanes[self.column].top
        self._hold()
        if self._first != first_before:
            self.refresh()
        elif self._lanes[self.column].top != top_before:
            self.refresh(*(self._grid.whole(column - self._first) for column in (self.column, column_before)))
        elif (self.column, self.row) != (column_before, row_before):
            self._repaint(column_before, row_before)

    def _repaint(self, column: int, row: int) -> None:
        """Only what the cursor left and where it came to."""
        grid, places = self._grid, {(column, row), (self.column, self.row)}
        regions = [grid.card(where - self._first, which - self._lanes[where].top) for where, which in places]
        if column != self.column:
            regions += [grid.head(other - self._first) for other in (column, self.column)]
        self.refresh(*regions)

    def _hold(self) -> None:
        """Keep the cursor on a card, and the card in sight."""
        self.row = max(0, min(self.row, self._count(self.column) - 1))
        if not self._grid.size.width or not self._lanes:
            return
        self._first = max(0, min(self._first, len(self._lanes) - self._grid.shown))
        self._first = max(self.column - self._grid.shown + 1, min(self._first, self.column))
        lane = self._lanes[self.column]
        lane.top = max(self.row - self._grid.fit + 1, min(lane.top, self.row))
        for column, other in enumerate(self._lanes):
            other.top = max(0, min(other.top, self._count(column) - self._grid.fit))

    # The mouse

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Take hold of a card."""
        if self.board is None or event.button != 1:
            return
        column = self._column_at(event.x)
        row = self._row_at(column, event.y) if column is not None else None
        if column is None or row is None:
            return
        self._moved = (column, row) != (self.column, self.row)
        self._go(column, row)
        self._grabbed = self.card
        self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Show over which column the card is held."""
        if self._grabbed is None:
            return
        over = self._column_at(event.x)
        over = over if over != self.column else None
        if over != self._over:
            self._over = over
            self.refresh()

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """Drop the card, or open it when it was the selected one and did not move."""
        card, over = self._grabbed, self._over
        self._grabbed = self._over = None
        self.release_mouse()
        if card is None or self.board is None:
            return
        if over is not None:
            self.refresh()
            self.post_message(self.MoveWanted(card.id, self.board.columns[over].stage.id))
        elif not self._moved and self._column_at(event.x) == self.column:
            self.post_message(self.OpenWanted(card.id))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll the column under the pointer; the cursor stays where it is."""
        self._scroll(event.x, 1)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll the column under the pointer back."""
        self._scroll(event.x, -1)

    def _scroll(self, x: int, by: int) -> None:
        column = self._column_at(x) if self.board is not None else None
        if column is None:
            return
        lane = self._lanes[column]
        top = max(0, min(lane.top + by, self._count(column) - self._grid.fit))
        if top != lane.top:
            lane.top = top
            self.refresh(self._grid.whole(column - self._first))

    # Drawing

    def notify_style_update(self) -> None:
        """Another theme: look the colours up again."""
        super().notify_style_update()
        self._styles = {}
        self._forget_art()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Some lines; they may be asked for before the widget itself hears of its new size."""
        if self.size != self._grid.size:
            self._measure()
            self._forget_art()
            self._hold()
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """One line of the screen, through all columns."""
        width = self._grid.size.width
        if not self._styles:
            self._styles = {name: self.get_component_rich_style(f"board--{name}") for name in _COMPONENTS}
        if self.board is None:
            return Strip.blank(width, self._styles["board"])
        if not self.board.has_deals:
            return Strip([nothing_segment(y, *self._grid.size, self._styles)], width)
        segments: Line = []
        for place, column in enumerate(self._columns_in_sight()):
            _start, wide = self._grid.span(place)
            segments += self._head(column, y, wide) if y < HEAD_LINES else self._cell(column, y - HEAD_LINES, wide)
            if place < self._grid.shown - 1:
                segments.append(self._divider(column, y))
        return Strip(segments, width)

    def _head(self, column: int, y: int, width: int) -> Iterable[Segment]:
        assert self.board is not None
        here, target, hidden = column == self.column, column == self._over, self._hidden(column)
        group = self._group_above(column)
        key = (column, width, here, target, hidden, group)
        lines = self._heads.get(key)
        if lines is None:
            lines = self._heads[key] = head_lines(
                self.board.columns[column],
                self.board.month,
                width,
                self._styles,
                here=here,
                target=target,
                hidden=hidden,
                group=group,
            )
        return lines[y]

    def _hidden(self, column: int) -> str:
        """A hint at the columns beyond the edge that this one lies at."""
        left = self._first if column == self._first else 0
        right = len(self._lanes) - self._first - self._grid.shown if column == self._first + self._grid.shown - 1 else 0
        return (f"‹{left}" if left else "") + (f"{right}›" if right else "")

    def _cell(self, column: int, y: int, width: int) -> Iterable[Segment]:
        row, line = divmod(y, self._grid.pitch)
        row += self._lanes[column].top
        count = self._count(column)
        if row >= count:
            if count == 0 and y == 1:
                return [Segment(fit(_("no deals"), width), self._styles["empty"])]
            return [Segment(" " * width, self._styles["board"])]
        if line == self._grid.lines:
            group = self._group_from(column, row + 1)
            if group is not None and self._by is not None:
                return group_line(group_title(group, self._by), width, self._styles)
            return [Segment(" " * width, self._styles["board"])]
        card = self._card(column, row)
        if card is None:
            self._ask(column, row // PAGE)
            return [Segment(" " * width, self._styles["card"])]
        selected, marked = (column, row) == (self.column, self.row), card.id in self.marked
        key = (card.id, width, selected, marked)
        lines = self._art.get(key)
        if lines is None:
            lines = self._art[key] = card_lines(
                card, width, self._styles, lines=self._grid.lines, selected=selected, marked=marked
            )
        return lines[line]

    def _group_from(self, column: int, row: int) -> CardGroup | None:
        """The group that begins with a card."""
        assert self.board is not None
        return next((group for group in self.board.columns[column].groups if group.start == row), None)

    def _group_above(self, column: int) -> str:
        """The group of the first card in sight, which the column's head names."""
        assert self.board is not None
        top = self._lanes[column].top
        groups = [group for group in self.board.columns[column].groups if group.start <= top]
        return group_title(groups[-1], self._by) if groups and self._by is not None else ""

    def _ask(self, column: int, page: int) -> None:
        if (column, page) not in self._asked:
            self._asked.add((column, page))
            self.post_message(self.CardsWanted(column, page))

    def _divider(self, column: int, y: int) -> Segment:
        """The gap beside a column: where there is more than fits, it shows how far one has got."""
        count, fits = self._count(column), self._grid.fit
        room = self._grid.size.height - HEAD_LINES
        if y < HEAD_LINES or count <= fits or room < 2:
            return Segment(" ", self._styles["board"])
        length = max(1, room * fits // count)
        start = (room - length) * self._lanes[column].top // (count - fits)
        inside = start <= y - HEAD_LINES < start + length
        return Segment("┃" if inside else "│", self._styles["thumb" if inside else "track"])
