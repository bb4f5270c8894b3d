"""A week held against the one before (domain D.8): the same number of working days, and what a short week does to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Final

from salesops_tui.domain.calendar import WorkingCalendar
from salesops_tui.domain.figures import Span
from salesops_tui.domain.weeks import Trend, Week, relative_change

ENOUGH_DAYS: Final = 3
"""A week with fewer working days is nothing to be held against, where the one before has none at all."""
_FARTHEST: Final = 8
"""Weeks that are looked back at for one with enough working days."""


@dataclass(frozen=True, slots=True)
class Compared:
    """Which days are held against which."""

    week: Week
    now: Span
    """The days of the week, up to today while it is running."""
    days: int
    """Its working days, as far as they have come."""
    is_running: bool
    other: Week | None
    """The week that it is held against; None where there is nothing to compare."""
    before: Span | None
    """Its days: all of them, or as many working days as have come of a running week."""
    days_before: int = 0


@dataclass(frozen=True, slots=True)
class Change:
    """How a sum changed."""

    relative: Fraction | Trend
    """``(x − y) ÷ |y|``, or what to say instead."""
    per_day: Fraction | None
    """The same for each working day, where the two weeks differ in them; None where they do not, or where there is none."""


def compared(week: Week, today: date, calendar: WorkingCalendar, chosen: Week | None = None) -> Compared:
    """What a week is held against: the chosen one, else the one before; where that has no working day, the last with
    enough of them. A running week is held against as many working days as have come of it."""
    span = week.span
    is_running = span.first <= today < span.last
    now = Span(span.first, min(span.last, max(today, span.first))) if is_running else span
    days = _working_days(now, calendar)
    other = chosen or _other(week, calendar)
    if not days or other is None:
        return Compared(week, now, days, is_running, None, None)
    before = _first_days(other, days, calendar) if is_running else other.span
    return Compared(week, now, days, is_running, other, before, _working_days(before, calendar))


def change(now: int, before: int, of: Compared) -> Change:
    """How a sum of the week changed against the same of the other."""
    relative = relative_change(now, before)
    differ = of.days != of.days_before and of.days and of.days_before
    if not differ or not isinstance(relative, Fraction):
        return Change(relative, None)
    return Change(relative, Fraction(now * of.days_before, before * of.days) - 1)


def _other(week: Week, calendar: WorkingCalendar) -> Week | None:
    before = week.previous()
    if _working_days(before.span, calendar):
        return before
    for _back in range(_FARTHEST):
        before = before.previous()
        if _working_days(before.span, calendar) >= ENOUGH_DAYS:
            return before
    return None


def _first_days(week: Week, working_days: int, calendar: WorkingCalendar) -> Span:
    """The days of a week up to so many of its working days, all of them where it has no more."""
    last = week.span.first - timedelta(days=1)
    for _day in range(7):
        last += timedelta(days=1)
        working_days -= calendar.is_working_day(last)
        if not working_days:
            break
    return Span(week.span.first, last)


def _working_days(span: Span, calendar: WorkingCalendar) -> int:
    return calendar.working_days_between(span.first - timedelta(days=1), span.last)
