"""Something put into words, a stand-up's summary or a report: to read, to copy, to save."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from pathlib import Path, PurePath
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Input, Static

from salesops_tui.exporting import files, targets
from salesops_tui.exporting.targets import PathRefused
from salesops_tui.i18n import _
from salesops_tui.terminal import printable
from salesops_tui.ui import clipboard
from salesops_tui.ui.dialogs.write_file import WriteFileScreen


class WrittenScreen(WriteFileScreen):
    """The text; c copies it, s goes to the file's name, enter writes it there as the ending says."""

    CSS_PATH: ClassVar[list[str | PurePath]] = ["../screens/sheet.tcss", "lists.tcss"]
    CSS = """
    WrittenScreen .sheet { height: 90%; }
    WrittenScreen VerticalScroll { height: 1fr; margin: 0 0 1 0; }
    WrittenScreen VerticalScroll Static { height: auto; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("c,f5", "copy", show=False),
        Binding("s,f10", "save", show=False),
    ]

    def __init__(
        self, heading: str, file_name: str, text: str, endings: Mapping[str, Callable[[], bytes]], usual: str = ".md"
    ) -> None:
        super().__init__()
        self.heading, self.text, self.endings = heading, text, endings
        self._file_name = f"{files.safe_name(file_name)}{usual}"

    def compose(self) -> ComposeResult:
        """The text, and the name of the file that it may be written to."""
        with Vertical(classes="sheet") as sheet:
            sheet.border_title = printable(self.heading)
            sheet.border_subtitle = self.keys_told()
            with VerticalScroll():
                yield Static(self.text, id="text", markup=False)
            yield Input(self._file_name, compact=True, classes="line")
            yield Static(self._endings_told(), id="told", markup=False)

    def keys_told(self) -> str:
        """What the keys do here."""
        return _("c copies · s saves · esc leaves")

    def _endings_told(self) -> str:
        return _("The ending says what is written: {endings}.").format(endings=", ".join(self.endings))

    def on_mount(self) -> None:
        """Begin with the text."""
        self.query_one(VerticalScroll).focus()

    async def action_copy(self) -> None:
        """Put the text on the clipboard, and say what took it."""
        await self.copy(self.text)

    async def copy(self, text: str) -> None:
        """Put something on the clipboard, and say what took it."""
        tool = await clipboard.copy(self.app, text)
        self.tell(_("Copied by {tool}.").format(tool=tool) if tool else _("The terminal was asked to copy it."))

    def action_save(self) -> None:
        """To the file's name; enter writes, however soon it comes."""
        self.set_focus(self.query_one(Input))

    async def write_file(self, typed: str, *, replace: bool) -> Path:
        """Write it as the ending says."""
        render = self.endings.get(PurePath(typed.strip()).suffix.casefold())
        if render is None:
            raise PathRefused(self._endings_told())
        path = targets.place(typed, replace=replace)
        self.tell(_("Writing …"))
        await asyncio.to_thread(lambda: files.write(path, render()))
        return path
