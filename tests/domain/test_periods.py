"""Months and quarters, and how people write them."""

from __future__ import annotations

from datetime import date

import pytest

from salesops_tui.domain.periods import Window, read_window
from salesops_tui.domain.targets import Period


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2026-11", "2026-11"),
        (" 2026-1 ", "2026-01"),
        ("2026年11月", "2026-11"),
        ("２０２６－１１", "2026-11"),
        ("2026-Q4", "2026-Q4"),
        ("2026q1", "2026-Q1"),
    ],
)
def test_a_period_is_read_as_it_is_written(text: str, code: str) -> None:
    window = read_window(text)
    assert window is not None
    assert window.code == code


@pytest.mark.parametrize("text", ["", "November", "2026-13", "2026-00", "2026-Q5", "0000-01", "2026-11-01", "9999-12"])
def test_what_is_no_period_is_none(text: str) -> None:
    assert read_window(text) is None


def test_periods_follow_each_other_over_the_year() -> None:
    november = Window.month(date(2026, 11, 23))
    assert (november.first, november.last) == (date(2026, 11, 1), date(2026, 11, 30))
    assert [november.later(by).code for by in (-11, 1, 2, 15)] == ["2025-12", "2026-12", "2027-01", "2028-02"]
    assert november.later(15).last == date(2028, 2, 29)
    quarter = Window.quarter(date(2026, 11, 23))
    assert (quarter.first, quarter.last, quarter.period) == (date(2026, 10, 1), date(2026, 12, 31), Period.QUARTER)
    assert [quarter.later(by).code for by in (-1, 1)] == ["2026-Q3", "2027-Q1"]
