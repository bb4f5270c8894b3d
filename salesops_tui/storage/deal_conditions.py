"""A filter over deals as an SQL condition: fixed phrases and marks, never a word of the filter itself."""

from __future__ import annotations

import json
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Any, Final

from salesops_tui.domain.deal_filter import DealFilter
from salesops_tui.domain.money import Rates, decimal_places
from salesops_tui.domain.sounding import UNHEARD
from salesops_tui.storage.codecs import DAY

_NAMED: Final = """
    AND (name LIKE ? ESCAPE '\\'
        OR account_id IN (SELECT id FROM account WHERE name LIKE ? ESCAPE '\\' UNION ALL SELECT value FROM json_each(?))
        OR owner_id IN (SELECT id FROM person WHERE name LIKE ? ESCAPE '\\' UNION ALL SELECT value FROM json_each(?))
        OR product_id IN (SELECT id FROM product WHERE name LIKE ? ESCAPE '\\'))"""
_OWNED: Final = """
    AND owner_id IN (SELECT id FROM person WHERE name LIKE ? ESCAPE '\\' OR aliases LIKE ? ESCAPE '\\'
        UNION ALL SELECT value FROM json_each(?))"""


def conditions(chosen: DealFilter, rates: Rates, *, closed: bool) -> tuple[str, list[Any]]:
    """What follows ``WHERE … `` for a filter, over the columns of ``deal``, and the values for its marks.

    ``closed`` says that the deals asked for are won or lost: a date then means the day they closed on.
    """
    sql = ""
    values: list[Any] = []
    for word in chosen.words:
        sql += _NAMED
        named, heard = containing(word), chosen.sounding.get(word, UNHEARD)
        values += [named, named, json.dumps(heard.accounts), named, json.dumps(heard.people), named]
    for owner in chosen.owners:
        sql += _OWNED
        values += [containing(owner)] * 2 + [json.dumps(chosen.sounding.get(owner, UNHEARD).people)]
    if chosen.people is not None:
        sql += " AND owner_id IN (SELECT value FROM json_each(?))"
        values.append(json.dumps(chosen.people))
    for bound, sign, rounding in ((chosen.least, ">=", ROUND_CEILING), (chosen.most, "<=", ROUND_FLOOR)):
        if bound is not None:
            condition, marks = _amount(bound, sign, rounding, rates)
            sql += condition
            values += marks
    day = "closed_on" if closed else "close_date"
    if chosen.closes_from is not None:
        sql += f" AND {day} >= ?"
        values.append(DAY.encode(chosen.closes_from))
    if chosen.closes_until is not None:
        sql += f" AND {day} <= ?"
        values.append(DAY.encode(chosen.closes_until))
    if chosen.open_only and closed:
        sql += " AND 0"
    return sql, values


def containing(word: str) -> str:
    """A pattern for ``LIKE … ESCAPE`` that finds a word anywhere."""
    return "%" + word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"


def _amount(bound: Decimal, sign: str, rounding: str, rates: Rates) -> tuple[str, list[Any]]:
    """An amount in base currency as a bound in each currency that has a rate; others cannot be compared and stay out."""
    terms: list[str] = []
    values: list[Any] = []
    for currency, rate in {rates.base: Decimal(1), **rates.rates}.items():
        minor = (bound / rate).scaleb(decimal_places(currency)).to_integral_value(rounding)
        terms.append(f"(currency = ? AND amount {sign} ?)")
        values += [currency, max(min(int(minor), 2**62), -(2**62))]
    return f" AND ({' OR '.join(terms)})", values
