"""The three ageing clocks and their limits (domain D.9)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from salesops_tui.domain.ageing import AgeClock, Life, Limit, Limits, ages, fires_before, limits_of
from salesops_tui.domain.calendar import WorkingCalendar
from salesops_tui.domain.stages import COURSE_STAGES

PLAIN = WorkingCalendar()
HOLIDAYS = WorkingCalendar([date(2026, 10, day) for day in range(1, 8)], [date(2026, 10, 10)], range(2026, 2027))
TODAY = date(2026, 11, 23)
CONTACT = COURSE_STAGES[0]
WEEKS_AGO = [TODAY - timedelta(weeks=number) for number in range(9)]


def test_seven_won_deals_leave_the_setting_and_eight_give_their_upper_quartile() -> None:
    days = [1, 2, 3, 4, 5, 6, 30]
    assert limits_of(CONTACT, days).stuck == Limit(10)
    # The quartile of 1 2 3 4 5 6 30 40 lies at 12.
    assert limits_of(CONTACT, [*days, 40]).stuck == Limit(12, 8)
    assert limits_of(CONTACT, [40, *days]).stuck == Limit(12, 8)


def test_idle_and_old_come_from_the_stage_and_decided_stages_have_no_limits() -> None:
    found = limits_of(CONTACT, [])
    assert (found.idle, found.old) == (Limit(2), Limit(42))
    assert limits_of(replace(CONTACT, idle_days=None), []).idle is None
    assert limits_of(COURSE_STAGES[-1], [1] * 9) == Limits()


def test_each_clock_runs_from_its_own_day_in_working_days() -> None:
    life = Life(WEEKS_AGO[8], WEEKS_AGO[4], WEEKS_AGO[3], WEEKS_AGO[2])
    found = ages(life, Limits(), TODAY, PLAIN)
    assert [(found.of(clock).days, found.of(clock).at_least) for clock in AgeClock] == [
        (10, False),
        (15, False),
        (20, False),
    ]
    assert not found.never_touched


def test_what_is_not_known_counts_from_when_the_workbook_first_saw_the_deal() -> None:
    found = ages(Life(WEEKS_AGO[1]), Limits(), TODAY, PLAIN)
    assert [(found.of(clock).days, found.of(clock).at_least) for clock in AgeClock] == [(5, True)] * 3
    assert found.never_touched


def test_a_deal_never_touched_is_idle_since_its_creation() -> None:
    found = ages(Life(WEEKS_AGO[1], WEEKS_AGO[4]), Limits(), TODAY, PLAIN)
    assert (found.idle.days, found.idle.at_least, found.never_touched) == (20, False, True)


def test_a_clock_fires_beyond_its_limit_not_at_it_and_the_furthest_beyond_comes_first() -> None:
    life = Life(WEEKS_AGO[8], WEEKS_AGO[4], WEEKS_AGO[2], WEEKS_AGO[1])
    at_it = Limits(Limit(5), Limit(10), Limit(20))
    assert ages(life, at_it, TODAY, PLAIN).fired == ()
    assert ages(life, Limits(Limit(4), Limit(2), Limit(20)), TODAY, PLAIN).fired == (AgeClock.STUCK, AgeClock.IDLE)
    assert ages(life, Limits(old=Limit(0)), TODAY, PLAIN).fired == (AgeClock.OLD,)


def test_a_closed_deal_does_not_age() -> None:
    life = Life(WEEKS_AGO[8], WEEKS_AGO[8], WEEKS_AGO[4], None, WEEKS_AGO[3])
    found = ages(life, Limits(Limit(0), Limit(0), Limit(0)), TODAY, PLAIN)
    assert (found.stuck.days, found.old.days, found.fired) == (5, 25, ())


def test_a_holiday_stops_the_clocks_and_a_make_up_day_does_not() -> None:
    life = Life(date(2026, 9, 30))
    assert ages(life, Limits(), date(2026, 10, 11), HOLIDAYS).old.days == 3
    assert ages(life, Limits(), date(2026, 10, 11), PLAIN).old.days == 7


def test_a_creation_that_lies_ahead_is_no_age() -> None:
    assert ages(Life(TODAY, TODAY + timedelta(days=9)), Limits(), TODAY, PLAIN).old.days == 0


@given(st.dates(date(2026, 1, 1), date(2026, 12, 31)), st.integers(0, 60), st.integers(0, 120))
def test_exactly_the_clocks_that_began_before_the_day_have_fired(today: date, limit: int, ago: int) -> None:
    began = today - timedelta(days=ago)
    has_fired = ages(Life(began, began), Limits(old=Limit(limit)), today, HOLIDAYS).fired == (AgeClock.OLD,)
    assert has_fired == (began < fires_before(Limit(limit), today, HOLIDAYS))
