"""The keys in less than a minute: each is told, and pressed once. Nothing in the workbook is touched."""

from __future__ import annotations

from pathlib import PurePath
from typing import ClassVar, Final

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from salesops_tui.i18n import _, mark
from salesops_tui.ui.commands import (
    EXPLAIN,
    FILTER,
    GO_BACK,
    HELP,
    IMPORT,
    JUMP,
    NEXT_VIEW,
    OPEN,
    PALETTE,
    ROOMS,
    UNDO,
    key_name,
)
from salesops_tui.ui.dialogs.dialog import Dialog

_STATIONS: Final = (
    (ROOMS[2].keys, mark("A digit goes to a room: 1 the stand-up, 2 the week, 3 the pipeline, 4 tasks, 5 meetings.")),
    (NEXT_VIEW.keys, mark("A room has views, by the letters above them; v goes to the next one.")),
    (("down",), mark("Arrows move the cursor, everywhere.")),
    (OPEN.keys, mark("Enter opens what the cursor is on.")),
    (("escape",), mark("Esc comes back.")),
    (FILTER.keys, mark("Type to see less: @owner, >100k, overdue, any word.")),
    (EXPLAIN.keys, mark("What is this figure, and from what? Every one tells.")),
    (UNDO.keys, mark("Takes the last step back, whatever it was. Nothing is ever lost.")),
    (IMPORT.keys, mark("Brings in the morning's export.")),
    (JUMP.keys, mark("Puts a letter on every pane, to jump to it.")),
    (GO_BACK.keys, mark("Goes back to where you were.")),
    (PALETTE.keys, mark("Finds every command, deal, account, person, task and meeting by its name.")),
    (HELP.keys, mark("Lists all keys of the place where you are. That is all you need to know.")),
)
"""Keys of which one is to be pressed, the first of which is told; and what it is for."""


class TourScreen(Dialog[None]):
    """One key after the other; esc ends it before, space goes on without the key."""

    CSS_PATH: ClassVar[list[str | PurePath]] = ["sheet.tcss"]
    CSS = """
    TourScreen .sheet { width: 72; }
    TourScreen #key { text-align: center; color: $accent; text-style: bold; height: 3; content-align: center middle; }
    TourScreen #words { text-align: center; height: 2; }
    TourScreen #told { text-align: center; color: $muted; height: 1; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._at = 0

    def compose(self) -> ComposeResult:
        """The key, what it is for, and what to do."""
        with Vertical(classes="sheet") as sheet:
            sheet.border_subtitle = _("space goes on · ← back · esc ends")
            yield Static(id="key", markup=False)
            yield Static(id="words", markup=False)
            yield Static(id="told", markup=False)

    def on_mount(self) -> None:
        """Begin."""
        self._show(_("Press it."))

    def _show(self, told: str) -> None:
        keys, words = _STATIONS[self._at]
        self.query_one(".sheet").border_title = _("The keys · {number} of {all}").format(
            number=self._at + 1, all=len(_STATIONS)
        )
        self.query_one("#key", Static).update(f"┃ {key_name(keys[0])} ┃")
        self.query_one("#words", Static).update(_(words))
        self.query_one("#told", Static).update(told)

    def on_key(self, event: events.Key) -> None:
        """The key that is told goes on to the next one."""
        event.stop()
        keys, _words = _STATIONS[self._at]
        if event.key in keys:
            self._go(1, _("✓ Next one."))
        elif event.key == "escape":
            self.dismiss()
        elif event.key == "space":
            self._go(1, _("Press it."))
        elif event.key == "left":
            self._go(-1, _("Press it."))
        else:
            self._show(_("That was {key}. Press {wanted}.").format(key=key_name(event.key), wanted=key_name(keys[0])))

    def _go(self, by: int, told: str) -> None:
        self._at = max(self._at + by, 0)
        if self._at == len(_STATIONS):
            self.dismiss()
            self.app.notify(_("You know the keys now. Have a good day."), markup=False)
        else:
            self._show(told)
