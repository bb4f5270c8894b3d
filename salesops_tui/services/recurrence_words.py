"""A recurrence in words, in the language in use."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from salesops_tui.domain.recurrences import DaysOff, Recurrence
from salesops_tui.formats import WEEKDAYS, weekday_and_date
from salesops_tui.i18n import _, mark

_CODES: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_PLACES: Final[Mapping[int, str]] = {
    1: mark("on the first {day} of the month"),
    2: mark("on the second {day} of the month"),
    3: mark("on the third {day} of the month"),
    4: mark("on the fourth {day} of the month"),
    -1: mark("on the last {day} of the month"),
}
_WORKING_DAYS: Final = "WORKING DAYS"
_EVERY: Final[Mapping[str, tuple[str, str]]] = {
    _WORKING_DAYS: (mark("every working day"), mark("every {number} working days")),
    "DAILY": (mark("every day"), mark("every {number} days")),
    "WEEKLY": (mark("every week"), mark("every {number} weeks")),
    "MONTHLY": (mark("every month"), mark("every {number} months")),
    "YEARLY": (mark("every year"), mark("every {number} years")),
}
"""One and several; messages of their own, since Chinese names no number where there is one."""
_QUARTER: Final = 3
_HALF_YEAR: Final = 6


def words(recurrence: Recurrence) -> str:
    """Such as “every 2 weeks on Mon”; what a rule says beyond our words is shown as it is written."""
    parts = dict(part.split("=", 1) for part in recurrence.rule.split(";") if "=" in part)
    told = [_rhythm(parts, recurrence), *_days(parts)]
    if recurrence.after_completion:
        told.append(_("after it is done"))
    if recurrence.days_off is DaysOff.NEXT:
        told.append(_("a day off moves it on"))
    if recurrence.days_off is DaysOff.PREVIOUS:
        told.append(_("a day off moves it forward"))
    if recurrence.paused_until is not None:
        told.append(
            _("paused")
            if recurrence.paused_until == date.max
            else _("paused until {day}").format(day=weekday_and_date(recurrence.paused_until))
        )
    return " · ".join(told)


def _rhythm(parts: Mapping[str, str], recurrence: Recurrence) -> str:
    number, kind = int(parts.get("INTERVAL", "1")), parts.get("FREQ", "YEARLY")
    if kind == "MONTHLY" and number == _QUARTER:
        return _("every quarter")
    if kind == "MONTHLY" and number == _HALF_YEAR:
        return _("every half year")
    if kind == "DAILY" and recurrence.days_off is DaysOff.SKIP:
        kind = _WORKING_DAYS
    one, several = _EVERY.get(kind, _EVERY["YEARLY"])
    return _(one) if number == 1 else _(several).format(number=number)


def _days(parts: Mapping[str, str]) -> Sequence[str]:
    by_day = parts.get("BYDAY", "").split(",") if parts.get("BYDAY") else []
    month_days = parts.get("BYMONTHDAY", "").split(",") if parts.get("BYMONTHDAY") else []
    if month_days:
        # A month's 31st is written as the last of 28 to 31.
        return [_month_day(int(month_days[-1] if parts.get("BYSETPOS") == "-1" else month_days[0]))]
    if len(by_day) == 1 and len(by_day[0]) > len(_CODES[0]):
        place, name = int(by_day[0][:-2]), by_day[0][-2:]
        return [_(_PLACES[place]).format(day=_weekday(name))] if place in _PLACES else [by_day[0]]
    if set(by_day) == set(_CODES[:5]) and parts.get("BYSETPOS") == "-1":
        return [_("on the last weekday of the month")]
    if by_day:
        return [_("on {days}").format(days=_(", ").join(map(_weekday, by_day)))]
    return []


def _month_day(day: int) -> str:
    if day == -1:
        return _("on the last day of the month")
    return _("on day {day} of the month").format(day=day)


def _weekday(code: str) -> str:
    return _(WEEKDAYS[_CODES.index(code)]) if code in _CODES else code
