"""A deal's page and touches, under keys and mouse."""

from __future__ import annotations

from typing import Any

import pytest
from rich.cells import cell_len
from textual import events
from textual.pilot import Pilot
from textual.widgets import Input

from salesops_tui.domain.activities import Activity
from salesops_tui.services.session import Session
from salesops_tui.ui.screens.deal import DealScreen
from tests.ui.conftest import OpenWorkbench, settle, text_of


async def open_page(pilot: Pilot[Any]) -> DealScreen:
    await pilot.press("enter")
    await settle(pilot)
    screen = pilot.app.screen
    assert isinstance(screen, DealScreen)
    return screen


async def press(pilot: Pilot[Any], *keys: str) -> None:
    await pilot.press(*({"-": "minus", " ": "space"}.get(key, key) for key in keys))
    await settle(pilot)


def _touches(session: Session) -> list[Activity]:
    return session.workbook.activities.all()


def _ticks(session: Session) -> list[str]:
    return [tick.item for tick in session.workbook.ticks.all()]


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (200, 60)])
@pytest.mark.parametrize("language", ["en", "zh_Hans"])
async def test_every_line_of_the_page_is_as_wide_as_the_screen(
    open_workbench: OpenWorkbench, size: tuple[int, int], language: str
) -> None:
    async with open_workbench(size, language) as (pilot, board):
        for row in range(3):
            board.select(0, row)
            await open_page(pilot)
            assert {cell_len(line) for line in text_of(pilot).splitlines()} == {size[0]}
            await press(pilot, "end")
            assert {cell_len(line) for line in text_of(pilot).splitlines()} == {size[0]}
            await press(pilot, "escape")


async def test_the_page_says_who_is_missing_and_what_is_to_be_done(open_workbench: OpenWorkbench) -> None:
    async with open_workbench((120, 60)) as (pilot, _board):
        await open_page(pilot)
        text = text_of(pilot)
        for words in (
            "Technical evaluator",
            "! missing",
            "! nobody yet",
            "! none · n sets one",
            "[ ] Payment",
            "0 / 9",
        ):
            assert words in text


async def test_names_on_the_page_are_shown_as_typed(open_workbench: OpenWorkbench) -> None:
    async with open_workbench() as (pilot, board):
        board.select(0, 2)
        await open_page(pilot)
        assert "[@click=app.quit]x[/]" in text_of(pilot)
        await press(pilot, "c")
        assert "[@click=app.quit]x[/]" in text_of(pilot)
        await pilot.click(offset=(60, 12))
        assert pilot.app.is_running


async def test_a_touch_takes_two_keys_and_a_note(open_workbench: OpenWorkbench) -> None:
    async with open_workbench() as (pilot, board):
        board.select(0, 1)
        await press(pilot, "c", "1", *"hello", "enter")
        (touch,) = await pilot.app.gateway.call(_touches)  # type: ignore[attr-defined]
        assert (touch.kind, touch.note) == ("call", "hello")
        assert board.card is not None
        assert board.card.name == "官网改版"
        await press(pilot, "u")
        assert await pilot.app.gateway.call(_touches) == []  # type: ignore[attr-defined]


async def test_a_touch_can_be_left_without_writing(open_workbench: OpenWorkbench) -> None:
    async with open_workbench() as (pilot, _board):
        await press(pilot, "f5", "down", "enter", "escape")
        assert await pilot.app.gateway.call(_touches) == []  # type: ignore[attr-defined]
        assert "undo: Add" in text_of(pilot)


async def test_a_note_in_chinese_is_kept_as_it_is(open_workbench: OpenWorkbench) -> None:
    async with open_workbench() as (pilot, _board):
        await open_page(pilot)
        await press(pilot, "c", "2")
        for character in "[/]上门":
            pilot.app.post_message(events.Key(character, character))
        await settle(pilot)
        await press(pilot, "enter")
        assert "[/]上门" in text_of(pilot)


async def test_what_is_refused_stays_to_be_mended(open_workbench: OpenWorkbench) -> None:
    async with open_workbench() as (pilot, _board):
        await open_page(pilot)
        await press(pilot, "p", "0", *"2020-01-01", "enter")
        assert "2020-01-01 has passed" in text_of(pilot)
        assert pilot.app.screen.query_one(Input).value == "2020-01-01"
        await press(pilot, *["backspace"] * 10, *"2026-11-25", "enter")
        assert "20 Nov → 25 Nov" in text_of(pilot)


async def test_items_are_ticked_with_space_and_unticked(open_workbench: OpenWorkbench) -> None:
    async with open_workbench((120, 60)) as (pilot, _board):
        page = await open_page(pilot)
        page.query_one("#about").select(("tick", "risk:delivery"))  # type: ignore[attr-defined]
        await press(pilot, "space")
        assert "[x] Delivery" in text_of(pilot)
        assert await pilot.app.gateway.call(_ticks) == ["risk:delivery"]  # type: ignore[attr-defined]
        await press(pilot, "space")
        assert await pilot.app.gateway.call(_ticks) == []  # type: ignore[attr-defined]


async def test_a_line_of_the_timeline_is_taken_back_and_brought_back(open_workbench: OpenWorkbench) -> None:
    async with open_workbench() as (pilot, _board):
        await press(pilot, "shift+right", "enter")
        await open_page(pilot)
        await press(pilot, "n", "1")
        assert "First contact → Need confirmed" in text_of(pilot)
        await press(pilot, "right", "down", "down")
        assert pilot.app.screen.query_one("#timeline").stop.key[0] == "line"  # type: ignore[attr-defined]
        await press(pilot, "u")
        text = text_of(pilot)
        assert "First contact → Need confirmed" not in text
        assert "Call the customer" in text
        await press(pilot, "ctrl+y")
        assert "First contact → Need confirmed" in text_of(pilot)


async def test_roles_are_filled_from_the_line_or_with_a_key(open_workbench: OpenWorkbench) -> None:
    async with open_workbench((120, 60)) as (pilot, _board):
        await open_page(pilot)
        await press(pilot, "m", "1")
        await press(pilot, "m", "0", *"zh", "enter")
        assert "is nobody's name" in text_of(pilot)
        await press(pilot, *["backspace"] * 2, *"wang", "enter")
        lines = [line for line in text_of(pilot).splitlines() if line.lstrip().startswith(("Solution", "Delivery"))]
        assert "Li Na" in lines[0]
        assert "Wang Wei" in lines[1]


async def test_a_task_is_made_and_listed(open_workbench: OpenWorkbench) -> None:
    async with open_workbench((120, 60)) as (pilot, _board):
        await open_page(pilot)
        await press(pilot, "k", *"Write the offer", "enter")
        assert "Write the offer" in text_of(pilot)


async def test_the_page_closes_when_its_deal_is_undone(open_workbench: OpenWorkbench) -> None:
    async with open_workbench() as (pilot, board):
        board.select(1, 0)
        await open_page(pilot)
        await press(pilot, "u")
        assert not isinstance(pilot.app.screen, DealScreen)
        assert board.board is not None
        assert [column.total.count for column in board.board.columns][:2] == [3, 0]
