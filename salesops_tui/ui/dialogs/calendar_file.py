"""Where the meetings to come are written as a calendar file."""

from __future__ import annotations

import asyncio
from pathlib import Path, PurePath
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input, Static

from salesops_tui.exporting import files, targets
from salesops_tui.i18n import _
from salesops_tui.services.meetings.calendar_files import upcoming_calendar
from salesops_tui.terminal import printable
from salesops_tui.ui.dialogs.write_file import WriteFileScreen


class CalendarFileScreen(WriteFileScreen):
    """A file name; enter writes, esc leaves."""

    CSS_PATH: ClassVar[list[str | PurePath]] = ["../screens/sheet.tcss", "lists.tcss"]

    def compose(self) -> ComposeResult:
        """The name, and where it is."""
        with Vertical(classes="sheet") as sheet:
            sheet.border_title = _("Write what is to come to a calendar file")
            sheet.border_subtitle = _("enter writes · esc leaves")
            name = files.safe_name(_("Meetings"))
            yield Input(f"{name}.ics", compact=True, classes="line")
            yield Static("", id="told", markup=False)
            yield Static(_("In {folder}").format(folder=printable(str(Path.cwd()))), classes="muted", markup=False)

    def on_mount(self) -> None:
        """Begin with the name."""
        self.query_one(Input).focus()

    async def write_file(self, typed: str, *, replace: bool) -> Path:
        """Write the meetings."""
        path = targets.place(typed, replace=replace)
        told = await self.workbench.gateway.call(upcoming_calendar)
        await asyncio.to_thread(files.write, path, told)
        return path
