"""Spans of days that have a name: a week, a month, a quarter, the next one; as filters and lines name them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Final

from salesops_tui.domain.days import (
    day_of,
    end_of_month,
    end_of_quarter,
    read_day,
    start_of_quarter,
    start_of_week,
)

_Days = tuple[date, date]


def _week(day: date) -> _Days:
    monday = start_of_week(day)
    return monday, monday + timedelta(days=6)


def _month(day: date) -> _Days:
    return day.replace(day=1), end_of_month(day)


def _quarter(day: date) -> _Days:
    return start_of_quarter(day), end_of_quarter(day)


_SPANS: Final[Mapping[str, Callable[[date], _Days]]] = {
    **dict.fromkeys(("week", "本周", "这周", "本週"), _week),
    **dict.fromkeys(("nextweek", "下周", "下週"), lambda today: _week(today + timedelta(days=7))),
    **dict.fromkeys(("month", "本月", "这个月"), _month),
    **dict.fromkeys(("nextmonth", "下月", "下个月"), lambda today: _month(end_of_month(today) + timedelta(days=1))),
    **dict.fromkeys(("quarter", "本季", "本季度"), _quarter),
    **dict.fromkeys(
        ("nextquarter", "下季", "下季度"), lambda today: _quarter(end_of_quarter(today) + timedelta(days=1))
    ),
}
_MONTH_ALONE: Final = re.compile(r"(?:(\d{4})[-/年])?(\d{1,2})月|(\d{4})[-/](\d{1,2})")


def named_span(term: str, today: date) -> _Days | None:
    """The first and last day that a word means; a day, a weekday in Chinese or a date is a span of its own. Lower case."""
    if term in _SPANS:
        return _SPANS[term](today)
    if match := _MONTH_ALONE.fullmatch(term):
        first = day_of(int(match[1] or match[3] or today.year), int(match[2] or match[4]), 1)
        return _month(first) if first else None
    # Somebody who types "sun" is on the way to a company of that name: of English words only these are dates by themselves.
    if term.isascii() and term.isalpha() and term not in ("today", "tomorrow", "yesterday"):
        return None
    day = read_day(term, today)
    return (day, day) if day else None
