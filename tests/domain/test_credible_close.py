"""Credible close dates: silent on little, and less wrong than a hopeful team on much."""

from __future__ import annotations

import random
from statistics import mean

from hypothesis import given
from hypothesis import strategies as st

from salesops_tui.domain.credible_close import Stay, remaining
from salesops_tui.domain.figures import Missing


def stays(*pairs: tuple[int, int]) -> list[Stay]:
    return [Stay(length, until_won) for length, until_won in pairs]


def test_below_eight_cases_history_says_nothing() -> None:
    seven = remaining(stays(*[(10, 20)] * 7), [0])[0]
    assert (seven.median.value, seven.median.missing, seven.median.n) == (None, Missing.TOO_FEW, 7)
    assert seven.p80.missing is Missing.TOO_FEW
    eight = remaining(stays(*[(10, 20)] * 8), [0])[0]
    assert eight.median.value == 20
    assert eight.p80.value == 20


def test_only_deals_that_stood_in_the_stage_as_long_tell_of_a_deals_age() -> None:
    quick, slow = stays(*[(2, 4)] * 8), stays(*[(20, 40)] * 8)
    found = remaining([*quick, *slow], [0, 2, 3, 20, 21])
    assert found[0].median.n == 16
    assert found[2].median.n == 16
    assert found[3].median.n == 8
    assert found[3].median.value == 37
    assert found[20].median.value == 20
    assert found[21].median.missing is Missing.TOO_FEW


def test_median_and_four_of_five_lie_between_cases_in_proportion() -> None:
    found = remaining(stays(*[(99, days) for days in (1, 2, 3, 4, 5, 6, 7, 8, 9, 10)]), [0])[0]
    assert found.median.value is not None
    assert found.p80.value is not None
    assert (float(found.median.value), float(found.p80.value)) == (5.5, 8.2)


@given(
    st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), min_size=8, max_size=60),
    st.lists(st.integers(0, 70), max_size=6),
)
def test_the_median_is_that_of_the_deals_still_standing(pairs: list[tuple[int, int]], ages: list[int]) -> None:
    history = [Stay(length, length + after) for length, after in pairs]
    for age, found in remaining(history, ages).items():
        left = sorted(stay.until_won - age for stay in history if stay.length >= age)
        if len(left) < 8:
            assert found.median.value is None
        else:
            half = len(left) // 2
            expected = left[half] if len(left) % 2 else (left[half - 1] + left[half]) / 2
            assert found.median.value is not None
            assert float(found.median.value) == expected


def test_back_test_on_synthetic_deals_the_bias_shrinks() -> None:
    """Deals take three times as long as their owners say; the median of the history is nearer to what comes."""
    chance = random.Random(12)

    def deal() -> Stay:
        length = round(chance.expovariate(1 / 12))
        return Stay(length, length + round(chance.expovariate(1 / 20)) + 3)

    found = remaining([deal() for _number in range(400)], range(200))
    stated_bias, credible_bias, within_p80 = [], [], []
    for _number in range(2000):
        coming, age = deal(), chance.randrange(30)
        credible = found[age]
        if coming.length < age or credible.median.value is None or credible.p80.value is None:
            continue
        left = coming.until_won - age
        stated_bias.append(left - left / 3)
        credible_bias.append(left - float(credible.median.value))
        within_p80.append(left <= credible.p80.value)
    assert len(within_p80) > 300
    assert abs(mean(credible_bias)) < abs(mean(stated_bias)) / 2
    assert 0.72 < mean(within_p80) < 0.88
