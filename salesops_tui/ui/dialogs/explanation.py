"""A figure explained, over the room."""

from __future__ import annotations

from typing import ClassVar

from rich.table import Table
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from salesops_tui.domain.figures import Figure
from salesops_tui.i18n import _
from salesops_tui.services.explaining import Explanation, explain
from salesops_tui.terminal import printable
from salesops_tui.ui.commands import EXPLAIN
from salesops_tui.ui.dialogs.dialog import Dialog


class ExplanationScreen(Dialog[None]):
    """What figures are and how they came about; any of the usual keys closes it."""

    CSS_PATH = "../screens/sheet.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [(",".join(("escape", "enter", "q", *EXPLAIN.keys)), "dismiss", "")]

    def __init__(self, *told: Figure | Explanation) -> None:
        super().__init__()
        self._told = [explain(one) if isinstance(one, Figure) else one for one in told]

    def compose(self) -> ComposeResult:
        """Of each the value, the meaning, the facts."""
        first, *more = self._told
        with VerticalScroll(classes="sheet") as sheet:
            sheet.border_title = Text(printable(first.title))
            sheet.border_subtitle = _("esc closes")
            yield Static(first.meaning, markup=False)
            yield Static(_facts(first))
            for other in more:
                yield Static(Text(f"\n{printable(other.title)}"), classes="sheet-title")
                yield Static(other.meaning, markup=False)
                yield Static(_facts(other))


def _facts(explanation: Explanation) -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column(style="dim", no_wrap=True)
    table.add_column(ratio=1)
    table.add_row("", "")
    for heading, said in explanation.facts:
        table.add_row(Text(heading), Text(printable(said)))
    return table
