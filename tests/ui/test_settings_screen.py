"""What is set, seen and changed on the screen; the rooms work by it at once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from salesops_tui import i18n, paths
from salesops_tui.settings import Settings, load_settings
from salesops_tui.settings.schema import SETTINGS
from salesops_tui.ui.app import Workbench
from salesops_tui.ui.screens.settings import SettingsScreen
from salesops_tui.ui.widgets.board import PipelineBoard
from salesops_tui.ui.widgets.figure_sheet import FigureSheet
from tests.ui.conftest import OpenWorkbench, settle, text_of
from tests.ui.walk import opened, sample, walk


async def press(pilot: Pilot[Any], *keys: str) -> None:
    """Press keys, and wait for what comes of each."""
    for key in keys:
        await pilot.press(key)
        await settle(pilot)


async def open_setting(pilot: Pilot[Any], key: str) -> None:
    """Open the settings with the cursor on one."""
    if not isinstance(pilot.app.screen, SettingsScreen):
        await press(pilot, "comma")
    pilot.app.screen.query_one(FigureSheet).select(key)
    await press(pilot, "enter")


def bench(pilot: Pilot[Any]) -> Workbench:
    """The program."""
    assert isinstance(pilot.app, Workbench)
    return pilot.app


async def test_every_setting_is_there_with_its_value_and_what_it_is_about(open_workbench: OpenWorkbench) -> None:
    async with open_workbench(size=(120, 60)) as (pilot, _board):
        await press(pilot, "comma")
        shown = text_of(pilot)
        assert all(setting.title in shown for setting in SETTINGS)
        assert "The currency of all sums, by its three letters." in shown
        await press(pilot, "down", "down")
        assert "The country whose holidays" in text_of(pilot)


async def test_a_choice_is_picked_and_holds_after_leaving(open_workbench: OpenWorkbench) -> None:
    async with open_workbench() as (pilot, _board):
        await open_setting(pilot, "theme")
        await press(pilot, "down", "enter")
        assert "● Look" in text_of(pilot)
        assert load_settings(paths.settings_file()).theme == "light"
        await press(pilot, "escape")
        assert pilot.app.theme == "light"
        assert bench(pilot).settings.theme == "light"


async def test_rooms_work_by_a_changed_rule_at_once(open_workbench: OpenWorkbench) -> None:
    async with open_workbench() as (pilot, board):
        assert board.board is not None
        assert board.board.columns[0].total.currency == "CNY"
        await open_setting(pilot, "base_currency")
        pilot.app.screen.query_one(Input).value = "EUR"
        await press(pilot, "enter", "escape", "3")
        board = pilot.app.screen.query_one(PipelineBoard)
        assert board.board is not None
        assert board.board.columns[0].total.currency == "EUR"


async def test_what_cannot_be_meant_is_told_where_it_was_typed_and_stays_there(open_workbench: OpenWorkbench) -> None:
    async with open_workbench() as (pilot, _board):
        await open_setting(pilot, "urgent_days")
        pilot.app.screen.query_one(Input).value = "[b]soon"
        await press(pilot, "enter")
        assert "it is a whole number from 0 to 60" in text_of(pilot)
        assert pilot.app.screen.query_one(Input).value == "[b]soon"
        await press(pilot, "escape")
        await open_setting(pilot, "rates")
        pilot.app.screen.query_one(TextArea).text = "USD is 7"
        await press(pilot, "ctrl+s")
        assert "“USD is 7” is no name with an equals sign and a value" in text_of(pilot)
        await press(pilot, "escape", "escape")
        assert not paths.settings_file().exists()


async def test_a_table_is_typed_line_by_line_and_taken_back(open_workbench: OpenWorkbench) -> None:
    async with open_workbench() as (pilot, _board):
        await open_setting(pilot, "rates")
        assert "USD = 7.1" in text_of(pilot)
        pilot.app.screen.query_one(TextArea).text = "USD = 7.2\nJPY = 0.05"
        await press(pilot, "ctrl+s")
        assert "USD = 7.2 · JPY = 0.05" in text_of(pilot)
        await press(pilot, "u")
        assert "USD = 7.2" not in text_of(pilot)
        assert not paths.settings_file().exists()
        await press(pilot, "u")
        assert "Nothing was changed here that could be taken back." in text_of(pilot)


async def test_yes_and_no_change_places_and_backspace_brings_what_is_shipped(open_workbench: OpenWorkbench) -> None:
    async with open_workbench() as (pilot, _board):
        await open_setting(pilot, "bell")
        assert load_settings(paths.settings_file()).bell
        await press(pilot, "backspace")
        assert load_settings(paths.settings_file()) == Settings()
        await press(pilot, "escape")
        assert bench(pilot).settings == Settings()


async def test_another_language_is_spoken_after_leaving(open_workbench: OpenWorkbench) -> None:
    async with open_workbench() as (pilot, _board):
        await open_setting(pilot, "language")
        await press(pilot, "home", "down", "enter", "escape")
        assert i18n.language() == "zh_Hans"
        assert "商机" in text_of(pilot)


async def test_the_language_that_the_palette_switched_to_is_there_the_next_time(open_workbench: OpenWorkbench) -> None:
    async with open_workbench() as (pilot, _board):
        await bench(pilot).speak("zh_Hant")
        await settle(pilot)
        assert load_settings(paths.settings_file()).language == "zh_Hant"
        assert "商機" in text_of(pilot)


async def test_a_settings_file_that_cannot_be_written_is_told_and_nothing_is_lost(
    open_workbench: OpenWorkbench, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv(paths.SETTINGS_VARIABLE, str(tmp_path / "file" / "settings.toml"))
    async with open_workbench() as (pilot, _board):
        await open_setting(pilot, "bell")
        assert "is no folder" in text_of(pilot)
        await press(pilot, "escape")
        assert not bench(pilot).settings.bell


async def test_dense_leaves_out_what_is_empty(open_workbench: OpenWorkbench) -> None:
    async with open_workbench() as (pilot, board):
        roomy = board.size.height
        first = text_of(pilot)
        await open_setting(pilot, "spacing")
        await press(pilot, "end", "enter", "escape", "3")
        dense = text_of(pilot)
        assert roomy
        assert dense != first
        lines = [line for line in dense.splitlines() if "ERP rollout" in line or "官网改版" in line]
        rows = [number for number, line in enumerate(dense.splitlines()) if line in lines]
        assert rows[1] - rows[0] == 4


async def test_signs_that_some_terminals_draw_wide_give_way(
    open_workbench: OpenWorkbench,
) -> None:
    async with open_workbench() as (pilot, _board):
        assert "━" in text_of(pilot)
        await open_setting(pilot, "ambiguous_width")
        await press(pilot, "end", "enter", "escape", "3")
        shown = text_of(pilot)
        assert not {"━", "│", "…", "·", "┃", "▌"} & set(shown)
        assert "官网改版" in shown


async def test_the_terminals_own_colours_do_in_every_room(tmp_path: Path) -> None:
    async with opened(sample(tmp_path), (120, 36), "ansi") as pilot:
        async for stop in walk(pilot):
            for strip in pilot.app.screen._compositor.render_strips():
                for _text, style, _control in strip:
                    colours = [] if style is None else [style.color, style.bgcolor]
                    assert all(colour is None or colour.triplet is None for colour in colours), (stop, style)
