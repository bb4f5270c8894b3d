"""The funnel under keys and mouse."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len
from textual.pilot import Pilot

from salesops_tui.clock import FixedClock
from salesops_tui.domain.funnel import Breakdown
from salesops_tui.services.session import Session, close_session, open_session
from salesops_tui.settings import Settings
from salesops_tui.ui.views.funnel import FunnelView
from salesops_tui.ui.widgets.figure_sheet import FigureSheet
from tests.services.test_funnel import go
from tests.ui.conftest import OpenWorkbench, settle, text_of


@pytest.fixture
def empty_path(tmp_path: Path, blank_workbook: Path) -> Path:
    """A workbook without a deal."""
    path = tmp_path / "funnel.db"
    shutil.copyfile(blank_workbook, path)
    return path


@pytest.fixture
def funnel_path(empty_path: Path, clock: FixedClock) -> Path:
    """A workbook in which too few needs become proposals, and some names are out to harm."""
    session = open_session(empty_path, clock, Settings())
    fill(session)
    close_session(session)
    return empty_path


def fill(session: Session) -> None:
    go(session, *[(("contact", 200), ("need", 180))] * 9, lead_source="[@click=app.quit]x[/]")
    go(session, *[(("contact", 200), ("need", 180), ("proposal", 160), ("won", 140))] * 3, competitor="纷销通")
    go(session, *[(("contact", 60), ("need", 40), ("lost", 20))] * 2, lost_reason="[/]", competitor="[/]")
    go(session, (("contact", 30), ("proposal", 20)), lead_source="Web")


def sheet(pilot: Pilot[Any]) -> FigureSheet:
    return pilot.app.screen.query_one(FunnelView).query_one(FigureSheet)


async def show(pilot: Pilot[Any], *keys: str) -> str:
    await pilot.press(*keys)
    await settle(pilot)
    return text_of(pilot)


async def test_the_bottleneck_is_named_with_the_course_s_advice(
    open_workbench: OpenWorkbench, funnel_path: Path
) -> None:
    async with open_workbench(path=funnel_path) as (pilot, _board):
        text = await show(pilot, "f")
        assert "15 deals began" in text
        assert "Bottleneck: Need confirmed → Proposal" in text
        assert "26.7 % of 15 deals go on" in text
        assert "Dig deeper for the customer's needs" in text
        assert "bottleneck: Need confirmed → Proposal, 26.7 %" in text.splitlines()[1]


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (200, 60)])
@pytest.mark.parametrize("language", ["en", "zh_Hans"])
async def test_every_line_is_exactly_as_wide_as_the_screen(
    open_workbench: OpenWorkbench, funnel_path: Path, size: tuple[int, int], language: str
) -> None:
    async with open_workbench(size, language, funnel_path) as (pilot, _board):
        for key in ("f3", *["g"] * len(Breakdown)):
            text = await show(pilot, key)
            assert {cell_len(line) for line in text.splitlines()} == {size[0]}


async def test_a_step_is_a_tenth_key_away_from_being_explained(
    open_workbench: OpenWorkbench, funnel_path: Path
) -> None:
    async with open_workbench(path=funnel_path) as (pilot, _board):
        await show(pilot, "f")
        sheet(pilot).select(("step", "need"))
        await pilot.press("f9")
        await pilot.pause(0.2)
        text = text_of(pilot)
        assert "Conversion to the next stage: 26.7 %" in text
        assert "4 ÷ 15" in text
        assert "62.5 %" in text


@pytest.mark.parametrize("keys", [("r", "k"), ("f11", "ctrl+k")])
async def test_the_remedy_under_the_cursor_becomes_a_task_and_undo_takes_it_back(
    open_workbench: OpenWorkbench, funnel_path: Path, clock: FixedClock, keys: tuple[str, str]
) -> None:
    order, task = keys
    async with open_workbench(path=funnel_path) as (pilot, _board):
        await show(pilot, "f")
        assert "strict order" in await show(pilot, order)
        assert "any path" in await show(pilot, order)
        sheet(pilot).select(("remedy", 1))
        text = await show(pilot, task)
        assert "Added to the tasks, due 7 Dec" in text
        # A second one of the same is none.
        assert "is an open task already" in await show(pilot, task)
        assert titles(funnel_path, clock) == ["Bring insight into the customer's industry (Need confirmed → Proposal)"]
        await show(pilot, "u")
        assert titles(funnel_path, clock) == []


def titles(path: Path, clock: FixedClock) -> list[str]:
    session = open_session(path, clock, Settings())
    try:
        return [task.title for task in session.workbook.tasks.all()]
    finally:
        close_session(session)


async def test_enter_shows_one_group_and_escape_all_of_them_again(
    open_workbench: OpenWorkbench, funnel_path: Path
) -> None:
    async with open_workbench(path=funnel_path) as (pilot, _board):
        await show(pilot, "f")
        text = await show(pilot, "g", "ctrl+g")
        assert "by lead source" in text
        assert "[@click=app.quit]x[/]" in text
        text = await show(pilot, "down", "enter")
        assert "no lead source" not in text
        assert "Web · " in text
        assert "1 deal began" in text
        text = await show(pilot, "escape")
        assert "15 deals began" in text
        assert "Web" in text
        stop = sheet(pilot).stop
        assert stop is not None
        assert stop.key == (Breakdown.SOURCE, "Web", "name")


async def test_a_group_s_own_bottleneck_becomes_the_task(
    open_workbench: OpenWorkbench, funnel_path: Path, clock: FixedClock
) -> None:
    async with open_workbench(path=funnel_path) as (pilot, _board):
        await show(pilot, "f", "g", "g")
        assert "Added to the tasks" in await show(pilot, "k")
        assert titles(funnel_path, clock) == ["Widen the bottleneck Need confirmed → Proposal · [@click=app.quit]x[/]"]
        assert "There is no bottleneck" in await show(pilot, "down", "k")


async def test_the_period_goes_back_and_never_beyond_today(open_workbench: OpenWorkbench, funnel_path: Path) -> None:
    async with open_workbench(path=funnel_path) as (pilot, _board):
        first = await show(pilot, "f")
        assert "24 Nov 25 to 23 Nov" in first
        text = await show(pilot, "left_square_bracket")
        assert "24 Nov 24 to 23 Nov 25" in text
        assert "0 deals began" in text
        assert await show(pilot, "ctrl+right", "right_square_bracket") == first


async def test_a_filter_narrows_the_funnel(open_workbench: OpenWorkbench, funnel_path: Path) -> None:
    async with open_workbench(path=funnel_path) as (pilot, _board):
        await show(pilot, "f", "slash")
        text = await show(pilot, *"nobody", "enter")
        assert "0 deals began" in text
        assert "No deal that fits began or closed in these days" in text
        assert "15 deals began" in await show(pilot, "escape")


async def test_an_empty_workbook_says_what_to_press(open_workbench: OpenWorkbench, empty_path: Path) -> None:
    async with open_workbench(path=empty_path) as (pilot, _board):
        text = await show(pilot, "f", "g", "r")
        assert "i brings in a CRM export, a adds a deal" in text
        assert "There is no bottleneck" in await show(pilot, "k")
