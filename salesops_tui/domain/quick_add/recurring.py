"""How a task comes back, as people write it into a line: ``every 2 weeks on fri``, ``每月最后一个工作日``."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from salesops_tui.domain.quick_add.dates import (
    CHINESE_WEEK,
    WEEKDAY,
    chinese_weekday_of,
    weekday_of,
)
from salesops_tui.domain.quick_add.numerals import NUMBER, WORD_NUMBER, number_of
from salesops_tui.domain.recurrences import DaysOff, Recurrence


@dataclass(frozen=True, slots=True)
class FoundRecurrence:
    """A recurrence in a line."""

    start: int
    end: int
    recurrence: Recurrence


_Resolver = Callable[[re.Match[str]], Recurrence]

_CODES: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_PLACES: Final = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "last": -1}
_CHINESE_PLACES: Final = {"第一": 1, "第二": 2, "第三": 3, "第四": 4, "最后一": -1, "最後一": -1}
_UNITS: Final = {"day": "DAILY", "week": "WEEKLY", "month": "MONTHLY", "quarter": "MONTHLY", "year": "YEARLY"}
_ALONE: Final = {
    "daily": ("DAILY", 1), "weekly": ("WEEKLY", 1), "biweekly": ("WEEKLY", 2), "fortnightly": ("WEEKLY", 2),
    "monthly": ("MONTHLY", 1), "quarterly": ("MONTHLY", 3), "yearly": ("YEARLY", 1), "annually": ("YEARLY", 1),
}  # fmt: skip
_WORKDAYS: Final = "MO,TU,WE,TH,FR"


def _rule(frequency: str, interval: int = 1, more: str = "") -> Recurrence:
    step = f";INTERVAL={interval}" if interval != 1 else ""
    return Recurrence(f"FREQ={frequency}{step}{more}")


def _every(match: re.Match[str]) -> Recurrence:
    number = 2 if match["other"] else number_of(match["n"]) if match["n"] else 1
    unit = " ".join(match["unit"].lower().split())
    if "work" in unit or "business" in unit or unit.startswith("weekday"):
        return replace(_rule("DAILY", max(number, 1)), days_off=DaysOff.SKIP)
    unit = unit.removesuffix("s")
    on = ""
    if match["on"]:
        on = f";BYDAY={_english_days(match['on'])}"
    if match["nth"]:
        on = f";BYMONTHDAY={int(match['nth'])}"
    return _rule(_UNITS[unit], max(number, 1) * (3 if unit == "quarter" else 1), on)


def _english_days(text: str) -> str:
    days = {weekday_of(day) for day in re.findall(WEEKDAY, text, re.IGNORECASE)}
    return ",".join(_CODES[day] for day in sorted(days))


def _every_weekday(match: re.Match[str]) -> Recurrence:
    number = 2 if match["other"] else number_of(match["n"]) if match["n"] else 1
    return _rule("WEEKLY", number, f";BYDAY={_english_days(match['days'])}")


def _chinese_days(text: str) -> str:
    days = {chinese_weekday_of(day) for day in text if day in "一二三四五六日天"}
    return ",".join(_CODES[day] for day in sorted(days))


def _chinese_every(match: re.Match[str]) -> Recurrence:
    number = number_of(match["n"]) if match["n"] else 1
    number += bool(match["apart"])
    unit = match["unit"]
    if unit == "工作日":
        return replace(_rule("DAILY", number), days_off=DaysOff.SKIP)
    if unit in ("天", "日"):
        return _rule("DAILY", number)
    if unit == "月":
        return _rule("MONTHLY", number)
    if unit.startswith("季"):
        return _rule("MONTHLY", 3 * number)
    if unit == "年":
        return _rule("YEARLY", number)
    return _rule("WEEKLY", number)


def _chinese_weekdays(match: re.Match[str]) -> Recurrence:
    number = number_of(match["n"]) if match["n"] else 1
    return _rule("WEEKLY", number + bool(match["apart"]), f";BYDAY={_chinese_days(match['days'])}")


_LAST_WORKDAY: Final = f";BYDAY={_WORKDAYS};BYSETPOS=-1"
_N_WEEK: Final = f"(?:{CHINESE_WEEK})"
_DAY_LIST: Final = rf"{WEEKDAY}(?:\s*(?:,|and|&|/)\s*(?:and\s+)?{WEEKDAY})*"
_FREELY: Final = r"(?:(?<=^)|(?<=[\s\x00,，。；;])|(?<=后)|(?<=後))"
"""Where "每周" begins a thought of its own: inside "准备每周例会" it belongs to the title."""

_ENGLISH: Final[tuple[tuple[str, _Resolver], ...]] = (
    (
        r"every\s+last\s+(?:working|business)\s+day(?:\s+of\s+(?:the|every|each)\s+month)?|(?:the\s+)?last\s+(?:working|business)\s+day\s+of\s+(?:every|each)\s+month",
        lambda _m: replace(_rule("MONTHLY", 1, ";BYMONTHDAY=-1"), days_off=DaysOff.PREVIOUS),
    ),
    (
        r"every\s+last\s+day\s+of\s+(?:the|every|each)\s+month|every\s+month\s+on\s+the\s+last\s+day|every\s+month\s*end",
        lambda _m: _rule("MONTHLY", 1, ";BYMONTHDAY=-1"),
    ),
    (
        (
            rf"every\s+(?P<place>first|second|third|fourth|last|1st|2nd|3rd|4th)\s+(?P<day>{WEEKDAY})"
            r"(?:\s+of\s+(?:the|every|each)\s+month)?"
        ),
        lambda m: _rule("MONTHLY", 1, f";BYDAY={_PLACES[m['place'].lower()]}{_CODES[weekday_of(m['day'])]}"),
    ),
    (
        r"every\s+(?P<d>\d{1,2})(?:st|nd|rd|th)(?:\s+of\s+(?:the|every|each)\s+month)?",
        lambda m: _rule("MONTHLY", 1, f";BYMONTHDAY={int(m['d'])}"),
    ),
    (
        r"every\s+(?P<d>\d{1,2})\s+feb(?:ruary)?|every\s+feb(?:ruary)?\s+(?P<e>\d{1,2})",
        lambda m: _rule("YEARLY", 1, f";BYMONTH=2;BYMONTHDAY={int(m['d'] or m['e'])}"),
    ),
    (
        (
            rf"every\s*!?\s+(?:(?P<other>other)\s+|(?P<n>{WORD_NUMBER})\s+)?"
            r"(?P<unit>(?:working|work|business)\s*days?|weekdays?|days?|weeks?|months?|quarters?|years?)"
            rf"(?:\s+on\s+(?P<on>{_DAY_LIST})|\s+on\s+the\s+(?P<nth>\d{{1,2}})(?:st|nd|rd|th))?"
        ),
        _every,
    ),
    (rf"every\s*!?\s+(?:(?P<other>other)\s+|(?P<n>\d)\s+)?(?P<days>{_DAY_LIST})", _every_weekday),
)
_SINGLE: Final = re.compile(rf"(?<![A-Za-z0-9])({'|'.join(_ALONE)})(?=\s*(?:$|[\x00,;]))", re.IGNORECASE)
_CHINESE: Final[tuple[tuple[str, _Resolver], ...]] = (
    (
        "每[个個]?月(?:的)?最[后後]一[个個]工作日",
        lambda _m: replace(_rule("MONTHLY", 1, ";BYMONTHDAY=-1"), days_off=DaysOff.PREVIOUS),
    ),
    ("每[个個]?月(?:的)?(?:最[后後]一天|[底末])", lambda _m: _rule("MONTHLY", 1, ";BYMONTHDAY=-1")),
    (
        rf"每[个個]?月(?:的)?(?P<place>第[一二三四]|最[后後]一)[个個]{_N_WEEK}(?P<day>[一二三四五六日天])",
        lambda m: _rule("MONTHLY", 1, f";BYDAY={_CHINESE_PLACES[m['place']]}{_CODES[chinese_weekday_of(m['day'])]}"),
    ),
    (
        rf"每[个個]?月(?:的)?(?P<d>{NUMBER})[日号號]",
        lambda m: _rule("MONTHLY", 1, f";BYMONTHDAY={number_of(m['d'])}"),
    ),
    (
        rf"每年(?:的)?(?P<month>{NUMBER})月(?P<d>{NUMBER})[日号號]?",
        lambda m: _rule("YEARLY", 1, f";BYMONTH={number_of(m['month'])};BYMONTHDAY={number_of(m['d'])}"),
    ),
    (
        (
            rf"(?:每(?P<apart>隔)?(?P<n>{NUMBER})?[个個]?|隔(?=周|週)){_N_WEEK}(?:的)?"
            rf"(?P<days>[一二三四五六日天](?:[、,，和及]?(?:{_N_WEEK})?[一二三四五六日天])*)(?![次回遍])"
        ),
        _chinese_weekdays,
    ),
    ("每半年", lambda _m: _rule("MONTHLY", 6)),
    ("隔周|隔週", lambda _m: _rule("WEEKLY", 2)),
    ("隔天|隔日", lambda _m: _rule("DAILY", 2)),
)
_CHINESE_BARE: Final = (
    rf"每(?P<apart>隔)?(?P<n>{NUMBER})?[个個]?(?P<unit>工作日|天|日|周|週|星期|礼拜|禮拜|月|季度?|年)"
    f"(?!{NUMBER}[次回遍])"
)
"""“每周三次” says how often within a week, and no rule says on which days."""

_AFTER: Final = re.compile(r"\s*(?:after\s+(?:completion|it\s+is\s+done|done)|when\s+done)(?![A-Za-z])", re.IGNORECASE)
_AFTER_CHINESE: Final = re.compile("完成[后後]\\s*$")
_ROLL: Final = re.compile(r"[\s,，]*(?:on\s+the\s+next\s+working\s+day|遇[节節]?假日顺延|顺延|順延)", re.IGNORECASE)

_PATTERNS: Final = (
    *(
        (re.compile(rf"(?<![A-Za-z0-9])(?:{pattern})(?![A-Za-z0-9])", re.IGNORECASE), resolve)
        for pattern, resolve in _ENGLISH
    ),
    *((re.compile(pattern), resolve) for pattern, resolve in _CHINESE),
    (re.compile(f"{_FREELY}{_CHINESE_BARE}"), _chinese_every),
    (re.compile(rf"{_CHINESE_BARE}(?=[\s\x00,，。；;]|$)"), _chinese_every),
)


def find_recurrence(text: str) -> FoundRecurrence | None:
    """The first recurrence in a text, with what belongs to it: whether it counts from completion, what a day off does."""
    found = [
        (match.start(), -match.end(), match, resolve)
        for pattern, resolve in _PATTERNS
        if (match := pattern.search(text)) is not None
    ]
    if not found:
        return None
    start, _end, match, resolve = min(found, key=lambda each: each[:2])
    return _with_its_words(text, FoundRecurrence(start, match.end(), resolve(match)), strict="!" in match[0])


def find_single_word(text: str) -> FoundRecurrence | None:
    """``weekly`` and the like, where nothing follows that it could describe: a weekly report is no recurrence."""
    match = _SINGLE.search(text)
    if match is None:
        return None
    frequency, interval = _ALONE[match[1].lower()]
    return FoundRecurrence(match.start(), match.end(), _rule(frequency, interval))


def at_month_end(recurrence: Recurrence) -> Recurrence:
    """What comes each month and was first due at a month's end, whichever day that is; other recurrences as they are."""
    if recurrence.rule.startswith("FREQ=MONTHLY") and ";BY" not in recurrence.rule:
        return replace(recurrence, rule=f"{recurrence.rule};BYMONTHDAY=-1")
    return recurrence


def _with_its_words(text: str, found: FoundRecurrence, *, strict: bool) -> FoundRecurrence:
    start, end, recurrence = found.start, found.end, found.recurrence
    if strict:
        recurrence = replace(recurrence, after_completion=True)
    if (match := _AFTER.match(text, end)) is not None:
        end, recurrence = match.end(), replace(recurrence, after_completion=True)
    elif (match := _AFTER_CHINESE.search(text[:start])) is not None:
        start, recurrence = match.start(), replace(recurrence, after_completion=True)
    if (match := _ROLL.match(text, end)) is not None:
        end, recurrence = match.end(), replace(recurrence, days_off=DaysOff.NEXT)
    return FoundRecurrence(start, end, recurrence)
