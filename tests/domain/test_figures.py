"""Figures: exact until shown, with their intervals, and never a number where there is none."""

from __future__ import annotations

from fractions import Fraction

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesops_tui.domain.figures import Metric, Missing, Unit, quantile, quotient, share, wilson


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"), [(3, 10, 10.8, 60.3), (0, 5, 0.0, 43.4), (5, 5, 56.6, 100.0)]
)
def test_d1_wilson(part: int, whole: int, low: float, high: float) -> None:
    found = wilson(part, whole)
    assert [round(float(bound) * 100, 1) for bound in found] == [low, high]


def test_few_cases_come_with_an_interval_and_many_without() -> None:
    assert share(Metric.WIN_RATE, 3, 10).low is not None
    assert share(Metric.WIN_RATE, 9, 30).low is None


def test_an_empty_denominator_is_no_figure_and_says_why() -> None:
    empty = quotient(Metric.ATTAINMENT, Unit.SHARE, 5, 0, Missing.NO_TARGET)
    assert (empty.value, empty.missing) == (None, Missing.NO_TARGET)
    nobody = share(Metric.WIN_RATE, 0, 0)
    assert (nobody.value, nobody.missing, nobody.low) == (None, Missing.NO_DEALS, None)


def test_a_quotient_is_exact() -> None:
    assert quotient(Metric.WIN_RATE, Unit.SHARE, 1, 3, Missing.NO_DEALS).value == Fraction(1, 3)


@given(
    numbers=st.lists(st.integers(-1000, 1000), min_size=1, max_size=30),
    q=st.sampled_from([Fraction(1, 2), Fraction(3, 4), Fraction(4, 5)]),
)
def test_quantiles_are_those_of_pandas(numbers: list[int], q: Fraction) -> None:
    assert float(quantile(sorted(numbers), q)) == pytest.approx(pd.Series(numbers).quantile(float(q)))
