"""The palette finds commands, and whatever has a name."""

from __future__ import annotations

from typing import Any

import pytest
from textual.command import CommandPalette
from textual.pilot import Pilot
from textual.widgets import OptionList

from salesops_tui.ui.screens.deal import DealScreen
from salesops_tui.ui.screens.deal_list import DealListScreen
from salesops_tui.ui.screens.pipeline import PipelineRoom
from tests.ui.conftest import OpenWorkbench, settle, text_of


async def look_for(pilot: Pilot[Any], text: str) -> str:
    """Open the palette and type; returns what stands on the screen once something was found."""
    await pilot.press("ctrl+p", *text)
    palette = pilot.app.screen
    assert isinstance(palette, CommandPalette)
    for _moment in range(100):
        await pilot.pause(0.02)
        if palette.query_one(OptionList).option_count:
            break
    await pilot.pause(0.1)
    return text_of(pilot)


async def choose(pilot: Pilot[Any]) -> object:
    """Take the first of what was found; returns the screen that is shown then."""
    await pilot.press("enter")
    await settle(pilot)
    return pilot.app.screen


@pytest.mark.parametrize(("typed", "language", "kind"), [("portal", "en", "Deal"), ("官网", "zh_Hans", "商机")])
async def test_a_deal_is_found_and_opened(open_workbench: OpenWorkbench, typed: str, language: str, kind: str) -> None:
    async with open_workbench(language=language) as (pilot, _board):
        assert f"{kind} · " in await look_for(pilot, typed)
        assert isinstance(await choose(pilot), DealScreen)
        await pilot.press("escape")
        await settle(pilot)
        assert isinstance(pilot.app.screen, PipelineRoom)


async def test_an_account_is_found_by_its_initials_and_shows_its_deals(open_workbench: OpenWorkbench) -> None:
    async with open_workbench(language="zh_Hans") as (pilot, _board):
        text = await look_for(pilot, "hdyy")
        assert "商机 · 华东医药 · 赵磊" in text
        assert isinstance(await choose(pilot), DealListScreen)
        assert "官网改版" in text_of(pilot)
        await pilot.press("escape")


async def test_a_name_with_markup_is_shown_as_it_is(open_workbench: OpenWorkbench) -> None:
    async with open_workbench() as (pilot, _board):
        assert "[@click=app.quit]x[/]" in await look_for(pilot, "click")
        assert isinstance(await choose(pilot), DealScreen)


async def test_a_command_is_found_beside_the_records(open_workbench: OpenWorkbench) -> None:
    async with open_workbench() as (pilot, _board):
        assert "Forecast" in await look_for(pilot, "forecast")


async def test_another_language_is_spoken_at_once_and_what_was_typed_stays(open_workbench: OpenWorkbench) -> None:
    async with open_workbench() as (pilot, _board):
        await pilot.press("a")
        await settle(pilot)
        await pilot.press(*"Half a name", "escape")
        await settle(pilot)
        await look_for(pilot, "简体")
        await choose(pilot)
        assert "3 商机" in text_of(pilot)
        assert "3 Pipeline" not in text_of(pilot)
        await pilot.press("2")
        await settle(pilot)
        assert "周报" in text_of(pilot)
        await pilot.press("3", "a")
        await settle(pilot)
        assert "Half a name" in text_of(pilot)
        await pilot.press("escape")
        await settle(pilot)
        await look_for(pilot, "english")
        await choose(pilot)
        assert "3 Pipeline" in text_of(pilot)


async def test_what_is_being_typed_is_finished_before_another_language_is_spoken(open_workbench: OpenWorkbench) -> None:
    async with open_workbench() as (pilot, _board):
        await pilot.press("4", "a", *"call Huadong")
        await settle(pilot)
        await look_for(pilot, "简体")
        await choose(pilot)
        text = text_of(pilot)
        assert "call Huadong" in text
        assert "4 Tasks" in text
        await pilot.press(*["backspace"] * 12, "escape")
        await settle(pilot)
        await look_for(pilot, "简体")
        await choose(pilot)
        assert "4 任务" in text_of(pilot)
