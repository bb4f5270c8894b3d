"""Which of a list are wanted, and in which order: columns of a table, people of a stand-up."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import PurePath
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from salesops_tui.i18n import _
from salesops_tui.terminal import printable
from salesops_tui.ui.dialogs.dialog import Dialog


class OrderedScreen(Dialog[tuple[str, ...] | None]):
    """All lines; space takes one or leaves it out, shift and an arrow move it. The answer is the keys of those taken."""

    CSS_PATH: ClassVar[list[str | PurePath]] = ["../screens/sheet.tcss", "lists.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space,insert", "choose", show=False, priority=True),
        Binding("shift+up", "move(-1)", show=False, priority=True),
        Binding("shift+down", "move(1)", show=False, priority=True),
        ("escape,q", "dismiss", ""),
    ]

    def __init__(
        self, title: str, lines: Sequence[tuple[str, str]], taken: Collection[str], here: str | None = None
    ) -> None:
        super().__init__()
        self._title = title
        self._names = dict(lines)
        self._order = [key for key, _name in lines]
        self._taken = set(taken)
        self._here = self._order.index(here) if here in self._order else 0

    def compose(self) -> ComposeResult:
        """A line for each."""
        with Vertical(classes="sheet small") as sheet:
            sheet.border_title = self._title
            sheet.border_subtitle = _("space takes · ⇧↑ ⇧↓ move · enter · esc")
            yield OptionList(*(Option(self._line(key)) for key in self._order), markup=False)

    def on_mount(self) -> None:
        """Begin at the line that is asked for."""
        options = self.query_one(OptionList)
        options.highlighted = self._here
        options.focus()

    def _line(self, key: str) -> Text:
        taken = key in self._taken
        return Text(f"{'✓' if taken else ' '} {printable(self._names[key])}", style="bold" if taken else "")

    def action_choose(self) -> None:
        """Take a line, or leave it out; the last one stays."""
        options = self.query_one(OptionList)
        place = options.highlighted
        if place is None:
            return
        key = self._order[place]
        if self._taken != {key}:
            self._taken ^= {key}
            options.replace_option_prompt_at_index(place, self._line(key))

    def action_move(self, by: int) -> None:
        """Move a line up or down."""
        options = self.query_one(OptionList)
        place = options.highlighted
        if place is None or not 0 <= place + by < len(self._order):
            return
        order = self._order
        order[place], order[place + by] = order[place + by], order[place]
        for other in (place, place + by):
            options.replace_option_prompt_at_index(other, self._line(order[other]))
        options.highlighted = place + by

    def on_option_list_option_selected(self) -> None:
        """Enter: this is how it shall be."""
        self.dismiss(tuple(key for key in self._order if key in self._taken))
