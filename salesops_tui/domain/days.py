"""Dates as people type them into a form or a filter, read without guessing the order of day and month."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Final

EARLIEST: Final = date(1900, 1, 1)
LATEST: Final = date(2100, 12, 31)
"""Dates outside these are slips of the hand: 0001-01-01 and 9999-12-31 are how other programs write "none"."""

_YEAR_MONTH_DAY: Final = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_MONTH_DAY: Final = re.compile(r"(\d{1,2})[-月](\d{1,2})[日号]?")
_IN_DAYS: Final = re.compile(r"\+(\d{1,4})d?")
_WEEKDAYS: Final[Mapping[str, int]] = {
    name: number
    for number, names in enumerate(
        (
            "mon monday 周一 星期一 礼拜一 週一",
            "tue tuesday 周二 星期二 礼拜二 週二",
            "wed wednesday 周三 星期三 礼拜三 週三",
            "thu thursday 周四 星期四 礼拜四 週四",
            "fri friday 周五 星期五 礼拜五 週五",
            "sat saturday 周六 星期六 礼拜六 週六",
            "sun sunday 周日 星期日 礼拜日 周天 星期天 週日",
        )
    )
    for name in names.split()
}


def end_of_month(day: date) -> date:
    """The last day of a date's month."""
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def start_of_quarter(day: date) -> date:
    """The first day of a date's calendar quarter."""
    return day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1)


def end_of_quarter(day: date) -> date:
    """The last day of a date's calendar quarter."""
    start = start_of_quarter(day)
    return end_of_month(start.replace(month=start.month + 2))


def start_of_week(day: date) -> date:
    """The Monday of a date's week."""
    return day - timedelta(days=day.weekday())


_NAMED: Final[Mapping[str, Callable[[date], date]]] = {
    **dict.fromkeys(("today", "今天", "今日"), lambda today: today),
    **dict.fromkeys(("tomorrow", "明天", "明日"), lambda today: today + timedelta(days=1)),
    **dict.fromkeys(("yesterday", "昨天", "昨日"), lambda today: today - timedelta(days=1)),
    **dict.fromkeys(("后天", "後天"), lambda today: today + timedelta(days=2)),
    **dict.fromkeys(("eom", "月底", "月末"), end_of_month),
    **dict.fromkeys(("eoq", "季末", "季度末", "季底"), end_of_quarter),
}


def read_day(text: str, today: date) -> date | None:
    """The date that was typed, or None: ``2026-11-30``, ``11-30``, ``11月30日``, ``fri``, ``周五``, ``tomorrow``, ``+7``.

    A month and day without a year is the next such day from today on, a weekday the next one after today.
    """
    word = unicodedata.normalize("NFKC", text).strip().casefold()
    if named := _NAMED.get(word):
        return named(today)
    if (weekday := _WEEKDAYS.get(word)) is not None:
        return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)
    if match := _IN_DAYS.fullmatch(word):
        return in_range(today + timedelta(days=int(match[1])))
    if match := _YEAR_MONTH_DAY.fullmatch(word):
        return day_of(int(match[1]), int(match[2]), int(match[3]))
    if match := _MONTH_DAY.fullmatch(word):
        this_year = day_of(today.year, int(match[1]), int(match[2]))
        return this_year if this_year and this_year >= today else day_of(today.year + 1, int(match[1]), int(match[2]))
    return None


def read_past_day(text: str, today: date) -> date | None:
    """The same for something that has happened: a month and day is the last such day up to today, and so is a weekday."""
    word = unicodedata.normalize("NFKC", text).strip().casefold()
    if (weekday := _WEEKDAYS.get(word)) is not None:
        return today - timedelta(days=(today.weekday() - weekday) % 7)
    if match := _MONTH_DAY.fullmatch(word):
        this_year = day_of(today.year, int(match[1]), int(match[2]))
        return this_year if this_year and this_year <= today else day_of(today.year - 1, int(match[1]), int(match[2]))
    return read_day(text, today)


def day_of(year: int, month: int, day: int) -> date | None:
    """That date, or None when there is no such day or it lies outside ``EARLIEST`` to ``LATEST``."""
    try:
        return in_range(date(year, month, day))
    except ValueError:
        return None


def in_range(day: date) -> date | None:
    """The date itself, or None outside ``EARLIEST`` to ``LATEST``."""
    return day if EARLIEST <= day <= LATEST else None
