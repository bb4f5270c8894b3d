"""Amounts, shares, counts and currencies of a column."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salesops_tui.domain.amounts import Amount
from salesops_tui.importing.amounts import (
    HeaderUnit,
    header_unit,
    is_currency,
    read_amounts,
    read_currencies,
    read_integers,
    read_percents,
    read_quantities,
)
from salesops_tui.importing.failures import DecimalsUnclear
from salesops_tui.importing.values import Column


def amounts(*cells: str, header: str = "Amount", said: str | None = None) -> Column:
    return read_amounts(header, cells, said)


def values(column: Column) -> list[Decimal | None]:
    return [amount and amount.value for amount in column.values]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("1234", Amount(Decimal(1234), None)),
        ("-5.00", Amount(Decimal("-5.00"), None)),
        ("(1,234.50)", Amount(Decimal("-1234.50"), None)),
        ("１２,３４５．００ 元", Amount(Decimal("12345.00"), "CNY")),
        ("￥12,345.60", Amount(Decimal("12345.60"), "CNY")),
        ("3.5万", Amount(Decimal("35000.0"), None)),
        ("USD 3.5k", Amount(Decimal("3500.0"), "USD")),
        ("USD 1,200.50", Amount(Decimal("1200.50"), "USD")),
        ("1 200.50 €", Amount(Decimal("1200.50"), "EUR")),
        ("$1,200.00", Amount(Decimal("1200.00"), "$")),
        ("1.2E+6", Amount(Decimal("1.2E+6"), None)),
        ("0.125", Amount(Decimal("0.125"), None)),
        ("1,234,567", Amount(Decimal(1234567), None)),
        ("1.234.567", Amount(Decimal(1234567), None)),
        ("12,5", Amount(Decimal("12.5"), None)),
        ("1 234,56", Amount(Decimal("1234.56"), None)),
        ("1'234.5", Amount(Decimal("1234.5"), None)),
    ],
)
def test_an_amount_is_read_as_it_is_written(cell: str, expected: Amount) -> None:
    assert amounts(cell).values == [expected]


@pytest.mark.parametrize(
    "cell",
    [
        "NaN",
        "inf",
        "-Infinity",
        "1e999999",
        "1e99",
        "12345678901234567890",
        "1000000000000.01",
        "#REF!",
        "abc",
        "100 abc",
    ],
)
def test_what_is_no_amount_is_a_fault_that_quotes_the_cell(cell: str) -> None:
    column = amounts("1", cell)
    assert column.values == [Amount(Decimal(1), None), None]
    assert cell in column.faults[1]
    assert "Amount" in column.faults[1]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["1.234,56", "1.234", "1234"], ["1234.56", "1234", "1234"]),
        (["1,234.56", "1,234", "1.234"], ["1234.56", "1234", "1.234"]),
        (["12,5", "1,234"], ["12.5", "1.234"]),
        (["1,234", "100"], ["1234", "100"]),
        (["1.234.567", "1.234"], ["1234567", "1234"]),
    ],
    ids=["comma", "point", "comma proved by one decimal", "lone commas part thousands", "comma proved by two points"],
)
def test_one_telling_cell_decides_the_decimal_mark_of_its_column(cells: Sequence[str], expected: Sequence[str]) -> None:
    assert values(amounts(*cells)) == [Decimal(text) for text in expected]


def test_a_point_and_a_comma_before_decimals_in_one_column_are_a_question() -> None:
    with pytest.raises(DecimalsUnclear) as question:
        amounts("1.234,56", "1,234.56")
    assert (question.value.column, question.value.example) == ("Amount", "1.234,56")
    for part in ("1.234,56", "1,234.56", "--decimal point", "--decimal comma"):
        assert part in str(question.value)


def test_after_the_answer_cells_with_the_other_mark_are_faults() -> None:
    column = amounts("1.234,56", "1,234.56", "12.5", "7", said=",")
    assert values(column) == [Decimal("1234.56"), None, None, Decimal(7)]
    assert list(column.faults) == [1, 2]


def test_a_column_of_points_before_three_digits_is_a_question() -> None:
    with pytest.raises(DecimalsUnclear, match=r"1\.234"):
        amounts("100", "1.234")


@pytest.mark.parametrize(("said", "expected"), [(".", Decimal("1.234")), (",", Decimal(1234))])
def test_the_answer_settles_an_open_column(said: str, expected: Decimal) -> None:
    assert values(amounts("1.234", "100", said=said)) == [expected, Decimal(100)]


def test_the_answer_does_not_turn_a_column_that_shows_its_own_mark() -> None:
    assert values(amounts("12.50", "1,234", said=",")) == [Decimal("12.50"), Decimal(1234)]


@pytest.mark.parametrize(
    ("header", "factor", "currency"),
    [
        ("金额（万元）", 10_000, "CNY"),
        ("预计成交金额(元)", 1, "CNY"),
        ("金额（含税）（万元）", 10_000, "CNY"),
        ("金额（万元，含税）", 10_000, "CNY"),
        ("金额(单位：百万元)", 1_000_000, "CNY"),
        ("金额万元", 10_000, "CNY"),
        ("金额/美元", 1, "USD"),
        ("Amount (USD)", 1, "USD"),
        ("Amount [EUR]", 1, "EUR"),
        ("Amount USD", 1, "USD"),
        ("amount_usd", 1, "USD"),
        ("Amount ($K)", 1_000, "$"),
        ("Amount (€k)", 1_000, "EUR"),
        ("Deal value in k€", 1_000, "EUR"),
        ("Amount (in thousands of USD)", 1_000, "USD"),
        ("Amount (USD '000)", 1_000, "USD"),
        ("Betrag (Mio. EUR)", 1_000_000, "EUR"),
        ("Betrag in T€", 1_000, "EUR"),
        ("Revenue in millions", 1_000_000, None),
    ],
)
def test_a_header_names_the_unit_and_the_currency(header: str, factor: int, currency: str | None) -> None:
    unit = header_unit(header)
    assert (unit.factor, unit.currency) == (factor, currency)


@pytest.mark.parametrize(
    "header",
    [
        "Amount",
        "",
        "Amount (net)",
        "Amount (all)",
        "Amount (Plan B)",
        "Plan B",
        "Deal size (2026)",
        "业务单元",
        "Won (1-3)",
    ],
)
def test_other_words_in_a_header_are_no_unit(header: str) -> None:
    assert header_unit(header) == HeaderUnit()


def test_the_unit_of_the_header_holds_for_cells_that_name_none_and_is_told() -> None:
    column = amounts("3.5", "3.5万", "5k", "USD 2", header="金额（万元）")
    assert column.values == [
        Amount(Decimal(35000), "CNY"),
        Amount(Decimal(35000), "CNY"),
        Amount(Decimal(5000), "CNY"),
        Amount(Decimal(20000), "USD"),
    ]
    assert column.notice is not None
    assert "万元" in column.notice
    assert "10,000" in column.notice


def test_a_header_that_names_a_dollar_says_which_one_the_sign_is() -> None:
    assert amounts("$5", "€5", header="Amount (HKD)").values == [Amount(Decimal(5), "HKD"), Amount(Decimal(5), "EUR")]


def test_an_amount_that_the_unit_makes_too_large_is_a_fault() -> None:
    assert list(amounts("1", "999999999", header="金额（万元）").faults) == [1]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["42", "42%", "42.0", "42.5", "42,5 %", "0", "100"], [42, 42, 42, 43, 43, 0, 100]),
        (["0.42", "1", "0"], [42, 100, 0]),
        (["0.42", "60%"], [42, 60]),
        (["0.5", "60"], [1, 60]),
        (["0", "1"], [0, 1]),
    ],
    ids=["per cent", "shares of 1", "shares of 1 and signs", "a half per cent", "no fraction"],
)
def test_shares_are_whole_per_cent(cells: Sequence[str], expected: Sequence[int]) -> None:
    assert read_percents("Probability", cells).values == expected


def test_a_column_of_fractions_tells_how_it_was_read() -> None:
    assert read_percents("Probability", ["42"]).notice is None
    assert "Probability" in (read_percents("Probability", ["0.42"]).notice or "")


@pytest.mark.parametrize("cell", ["101", "100.4", "-1", "high", "1e2"])
def test_what_is_no_share_from_0_to_100_is_a_fault(cell: str) -> None:
    column = read_percents("Probability", ["50", cell])
    assert column.values == [50, None]
    assert cell in column.faults[1]


def test_quantities_are_thousandths_with_one_decimal_mark() -> None:
    column = read_quantities("Qty", ["1", "2.5", "1,234", "0.0005", "3 USD", "many"], None)
    assert column.values == [1000, 2500, 1234000, 1, None, None]
    assert list(column.faults) == [4, 5]
    with pytest.raises(DecimalsUnclear):
        read_quantities("Qty", ["1.500"], None)


def test_whole_numbers_may_have_lost_their_type_but_not_be_fractions() -> None:
    column = read_integers("Seat", ["3", "4.0", "+5", "2.5", "x", "99999999999"])
    assert column.values == [3, 4, 5, None, None, None]
    assert list(column.faults) == [3, 4, 5]


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("USD", "USD"),
        ("usd", "USD"),
        ("USD - US Dollar", "USD"),
        ("US Dollar (USD)", "USD"),
        ("人民币", "CNY"),
        ("RMB", "CNY"),
        ("CNY 人民币", "CNY"),
        ("€", "EUR"),
        ("HK$", "HKD"),
        ("ＵＳＤ", "USD"),
    ],
)
def test_a_currency_is_known_by_its_code_sign_or_label(cell: str, code: str) -> None:
    assert read_currencies("Currency", [cell]).values == [code]


@pytest.mark.parametrize("cell", ["XXQ", "Dogecoin", "XXX", "$", "USD/EUR", "42"])
def test_what_names_no_single_currency_is_a_fault(cell: str) -> None:
    column = read_currencies("Currency", [cell])
    assert column.values == [None]
    assert cell in column.faults[0]


def test_codes_are_those_of_the_standard() -> None:
    assert is_currency("KWD")
    assert not is_currency("kwd")
    assert not is_currency("XXQ")


@settings(max_examples=60)
@given(
    st.lists(st.decimals(-(10**9), 10**9, places=2), min_size=1, max_size=6),
    st.sampled_from(["{:,.2f}", "{:.2f}", "CNY {:,.2f}", "{:,.2f} 元"]),
    st.sampled_from([".", ","]),
)
def test_amounts_written_with_separators_come_back(numbers: list[Decimal], form: str, mark: str) -> None:
    cells = [form.format(number) for number in numbers]
    if mark == ",":
        cells = [cell.translate(str.maketrans(",.", ".,")) for cell in cells]
    assert values(amounts(*cells)) == numbers
