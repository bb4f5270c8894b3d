"""The team on the screen."""

from __future__ import annotations

from typing import Any

from textual.pilot import Pilot
from textual.widgets import Input, Select

from salesops_tui.ui.screens.team import TeamScreen
from tests.ui.conftest import OpenWorkbench, settle, text_of


async def press(pilot: Pilot[Any], *keys: str) -> None:
    """Press keys, and wait for what comes of each."""
    for key in keys:
        await pilot.press(key)
        await settle(pilot)


async def test_somebody_is_added_renamed_and_taken_back(open_workbench: OpenWorkbench) -> None:
    async with open_workbench() as (pilot, _board):
        await press(pilot, "comma", "t")
        assert isinstance(pilot.app.screen, TeamScreen)
        assert "Li Na" in text_of(pilot)
        await press(pilot, "a")
        for field, value in (("name", "[b]Zoe[/b]"), ("role", "Lead"), ("team", "East"), ("aliases", "zoe@x.example")):
            pilot.app.screen.query_one(f"#{field}", Input).value = value
        await press(pilot, "enter")
        shown = text_of(pilot)
        assert all(word in shown for word in ("[b]Zoe[/b]", "Lead", "East", "zoe@x.example"))
        await press(pilot, "enter")
        pilot.app.screen.query_one("#active", Select).value = False
        await press(pilot, "ctrl+s")
        assert "has left" in text_of(pilot)
        await press(pilot, "u", "u")
        assert "zoe@x.example" not in text_of(pilot)


async def test_a_name_that_is_taken_is_told_and_stays_typed(open_workbench: OpenWorkbench) -> None:
    async with open_workbench() as (pilot, _board):
        await press(pilot, "shift+f2", "a")
        pilot.app.screen.query_one("#name", Input).value = "li na"
        await press(pilot, "enter")
        assert "“li na” is how Li Na is called already." in text_of(pilot)
        assert pilot.app.screen.query_one("#name", Input).value == "li na"
        await press(pilot, "escape", "escape")
        assert not isinstance(pilot.app.screen, TeamScreen)
