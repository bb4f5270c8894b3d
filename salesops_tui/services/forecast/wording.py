"""What the forecast's lines and periods are called."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from salesops_tui.domain.forecast_accuracy import Lead
from salesops_tui.domain.periods import Window
from salesops_tui.domain.targets import Period
from salesops_tui.formats import month_name
from salesops_tui.i18n import _, language, mark
from salesops_tui.services.forecast.view import CATEGORIES, WEIGHTED, Row
from salesops_tui.services.wording import category_title

_TITLES: Final[Mapping[Row, str]] = {
    Row.WEIGHTED: mark("Weighted, all open"),
    Row.TARGET: mark("Target"),
    Row.ATTAINMENT: mark("Attainment"),
    Row.PACE: mark("Pace"),
    Row.SUBMITTED: mark("Submitted"),
    Row.COVERAGE: mark("Coverage"),
    Row.REQUIRED: mark("Required coverage"),
    Row.GAP_EXPECTED: mark("Expected of the gap"),
    Row.TOTAL_COVERAGE: mark("Of the full target"),
    Row.OVERDUE: mark("Past their date"),
    Row.STATED: mark("By stated dates"),
    Row.CREDIBLE: mark("By credible dates"),
    Row.SLIPPED: mark("Slip rate"),
    Row.PUSHED: mark("Put off"),
}
_LEADS: Final[Mapping[Lead, str]] = {
    Lead.START: mark("at the start"),
    Lead.MIDDLE: mark("in the middle"),
    Lead.TWO_WEEKS: mark("2 weeks before the end"),
}


def row_title(row: Row) -> str:
    """What a line is called."""
    if row in CATEGORIES:
        return category_title(CATEGORIES[row])
    if row in WEIGHTED:
        return _("{category}, weighted").format(category=category_title(WEIGHTED[row]))
    return _(_TITLES[row])


def window_title(window: Window, today: date) -> str:
    """``Nov``, ``11月``, ``Q4``; with the year where it is another one."""
    quarter = f"Q{(window.first.month + 2) // 3}"
    name = quarter if window.period is Period.QUARTER else month_name(window.first)
    if window.first.year == today.year:
        return name
    return f"{name} {window.first.year % 100:02}" if language() == "en" else f"{window.first.year % 100:02}年{name}"


def period_title(period: Period) -> str:
    """What periods of one length are called."""
    return _("Months") if period is Period.MONTH else _("Quarters")


def lead_title(lead: Lead) -> str:
    """How early a number was submitted."""
    return _(_LEADS[lead])
