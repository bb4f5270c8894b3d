"""The week room under keys and mouse, on the sample workbook."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import date
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from rich.cells import cell_len
from textual.pilot import Pilot
from textual.widgets import Input

from salesops_tui import i18n, paths
from salesops_tui.clock import FixedClock
from salesops_tui.domain.tasks import MadeFrom, Task
from salesops_tui.services.demo import make_demo
from salesops_tui.services.session import Session, close_session, open_session
from salesops_tui.settings import Settings, load_settings
from salesops_tui.storage.gateway import Gateway
from salesops_tui.ui.app import Workbench
from salesops_tui.ui.dialogs.explanation import ExplanationScreen
from salesops_tui.ui.dialogs.written import WrittenScreen
from salesops_tui.ui.screens.deal import DealScreen
from salesops_tui.ui.screens.week import WeekRoom
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


def stand_on(pilot: Pilot[Any], kind: str, of: str) -> None:
    """Put the cursor on the first line of a kind."""
    room = pilot.app.screen
    assert isinstance(room, WeekRoom)
    keys = [place.stop.key for place in room.sheet._places]
    room.sheet.select(next(key for key in keys if isinstance(key, tuple) and key[:2] == (kind, of)))


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
        assert "Weekly report  2026-W48" in text
        assert "still running: as far as Wed 25 Nov 2026" in text
        text = await press(pilot, "left_square_bracket")
        assert "Weekly report  2026-W47" in text
        assert "on 2026-W46" in text
        text = await press(pilot, "right_square_bracket", "right_square_bracket")
        assert "Weekly report  2026-W48" in text


async def test_of_one_person(open_week: Open) -> None:
    async with open_week() as pilot:
        await press(pilot, "left_square_bracket", "g")
        await press(pilot, *["end"], "enter")
        title = text_of(pilot).splitlines()[1]
        assert title.split()[-2:] == ["Zhao", "Lei"]
        assert "Who won what" not in text_of(pilot)


async def test_a_figure_explains_itself(open_week: Open) -> None:
    async with open_week() as pilot:
        await press(pilot, "equals_sign")
        assert isinstance(pilot.app.screen, ExplanationScreen)
        assert "The amounts of the deals won in the period" in text_of(pilot)
        await press(pilot, "escape")


async def test_a_deal_behind_a_line_is_opened(open_week: Open) -> None:
    async with open_week() as pilot:
        await press(pilot, "left_square_bracket")
        stand_on(pilot, "deal", "won")
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, DealScreen)
        assert "Weekly report  2026-W47" in await press(pilot, "escape")


async def test_a_risk_becomes_a_task_once_and_undo_takes_it_back(open_week: Open, week_path: Path) -> None:
    async with open_week((200, 60)) as pilot:
        stand_on(pilot, "risk", "stuck")
        text = await press(pilot, "k")
        assert "Added “Get " in text
        assert "a task is made of it" in text
        await press(pilot, "k")
        assert any("is an open task already" in notice.message for notice in pilot.app._notifications)
        assert len(tasks_from_risks(week_path)) == 1
        text = await press(pilot, "u")
        assert "a task is made of it" not in text
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
        assert line.value == "Weekly report 2026-W47.md"
        await press(pilot, "s")
        path = tmp_path / "report.md"
        line.value = str(path)
        await press(pilot, "enter")
        assert path.read_text(encoding="utf-8").startswith("# Weekly report · 2026-W47\n")


async def test_an_empty_workbook(open_week: Open) -> None:
    async with open_week(empty=True) as pilot:
        text = text_of(pilot)
        assert "The month has no target." in text
        assert "0 risks are found by the rules." in text
        await press(pilot, "end", "enter", "k", "x", "escape", "home", "equals_sign")
        assert isinstance(pilot.app.screen, ExplanationScreen)
