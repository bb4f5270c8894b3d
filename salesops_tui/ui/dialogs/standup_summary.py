"""What was said in a stand-up: to read, to copy, to save."""

from __future__ import annotations

import asyncio
from pathlib import Path, PurePath
from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Input, Static

from salesops_tui.domain.standup_summary import StandupSummary
from salesops_tui.exporting import files, targets
from salesops_tui.exporting.standups import SummaryFormat, rendered
from salesops_tui.exporting.targets import PathRefused
from salesops_tui.i18n import _
from salesops_tui.terminal import printable
from salesops_tui.ui import clipboard
from salesops_tui.ui.dialogs.write_file import WriteFileScreen

_ENDINGS: Final = {".md": SummaryFormat.MARKDOWN, ".txt": SummaryFormat.TEXT, ".json": SummaryFormat.JSON}


class SummaryScreen(WriteFileScreen):
    """The text; c copies it, s goes to the file's name, enter writes it there."""

    CSS_PATH: ClassVar[list[str | PurePath]] = ["../screens/sheet.tcss", "lists.tcss"]
    CSS = """
    SummaryScreen VerticalScroll { height: auto; max-height: 100%; margin: 0 0 1 0; }
    SummaryScreen VerticalScroll Static { height: auto; }
    SummaryScreen .sheet { height: 90%; }
    SummaryScreen VerticalScroll { height: 1fr; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("c,f5", "copy", show=False),
        Binding("s,f10", "save", show=False),
    ]

    def __init__(self, summary: StandupSummary) -> None:
        super().__init__()
        self._summary = summary

    def compose(self) -> ComposeResult:
        """The text, and the name of the file that it may be written to."""
        with Vertical(classes="sheet") as sheet:
            sheet.border_title = printable(self._summary.title)
            sheet.border_subtitle = _("c copies · s saves · esc leaves")
            with VerticalScroll():
                yield Static(rendered(self._summary, SummaryFormat.TEXT), markup=False)
            words = (_("Stand-up"), self._summary.team, self._summary.day.isoformat())
            name = files.safe_name(" ".join(word for word in words if word))
            yield Input(f"{name}.md", compact=True, classes="line")
            yield Static("", id="told", markup=False)

    def on_mount(self) -> None:
        """Begin with the text."""
        self.query_one(VerticalScroll).focus()

    async def action_copy(self) -> None:
        """Put the text on the clipboard, and say what took it."""
        tool = await clipboard.copy(self.app, rendered(self._summary, SummaryFormat.TEXT))
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
        await asyncio.to_thread(files.write, path, rendered(self._summary, form or SummaryFormat.TEXT).encode())
        return path
