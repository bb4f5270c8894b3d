"""The forecast under keys and mouse."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len
from textual.pilot import Pilot
from textual.widgets import Input

from salesops_tui.clock import FixedClock
from salesops_tui.domain.steps import Origin, StepKind
from salesops_tui.domain.targets import Period, Target, TargetScope
from salesops_tui.services import deals as deal_service
from salesops_tui.services.moves import Answers, move
from salesops_tui.services.session import Session, close_session, open_session
from salesops_tui.settings import Settings
from salesops_tui.ui.screens.deal import DealScreen
from salesops_tui.ui.screens.deal_list import DealListScreen
from salesops_tui.ui.views.forecast import ForecastView
from salesops_tui.ui.widgets.deal_rows import DealRows
from tests.ui.conftest import OpenWorkbench, settle, text_of

Seen = tuple[Pilot[Any], ForecastView]


@pytest.fixture
def workbook_file(session: Session, clock: FixedClock) -> Path:
    """The four deals, a won one, a target for November, and a date that was put off."""
    opened = open_session(session.workbook.path, clock, Settings())
    won = deal_service.add_deal(
        opened,
        deal_service.DealForm("Signed", "Mingde", "Li Na", "contact", "300000", "CNY", "2026-11-20"),
        Origin.SCREEN,
    )
    move(opened, won, "won", Answers(), Origin.SCREEN)
    target = Target(opened.workbook.new_id(), TargetScope.COMPANY, Period.MONTH, date(2026, 11, 1), 1_000_000_00, "CNY")
    with opened.workbook.step(StepKind.IMPORT, Origin.COMMAND_LINE, {"files": ["t.csv"], "created": 1, "updated": 0}):
        opened.workbook.targets.insert([target])
    clock.advance(timedelta(hours=1))
    late = next(deal for deal in opened.workbook.deals.records.all() if deal.name == "官网改版")
    form = deal_service.DealForm("官网改版", "华东医药", "赵磊", "contact", "80000", "CNY", "2026-12-18")
    deal_service.edit_deal(opened, late.id, form, Origin.SCREEN)
    close_session(opened)
    return opened.workbook.path


@pytest.fixture
def show_forecast(open_workbench: OpenWorkbench, workbook_file: Path) -> Any:
    """Opens the workbench on the forecast."""

    @asynccontextmanager
    async def shown(size: tuple[int, int] = (120, 60), language: str = "en") -> AsyncIterator[Seen]:
        async with open_workbench(size, language, workbook_file) as (pilot, _board):
            await pilot.press("o")
            await settle(pilot)
            yield pilot, pilot.app.screen.query_one(ForecastView)

    return shown


def words(pilot: Pilot[Any]) -> str:
    """What stands on the screen, with single blanks."""
    return " ".join(text_of(pilot).split())


def screen_of(pilot: Pilot[Any]) -> type:
    """What kind of screen is on top."""
    return type(pilot.app.screen)


async def test_it_tells_the_month_against_its_target(show_forecast: Any) -> None:
    async with show_forecast() as (pilot, _view):
        text = words(pilot)
        assert "Nov Q4 Dec" in text
        assert "day 16/21" in text
        assert "Closed ¥300k ¥300k" in text
        assert "Target ¥1M" in text
        assert "Attainment 30.0 %" in text
        assert "¥300k of ¥1M · 30.0 %" in text
        assert "No number was submitted in time" in text


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (200, 60), (50, 15)])
@pytest.mark.parametrize("language", ["en", "zh_Hans", "zh_Hant"])
async def test_every_line_is_exactly_as_wide_as_the_screen(
    show_forecast: Any, size: tuple[int, int], language: str
) -> None:
    async with show_forecast(size, language) as (pilot, _view):
        assert {cell_len(line) for line in text_of(pilot).splitlines()} == {size[0]}


@pytest.mark.parametrize(("width", "month"), [(80, "Jan 27"), (120, "Apr 27")])
async def test_as_many_periods_as_there_is_room_for(show_forecast: Any, width: int, month: str) -> None:
    async with show_forecast((width, 36)) as (pilot, _view):
        head = text_of(pilot).splitlines()[2]
        assert head.split()[:2] == ["Nov", "Q4"]
        assert month in head
        assert ("Q2 27" in head) == (width == 120)


@pytest.mark.parametrize(("later", "earlier"), [("]", "["), ("ctrl+right", "ctrl+left")])
async def test_the_months_roll(show_forecast: Any, later: str, earlier: str) -> None:
    names = {"]": "right_square_bracket", "[": "left_square_bracket"}
    async with show_forecast() as (pilot, _view):
        await pilot.press(names.get(later, later))
        await settle(pilot)
        assert text_of(pilot).splitlines()[2].split()[:2] == ["Dec", "Q4"]
        await pilot.press(*[names.get(earlier, earlier)] * 2)
        await settle(pilot)
        assert text_of(pilot).splitlines()[2].split()[:2] == ["Oct", "Q4"]


async def test_a_figure_is_explained_and_enter_lists_the_deals_behind_it(show_forecast: Any) -> None:
    async with show_forecast() as (pilot, view):
        await pilot.press("equals_sign")
        await settle(pilot)
        assert "Won: ¥300,000" in words(pilot)
        await pilot.press("escape", "enter")
        await settle(pilot)
        assert screen_of(pilot) is DealListScreen
        assert "Closed · Nov · 1" in words(pilot)
        assert "Signed Mingde Li Na ¥300,000 · 23 Nov" in words(pilot)
        await pilot.press("enter")
        await settle(pilot)
        assert screen_of(pilot) is DealScreen
        await pilot.press("escape")
        await settle(pilot)
        assert screen_of(pilot) is DealListScreen
        await pilot.press("escape")
        await settle(pilot)
        assert pilot.app.focused is view.sheet


async def test_hostile_names_stay_names_in_the_list(show_forecast: Any) -> None:
    async with show_forecast((200, 60)) as (pilot, view):
        december = view._seen.months[1].window
        view.sheet.select(("pipeline", december))
        await pilot.press("enter")
        await settle(pilot)
        assert "[@click=app.quit]x[/]" in text_of(pilot)
        await pilot.click(DealRows, offset=(3, 0))
        await settle(pilot)
        assert pilot.app.is_running


async def test_a_deal_that_was_put_off_opens_from_its_line(show_forecast: Any) -> None:
    async with show_forecast() as (pilot, view):
        assert "1× +14 d 4 Dec → 18 Dec" in words(pilot)
        await pilot.press("end")
        assert view.deal_id is not None
        await pilot.press("enter")
        await settle(pilot)
        assert screen_of(pilot) is DealScreen
        assert "官网改版" in text_of(pilot)


@pytest.mark.parametrize("key", ["j", "ctrl+x"])
async def test_a_number_is_submitted_for_the_period_under_the_cursor_and_undone(show_forecast: Any, key: str) -> None:
    async with show_forecast() as (pilot, _view):
        await pilot.press("right", key)
        await settle(pilot)
        assert pilot.app.screen.query_one("#period", Input).value == "2026-Q4"
        await pilot.press(*"80x")
        await pilot.press("enter")
        await settle(pilot)
        # What was refused stands as it was typed, and nothing was written.
        assert "“80x” is no amount" in words(pilot)
        assert pilot.app.screen.query_one("#amount", Input).value == "80x"
        pilot.app.screen.query_one("#amount", Input).value = "800k"
        pilot.app.screen.query_one("#note", Input).value = "two are sure"
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert "Submitted – ¥800k" in words(pilot)
        assert "undo: Submit a forecast for" in words(pilot)
        await pilot.press("u")
        await settle(pilot)
        assert "Submitted – –" in words(pilot)


async def test_what_was_typed_and_not_saved_is_there_the_next_time(show_forecast: Any) -> None:
    async with show_forecast() as (pilot, _view):
        await pilot.press("j")
        await settle(pilot)
        await pilot.press(*"123", "escape")
        await settle(pilot)
        await pilot.press("j")
        await settle(pilot)
        assert pilot.app.screen.query_one("#amount", Input).value == "123"


async def test_under_a_filter_that_no_number_can_be_for_it_says_so(show_forecast: Any) -> None:
    async with show_forecast() as (pilot, view):
        view.room.filter.text = "erp"
        view.room.reload()
        await settle(pilot)
        assert "No target fits this filter" in words(pilot)
        await pilot.press("j")
        await settle(pilot)
        assert "A number is submitted for all deals or for one" in words(pilot)
        assert not pilot.app.screen.query("#period")


async def test_an_empty_workbook_says_which_key_to_press(
    open_workbench: OpenWorkbench, tmp_path: Path, clock: FixedClock
) -> None:
    empty = tmp_path / "empty.db"
    close_session(open_session(empty, clock, Settings()))
    async with open_workbench((80, 24), "en", empty) as (pilot, _board):
        await pilot.press("f4")
        await settle(pilot)
        assert "No deals yet. Press i to bring in an export, or a to add a deal." in words(pilot)
        await pilot.press("equals_sign", "enter", "down", "left_square_bracket")
        await settle(pilot)
        assert pilot.app.is_running
