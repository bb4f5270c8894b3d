"""The week room under keys and mouse, on the sample workbook."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from rich.cells import cell_len
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from salesops_tui import i18n, paths
from salesops_tui.clock import FixedClock
from salesops_tui.domain.steps import Origin
from salesops_tui.domain.tasks import MadeFrom, Task
from salesops_tui.domain.weeks import Week
from salesops_tui.services.deals import edit_deal, read_form
from salesops_tui.services.demo import make_demo
from salesops_tui.services.session import Session, close_session, open_session
from salesops_tui.services.week.parts import part_file
from salesops_tui.services.week.report import report
from salesops_tui.services.week.scopes import scope_named
from salesops_tui.settings import Settings, load_settings
from salesops_tui.storage.gateway import Gateway
from salesops_tui.ui.app import Workbench
from salesops_tui.ui.dialogs.explanation import ExplanationScreen
from salesops_tui.ui.dialogs.hand_on import HandOnScreen
from salesops_tui.ui.dialogs.report_text import ReportTextScreen
from salesops_tui.ui.dialogs.take_parts import TakePartsScreen
from salesops_tui.ui.dialogs.written import WrittenScreen
from salesops_tui.ui.screens.deal import DealScreen
from salesops_tui.ui.screens.week import WeekRoom
from salesops_tui.ui.widgets.figure_sheet import FigureSheet
from tests.ui.conftest import settle, text_of

CLOCK = FixedClock.on(date(2026, 11, 25), ZoneInfo("Asia/Shanghai"))
Open = Callable[..., AbstractAsyncContextManager[Pilot[Any]]]


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The sample workbooks."""
    settings = load_settings(paths.sample_data() / "settings.toml")
    return {
        language: make_demo(tmp_path_factory.mktemp(language), CLOCK, settings, language)
        for language in ("en", "zh_Hans")
    }


@pytest.fixture
def week_path(tmp_path: Path) -> Path:
    """Where the workbook is that a test may change."""
    return tmp_path / "week.db"


@pytest.fixture
def open_week(samples: dict[str, Path], week_path: Path, blank_workbook: Path, monkeypatch: pytest.MonkeyPatch) -> Open:
    """Opens the program in the week room, on a copy of a sample or on an empty workbook."""
    monkeypatch.setattr(Workbench, "DEFAULT_MODE", "week")

    @asynccontextmanager
    async def opened(
        size: tuple[int, int] = (120, 36), language: str = "en", *, empty: bool = False
    ) -> AsyncIterator[Pilot[Any]]:
        i18n.set_language(language)
        week_path.write_bytes((blank_workbook if empty else samples[language]).read_bytes())
        week_path.chmod(0o600)
        settings = load_settings(paths.sample_data() / "settings.toml")
        gateway = Gateway(lambda: open_session(week_path, CLOCK, settings), close_session)
        app = Workbench(gateway, CLOCK, settings, week_path, gateway.submit(_nothing))
        try:
            async with app.run_test(size=size, notifications=True) as pilot:
                await settle(pilot)
                yield pilot
                await settle(pilot)
        finally:
            gateway.close()

    return opened


def _nothing(session: Session) -> None:
    """The stand-up's first view is not needed here."""


async def press(pilot: Pilot[Any], *keys: str) -> str:
    """Press keys one by one; returns what stands on the screen then."""
    for key in keys:
        await pilot.press(key)
        await settle(pilot)
    return text_of(pilot)


def stand_on(pilot: Pilot[Any], kind: str, of: str = "") -> None:
    """Put the cursor on the first line of a kind, whose record begins in some way, or which stands in some list."""
    room = pilot.app.screen
    assert isinstance(room, WeekRoom)
    keys = [place.stop.key for place in room.view.query_one(FigureSheet)._places]
    room.view.query_one(FigureSheet).select(
        next(
            key
            for key in keys
            if isinstance(key, tuple) and key[1] == kind and (str(key[2]).startswith(of) or key[3] == of)
        )
    )


def whole_sheet(pilot: Pilot[Any]) -> str:
    """Everything that the sheet holds, also what is out of sight."""
    sheet = pilot.app.screen.query_one(FigureSheet)
    return "\n".join("".join(span.text for span in line) for line in sheet._lines)


def tasks_from_risks(path: Path) -> list[Task]:
    """The tasks that were made of risks."""
    session = open_session(path, CLOCK, Settings())
    try:
        return [task for task in session.workbook.tasks.all() if task.made_from is MadeFrom.RISK]
    finally:
        close_session(session)


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (200, 60)])
@pytest.mark.parametrize("language", ["en", "zh_Hans"])
async def test_every_line_is_exactly_as_wide_as_the_screen(
    open_week: Open, size: tuple[int, int], language: str
) -> None:
    async with open_week(size, language) as pilot:
        for key in ("left_square_bracket", *["pagedown"] * 4):
            text = await press(pilot, key)
            assert {cell_len(line) for line in text.splitlines()} == {size[0]}


async def test_this_week_and_those_before_it(open_week: Open) -> None:
    async with open_week() as pilot:
        text = text_of(pilot)
        assert "2026-W48 · draft · Everybody" in text
        assert "still running: as far as Wed 25 Nov 2026" in text
        text = await press(pilot, "left_square_bracket")
        assert "2026-W47 · draft" in text
        assert "on 2026-W46" in text
        text = await press(pilot, "right_square_bracket", "right_square_bracket")
        assert "2026-W48 · draft" in text


async def test_of_one_person(open_week: Open) -> None:
    async with open_week() as pilot:
        await press(pilot, "left_square_bracket", "g")
        await press(pilot, *["end"], "enter")
        assert text_of(pilot).splitlines()[1].rstrip().endswith("2026-W47 · draft · Zhao Lei")
        assert "Who won what" not in text_of(pilot)


async def test_a_figure_explains_itself(open_week: Open) -> None:
    async with open_week() as pilot:
        await press(pilot, "down", "equals_sign")
        assert isinstance(pilot.app.screen, ExplanationScreen)
        assert "The amounts of the deals won in the period" in text_of(pilot)
        await press(pilot, "escape")


async def test_a_deal_behind_a_line_is_opened(open_week: Open) -> None:
    async with open_week() as pilot:
        await press(pilot, "left_square_bracket")
        stand_on(pilot, "deal", "Won")
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, DealScreen)
        assert "2026-W47 · draft" in await press(pilot, "escape")


async def test_a_risk_becomes_a_task_once_and_undo_takes_it_back(open_week: Open, week_path: Path) -> None:
    async with open_week((200, 60)) as pilot:
        stand_on(pilot, "risk", "stuck")
        text = await press(pilot, "k")
        assert "Added “Get " in text
        assert "→ Get " in whole_sheet(pilot)
        await press(pilot, "k")
        assert any("is an open task already" in notice.message for notice in pilot.app._notifications)
        assert len(tasks_from_risks(week_path)) == 1
        await press(pilot, "u")
        assert "→ Get " not in whole_sheet(pilot)
        assert tasks_from_risks(week_path) == []


async def test_no_task_is_made_where_there_is_no_risk(open_week: Open, week_path: Path) -> None:
    async with open_week() as pilot:
        assert "no risk under the cursor" in await press(pilot, "k")
        assert tasks_from_risks(week_path) == []


async def test_the_report_is_read_and_saved(open_week: Open, tmp_path: Path) -> None:
    async with open_week() as pilot:
        await press(pilot, "left_square_bracket", "x")
        assert isinstance(pilot.app.screen, WrittenScreen)
        line = pilot.app.screen.query_one(Input)
        assert line.value == "Weekly report 2026-W47.docx"
        await press(pilot, "s")
        path = tmp_path / "report.md"
        line.value = str(path)
        await press(pilot, "enter")
        assert path.read_text(encoding="utf-8").startswith("# Weekly report · 2026-W47\n")


async def test_an_empty_workbook(open_week: Open) -> None:
    async with open_week(empty=True) as pilot:
        text = text_of(pilot)
        assert "The month has no target." in text
        assert "The rules find nothing in danger." in text
        assert "There is nothing to report yet: i brings in an export" in text
        await press(pilot, "end", "enter", "escape", "k", "x", "escape", "home", "down", "down", "equals_sign")
        assert isinstance(pilot.app.screen, ExplanationScreen)


async def test_other_words_are_typed_read_at_once_and_kept(open_week: Open) -> None:
    async with open_week() as pilot:
        await press(pilot, "left_square_bracket", "e")
        assert isinstance(pilot.app.screen, ReportTextScreen)
        pilot.app.screen.query_one(TextArea).text = "好的一周：{won}，{wonn}\n[b]下周继续[/b]"
        await settle(pilot)
        text = text_of(pilot)
        assert "好的一周：¥" in text
        assert "[b]下周继续[/b]" in text
        assert "No figure is called {wonn}." in text
        text = await press(pilot, "ctrl+s")
        assert "好的一周：¥" in text
        assert "undo: Write in the report of" in text
        assert "好的一周" not in await press(pilot, "u")


async def test_what_was_typed_and_not_saved_is_there_again(open_week: Open) -> None:
    async with open_week() as pilot:
        await press(pilot, "e", *"Half")
        text = await press(pilot, "escape")
        assert "What you typed is there" in text
        await press(pilot, "e")
        assert isinstance(pilot.app.screen, ReportTextScreen)
        assert pilot.app.screen.query_one(TextArea).text.endswith("Half")
        await press(pilot, "ctrl+r", "ctrl+s")
        assert "Half" not in text_of(pilot)


async def test_a_report_is_sealed_shown_as_sealed_and_drafted_again(open_week: Open) -> None:
    async with open_week((140, 40)) as pilot:
        text = await press(pilot, "left_square_bracket", "s")
        assert "2026-W47 · sealed · Everybody · as today's data" in text
        assert "sealed 2026-11-25" in text
        assert "A sealed report stays as it is" in await press(pilot, "e")
        assert not isinstance(pilot.app.screen, ReportTextScreen)
        text = await press(pilot, "w")
        assert "2026-W47 · draft" in text
        assert "Edition 1 is sealed" in text
        assert "Nothing has changed since edition 1 was sealed." in await press(pilot, "s")
        assert "2026-W47 · sealed" in await press(pilot, "w")
        assert "2026-W47 · draft" in await press(pilot, "u")


async def test_a_sealed_report_tells_what_the_data_say_since(open_week: Open, week_path: Path) -> None:
    async with open_week((140, 40)) as pilot:
        await press(pilot, "left_square_bracket", "s")
        session = open_session(week_path, CLOCK, load_settings(paths.sample_data() / "settings.toml"))
        deal = next(deal for deal in session.workbook.deals.records.all() if deal.closed_on == date(2026, 11, 18))
        form = read_form(session, deal.id)
        edit_deal(session, deal.id, replace(form, amount="1"), Origin.COMMAND_LINE)
        close_session(session)
        text = await press(pilot, "right_square_bracket", "left_square_bracket")
        assert "2026-W47 · sealed · Everybody · moved on since" in text
        assert "was reported, today's data say" in text


async def test_two_weeks_side_by_side_under_keys(open_week: Open) -> None:
    async with open_week() as pilot:
        text = await press(pilot, "left_square_bracket", "d")
        assert "2026-W47 beside 2026-W46" in text
        assert "Open pipeline at the end" in text
        assert "2026-W47 beside 2026-W45" in await press(pilot, "less_than_sign")
        assert "2026-W46 beside 2026-W45" in await press(pilot, "left_square_bracket")
        await press(pilot, "equals_sign")
        assert isinstance(pilot.app.screen, ExplanationScreen)


async def test_a_week_of_the_history_is_opened(open_week: Open) -> None:
    async with open_week() as pilot:
        text = await press(pilot, "h")
        assert "Won in the last 12 weeks" in text
        text = await press(pilot, "down", "enter")
        assert "2026-W47 · draft" in text
        await press(pilot, "s")
        text = await press(pilot, "h")
        assert "1 report sealed" in text
        assert "sealed 2026-11-25" in text


@pytest.mark.parametrize("view", ["d", "h"])
@pytest.mark.parametrize("size", [(80, 24), (200, 60)])
async def test_the_other_views_keep_within_the_screen(open_week: Open, size: tuple[int, int], view: str) -> None:
    async with open_week(size, "zh_Hans") as pilot:
        text = await press(pilot, "left_square_bracket", view, "end")
        assert {cell_len(line) for line in text.splitlines()} == {size[0]}


async def test_a_report_is_handed_on_without_names(open_week: Open, tmp_path: Path) -> None:
    async with open_week() as pilot:
        text = await press(pilot, "left_square_bracket", "x", "m")
        assert "Names are left out." in text
        screen = pilot.app.screen
        assert isinstance(screen, HandOnScreen)
        assert "Li Na" not in screen.text
        path = tmp_path / "masked.xlsx"
        screen.query_one(Input).value = str(path)
        await press(pilot, "s", "enter")
        assert path.read_bytes().startswith(b"PK")


async def test_an_ending_that_nothing_is_written_as_is_refused_and_the_name_stays(open_week: Open) -> None:
    async with open_week() as pilot:
        await press(pilot, "x", "s")
        line = pilot.app.screen.query_one(Input)
        line.value = "report.pdf"
        text = await press(pilot, "enter")
        assert "The ending says what is written: .docx, .xlsx" in text
        assert line.value == "report.pdf"


async def test_parts_are_taken_in(open_week: Open, samples: dict[str, Path], tmp_path: Path) -> None:
    path = tmp_path / "li na.json"
    session = open_session(samples["en"], CLOCK, Settings())
    path.write_text(part_file(report(session, Week(2026, 47), scope_named(session, "Li Na"))), encoding="utf-8")
    close_session(session)
    async with open_week((140, 60)) as pilot:
        await press(pilot, "left_square_bracket", "m")
        assert isinstance(pilot.app.screen, TakePartsScreen)
        line = pilot.app.screen.query_one(Input)
        line.value = str(tmp_path / "gone.json")
        assert "cannot be read" in await press(pilot, "enter")
        line.value = f"'{path}'"
        assert "Taken in: 1 part, of Li Na." in await press(pilot, "enter")
        assert "Have not handed in their part" in whole_sheet(pilot)


async def test_a_target_is_set_shared_out_and_gone_down_into(open_week: Open) -> None:
    async with open_week() as pilot:
        text = await press(pilot, "t")
        assert "Company · 2026" in text
        assert "The parts add up to the whole." in text
        await press(pilot, "e")
        line = pilot.app.screen.query_one(Input)
        assert line.value == "152000000 CNY"
        line.value = "[b]much[/b]"
        assert "“[b]much[/b]” is no amount." in await press(pilot, "enter")
        line.value = "150M"
        assert "Residue -¥2M" in await press(pilot, "enter")
        text = await press(pilot, "s")
        assert "Evenly · ¥37.5M + ¥37.5M + ¥37.5M + ¥37.5M" in text
        assert "Nothing is known of a" in text
        text = await press(pilot, "enter")
        assert "4 targets set." in text
        assert "The parts add up to the whole." in text
        text = await press(pilot, "down", "down", "down", "down", "enter")
        assert "Company · 2026-Q4" in text
        assert "Company · 2026 " in await press(pilot, "escape")
        await press(pilot, "u", "u")
        assert "¥152M" in text_of(pilot)


async def test_targets_by_organisation_and_product(open_week: Open) -> None:
    async with open_week() as pilot:
        await press(pilot, "t", "g")
        text = await press(pilot, "down", "enter")
        assert "By organisation" in text
        assert "Key accounts" in text
        text = await press(pilot, "down", "enter")
        assert "Li Na" in text
        await press(pilot, "escape", "equals_sign")
        assert isinstance(pilot.app.screen, ExplanationScreen)


@pytest.mark.parametrize("size", [(80, 24), (200, 60)])
async def test_the_targets_keep_within_the_screen(open_week: Open, size: tuple[int, int]) -> None:
    async with open_week(size, "zh_Hans") as pilot:
        text = await press(pilot, "t")
        assert {cell_len(line) for line in text.splitlines()} == {size[0]}
        assert "公司 · 2026" in text
