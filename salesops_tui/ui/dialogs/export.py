"""Where what a view shows is to be written."""

from __future__ import annotations

import asyncio
from pathlib import Path, PurePath
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input, ProgressBar, Static

from salesops_tui.exporting import targets
from salesops_tui.i18n import _
from salesops_tui.services import exports
from salesops_tui.services.asking import Asked
from salesops_tui.terminal import printable
from salesops_tui.ui.commands import Command
from salesops_tui.ui.dialogs.write_file import WriteFileScreen


class _Left(Exception):
    """Nobody waits for the file any more."""


class ExportScreen(WriteFileScreen):
    """A file name, whose ending says what is written; enter writes, esc leaves."""

    CSS_PATH: ClassVar[list[str | PurePath]] = ["../screens/sheet.tcss", "lists.tcss"]
    CSS = "ExportScreen ProgressBar, ExportScreen Bar { width: 1fr; }"

    def __init__(self, view: Command, asked: Asked) -> None:
        super().__init__()
        self._view = view
        self._asked = asked

    def compose(self) -> ComposeResult:
        """The name, where it is, what endings there are."""
        name = targets.usual_name(_(self._view.label), self.workbench.clock.today().isoformat())
        with Vertical(classes="sheet") as sheet:
            sheet.border_title = _("Export what is shown")
            sheet.border_subtitle = _("enter writes · esc leaves")
            yield Input(name, compact=True, classes="line")
            yield Static("", id="told", markup=False)
            yield ProgressBar(total=1.0, show_eta=False, id="progress")
            folder = printable(str(Path.cwd()))
            yield Static(_("In {folder}").format(folder=folder), classes="muted", markup=False)
            yield Static(
                _("The ending says what is written: {endings}.").format(endings=", ".join(targets.ENDINGS)),
                classes="muted",
                markup=False,
            )

    def on_mount(self) -> None:
        """Begin before the ending."""
        self.query_one(ProgressBar).display = False
        field = self.query_one(Input)
        field.focus()
        field.cursor_position = len(field.value) - len(PurePath(field.value).suffix)

    async def write_file(self, typed: str, *, replace: bool) -> Path:
        """Write what the view shows."""
        path = await asyncio.to_thread(targets.target, typed, replace=replace)
        self.tell(_("Writing … esc stops it, and nothing is written."))
        self.query_one(ProgressBar).display = True
        sheets = await self.workbench.gateway.call(exports.read, self._view.id, self._asked)
        await asyncio.to_thread(targets.write, path, sheets, self._progress)
        return path

    def _progress(self, share: float) -> None:
        """Called on the writing thread. Whoever leaves while it is written does not want it."""
        if self.is_closed:
            raise _Left
        self.app.call_from_thread(self.query_one(ProgressBar).update, progress=share)
