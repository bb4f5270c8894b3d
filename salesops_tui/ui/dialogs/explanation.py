"""A figure explained, over the room."""

from __future__ import annotations

from typing import ClassVar

from rich.table import Table
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from salesops_tui.domain.figures import Figure
from salesops_tui.i18n import _
from salesops_tui.services.explaining import explain
from salesops_tui.terminal import printable
from salesops_tui.ui.commands import EXPLAIN


class ExplanationScreen(ModalScreen[None]):
    """What a figure is and how it came about; any of the usual keys closes it."""

    CSS_PATH = "../screens/sheet.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [(",".join(("escape", "enter", "q", *EXPLAIN.keys)), "dismiss", "")]

    def __init__(self, figure: Figure) -> None:
        super().__init__()
        self._explanation = explain(figure)

    def compose(self) -> ComposeResult:
        """The value, the meaning, the facts."""
        with VerticalScroll(classes="sheet") as sheet:
            sheet.border_title = Text(printable(self._explanation.title))
            sheet.border_subtitle = _("esc closes")
            yield Static(self._explanation.meaning, markup=False)
            yield Static(self._facts())

    def _facts(self) -> Table:
        table = Table.grid(padding=(0, 2))
        table.add_column(style="dim", no_wrap=True)
        table.add_column(ratio=1)
        table.add_row("", "")
        for heading, said in self._explanation.facts:
            table.add_row(Text(heading), Text(printable(said)))
        return table
