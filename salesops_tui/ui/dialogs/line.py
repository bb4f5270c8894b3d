"""One line to type, over the room."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import PurePath
from typing import ClassVar, Generic, TypeVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import Input, Static

from salesops_tui.errors import SalesopsError
from salesops_tui.i18n import _
from salesops_tui.terminal import printable
from salesops_tui.ui.dialogs.dialog import Dialog

T = TypeVar("T")


class LineScreen(Dialog[T | None], Generic[T]):
    """Enter takes it, esc leaves; what cannot be taken is said, and stays to be mended."""

    CSS_PATH: ClassVar[list[str | PurePath]] = ["../screens/sheet.tcss", "lists.tcss"]
    CSS = """
    LineScreen Static { height: auto; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [("escape", "dismiss", "")]

    def __init__(self, title: str, present: str, take: Callable[[str], T], hint: str = "") -> None:
        """``take`` makes the answer of the text, or raises SalesopsError saying why it cannot."""
        super().__init__()
        self._title, self._present, self._take, self._hint = title, present, take, hint

    def compose(self) -> ComposeResult:
        """The line."""
        with Vertical(classes="sheet small") as sheet:
            sheet.border_title = printable(self._title)
            sheet.border_subtitle = _("enter takes it · esc leaves")
            if self._hint:
                yield Static(printable(self._hint), classes="muted", markup=False)
            yield Input(self._present, compact=True, classes="line")
            yield Static("", id="refused", classes="error", markup=False)

    def on_mount(self) -> None:
        """Type."""
        self.query_one(Input).focus()

    @work(exclusive=True)
    async def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take it, if it can be; that may mean to write a file, which nothing on the screen waits for."""
        try:
            answer = await asyncio.to_thread(self._take, event.value)
        except SalesopsError as error:
            self.query_one("#refused", Static).update(printable(str(error)))
            return
        self.dismiss(answer)
