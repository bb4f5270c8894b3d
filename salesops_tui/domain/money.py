"""Money as whole minor units of a currency, and sums over several currencies."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

LARGEST_AMOUNT: Final = 10**14
"""The largest amount of one record, in minor units: ninety thousand of them still add up within SQLite's integers."""

# ISO 4217: every currency that does not have two decimal places.
_DECIMAL_PLACES: Final[Mapping[str, int]] = {
    **dict.fromkeys(
        (
            "BIF",
            "CLP",
            "DJF",
            "GNF",
            "ISK",
            "JPY",
            "KMF",
            "KRW",
            "PYG",
            "RWF",
            "UGX",
            "VND",
            "VUV",
            "XAF",
            "XOF",
            "XPF",
        ),
        0,
    ),
    **dict.fromkeys(("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"), 3),
}


def decimal_places(currency: str) -> int:
    """How many decimal places a currency's major unit has: 2 for CNY, 0 for JPY, 3 for KWD."""
    return _DECIMAL_PLACES.get(currency, 2)


def to_minor(amount: Decimal, currency: str) -> int:
    """A major amount in minor units, rounded half up: 12.345 CNY is 1235 fen."""
    return int(amount.scaleb(decimal_places(currency)).quantize(Decimal(1), ROUND_HALF_UP))


def to_major(minor: int, currency: str) -> Decimal:
    """Minor units as a major amount, with the currency's decimal places."""
    return Decimal(minor).scaleb(-decimal_places(currency))


@dataclass(frozen=True, slots=True)
class Rates:
    """One set of exchange rates: how much of the base currency one major unit of another is worth."""

    base: str
    rates: Mapping[str, Decimal]

    def to_base(self, minor: int, currency: str) -> Decimal | None:
        """An amount in minor units of the base currency, unrounded, or None when the currency has no rate."""
        if currency == self.base:
            return Decimal(minor)
        rate = self.rates.get(currency)
        if rate is None:
            return None
        return (to_major(minor, currency) * rate).scaleb(decimal_places(self.base))


@dataclass(frozen=True, slots=True)
class CurrencySum:
    """What a number of records in one currency add up to."""

    currency: str
    count: int
    amount: int
    """In minor units of the currency."""


@dataclass(frozen=True, slots=True)
class Total:
    """A sum over several currencies, in the base currency, and what could not be converted into it."""

    currency: str
    amount: int
    """In minor units of the base currency, rounded half up once, after adding."""
    count: int
    """All records, with and without a rate."""
    left_out: tuple[CurrencySum, ...] = ()
    """The sums in currencies without a rate: they are not part of the amount."""


def total(sums: Iterable[CurrencySum], rates: Rates) -> Total:
    """Add sums in several currencies; a currency without a rate is left out and named, never taken for the base."""
    by_currency: dict[str, CurrencySum] = {}
    for part in sums:
        before = by_currency.get(part.currency, CurrencySum(part.currency, 0, 0))
        by_currency[part.currency] = CurrencySum(part.currency, before.count + part.count, before.amount + part.amount)
    amount, left_out = Decimal(0), []
    for part in by_currency.values():
        converted = rates.to_base(part.amount, part.currency)
        if converted is None:
            left_out.append(part)
        else:
            amount += converted
    count = sum(part.count for part in by_currency.values())
    return Total(rates.base, round_minor(amount), count, tuple(left_out))


@dataclass(frozen=True, slots=True)
class WeightedSum:
    """What deals in one currency and with one probability add up to."""

    currency: str
    amount: int
    """In minor units of the currency."""
    probability: int
    """In per cent."""


def weighted_amount(sums: Iterable[WeightedSum], rates: Rates) -> int:
    """Amount times probability, in minor units of the base currency; currencies without a rate are left out (D.5)."""
    amount = Decimal(0)
    for part in sums:
        converted = rates.to_base(part.amount, part.currency)
        if converted is not None:
            amount += converted * part.probability / 100
    return round_minor(amount)


def round_minor(amount: Decimal) -> int:
    """Whole minor units, rounded half up: done once, after adding."""
    return int(amount.quantize(Decimal(1), ROUND_HALF_UP))
