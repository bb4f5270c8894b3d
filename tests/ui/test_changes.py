"""The changes view under keys and mouse."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Input

from salesops_tui.clock import FixedClock
from salesops_tui.domain.figures import Metric, Span
from salesops_tui.domain.steps import Origin
from salesops_tui.services import deals
from salesops_tui.services.deals import DealForm
from salesops_tui.services.ledgers import By, Closing
from salesops_tui.services.moves import Answers, move
from salesops_tui.services.session import Session, close_session, open_session
from salesops_tui.settings import Settings
from salesops_tui.ui.dialogs.days import DaysScreen
from salesops_tui.ui.screens.deal import DealScreen
from salesops_tui.ui.screens.deal_list import DealListScreen
from salesops_tui.ui.screens.pipeline import PipelineRoom
from salesops_tui.ui.views.changes import ChangesView
from tests.ui.conftest import OpenWorkbench, settle, text_of

WEEK = Span(date(2026, 11, 16), date(2026, 11, 23))


async def changes_of(pilot: Pilot[Any]) -> ChangesView:
    """Go to the view."""
    await pilot.press("d")
    await settle(pilot)
    assert isinstance(pilot.app.screen, PipelineRoom)
    view = pilot.app.screen.view
    assert isinstance(view, ChangesView)
    return view


def is_on(pilot: Pilot[Any], screen: type[Screen[Any]]) -> bool:
    """Whether that screen is seen."""
    return isinstance(pilot.app.screen, screen)


def words(pilot: Pilot[Any]) -> str:
    """What stands on the screen, blanks aside."""
    return " ".join(text_of(pilot).split())


@pytest.fixture
def lost_one(session: Session, clock: FixedClock) -> None:
    """One of the deals is lost, and another moved on."""
    again = open_session(session.workbook.path, clock, Settings())
    by_name = {deal.name: deal for deal in again.workbook.deals.records.all()}
    move(again, by_name["ERP rollout"].id, "lost", Answers(reason="Put right"), Origin.SCREEN)
    deals.add_deal(again, DealForm("No amount", "Huadong Pharma", "Li Na"), Origin.SCREEN)
    close_session(again)


@pytest.mark.usefixtures("lost_one")
async def test_the_waterfall_tells_counts_and_signed_amounts(open_workbench: OpenWorkbench) -> None:
    async with open_workbench() as (pilot, _board):
        await changes_of(pilot)
        text = words(pilot)
        assert "Start 0 ¥0" in text
        assert "New 5 +¥1,280,000" in text
        assert "Lost 1 -¥1,200,000" in text
        assert "End 4 ¥80,000" in text
        assert "None: Re-opened · Amount up · Amount down · Won" in text
        assert "1 deal without an amount · for want of an exchange rate: 1 JPY, 1 USD." in text
        assert "¥0 → ¥80k" in text


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (200, 60)])
@pytest.mark.parametrize("language", ["en", "zh_Hans", "zh_Hant"])
@pytest.mark.usefixtures("lost_one")
async def test_every_line_fits_in_every_grouping(
    open_workbench: OpenWorkbench, size: tuple[int, int], language: str
) -> None:
    async with open_workbench(size, language) as (pilot, _board):
        await changes_of(pilot)
        for keys in ((), ("g",), ("g",), ("down", "enter")):
            await pilot.press(*keys)
            await settle(pilot)
            assert {cell_len(line) for line in text_of(pilot).splitlines()} == {size[0]}


@pytest.mark.usefixtures("lost_one")
async def test_the_end_is_in_sight_on_a_small_screen(open_workbench: OpenWorkbench) -> None:
    async with open_workbench((80, 24)) as (pilot, _board):
        await changes_of(pilot)
        assert "End 4 ¥80,000" in words(pilot)


@pytest.mark.parametrize("keys", [("w",), ("ctrl+u",)])
async def test_one_key_goes_back_to_since_last_monday(open_workbench: OpenWorkbench, keys: tuple[str, ...]) -> None:
    async with open_workbench() as (pilot, _board):
        view = await changes_of(pilot)
        assert "Mon 16 Nov 2026 to Mon 23 Nov 2026" in words(pilot)
        await pilot.press("left_square_bracket")
        await settle(pilot)
        assert view.question is not None
        assert view.question.span == Span(date(2026, 11, 9), date(2026, 11, 15))
        await pilot.press("ctrl+right")
        await settle(pilot)
        assert view.question.span == Span(date(2026, 11, 16), date(2026, 11, 22))
        await pilot.press("left_black_lenticular_bracket", *keys)
        await settle(pilot)
        assert view.question.span == WEEK


@pytest.mark.parametrize("key", ["g", "ctrl+g"])
async def test_grouping_goes_from_all_to_owners_to_stages(open_workbench: OpenWorkbench, key: str) -> None:
    async with open_workbench() as (pilot, _board):
        view = await changes_of(pilot)
        seen = []
        for _round in range(3):
            await pilot.press(key)
            await settle(pilot)
            assert view.question is not None
            seen.append((view.question.by, words(pilot)))
        assert [by for by, _text in seen] == [By.OWNER, By.STAGE, None]
        assert "Li Na ¥0 +¥1,200,000 ¥1,200,000 +¥1,200,000" in seen[0][1]
        assert "First contact ¥0 +¥1,280,000 ¥1,280,000 +¥1,280,000" in seen[1][1]
        assert "Start 0 ¥0" in seen[2][1]


@pytest.mark.parametrize("key", ["r", "ctrl+a"])
async def test_the_window_goes_from_all_to_month_to_quarter(open_workbench: OpenWorkbench, key: str) -> None:
    async with open_workbench() as (pilot, _board):
        view = await changes_of(pilot)
        seen = []
        for _round in range(3):
            await pilot.press(key)
            await settle(pilot)
            assert view.question is not None
            seen.append(view.question.closing)
            if view.question.closing is Closing.MONTH:
                assert "deals closing in 2026-11" in words(pilot)
                assert "End 2 ¥1,200,000" in words(pilot)
        assert seen == [Closing.MONTH, Closing.QUARTER, Closing.ROLLING]


@pytest.mark.parametrize("key", ["j", "ctrl+x"])
async def test_any_two_days_can_be_chosen_and_what_is_refused_stays(open_workbench: OpenWorkbench, key: str) -> None:
    async with open_workbench() as (pilot, _board):
        view = await changes_of(pilot)
        await pilot.press(key)
        await settle(pilot)
        assert isinstance(pilot.app.screen, DaysScreen)
        first, last = pilot.app.screen.query(Input)
        first.value, last.value = "2026-11-30", "11-20"
        await pilot.press("enter")
        await settle(pilot)
        assert "“2026-11-30” is no day up to today" in words(pilot)
        assert (first.value, last.value) == ("2026-11-30", "11-20")
        first.value = "11月21日"
        await pilot.press("enter")
        await settle(pilot)
        assert "The last day comes before the first." in words(pilot)
        first.value = "11-10"
        await pilot.press("enter")
        await settle(pilot)
        assert view.question is not None
        assert view.question.span == Span(date(2026, 11, 10), date(2026, 11, 20))
        assert "Tue 10 Nov 2026 to Fri 20 Nov 2026" in words(pilot)


async def test_enter_on_a_bar_lists_its_deals_and_enter_there_opens_one(open_workbench: OpenWorkbench) -> None:
    async with open_workbench() as (pilot, _board):
        await changes_of(pilot)
        await pilot.press("down", "enter")
        await settle(pilot)
        assert is_on(pilot, DealListScreen)
        text = words(pilot)
        assert "New · 4 deals · ¥1,280,000" in text
        assert "ERP rollout · Huadong Pharma +¥1,200,000" in text
        assert "[@click=app.quit]x[/] · [/]" in text
        await pilot.press("down", "enter")
        await settle(pilot)
        assert is_on(pilot, DealScreen)
        assert "官网改版" in text_of(pilot)
        await pilot.press("escape")
        await settle(pilot)
        assert is_on(pilot, DealListScreen)
        await pilot.press("escape")
        await settle(pilot)
        assert is_on(pilot, PipelineRoom)


async def test_a_click_on_the_selected_figure_lists_its_deals(open_workbench: OpenWorkbench) -> None:
    async with open_workbench() as (pilot, _board):
        view = await changes_of(pilot)
        await pilot.click(view.sheet, offset=(4, 4))
        await pilot.click(view.sheet, offset=(4, 4))
        await settle(pilot)
        assert isinstance(pilot.app.screen, DealListScreen)


async def test_a_figure_explains_itself(open_workbench: OpenWorkbench) -> None:
    async with open_workbench() as (pilot, _board):
        view = await changes_of(pilot)
        await pilot.press("down")
        assert view.figure is not None
        assert view.figure.metric is Metric.LEDGER_BAR
        await pilot.press("equals_sign")
        await settle(pilot)
        assert "Change of the open pipeline: ¥1,280,000" in words(pilot)


async def test_the_filter_narrows_the_ledger(open_workbench: OpenWorkbench) -> None:
    async with open_workbench() as (pilot, _board):
        await changes_of(pilot)
        await pilot.press("slash", "@", "赵", "enter")
        await settle(pilot)
        text = words(pilot)
        assert "End 1 ¥80,000" in text
        assert "Filter: owners count by whose deal it was then" in text


async def test_a_long_list_fetches_what_comes_into_sight(
    open_workbench: OpenWorkbench, session: Session, clock: FixedClock
) -> None:
    again = open_session(session.workbook.path, clock, Settings())
    for place in range(250):
        deals.add_deal(again, DealForm(f"Deal {place:03}", amount=str(1000 - place)), Origin.SCREEN)
    close_session(again)
    async with open_workbench() as (pilot, _board):
        await changes_of(pilot)
        await pilot.press("down", "enter")
        await settle(pilot)
        screen = pilot.app.screen
        assert isinstance(screen, DealListScreen)
        assert screen.rows.row(120) is None
        await pilot.press("end")
        await settle(pilot)
        assert screen.rows.cursor == 253
        await pilot.press("pageup", "pageup")
        await settle(pilot)
        assert screen.rows.row(screen.rows.cursor) is not None
        await pilot.press("home")
        await settle(pilot)
        assert screen.rows.cursor == 0
        assert "ERP rollout" in words(pilot)


async def test_without_deals_it_says_what_to_do(
    open_workbench: OpenWorkbench, tmp_path: Path, blank_workbook: Path
) -> None:
    empty = tmp_path / "empty.db"
    shutil.copyfile(blank_workbook, empty)
    async with open_workbench(path=empty) as (pilot, _board):
        await changes_of(pilot)
        assert "No deal is known yet" in words(pilot)
        await pilot.press("enter", "g", "r", "equals_sign")
        await settle(pilot)
        assert isinstance(pilot.app.screen, PipelineRoom)
