"""Dates as people type them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesops_tui.domain.days import (
    end_of_month,
    end_of_quarter,
    read_day,
    read_past_day,
    start_of_quarter,
    start_of_week,
)

TODAY = date(2026, 11, 25)
"""A Wednesday."""


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2026-12-01", date(2026, 12, 1)),
        ("2026年12月1日", date(2026, 12, 1)),
        ("２０２６/１２/１", date(2026, 12, 1)),
        ("12-01", date(2026, 12, 1)),
        ("11月24日", date(2027, 11, 24)),
        ("11-25", TODAY),
        ("Fri", date(2026, 11, 27)),
        ("周三", date(2026, 12, 2)),
        ("tomorrow", date(2026, 11, 26)),
        ("后天", date(2026, 11, 27)),
        ("+7", date(2026, 12, 2)),
        ("eom", date(2026, 11, 30)),
        ("季末", date(2026, 12, 31)),
        ("2026-02-30", None),
        ("0001-01-01", None),
        ("9999-12-31", None),
        ("03/04/2026", None),
        ("soon", None),
        ("", None),
    ],
)
def test_typed_dates(typed: str, meant: date | None) -> None:
    assert read_day(typed, TODAY) == meant


@given(st.dates(date(1901, 1, 1), date(2099, 12, 31)))
def test_spans_hold_their_day_and_meet_their_neighbours(day: date) -> None:
    assert day.replace(day=1) <= day <= end_of_month(day)
    assert start_of_quarter(day) <= day <= end_of_quarter(day)
    assert start_of_week(day).isoweekday() == 1
    assert (end_of_month(day).toordinal() + 1) == date.toordinal(
        date(day.year + day.month // 12, day.month % 12 + 1, 1)
    )


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("11-20", date(2026, 11, 20)),
        ("11-23", date(2026, 11, 23)),
        ("11-24", date(2025, 11, 24)),
        ("fri", date(2026, 11, 20)),
        ("周一", date(2026, 11, 23)),
        ("yesterday", date(2026, 11, 22)),
        ("2027-01-05", date(2027, 1, 5)),
        ("2-30", None),
    ],
)
def test_a_day_that_has_been_is_read_as_the_last_such_day(text: str, day: date | None) -> None:
    assert read_past_day(text, date(2026, 11, 23)) == day
