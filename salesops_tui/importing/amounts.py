"""Numbers as other programs write them, with one decimal mark for a whole column: amounts, shares, counts, currencies."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from typing import Any, Final

from babel.numbers import list_currencies

from salesops_tui.domain.amounts import MULTIPLIERS, Amount, currency_named, normalize, parse_amount
from salesops_tui.domain.money import LARGEST_AMOUNT
from salesops_tui.i18n import _
from salesops_tui.importing.choices import quoted
from salesops_tui.importing.failures import DecimalsUnclear
from salesops_tui.importing.values import Column

_LARGEST: Final = Decimal(LARGEST_AMOUNT) / 100
_LARGEST_INTEGER: Final = 10**9

_LONGEST_NUMBER: Final = 64
"""No number is written with more characters; longer cells are not even searched."""
_COMMON: Final = re.compile(
    r"([¥￥€£$]|[A-Z]{3} )?(-?[0-9]{1,13}(?:\.(?:[0-9]{1,2}|[0-9]{4,9}))?|-?[0-9]{1,3}(?:,[0-9]{3})+\.[0-9]{1,2})"
)
"""What nearly all machines write, read without further ado. A lone sign before three digits is not here."""
_NUMBER: Final = re.compile(r"([0-9][0-9.,'’ ]*)(e[+-]?[0-9])?", re.IGNORECASE)
_AFTER_NUMBER: Final = re.compile(r"[0-9][.,'’ ]*([^0-9]*)$")
_PERCENT: Final = re.compile(r"\+?([0-9]{1,9}(?:[.,][0-9]{1,15})?)\s*(%?)")
_INTEGER: Final = re.compile(r"([+-]?[0-9]{1,10})(?:\.0*)?")

_BRACKETS: Final = re.compile(r"[(\[{【]([^()\[\]{}【】]*)[)\]}】]")
_IN_UNIT: Final = re.compile(r"\bin\s+(\S.*)$", re.IGNORECASE)
_UNIT_LABEL: Final = re.compile(r"^(?:单位|單位|币种|幣種|unit|currency|in)\b\s*:?\s*", re.IGNORECASE)
_THOUSANDS: Final = re.compile(r"(?<![0-9])['’]?000s?$")
_GERMAN_THOUSANDS: Final = re.compile(r"\bT(?=€|EUR\b|CHF\b|USD\b)")
_LAST_WORD: Final = re.compile(r"[\s_/:·-]([^\s_/:·-]+)$")
_CHINESE_UNIT: Final = re.compile(
    r"(?:[千万萬亿億]|[十百千][万萬])[元块円]?$|(?:美|欧|歐|港|日)[元幣币金圆圓]$|人民[币幣]$"
)
_CODES_THAT_ARE_WORDS: Final = frozenset(
    {"ALL", "BAD", "BAN", "COP", "CUP", "GEL", "MAD", "MOP", "PEN", "SIT", "TOP", "TRY"}
)
_FIRST_CODE: Final = re.compile(r"\b[A-Z]{3}\b")


@cache
def _currencies() -> frozenset[str]:
    return frozenset(list_currencies()) - {"XXX", "XTS"}  # "none" and "for tests"


def is_currency(code: str) -> bool:
    """Whether this is the ISO 4217 code of a currency, in capitals, also of one that is no longer in use."""
    return code in _currencies()


def read_amounts(header: str, texts: Sequence[str], said: str | None) -> Column:
    """Read a column's cells, none of them blank, as ``Amount``.

    The column's unit and currency, where its header names them, hold for the cells that name none. ``said`` is the
    decimal mark that the person gave, for columns that leave it open. A bare ``$`` stays ``$``.

    Raises:
        DecimalsUnclear: the decimal mark is open, or cells contradict each other.
    """
    unit = header_unit(header)
    column = Column([None] * len(texts))
    for index, amount in enumerate(_read_numbers(header, texts, said)):
        if amount is None:
            reason = _("Column “{column}”: “{cell}” is not an amount.")
        elif amount.currency not in {None, "$"} and not is_currency(amount.currency or ""):
            reason = _("Column “{column}”: “{cell}” names no currency that exists.")
        else:
            meant = unit.applied_to(amount, texts[index])
            if -_LARGEST <= meant.value <= _LARGEST:
                column.values[index] = meant
                continue
            reason = _("Column “{column}”: “{cell}” is larger than an amount can be.")
        column.faults[index] = reason.format(column=header, cell=quoted(texts[index]))
    if unit.factor != 1:
        column.notice = _("Column “{column}” is in {unit}: its numbers were multiplied by {factor}.").format(
            column=header, unit=unit.name, factor=f"{unit.factor:,}"
        )
    return column


def read_quantities(header: str, texts: Sequence[str], said: str | None) -> Column:
    """Read a column's cells, none of them blank, as thousandths.

    Raises:
        DecimalsUnclear: as :func:`read_amounts`.
    """
    values = [
        int((number.value * 1000).quantize(Decimal(1), ROUND_HALF_UP))
        if number and number.currency is None and abs(number.value) <= _LARGEST
        else None
        for number in _read_numbers(header, texts, said)
    ]
    return _column(header, texts, values, _("Column “{column}”: “{cell}” is not a quantity."))


def read_percents(header: str, texts: Sequence[str]) -> Column:
    """Read a column's cells, none of them blank, as whole per cent, rounded half up.

    Where no number without a sign is above 1 and one lies between 0 and 1, the numbers without a sign are shares of 1.
    """
    matches = [_PERCENT.fullmatch(normalize(text)) for text in texts]
    numbers = [(Decimal(match[1].replace(",", ".")), bool(match[2])) if match else None for match in matches]
    bare = [number[0] for number in numbers if number and not number[1]]
    are_shares = any(0 < number < 1 for number in bare) and all(number <= 1 for number in bare)
    values: list[int | None] = []
    for number in numbers:
        percent = None if number is None else number[0] * 100 if are_shares and not number[1] else number[0]
        fits = percent is not None and percent <= 100
        values.append(int(percent.quantize(Decimal(1), ROUND_HALF_UP)) if percent is not None and fits else None)
    column = _column(header, texts, values, _("Column “{column}”: “{cell}” is not a share from 0 to 100 %."))
    if are_shares:
        column.notice = _("Column “{column}”: numbers up to 1 are shares: 0.42 is read as 42 %.").format(column=header)
    return column


def read_integers(header: str, texts: Sequence[str]) -> Column:
    """Read a column's cells, none of them blank, as whole numbers up to a thousand millions; ``3.0`` is one."""
    matches = (_INTEGER.fullmatch(normalize(text)) for text in texts)
    values = [int(match[1]) if match and abs(int(match[1])) <= _LARGEST_INTEGER else None for match in matches]
    return _column(header, texts, values, _("Column “{column}”: “{cell}” is not a whole number."))


def read_currencies(header: str, texts: Sequence[str]) -> Column:
    """Read a column's cells, none of them blank, as ISO 4217 codes: ``EUR``, ``€``, ``人民币``, ``USD - US Dollar``."""
    values = [_currency(normalize(text)) for text in texts]
    return _column(
        header, texts, values, _("Column “{column}”: “{cell}” is not a currency (write a code such as USD).")
    )


def _currency(text: str) -> str | None:
    if (named := currency_named(text)) and is_currency(named):
        return named
    codes = {code for code in _FIRST_CODE.findall(text) if is_currency(code)}
    return codes.pop() if len(codes) == 1 else None


@dataclass(frozen=True, slots=True)
class HeaderUnit:
    """What a column's header says about its numbers."""

    factor: int = 1
    currency: str | None = None
    name: str = ""
    """The unit as the header writes it."""

    def applied_to(self, amount: Amount, text: str) -> Amount:
        """What a cell means under this header: its own unit and currency come before the header's."""
        value = amount.value if self.factor == 1 or _names_unit(text) else amount.value * self.factor
        keeps_currency = self.currency is None or amount.currency not in {None, "$"}
        currency = amount.currency if keeps_currency else self.currency
        return amount if value is amount.value and currency == amount.currency else Amount(value, currency)


def header_unit(header: str) -> HeaderUnit:
    """The unit and the currency that a header names: ``金额（万元）``, ``Amount [EUR]``, ``Deal value in k€``."""
    factor, currency, name = 1, None, ""
    for words in _unit_words(normalize(header)):
        found = _unit(words)
        if found is None:
            continue
        if factor == 1 and found.value != 1:
            factor, name = int(found.value), _UNIT_LABEL.sub("", words)
        currency = currency or found.currency
    return HeaderUnit(factor, currency, name)


def _unit_words(header: str) -> Iterable[str]:
    """The parts of a header that may be a unit."""
    for content in _BRACKETS.findall(header):
        if _unit(content):
            yield content
        else:
            # A single letter among other words is a name ("Plan B"); 万元 is a unit wherever it stands.
            yield from (word for word in re.split(r"[\s,;、/]+", content) if len(word) > 1 or _CHINESE_UNIT.match(word))
    rest = _BRACKETS.sub("", header).strip()
    if match := _IN_UNIT.search(rest):
        yield match[1]
    if (match := _LAST_WORD.search(rest)) and (found := _unit(match[1])) and found.currency:
        yield match[1]
    elif match := _CHINESE_UNIT.search(rest) or _THOUSANDS.search(rest):
        yield match.group()


def _unit(words: str) -> Amount | None:
    """One of the unit, read by setting a 1 where the number would stand: before, after or within."""
    text = _THOUSANDS.sub("k", _UNIT_LABEL.sub("", words.strip()))
    text = re.sub(r"[.,;、]", " ", _GERMAN_THOUSANDS.sub("k", text))
    text = re.sub(r"(thousand|million|billion)s\b", r"\1", text, flags=re.IGNORECASE).strip()
    if not 0 < len(text) <= _LONGEST_NUMBER or re.search(r"[0-9+()-]", text):
        return None
    for place in range(len(text) + 1):
        found = parse_amount(f"{text[:place]}1{text[place:]}")
        if found and (found.currency in {None, "$"} or _is_meant(found.currency or "", text)):
            return found
    return None


def _is_meant(code: str, text: str) -> bool:
    """Whether a currency is named, and not an English word of three letters."""
    return is_currency(code) and (code not in _CODES_THAT_ARE_WORDS or code in text)


def _names_unit(text: str) -> bool:
    """Whether a cell that is an amount names its own unit, as ``3.5万元`` does."""
    match = _AFTER_NUMBER.search(normalize(text).casefold())
    word = match[1].strip(" +-)") if match else ""
    return bool(word) and (word in MULTIPLIERS or currency_named(word) is None)


def _read_numbers(header: str, texts: Sequence[str], said: str | None) -> list[Amount | None]:
    """Read cells with the one decimal mark that makes sense of all of them."""
    numbers: list[Amount | None] = [None] * len(texts)
    examples: dict[str, str] = {}
    undecided: list[int] = []
    open_cells: list[str] = []
    for index, text in enumerate(texts):
        if match := _COMMON.fullmatch(text):
            currency, number = match.groups()
            numbers[index] = Amount(Decimal(number.replace(",", "")), _currency_before(currency) if currency else None)
            if "." in number:
                examples.setdefault(".", text)
            continue
        if len(text) > _LONGEST_NUMBER:
            continue
        shape = _shape(text)
        if shape.mark is None:
            undecided.append(index)
            if shape.is_open:
                open_cells.append(text)
        elif amount := parse_amount(text, shape.mark):
            numbers[index] = amount
            examples.setdefault(shape.mark, text)
    mark = _column_mark(header, examples, open_cells, said)
    for index in undecided:
        numbers[index] = parse_amount(texts[index], mark)
    if len(examples) > 1:
        # The person has decided between the two: what goes the other way cannot be read.
        return [parse_amount(text, mark) if len(text) <= _LONGEST_NUMBER else None for text in texts]
    return numbers


@cache
def _currency_before(word: str) -> str | None:
    return currency_named(normalize(word))


def _column_mark(header: str, examples: dict[str, str], open_cells: Sequence[str], said: str | None) -> str:
    """The column's decimal mark. Raises DecimalsUnclear."""
    if len(examples) == 1:
        return next(iter(examples))
    if said is not None:
        return said
    if examples:
        text = _(
            "Column “{column}”: “{first}” has a point before the decimals, “{second}” has a comma. Nothing was brought "
            "in; say which holds with --decimal point or --decimal comma, and rows that do not fit are left out."
        )
        text = text.format(column=header, first=quoted(examples["."]), second=quoted(examples[","]))
        raise DecimalsUnclear(text, header, examples[","])
    if open_cells:
        text = _(
            "Column “{column}”: the point in “{cell}” can stand before decimals or between thousands. Nothing was "
            "brought in; say which with --decimal point (before decimals) or --decimal comma (between thousands)."
        )
        raise DecimalsUnclear(text.format(column=header, cell=quoted(open_cells[0])), header, open_cells[0])
    return "."


@dataclass(frozen=True, slots=True)
class _Shape:
    """What the signs within a number tell."""

    mark: str | None = None
    """The decimal mark that they prove."""
    is_open: bool = False
    """Whether a point may be either: ``1.234``. A lone comma before three digits is taken to part thousands."""


def _shape(text: str) -> _Shape:
    match = _NUMBER.search(normalize(text))
    if match is None:
        return _Shape()
    digits = match[1].strip()
    points, commas = digits.count("."), digits.count(",")
    if points and commas:
        return _Shape("." if digits.rfind(".") > digits.rfind(",") else ",")
    if points + commas == 0:
        return _Shape()
    sign, other = (".", ",") if points else (",", ".")
    if points + commas > 1:
        return _Shape(other)
    before, _sign, after = digits.partition(sign)
    parts_thousands = len(after) == 3 and re.fullmatch(r"[1-9][0-9]{0,2}", before) and not match[2]
    return _Shape(is_open=sign == ".") if parts_thousands else _Shape(sign)


def _column(header: str, texts: Sequence[str], values: Sequence[Any], reason: str) -> Column:
    """A column whose cells without a value are at fault for one reason."""
    faults = {
        index: reason.format(column=header, cell=quoted(text))
        for index, (text, value) in enumerate(zip(texts, values, strict=True))
        if value is None
    }
    return Column(list(values), faults)
