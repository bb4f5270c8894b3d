"""What a week is held against, by the domain's vectors (D.8) on the official calendar of 2026."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from salesops_tui.domain.calendar import WorkingCalendar
from salesops_tui.domain.figures import Span
from salesops_tui.domain.week_comparison import Compared, change, compared
from salesops_tui.domain.weeks import Trend, Week
from salesops_tui.services.calendars import working_calendar
from salesops_tui.settings import Settings
from tests.conftest import TODAY


@pytest.fixture(scope="module")
def calendar() -> WorkingCalendar:
    """China's of 2026."""
    return working_calendar(Settings(), TODAY)


def held(calendar: WorkingCalendar, number: int, year: int = 2026, today: date = date(2027, 3, 1)) -> Compared:
    """A week, seen long afterwards unless said otherwise."""
    return compared(Week(year, number), today, calendar)


def test_d8_a_week_is_held_against_the_one_before(calendar: WorkingCalendar) -> None:
    found = held(calendar, 47)
    assert (str(found.other), found.before) == ("2026-W46", Week(2026, 46).span)
    assert (found.now, found.days, found.days_before, found.is_running) == (Week(2026, 47).span, 5, 5, False)
    assert change(112, 100, found).relative == Fraction(12, 100)
    assert change(112, 100, found).per_day is None


@pytest.mark.parametrize(("number", "days", "before"), [(7, 6, 5), (38, 6, 5), (40, 3, 4)])
def test_d8_weeks_of_unequal_length_are_held_against_each_other_by_the_working_day(
    calendar: WorkingCalendar, number: int, days: int, before: int
) -> None:
    found = held(calendar, number)
    assert (found.days, found.days_before) == (days, before)
    told = change(60, 50, found)
    assert told.relative == Fraction(1, 5)
    assert told.per_day == Fraction(60, days) / Fraction(50, before) - 1


def test_d8_after_a_week_without_a_working_day_the_last_one_with_enough_of_them_counts(
    calendar: WorkingCalendar,
) -> None:
    assert str(held(calendar, 9).other) == "2026-W07"


def test_d8_a_week_without_a_working_day_is_held_against_nothing(calendar: WorkingCalendar) -> None:
    found = held(calendar, 8)
    assert (found.days, found.other, found.before) == (0, None, None)


def test_d8_the_first_week_of_a_year_is_held_against_the_53rd(calendar: WorkingCalendar) -> None:
    assert str(held(calendar, 1, 2027).other) == "2026-W53"


@pytest.mark.parametrize(("today", "days"), [(date(2026, 11, 23), 1), (date(2026, 11, 25), 3), (date(2026, 11, 28), 5)])
def test_d8_a_running_week_is_held_against_as_many_working_days(
    calendar: WorkingCalendar, today: date, days: int
) -> None:
    found = held(calendar, 48, today=today)
    assert found.is_running
    assert found.now == Span(date(2026, 11, 23), today)
    assert (found.days, found.days_before) == (days, days)
    assert found.before == Span(date(2026, 11, 16), date(2026, 11, 15 + days))


def test_d8_there_is_no_percentage_from_nothing_and_none_by_the_day_either(calendar: WorkingCalendar) -> None:
    told = change(5, 0, held(calendar, 7))
    assert (told.relative, told.per_day) == (Trend.NEW, None)
