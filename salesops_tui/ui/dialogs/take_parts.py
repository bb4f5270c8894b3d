"""Taking in the parts of a report that people sent as files."""

from __future__ import annotations

import asyncio
import shlex
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import Input, Static

from salesops_tui.domain.steps import Origin
from salesops_tui.errors import SalesopsError
from salesops_tui.i18n import _, ngettext
from salesops_tui.services.week.parts import merge, open_part
from salesops_tui.terminal import printable
from salesops_tui.ui.dialogs.dialog import Dialog

if TYPE_CHECKING:
    pass


class TakePartsScreen(Dialog[str]):
    """File names, typed or pasted or dropped; enter takes them in, and the answer says whose they were."""

    CSS_PATH: ClassVar[list[str | PurePath]] = ["../screens/sheet.tcss", "lists.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [("escape", "dismiss('')", "")]

    def compose(self) -> ComposeResult:
        """One line for the names."""
        with Vertical(classes="sheet") as sheet:
            sheet.border_title = _("Take in parts of the report")
            sheet.border_subtitle = _("enter takes in · esc leaves")
            yield Input(placeholder=_("the files, with blanks between them"), compact=True, classes="line")
            yield Static("", id="told", classes="error", markup=False)
            hint = _("A part comes from: salesops report --part --scope NAME -o FILE")
            yield Static(hint, classes="muted", markup=False)

    def on_mount(self) -> None:
        """Begin with the names."""
        self.query_one(Input).focus()

    @work(exclusive=True)
    async def on_input_submitted(self, event: Input.Submitted) -> None:
        """Read them and write them as one step; what is refused is said, and what was typed stays."""
        try:
            paths = [Path(name).expanduser() for name in _names(event.value)]
            files = [await asyncio.to_thread(open_part, path) for path in paths]
            people = await self.workbench.gateway.call(merge, files, Origin.SCREEN)
        except SalesopsError as error:
            self.query_one("#told", Static).update(printable(str(error)))
            return
        names = ", ".join(person.name for person in people)
        told = ngettext("Taken in: {number} part, of {names}.", "Taken in: {number} parts, of {names}.", len(people))
        self.dismiss(told.format(number=len(people), names=names))


def _names(typed: str) -> list[str]:
    """File names as people type and terminals drop them: with quotes or backslashes around blanks, or without."""
    if Path(typed.strip()).expanduser().is_file():
        return [typed.strip()]
    try:
        return shlex.split(typed)
    except ValueError:
        return typed.split()
