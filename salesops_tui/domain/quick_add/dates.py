"""Dates as people write them into a line, in English and Chinese, on the working calendar."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from salesops_tui.domain.calendar import WorkingCalendar
from salesops_tui.domain.days import day_of, end_of_month, end_of_quarter, in_range, start_of_week
from salesops_tui.domain.quick_add.numerals import NUMBER, WORD_NUMBER, number_of


@dataclass(frozen=True, slots=True)
class Day:
    """What a date is read by."""

    today: date
    calendar: WorkingCalendar


@dataclass(frozen=True, slots=True)
class FoundDay:
    """A date in a line; None for the day when there is no such day."""

    start: int
    end: int
    day: date | None


_Resolver = Callable[[re.Match[str], Day], date | None]

_MONTHS: Final = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MONTH: Final = (
    "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    "|nov(?:ember)?|dec(?:ember)?)"
)
_DAYS: Final = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
WEEKDAY: Final = (
    "(?:mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)"
)
CHINESE_WEEK: Final = "(?:周|週|星期|礼拜|禮拜)"
CHINESE_DAYS: Final = "一二三四五六日"
_ORDINAL: Final = "(?:st|nd|rd|th)"
_WEEK: Final = timedelta(days=7)
_FRIDAY: Final = 4
_LONG_BREAK: Final = 3
_HORIZON: Final = 400
_MID_MONTH: Final = 15


def weekday_of(text: str) -> int:
    """Monday is 0."""
    return _DAYS.index(text[:3].lower())


def chinese_weekday_of(text: str) -> int:
    """The same for the last character of a Chinese name."""
    return CHINESE_DAYS.index(text.replace("天", "日"))


def add_months(day: date, months: int) -> date:
    """The same day some months later, or the last of a shorter month."""
    count = day.year * 12 + day.month - 1 + months
    first = date(count // 12, count % 12 + 1, 1)
    return first.replace(day=min(day.day, end_of_month(first).day))


def last_working_day(first: date, last: date, calendar: WorkingCalendar) -> date:
    """The last working day of a span; its last day where there is none."""
    day = last
    while day >= first and not calendar.is_working_day(day):
        day -= timedelta(days=1)
    return day if day >= first else last


def next_break(day: date, calendar: WorkingCalendar) -> tuple[date, date] | None:
    """The next holiday: at least three days off in a row of which one is no weekend, first and last day."""
    at = day
    for _step in range(_HORIZON):
        if calendar.is_working_day(at):
            at += timedelta(days=1)
            continue
        first = at
        while not calendar.is_working_day(at):
            at += timedelta(days=1)
        last = at - timedelta(days=1)
        days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
        if len(days) >= _LONG_BREAK and any(each.weekday() <= _FRIDAY for each in days):
            return first, last
    return None


def _next_weekday(today: date, weekday: int) -> date:
    return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)


def _in_week(today: date, weeks: int, weekday: int) -> date:
    return start_of_week(today) + weeks * _WEEK + timedelta(days=weekday)


def _english_weekday(match: re.Match[str], by: Day) -> date | None:
    weekday = weekday_of(match["day"])
    which = (match["which"] or "").lower()
    if which == "next":
        return _in_week(by.today, 1, weekday)
    if which == "this":
        return _in_week(by.today, 0, weekday)
    return _next_weekday(by.today, weekday)


def _chinese_weekday(match: re.Match[str], by: Day) -> date | None:
    weekday = chinese_weekday_of(match["day"])
    which = match["which"] or ""
    if not which:
        return _next_weekday(by.today, weekday)
    return _in_week(by.today, which.count("下"), weekday)


def _later(match: re.Match[str], by: Day) -> date | None:
    number, unit = number_of(match["n"]), match["unit"].lower()
    if unit.startswith(("day", "天", "日")) or unit == "d":
        return in_range(by.today + timedelta(days=number))
    if unit.startswith(("week", "周", "週", "星期", "礼拜", "禮拜")) or unit == "w":
        return in_range(by.today + number * _WEEK)
    if unit.startswith(("working", "business", "work", "工作日")):
        return by.calendar.add_working_days(by.today, number)
    months = number * 12 if unit.startswith(("year", "年")) else number
    return in_range(add_months(by.today, months))


def _month_day(month: int, day: int, year: str | None, by: Day) -> date | None:
    if year:
        return day_of(int(year), month, day)
    this_year = day_of(by.today.year, month, day)
    if this_year is not None and this_year >= by.today:
        return this_year
    return day_of(by.today.year + 1, month, day)


def _day_of_month(day: int, by: Day) -> date | None:
    """The next such day from today on, in a month that has one."""
    if not 1 <= day <= 31:
        return None
    first = by.today.replace(day=1)
    for ahead in range(3):
        month = add_months(first, ahead)
        found = day_of(month.year, month.month, day)
        if found is not None and found >= by.today:
            return found
    return None


def _end(unit: str, by: Day, ahead: int = 0) -> date | None:
    today = by.today
    if unit.startswith(("week", "周", "週")):
        monday = start_of_week(today) + ahead * _WEEK
        return last_working_day(monday, monday + timedelta(days=6), by.calendar)
    if unit.startswith(("month", "月")):
        return end_of_month(add_months(today.replace(day=1), ahead))
    if unit.startswith(("quarter", "季")):
        return end_of_quarter(add_months(today.replace(day=1), 3 * ahead))
    return date(today.year + ahead, 12, 31)


def _mid_month(by: Day) -> date:
    middle = by.today.replace(day=_MID_MONTH)
    return middle if middle >= by.today else add_months(middle, 1)


def _after_break(by: Day) -> date | None:
    found = next_break(by.today, by.calendar)
    return by.calendar.add_working_days(found[1], 1) if found is not None else None


def _before_break(by: Day) -> date | None:
    found = next_break(by.today + timedelta(days=1), by.calendar)
    return by.calendar.add_working_days(found[0], -1) if found is not None else None


def _two_numbers(match: re.Match[str], by: Day) -> date | None:
    """``30/11`` or ``11/30``, where only one of them can be a month; else it is no date."""
    one, two = int(match["one"]), int(match["two"])
    day, month = (one, two) if one > 12 >= two else (two, one)
    return _month_day(month, day, match["year"], by)


_EDGE: Final = r"(?<![A-Za-z0-9_@#/.\-])"
_STOP: Final = r"(?![A-Za-z0-9_]|\.[a-z])"
_LEAD: Final = r"(?:(?:due(?:\s+(?:on|by))?|by|(?<!not )before|until|till|on)\s+(?:the\s+)?)?"
_TAIL: Final = r"(?:\s*(?:之前|以前|前(?![台端期后後面往线線提列锋言沿])))?"
_HEAD: Final = "(?:截止到?|截至|在|于|於|到|至)?"

_ENGLISH: Final[tuple[tuple[str, _Resolver], ...]] = (
    (r"day\s+after\s+tomorrow", lambda _m, by: by.today + timedelta(days=2)),
    (r"today|tod|tonight", lambda _m, by: by.today),
    (r"tomorrow|tmrw|tmr", lambda _m, by: by.today + timedelta(days=1)),
    (rf"(?:(?P<which>next|this)\s+)?(?P<day>{WEEKDAY})", _english_weekday),
    (r"next\s+week", lambda _m, by: _in_week(by.today, 1, 0)),
    (r"(?:this|end\s+of(?:\s+the|\s+this)?)\s+week|eow", lambda _m, by: _end("week", by)),
    (r"end\s+of\s+next\s+(?P<unit>week|month|quarter|year)", lambda m, by: _end(m["unit"].lower(), by, 1)),
    (
        r"end\s+of(?:\s+the|\s+this)?\s+(?P<unit>month|quarter|year)|eo(?P<short>[mqy])",
        lambda m, by: _end(
            m["unit"].lower() if m["unit"] else {"m": "month", "q": "quarter", "y": "year"}[m["short"].lower()], by
        ),
    ),
    (r"next\s+month", lambda _m, by: add_months(by.today.replace(day=1), 1)),
    (r"next\s+quarter", lambda _m, by: end_of_quarter(by.today) + timedelta(days=1)),
    (r"mid-?month|middle\s+of\s+the\s+month", lambda _m, by: _mid_month(by)),
    (
        rf"(?:in|within)\s+(?P<n>{WORD_NUMBER})\s*(?P<unit>days?|weeks?|months?|years?|(?:working|business|work)\s*days?)",
        _later,
    ),
    (
        rf"(?P<n>{WORD_NUMBER})\s+(?P<unit>days?|weeks?|months?|years?|(?:working|business)\s+days?)\s+(?:from\s+now|later)",
        _later,
    ),
    (r"(?:the\s+)?(?:first\s+working\s+day\s+)?after\s+the\s+holidays?", lambda _m, by: _after_break(by)),
    (r"(?:the\s+)?(?:last\s+working\s+day\s+)?before\s+the\s+holidays?", lambda _m, by: _before_break(by)),
    (r"(?:the\s+)?next\s+(?:working|business)\s+day", lambda _m, by: by.calendar.add_working_days(by.today, 1)),
    (
        r"(?:the\s+)?last\s+(?:working|business)\s+day\s+of\s+(?:the|this)\s+month",
        lambda _m, by: last_working_day(by.today.replace(day=1), end_of_month(by.today), by.calendar),
    ),
    (
        rf"(?:{WEEKDAY},?\s+)?(?P<d>\d{{1,2}}){_ORDINAL}?\s+(?:of\s+)?(?P<month>{_MONTH})\.?(?:,?\s+(?P<year>20\d\d))?",
        lambda m, by: _month_day(_MONTHS.index(m["month"][:3].lower()) + 1, int(m["d"]), m["year"], by),
    ),
    (
        rf"(?:{WEEKDAY},?\s+)?(?P<month>{_MONTH})\.?\s+(?P<d>\d{{1,2}}){_ORDINAL}?(?:,?\s+(?P<year>20\d\d))?(?!\d|:|\s*[ap]m)",
        lambda m, by: _month_day(_MONTHS.index(m["month"][:3].lower()) + 1, int(m["d"]), m["year"], by),
    ),
    (rf"(?:on\s+)?the\s+(?P<d>\d{{1,2}}){_ORDINAL}", lambda m, by: _day_of_month(int(m["d"]), by)),
    (
        r"(?P<year>(?:19|20)\d\d)[-/.](?P<month>\d{1,2})[-/.](?P<d>\d{1,2})",
        lambda m, _by: day_of(int(m["year"]), int(m["month"]), int(m["d"])),
    ),
    (r"(?!24/7(?!/))(?P<one>1[3-9]|2\d|3[01])/(?P<two>0?[1-9]|1[0-2])(?:/(?P<year>20\d\d))?", _two_numbers),
    (r"(?P<one>0?[1-9]|1[0-2])/(?P<two>1[3-9]|2\d|3[01])(?:/(?P<year>20\d\d))?", _two_numbers),
)
# A plus stands for itself: "+3" is no arithmetic, and an edge of letters would let "C+3" in; "+86 138 …" is a telephone.
_PLUS: Final = (r"(?<!\S)\+(?P<n>\d{1,3})(?P<unit>[dw]?)(?!\S)(?!\s\d[\d -]{5})", lambda m, by: _later_plus(m, by))

# "上周五" has gone by, and "每周三次" counts: neither is a day to come.
_NOT_PAST: Final = "(?<![上每])(?<!上[个個])"
# "春节后" speaks of one holiday by its name, which need not be the next.
_NO_NAME: Final = "(?<![春庆慶秋午明动動旦])"
_WEEKDAY_SAID: Final = rf"(?:\s?[(（]?{CHINESE_WEEK}[一二三四五六日天][)）]?)?"
_WITHIN: Final = "(?:之?内|以内|之?後|之?后|以后|以後)"
_CHINESE: Final[tuple[tuple[str, _Resolver], ...]] = (
    ("今天|今日(?!头条|頭條)|今(?=晚(?!报|報))", lambda _m, by: by.today),
    ("明天|明日|明(?=晚)", lambda _m, by: by.today + timedelta(days=1)),
    ("大[后後]天", lambda _m, by: by.today + timedelta(days=3)),
    ("[后後]天", lambda _m, by: by.today + timedelta(days=2)),
    (
        rf"(?P<which>本|这个?|這個?|下下个?|下个?)?{_NOT_PAST}{CHINESE_WEEK}(?P<day>[一二三四五六日天])",
        _chinese_weekday,
    ),
    (rf"下个?{CHINESE_WEEK}(?![一二三四五六日天末])", lambda _m, by: _in_week(by.today, 1, 0)),
    (rf"(?:本|这个?|這個?){CHINESE_WEEK}(?:内|之内|以内)?(?![一二三四五六日天末])", lambda _m, by: _end("week", by)),
    (r"(?P<which>本|这个?|下个?)?(?:周|週)末", lambda m, by: _in_week(by.today, (m["which"] or "").count("下"), 5)),
    (
        "(?P<which>本|这个?|這個?|下个?|下個)?月[底末](?!最)",
        lambda m, by: _end("month", by, (m["which"] or "").count("下")),
    ),
    ("月中", lambda _m, by: _mid_month(by)),
    (
        "(?P<which>本|这个?|下个?|下一?个?)?季度?[末底]",
        lambda m, by: _end("quarter", by, (m["which"] or "").count("下")),
    ),
    ("(?P<which>明)?年[底末终終]|今年内", lambda m, by: _end("year", by, 1 if m["which"] else 0)),
    (
        "(?:(?:本月|这个月|月底|月末|月内)?最[后後]一[个個]工作日)",
        lambda _m, by: last_working_day(by.today.replace(day=1), end_of_month(by.today), by.calendar),
    ),
    ("(?:下个月|下个?個?月)(?![底末])", lambda _m, by: add_months(by.today.replace(day=1), 1)),
    ("本月内|这个月内", lambda _m, by: _end("month", by)),
    (rf"(?P<n>{NUMBER})[个個]?(?P<unit>天|日|周|週|星期|礼拜|禮拜|月|工作日|年){_WITHIN}", _later),
    (f"{_NO_NAME}[节節][后後](?:(?:第一[个個]|首[个個])工作日|(?=[\\s\x00]|$))", lambda _m, by: _after_break(by)),
    (f"{_NO_NAME}[节節]前(?:(?:最[后後]一[个個])工作日|(?=[\\s\x00]|$))", lambda _m, by: _before_break(by)),
    ("下一?[个個]工作日", lambda _m, by: by.calendar.add_working_days(by.today, 1)),
    (
        rf"(?:(?P<year>20\d\d)年)?(?P<month>{NUMBER})月份?(?P<d>{NUMBER})[日号號]?(?![\d个個万萬元%.]){_WEEKDAY_SAID}",
        lambda m, by: _month_day(number_of(m["month"]), number_of(m["d"]), m["year"], by),
    ),
    (
        rf"(?<![\d第月年一二三四五六七八九十.])(?P<d>{NUMBER})[号號](?![楼樓线線店机機院门門码碼])",
        lambda m, by: _day_of_month(number_of(m["d"]), by),
    ),
)


def _later_plus(match: re.Match[str], by: Day) -> date | None:
    return in_range(by.today + int(match["n"]) * (_WEEK if match["unit"] == "w" else timedelta(days=1)))


_PATTERNS: Final[tuple[tuple[re.Pattern[str], _Resolver], ...]] = (
    *((re.compile(f"{_EDGE}{_LEAD}(?:{pattern}){_STOP}", re.IGNORECASE), resolve) for pattern, resolve in _ENGLISH),
    (re.compile(_PLUS[0]), _PLUS[1]),
    *((re.compile(f"{_HEAD}(?:{pattern}){_TAIL}"), resolve) for pattern, resolve in _CHINESE),
)
# "Sun Hydraulics", "Mon Repos": a weekday with a capital before another capitalised word is part of a name.
_NAME: Final = re.compile(rf"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun|May|Mar)\s+(?!(?i:{_MONTH})\b)(?=[A-Z][a-z])")
_PERSON: Final = re.compile(f"{CHINESE_WEEK}[一二三四五六日天](?=[鸣鳴航鹤鶴凡帆平])")


def find_days(text: str, by: Day) -> Iterator[FoundDay]:
    """Every date in a text, from the left; of those that overlap the first, and of those that begin together the longest."""
    found = [
        (match.start(), -match.end(), match, resolve)
        for pattern, resolve in _PATTERNS
        for match in pattern.finditer(text)
        if match.end() > match.start() and not _is_name(text, match.start())
    ]
    end = 0
    for start, _negative_end, match, resolve in sorted(found, key=lambda each: each[:2]):
        if start >= end:
            end = match.end()
            yield FoundDay(start, end, resolve(match, by))


def _is_name(text: str, start: int) -> bool:
    return bool(_NAME.match(text, start) or _PERSON.match(text, start))
