"""The filter line over the deals: a few words typed in any order, each narrowing what is shown.

``@li`` an owner; ``>100k``, ``<=5万``, ``10万..50万`` an amount; ``<2026-12-01``, ``11-01..11-30``, ``12月``, ``week``, ``本月``,
``overdue`` the close date; anything else is looked for in the names of the deal, its account, its owner and its product.
Quotation marks hold together what has blanks in it: ``@"li na"``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from salesops_tui.domain.amounts import parse_amount
from salesops_tui.domain.days import EARLIEST, LATEST, read_day
from salesops_tui.domain.named_spans import named_span
from salesops_tui.domain.sounding import Sounding


@dataclass(frozen=True, slots=True)
class DealFilter:
    """What the deals shown have in common; all conditions hold at once."""

    words: tuple[str, ...] = ()
    """Each occurs in the name of the deal, its account, its owner or its product."""
    owners: tuple[str, ...] = ()
    """The owner's name, or another name of hers, contains one of these."""
    least: Decimal | None = None
    """The smallest amount, in major units of the base currency, itself included."""
    most: Decimal | None = None
    """The largest amount, itself included."""
    closes_from: date | None = None
    """The first close date."""
    closes_until: date | None = None
    """The last close date."""
    people: tuple[str, ...] | None = None
    """The owners by identifier: a team's people. Never typed; None for everybody."""
    open_only: bool = False
    """Leaves out what is won or lost: an overdue deal is one that is still open."""
    sounding: Mapping[str, Sounding] = field(default_factory=dict, compare=False)
    """Of words and owners: those whose Chinese names sound so. Never typed."""

    def __bool__(self) -> bool:
        return self != DealFilter()


_TERM: Final = re.compile(r'(?:"[^"]*"?|“[^”]*”?|[^\s"“])+')
_QUOTES: Final = re.compile(r'["“”]')
_OVERDUE: Final = frozenset({"overdue", "逾期", "过期", "過期"})
_COMPARISON: Final = re.compile(r"(<=|>=|=<|=>|<|>|≤|≥)(.+)")
_RANGE: Final = re.compile(r"(.+?)\.\.(.+)")


def parse_deal_filter(text: str, today: date) -> DealFilter:
    """Read a filter line; what is no owner, amount or date is a word to look for, so every line is a filter."""
    result = DealFilter()
    for match in _TERM.finditer(unicodedata.normalize("NFKC", text)):
        if term := _QUOTES.sub("", match[0]):
            result = _narrow(result, term, today)
    return result


def _narrow(result: DealFilter, term: str, today: date) -> DealFilter:
    folded = term.casefold()
    if term.startswith("@"):
        return replace(result, owners=(*result.owners, term[1:])) if len(term) > 1 else result
    if folded in _OVERDUE:
        return replace(_closing(result, EARLIEST, today - timedelta(days=1)), open_only=True)
    if span := named_span(folded, today):
        return _closing(result, *span)
    if match := _COMPARISON.fullmatch(folded):
        return _compare(result, match[1].replace("=<", "<=").replace("=>", ">="), match[2], today) or _word(
            result, term
        )
    if match := _RANGE.fullmatch(folded):
        return _between(result, match[1], match[2], today) or _word(result, term)
    # A comparison that is still being typed narrows nothing yet.
    return result if folded in ("<", ">", "<=", ">=", "≤", "≥") else _word(result, term)


def _word(result: DealFilter, term: str) -> DealFilter:
    return replace(result, words=(*result.words, term))


def _compare(result: DealFilter, sign: str, operand: str, today: date) -> DealFilter | None:
    day = read_day(operand, today)
    if span := (day, day) if day else named_span(operand, today):
        first, last = span
        return {
            "<": lambda: _closing(result, EARLIEST, first - timedelta(days=1)),
            "<=": lambda: _closing(result, EARLIEST, last),
            "≤": lambda: _closing(result, EARLIEST, last),
            ">": lambda: _closing(result, last + timedelta(days=1), LATEST),
            ">=": lambda: _closing(result, first, LATEST),
            "≥": lambda: _closing(result, first, LATEST),
        }[sign]()
    amount = parse_amount(operand)
    if amount is None:
        return None
    # Amounts have a smallest unit, so "more than" is "at least the next thousandth".
    hair = Decimal("0.001")
    return {
        "<": lambda: _costing(result, None, amount.value - hair),
        "<=": lambda: _costing(result, None, amount.value),
        "≤": lambda: _costing(result, None, amount.value),
        ">": lambda: _costing(result, amount.value + hair, None),
        ">=": lambda: _costing(result, amount.value, None),
        "≥": lambda: _costing(result, amount.value, None),
    }[sign]()


def _between(result: DealFilter, low: str, high: str, today: date) -> DealFilter | None:
    first, last = read_day(low, today), read_day(high, today)
    if first and last:
        return _closing(result, min(first, last), max(first, last))
    least, most = parse_amount(low), parse_amount(high)
    if least and most:
        return _costing(result, min(least.value, most.value), max(least.value, most.value))
    return None


def _closing(result: DealFilter, first: date, last: date) -> DealFilter:
    """Both this and what was asked before."""
    return replace(
        result, closes_from=max(first, result.closes_from or first), closes_until=min(last, result.closes_until or last)
    )


def _costing(result: DealFilter, least: Decimal | None, most: Decimal | None) -> DealFilter:
    lows = [value for value in (least, result.least) if value is not None]
    highs = [value for value in (most, result.most) if value is not None]
    return replace(result, least=max(lows, default=None), most=min(highs, default=None))
