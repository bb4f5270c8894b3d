"""Working days: the one calendar behind ageing, follow-up clocks, pace and comparisons."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from datetime import date, timedelta
from functools import cached_property

SATURDAY = 5


class WorkingCalendar:
    """Monday to Friday, less the days off, plus the make-up working days at weekends (调休).

    Outside the years for which days off are known, plain weekdays count: the calendar says so through ``covers``.
    """

    def __init__(
        self, days_off: Iterable[date] = (), make_up_days: Iterable[date] = (), years: range = range(0)
    ) -> None:
        self.days_off = frozenset(days_off)
        self.make_up_days = frozenset(make_up_days)
        self.years = years
        """The years whose official holidays are known."""

    def covers(self, day: date) -> bool:
        """Whether the official holidays of that day's year are known."""
        return day.year in self.years

    def is_working_day(self, day: date) -> bool:
        """Whether people work on that day; a make-up day at a weekend is a working day."""
        if day in self.make_up_days:
            return True
        return day.weekday() < SATURDAY and day not in self.days_off

    def working_days_between(self, after: date, until: date) -> int:
        """How many working days lie in ``(after, until]``; negative when ``until`` comes first."""
        if until < after:
            return -self.working_days_between(until, after)
        return (
            _weekdays(until)
            - _weekdays(after)
            - _between(self._weekdays_off, after, until)
            + _between(self._weekend_work, after, until)
        )

    def add_working_days(self, start: date, days: int) -> date:
        """The day that lies so many working days after ``start`` (before it, for a negative number)."""
        step = timedelta(days=1 if days >= 0 else -1)
        day, left = start, abs(days)
        while left:
            day += step
            left -= self.is_working_day(day)
        return day

    @cached_property
    def _weekdays_off(self) -> list[date]:
        return sorted(day for day in self.days_off - self.make_up_days if day.weekday() < SATURDAY)

    @cached_property
    def _weekend_work(self) -> list[date]:
        return sorted(day for day in self.make_up_days if day.weekday() >= SATURDAY)


class DayNumbers(dict[date | str, int]):
    """Days as numbers whose differences are working days; a day, or its ISO 8601 text, is worked out once."""

    def __init__(self, calendar: WorkingCalendar, origin: date) -> None:
        """Numbers that count from a day, which has nought."""
        super().__init__()
        self._calendar = calendar
        self._origin = origin

    def __missing__(self, day: date | str) -> int:
        known = date.fromisoformat(day) if isinstance(day, str) else day
        self[day] = self._calendar.working_days_between(self._origin, known)
        return self[day]


def _weekdays(day: date) -> int:
    """Mondays to Fridays from the first day of the calendar (a Monday) up to and including ``day``."""
    weeks, rest = divmod(day.toordinal() - 1, 7)
    return weeks * 5 + min(rest + 1, 5)


def _between(days: list[date], after: date, until: date) -> int:
    return bisect_right(days, until) - bisect_left(days, after + timedelta(days=1))
