"""The spans that people look back on."""

from __future__ import annotations

from datetime import date

import pytest

from salesops_tui.domain.figures import Span
from salesops_tui.domain.spans import neighbour, read_past_day, since_monday

WEDNESDAY = date(2026, 11, 25)


def days(first: str, last: str) -> Span:
    """A span of two ISO dates."""
    return Span(date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    ("today", "monday"), [("2026-11-25", "2026-11-23"), ("2026-11-23", "2026-11-16"), ("2026-11-22", "2026-11-16")]
)
def test_last_monday_is_the_latest_before_today(today: str, monday: str) -> None:
    assert since_monday(date.fromisoformat(today)) == days(monday, today)


@pytest.mark.parametrize(
    ("span", "earlier"),
    [
        (days("2026-11-23", "2026-11-25"), days("2026-11-16", "2026-11-22")),
        (days("2026-11-16", "2026-11-22"), days("2026-11-09", "2026-11-15")),
        (days("2026-11-01", "2026-11-25"), days("2026-10-01", "2026-10-31")),
        (days("2026-03-01", "2026-03-31"), days("2026-02-01", "2026-02-28")),
        (days("2026-10-01", "2026-11-25"), days("2026-07-01", "2026-09-30")),
        (days("2026-11-10", "2026-11-12"), days("2026-11-07", "2026-11-09")),
    ],
)
def test_the_span_before_is_as_long_in_its_own_measure(span: Span, earlier: Span) -> None:
    assert neighbour(span, -1, WEDNESDAY) == earlier
    assert neighbour(earlier, 1, WEDNESDAY) == span


def test_on_a_monday_since_last_monday_has_a_whole_week_before_it() -> None:
    monday = date(2026, 11, 23)
    assert neighbour(since_monday(monday), -1, monday) == days("2026-11-09", "2026-11-15")
    assert neighbour(days("2026-11-09", "2026-11-15"), 1, monday) == days("2026-11-16", "2026-11-22")
    assert neighbour(days("2026-11-16", "2026-11-22"), 1, monday) == days("2026-11-23", "2026-11-23")


def test_there_is_nothing_after_today() -> None:
    running = days("2026-11-23", "2026-11-25")
    assert neighbour(running, 1, WEDNESDAY) == running
    assert neighbour(days("2026-11-20", "2026-11-24"), 1, WEDNESDAY) == days("2026-11-25", "2026-11-25")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-11-16", "2026-11-16"),
        ("11-16", "2026-11-16"),
        ("11月30日", "2025-11-30"),
        ("mon", "2026-11-23"),
        ("周三", "2026-11-25"),
        ("thu", "2026-11-19"),
        ("yesterday", "2026-11-24"),
        ("today", "2026-11-25"),
        ("2026-11-26", None),
        ("tomorrow", None),
        ("+3", None),
        ("soon", None),
    ],
)
def test_a_day_without_a_year_is_the_last_such_day(text: str, day: str | None) -> None:
    assert read_past_day(text, WEDNESDAY) == (date.fromisoformat(day) if day else None)
