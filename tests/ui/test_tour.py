"""The tour of the keys."""

from __future__ import annotations

from salesops_tui.ui.screens.tour import _STATIONS, TourScreen
from tests.ui.conftest import OpenWorkbench, settle, text_of


async def test_every_key_is_told_and_pressed_and_then_it_is_over(open_workbench: OpenWorkbench) -> None:
    async with open_workbench() as (pilot, board):
        await pilot.press("shift+f1")
        await settle(pilot)
        assert isinstance(pilot.app.screen, TourScreen)
        for number, (keys, words) in enumerate(_STATIONS, 1):
            shown = " ".join(text_of(pilot).split())
            assert f"The keys · {number} of {len(_STATIONS)}" in shown
            assert words[:30] in shown
            await pilot.press(keys[-1])
            await settle(pilot)
        assert len(pilot.app.screen_stack) == 1
        assert pilot.app.screen.query_one(type(board)) is board
        assert pilot.app.current_mode == "pipeline"


async def test_another_key_is_told_and_nothing_happens(open_workbench: OpenWorkbench) -> None:
    async with open_workbench() as (pilot, _board):
        await pilot.press("shift+f1", "a")
        await settle(pilot)
        assert "That was a. Press 3." in text_of(pilot)
        await pilot.press("space", "space", "left")
        await settle(pilot)
        assert "The keys · 2 of" in text_of(pilot)


async def test_esc_ends_it_except_where_esc_is_the_key(open_workbench: OpenWorkbench) -> None:
    async with open_workbench() as (pilot, _board):
        await pilot.press("shift+f1", "escape")
        await settle(pilot)
        assert not isinstance(pilot.app.screen, TourScreen)
