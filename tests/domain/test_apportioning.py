"""Shares that sum to the whole."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesops_tui.domain.apportioning import by_largest_remainder


@pytest.mark.parametrize(
    ("total", "weights", "shares"),
    [
        (60, (10, 15, 20, 15, 10), [9, 13, 17, 13, 8]),
        (100, (1, 1, 1), [34, 33, 33]),
        (-100, (1, 1, 1), [-34, -33, -33]),
        (7, (0, 0), [0, 0]),
        (0, (3, 4), [0, 0]),
        (5, (), []),
    ],
)
def test_shares_sum_to_the_whole_by_largest_remainder(total: int, weights: tuple[int, ...], shares: list[int]) -> None:
    """Row 9: 70 minutes in 60 are 9/13/17/13/8."""
    assert by_largest_remainder(total, weights) == shares


@given(st.integers(-(10**12), 10**12), st.lists(st.integers(0, 10**6), min_size=1, max_size=9))
def test_no_share_is_further_than_one_from_its_part(total: int, weights: list[int]) -> None:
    shares = by_largest_remainder(total, weights)
    if not sum(weights):
        assert shares == [0] * len(weights)
        return
    assert sum(shares) == total
    for share, weight in zip(shares, weights, strict=True):
        assert abs(share * sum(weights) - total * weight) < sum(weights)
