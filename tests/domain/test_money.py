"""Amounts in minor units, and sums over currencies."""

from __future__ import annotations

from decimal import Decimal

import pytest
from babel.numbers import get_currency_precision
from hypothesis import given
from hypothesis import strategies as st

from salesops_tui.domain.money import CurrencySum, Rates, decimal_places, to_major, to_minor, total

RATES = Rates("CNY", {"USD": Decimal("7.1"), "JPY": Decimal("0.048")})


@pytest.mark.parametrize(
    ("amount", "currency", "minor"),
    [("12.345", "CNY", 1235), ("-12.345", "CNY", -1235), ("12.5", "JPY", 13), ("1.2345", "KWD", 1235)],
)
def test_a_major_amount_is_rounded_half_up_to_the_smallest_unit(amount: str, currency: str, minor: int) -> None:
    assert to_minor(Decimal(amount), currency) == minor


@pytest.mark.parametrize("currency", ["CNY", "USD", "JPY", "KRW", "KWD", "TND", "CLP", "VND", "XAF", "GBP", "BHD"])
def test_decimal_places_are_those_of_the_published_table(currency: str) -> None:
    assert decimal_places(currency) == get_currency_precision(currency)


@given(st.integers(-(10**14), 10**14), st.sampled_from(["CNY", "JPY", "KWD"]))
def test_minor_units_survive_the_way_there_and_back(minor: int, currency: str) -> None:
    assert to_minor(to_major(minor, currency), currency) == minor


def test_a_sum_converts_and_names_what_it_leaves_out() -> None:
    euro = CurrencySum("EUR", 1, 900)
    found = total(
        [CurrencySum("CNY", 2, 100_00), CurrencySum("USD", 1, 10_00), CurrencySum("JPY", 1, 1000), euro], RATES
    )
    assert found.amount == 100_00 + 71_00 + 48_00
    assert (found.currency, found.count, found.left_out) == ("CNY", 5, (euro,))


def test_a_sum_is_rounded_once_and_not_per_currency() -> None:
    # Each of the two is 0.4 of a smallest unit: rounded one by one they would vanish.
    rates = Rates("CNY", {"AAA": Decimal("0.4"), "BBB": Decimal("0.4")})
    assert total([CurrencySum("AAA", 1, 1), CurrencySum("BBB", 1, 1)], rates).amount == 1


def test_nothing_adds_up_to_nothing() -> None:
    assert total([], RATES).amount == 0
