"""Lines of text and bars with a cursor that stops at figures: one widget, drawn by the line.

What is shown comes as lines of spans; a span with a stop can be reached with the arrows, explained, and chosen with enter
or a click. The lines are made anew for each width, so that they use what room there is.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import ClassVar, Final

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import BindingType
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from salesops_tui.domain.figures import Figure
from salesops_tui.i18n import mark
from salesops_tui.ui.commands import Command, Group, bindings
from salesops_tui.ui.widgets.panes import Pane

_STYLES: Final = (
    "plain", "muted", "strong", "title", "accent", "good", "bad", "own", "average", "excellent", "rule", "stop",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Stop:
    """A place where the cursor can stand."""

    key: Hashable
    """What it is, whatever it says now: the cursor stays with it when everything is drawn again."""
    figure: Figure | None = None
    """What ``=`` explains here."""
    leads: bool = False
    """Whether there is something behind it that enter shows."""


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a line. Its text must have come through ``cells``: nothing is cut or cleaned here."""

    text: str
    style: str = "plain"
    """One of the component classes, without ``sheet--``: plain, muted, strong, title, accent, good, bad, own, average,
    excellent, rule."""
    stop: Stop | None = None


FigureLine = Sequence[Span]


@dataclass(frozen=True, slots=True)
class _Place:
    line: int
    start: int
    end: int
    stop: Stop


class FigureSheet(Widget, can_focus=True):
    """A scrolling sheet of figures with one cursor."""

    DEFAULT_CSS = """
    FigureSheet { height: 1fr; background: $background; }
    FigureSheet > .sheet--plain { background: $background; color: $foreground; }
    FigureSheet > .sheet--muted { background: $background; color: $muted; }
    FigureSheet > .sheet--strong { background: $background; color: $foreground; text-style: bold; }
    FigureSheet > .sheet--title { background: $background; color: $accent; text-style: bold; }
    FigureSheet > .sheet--accent { background: $background; color: $accent; }
    FigureSheet > .sheet--good { background: $background; color: $success; }
    FigureSheet > .sheet--bad { background: $background; color: $error; }
    FigureSheet > .sheet--own { background: $background; color: $stage-open; }
    FigureSheet > .sheet--average { background: $background; color: $muted; }
    FigureSheet > .sheet--excellent { background: $background; color: $success 70%; }
    FigureSheet > .sheet--rule { background: $background; color: $panel; }
    FigureSheet > .sheet--stop { background: $selected; color: $foreground; text-style: bold; }
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"sheet--{name}" for name in _STYLES}

    OFFERED: ClassVar[tuple[Command, ...]] = (
        Command("left", "cursor(-1, 0)", ("left",), mark("Left"), mark("The figure to the left"), Group.MOVE),
        Command("right", "cursor(1, 0)", ("right",), mark("Right"), mark("The figure to the right"), Group.MOVE),
        Command("up", "cursor(0, -1)", ("up",), mark("Up"), mark("The figure above"), Group.MOVE),
        Command("down", "cursor(0, 1)", ("down",), mark("Down"), mark("The figure below"), Group.MOVE),
        Command("page-up", "page(-1)", ("pageup",), mark("Page up"), mark("One screen up"), Group.MOVE),
        Command("page-down", "page(1)", ("pagedown",), mark("Page down"), mark("One screen down"), Group.MOVE),
        Command("first", "end(False)", ("home",), mark("First"), mark("The first figure"), Group.MOVE),
        Command("last", "end(True)", ("end",), mark("Last"), mark("The last figure"), Group.MOVE),
    )
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(OFFERED)]

    class Moved(Message):
        """The cursor stands on another figure."""

    class Chosen(Message):
        """The figure under the cursor was clicked again: what is behind it is wanted."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 (Textual's name)
        super().__init__(id=id)
        self._build: Callable[[int], Sequence[FigureLine]] | None = None
        self._lines: Sequence[FigureLine] = ()
        self._places: list[_Place] = []
        self._key: Hashable = None
        self._top = 0
        self._measured = Size()
        self._styles: dict[str, Style] = {}

    def show(self, build: Callable[[int], Sequence[FigureLine]]) -> None:
        """Draw other lines, made by a function of the width; the cursor stays with its figure, if it is still there."""
        self._build = build
        self._lay_out()
        self.refresh()

    @property
    def stop(self) -> Stop | None:
        """The stop under the cursor."""
        place = self._place
        return place.stop if place is not None else None

    def select(self, key: Hashable) -> None:
        """Put the cursor on a stop, and bring it into sight."""
        self._key = key
        self._hold()
        self.refresh()

    # Where things lie

    def _lay_out(self) -> None:
        self._measured = self.size
        self._lines = self._build(self.size.width) if self._build is not None and self.size.width else ()
        if self.app.has_class("-dense"):
            self._lines = [line for line in self._lines if line]
        self._places = []
        for number, line in enumerate(self._lines):
            x = 0
            for span in line:
                end = x + cell_len(span.text)
                if span.stop is not None:
                    self._places.append(_Place(number, x, end, span.stop))
                x = end
        self._hold()

    @property
    def _place(self) -> _Place | None:
        found = next((place for place in self._places if place.stop.key == self._key), None)
        return found or (self._places[0] if self._places else None)

    def _hold(self) -> None:
        """Keep the cursor in sight, and no emptiness below the last line."""
        height = max(self.size.height, 1)
        place = self._place
        if place is not None:
            # The first figures are shown with the headings above them.
            first = place is self._places[0]
            self._top = 0 if first else max(place.line - height + 1, min(self._top, place.line))
        self._top = max(0, min(self._top, len(self._lines) - height))

    def panes(self) -> Iterable[Pane]:
        """The sections in sight that have a figure: where their titles stand."""
        for number in range(self._top, min(self._top + self.size.height, len(self._lines))):
            if not self._is_head(number):
                continue
            until = next((n for n in range(number + 1, len(self._lines)) if self._is_head(n)), len(self._lines))
            first = next((place for place in self._places if number <= place.line < until), None)
            if first is not None:
                yield Pane(0, number - self._top, partial(self._go, first))

    def _is_head(self, number: int) -> bool:
        return any(span.style == "title" for span in self._lines[number])

    # The cursor

    def action_cursor(self, columns: int, rows: int) -> None:
        """Go to the next figure in a direction."""
        place = self._place
        if place is None:
            self._scroll(rows)
            return
        if columns:
            number = self._places.index(place) + columns
            self._go(self._places[max(0, min(number, len(self._places) - 1))])
            return
        beyond = [other for other in self._places if (other.line - place.line) * rows > 0]
        if not beyond:
            self._scroll(rows)
            return
        line = min((other.line for other in beyond), key=lambda number: abs(number - place.line))
        self._go(
            min((other for other in beyond if other.line == line), key=lambda other: abs(other.start - place.start))
        )

    def action_page(self, by: int) -> None:
        """Go a screen up or down."""
        place = self._place
        if place is None:
            self._scroll(by * self.size.height)
            return
        wanted = place.line + by * self.size.height
        self._go(min(self._places, key=lambda other: (abs(other.line - wanted), abs(other.start - place.start))))

    def action_end(self, last: bool) -> None:
        """Go to the first or the last figure."""
        if self._places:
            self._go(self._places[-1 if last else 0])

    def _go(self, place: _Place) -> None:
        self._key = place.stop.key
        self._hold()
        self.refresh()
        self.post_message(self.Moved())

    def _scroll(self, by: int) -> None:
        top = max(0, min(self._top + by, len(self._lines) - self.size.height))
        if top != self._top:
            self._top = top
            self.refresh()

    # The mouse

    def on_click(self, event: events.Click) -> None:
        """Go to a figure; one that the cursor is on already is chosen."""
        line = self._top + event.y
        for place in self._places:
            if place.line == line and place.start <= event.x < place.end:
                if place is self._place:
                    self.post_message(self.Chosen())
                else:
                    self._go(place)
                return

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll; the cursor stays where it is."""
        self._scroll(3)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll back."""
        self._scroll(-3)

    # Drawing

    def notify_style_update(self) -> None:
        """Another theme: look the colours up again."""
        super().notify_style_update()
        self._styles = {}

    def render_line(self, y: int) -> Strip:
        """One line of the screen."""
        if self.size != self._measured:
            self._lay_out()
        if not self._styles:
            self._styles = {name: self.get_component_rich_style(f"sheet--{name}") for name in _STYLES}
        number = self._top + y
        width = self.size.width
        if number >= len(self._lines):
            return Strip.blank(width, self._styles["plain"])
        here = self._place if self.has_focus else None
        segments = [
            Segment(
                span.text,
                self._styles["stop"]
                if here is not None and here.line == number and span.stop is here.stop
                else self._styles[span.style],
            )
            for span in self._lines[number]
        ]
        return Strip(segments).adjust_cell_length(width, self._styles["plain"])
