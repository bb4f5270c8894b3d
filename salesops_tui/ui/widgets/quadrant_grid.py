"""The four quadrants: one widget that draws all of them, and of their tasks only what is in sight."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import ClassVar, Final

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from salesops_tui.domain.quadrants import Quadrant
from salesops_tui.i18n import mark
from salesops_tui.services.task_grid import PORTION, GridSeen, TaskRow
from salesops_tui.ui.cells import cut, fit, wrap
from salesops_tui.ui.commands import Command, Group, bindings
from salesops_tui.ui.widgets.panes import Pane
from salesops_tui.ui.widgets.quadrant_art import (
    Line,
    empty_words,
    head_lines,
    soon_line,
    tab_lines,
    task_line,
)
from salesops_tui.ui.widgets.quadrant_layout import HEAD, Layout, layout

_COMPONENTS: Final = (
    "board", "plain", "muted", "row", "row-title", "row-muted", "row-late", "row-today", "row-mark", "selected",
    "selected-title", "selected-muted", "selected-late", "selected-today", "selected-mark", "head", "head-here", "tab",
    "tab-here", "target", "soon", "accent-1", "accent-2", "accent-3", "accent-4", "track", "thumb",
)  # fmt: skip


class QuadrantGrid(Widget, can_focus=True):
    """Tasks in four quadrants with one cursor."""

    DEFAULT_CSS = """
    QuadrantGrid { height: 1fr; background: $background; }
    QuadrantGrid > .grid--board { background: $background; color: $foreground; }
    QuadrantGrid > .grid--plain { background: $background; color: $foreground; }
    QuadrantGrid > .grid--muted { background: $background; color: $muted; }
    QuadrantGrid > .grid--row { background: $background; color: $foreground; }
    QuadrantGrid > .grid--row-title { background: $background; color: $foreground; }
    QuadrantGrid > .grid--row-muted { background: $background; color: $muted; }
    QuadrantGrid > .grid--row-late { background: $background; color: $error; }
    QuadrantGrid > .grid--row-today { background: $background; color: $accent; text-style: bold; }
    QuadrantGrid > .grid--row-mark { background: $background; color: $accent; text-style: bold; }
    QuadrantGrid > .grid--selected { background: $selected; color: $foreground; }
    QuadrantGrid > .grid--selected-title { background: $selected; color: $foreground; text-style: bold; }
    QuadrantGrid > .grid--selected-muted { background: $selected; color: $selected-muted; }
    QuadrantGrid > .grid--selected-late { background: $selected; color: $error; text-style: bold; }
    QuadrantGrid > .grid--selected-today { background: $selected; color: $accent; text-style: bold; }
    QuadrantGrid > .grid--selected-mark { background: $selected; color: $accent; text-style: bold; }
    QuadrantGrid > .grid--head { background: $background; color: $muted; }
    QuadrantGrid > .grid--head-here { background: $background; color: $foreground; text-style: bold; }
    QuadrantGrid > .grid--tab { background: $surface; color: $muted; }
    QuadrantGrid > .grid--tab-here { background: $selected; color: $foreground; text-style: bold; }
    QuadrantGrid > .grid--target { background: $background; color: $accent; text-style: bold; }
    QuadrantGrid > .grid--soon { background: $background; color: $accent; }
    QuadrantGrid > .grid--accent-1 { background: $background; color: $error; text-style: bold; }
    QuadrantGrid > .grid--accent-2 { background: $background; color: $stage-open; text-style: bold; }
    QuadrantGrid > .grid--accent-3 { background: $background; color: $warning; text-style: bold; }
    QuadrantGrid > .grid--accent-4 { background: $background; color: $muted; text-style: bold; }
    QuadrantGrid > .grid--track { background: $background; color: $panel; }
    QuadrantGrid > .grid--thumb { background: $background; color: $muted; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"grid--{name}" for name in _COMPONENTS}

    OFFERED: ClassVar[tuple[Command, ...]] = (
        Command("task-cursor-up", "cursor(0, -1)", ("up",), mark("Up"), mark("The task above"), Group.MOVE),
        Command("task-cursor-down", "cursor(0, 1)", ("down",), mark("Down"), mark("The task below"), Group.MOVE),
        Command("task-cursor-left", "cursor(-1, 0)", ("left",), mark("Left"), mark("The quadrant beside"), Group.MOVE),
        Command(
            "task-cursor-right", "cursor(1, 0)", ("right",), mark("Right"), mark("The quadrant beside"), Group.MOVE
        ),
        Command("task-next", "next(1)", ("tab",), mark("Next"), mark("The next quadrant"), Group.MOVE),
        Command("task-previous", "next(-1)", ("shift+tab",), mark("Previous"), mark("The quadrant before"), Group.MOVE),
        Command("task-page-up", "page(-1)", ("pageup",), mark("Page up"), mark("One screen up"), Group.MOVE),
        Command("task-page-down", "page(1)", ("pagedown",), mark("Page down"), mark("One screen down"), Group.MOVE),
        Command("task-first", "end(False)", ("home",), mark("First"), mark("The first task"), Group.MOVE),
        Command("task-last", "end(True)", ("end",), mark("Last"), mark("The last task"), Group.MOVE),
    )
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(OFFERED)]

    class Needed(Message):
        """Tasks are in sight that are not here yet."""

        def __init__(self, quadrant: Quadrant, first: int) -> None:
            super().__init__()
            self.quadrant = quadrant
            self.first = first

    class MoveWanted(Message):
        """Tasks were dropped on another quadrant."""

        def __init__(self, task_ids: tuple[str, ...], quadrant: Quadrant) -> None:
            super().__init__()
            self.task_ids = task_ids
            self.quadrant = quadrant

    class OpenWanted(Message):
        """The selected task was clicked."""

        def __init__(self, task_id: str) -> None:
            super().__init__()
            self.task_id = task_id

    def __init__(self) -> None:
        super().__init__()
        self.seen: GridSeen | None = None
        self.quadrant = Quadrant.DO
        self.marked: dict[str, None] = {}
        """The tasks that are marked, in the order in which they were."""
        self.is_filtered = False
        self._row = dict.fromkeys(Quadrant, 0)
        self._top = dict.fromkeys(Quadrant, 0)
        self._portions: dict[Quadrant, dict[int, tuple[TaskRow, ...]]] = {quadrant: {} for quadrant in Quadrant}
        self._asked: set[tuple[Quadrant, int]] = set()
        self._styles: Mapping[str, Style] = {}
        self._layout = Layout(Size(0, 0), {}, True)
        self._grabbed: TaskRow | None = None
        self._over: Quadrant | None = None
        self._moved = False
        self._tabs: Sequence[tuple[int, int]] = ()

    # What the view puts in and takes out

    def show(self, seen: GridSeen, *, filtered: bool) -> None:
        """Draw other tasks; the cursor goes where the task lies that was to be followed, else it stays as it can."""
        first = self.seen is None
        self.seen, self.is_filtered = seen, filtered
        self._portions = {part.quadrant: {part.first // PORTION: part.rows} for part in seen.quadrants}
        self._asked.clear()
        if seen.place is not None:
            self.quadrant, row = seen.place
            self._row[self.quadrant] = row
        elif first:
            self.quadrant = next((part.quadrant for part in seen.quadrants if part.count), Quadrant.DO)
        self._measure()
        self._hold()
        self.refresh()

    def add_rows(self, quadrant: Quadrant, first: int, rows: Sequence[TaskRow]) -> None:
        """Draw a portion that was asked for."""
        self._asked.discard((quadrant, first // PORTION))
        self._portions[quadrant][first // PORTION] = tuple(rows)
        self.refresh()

    @property
    def chosen(self) -> TaskRow | None:
        """The task under the cursor."""
        return self._row_of(self.quadrant, self._row[self.quadrant])

    def toggle_mark(self) -> None:
        """Mark the task under the cursor, or take its mark away, and go on to the next."""
        task = self.chosen
        if task is None:
            return
        if task.id in self.marked:
            del self.marked[task.id]
        else:
            self.marked[task.id] = None
        self._repaint(self.quadrant, self._row[self.quadrant])
        self._go(self.quadrant, self._row[self.quadrant] + 1)

    def unmark(self) -> None:
        """Take all marks away."""
        self.marked.clear()
        self.refresh()

    # Where things lie

    def panes(self) -> Iterable[Pane]:
        """The quadrants."""
        for quadrant, region in self._layout.panes.items():
            yield Pane(region.x, region.y, partial(self._go, quadrant, 0))

    def _count(self, quadrant: Quadrant) -> int:
        return self.seen.quadrants[quadrant - 1].count if self.seen is not None else 0

    def _row_of(self, quadrant: Quadrant, row: int) -> TaskRow | None:
        portion = self._portions[quadrant].get(row // PORTION, ())
        return portion[row % PORTION] if 0 <= row % PORTION < len(portion) else None

    def _measure(self) -> None:
        self._layout = layout(self.size, {each: self._count(each) for each in Quadrant}, self.quadrant)

    def _hold(self) -> None:
        """Keep the cursor on a task, and the task in sight."""
        for quadrant in Quadrant:
            count, fits = self._count(quadrant), self._layout.fits(quadrant)
            self._row[quadrant] = max(0, min(self._row[quadrant], count - 1))
            top = self._top[quadrant]
            if quadrant is self.quadrant and fits:
                top = max(self._row[quadrant] - fits + 1, min(top, self._row[quadrant]))
            self._top[quadrant] = max(0, min(top, count - fits)) if fits else 0

    # The cursor

    def action_cursor(self, columns: int, rows: int) -> None:
        """Move the cursor: within its quadrant, and over its edge into the one beside."""
        row = self._row[self.quadrant]
        if columns:
            self._sideways(columns)
        elif not 0 <= row + rows < self._count(self.quadrant) and not self._layout.is_single:
            other = self._beside(0, rows)
            if other is not None:
                self._go(other, 0 if rows > 0 else self._count(other) - 1)
        else:
            self._go(self.quadrant, row + rows)

    def _sideways(self, columns: int) -> None:
        if self._layout.is_single:
            self.action_next(columns)
            return
        other = self._beside(columns, 0)
        if other is not None:
            height = self._row[self.quadrant] - self._top[self.quadrant]
            self._go(other, self._top[other] + height)

    def _beside(self, columns: int, rows: int) -> Quadrant | None:
        """The quadrant on a side of the one with the cursor."""
        place = self.quadrant - 1
        column, row = place % 2 + columns, place // 2 + rows
        return Quadrant(row * 2 + column + 1) if column in (0, 1) and row in (0, 1) else None

    def neighbour(self, direction: str) -> Quadrant | None:
        """The quadrant in a direction: ``left``, ``right``, ``up``, ``down``."""
        columns, rows = {"left": (-1, 0), "right": (1, 0), "up": (0, -1), "down": (0, 1)}[direction]
        return self._beside(columns, rows)

    def action_next(self, by: int) -> None:
        """The cursor goes to the next quadrant, or the one before."""
        other = Quadrant((self.quadrant - 1 + by) % len(Quadrant) + 1)
        self._go(other, self._row[other])

    def action_page(self, by: int) -> None:
        """Move the cursor by a screen."""
        self._go(self.quadrant, self._row[self.quadrant] + by * max(self._layout.fits(self.quadrant), 1))

    def action_end(self, last: bool) -> None:
        """Move the cursor to the first or the last task of its quadrant."""
        self._go(self.quadrant, self._count(self.quadrant) - 1 if last else 0)

    def _go(self, quadrant: Quadrant, row: int) -> None:
        before, row_before = self.quadrant, self._row[self.quadrant]
        self.quadrant = quadrant
        self._row[quadrant] = max(0, min(row, self._count(quadrant) - 1))
        if quadrant is not before and self._layout.is_single:
            self._measure()
        tops = dict(self._top)
        self._hold()
        if self._layout.is_single and quadrant is not before:
            self.refresh()
        elif tops != self._top:
            self.refresh(*(self._layout.panes[each] for each in {before, quadrant} if each in self._layout.panes))
        elif (before, row_before) != (quadrant, self._row[quadrant]):
            self._repaint(before, row_before)

    def _repaint(self, quadrant: Quadrant, row: int) -> None:
        """Only what the cursor left and where it came to."""
        places = {(quadrant, row), (self.quadrant, self._row[self.quadrant])}
        regions = [
            self._layout.row(where, which - self._top[where]) for where, which in places if where in self._layout.panes
        ]
        if quadrant is not self.quadrant and not self._layout.is_single:
            regions += [self._layout.head(each) for each in (quadrant, self.quadrant)]
        self.refresh(*regions)

    # The mouse

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Take hold of a task, or go to the quadrant whose name was clicked."""
        if self.seen is None or event.button != 1:
            return
        if self._layout.is_single and event.y == 0:
            for quadrant, (start, end) in zip(Quadrant, self._tabs, strict=False):
                if start <= event.x < end:
                    self._go(quadrant, self._row[quadrant])
            return
        place = self._place_at(event.x, event.y)
        if place is None:
            return
        quadrant, row = place
        self._moved = place != (self.quadrant, self._row[self.quadrant])
        self._go(quadrant, row)
        if event.ctrl or event.shift:
            self.toggle_mark()
            return
        self._grabbed = self.chosen
        self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Show over which quadrant the task is held."""
        if self._grabbed is None:
            return
        over = self._quadrant_at(event.x, event.y)
        over = over if over is not self.quadrant else None
        if over is not self._over:
            self._over = over
            self.refresh()

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """Drop the task, or open it when it was the selected one and did not move."""
        task, over = self._grabbed, self._over
        self._let_go()
        if task is None:
            return
        if over is not None:
            held = tuple(self.marked) if task.id in self.marked else (task.id,)
            self.post_message(self.MoveWanted(held, over))
        elif not self._moved and self._place_at(event.x, event.y) == (self.quadrant, self._row[self.quadrant]):
            self.post_message(self.OpenWanted(task.id))

    def on_key(self, event: events.Key) -> None:
        """Esc lets a task go where it was."""
        if event.key == "escape" and self._grabbed is not None:
            event.stop()
            self._let_go()

    def _let_go(self) -> None:
        self._grabbed = self._over = None
        self.release_mouse()
        self.refresh()

    def _quadrant_at(self, x: int, y: int) -> Quadrant | None:
        if not self._layout.is_single:
            return self._layout.at(x, y)
        if y != 0:
            return None
        spans = zip(Quadrant, self._tabs, strict=False)
        return next((quadrant for quadrant, (start, end) in spans if start <= x < end), None)

    def _place_at(self, x: int, y: int) -> tuple[Quadrant, int] | None:
        quadrant = self._layout.at(x, y)
        if quadrant is None:
            return None
        row = y - self._layout.panes[quadrant].y - HEAD
        row += self._top[quadrant]
        return (quadrant, row) if y >= self._layout.panes[quadrant].y + HEAD and row < self._count(quadrant) else None

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll the quadrant under the pointer; the cursor stays where it is."""
        self._scroll(event.x, event.y, 1)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll the quadrant under the pointer back."""
        self._scroll(event.x, event.y, -1)

    def _scroll(self, x: int, y: int, by: int) -> None:
        quadrant = self._layout.at(x, y)
        if quadrant is None:
            return
        top = max(0, min(self._top[quadrant] + by, self._count(quadrant) - self._layout.fits(quadrant)))
        if top != self._top[quadrant]:
            self._top[quadrant] = top
            self.refresh(self._layout.panes[quadrant])

    # Drawing

    def notify_style_update(self) -> None:
        """Another theme: look the colours up again."""
        super().notify_style_update()
        self._styles = {}

    def render_lines(self, crop: Region) -> list[Strip]:
        """Some lines; they may be asked for before the widget itself hears of its new size."""
        if self.size != self._layout.size:
            self._measure()
            self._hold()
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """One line of the screen, through the quadrants that lie there."""
        width, height = self._layout.size
        if not self._styles:
            self._styles = {name: self.get_component_rich_style(f"grid--{name}") for name in _COMPONENTS}
        if self.seen is None:
            return Strip.blank(width, self._styles["board"])
        if y >= height - 1:
            return Strip(self._foot(width), width)
        segments: Line = []
        for quadrant, pane in self._layout.panes.items():
            if pane.y <= y < pane.bottom:
                segments += self._line(quadrant, pane, y - pane.y)
                if pane.right < width:
                    segments.append(self._divider(quadrant, y - pane.y))
        return Strip(segments, width)

    def _foot(self, width: int) -> Line:
        assert self.seen is not None
        if self._grabbed is not None and self._over is not None:
            from salesops_tui.services.task_words import quadrant_title

            text = f" {self._grabbed.title} → {quadrant_title(self._over)}"
            return [Segment(fit(text, width), self._styles["target"])]
        return soon_line(self.seen, width, self._styles)

    def _line(self, quadrant: Quadrant, pane: Region, y: int) -> Line:
        assert self.seen is not None
        if y < HEAD:
            return self._head(quadrant, pane.width, y)
        row = y - HEAD + self._top[quadrant]
        count = self._count(quadrant)
        if row >= count:
            return self._blank(quadrant, pane.width, y - HEAD, count)
        task = self._row_of(quadrant, row)
        if task is None:
            self._ask(quadrant, row // PORTION)
            return [Segment(" " * pane.width, self._styles["board"])]
        selected = quadrant is self.quadrant and row == self._row[quadrant]
        return task_line(
            task, pane.width, self.seen.today, self._styles, selected=selected, marked=task.id in self.marked
        )

    def _head(self, quadrant: Quadrant, width: int, y: int) -> Line:
        hidden = max(self._count(quadrant) - self._top[quadrant] - self._layout.fits(quadrant), 0)
        if self._layout.is_single and y == 0:
            counts = [self._count(each) for each in Quadrant]
            line, self._tabs = tab_lines(counts, self.quadrant, width, self._styles)
            return line
        return head_lines(
            quadrant,
            self._count(quadrant),
            width,
            self._styles,
            here=quadrant is self.quadrant,
            target=quadrant is self._over,
            hidden=hidden,
        )[y]

    def _blank(self, quadrant: Quadrant, width: int, y: int, count: int) -> Line:
        style = self._styles["muted"]
        if count:
            return [Segment(" " * width, style)]
        lines = wrap(empty_words(quadrant, filtered=self.is_filtered), max(width - 4, 10))
        return [Segment(fit(f"  {cut(lines[y], width - 2)}" if y < len(lines) else "", width), style)]

    def _divider(self, quadrant: Quadrant, y: int) -> Segment:
        """The gap beside a quadrant."""
        return Segment(" " if y < HEAD else "│", self._styles["track"])

    def _ask(self, quadrant: Quadrant, portion: int) -> None:
        if (quadrant, portion) not in self._asked:
            self._asked.add((quadrant, portion))
            self.post_message(self.Needed(quadrant, portion * PORTION))
