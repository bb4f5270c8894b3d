"""Working days, held to the official Chinese calendar of 2026."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesops_tui.domain.calendar import WorkingCalendar
from salesops_tui.services.calendars import working_calendar
from salesops_tui.settings import Settings

SHORT_WEEKS = {1: 4, 7: 6, 8: 0, 15: 4, 18: 4, 19: 4, 25: 4, 38: 6, 39: 4, 40: 3, 41: 3}
"""ISO weeks of 2026 up to the 42nd whose working days are not five: the vectors of the domain's weekly report."""
DAYS = st.dates(date(2024, 1, 1), date(2028, 12, 31))


@pytest.fixture(scope="module")
def chinese(tmp_path_factory: pytest.TempPathFactory) -> WorkingCalendar:
    """China's calendar around 2026, computed afresh and not taken from this computer's cache."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("salesops_tui.services.calendars.paths.cache_folder", lambda: tmp_path_factory.mktemp("calendar"))
        return working_calendar(Settings(), date(2026, 11, 23))


@pytest.mark.parametrize("week", range(1, 43))
def test_working_days_of_the_weeks_of_2026(chinese: WorkingCalendar, week: int) -> None:
    sunday = date.fromisocalendar(2026, week, 7)
    assert chinese.working_days_between(sunday - timedelta(days=7), sunday) == SHORT_WEEKS.get(week, 5)


def test_a_make_up_day_at_a_weekend_is_a_working_day_and_a_holiday_is_none(chinese: WorkingCalendar) -> None:
    assert chinese.is_working_day(date(2026, 2, 14))
    assert not chinese.is_working_day(date(2026, 2, 17))
    assert chinese.covers(date(2026, 2, 14))
    assert not chinese.covers(date(2050, 2, 14))


def test_the_teams_own_days_win_over_the_countrys(tmp_path: object) -> None:
    holiday, workday = date(2026, 10, 1), date(2026, 11, 24)
    own = working_calendar(
        Settings(days_off=frozenset({workday}), working_days=frozenset({holiday})), date(2026, 11, 23)
    )
    assert own.is_working_day(holiday)
    assert not own.is_working_day(workday)


@given(start=DAYS, end=DAYS)
def test_counting_agrees_with_looking_at_every_day(start: date, end: date) -> None:
    calendar = WorkingCalendar({date(2026, 10, 1), date(2026, 10, 3)}, {date(2026, 10, 10)}, range(2026, 2027))
    first, last = sorted((start, end))
    counted = sum(calendar.is_working_day(first + timedelta(days=n)) for n in range(1, (last - first).days + 1))
    assert calendar.working_days_between(first, last) == counted
    assert calendar.working_days_between(last, first) == -counted


@given(start=DAYS, days=st.integers(-60, 60))
def test_so_many_working_days_on_is_so_many_working_days_away(start: date, days: int) -> None:
    calendar = WorkingCalendar({date(2026, 10, 1)}, {date(2026, 10, 10)}, range(2026, 2027))
    end = calendar.add_working_days(start, days)
    lower, upper = (start, end) if days >= 0 else (end - timedelta(days=1), start - timedelta(days=1))
    assert calendar.working_days_between(lower, upper) == abs(days)
