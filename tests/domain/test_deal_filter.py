"""What a filter line means."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesops_tui.domain.deal_filter import DealFilter, parse_deal_filter

TODAY = date(2026, 11, 25)
"""A Wednesday."""


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("", DealFilter()),
        ("  ERP  华东 ", DealFilter(words=("ERP", "华东"))),
        ("@li @娜", DealFilter(owners=("li", "娜"))),
        ("@", DealFilter()),
        (">", DealFilter()),
        (">=100k", DealFilter(least=Decimal(100_000))),
        ("<=5万", DealFilter(most=Decimal(50_000))),
        ("10万..50万", DealFilter(least=Decimal(100_000), most=Decimal(500_000))),
        ("50万..10万", DealFilter(least=Decimal(100_000), most=Decimal(500_000))),
        ("≥１０万", DealFilter(least=Decimal(100_000))),
        (">=10万 <=50万 >=20万", DealFilter(least=Decimal(200_000), most=Decimal(500_000))),
        ("<2026-12-01", DealFilter(closes_from=date(1900, 1, 1), closes_until=date(2026, 11, 30))),
        (">=2026-12-01", DealFilter(closes_from=date(2026, 12, 1), closes_until=date(2100, 12, 31))),
        ("2026-12-01..2026-12-31", DealFilter(closes_from=date(2026, 12, 1), closes_until=date(2026, 12, 31))),
        ("12月", DealFilter(closes_from=date(2026, 12, 1), closes_until=date(2026, 12, 31))),
        ("2027-02", DealFilter(closes_from=date(2027, 2, 1), closes_until=date(2027, 2, 28))),
        ("week", DealFilter(closes_from=date(2026, 11, 23), closes_until=date(2026, 11, 29))),
        ("下周", DealFilter(closes_from=date(2026, 11, 30), closes_until=date(2026, 12, 6))),
        ("nextmonth", DealFilter(closes_from=date(2026, 12, 1), closes_until=date(2026, 12, 31))),
        ("本季度", DealFilter(closes_from=date(2026, 10, 1), closes_until=date(2026, 12, 31))),
        ("nextquarter", DealFilter(closes_from=date(2027, 1, 1), closes_until=date(2027, 3, 31))),
        ("today", DealFilter(closes_from=TODAY, closes_until=TODAY)),
        ("周五", DealFilter(closes_from=date(2026, 11, 27), closes_until=date(2026, 11, 27))),
        (
            "逾期",
            DealFilter(closes_from=date(1900, 1, 1), closes_until=date(2026, 11, 24), open_only=True),
        ),
        ("13月", DealFilter(words=("13月",))),
        (">soon", DealFilter(words=(">soon",))),
        ("sun", DealFilter(words=("sun",))),
    ],
)
def test_a_line_means(line: str, meant: DealFilter) -> None:
    assert parse_deal_filter(line, TODAY) == meant


@given(st.text(max_size=40))
def test_every_line_is_a_filter(line: str) -> None:
    parse_deal_filter(line, TODAY)
