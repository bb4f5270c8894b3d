"""What the keys do, made from the commands themselves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.cells import cell_len
from rich.table import Table
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from salesops_tui.i18n import _
from salesops_tui.ui.commands import Command, Group
from salesops_tui.ui.dialogs.dialog import Dialog


class HelpScreen(Dialog[None]):
    """A sheet of keys over the room."""

    CSS_PATH = "sheet.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [("escape,q,question_mark,f1,enter", "dismiss", "")]

    def __init__(self, commands: Sequence[Command]) -> None:
        super().__init__()
        self._commands = commands

    def compose(self) -> ComposeResult:
        """One table for each group of commands."""
        with VerticalScroll(classes="sheet") as sheet:
            sheet.border_title = _("Keys")
            sheet.border_subtitle = _("esc closes")
            yield Static(self._table(), markup=False)

    def _table(self) -> Table:
        table = Table.grid(padding=(0, 2), expand=True)
        table.add_column(width=max(cell_len(command.key_names) for command in self._commands))
        table.add_column(ratio=1)
        for group in Group:
            commands = [command for command in self._commands if command.group is group]
            if not commands:
                continue
            table.add_row(Text(""), Text(_(group.value), style="bold underline"))
            for command in commands:
                table.add_row(Text(command.key_names, style="bold"), Text(command.words))
            table.add_row(Text(""), Text(""))
        return table
