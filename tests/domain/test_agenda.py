"""An agenda's minutes to the minute, and what an overrun takes from the items to come."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesops_tui.domain.agenda import SlotTooShort, fitted, proposed, remaining


@pytest.mark.parametrize(
    ("minutes", "slot", "parts"),
    [
        # The performance review in the weekly slot (domain row 9).
        ([10, 15, 20, 15, 10], 60, [9, 13, 17, 13, 8]),
        ([10, 15, 20, 15, 10], 70, [10, 15, 20, 15, 10]),
        ([15, 20, 30, 15, 20], 90, [14, 18, 27, 13, 18]),
        # Half a day and two days.
        ([60, 90, 60, 30], 240, [60, 90, 60, 30]),
        ([150, 180, 240, 210, 180], 960, [150, 180, 240, 210, 180]),
        ([150, 180, 240, 210, 180], 480, [75, 90, 120, 105, 90]),
        ([1, 1, 100], 3, [1, 1, 1]),
        ([5, 5, 5], 4, [2, 1, 1]),
    ],
)
def test_fitted_to_a_slot(minutes: list[int], slot: int, parts: list[int]) -> None:
    assert fitted(minutes, slot) == parts


def test_a_slot_shorter_than_the_number_of_items() -> None:
    with pytest.raises(SlotTooShort):
        fitted([10, 15, 20, 15, 10], 4)


@given(st.lists(st.integers(1, 960), min_size=1, max_size=50), st.integers(1, 2400))
def test_the_sum_is_always_exact_and_nothing_is_below_a_minute(minutes: list[int], slot: int) -> None:
    if slot < len(minutes):
        return
    parts = fitted(minutes, slot)
    assert sum(parts) == slot
    assert min(parts) >= 1


@pytest.mark.parametrize(
    ("planned", "over", "priorities", "left"),
    [
        ([600, 600, 600], 0, [2, 2, 2], [600, 600, 600]),
        ([600, 600, 600], 300, [1, 3, 2], [600, 300, 600]),
        ([600, 600, 600], 700, [1, 3, 2], [600, 60, 440]),
        ([600, 300], 180, [2, 2], [480 - 1, 240 + 1]),
        ([120, 120], 9999, [1, 3], [60, 60]),
        ([], 60, [], []),
    ],
)
def test_what_runs_over_is_taken_by_priority(
    planned: list[int], over: float, priorities: list[int], left: list[int]
) -> None:
    got = remaining(planned, over, priorities)
    assert sum(got) == sum(left)
    assert all(abs(one - other) <= 6 for one, other in zip(got, left, strict=True))


def test_better_minutes_are_the_medians_fitted_to_the_same_sum() -> None:
    planned = [10, 15, 20, 15, 10]
    runs = [[300, 900, 1800, 900, 300], [300, 900, 1500, 900, 600], [600, 900, 1800, 900, 300]]
    better = proposed(planned, runs)
    assert better == [5, 15, 30, 15, 5]
    assert proposed(planned, runs[:2]) is None
    assert proposed(planned, [[600, 900, 1200, 900, 600]] * 3) is None
    assert proposed(planned, [[0] * 5] * 4) is None
    assert proposed(planned, [[60] * 3] * 4) is None
