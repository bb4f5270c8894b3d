"""Money, numbers and dates as each language writes them.

Babel would do the same, but loading it costs more than the whole first paint may; the tests hold these to Babel's words.
"""

from __future__ import annotations

from datetime import date, datetime, tzinfo
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Final

from salesops_tui.domain.figures import Figure, Missing, Unit
from salesops_tui.domain.money import decimal_places, to_major
from salesops_tui.i18n import _, language, mark

MONTHS: Final = (
    mark("Jan"),
    mark("Feb"),
    mark("Mar"),
    mark("Apr"),
    mark("May"),
    mark("Jun"),
    mark("Jul"),
    mark("Aug"),
    mark("Sep"),
    mark("Oct"),
    mark("Nov"),
    mark("Dec"),
)
HIDDEN: Final = "•••"
"""Stands for an amount that is not to be told."""
WEEKDAYS: Final = (mark("Mon"), mark("Tue"), mark("Wed"), mark("Thu"), mark("Fri"), mark("Sat"), mark("Sun"))

_SYMBOLS: Final = {
    "en": {"CNY": "¥", "USD": "$", "EUR": "€", "GBP": "£", "HKD": "HK$", "TWD": "NT$", "JPY": "JP¥", "INR": "₹"},
    "zh_Hans": {"CNY": "¥", "USD": "US$", "EUR": "€", "GBP": "£", "HKD": "HK$", "TWD": "NT$", "JPY": "JP¥", "INR": "₹"},
    "zh_Hant": {"CNY": "¥", "USD": "US$", "EUR": "€", "GBP": "£", "HKD": "HK$", "TWD": "NT$", "JPY": "JP¥", "INR": "₹"},
}
# A language's units for large numbers, largest first.
_UNITS: Final = {
    "en": ((10**9, "B"), (10**6, "M"), (10**3, "k")),
    "zh_Hans": ((10**8, "亿"), (10**4, "万")),
    "zh_Hant": ((10**8, "億"), (10**4, "萬")),
}


def symbol(currency: str) -> str:
    """A currency's sign, or its code with a blank where it has none of its own."""
    return _SYMBOLS[language()].get(currency, f"{currency} ")


def money(minor: int, currency: str) -> str:
    """An amount in full: ``¥1,285,000`` or ``¥1,285,000.50``; decimals only where there are any."""
    major = to_major(minor, currency)
    places = decimal_places(currency) if major % 1 else 0
    return f"{'-' if minor < 0 else ''}{symbol(currency)}{abs(major):,.{places}f}"


def compact_money(minor: int, currency: str) -> str:
    """An amount in few cells, with three digits or so: ``¥1.28M``, ``¥860k``, ``¥128.5万``."""
    return f"{'-' if minor < 0 else ''}{symbol(currency)}{_compact(abs(to_major(minor, currency)))}"


def _compact(value: Decimal) -> str:
    units = _UNITS[language()]
    whole = value.quantize(Decimal(1), ROUND_HALF_UP)
    # Below the smallest unit every digit has room: 999 is 999, not 1k.
    if whole < units[-1][0]:
        return f"{whole:,f}"
    for size, unit in units[:-1]:
        # What rounds up to the unit is written in it: 999,999 is 1M, not 1000k.
        if (scaled := _scaled(value, size, unit)) >= 1:
            return _with_unit(scaled, unit)
    size, unit = units[-1]
    return _with_unit(_scaled(value, size, unit), unit)


def _scaled(value: Decimal, size: int, unit: str) -> Decimal:
    """In multiples of a unit, with three digits or so."""
    scaled = value / size
    places = 2 if scaled < 10 else 1 if scaled < 1000 and unit != "k" else 0
    return scaled.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def _with_unit(scaled: Decimal, unit: str) -> str:
    text = f"{scaled:,f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text) + unit


def number(value: int) -> str:
    """A count, with thousands set apart."""
    return f"{value:,}"


def decimal(value: Fraction, places: int) -> str:
    """A number with so many decimals, rounded half up (away from zero), with thousands set apart."""
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    rounded = exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    # Minus nought is nought.
    return f"{rounded or abs(rounded):,f}"


def percent(value: Fraction, places: int = 1) -> str:
    """A share in per cent: ``12.5 %``."""
    return f"{decimal(value * 100, places)} %"


def figure_value(figure: Figure, *, compact: bool = False) -> str:
    """A figure's value as it is shown, or that there is none."""
    if figure.missing is Missing.MASKED:
        return HIDDEN
    if figure.value is None:
        return _("n/a")
    return amount_of(figure.value, figure.unit, figure.currency, compact=compact)


def amount_of(value: Fraction, unit: Unit, currency: str | None, *, compact: bool = False) -> str:
    """A value with what it counts: ``12.5 %``, ``3.0×``, ``¥1,285,000``, ``18 d``."""
    match unit:
        case Unit.SHARE:
            return percent(value)
        case Unit.POINTS:
            return _("{number} points").format(number=decimal(value * 100, 1))
        case Unit.TIMES:
            return f"{decimal(value, 2)}×"
        case Unit.RATIO:
            return decimal(value, 2)
        case Unit.MONEY | Unit.MONEY_PER_DAY:
            assert currency is not None
            minor = int(decimal(value, 0).replace(",", ""))
            text = compact_money(minor, currency) if compact else money(minor, currency)
            return text if unit is Unit.MONEY else _("{amount} a day").format(amount=text)
        case Unit.DAYS | Unit.WORKING_DAYS:
            days = decimal(value, 0 if value.denominator == 1 else 1)
            return _("{number} d").format(number=days)
        case Unit.COUNT:
            return decimal(value, 0 if value.denominator == 1 else 1)


def month_and_day(day: date) -> str:
    """``30 Nov`` or ``11月30日``: a date of this year or so."""
    if language() == "en":
        return f"{day.day} {_(MONTHS[day.month - 1])}"
    return f"{day.month}月{day.day}日"


def short_day(day: date, today: date) -> str:
    """``30 Nov`` within half a year of today, ``30 Nov 25`` otherwise."""
    near = abs((day - today).days) < 183
    if language() == "en":
        return month_and_day(day) if near else f"{month_and_day(day)} {day.year % 100:02}"
    return month_and_day(day) if near else f"{day.year}年{day.month}月{day.day}日"


def near_day(day: date, today: date) -> str:
    """A day as one says it: today, tomorrow, a weekday of the coming week, else month and day."""
    distance = (day - today).days
    if distance in (0, 1):
        return (_("today"), _("tomorrow"))[distance]
    if 1 < distance < len(WEEKDAYS):
        return _(WEEKDAYS[day.weekday()])
    return short_day(day, today)


def card_day(day: date) -> str:
    """A date in the six cells of a card: ``30 Nov``, ``11-30``."""
    return month_and_day(day) if language() == "en" else f"{day.month}-{day.day:02}"


def month_name(day: date) -> str:
    """``November`` in few letters: ``Nov``, ``11月``."""
    return _(MONTHS[day.month - 1])


def weekday_and_date(day: date) -> str:
    """``Mon 23 Nov 2026`` or ``2026年11月23日 周一``."""
    weekday = _(WEEKDAYS[day.weekday()])
    if language() == "en":
        return f"{weekday} {month_and_day(day)} {day.year}"
    return f"{day.year}年{day.month}月{day.day}日 {weekday}"


def local_minute(instant: datetime, zone: tzinfo) -> str:
    """An instant as the person's clock showed it, to the minute: ``2026-11-23 09:00``."""
    return instant.astimezone(zone).strftime("%Y-%m-%d %H:%M")
