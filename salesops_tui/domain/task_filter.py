"""The filter line over the tasks: a few words typed in any order, each narrowing what is shown.

``@li`` the owner or the delegate, ``>@li`` only the delegate; ``#visit`` a tag; ``<fri``, ``<=2026-12-01``,
``11-20..11-30``, ``12月``, ``week``, ``下周``, ``today``, ``overdue`` the due date, ``nodate`` or ``无日期`` without one;
``deal:huadong`` or ``商机:华东``; ``!`` important; ``urgent``, ``waiting``, ``parked``, ``recurring``; ``q1`` to ``q4`` a
quadrant; anything else is looked for in the title, the note, the tags, the deal, the account and the people. Quotation marks hold
together what has blanks in it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any, Final

from salesops_tui.domain.days import EARLIEST, LATEST, read_day
from salesops_tui.domain.named_spans import named_span
from salesops_tui.domain.quadrants import Quadrant
from salesops_tui.domain.sounding import Sounding


@dataclass(frozen=True, slots=True)
class TaskFilter:
    """What the tasks shown have in common; all conditions hold at once."""

    words: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    """The owner's or the delegate's name, or another name of theirs, contains one of these."""
    delegates: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    """The task has each of them, or one that begins so."""
    deals: tuple[str, ...] = ()
    """The name of the deal or of its account contains each of these."""
    due_from: date | None = None
    due_until: date | None = None
    undated: bool = False
    important: bool | None = None
    urgent: bool | None = None
    waiting: bool = False
    parked: bool = False
    recurring: bool = False
    quadrants: tuple[Quadrant, ...] = ()
    sounding: Mapping[str, Sounding] = field(default_factory=dict, compare=False)
    """Of words, people, delegates and deals: those whose Chinese names sound so. Never typed."""

    def __bool__(self) -> bool:
        return self != TaskFilter()


_TERM: Final = re.compile(r'(?:"[^"]*"?|“[^”]*”?|[^\s"“])+')
_QUOTES: Final = re.compile(r'["“”]')
_COMPARISON: Final = re.compile(r"(<=|>=|=<|=>|<|>|≤|≥)(.+)")
_RANGE: Final = re.compile(r"(.+?)\.\.(.+)")
_DEAL: Final = re.compile(r"(?:deal|商机|商機):(.*)")
_HALF_TYPED: Final = frozenset({"<", ">", "<=", ">=", "≤", "≥", "@", "#", ">@", "→", "→@"})
_FLAGS: Final[Mapping[str, frozenset[str]]] = {
    "important": frozenset({"!", "!!", "important", "重要"}),
    "urgent": frozenset({"urgent", "紧急", "緊急"}),
    "waiting": frozenset({"waiting", "等待", "待跟进", "待跟進"}),
    "parked": frozenset({"parked", "暂缓", "暫緩"}),
    "recurring": frozenset({"recurring", "重复", "重複"}),
    "undated": frozenset({"nodate", "无日期", "無日期"}),
}
"""Fields of the filter → the words that set them."""
_OVERDUE: Final = frozenset({"overdue", "逾期", "过期", "過期"})


def parse_task_filter(text: str, today: date) -> TaskFilter:
    """Read a filter line; what is no sign, date or flag is a word to look for, so every line is a filter."""
    result = TaskFilter()
    for match in _TERM.finditer(unicodedata.normalize("NFKC", text)):
        if term := _QUOTES.sub("", match[0]):
            result = _narrow(result, term, today)
    return result


def _narrow(result: TaskFilter, term: str, today: date) -> TaskFilter:
    folded = term.casefold()
    if folded in _HALF_TYPED:
        return result
    for flag, words in _FLAGS.items():
        if folded in words:
            said: dict[str, Any] = {flag: True}
            return replace(result, **said)
    if folded in _OVERDUE:
        return _due(result, EARLIEST, today - timedelta(days=1))
    if match := re.fullmatch(r"q([1-4])", folded):
        return replace(result, quadrants=(*result.quadrants, Quadrant(int(match[1]))))
    for signs, named in (((">@", "→@", "→"), "delegates"), (("@",), "people"), (("#",), "tags")):
        for sign in signs:
            if term.startswith(sign) and len(term) > len(sign):
                narrowed: dict[str, Any] = {named: (*getattr(result, named), term.removeprefix(sign))}
                return replace(result, **narrowed)
    if match := _DEAL.fullmatch(folded):
        return replace(result, deals=(*result.deals, match[1])) if match[1] else result
    return _dated(result, folded, today) or replace(result, words=(*result.words, term))


def _dated(result: TaskFilter, term: str, today: date) -> TaskFilter | None:
    if span := named_span(term, today):
        return _due(result, *span)
    if match := _COMPARISON.fullmatch(term):
        return _compare(result, match[1].replace("=<", "<=").replace("=>", ">="), match[2], today)
    if match := _RANGE.fullmatch(term):
        first, last = read_day(match[1], today), read_day(match[2], today)
        return _due(result, min(first, last), max(first, last)) if first and last else None
    return None


def _compare(result: TaskFilter, sign: str, operand: str, today: date) -> TaskFilter | None:
    day = read_day(operand, today)
    span = (day, day) if day else named_span(operand, today)
    if span is None:
        return None
    first, last = span
    bounds = {
        "<": (EARLIEST, first - timedelta(days=1)),
        "<=": (EARLIEST, last),
        "≤": (EARLIEST, last),
        ">": (last + timedelta(days=1), LATEST),
        ">=": (first, LATEST),
        "≥": (first, LATEST),
    }
    return _due(result, *bounds[sign])


def _due(result: TaskFilter, first: date, last: date) -> TaskFilter:
    return replace(
        result,
        due_from=max(first, result.due_from or first),
        due_until=min(last, result.due_until or last),
    )
