"""Months and quarters: where they begin and end, and what they are called."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Final

from salesops_tui.domain.days import day_of, end_of_month, end_of_quarter, start_of_quarter
from salesops_tui.domain.figures import Span
from salesops_tui.domain.targets import Period

_MONTHS: Final = {Period.MONTH: 1, Period.QUARTER: 3}
_MONTH_CODE: Final = re.compile(r"(\d{4})[-/.年](\d{1,2})月?")
_QUARTER_CODE: Final = re.compile(r"(\d{4})-?[Qq]([1-4])")


@dataclass(frozen=True, slots=True, order=True)
class Window:
    """A month or a quarter."""

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

    @property
    def last(self) -> date:
        """Its last day."""
        return end_of_month(self.first) if self.period is Period.MONTH else end_of_quarter(self.first)

    @property
    def span(self) -> Span:
        """Its days."""
        return Span(self.first, self.last)

    @property
    def code(self) -> str:
        """Its name in every language: ``2026-11``, ``2026-Q4``."""
        if self.period is Period.MONTH:
            return f"{self.first:%Y-%m}"
        return f"{self.first.year}-Q{(self.first.month + 2) // 3}"

    def later(self, by: int) -> Window:
        """The one so many periods later (earlier, for a negative number)."""
        return Window(months_later(self.first, by * _MONTHS[self.period]), self.period)


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
