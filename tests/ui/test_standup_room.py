"""The stand-up room, driven by keys under a fixed clock."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from textual import events
from textual.pilot import Pilot
from textual.widgets import Input, Static

from salesops_tui import i18n, paths
from salesops_tui.clock import FixedClock
from salesops_tui.domain.tasks import MadeFrom, TaskState
from salesops_tui.domain.text import clean_text
from salesops_tui.exporting.kinds import SummaryFormat
from salesops_tui.exporting.standups import rendered
from salesops_tui.services.demo import make_demo
from salesops_tui.services.session import Session, close_session, open_session
from salesops_tui.services.standups.day import look
from salesops_tui.services.standups.summary import summary
from salesops_tui.settings import Settings, load_settings
from salesops_tui.storage.gateway import Gateway
from salesops_tui.ui.app import SAMPLE, Workbench
from salesops_tui.ui.dialogs.deal_form import DealFormScreen
from salesops_tui.ui.dialogs.ordered import OrderedScreen
from salesops_tui.ui.dialogs.written import WrittenScreen
from salesops_tui.ui.screens.bring_in import ImportScreen
from salesops_tui.ui.screens.deal import DealScreen
from salesops_tui.ui.screens.help import HelpScreen
from salesops_tui.ui.screens.standup import StandupRoom
from salesops_tui.ui.widgets.standup_clock_line import StandupClockLine
from tests.ui.conftest import settle, text_of

MONDAY = date(2026, 11, 23)
SHANGHAI = ZoneInfo("Asia/Shanghai")
STORED = Path(__file__).parent / "standups"


@dataclass
class Meeting:
    """The room, and the clock on its wall."""

    pilot: Pilot[Any]
    clock: FixedClock
    path: Path
    settings: Settings

    @property
    def room(self) -> StandupRoom:
        """The room."""
        room = self.pilot.app.screen
        assert isinstance(room, StandupRoom)
        return room

    @property
    def line(self) -> str:
        """What the clock says."""
        return self.pilot.app.screen_stack[0].query_one(StandupClockLine).text

    def look(self) -> str:
        """What stands on the screen."""
        return text_of(self.pilot)

    async def press(self, *keys: str) -> None:
        """Press keys, and wait until everything is drawn."""
        for key in keys:
            await self.pilot.press(key)
            await settle(self.pilot)

    async def type(self, key: str, text: str) -> None:
        """Open a line with a key, type into it, and press enter."""
        await self.press(key)
        self.room.quick_add.query_one("Input").value = text  # type: ignore[attr-defined]
        await settle(self.pilot)
        await self.press("enter")

    async def wait(self, seconds: int) -> None:
        """Let time pass, second by second as the timer would see it."""
        self.clock.advance(timedelta(seconds=seconds))
        self.room.round._tick()
        await self.pilot.pause()

    def session(self) -> Session:
        """Another session on the workbook."""
        return open_session(self.path, self.clock, self.settings)


Open = Callable[..., AbstractAsyncContextManager[Meeting]]


def on_top(meeting: Meeting) -> object:
    """The screen that is seen."""
    return meeting.pilot.app.screen


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The sample workbooks, made on their Monday."""
    settings = load_settings(paths.sample_data() / "settings.toml")
    made = {}
    for language in ("en", "zh_Hans"):
        folder = tmp_path_factory.mktemp(language)
        made[language] = make_demo(folder, FixedClock.on(MONDAY, SHANGHAI), settings, language)
    return made


@pytest.fixture
def meet(samples: dict[str, Path], tmp_path: Path, blank_workbook: Path) -> Open:
    """Opens the program in the morning, on a copy of a sample or on an empty workbook."""

    @asynccontextmanager
    async def opened(
        language: str = "en",
        *,
        size: tuple[int, int] = (120, 36),
        at: tuple[int, int] = (9, 0),
        empty: bool = False,
        path: Path | None = None,
        day: date = MONDAY,
        **settings: Any,
    ) -> AsyncIterator[Meeting]:
        i18n.set_language(language)
        where = path or tmp_path / "standup.db"
        if path is None:
            where.write_bytes((blank_workbook if empty else samples[language]).read_bytes())
            where.chmod(0o600)
        clock = FixedClock(datetime(day.year, day.month, day.day, *at, tzinfo=SHANGHAI), SHANGHAI)
        chosen = Settings(**settings)
        gateway = Gateway(lambda: open_session(where, clock, chosen), close_session)
        app = Workbench(gateway, clock, chosen, where, gateway.submit(look))
        try:
            async with app.run_test(size=size, notifications=True) as pilot:
                await settle(pilot)
                yield Meeting(pilot, clock, where, chosen)
                await settle(pilot)
        finally:
            gateway.close()

    return opened


@pytest.mark.parametrize("language", ["en", "zh_Hans"])
async def test_a_whole_stand_up_by_keys_late_with_eight_people_ends_on_time_and_its_summary_is_as_stored(
    meet: Open, language: str
) -> None:
    async with meet(language, at=(9, 3)) as meeting:
        # Somebody is on leave, and is there after all.
        await meeting.press("end", "z")
        assert meeting.room.round.seen is not None
        assert len(meeting.room.round.seen.present) == 8
        assert "3:00" in meeting.line
        assert "09:15" in meeting.line
        await meeting.press("space")
        run = meeting.room.round.seen.run
        assert run is not None
        assert (run.plan.total, run.plan.segments, run.plan.each) == (720, (192, 240, 192, 96), 24)
        for place in range(8):
            await meeting.wait(20)
            if place == 1:
                await meeting.type("t", "send the revised quote fri" if language == "en" else "周五前发修订报价")
                await meeting.type("b", "legal review @Wang Wei" if language == "en" else "法务审核 @王伟")
                await meeting.type("k", "price approval @Zhao Lei" if language == "en" else "价格审批 @赵磊")
            await meeting.press("space")
        for seconds in (240, 192):
            await meeting.wait(seconds)
            await meeting.press("space")
        await meeting.type("r", "Expense reports by Friday" if language == "en" else "周五前交报销单")
        await meeting.wait(128)
        await meeting.press("space")
        # 160 seconds were used in the round instead of 192, and the reminders took those.
        assert (meeting.clock.now().astimezone(SHANGHAI).hour, meeting.clock.now().minute) == (9, 15)
        await meeting.press("space")
        assert isinstance(meeting.pilot.app.screen, WrittenScreen)
        shown = meeting.look()
        await meeting.press("escape")
        session = meeting.session()
        try:
            told = rendered(summary(session, MONDAY), SummaryFormat.TEXT)
            blocker = next(task for task in session.workbook.tasks.all() if task.made_from is MadeFrom.BLOCKER)
        finally:
            close_session(session)
    assert told.splitlines()[0] in shown
    assert told == (STORED / f"{language}.txt").read_text(encoding="utf-8")
    assert blocker.state is TaskState.OPEN


async def test_on_tuesday_mondays_promises_are_judged_and_the_blocker_has_aged(meet: Open, tmp_path: Path) -> None:
    async with meet() as meeting:
        await meeting.press("down")
        await meeting.type("t", "send the revised quote")
        await meeting.type("b", "legal review")
        await meeting.press("c", "escape")
    async with meet(path=tmp_path / "standup.db", day=date(2026, 11, 24)) as meeting:
        await meeting.press("down", "down", "up")
        shown = meeting.look()
        assert "send the revised quote" in shown
        assert "broken" in shown
        assert "! legal review" in shown
        assert "1 d" in shown


async def test_a_turn_that_runs_over_takes_from_the_bank_then_runs_over_time_in_words(meet: Open) -> None:
    async with meet() as meeting:
        await meeting.press("space")
        await meeting.wait(20)
        await meeting.press("space")
        assert "bank +0:10" in meeting.line
        await meeting.wait(35)
        assert "over, takes from the bank" in meeting.line
        await meeting.wait(10)
        assert "over time" in meeting.line
        await meeting.press("enter")
        assert "bank -0:05" in meeting.line


async def test_the_bell_rings_once_where_it_is_wanted(meet: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    rung: list[int] = []
    monkeypatch.setattr(Workbench, "bell", lambda self: rung.append(1))
    async with meet(bell=True) as meeting:
        await meeting.press("space")
        for _second in range(4):
            await meeting.wait(20)
    assert rung == [1]


async def test_skip_back_and_pause(meet: Open) -> None:
    async with meet() as meeting:
        await meeting.press("space", "s")
        assert "Li Na 0:00 of 0:30" in meeting.line
        await meeting.press("space", "backspace")
        assert "Li Na" in meeting.line
        await meeting.press("p")
        await meeting.wait(60)
        assert "paused" in meeting.line
        assert "15:00 left" in meeting.line
        await meeting.press("p")
        await meeting.wait(5)
        assert "Li Na 0:05" in meeting.line


async def test_closed_and_opened_again_in_the_middle_it_goes_on_where_it_was(meet: Open, tmp_path: Path) -> None:
    async with meet() as meeting:
        await meeting.press("space")
        await meeting.wait(20)
        await meeting.press("space")
    async with meet(path=tmp_path / "standup.db", at=(9, 1)) as meeting:
        assert "Li Na 0:40 of 0:30 · 2/7" in meeting.line
        assert "14:00 left of 15:00" in meeting.line
        await meeting.press("space")
        assert "Zhao Lei" in meeting.line


async def test_past_midnight_the_same_stand_up_goes_on(meet: Open) -> None:
    async with meet(at=(23, 59), standup_at=time(23, 59)) as meeting:
        await meeting.press("space")
        await meeting.wait(120)
        await meeting.type("t", "sleep")
        assert meeting.room.round.seen is not None
        assert meeting.room.round.seen.day == MONDAY
        assert "Wang Wei 2:00 of 0:30" in meeting.line


async def test_nothing_typed_is_lost(meet: Open) -> None:
    async with meet() as meeting:
        await meeting.press("t", *"half a", "escape", "b", *"other", "escape", "t")
        assert meeting.room.quick_add.text == "half a"
        await meeting.press("escape", "b")
        assert meeting.room.quick_add.text == "other"


@pytest.mark.parametrize("text", ["[@click=app.quit]x[/]", "给华东医药报价 明天", "\x1b[2J]0;x\x07plain", "[/] 💼"])
async def test_what_is_typed_is_text_whatever_it_looks_like(meet: Open, text: str) -> None:
    async with meet() as meeting:
        await meeting.press("down")
        await meeting.type("d", text)
        assert "\x1b" not in meeting.look()
        said = [one.text for one in meeting.room.round.seen.parts[1].yesterday]  # type: ignore[union-attr]
        assert clean_text(text).text in said


async def test_the_lines_of_a_person_are_edited_ticked_off_and_taken_out(meet: Open) -> None:
    async with meet() as meeting:
        await meeting.press("t")
        await meeting.type("t", "send the quote")
        await meeting.press("right")
        assert meeting.room.round.said is not None
        assert meeting.room.round.said.text == "send the quote"
        await meeting.type("e", "send the new quote")
        assert "send the new quote" in meeting.look()
        await meeting.press("plus")
        assert meeting.room.round.said.state is not None
        assert meeting.room.round.said.state.value == "kept"
        await meeting.press("minus")
        assert "send the new quote" not in meeting.look()
        await meeting.press("u")
        assert "send the new quote" in meeting.look()


async def test_a_line_of_the_record_is_changed_where_it_was_made(meet: Open) -> None:
    async with meet() as meeting:
        await meeting.press("down", "right", "e")
        assert "comes from the record" in meeting.look()
        await meeting.press("enter")
        assert isinstance(meeting.pilot.app.screen, DealScreen)


async def test_who_is_absent_is_noted_with_a_reason_and_comes_back(meet: Open) -> None:
    async with meet() as meeting:
        await meeting.press("down")
        await meeting.type("z", "customer visit")
        assert "customer" in meeting.look()
        assert [part.name for part in meeting.room.round.seen.parts][-2:] == ["Li Na", "David Kim"]  # type: ignore[union-attr]
        assert meeting.room.round.person_id == meeting.room.round.seen.parts[-2].person_id  # type: ignore[union-attr]
        await meeting.press("z")
        assert len(meeting.room.round.seen.present) == 7  # type: ignore[union-attr]


async def test_members_take_part_in_the_order_that_is_chosen(meet: Open) -> None:
    async with meet() as meeting:
        await meeting.press("m")
        assert isinstance(meeting.pilot.app.screen, OrderedScreen)
        await meeting.press("space", "down", "shift+down", "enter")
        assert [part.name for part in meeting.room.round.seen.parts][:2] == ["Zhao Lei", "Li Na"]  # type: ignore[union-attr]


async def test_another_day_can_be_filled_and_says_so(meet: Open) -> None:
    async with meet() as meeting:
        await meeting.press("right_square_bracket")
        await meeting.type("t", "visit the plant")
        assert "filled ahead" in meeting.look()
        await meeting.press("space")
        assert "Only today's stand-up can be started" in meeting.look()
        await meeting.press("left_square_bracket")
        assert "visit the plant" not in meeting.look()


async def test_a_filter_leaves_some_people(meet: Open) -> None:
    async with meet() as meeting:
        await meeting.press("slash", "l", "i", "enter")
        assert [part.name for part in meeting.room.round._parts] == ["Li Na"]
        await meeting.press("escape")
        assert len(meeting.room.round._parts) == 8


async def test_a_team_has_its_own(meet: Open) -> None:
    async with meet() as meeting:
        session = meeting.session()
        try:
            team = session.workbook.standup_record.teams()[-1]
        finally:
            close_session(session)
        await meeting.press("g", "end", "enter")
        assert meeting.room.round.team == team
        assert team in meeting.look()


async def test_an_empty_workbook_says_what_to_do(meet: Open) -> None:
    async with meet(empty=True) as meeting:
        assert "how would you like to begin" in meeting.look()
        await meeting.press("space")
        assert "Nobody is there" in meeting.look()
        await meeting.press("t")
        assert "There is nobody who could say it." in meeting.look()


@pytest.mark.parametrize("language", ["en", "zh_Hans"])
@pytest.mark.parametrize("size", [(80, 24), (200, 60)])
async def test_at_every_size_the_columns_hold(meet: Open, language: str, size: tuple[int, int]) -> None:
    async with meet(language, size=size) as meeting:
        await meeting.press("space", "space")
        assert all(len(line) <= size[0] for line in meeting.look().splitlines())
        _people, part, beside = meeting.room.round._sheets
        assert part.display
        assert beside.display == (size[0] > 100)
        await meeting.press("tab", "tab")
        assert beside.display


async def test_every_segment_shows_what_it_is_about(meet: Open) -> None:
    async with meet() as meeting:
        await meeting.press("space", *["space"] * 7)
        assert meeting.look().count("Near closing") == 2
        await meeting.press("space")
        assert "Help wanted and blockers" in meeting.look()
        await meeting.press("space")
        assert "None yet: r adds one." in meeting.look()
        await meeting.press("space")
        assert "all parts are through: space closes" in meeting.line


async def test_the_clock_ticks_only_while_it_runs_and_is_seen(meet: Open) -> None:
    async with meet() as meeting:
        room = meeting.room

        def ticks() -> bool:
            return room.round._timer is not None

        assert not ticks()
        await meeting.press("space")
        assert ticks()
        await meeting.press("3")
        assert not ticks()
        await meeting.press("1")
        assert ticks()
        await meeting.press("p")
        assert not ticks()


async def test_the_other_views_and_the_help_are_there(meet: Open) -> None:
    async with meet() as meeting:
        await meeting.press("f")
        assert "Activity and deals won" in meeting.look()
        await meeting.press("left_square_bracket", "right_square_bracket", "o")
        assert "No stand-up was held by the clock yet" in meeting.look()
        await meeting.press("v")
        assert meeting.room.view is meeting.room.round
        await meeting.press("question_mark")
        assert isinstance(meeting.pilot.app.screen, HelpScreen)


async def test_a_summary_is_saved_as_its_ending_says(
    meet: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with meet() as meeting:
        await meeting.press("x", "s", "enter")
        assert (tmp_path / "Stand-up 2026-11-23.md").read_text(encoding="utf-8").startswith("# Stand-up, briefing")
        await meeting.press("x", "s", "enter")
        told = meeting.pilot.app.screen.query_one("#told", Static)
        assert "is there already" in str(told.render())


@pytest.mark.parametrize("room", ["1", "4"])
async def test_keys_that_come_faster_than_the_line_opens_are_typed_into_it(meet: Open, room: str) -> None:
    async with meet() as meeting:
        await meeting.press(room)
        for key in ("b" if room == "1" else "a", *"legal", "space", *"queue", "enter"):
            meeting.pilot.app.post_message(events.Key(key, " " if key == "space" else key if len(key) == 1 else None))
        await settle(meeting.pilot)
        await settle(meeting.pilot)
        session = meeting.session()
        try:
            titles = [task.title for task in session.workbook.tasks.all()]
        finally:
            close_session(session)
    assert "legal queue" in titles


@pytest.mark.parametrize(
    ("language", "welcome"),
    [("en", "A new workbook: how would you like to begin?"), ("zh_Hans", "新的工作簿：想怎样开始？")],
)
async def test_a_new_workbook_says_how_to_begin_and_enter_begins(meet: Open, language: str, welcome: str) -> None:
    async with meet(language, size=(80, 24), empty=True) as meeting:
        text = text_of(meeting.pilot)
        assert welcome in text
        assert " W48 " in text
        await meeting.press("enter")
        assert isinstance(on_top(meeting), ImportScreen)
        await meeting.press("escape", "down", "down", "enter")
        form = on_top(meeting)
        assert isinstance(form, DealFormScreen)
        for name, value in (("name", "Pilot"), ("account", "Acme"), ("owner", "Li Na")):
            form.query_one(f"#{name}", Input).value = value
        await meeting.press("ctrl+s")
        text = text_of(meeting.pilot)
        assert welcome not in text
        assert "Li Na" in text


async def test_the_sample_is_a_way_out_and_back(meet: Open) -> None:
    async with meet(empty=True) as meeting:
        await meeting.press("down", "enter")
        assert meeting.pilot.app.return_value == SAMPLE
