"""Fifteen minutes, and where they went."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesops_tui.domain import standup_clock as clock
from salesops_tui.domain.apportioning import by_largest_remainder
from salesops_tui.domain.standup_clock import Plan, Run

NINE = datetime(2026, 11, 25, 1, 0, tzinfo=UTC)
TEAM = tuple("abcdefgh")


def at(seconds: float) -> datetime:
    return NINE + timedelta(seconds=seconds)


def test_eight_people_leave_eleven_minutes_for_the_rest() -> None:
    """Row 1: 900 − 30 × 8 = 660 seconds for segments 2 to 4."""
    plan = clock.plan(900, 8, 30)
    assert plan.segments == (240, 300, 240, 120)
    assert plan.each == 30
    assert not plan.is_round_long


@pytest.mark.parametrize(("people", "long"), [(15, False), (16, True), (30, True)])
def test_a_round_of_over_half_the_time_is_worth_a_warning(people: int, long: bool) -> None:
    assert clock.plan(900, people, 30).is_round_long is long


def test_thirty_people_take_the_whole_meeting_and_forty_no_more() -> None:
    assert clock.plan(900, 30, 30).segments == (900, 0, 0, 0)
    assert clock.plan(900, 40, 30).segments == (900, 0, 0, 0)
    assert clock.plan(900, 40, 30).each == 22.5


def test_three_minutes_late_every_segment_is_shorter_and_the_end_stays() -> None:
    plan = clock.plan(900, 8, 30, left=720)
    assert plan.segments == (192, 240, 192, 96)
    assert plan.each == 24
    assert sum(plan.segments) == plan.total == 720


@given(st.integers(0, 60), st.integers(0, 120), st.integers(60, 3600), st.integers(1, 3600))
def test_the_segments_always_sum_to_the_time_there_is(people: int, each: int, total: int, left: int) -> None:
    plan = clock.plan(total, people, each, left=left)
    assert sum(plan.segments) == plan.total == min(total, left)
    assert all(seconds >= 0 for seconds in plan.segments)


def run(*, people: int = 8, total: int = 900) -> Run:
    return clock.start(clock.plan(total, people, 30), TEAM[:people], NINE)


def test_unused_seconds_go_to_the_bank_and_overrun_takes_from_it() -> None:
    meeting = clock.advance(run(), at(20))
    assert clock.dial(meeting, at(20)).bank == 10
    there = clock.dial(meeting, at(20 + 35))
    assert (there.turn_left, there.is_turn_over, there.is_bank_empty) == (-5, True, False)
    there = clock.dial(meeting, at(20 + 41))
    assert (there.turn_left, there.is_bank_empty) == (-11, True)
    meeting = clock.advance(meeting, at(61))
    assert clock.dial(meeting, at(61)).bank == -1


def test_what_the_round_saves_the_next_segment_has() -> None:
    meeting = run()
    for number in range(1, 9):
        meeting = clock.advance(meeting, at(20 * number))
    assert meeting.segment == 1
    assert meeting.speaker is None
    shown = clock.dial(meeting, at(160))
    assert (shown.segment_left, shown.bank, shown.left) == (300, 80, 740)


def test_who_is_put_off_comes_last_with_the_time_already_used() -> None:
    meeting = clock.put_off(run(people=3), at(5))
    assert meeting.turns == ("b", "c", "a")
    meeting = clock.advance(clock.advance(meeting, at(10)), at(20))
    assert meeting.speaker == "a"
    assert clock.dial(meeting, at(22)).turn_used == 7
    assert clock.put_off(meeting, at(22)).turns == ("b", "c", "a")


def test_going_back_goes_on_where_it_stopped() -> None:
    meeting = clock.advance(run(people=2), at(10))
    meeting = clock.go_back(meeting, at(14))
    assert meeting.speaker == "a"
    assert clock.dial(meeting, at(16)).turn_used == 12
    deals = clock.advance(clock.advance(meeting, at(16)), at(20))
    assert deals.segment == 1
    assert clock.go_back(deals, at(25)).speaker == "b"


def test_a_pause_stops_the_clock() -> None:
    meeting = clock.pause(run(), at(10))
    assert clock.dial(meeting, at(500)).turn_used == 10
    meeting = clock.resume(meeting, at(500))
    assert clock.dial(meeting, at(505)).turn_used == 15


def test_a_clock_set_back_counts_nothing() -> None:
    assert clock.dial(run(), at(-60)).left == 900


def test_after_the_last_segment_all_is_over_and_time_stands_still() -> None:
    meeting = run(people=1)
    for number in range(1, 5):
        meeting = clock.advance(meeting, at(10 * number))
    assert meeting.is_over
    assert clock.dial(meeting, at(5000)).left == 860
    assert list(meeting.spent) == [10] * 4
    assert clock.advance(meeting, at(6000)) == meeting
    again = clock.go_back(meeting, at(100))
    assert (again.segment, clock.dial(again, at(103)).segment_left) == (3, again.plan.segments[3] - 13)


def test_without_anybody_the_round_is_over_at_once() -> None:
    meeting = clock.start(clock.plan(900, 0, 30), (), NINE)
    assert (meeting.segment, meeting.speaker) == (1, None)
    assert clock.go_back(meeting, at(3)).segment == 1


@given(
    st.integers(0, 6),
    st.lists(st.tuples(st.sampled_from(["advance", "put_off", "go_back", "pause", "resume"]), st.integers(0, 90))),
)
def test_no_second_is_lost_or_counted_twice(people: int, acts: list[tuple[str, int]]) -> None:
    meeting = run(people=people)
    now, running = 0, 0
    for act, seconds in acts:
        if meeting.since is not None and not meeting.is_over:
            running += seconds
        now += seconds
        meeting = getattr(clock, act)(meeting, at(now))
    meeting = clock.pause(meeting, at(now))
    assert sum(meeting.spent) == pytest.approx(running)
    assert sum(meeting.used) <= meeting.spent[0] + 1e-6
    assert clock.dial(meeting, at(now)).left == pytest.approx(900 - running)
    assert sorted(meeting.turns) == sorted(TEAM[:people])


@pytest.mark.parametrize(
    ("total", "weights", "shares"),
    [
        (60, (10, 15, 20, 15, 10), [9, 13, 17, 13, 8]),
        (100, (1, 1, 1), [34, 33, 33]),
        (-100, (1, 1, 1), [-34, -33, -33]),
        (7, (0, 0), [0, 0]),
        (0, (3, 4), [0, 0]),
    ],
)
def test_shares_sum_to_the_whole_by_largest_remainder(total: int, weights: tuple[int, ...], shares: list[int]) -> None:
    """Row 9: 70 minutes in 60 are 9/13/17/13/8."""
    assert by_largest_remainder(total, weights) == shares


def test_a_plan_without_people_has_no_turns() -> None:
    assert Plan(900, 0, (0, 409, 327, 164)).each == 0
