"""When tasks come back, on the working calendar."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesops_tui.domain.calendar import WorkingCalendar
from salesops_tui.domain.recurrence import (
    RuleRefused,
    anchored,
    missed,
    never_comes,
    next_due,
    occurrences,
    read_rule,
)
from salesops_tui.domain.recurrences import DaysOff, Recurrence
from salesops_tui.domain.tasks import Task, TaskState

NATIONAL_DAY = [date(2026, 10, day) for day in range(1, 8)]
MAKE_UP = [date(2026, 9, 27), date(2026, 10, 10)]
CALENDAR = WorkingCalendar(NATIONAL_DAY, MAKE_UP, range(2026, 2028))
MONDAYS = Recurrence("FREQ=WEEKLY;BYDAY=MO")


def days(recurrence: Recurrence, start: date, number: int) -> list[date]:
    return list(occurrences(recurrence, start, CALENDAR, number))


def test_a_months_last_day_stays_the_last_day_and_does_not_drift() -> None:
    rule = anchored(Recurrence("FREQ=MONTHLY"), date(2027, 10, 31))
    assert days(rule, date(2027, 10, 31), 6) == [
        date(2027, 10, 31), date(2027, 11, 30), date(2027, 12, 31), date(2028, 1, 31), date(2028, 2, 29), date(2028, 3, 31),
    ]  # fmt: skip
    # Seen from a short month, the long one after it is not forgotten.
    assert next_due(rule, date(2028, 2, 29), CALENDAR, done_on=date(2028, 2, 29)) == date(2028, 3, 31)


def test_a_yearly_leap_day_comes_on_the_last_of_february() -> None:
    rule = anchored(Recurrence("FREQ=YEARLY"), date(2024, 2, 29))
    assert days(rule, date(2024, 2, 29), 5) == [
        date(2024, 2, 29), date(2025, 2, 28), date(2026, 2, 28), date(2027, 2, 28), date(2028, 2, 29),
    ]  # fmt: skip


def test_every_second_working_day_skips_holidays_and_counts_make_up_days() -> None:
    rule = Recurrence("FREQ=DAILY;INTERVAL=2", days_off=DaysOff.SKIP)
    assert days(rule, date(2026, 9, 29), 4) == [
        date(2026, 9, 29), date(2026, 10, 8), date(2026, 10, 10), date(2026, 10, 13),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("days_off", "moved"),
    [
        (DaysOff.KEEP, date(2026, 10, 5)),
        (DaysOff.NEXT, date(2026, 10, 8)),
        (DaysOff.PREVIOUS, date(2026, 9, 30)),
        (DaysOff.SKIP, date(2026, 10, 12)),
    ],
)
def test_a_monday_in_the_holidays(days_off: DaysOff, moved: date) -> None:
    rule = Recurrence("FREQ=WEEKLY;BYDAY=MO", days_off=days_off)
    assert next_due(rule, date(2026, 9, 28), CALENDAR, done_on=date(2026, 9, 28)) == moved
    # What was moved keeps its rhythm: the next one is a Monday again.
    after = next_due(rule, moved, CALENDAR, done_on=moved)
    assert after == (date(2026, 10, 19) if days_off is DaysOff.SKIP else date(2026, 10, 12))


def test_every_second_monday_that_was_moved_keeps_its_weeks() -> None:
    rule = Recurrence("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", days_off=DaysOff.NEXT)
    assert next_due(rule, date(2026, 10, 8), CALENDAR, done_on=date(2026, 10, 8)) == date(2026, 10, 19)


def test_the_last_working_day_of_the_month() -> None:
    rule = Recurrence("FREQ=MONTHLY;BYMONTHDAY=-1", days_off=DaysOff.PREVIOUS)
    assert days(rule, date(2026, 9, 1), 3) == [date(2026, 9, 30), date(2026, 10, 30), date(2026, 11, 30)]
    assert days(rule, date(2026, 10, 30), 2) == [date(2026, 10, 30), date(2026, 11, 30)]


def test_after_completion_counts_from_the_day_of_doing() -> None:
    rule = Recurrence("FREQ=WEEKLY;INTERVAL=2", after_completion=True)
    assert next_due(rule, date(2026, 11, 2), CALENDAR, done_on=date(2026, 11, 25)) == date(2026, 12, 9)
    assert anchored(rule, date(2026, 11, 2)) == rule


def test_what_was_missed_is_counted_and_comes_back_once() -> None:
    weekly = Task("t", "x", due_on=date(2026, 11, 2), recurrence=MONDAYS)
    assert missed(weekly, date(2026, 11, 2), CALENDAR) == 0
    assert missed(weekly, date(2026, 11, 8), CALENDAR) == 0
    assert missed(weekly, date(2026, 11, 25), CALENDAR) == 3
    assert next_due(MONDAYS, date(2026, 11, 2), CALENDAR, done_on=date(2026, 11, 25)) == date(2026, 11, 30)


def test_one_that_has_ended_keeps_what_was_missed_until_then() -> None:
    ended = Task(
        "t", "x", due_on=date(2026, 11, 2), recurrence=MONDAYS,
        state=TaskState.DONE, done_on=date(2026, 11, 10), missed=1,
    )  # fmt: skip
    assert missed(ended, date(2026, 11, 25), CALENDAR) == 1


def test_done_early_it_comes_on_its_next_day_not_on_the_same_again() -> None:
    assert next_due(MONDAYS, date(2026, 11, 30), CALENDAR, done_on=date(2026, 11, 25)) == date(2026, 12, 7)


def test_a_pause_lets_nothing_come_before_its_end() -> None:
    paused = Recurrence("FREQ=WEEKLY;BYDAY=MO", paused_until=date(2026, 12, 10))
    assert next_due(paused, date(2026, 11, 23), CALENDAR, done_on=date(2026, 11, 23)) == date(2026, 12, 14)
    forever = Recurrence("FREQ=WEEKLY;BYDAY=MO", paused_until=date.max)
    assert next_due(forever, date(2026, 11, 23), CALENDAR, done_on=date(2026, 11, 23)) is None
    assert missed(Task("t", "x", due_on=date(2026, 11, 2), recurrence=forever), date(2026, 11, 25), CALENDAR) == 0


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=MONTHLY;BYMONTH=4;BYMONTHDAY=31",
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=31",
    ],
)
def test_a_day_that_never_comes_is_found_out(rule: str) -> None:
    assert never_comes(Recurrence(rule), date(2026, 1, 1), CALENDAR)
    assert next_due(Recurrence(rule), date(2026, 1, 1), CALENDAR, done_on=date(2026, 1, 1)) is None


def test_a_leap_day_does_come() -> None:
    assert not never_comes(Recurrence("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29"), date(2026, 1, 1), CALENDAR)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("RRULE:FREQ=WEEKLY;BYDAY=MO,TH;WKST=SU", "FREQ=WEEKLY;BYDAY=MO,TH"),
        ("DTSTART:20260101\nRRULE:FREQ=MONTHLY;BYDAY=-1FR", "FREQ=MONTHLY;BYDAY=-1FR"),
        ("freq=daily;interval=3", "FREQ=DAILY;INTERVAL=3"),
    ],
)
def test_rules_of_other_programs_are_read(text: str, rule: str) -> None:
    assert read_rule(text) == Recurrence(rule)


@pytest.mark.parametrize(
    "text",
    [
        "", "hello", "FREQ=SECONDLY", "FREQ=HOURLY;INTERVAL=2", "FREQ=WEEKLY;COUNT=3", "FREQ=DAILY;UNTIL=20270101",
        "FREQ=DAILY;INTERVAL=0", "FREQ=DAILY;INTERVAL=x", "FREQ=WEEKLY;BYDAY=XX", "FREQ=WEEKLY\nFREQ=DAILY",
    ],
)  # fmt: skip
def test_rules_that_cannot_be_kept_are_refused(text: str) -> None:
    with pytest.raises(RuleRefused):
        read_rule(text)


@given(
    st.sampled_from(["FREQ=DAILY", "FREQ=WEEKLY", "FREQ=MONTHLY", "FREQ=MONTHLY;INTERVAL=3", "FREQ=WEEKLY;INTERVAL=2"]),
    st.sampled_from(DaysOff),
    st.dates(date(2026, 1, 1), date(2027, 6, 30)),
    st.integers(-5, 90),
)
def test_the_next_day_is_after_both_and_on_a_day_that_the_calendar_allows(
    rule: str, days_off: DaysOff, due: date, late: int
) -> None:
    recurrence = anchored(Recurrence(rule, days_off=days_off), due)
    done = due + timedelta(days=late)
    day = next_due(recurrence, due, CALENDAR, done_on=done)
    if day is None:
        # A weekly day at the weekend, and days off are skipped.
        assert (days_off, due.weekday() >= 5) == (DaysOff.SKIP, True)
        return
    assert day > max(due, done)
    if days_off is not DaysOff.KEEP:
        assert CALENDAR.is_working_day(day)


@given(st.dates(date(2026, 1, 1), date(2026, 12, 31)), st.integers(1, 4))
def test_plain_weeks_are_sevens_of_days(due: date, interval: int) -> None:
    rule = anchored(Recurrence(f"FREQ=WEEKLY;INTERVAL={interval}"), due)
    assert days(rule, due, 4) == [due + timedelta(days=7 * interval * number) for number in range(4)]
