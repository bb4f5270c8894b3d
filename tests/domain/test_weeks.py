"""Weeks at the turn of the year, and changes from one period to another, by the domain's vectors."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest

from salesops_tui.domain.weeks import Trend, Week, relative_change
from salesops_tui.services.calendars import working_calendar
from salesops_tui.settings import Settings
from tests.conftest import TODAY


@pytest.mark.parametrize(
    ("day", "week"),
    [
        (date(2025, 12, 28), "2025-W52"),
        (date(2025, 12, 29), "2026-W01"),
        (date(2026, 1, 4), "2026-W01"),
        (date(2026, 12, 31), "2026-W53"),
        (date(2027, 1, 3), "2026-W53"),
        (date(2027, 1, 4), "2027-W01"),
    ],
)
def test_d8_a_week_is_named_by_its_own_year(day: date, week: str) -> None:
    assert str(Week.of(day)) == week
    assert Week.named(week, TODAY) == Week.of(day)


@pytest.mark.parametrize(
    ("week", "before"), [((2026, 1), "2025-W52"), ((2027, 1), "2026-W53"), ((2026, 47), "2026-W46")]
)
def test_d8_the_week_before_is_seven_days_earlier(week: tuple[int, int], before: str) -> None:
    assert str(Week(*week).previous()) == before


def test_d8_working_days_of_2026() -> None:
    """The official notice: make-up days make two weeks longer, and a week of Spring Festival has none."""
    calendar = working_calendar(Settings(), TODAY)
    short = {1: 4, 7: 6, 8: 0, 15: 4, 18: 4, 19: 4, 25: 4, 38: 6, 39: 4, 40: 3, 41: 3}
    for number in range(1, 43):
        span = Week(2026, number).span
        worked = calendar.working_days_between(span.first - timedelta(days=1), span.last)
        assert worked == short.get(number, 5), number


@pytest.mark.parametrize(
    ("now", "before", "change"),
    [
        (112, 100, Fraction(12, 100)),
        (0, 100, Fraction(-1)),
        (5, 0, Trend.NEW),
        (0, 0, Trend.FLAT),
        (5, -10, Trend.DIFFERENCE),
    ],
)
def test_d8_there_is_no_percentage_from_nothing(now: int, before: int, change: Fraction | Trend) -> None:
    assert relative_change(now, before) == change


@pytest.mark.parametrize("text", ["2026-W54", "2025-W53", "W0", "47", "2026-11", "", "week"])
def test_what_is_no_week_is_none(text: str) -> None:
    assert Week.named(text, TODAY) is None


@pytest.mark.parametrize("text", ["W47", "w47", "2026-W47", "2026w47"])
def test_a_week_is_typed_in_several_ways(text: str) -> None:
    assert Week.named(text, TODAY) == Week(2026, 47)
