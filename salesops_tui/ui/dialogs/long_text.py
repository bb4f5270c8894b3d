"""A text of several lines: notes of a meeting, a template's file."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import PurePath
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static, TextArea

from salesops_tui.errors import SalesopsError
from salesops_tui.i18n import _
from salesops_tui.terminal import printable
from salesops_tui.ui.dialogs.dialog import Dialog

if TYPE_CHECKING:
    pass


class LongTextScreen(Dialog[bool]):
    """The text; ctrl+s saves, esc leaves and keeps what was typed for the next time."""

    CSS_PATH: ClassVar[list[str | PurePath]] = ["../screens/sheet.tcss"]
    CSS = """
    LongTextScreen .sheet { height: 90%; }
    LongTextScreen TextArea { height: 1fr; background: $panel; border: none; padding: 0 1; }
    LongTextScreen Static { height: auto; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s,f10", "save", show=False, priority=True),
        Binding("escape", "leave", show=False, priority=True),
    ]

    def __init__(
        self, title: str, key: str, text: str, save: Callable[[str], Awaitable[object]], hint: str = ""
    ) -> None:
        super().__init__()
        self._title, self._key, self._text, self._save, self._hint = title, key, text, save, hint

    def compose(self) -> ComposeResult:
        """The text, with what was typed before and not saved."""
        waiting = self.workbench.text_drafts.get(self._key)
        with Vertical(classes="sheet") as sheet:
            sheet.border_title = printable(self._title)
            sheet.border_subtitle = _("^s saves · esc leaves")
            if waiting is not None:
                yield Static(_("This is what you had typed and not saved."), classes="muted")
            if self._hint:
                yield Static("\n".join(map(printable, self._hint.splitlines())), classes="muted", markup=False)
            yield TextArea(waiting if waiting is not None else self._text, tab_behavior="focus")
            yield Static("", id="refused", classes="error", markup=False)

    def on_mount(self) -> None:
        """Begin at the end of the text."""
        field = self.query_one(TextArea)
        field.focus()
        field.move_cursor(field.document.end)

    @work(exclusive=True)
    async def action_save(self) -> None:
        """Write it; what is refused is said, and what was typed stays."""
        try:
            await self._save(self.query_one(TextArea).text)
        except SalesopsError as error:
            self.query_one("#refused", Static).update(printable(str(error)))
            return
        self.workbench.text_drafts.pop(self._key, None)
        self.dismiss(True)

    def action_leave(self) -> None:
        """Go back; what was typed waits for the next time."""
        typed = self.query_one(TextArea).text
        if typed == self._text:
            self.workbench.text_drafts.pop(self._key, None)
        else:
            self.workbench.text_drafts[self._key] = typed
            self.workbench.say(_("Not saved. What you typed is there when the form opens again."))
        self.dismiss(False)
