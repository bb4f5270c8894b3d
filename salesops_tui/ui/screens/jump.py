"""A letter on every pane: it leads there."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import ClassVar, Final

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from salesops_tui.ui.dialogs.dialog import Dialog
from salesops_tui.ui.widgets.panes import HasPanes

LETTERS: Final = "asdfghjklqwertyuiopzxcvbnm"
"""Those under the fingers first."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a letter stands, and what it does."""

    x: int
    y: int
    go: Callable[[], object]


def places(screen: Screen[object]) -> list[Place]:
    """Every pane of a screen that is in sight, from above to below and from left to right."""
    found = [place for widget in screen.query("*") if widget.can_focus for place in _of(widget)]
    return sorted(found, key=lambda place: (place.y, place.x))[: len(LETTERS)]


def _of(widget: Widget) -> Iterator[Place]:
    seen = widget.region.intersection(widget.screen.region)
    if not widget.focusable or not seen:
        return
    parts = list(widget.panes()) if isinstance(widget, HasPanes) else []

    def there(go: Callable[[], object] | None) -> None:
        widget.screen.set_focus(widget)
        if go is not None:
            go()

    if not parts:
        yield Place(seen.x, seen.y, partial(there, None))
    for part in parts:
        yield Place(seen.x + part.x, seen.y + part.y, partial(there, part.go))


class JumpScreen(Dialog[Place]):
    """The room as it is, with the letters; one of them goes there, the arrows and enter do so without letters."""

    CSS = """
    JumpScreen { background: transparent; }
    JumpScreen .letter { position: absolute; width: 3; height: 1; background: $accent; color: $background; text-style: bold; }
    JumpScreen .here { background: $foreground; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,semicolon,fullwidth_semicolon", "dismiss", show=False),
        Binding("left,up,shift+tab", "step(-1)", show=False),
        Binding("right,down,tab", "step(1)", show=False),
        Binding("enter,space", "go", show=False),
    ]

    def __init__(self, found: Sequence[Place]) -> None:
        super().__init__()
        self._places = found
        self._here = 0

    def compose(self) -> ComposeResult:
        """The letters, each over the corner of its pane."""
        for letter, place in zip(LETTERS, self._places, strict=False):
            label = Static(f" {letter} ", classes="letter", markup=False)
            label.styles.offset = (min(place.x, self.app.size.width - 3), place.y)
            yield label

    def on_mount(self) -> None:
        """Begin with the first one."""
        self.action_step(0)

    def action_step(self, by: int) -> None:
        """Go to the next letter."""
        self._here = (self._here + by) % len(self._places)
        for number, label in enumerate(self.query(".letter")):
            label.set_class(number == self._here, "here")

    def action_go(self) -> None:
        """Jump where the cursor is."""
        self.dismiss(self._places[self._here])

    def on_key(self, event: events.Key) -> None:
        """A letter jumps."""
        if event.character and event.character.lower() in LETTERS[: len(self._places)]:
            event.stop()
            self.dismiss(self._places[LETTERS.index(event.character.lower())])

    def on_click(self, event: events.Click) -> None:
        """A click on a letter jumps, too; elsewhere it leaves."""
        at = event.screen_offset
        hit = [number for number, label in enumerate(self.query(".letter")) if label.region.contains_point(at)]
        self.dismiss(self._places[hit[-1]] if hit else None)
