"""Jumping to a pane by a letter, and going back to where one was."""

from __future__ import annotations

from typing import Any

import pytest
from textual import events
from textual.pilot import Pilot

from salesops_tui.domain.quadrants import Quadrant
from salesops_tui.ui.app import Workbench
from salesops_tui.ui.dialogs.line import LineScreen
from salesops_tui.ui.screens.deal import DealScreen
from salesops_tui.ui.screens.help import HelpScreen
from salesops_tui.ui.screens.jump import LETTERS, JumpScreen, places
from salesops_tui.ui.screens.views_room import ViewsRoom
from salesops_tui.ui.trail import Trail, Whereabouts
from salesops_tui.ui.widgets.figure_sheet import FigureSheet
from salesops_tui.ui.widgets.quadrant_grid import QuadrantGrid
from tests.ui.conftest import OpenWorkbench, settle, text_of


async def press(pilot: Pilot[Any], *keys: str) -> None:
    """Press keys, and wait for what comes of each."""
    for key in keys:
        await pilot.press(key)
        await settle(pilot)


def whereabouts(pilot: Pilot[Any]) -> tuple[str, str, str]:
    """The room, the view and the kind of the screen on top."""
    app = pilot.app
    assert isinstance(app, Workbench)
    room = app.screen_stack[0]
    assert isinstance(room, ViewsRoom)
    return app.current_mode, room.view_name, type(app.screen).__name__


# Jumping


async def test_every_column_of_the_board_has_a_letter_that_leads_there(open_workbench: OpenWorkbench) -> None:
    async with open_workbench() as (pilot, board):
        await press(pilot, "semicolon")
        assert isinstance(pilot.app.screen, JumpScreen)
        first = text_of(pilot).splitlines()[2]
        assert [letter for letter in first if letter in LETTERS[:6]].count("a") >= 1
        await press(pilot, "d")
        assert board.column == 2
        assert pilot.app.focused is board


@pytest.mark.parametrize("key", ["f", "F"])
async def test_a_quadrant_is_jumped_to(open_workbench: OpenWorkbench, key: str) -> None:
    async with open_workbench() as (pilot, _board):
        await press(pilot, "4", "semicolon", key)
        assert pilot.app.screen.query_one(QuadrantGrid).quadrant is Quadrant.DROP


async def test_the_panes_of_the_stand_up_and_the_sections_of_the_report_are_jumped_to(
    open_workbench: OpenWorkbench,
) -> None:
    async with open_workbench(size=(120, 50)) as (pilot, _board):
        await press(pilot, "1")
        await pilot.pause(0.3)
        sheets = [sheet for sheet in pilot.app.screen.query(FigureSheet) if sheet.region]
        assert len(places(pilot.app.screen)) >= len(sheets) > 1
        await press(pilot, "2")
        found = places(pilot.app.screen)
        assert len(found) >= 3
        sheet = pilot.app.screen.query_one(FigureSheet)
        before = sheet.stop
        await press(pilot, "semicolon", LETTERS[2])
        assert sheet.stop != before
        assert pilot.app.focused is sheet


async def test_arrows_and_enter_jump_while_an_input_method_is_on(open_workbench: OpenWorkbench) -> None:
    async with open_workbench() as (pilot, board):
        await press(pilot, "fullwidth_semicolon", "right", "enter")
        assert board.column == 1
        await press(pilot, "fullwidth_semicolon", "left", "enter")
        assert board.column == 5


async def test_esc_and_other_keys_leave_everything_as_it_was(open_workbench: OpenWorkbench) -> None:
    async with open_workbench() as (pilot, board):
        await press(pilot, "semicolon", "exclamation_mark", "escape")
        assert board.column == 0
        assert not isinstance(pilot.app.screen, JumpScreen)


async def test_a_click_on_a_letter_jumps(open_workbench: OpenWorkbench) -> None:
    async with open_workbench() as (pilot, board):
        target = places(pilot.app.screen)[3]
        await press(pilot, "semicolon")
        await pilot.click(offset=(target.x + 1, target.y))
        await settle(pilot)
        assert board.column == 3


# Back and forward


async def test_back_and_forward_through_rooms_and_views(open_workbench: OpenWorkbench) -> None:
    async with open_workbench() as (pilot, _board):
        await press(pilot, "t", "4", "t", "3")
        been = [whereabouts(pilot)]
        for _step in range(4):
            await press(pilot, "alt+left")
            been.append(whereabouts(pilot))
        assert [place[:2] for place in been] == [
            ("pipeline", "table"),
            ("tasks", "list"),
            ("tasks", "grid"),
            ("pipeline", "table"),
            ("pipeline", "board"),
        ]
        await press(pilot, "alt+left")
        assert "There is nothing before this." in text_of(pilot)
        await press(pilot, "alt+right", "alt+right")
        assert whereabouts(pilot)[:2] == ("tasks", "grid")


async def test_a_page_is_part_of_the_way(open_workbench: OpenWorkbench) -> None:
    async with open_workbench() as (pilot, _board):
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, DealScreen)
        deal = pilot.app.screen.page.deal.id
        await press(pilot, "2", "alt+left")
        assert whereabouts(pilot) == ("pipeline", "board", "DealScreen")
        await press(pilot, "alt+left")
        assert whereabouts(pilot) == ("pipeline", "board", "PipelineRoom")
        await press(pilot, "alt+right")
        assert isinstance(pilot.app.screen, DealScreen)
        assert pilot.app.screen.page.deal.id == deal
        await press(pilot, "alt+right")
        assert whereabouts(pilot)[0] == "week"
        await press(pilot, "alt+right")
        assert "There is nothing after this." in text_of(pilot)


async def test_going_another_way_begins_a_new_end(open_workbench: OpenWorkbench) -> None:
    async with open_workbench() as (pilot, _board):
        await press(pilot, "2", "4", "alt+left", "5", "alt+right")
        assert whereabouts(pilot)[0] == "meetings"
        await press(pilot, "alt+left", "alt+left")
        assert whereabouts(pilot)[0] == "pipeline"


async def test_nothing_happens_under_a_dialog(open_workbench: OpenWorkbench) -> None:
    async with open_workbench() as (pilot, _board):
        await press(pilot, "2", "3", "e", "alt+left")
        assert whereabouts(pilot) == ("pipeline", "board", "DealFormScreen")


def test_the_trail_forgets_what_is_long_past() -> None:
    trail = Trail()
    for number in range(150):
        trail.note(Whereabouts("room", str(number)))
    steps = 0
    while trail.step(-1) is not None:
        steps += 1
    assert steps == 99
    assert trail.step(1) == Whereabouts("room", "51")


async def test_letters_that_come_too_fast_close_nothing_else(open_workbench: OpenWorkbench) -> None:
    async with open_workbench() as (pilot, board):
        await press(pilot, "semicolon")
        jump = pilot.app.screen
        for letter in "sss":
            jump.post_message(events.Key(letter, letter))
        await settle(pilot)
        assert len(pilot.app.screen_stack) == 1
        assert board.column == 1
        await press(pilot, "enter", "question_mark")
        sheet = pilot.app.screen
        assert isinstance(sheet, HelpScreen)
        sheet.dismiss()
        sheet.dismiss()
        await settle(pilot)
        assert isinstance(pilot.app.screen, DealScreen)


async def test_a_dialog_that_is_left_before_it_is_whole_is_no_defect(open_workbench: OpenWorkbench) -> None:
    async with open_workbench() as (pilot, _board):
        for _time in range(5):
            screen = LineScreen("title", "text", str)
            pilot.app.push_screen(screen)
            screen.dismiss()
            await settle(pilot)
        assert len(pilot.app.screen_stack) == 1


async def test_going_back_while_a_page_is_closing_waits_for_it(open_workbench: OpenWorkbench) -> None:
    async with open_workbench() as (pilot, _board):
        await press(pilot, "2", "3", "enter")
        page = pilot.app.screen
        assert isinstance(page, DealScreen)
        page.dismiss()
        bench = pilot.app
        assert isinstance(bench, Workbench)
        bench.action_step(-1)
        await settle(pilot)
        await settle(pilot)
        assert len(pilot.app.screen_stack) == 1
