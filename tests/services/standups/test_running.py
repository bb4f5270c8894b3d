"""A stand-up by the clock."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest

from salesops_tui.domain.standup_clock import dial
from salesops_tui.domain.standups import LineKind
from salesops_tui.services.session import close_session, open_session
from salesops_tui.services.standups import capture, running
from salesops_tui.services.standups.day import look
from salesops_tui.services.standups.parts import Presence
from salesops_tui.services.standups.times import used_times
from salesops_tui.services.standups.writing import StandupRefused
from salesops_tui.services.steps import next_to_undo, redo, undo
from salesops_tui.settings import Settings
from tests.services.standups.conftest import HERE, MONDAY, Morning


def advance(morning: Morning, seconds: int, times: int = 1) -> None:
    for _time in range(times):
        morning.clock.advance(timedelta(seconds=seconds))
        running.advance(morning.session, MONDAY, morning.team)


def test_a_whole_one_is_started_driven_and_closed(morning: Morning) -> None:
    morning.start()
    run = morning.look().run
    assert run is not None
    assert (run.speaker, run.plan.segments) == ("p-wang", (90, 368, 295, 147))
    advance(morning, 20, 3)
    run = morning.look().run
    assert run is not None
    assert (run.segment, dial(run, morning.clock.now()).bank) == (1, 30)
    advance(morning, 100, 3)
    run = morning.look().run
    assert run is not None
    assert run.is_over
    morning.close()
    seen = morning.look()
    assert seen.run is None
    assert seen.standup is not None
    assert (seen.standup.spent, seen.standup.present) == ((60, 100, 100, 100), ("p-wang", "p-li", "p-zhao"))
    assert next_to_undo(morning.session) == "Close the stand-up of 2026-11-23"


def test_three_minutes_late_it_still_ends_on_time(morning: Morning) -> None:
    morning.at(9, 3)
    assert morning.look().late == 180
    morning.start()
    seen = morning.look()
    assert (seen.plan.total, sum(seen.plan.segments), seen.plan.each) == (720, 720, 24)
    morning.at(9, 10)
    assert (morning.look().late, morning.look().plan.total) == (180, 720)


@pytest.mark.parametrize(
    ("hour", "minute", "total"), [(8, 50, 900), (9, 0, 900), (9, 14, 60), (9, 15, 900), (17, 0, 900)]
)
def test_before_its_time_and_after_its_end_it_takes_as_long_as_ever(
    morning: Morning, hour: int, minute: int, total: int
) -> None:
    morning.at(hour, minute)
    assert morning.look().plan.total == total


def test_it_goes_on_where_it_was_after_the_program_was_closed(morning: Morning) -> None:
    morning.start()
    advance(morning, 20)
    morning.clock.advance(timedelta(seconds=5))
    again = open_session(morning.session.workbook.path, morning.clock, Settings())
    try:
        run = look(again).run
        assert run is not None
        shown = dial(run, morning.clock.now())
        assert (run.speaker, shown.turn_used, shown.bank) == ("p-li", 5, 10)
    finally:
        close_session(again)


def test_past_midnight_it_is_still_the_same_stand_up(morning: Morning) -> None:
    morning.at(23, 59)
    morning.start()
    morning.clock.advance(timedelta(minutes=5))
    assert morning.day == date(2026, 11, 24)
    seen = look(morning.session, MONDAY)
    assert seen.run is not None
    running.advance(morning.session, MONDAY, "")
    assert look(morning.session, MONDAY).run.speaker == "p-li"  # type: ignore[union-attr]
    assert look(morning.session).run is None


def test_a_clock_that_was_left_running_stands_where_it_was_pressed_last(morning: Morning) -> None:
    morning.start()
    advance(morning, 20)
    morning.clock.advance(timedelta(hours=9))
    run = morning.look().run
    assert run is not None
    assert (run.since, dial(run, morning.clock.now()).left) == (None, 880)
    morning.close()
    assert morning.look().standup.spent == (20, 0, 0, 0)  # type: ignore[union-attr]


def test_a_pause_counts_nothing(morning: Morning) -> None:
    morning.start()
    morning.clock.advance(timedelta(seconds=10))
    running.pause(morning.session, MONDAY, "")
    morning.clock.advance(timedelta(minutes=10))
    running.resume(morning.session, MONDAY, "")
    run = morning.look().run
    assert run is not None
    assert dial(run, morning.clock.now()).turn_used == 10


def test_what_cannot_be_done_is_refused_in_words(morning: Morning) -> None:
    with pytest.raises(StandupRefused, match="No stand-up is under way"):
        running.advance(morning.session, MONDAY, "")
    with pytest.raises(StandupRefused, match="Only today's"):
        running.start(morning.session, date(2026, 11, 24), "", HERE)
    morning.start()
    with pytest.raises(StandupRefused, match="under way already"):
        morning.start()
    morning.close()
    with pytest.raises(StandupRefused, match="has been held"):
        morning.start()
    with pytest.raises(StandupRefused, match="closed already"):
        morning.close()
    with pytest.raises(StandupRefused, match="No stand-up is under way"):
        running.advance(morning.session, MONDAY, "")


def test_with_nobody_there_it_cannot_be_started(morning: Morning) -> None:
    morning.next_day(5)
    with pytest.raises(StandupRefused, match="Nobody is there"):
        morning.start()


def test_an_undone_close_lets_it_go_on(morning: Morning) -> None:
    morning.say("p-li", LineKind.TODAY, "send the quote")
    morning.start()
    advance(morning, 20)
    morning.close()
    undo(morning.session, HERE)
    run = morning.look().run
    assert run is not None
    assert run.speaker == "p-li"
    assert run.since is None
    redo(morning.session, HERE)
    assert morning.look().standup.is_closed  # type: ignore[union-attr]


def test_who_turns_out_to_be_missing_leaves_the_round_and_who_comes_late_joins_it_last(morning: Morning) -> None:
    morning.start()
    capture.call_roll(morning.session, MONDAY, "", "p-li", HERE, present=False, reason="customer")
    seen = morning.look()
    assert seen.run is not None
    assert seen.run.turns == ("p-wang", "p-zhao")
    assert [(part.name, part.presence, part.reason) for part in seen.parts][-1] == (
        "Li Na",
        Presence.ABSENT,
        "customer",
    )
    capture.call_roll(morning.session, MONDAY, "", "p-li", HERE, present=True)
    seen = morning.look()
    assert seen.run is not None
    assert seen.run.turns == ("p-wang", "p-zhao", "p-li")
    assert seen.standup is not None
    assert seen.standup.absent == ()


def test_with_a_date_in_the_reason_they_are_away_until_then(morning: Morning) -> None:
    capture.excuse(morning.session, MONDAY, "", "p-li", "年假 周三", HERE)
    part = morning.part("Li Na")
    assert (part.presence, part.reason) == (Presence.ABSENT, "年假")
    part = morning.part("Li Na", date(2026, 11, 25))
    assert (part.presence, part.reason) == (Presence.AWAY, "年假")
    assert morning.part("Li Na", date(2026, 11, 26)).presence is Presence.PRESENT


def test_thirty_people_take_the_whole_time_and_that_is_worth_a_warning(morning: Morning) -> None:
    for number in range(27):
        morning.deal(f"Deal {number}", f"Person {number:02}")
    plan = morning.look().plan
    assert (plan.people, plan.segments, plan.is_round_long) == (30, (900, 0, 0, 0), True)


def test_the_last_stand_ups_tell_where_the_time_went(morning: Morning) -> None:
    assert used_times(morning.session).on_time.value is None
    for day in range(3):
        morning.start()
        for seconds in (10, 10, 10, 368, 295, 147 + 60 * day):
            morning.clock.advance(timedelta(seconds=seconds))
            running.advance(morning.session, morning.day, "")
        morning.close()
        morning.clock.instant = morning.clock.instant.replace(minute=0, second=0)
        morning.next_day()
    found = used_times(morning.session)
    assert [one.day for one in found.held] == [date(2026, 11, 25), date(2026, 11, 24), MONDAY]
    assert [one.over for one in found.held] == [60, 0, -60]
    assert (found.on_time.value, found.on_time.n) == (Fraction(2, 3), 3)
    assert (found.planned, found.spent) == ((90, 368, 295, 147), (30, 368, 295, 207))
    assert used_times(morning.session, "East").held == ()
