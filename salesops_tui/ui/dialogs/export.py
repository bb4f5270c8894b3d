"""Where what a view shows is to be written."""

from __future__ import annotations

import asyncio
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, ClassVar, cast

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from salesops_tui.errors import SalesopsError
from salesops_tui.exporting import targets
from salesops_tui.exporting.targets import FileThere
from salesops_tui.i18n import _
from salesops_tui.services import exports
from salesops_tui.services.asking import Asked
from salesops_tui.terminal import printable
from salesops_tui.ui.commands import Command

if TYPE_CHECKING:
    from salesops_tui.ui.app import Workbench


class ExportScreen(ModalScreen[Path | None]):
    """A file name, whose ending says what is written; enter writes, esc leaves."""

    CSS_PATH: ClassVar[list[str | PurePath]] = ["../screens/sheet.tcss", "lists.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [("escape", "dismiss", "")]

    def __init__(self, view: Command, asked: Asked) -> None:
        super().__init__()
        self._view = view
        self._asked = asked
        self._warned = ""
        """The name of which was said that it is taken; the same name once more replaces the file."""

    @property
    def _workbench(self) -> Workbench:
        from salesops_tui.ui.app import Workbench

        return cast(Workbench, self.app)

    def compose(self) -> ComposeResult:
        """The name, where it is, what endings there are."""
        name = targets.usual_name(_(self._view.label), self._workbench.clock.today().isoformat())
        with Vertical(classes="sheet") as sheet:
            sheet.border_title = _("Export what is shown")
            sheet.border_subtitle = _("enter writes · esc leaves")
            yield Input(name, compact=True, classes="line")
            yield Static("", id="told", markup=False)
            folder = printable(str(Path.cwd()))
            yield Static(_("In {folder}").format(folder=folder), classes="muted", markup=False)
            yield Static(
                _("The ending says what is written: {endings}.").format(endings=", ".join(targets.ENDINGS)),
                classes="muted",
                markup=False,
            )

    def on_mount(self) -> None:
        """Begin before the ending."""
        field = self.query_one(Input)
        field.focus()
        field.cursor_position = len(field.value) - len(PurePath(field.value).suffix)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter writes."""
        self._write(event.value)

    @work(group="write", exclusive=True)
    async def _write(self, typed: str) -> None:
        told = self.query_one("#told", Static)
        try:
            path = await asyncio.to_thread(targets.target, typed, replace=typed == self._warned)
            told.update(_("Writing …"))
            sheets = await self._workbench.gateway.call(exports.read, self._view.id, self._asked)
            await asyncio.to_thread(targets.write, path, sheets)
        except SalesopsError as error:
            self._warned = typed if isinstance(error, FileThere) else ""
            told.set_class(True, "error")
            told.update(printable(str(error)))
            return
        self.dismiss(path)
