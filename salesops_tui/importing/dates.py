"""Dates, times and periods as other programs write them, with one order of day and month for a whole column."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from enum import StrEnum
from functools import lru_cache
from typing import Final

from dateutil import parser

from salesops_tui.domain.amounts import normalize
from salesops_tui.domain.days import EARLIEST, LATEST, day_of, in_range
from salesops_tui.domain.targets import Period
from salesops_tui.i18n import _
from salesops_tui.importing.choices import quoted
from salesops_tui.importing.failures import DatesUnclear
from salesops_tui.importing.values import Column, Moment, PeriodStart


class DateOrder(StrEnum):
    """In which order three numbers are day, month and year."""

    DMY = "dmy"
    MDY = "mdy"
    YMD = "ymd"
    """Open only where the year has two digits: a year of four digits shows itself."""


_LONGEST: Final = 64
"""No date is written with more characters; longer cells are not even searched."""
_YEAR_FIRST: Final = re.compile(r"([0-9]{4})\s*[-/.年]\s*([0-9]{1,2})\s*[-/.月]\s*([0-9]{1,2})\s*[日号號]?")
_EIGHT_DIGITS: Final = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_THREE_NUMBERS: Final = re.compile(r"([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{4}|[0-9]{2})")
_ISO_START: Final = re.compile(r"[0-9]{4}([-/.])[0-9]{2}\1[0-9]{2}[ T](?:[01][0-9]|2[0-3]):[0-9]{2}")
_SERIAL: Final = re.compile(r"([0-9]{5})(\.[0-9]+)?")
_EPOCH: Final = re.compile(r"[0-9]{13}")
_MONTH_NAME: Final = re.compile(r"[a-z]{3}", re.IGNORECASE)
_WEEKDAY: Final = re.compile(r"\s*\(?(?:周|週|星期|礼拜|禮拜)[一二三四五六日天]\)?")
_CLOCK_SIGN: Final = re.compile(r"[0-9][:时時點点][0-9]")
_BEFORE_CLOCK_SIGN: Final = len(", at PM 1")
_CLOCK: Final = re.compile(
    r"""(?:(?<=[0-9])T|,?\s+(?:at\s+)?|(?<=[日号號])|(?=[上下凌中晚]))
    (?P<half>上午|下午|凌晨|中午|晚上|AM|PM)?\s*
    (?P<hour>[0-9]{1,2})[:时時点點](?P<minute>[0-9]{2})(?:[:分](?P<second>[0-9]{2})(?:[.,][0-9]{1,9})?)?[分秒]?
    \s*(?P<half_after>[ap]\.?m\.?)?
    \s*(?P<zone>Z|(?:UTC|GMT)?[+-][0-9]{1,2}(?::?[0-9]{2})?|UTC|GMT)?$""",
    re.IGNORECASE | re.VERBOSE,
)
_MORNING: Final = ("上午", "凌晨", "am")
_AFTERNOON: Final = ("下午", "晚上", "中午", "pm")
_OFFSET: Final = re.compile(r"([+-])([0-9]{1,2}):?([0-9]{2})?$")

_SERIAL_ORIGIN: Final = date(1899, 12, 30)
_SERIALS: Final = range(20000, 73051)  # 1954-10-03 to 2100-01-01: five digits below are more likely something else
_EPOCH_ORIGIN: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MIDNIGHT: Final = time()
_YEARS_BACK: Final = 20
_YEARS_AHEAD: Final = 10

_MONTH_OF: Final = parser.parserinfo().month
_PERIODS: Final[Sequence[tuple[Period, re.Pattern[str]]]] = [
    (period, re.compile(pattern, re.IGNORECASE))
    for period, pattern in (
        (Period.YEAR, r"(?P<year>[0-9]{4})(?:\.0)?\s*(?:年度?)?"),
        (Period.QUARTER, r"(?P<year>[0-9]{4})[\s年/-]*Q(?P<number>[1-4])"),
        (Period.QUARTER, r"Q(?P<number>[1-4])[\s/-]*(?P<year>[0-9]{4})"),
        (Period.QUARTER, r"(?P<year>[0-9]{4})\s*年?\s*第?\s*(?P<number>[1-4一二三四])\s*季度?"),
        (Period.MONTH, r"(?P<year>[0-9]{4})\s*[-/年]\s*(?P<number>[0-9]{1,2})\s*月?"),
        # One digit after a point may be what a spreadsheet left of "2026.10".
        (Period.MONTH, r"(?P<year>[0-9]{4})\.?(?P<number>[0-9]{2})"),
        (Period.MONTH, r"(?P<number>[0-9]{1,2})/(?P<year>[0-9]{4})"),
        (Period.MONTH, r"(?P<number>[a-z]{3,9})\.?[\s,-]+(?P<year>[0-9]{4})"),
        (Period.WEEK, r"(?P<year>[0-9]{4})[\s-]*W(?P<number>[0-9]{1,2})"),
        (Period.WEEK, r"(?P<year>[0-9]{4})\s*年?\s*第\s*(?P<number>[0-9]{1,2})\s*[周週]"),
    )
]
_QUARTERS: Final = {"一": 1, "二": 2, "三": 3, "四": 4}


def read_days(header: str, texts: Sequence[str], said: DateOrder | None, zone: tzinfo, today: date) -> Column:
    """Read a column's cells, none of them blank, as local dates; see :func:`read_instants`."""
    column = read_instants(header, texts, said, zone, today)
    column.values = [moment and moment.day for moment in column.values]
    return column


def read_instants(header: str, texts: Sequence[str], said: DateOrder | None, zone: tzinfo, today: date) -> Column:
    """Read a column's cells, none of them blank, as dates with a local time of day where one is written.

    ``said`` is the order that the person gave, for columns that leave it open. A column in which every time is
    midnight holds dates that another program wrote with a time, and none is kept.

    Raises:
        DatesUnclear: the column's dates can be read in several orders, or contradict each other.
    """
    moments = [_iso_moment(text, zone) for text in texts]
    others = {index: _take_apart(texts[index]) for index, moment in enumerate(moments) if moment is None}
    order, notice = _column_order(header, ((texts[index], cell) for index, cell in others.items()), said, today)
    for index, cell in others.items():
        moments[index] = _moment(cell, order, zone, today)
    if all(moment.at is None or moment.at == _MIDNIGHT for moment in moments if moment):
        moments = [moment and Moment(moment.day) for moment in moments]
    faults = {
        index: _("Column “{column}”: “{cell}” is not a date between {first} and {last}.").format(
            column=header, cell=quoted(text), first=EARLIEST.year, last=LATEST.year
        )
        for index, (text, moment) in enumerate(zip(texts, moments, strict=True))
        if moment is None
    }
    return Column(list(moments), faults, order=order if notice else None, notice=notice)


def read_periods(header: str, texts: Sequence[str], said: DateOrder | None, zone: tzinfo, today: date) -> Column:
    """Read a column's cells, none of them blank, as the starts of periods.

    Raises:
        DatesUnclear: as :func:`read_instants`, for those cells that are whole dates.
    """
    periods: dict[str, PeriodStart | None] = {text: _period(text) for text in texts}
    whole_dates = [text for text in texts if periods[text] is None]
    days = read_days(header, whole_dates, said, zone, today)
    periods.update(
        {text: PeriodStart(day) if day else None for text, day in zip(whole_dates, days.values, strict=True)}
    )
    faults = {
        index: _("Column “{column}”: “{cell}” is not a year, quarter, month, week or date.").format(
            column=header, cell=quoted(text)
        )
        for index, text in enumerate(texts)
        if periods[text] is None
    }
    return Column([periods[text] for text in texts], faults, order=days.order, notice=days.notice)


def read_moment(text: str, order: DateOrder | None, zone: tzinfo, today: date) -> Moment | None:
    """Read one date, with its time of day if it has one, or None when it is none.

    A time with an offset from UTC becomes local time in ``zone``. Without an order, ``03/04/2026`` is not read.
    ``today`` only tells the century of a year with two digits.
    """
    return _iso_moment(text, zone) or _moment(_take_apart(text), order, zone, today)


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell taken apart: its date as written, and the clock time beside it, with its offset if it has one."""

    date: str
    clock: time | None = None


@dataclass(frozen=True, slots=True)
class _Numbers:
    """A date whose year does not come first with four digits: the numbers as written."""

    first: int
    second: int
    last: str

    def day(self, order: DateOrder, today: date) -> date | None:
        """The date in that order, or None when there is none."""
        if order is DateOrder.YMD:
            return day_of(_full_year(self.first, today), self.second, int(self.last)) if len(self.last) == 2 else None
        year = int(self.last) if len(self.last) == 4 else _full_year(int(self.last), today)
        day, month = (self.first, self.second) if order is DateOrder.DMY else (self.second, self.first)
        return day_of(year, month, day)

    def plausible_day(self, order: DateOrder, today: date) -> date | None:
        """The date in that order, where it can tell something about the order.

        A year with two digits that would lie decades away is a day taken for a year.
        """
        day = self.day(order, today)
        if day and len(self.last) == 2 and not -_YEARS_BACK <= day.year - today.year <= _YEARS_AHEAD:
            return None
        return day


def _full_year(last_two: int, today: date) -> int:
    """The year with these last two digits that is nearest to today."""
    return (last_two - today.year + 50) % 100 + today.year - 50


def _iso_moment(text: str, zone: tzinfo) -> Moment | None:
    """What most machines write, date and time, read in the fastest way; None for everything else."""
    if not _ISO_START.match(text):
        return None
    try:
        instant = datetime.fromisoformat(f"{text[:4]}-{text[5:7]}-{text[8:]}")
    except ValueError:
        return None
    if in_range(instant.date()) is None:
        return None
    return _local(instant, zone) if instant.tzinfo else Moment(instant.date(), _to_the_second(instant))


def _take_apart(text: str) -> _Cell | None:
    """The date and the clock time of a cell, or None when the time is impossible."""
    if len(text) > _LONGEST:
        return None
    plain = text.strip() if text.isascii() else _WEEKDAY.sub("", normalize(text))
    sign = _CLOCK_SIGN.search(plain)
    match = _CLOCK.search(plain, max(0, sign.start() - _BEFORE_CLOCK_SIGN)) if sign else None
    if match is None:
        return _Cell(plain)
    try:
        return _Cell(plain[: match.start()].rstrip(", "), _clock(match))
    except ValueError:
        return None


def _clock(match: re.Match[str]) -> time:
    """The time of day that the pattern found; a ValueError when there is no such time."""
    hour, half = int(match["hour"]), (match["half"] or match["half_after"] or "").casefold().replace(".", "")
    if half in _MORNING:
        if hour > 12:
            raise ValueError(match.group())
        hour %= 12
    elif half in _AFTERNOON and hour < 12 and (half, hour) != ("中午", 11):
        hour += 12
    elif (half, hour) == ("晚上", 12):  # of which day?
        raise ValueError(match.group())
    zone = _offset(match["zone"]) if match["zone"] else None
    return time(hour, int(match["minute"]), int(match["second"] or 0), tzinfo=zone)


def _offset(text: str) -> timezone:
    match = _OFFSET.search(text)
    if match is None:
        return UTC
    offset = timedelta(hours=int(match[2]), minutes=int(match[3] or 0))
    return timezone(-offset if match[1] == "-" else offset)


def _numbers(cell: _Cell) -> _Numbers | None:
    match = _THREE_NUMBERS.fullmatch(cell.date)
    return _Numbers(int(match[1]), int(match[3]), match[4]) if match else None


def _column_order(
    header: str, cells: Iterable[tuple[str, _Cell | None]], said: DateOrder | None, today: date
) -> tuple[DateOrder | None, str | None]:
    """The one order in which all of a column's three-number dates make sense, and a notice that tells it."""
    examples = {numbers: text for text, cell in cells if cell and (numbers := _numbers(cell))}
    readings = {
        numbers: {order: day for order in DateOrder if (day := numbers.plausible_day(order, today))}
        for numbers in examples
    }
    telling = {numbers: days for numbers, days in readings.items() if days}
    if not telling:
        return said, None
    possible = [order for order in DateOrder if all(order in days for days in telling.values())]
    differing = [numbers for numbers, days in telling.items() if len({days[order] for order in possible}) > 1]
    if len(possible) == 1:
        return possible[0], _notice(header, possible[0])
    if possible and not differing:
        return possible[0], None
    if said is not None:
        return said, _notice(header, said)
    if possible:
        raise _open_order(header, examples[differing[0]], {order: telling[differing[0]][order] for order in possible})
    raise _contradiction(header, {examples[numbers]: days for numbers, days in telling.items()})


def _notice(header: str, order: DateOrder) -> str:
    texts = {
        DateOrder.DMY: _("Column “{column}”: dates are read as day, month, year."),
        DateOrder.MDY: _("Column “{column}”: dates are read as month, day, year."),
        DateOrder.YMD: _("Column “{column}”: dates are read as year, month, day."),
    }
    return texts[order].format(column=header)


def _open_order(header: str, example: str, days: Mapping[DateOrder, date]) -> DatesUnclear:
    readings = ", ".join(f"{day.isoformat()} (--dates {order})" for order, day in days.items())
    text = _(
        "Column “{column}”: “{cell}” can be read in several orders: {readings}. "
        "Nothing was brought in; say which order the file uses."
    )
    return DatesUnclear(
        text.format(column=header, cell=quoted(example), readings=readings), header, example, days.keys()
    )


def _contradiction(header: str, days: Mapping[str, Mapping[DateOrder, date]]) -> DatesUnclear:
    """Name two cells that have no order in common, or else the first two that are not read alike."""
    cells = list(days)
    pairs = ((one, other) for one in cells for other in cells if not days[one].keys() & days[other].keys())
    first, second = next(pairs, (cells[0], cells[1]))
    text = _(
        "Column “{column}”: “{first}” and “{second}” are not written in the same order. Nothing was brought in; "
        "say which order holds with --dates dmy or --dates mdy, and rows that do not fit are left out."
    )
    return DatesUnclear(text.format(column=header, first=quoted(first), second=quoted(second)), header, first)


def _moment(cell: _Cell | None, order: DateOrder | None, zone: tzinfo, today: date) -> Moment | None:
    if cell is None:
        return None
    if cell.clock is None and (number := _from_number(cell.date, zone)):
        return number
    day = _day(cell.date, order, today)
    if day is None or cell.clock is None or cell.clock.tzinfo is None:
        return Moment(day, cell.clock) if day else None
    return _local(datetime.combine(day, cell.clock), zone)


def _local(instant: datetime, zone: tzinfo) -> Moment | None:
    local = instant.astimezone(zone)
    return Moment(local.date(), _to_the_second(local)) if in_range(local.date()) else None


def _to_the_second(instant: datetime) -> time:
    at = instant.time()
    return at.replace(microsecond=0) if at.microsecond else at


def _from_number(text: str, zone: tzinfo) -> Moment | None:
    """A spreadsheet's serial day, or milliseconds since 1970."""
    if (match := _SERIAL.fullmatch(text)) and int(match[1]) in _SERIALS:
        seconds = round(float(match[2] or 0) * 86400)
        moment = datetime.combine(_SERIAL_ORIGIN, _MIDNIGHT) + timedelta(days=int(match[1]), seconds=seconds)
        return Moment(moment.date(), moment.time() if seconds else None)
    if _EPOCH.fullmatch(text):
        instant = _EPOCH_ORIGIN + timedelta(milliseconds=int(text))
        if instant.time() != _MIDNIGHT:
            return _local(instant, zone)
        # Systems that keep dates as milliseconds put a date without a time at midnight UTC, whatever the zone.
        return Moment(instant.date()) if in_range(instant.date()) else None
    return None


@lru_cache(maxsize=8192)
def _day(text: str, order: DateOrder | None, today: date) -> date | None:
    if match := _YEAR_FIRST.fullmatch(text) or _EIGHT_DIGITS.fullmatch(text):
        return day_of(int(match[1]), int(match[2]), int(match[3]))
    if numbers := _numbers(_Cell(text)):
        return _day_of_numbers(numbers, order, today)
    return _day_with_month_name(text, today)


def _day_of_numbers(numbers: _Numbers, order: DateOrder | None, today: date) -> date | None:
    """The date in the column's order; without one, only where every order gives the same."""
    if order is not None:
        return numbers.day(order, today)
    days = {day for each in DateOrder if (day := numbers.day(each, today))}
    return days.pop() if len(days) == 1 else None


class _Years(parser.parserinfo):
    """Years of two digits by the day that the program works with, not by the computer's clock."""

    def __init__(self, today: date) -> None:
        super().__init__()
        self._today = today

    def convertyear(self, year: int, century_specified: bool = False) -> int:
        return year if year >= 100 or century_specified else _full_year(year, self._today)


def _day_with_month_name(text: str, today: date) -> date | None:
    """``30 Nov 2026``, ``Nov 30, 2026``: read twice with different defaults, so that nothing is filled in."""
    numbers = re.findall(r"[0-9]+", text)
    year_shown = len(numbers) == 2 and (len(numbers[0]) == 4 or len(numbers[1]) in {2, 4})
    if not year_shown or not _MONTH_NAME.search(text):
        return None
    try:
        one, other = (
            parser.parse(text, parserinfo=_Years(today), default=default, ignoretz=True)
            for default in (datetime(2001, 1, 1, 1), datetime(2002, 2, 2, 2))  # noqa: DTZ001
        )
    except (ValueError, OverflowError):
        return None
    filled_in = one.date() != other.date() or (one.hour, other.hour) != (1, 2)
    return None if filled_in else in_range(one.date())


def _period(text: str) -> PeriodStart | None:
    plain = normalize(text) if len(text) <= _LONGEST else ""
    for period, pattern in _PERIODS:
        if match := pattern.fullmatch(plain):
            first = _first_day(period, int(match["year"]), match.groupdict().get("number") or "1")
            return PeriodStart(first, period) if first else None
    return None


def _first_day(period: Period, year: int, number: str) -> date | None:
    if period is Period.WEEK:
        try:
            return in_range(date.fromisocalendar(year, int(number), 1))
        except ValueError:
            return None
    if period is Period.QUARTER:
        quarter = _QUARTERS.get(number) or int(number)
        return day_of(year, quarter * 3 - 2, 1)
    month = int(number) if number.isdecimal() else _MONTH_OF(number)
    return day_of(year, month, 1) if month else None
