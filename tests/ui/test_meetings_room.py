"""The meetings room under keys and mouse: a whole meeting by the clock, its minutes, the cadence, the templates."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from rich.cells import cell_len
from textual import events
from textual.pilot import Pilot
from textual.widgets import Input, Select, TextArea

from salesops_tui import i18n, paths
from salesops_tui.clock import FixedClock
from salesops_tui.domain.meeting_templates import Embed
from salesops_tui.domain.meetings import Meeting
from salesops_tui.domain.tasks import MadeFrom
from salesops_tui.domain.text import LONGEST_TEXT
from salesops_tui.exporting.documents.rendering import rendered
from salesops_tui.exporting.kinds import DocumentFormat
from salesops_tui.services.demo import make_demo
from salesops_tui.services.meetings.minutes import minutes
from salesops_tui.services.session import Session, close_session, open_session
from salesops_tui.settings import load_settings
from salesops_tui.storage.gateway import Gateway
from salesops_tui.ui.app import Workbench
from salesops_tui.ui.dialogs.explanation import ExplanationScreen
from salesops_tui.ui.dialogs.hand_on import HandOnScreen
from salesops_tui.ui.dialogs.long_text import LongTextScreen
from salesops_tui.ui.dialogs.plan_meeting import PlanMeetingScreen
from salesops_tui.ui.screens.meeting import MeetingScreen
from salesops_tui.ui.screens.meetings import MeetingsRoom
from salesops_tui.ui.screens.task import TaskScreen
from salesops_tui.ui.screens.views_room import ViewsRoom
from salesops_tui.ui.widgets.figure_sheet import FigureSheet
from salesops_tui.ui.widgets.quick_add_line import QuickAddLine
from tests.ui.conftest import settle, text_of

ZONE = ZoneInfo("Asia/Shanghai")
TODAY = date(2026, 11, 25)
STORED = Path(__file__).parent / "meetings"
Open = Callable[..., AbstractAsyncContextManager[Pilot[Any]]]


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The sample workbooks."""
    settings = load_settings(paths.sample_data() / "settings.toml")
    return {
        language: make_demo(tmp_path_factory.mktemp(language), FixedClock.on(TODAY, ZONE), settings, language)
        for language in ("en", "zh_Hans")
    }


@pytest.fixture
def clock() -> FixedClock:
    """The time of the test, which stands until it is moved."""
    return FixedClock.on(TODAY, ZONE)


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The workbook, with the team's own templates beside it."""
    monkeypatch.setenv("SALESOPS_SETTINGS", str(tmp_path / "settings.toml"))
    return tmp_path / "meetings.db"


@pytest.fixture
def open_meetings(samples: dict[str, Path], path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch) -> Open:
    """Opens the program in the meetings room, on a copy of a sample."""
    monkeypatch.setattr(Workbench, "DEFAULT_MODE", "meetings")

    @asynccontextmanager
    async def opened(size: tuple[int, int] = (120, 36), language: str = "en") -> AsyncIterator[Pilot[Any]]:
        i18n.set_language(language)
        if not path.exists():
            path.write_bytes(samples[language].read_bytes())
            path.chmod(0o600)
        settings = load_settings(paths.sample_data() / "settings.toml")
        gateway = Gateway(lambda: open_session(path, clock, settings), close_session)
        app = Workbench(gateway, clock, settings, path, gateway.submit(_nothing))
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


def shown(pilot: Pilot[Any]) -> Any:
    """The screen that is shown, of whatever kind."""
    return pilot.app.screen


async def plan(pilot: Pilot[Any], template: str, **fields: str) -> None:
    """Plan a meeting and open it."""
    await press(pilot, "a")
    screen = shown(pilot)
    assert isinstance(screen, PlanMeetingScreen)
    screen.query_one(Select).value = template
    for name, value in fields.items():
        screen.query_one(f"#{name}", Input).value = value
    await press(pilot, "ctrl+s")


def meetings(path: Path, clock: FixedClock) -> list[Meeting]:
    """All meetings of the workbook."""
    session = open_session(path, clock, load_settings(paths.sample_data() / "settings.toml"))
    try:
        return session.workbook.meetings.all()
    finally:
        close_session(session)


@pytest.mark.parametrize("language", ["en", "zh_Hans"])
async def test_a_whole_meeting_by_keys_ends_in_the_stored_minutes(
    open_meetings: Open, path: Path, clock: FixedClock, language: str
) -> None:
    async with open_meetings(language=language) as pilot:
        await plan(pilot, "review", slot="60")
        assert isinstance(shown(pilot), MeetingScreen)
        await press(pilot, "space")
        for seconds in (500, 900, 1100, 700):
            clock.advance(timedelta(seconds=seconds))
            await press(pilot, "space")
        await press(pilot, "d", *"Yes", "enter", "a", *"price list fri", "enter", "e")
        assert isinstance(shown(pilot), LongTextScreen)
        pilot.app.screen.query_one(TextArea).text = "下一步：\n- 目标上调"
        await press(pilot, "ctrl+s")
        clock.advance(timedelta(seconds=400))
        await press(pilot, "space", "space", "s")
        (meeting,) = meetings(path, clock)
        session = open_session(path, clock, load_settings(paths.sample_data() / "settings.toml"))
        told = rendered(minutes(session, meeting.id), DocumentFormat.TEXT)
        close_session(session)
        # Who sealed them is whoever runs the tests.
        lines = [line for line in told.splitlines() if not line.startswith(("sealed ", "由 "))]
        assert "\n".join(lines) + "\n" == (STORED / f"{language}.txt").read_text(encoding="utf-8")
        text = await press(pilot, "x")
        assert isinstance(shown(pilot), HandOnScreen)
        assert "目标上调" in text


async def test_the_clock_shows_the_item_and_a_gentle_overrun(open_meetings: Open, clock: FixedClock) -> None:
    async with open_meetings() as pilot:
        await plan(pilot, "review", slot="60")
        assert "space starts · 60 min" in text_of(pilot)
        assert "Data overview 9:00 · 60:00 of 60 min left" in await press(pilot, "space")
        clock.advance(timedelta(seconds=600))
        await asyncio.sleep(1.2)
        await settle(pilot)
        assert "Data overview -1:00 · 50:00 of 60 min left" in text_of(pilot)
        text = await press(pilot, "space", "p")
        assert "· paused" in text
        # A minute was overrun: the success cases, which give first, have one less.
        assert "▶ 2 Success cases" in text
        assert "12:00" in text
        text = await press(pilot, "end", "j")
        assert "▶ 5 Goals of the next stage" in text
        assert "▶ 4 Improvement measures" in await press(pilot, "backspace")


async def test_it_goes_on_where_it_was_after_the_program_was_closed(open_meetings: Open, clock: FixedClock) -> None:
    async with open_meetings() as pilot:
        await plan(pilot, "review")
        await press(pilot, "space")
    clock.advance(timedelta(seconds=90))
    async with open_meetings() as pilot:
        assert "under way" in text_of(pilot)
        text = await press(pilot, "enter")
        assert "Data overview 8:30 · 68:30 of 70 min left" in text


async def test_the_cadence_is_taken_up_and_a_date_becomes_a_meeting(
    open_meetings: Open, path: Path, clock: FixedClock
) -> None:
    async with open_meetings() as pilot:
        assert "c lets the course's cadence come back" in text_of(pilot)
        text = await press(pilot, "c")
        assert "4 meetings come back from now on." in text
        assert "Fri 27 Nov 2026" in text
        assert "What the cadence takes this month" in text
        text = await press(pilot, "enter")
        assert isinstance(shown(pilot), MeetingScreen)
        assert "Weekly meeting" in text
        assert "Won this week" in text
        text = await press(pilot, "escape")
        assert isinstance(shown(pilot), MeetingsRoom)
        assert "planned" in text
        await press(pilot, "delete")
        assert meetings(path, clock) == []
        await press(pilot, "u")
        assert len(meetings(path, clock)) == 1


async def test_decisions_and_notes_are_found_again(open_meetings: Open) -> None:
    async with open_meetings() as pilot:
        await plan(pilot, "swot")
        await press(pilot, "d", *"报价一天内发出", "enter", "escape", "m", "slash", *"报价")
        text = await press(pilot, "down")
        assert "报价一天内发出" in text
        await press(pilot, "enter")
        assert isinstance(shown(pilot), MeetingScreen)


async def test_a_customers_review_is_planned_by_the_customers_name(open_meetings: Open) -> None:
    async with open_meetings() as pilot:
        await plan(pilot, "qbr", account="nobody knows")
        screen = shown(pilot)
        assert isinstance(screen, PlanMeetingScreen)
        assert "Nothing is called “nobody knows”." in text_of(pilot)
        assert screen.focused is screen.query_one("#account")
        screen.query_one("#account", Input).value = "huadong pharma"
        text = await press(pilot, "ctrl+s")
        assert isinstance(shown(pilot), MeetingScreen)
        assert "Quarterly business review · Huadong Pharma" in text


async def test_the_goal_alignment_opens_the_target_tree_and_waits(open_meetings: Open) -> None:
    async with open_meetings() as pilot:
        await plan(pilot, "goals")
        page = shown(pilot)
        assert isinstance(page, MeetingScreen)
        sheet = page.query_one(FigureSheet)
        wanted = next(item.key for item in page.page.meeting.agenda if item.embed is Embed.TARGETS)
        sheet.select(("embed", f"{wanted}-0"))
        text = await press(pilot, "enter")
        room = shown(pilot)
        assert isinstance(room, ViewsRoom)
        assert room.view.COMMAND.action == "show_view('targets')"
        assert "Company" in text
        await press(pilot, "5")
        assert shown(pilot) is page


async def test_a_decision_is_no_task_and_an_action_is_an_important_one(open_meetings: Open) -> None:
    async with open_meetings() as pilot:
        await plan(pilot, "prices")
        text = await press(pilot, "d", *"fri @Li")
        assert "enter writes it down" in text
        assert "Drop or park" not in text
        text = await press(pilot, "enter")
        assert "◆ fri @Li" in text
        text = await press(pilot, "a", *"price list")
        assert "→ Schedule" in text


async def test_of_several_lines_only_what_was_refused_and_what_came_after_it_waits(
    open_meetings: Open, path: Path, clock: FixedClock
) -> None:
    async with open_meetings() as pilot:
        await plan(pilot, "prices")
        await press(pilot, "d")
        assert pilot.app.focused is not None
        pilot.app.focused.post_message(events.Paste(f"first\n{'x' * (LONGEST_TEXT + 1)}\nthird"))
        await press(pilot, "enter")
        page = shown(pilot)
        assert isinstance(page, MeetingScreen)
        assert [decision.text for decision in page.page.decisions] == ["first"]
        line = page.query_one(QuickAddLine)
        assert line.text.startswith("xxx")
        line.query_one(Input).value = "second"
        await press(pilot, "enter")
        assert [decision.text for decision in page.page.decisions] == ["first", "second", "third"]


async def test_an_action_opens_as_a_task(open_meetings: Open) -> None:
    async with open_meetings() as pilot:
        await plan(pilot, "prices")
        await press(pilot, "a", *"ask finance tomorrow @Li", "enter", "down", "enter")
        screen = shown(pilot)
        assert isinstance(screen, TaskScreen)
        assert screen.page.task.made_from is MadeFrom.MEETING
        assert isinstance(shown(pilot), TaskScreen)
        await press(pilot, "escape")


async def test_a_slot_that_is_too_short_and_a_wrong_time_are_said_and_nothing_typed_is_lost(
    open_meetings: Open, path: Path, clock: FixedClock
) -> None:
    async with open_meetings() as pilot:
        await press(pilot, "a")
        screen = shown(pilot)
        screen.query_one(Select).value = "review"
        for name, value, complaint in (
            ("slot", "3", "3 minutes are too short for 5 items"),
            ("slot", "soon", "“soon” is no number of minutes."),
            ("slot", "", "no time of day"),
        ):
            screen.query_one(f"#{name}", Input).value = value
            if not value:
                screen.query_one("#at", Input).value = "late"
            assert complaint in await press(pilot, "ctrl+s")
            assert pilot.app.screen is screen
        assert meetings(path, clock) == []


async def test_a_template_is_changed_as_the_teams_own(open_meetings: Open, path: Path) -> None:
    async with open_meetings() as pilot:
        text = await press(pilot, "t")
        assert "24 templates" in text
        assert "Daily stand-up" in text
        await press(pilot, "e")
        field = pilot.app.screen.query_one(TextArea)
        field.text = field.text.replace("minutes = 5", "minutes = 0", 1)
        assert "items[1].minutes" in await press(pilot, "ctrl+s")
        field.text = field.text.replace("minutes = 0", "minutes = 7", 1)
        text = await press(pilot, "ctrl+s")
        assert "17 min" in text
        assert (path.parent / "meetings" / "standup.toml").is_file()


async def test_who_is_there_and_how_long_there_is(open_meetings: Open, path: Path, clock: FixedClock) -> None:
    async with open_meetings() as pilot:
        await plan(pilot, "review")
        assert "8 people" in text_of(pilot)
        text = await press(pilot, "m", "space", "enter")
        assert "7 people" in text
        assert "Not there: Wang Wei" in text
        await press(pilot, "f")
        line = pilot.app.screen.query_one(Input)
        line.value = "4"
        assert "too short for 5 items" in await press(pilot, "enter")
        await press(pilot, "f")
        pilot.app.screen.query_one(Input).value = "60"
        await press(pilot, "enter")
        assert [item.minutes for item in meetings(path, clock)[0].agenda] == [9, 13, 17, 13, 8]


async def test_a_figure_of_a_live_table_explains_itself(open_meetings: Open) -> None:
    async with open_meetings() as pilot:
        await plan(pilot, "review")
        await press(pilot, "down", "equals_sign")
        assert isinstance(shown(pilot), ExplanationScreen)


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (200, 60)])
@pytest.mark.parametrize("language", ["en", "zh_Hans"])
async def test_every_line_is_exactly_as_wide_as_the_screen(
    open_meetings: Open, size: tuple[int, int], language: str
) -> None:
    async with open_meetings(size, language) as pilot:
        await press(pilot, "c")
        for key in ("b", "m", "t", "d"):
            text = await press(pilot, key)
            assert {cell_len(line) for line in text.splitlines()} == {size[0]}
        await press(pilot, "b", "enter")
        text = await press(pilot, "space")
        assert {cell_len(line) for line in text.splitlines()} == {size[0]}
