"""Amounts as people write them: ``¥1,234.50``, ``USD 3.5k``, ``１２万元``, ``(500)``."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Final

CURRENCY_WORDS: Final[Mapping[str, str]] = {
    "¥": "CNY",
    "rmb": "CNY",
    "元": "CNY",
    "块": "CNY",
    "yuan": "CNY",
    "chinese yuan": "CNY",
    "renminbi": "CNY",
    "chinese renminbi": "CNY",
    "yuan renminbi": "CNY",
    "人民币元": "CNY",
    "人民币": "CNY",
    "人民幣": "CNY",
    "us$": "USD",
    "us dollar": "USD",
    "u.s. dollar": "USD",
    "dollar": "$",
    "美元": "USD",
    "美金": "USD",
    "€": "EUR",
    "euro": "EUR",
    "欧元": "EUR",
    "歐元": "EUR",
    "£": "GBP",
    "pound sterling": "GBP",
    "british pound": "GBP",
    "英镑": "GBP",
    "英鎊": "GBP",
    "hk$": "HKD",
    "hong kong dollar": "HKD",
    "港币": "HKD",
    "港元": "HKD",
    "港幣": "HKD",
    "nt$": "TWD",
    "new taiwan dollar": "TWD",
    "台币": "TWD",
    "新台币": "TWD",
    "新臺幣": "TWD",
    "新台幣": "TWD",
    "jp¥": "JPY",
    "yen": "JPY",
    "japanese yen": "JPY",
    "日元": "JPY",
    "日圆": "JPY",
    "日圓": "JPY",
    "円": "JPY",
    "₩": "KRW",
    "south korean won": "KRW",
    "韩元": "KRW",
    "s$": "SGD",
    "singapore dollar": "SGD",
    "新加坡元": "SGD",
    "新元": "SGD",
    "a$": "AUD",
    "au$": "AUD",
    "australian dollar": "AUD",
    "澳元": "AUD",
    "c$": "CAD",
    "canadian dollar": "CAD",
    "加元": "CAD",
    "ca$": "CAD",
    "indian rupee": "INR",
    "₹": "INR",
    "฿": "THB",
    "₫": "VND",
    "r$": "BRL",
    "swiss franc": "CHF",
    "瑞士法郎": "CHF",
}
"""How currencies are written besides their codes. A bare ``$`` is not here: which dollar it is, only the file can say."""

MULTIPLIERS: Final[Mapping[str, int]] = {
    "": 1,
    "千": 10**3,
    "k": 10**3,
    "thousand": 10**3,
    "tsd": 10**3,
    "万": 10**4,
    "萬": 10**4,
    "w": 10**4,
    "十万": 10**5,
    "百万": 10**6,
    "百萬": 10**6,
    "m": 10**6,
    "mn": 10**6,
    "mm": 10**6,
    "mio": 10**6,
    "million": 10**6,
    "千万": 10**7,
    "千萬": 10**7,
    "亿": 10**8,
    "億": 10**8,
    "b": 10**9,
    "bn": 10**9,
    "billion": 10**9,
}

_DIGITS: Final = re.compile(r"[0-9][0-9.,'’ ]*(?:e[+-]?[0-9]{1,2})?")
_GROUPED: Final = {
    # decimal mark → the ways in which thousands may be set apart, besides not at all
    ".": re.compile(
        r"[0-9]+(\.[0-9]*)?|[0-9]{1,3}([,' ’][0-9]{3})+(\.[0-9]*)?|[0-9]{1,2}(,[0-9]{2})*,[0-9]{3}(\.[0-9]*)?"
    ),
    ",": re.compile(r"[0-9]+(,[0-9]*)?|[0-9]{1,3}([.' ’][0-9]{3})+(,[0-9]*)?"),
}


@dataclass(frozen=True, slots=True)
class Amount:
    """What was written: a number of major units, and the currency if one was named."""

    value: Decimal
    currency: str | None


def normalize(text: str) -> str:
    """Full-width digits and signs as plain ones, all dashes that serve as a minus as one, no blanks at the ends."""
    return unicodedata.normalize("NFKC", text).replace("\u2212", "-").replace("\u2013", "-").strip()


def parse_amount(text: str, decimal_mark: str = ".") -> Amount | None:
    """Read an amount as written, or None when it is none.

    Knows thousands separators, brackets and signs for negative, units (k, M, 万, 亿 …), symbols, codes and names of
    currencies before or after. ``nan``, ``inf`` and powers beyond two digits are no amounts.
    """
    rest = normalize(text).casefold()
    negative = False
    if rest.startswith("(") and rest.endswith(")"):
        rest, negative = rest[1:-1].strip(), True
    match = _DIGITS.search(rest)
    if match is None:
        return None
    number = _number(match.group().strip(), decimal_mark)
    before, after = rest[: match.start()], rest[match.end() :]
    for sign_place in (before, after):
        if "-" in sign_place:
            if negative or sign_place.count("-") > 1:
                return None
            negative = True
    before, after = (part.replace("-", "").replace("+", "").strip() for part in (before, after))
    unit, after_currency = _split_unit(after)
    currencies = [currency_named(word) for word in (before, after_currency) if word]
    if number is None or unit is None or None in currencies or len(set(currencies)) > 1:
        return None
    value = number * MULTIPLIERS[unit]
    return Amount(-value if negative else value, currencies[0] if currencies else None)


def currency_named(word: str) -> str | None:
    """The code for a currency's symbol, name or code; ``$`` for a bare dollar sign; None for anything else."""
    word = word.strip().casefold()
    if word in CURRENCY_WORDS:
        return CURRENCY_WORDS[word]
    if word == "$":
        return "$"
    return word.upper() if re.fullmatch(r"[a-z]{3}", word) else None


def _split_unit(word: str) -> tuple[str | None, str]:
    """The multiplier at the start of what follows a number, and the rest: ``万元`` is ten thousand, and 元."""
    if word in MULTIPLIERS:
        return word, ""
    if currency_named(word):
        return "", word
    for unit in sorted(MULTIPLIERS, key=len, reverse=True):
        if word.startswith(unit):
            rest = word[len(unit) :].strip()
            if not rest or currency_named(rest):
                return unit, rest
    return None, ""


def _number(digits: str, decimal_mark: str) -> Decimal | None:
    mantissa, _, power = digits.partition("e")
    if not _GROUPED[decimal_mark].fullmatch(mantissa.strip()):
        return None
    plain = "".join(character for character in mantissa if character.isdigit() or character == decimal_mark)
    try:
        return Decimal(plain.replace(",", ".") + (f"e{power}" if power else ""))
    except InvalidOperation:
        return None
