"""Years, quarters, months and weeks: where they begin and end, what they are called, how they lie in each other."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from salesops_tui.domain.days import day_of, end_of_month, end_of_quarter, start_of_quarter
from salesops_tui.domain.figures import Span
from salesops_tui.domain.targets import Period
from salesops_tui.domain.weeks import Week

_MONTHS: Final = {Period.MONTH: 1, Period.QUARTER: 3, Period.YEAR: 12}
_THURSDAY: Final = timedelta(days=3)
_MONTH_CODE: Final = re.compile(r"(\d{4})[-/.年](\d{1,2})月?")
_QUARTER_CODE: Final = re.compile(r"(\d{4})-?[Qq]([1-4])")


@dataclass(frozen=True, slots=True, order=True)
class Window:
    """A period, by its first day."""

    first: date
    period: Period

    @classmethod
    def month(cls, day: date) -> Window:
        """The month of a date."""
        return cls(day.replace(day=1), Period.MONTH)

    @classmethod
    def quarter(cls, day: date) -> Window:
        """The quarter of a date."""
        return cls(start_of_quarter(day), Period.QUARTER)

    @classmethod
    def year(cls, day: date) -> Window:
        """The year of a date."""
        return cls(date(day.year, 1, 1), Period.YEAR)

    @classmethod
    def week(cls, day: date) -> Window:
        """The week of a date."""
        return cls(Week.of(day).monday, Period.WEEK)

    @property
    def last(self) -> date:
        """Its last day."""
        match self.period:
            case Period.WEEK:
                return self.first + timedelta(days=6)
            case Period.MONTH:
                return end_of_month(self.first)
            case Period.QUARTER:
                return end_of_quarter(self.first)
            case Period.YEAR:
                return date(self.first.year, 12, 31)

    @property
    def span(self) -> Span:
        """Its days."""
        return Span(self.first, self.last)

    @property
    def code(self) -> str:
        """Its name in every language: ``2026``, ``2026-Q4``, ``2026-11``, ``2026-W47``."""
        match self.period:
            case Period.WEEK:
                return str(Week.of(self.first))
            case Period.MONTH:
                return f"{self.first:%Y-%m}"
            case Period.QUARTER:
                return f"{self.first.year}-Q{(self.first.month + 2) // 3}"
            case Period.YEAR:
                return f"{self.first.year}"

    def later(self, by: int) -> Window:
        """The one so many periods later (earlier, for a negative number)."""
        if self.period is Period.WEEK:
            return Window(self.first + timedelta(days=7 * by), self.period)
        return Window(months_later(self.first, by * _MONTHS[self.period]), self.period)

    def parts(self) -> tuple[Window, ...]:
        """The next shorter periods in it: a year's quarters, a quarter's months, a month's weeks; a week has none.

        A week belongs to the month that holds its Thursday, as it belongs to the year that does: so no week is in two months
        and none in none, and the weeks of all months are those of the ISO year.
        """
        match self.period:
            case Period.YEAR:
                return tuple(Window(months_later(self.first, 3 * place), Period.QUARTER) for place in range(4))
            case Period.QUARTER:
                return tuple(Window(months_later(self.first, place), Period.MONTH) for place in range(3))
            case Period.MONTH:
                first = self.first + (_THURSDAY - timedelta(days=self.first.weekday())) % timedelta(days=7)
                days = range((self.last - first).days // 7 + 1)
                return tuple(Window(first - _THURSDAY + timedelta(days=7 * place), Period.WEEK) for place in days)
            case Period.WEEK:
                return ()

    def whole(self) -> Window | None:
        """The next longer period that it is a part of; a year is part of none."""
        match self.period:
            case Period.WEEK:
                return Window.month(self.first + _THURSDAY)
            case Period.MONTH:
                return Window.quarter(self.first)
            case Period.QUARTER:
                return Window.year(self.first)
            case Period.YEAR:
                return None

    def year_before(self) -> Window:
        """The same a year earlier; of a week the one with the same weekdays, 364 days before (D.8)."""
        if self.period is Period.WEEK:
            return Window(self.first - timedelta(days=364), self.period)
        return Window(months_later(self.first, -12), self.period)


def months_later(first: date, by: int) -> date:
    """The first day of the month that lies so many months after a first day of a month."""
    month = first.year * 12 + first.month - 1 + by
    return date(month // 12, month % 12 + 1, 1)


def read_window(text: str) -> Window | None:
    """The month or quarter that was typed: ``2026-11``, ``2026年11月``, ``2026-Q4``; None when it is neither."""
    text = unicodedata.normalize("NFKC", text).strip()
    if match := _QUARTER_CODE.fullmatch(text):
        first, period = day_of(int(match[1]), int(match[2]) * 3 - 2, 1), Period.QUARTER
    elif match := _MONTH_CODE.fullmatch(text):
        first, period = day_of(int(match[1]), int(match[2]), 1), Period.MONTH
    else:
        return None
    return Window(first, period) if first is not None else None
