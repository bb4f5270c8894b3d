"""Which columns the table has, and in which order."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from salesops_tui.domain.deal_columns import COLUMNS, Column
from salesops_tui.i18n import _


class ColumnsScreen(ModalScreen[tuple[Column, ...] | None]):
    """All columns, those that are shown first; space shows or hides one, shift and an arrow move it."""

    CSS_PATH: ClassVar[list[str | PurePath]] = ["../screens/sheet.tcss", "lists.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space,insert", "choose", show=False, priority=True),
        Binding("shift+up", "move(-1)", show=False, priority=True),
        Binding("shift+down", "move(1)", show=False, priority=True),
        ("escape,q", "dismiss", ""),
    ]

    def __init__(self, shown: Sequence[Column], here: Column) -> None:
        super().__init__()
        self._order = [*shown, *(column for column in COLUMNS if column not in shown)]
        self._shown = set(shown)
        self._here = self._order.index(here)

    def compose(self) -> ComposeResult:
        """A line for each column."""
        with Vertical(classes="sheet small") as sheet:
            sheet.border_title = _("Columns")
            sheet.border_subtitle = _("space shows · ⇧↑ ⇧↓ move · enter · esc")
            yield OptionList(*(Option(self._line(column)) for column in self._order), markup=False)

    def on_mount(self) -> None:
        """Begin at the cursor's column."""
        options = self.query_one(OptionList)
        options.highlighted = self._here
        options.focus()

    def _line(self, column: Column) -> Text:
        is_shown = column in self._shown
        return Text(f"{'✓' if is_shown else ' '} {_(COLUMNS[column].title)}", style="bold" if is_shown else "")

    def action_choose(self) -> None:
        """Show a column, or hide it; the last one stays."""
        options = self.query_one(OptionList)
        place = options.highlighted
        if place is None:
            return
        column = self._order[place]
        if self._shown != {column}:
            self._shown ^= {column}
            options.replace_option_prompt_at_index(place, self._line(column))

    def action_move(self, by: int) -> None:
        """Move a column up or down in the list: left or right in the table."""
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
        self.dismiss(tuple(column for column in self._order if column in self._shown))
