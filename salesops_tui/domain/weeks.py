"""ISO weeks, and how a figure changed from one period to another (domain D.8).

A week is named by its own year, which at the turn of the year is not the calendar's; the one before begins seven days
earlier, whatever its number is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction
from typing import Final

from salesops_tui.domain.figures import Span

_NAME: Final = re.compile(r"(?:(\d{4})-?)?w(\d{1,2})", re.IGNORECASE)


@dataclass(frozen=True, slots=True, order=True)
class Week:
    """Monday to Sunday; the first of a year holds 4 January."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> Week:
        """The week that a day lies in."""
        year, number, _weekday = day.isocalendar()
        return cls(year, number)

    @classmethod
    def named(cls, text: str, today: date) -> Week | None:
        """The week that was typed, or None: ``2026-W47``, or ``W47`` of this week's year."""
        match = _NAME.fullmatch(text.strip())
        if match is None:
            return None
        week = cls(int(match[1] or cls.of(today).year), int(match[2]))
        try:
            return week if cls.of(week.monday) == week else None
        except ValueError:
            return None

    @property
    def monday(self) -> date:
        """Its first day. Raises ValueError for a week that its year does not have."""
        return date.fromisocalendar(self.year, self.number, 1)

    @property
    def span(self) -> Span:
        """Its seven days."""
        return Span(self.monday, self.monday + timedelta(days=6))

    def previous(self) -> Week:
        """The week before."""
        return Week.of(self.monday - timedelta(days=7))

    def __str__(self) -> str:
        return f"{self.year}-W{self.number:02}"


class Trend(StrEnum):
    """How something changed where no percentage can say it."""

    NEW = "new"
    """From nothing to something."""
    FLAT = "flat"
    """Nothing before and nothing now."""
    DIFFERENCE = "difference"
    """From below zero: only the difference means anything."""


def relative_change(now: int, before: int) -> Fraction | Trend:
    """``(x − y) / |y|``, or what to say instead: from nothing there is no percentage."""
    if before > 0:
        return Fraction(now - before, before)
    if before < 0:
        return Trend.DIFFERENCE
    return Trend.NEW if now else Trend.FLAT
