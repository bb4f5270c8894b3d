"""A long list of tasks under headings: drawn by the line, fetched as it comes into sight."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import ClassVar, Final

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import BindingType
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from salesops_tui.formats import number
from salesops_tui.i18n import mark
from salesops_tui.services.task_grid import TaskRow
from salesops_tui.services.task_lists import Heading
from salesops_tui.ui.cells import cut, fit, wrap
from salesops_tui.ui.commands import Command, Group, bindings
from salesops_tui.ui.widgets.quadrant_art import Line, task_line

_STYLES: Final = (
    "board", "muted", "row", "row-title", "row-muted", "row-late", "row-today", "row-mark", "selected", "selected-title",
    "selected-muted", "selected-late", "selected-today", "selected-mark", "heading", "heading-late", "rule",
)  # fmt: skip


class TaskRows(Widget, can_focus=True):
    """A line for each task and each heading, with one cursor on the tasks."""

    DEFAULT_CSS = """
    TaskRows { height: 1fr; background: $background; }
    TaskRows > .rows--board { background: $background; color: $foreground; }
    TaskRows > .rows--muted { background: $background; color: $muted; }
    TaskRows > .rows--row { background: $background; color: $foreground; }
    TaskRows > .rows--row-title { background: $background; color: $foreground; }
    TaskRows > .rows--row-muted { background: $background; color: $muted; }
    TaskRows > .rows--row-late { background: $background; color: $error; }
    TaskRows > .rows--row-today { background: $background; color: $accent; text-style: bold; }
    TaskRows > .rows--row-mark { background: $background; color: $accent; text-style: bold; }
    TaskRows > .rows--selected { background: $selected; color: $foreground; }
    TaskRows > .rows--selected-title { background: $selected; color: $foreground; text-style: bold; }
    TaskRows > .rows--selected-muted { background: $selected; color: $selected-muted; }
    TaskRows > .rows--selected-late { background: $selected; color: $error; text-style: bold; }
    TaskRows > .rows--selected-today { background: $selected; color: $accent; text-style: bold; }
    TaskRows > .rows--selected-mark { background: $selected; color: $accent; text-style: bold; }
    TaskRows > .rows--heading { background: $background; color: $accent; text-style: bold; }
    TaskRows > .rows--heading-late { background: $background; color: $error; text-style: bold; }
    TaskRows > .rows--rule { background: $background; color: $panel; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"rows--{name}" for name in _STYLES}

    OFFERED: ClassVar[tuple[Command, ...]] = (
        Command("task-up-one", "step(-1)", ("up",), mark("Up"), mark("The task above"), Group.MOVE),
        Command("task-down-one", "step(1)", ("down",), mark("Down"), mark("The task below"), Group.MOVE),
        Command("task-page-up", "page(-1)", ("pageup",), mark("Page up"), mark("One screen up"), Group.MOVE),
        Command("task-page-down", "page(1)", ("pagedown",), mark("Page down"), mark("One screen down"), Group.MOVE),
        Command("task-first", "end(False)", ("home",), mark("First"), mark("The first task"), Group.MOVE),
        Command("task-last", "end(True)", ("end",), mark("Last"), mark("The last task"), Group.MOVE),
    )
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(OFFERED)]

    class Needed(Message):
        """Tasks are in sight that are not here yet."""

        def __init__(self, task_ids: tuple[str, ...]) -> None:
            super().__init__()
            self.task_ids = task_ids

    class OpenWanted(Message):
        """The selected task was clicked."""

        def __init__(self, task_id: str) -> None:
            super().__init__()
            self.task_id = task_id

    def __init__(self) -> None:
        super().__init__()
        self.marked: dict[str, None] = {}
        self._lines: Sequence[Heading | str] = ()
        self._rows: dict[str, TaskRow] = {}
        self._asked: set[str] = set()
        self._today = date.min
        self._empty = ""
        self._here = 0
        self._top = 0
        self._styles: Mapping[str, Style] = {}

    def show(
        self,
        lines: Sequence[Heading | str],
        rows: Iterable[TaskRow],
        today: date,
        *,
        empty: str,
        follow: str | None = None,
    ) -> None:
        """Draw other tasks; the cursor goes to the one that is followed, else it stays at its height. ``empty`` is what is
        said when there are none."""
        self._lines, self._today, self._empty = lines, today, empty
        self._rows = {row.id: row for row in rows}
        self._asked.clear()
        if follow is not None and follow in lines:
            self._here = lines.index(follow)
        self._here = self._nearest(self._here, 1)
        self._hold()
        self.refresh()

    def add_rows(self, rows: Iterable[TaskRow]) -> None:
        """Draw tasks that were asked for."""
        self._rows |= {row.id: row for row in rows}
        self.refresh()

    @property
    def task_id(self) -> str | None:
        """The task under the cursor."""
        line = self._lines[self._here] if self._here < len(self._lines) else None
        return line if isinstance(line, str) else None

    def toggle_mark(self) -> None:
        """Mark the task under the cursor, or take its mark away, and go on to the next."""
        if (task_id := self.task_id) is None:
            return
        if task_id in self.marked:
            del self.marked[task_id]
        else:
            self.marked[task_id] = None
        self.action_step(1)
        self.refresh()

    def unmark(self) -> None:
        """Take all marks away."""
        self.marked.clear()
        self.refresh()

    # The cursor

    def _nearest(self, place: int, step: int) -> int:
        """The place of the next task in a direction; where there is none, of the last in the other one."""
        for direction in (step, -step):
            at = max(0, min(place, len(self._lines) - 1))
            while 0 <= at < len(self._lines):
                if isinstance(self._lines[at], str):
                    return at
                at += direction
        return 0

    def _hold(self) -> None:
        height = max(self.size.height, 1)
        # A heading is shown with its first task.
        above = self._here - 1 if self._here and isinstance(self._lines[self._here - 1], Heading) else self._here
        self._top = max(self._here - height + 1, min(self._top, above))
        self._top = max(0, min(self._top, len(self._lines) - height))

    def _go(self, place: int, step: int) -> None:
        self._here = self._nearest(place, step)
        self._hold()
        self.refresh()

    def action_step(self, by: int) -> None:
        """Move the cursor."""
        if 0 <= self._here + by < len(self._lines):
            self._go(self._here + by, by)

    def action_page(self, by: int) -> None:
        """Move the cursor by a screen."""
        self._go(self._here + by * max(self.size.height - 1, 1), by)

    def action_end(self, last: bool) -> None:
        """Move the cursor to the first or the last task."""
        self._go(len(self._lines) - 1 if last else 0, -1 if last else 1)

    # The mouse

    def on_click(self, event: events.Click) -> None:
        """Go to a task; the one that the cursor is on already is opened."""
        place = self._top + event.y
        if place >= len(self._lines) or not isinstance(self._lines[place], str):
            return
        if place == self._here and (task_id := self.task_id) is not None:
            self.post_message(self.OpenWanted(task_id))
        else:
            self._go(place, 1)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll; the cursor stays where it is."""
        self._scroll(3)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll back."""
        self._scroll(-3)

    def _scroll(self, by: int) -> None:
        self._top = max(0, min(self._top + by, len(self._lines) - self.size.height))
        self.refresh()

    # Drawing

    def notify_style_update(self) -> None:
        """Another theme: look the colours up again."""
        super().notify_style_update()
        self._styles = {}

    def on_resize(self) -> None:
        """Keep the cursor in sight."""
        self._hold()

    def render_line(self, y: int) -> Strip:
        """One line of the screen."""
        if not self._styles:
            self._styles = {name: self.get_component_rich_style(f"rows--{name}") for name in _STYLES}
        width = self.size.width
        place = self._top + y
        if place >= len(self._lines):
            return Strip(self._nothing(y, width), width)
        line = self._lines[place]
        if isinstance(line, Heading):
            return Strip(self._heading(line, width), width)
        row = self._rows.get(line)
        if row is None:
            self._ask(place)
            return Strip.blank(width, self._styles["board"])
        return Strip(
            task_line(
                row, width, self._today, self._styles, selected=place == self._here, marked=row.id in self.marked
            ),
            width,
        )

    def _nothing(self, y: int, width: int) -> Line:
        lines = wrap(self._empty, max(width - 4, 10)) if not self._lines else []
        text = f"  {lines[y - 1]}" if 1 <= y <= len(lines) else ""
        return [Segment(fit(text, width), self._styles["muted"])]

    def _heading(self, heading: Heading, width: int) -> Line:
        title = cut(f" {heading.title} ", width)
        told = f" {number(heading.count)} "
        rule = "─" * max(width - cell_len(title) - cell_len(told), 0)
        return [
            Segment(title, self._styles["heading-late" if heading.is_late else "heading"]),
            Segment(rule, self._styles["rule"]),
            Segment(fit(told, max(width - cell_len(title) - cell_len(rule), 0)), self._styles["muted"]),
        ]

    def _ask(self, place: int) -> None:
        """Ask for what is in sight from a place on, and the next screen."""
        wanted = tuple(
            line
            for line in self._lines[place : place + 2 * max(self.size.height, 1)]
            if isinstance(line, str) and line not in self._rows and line not in self._asked
        )
        if wanted:
            self._asked.update(wanted)
            self.post_message(self.Needed(wanted))
