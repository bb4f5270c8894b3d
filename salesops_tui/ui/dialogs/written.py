"""Something put into words, a stand-up's summary or a report: to read, to copy, to save."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path, PurePath
from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Input, Static

from salesops_tui.exporting import files, targets
from salesops_tui.exporting.kinds import SummaryFormat
from salesops_tui.exporting.targets import PathRefused
from salesops_tui.i18n import _
from salesops_tui.terminal import printable
from salesops_tui.ui import clipboard
from salesops_tui.ui.dialogs.write_file import WriteFileScreen

_ENDINGS: Final = {".md": SummaryFormat.MARKDOWN, ".txt": SummaryFormat.TEXT, ".json": SummaryFormat.JSON}


class WrittenScreen(WriteFileScreen):
    """The text; c copies it, s goes to the file's name, enter writes it there."""

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

    def __init__(self, heading: str, file_name: str, render: Callable[[SummaryFormat], str]) -> None:
        super().__init__()
        self._heading, self._file_name, self._render_as = heading, file_name, render

    def compose(self) -> ComposeResult:
        """The text, and the name of the file that it may be written to."""
        with Vertical(classes="sheet") as sheet:
            sheet.border_title = printable(self._heading)
            sheet.border_subtitle = _("c copies · s saves · esc leaves")
            with VerticalScroll():
                yield Static(self._render_as(SummaryFormat.TEXT), markup=False)
            yield Input(f"{files.safe_name(self._file_name)}.md", compact=True, classes="line")
            yield Static("", id="told", markup=False)

    def on_mount(self) -> None:
        """Begin with the text."""
        self.query_one(VerticalScroll).focus()

    async def action_copy(self) -> None:
        """Put the text on the clipboard, and say what took it."""
        tool = await clipboard.copy(self.app, self._render_as(SummaryFormat.TEXT))
        self.tell(_("Copied by {tool}.").format(tool=tool) if tool else _("The terminal was asked to copy it."))

    def action_save(self) -> None:
        """To the file's name; enter writes."""
        self.query_one(Input).focus()

    async def write_file(self, typed: str, *, replace: bool) -> Path:
        """Write it as the ending says."""
        form = _ENDINGS.get(PurePath(typed.strip()).suffix.casefold())
        if typed.strip() and form is None:
            raise PathRefused(_("The ending says what is written: {endings}.").format(endings=", ".join(_ENDINGS)))
        path = targets.place(typed, replace=replace)
        await asyncio.to_thread(files.write, path, self._render_as(form or SummaryFormat.TEXT).encode())
        return path
