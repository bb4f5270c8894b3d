"""Targets taken apart to the minor unit, and the five letters of a goal."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesops_tui.domain.periods import Window
from salesops_tui.domain.target_tree import Finding, Letter, shares, smart, working_days
from salesops_tui.domain.targets import Period
from salesops_tui.domain.weeks import Week
from salesops_tui.services.calendars import working_calendar
from salesops_tui.settings import Settings

YEAR = Window.year(date(2026, 5, 5))


def test_a_year_is_its_quarters_and_a_quarter_its_months() -> None:
    quarters = YEAR.parts()
    assert [one.code for one in quarters] == ["2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4"]
    assert [one.code for one in quarters[3].parts()] == ["2026-10", "2026-11", "2026-12"]
    assert [one.whole() for one in quarters] == [YEAR] * 4
    assert YEAR.whole() is None


@pytest.mark.parametrize("year", range(2019, 2033))
def test_the_weeks_of_the_months_are_those_of_the_iso_year(year: int) -> None:
    months = [month for quarter in Window.year(date(year, 1, 1)).parts() for month in quarter.parts()]
    weeks = [week for month in months for week in month.parts()]
    first, last = Week.of(date(year, 1, 4)), Week.of(date(year, 12, 28))
    assert [week.code for week in weeks] == [str(Week(year, number)) for number in range(1, last.number + 1)]
    assert weeks[0].first == first.monday
    assert {after.first - before.first for before, after in pairwise(weeks)} == {timedelta(days=7)}
    assert all(week.whole() == month for month in months for week in month.parts())


def test_2026_has_53_weeks() -> None:
    weeks = [week for quarter in YEAR.parts() for month in quarter.parts() for week in month.parts()]
    assert (len(weeks), weeks[0].first, weeks[-1].last) == (53, date(2025, 12, 29), date(2027, 1, 3))


@pytest.mark.parametrize(
    ("window", "before"),
    [
        (Window.week(date(2026, 11, 18)), Window.week(date(2025, 11, 19))),
        (Window.month(date(2026, 11, 18)), Window.month(date(2025, 11, 1))),
        (Window.quarter(date(2026, 11, 18)), Window.quarter(date(2025, 11, 1))),
        (YEAR, Window.year(date(2025, 1, 1))),
    ],
)
def test_a_year_before(window: Window, before: Window) -> None:
    assert window.year_before() == before
    assert (window.first - before.first).days in (364, 365, 366)


def test_a_period_so_many_later() -> None:
    assert Window.week(date(2026, 12, 28)).later(1).code == "2027-W01"
    assert YEAR.later(-1).code == "2025"
    assert Window.year(date(2026, 1, 1)).later(2).last == date(2028, 12, 31)


@pytest.mark.parametrize(
    ("total", "weights", "parts"),
    [
        (1_000_000, (1, 1, 1), [333_334, 333_333, 333_333]),
        (100, (0, 0, 0), [34, 33, 33]),
        (100, (0, 1, 0), [0, 100, 0]),
        (0, (1, 2), [0, 0]),
        (7, (3, 3, 1), [3, 3, 1]),
        (70, (10, 15, 20, 15, 10), [10, 15, 20, 15, 10]),
        (60, (10, 15, 20, 15, 10), [9, 13, 17, 13, 8]),
    ],
)
def test_shares_by_largest_remainder(total: int, weights: tuple[int, ...], parts: list[int]) -> None:
    assert shares(total, weights) == parts


@given(st.integers(0, 10**14), st.lists(st.integers(0, 10**12), min_size=1, max_size=60))
def test_shares_always_sum_to_the_whole(total: int, weights: list[int]) -> None:
    assert sum(shares(total, weights)) == total


def test_the_working_days_of_the_first_quarter_of_2026_in_china() -> None:
    today = date(2026, 1, 1)
    months = YEAR.parts()[0].parts()
    days = working_days(months, working_calendar(Settings(), today))
    # New Year's three days with 4 January made up; Spring Festival from 15 to 23 February with 14 and 28 made up.
    assert days == [21, 16, 22]
    assert shares(59_000_000, days) == [21_000_000, 16_000_000, 22_000_000]


def test_the_week_of_spring_festival_has_no_share() -> None:
    weeks = [Window.week(date(2026, 2, 9)), Window.week(date(2026, 2, 16))]
    days = working_days(weeks, working_calendar(Settings(), date(2026, 1, 1)))
    assert days == [6, 0]
    assert shares(600, days) == [600, 0]


def checked(**given_: object) -> dict[Letter, Finding]:
    """The findings for a goal that is good but for what is given."""
    goal = {
        "amount": 120,
        "has_rate": True,
        "won_before": (100, 80, 0, 90),
        "parent": 500,
        "is_top": False,
        "last": date(2026, 12, 31),
        "today": date(2026, 12, 31),
        **given_,
    }
    return {check.letter: check.finding for check in smart(**goal)}  # type: ignore[arg-type]


def test_a_good_goal() -> None:
    assert list(checked().values()) == [
        Finding.HAS_AMOUNT,
        Finding.IS_MEASURED,
        Finding.WITHIN_REACH,
        Finding.HAS_PARENT,
        Finding.STILL_OPEN,
    ]
    assert all(
        check.holds
        for check in smart(
            120,
            has_rate=True,
            won_before=(100,),
            parent=500,
            is_top=False,
            last=date(2026, 12, 31),
            today=date(2026, 1, 1),
        )
    )


@pytest.mark.parametrize(
    ("given_", "letter", "finding"),
    [
        ({"amount": None}, Letter.SPECIFIC, Finding.NO_AMOUNT),
        ({"amount": 0}, Letter.SPECIFIC, Finding.NO_AMOUNT),
        ({"amount": -5}, Letter.SPECIFIC, Finding.NO_AMOUNT),
        ({"has_rate": False}, Letter.MEASURABLE, Finding.NO_RATE),
        ({"amount": 150}, Letter.ACHIEVABLE, Finding.WITHIN_REACH),
        ({"amount": 151}, Letter.ACHIEVABLE, Finding.NEVER_REACHED),
        ({"won_before": (0, 0, 0, 0)}, Letter.ACHIEVABLE, Finding.NO_HISTORY),
        ({"won_before": ()}, Letter.ACHIEVABLE, Finding.NO_HISTORY),
        ({"amount": None}, Letter.ACHIEVABLE, Finding.NO_HISTORY),
        ({"parent": None}, Letter.RELEVANT, Finding.NO_PARENT),
        ({"parent": 119}, Letter.RELEVANT, Finding.ABOVE_PARENT),
        ({"parent": None, "is_top": True}, Letter.RELEVANT, Finding.IS_TOP),
        ({"today": date(2027, 1, 1)}, Letter.TIME_BOUND, Finding.IS_OVER),
    ],
)
def test_what_a_goal_lacks(given_: dict[str, object], letter: Letter, finding: Finding) -> None:
    assert checked(**given_)[letter] is finding


def test_the_ratio_is_of_the_best_of_the_last_periods() -> None:
    checks = smart(
        150, has_rate=True, won_before=(100, 20), parent=None, is_top=True, last=date.max, today=date(2026, 1, 1)
    )
    assert checks[2].ratio == Fraction(3, 2)
    assert Period.WEEK in {window.period for window in Window.month(date(2026, 1, 1)).parts()}
