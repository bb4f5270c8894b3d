"""Looking for a command, or for whatever has a name."""

from __future__ import annotations

from textual.command import CommandPalette

from salesops_tui.i18n import _
from salesops_tui.ui.dialogs.dialog import ClosesOnce


class Palette(ClosesOnce, CommandPalette):
    """Textual's palette."""

    def __init__(self) -> None:
        super().__init__(placeholder=_("A command, deal, account, person, task or meeting"), id="--command-palette")
