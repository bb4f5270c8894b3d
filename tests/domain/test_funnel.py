"""The funnel's vectors: row 3 and D.2, the bottleneck, velocity (D.3), the period."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import accumulate, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesops_tui.domain.figures import Figure, Metric, Missing, Span, Unit, share
from salesops_tui.domain.funnel import (
    StepCount,
    bottleneck,
    cohort_shares,
    is_young,
    resolved_rates,
    share_benchmarks,
    step_benchmarks,
    step_rates,
    trailing_year,
    velocity,
)
from salesops_tui.domain.money import CurrencySum, Rates
from salesops_tui.domain.outcomes import Decided, average_deal, cycle_figures, win_rate
from salesops_tui.domain.stages import COURSE_STAGES

STAGES = COURSE_STAGES[:5]
SPAN = Span(date(2026, 1, 1), date(2026, 12, 31))
EXACT = (Fraction(2, 5), Fraction(5, 8), Fraction(12, 25), Fraction(5, 12))


def in_percent(shares: list[Fraction | None]) -> list[str]:
    return [f"{float(value) * 100:.1f}" for value in shares if value is not None]


def test_row_3_the_step_rates_derive_from_the_cumulative_shares() -> None:
    steps = step_benchmarks(STAGES)
    assert in_percent([step.average for step in steps]) == ["40.0", "62.5", "48.0", "41.7"]
    assert in_percent([step.excellent for step in steps]) == ["60.0", "66.7", "62.5", "60.0"]


def test_row_3_the_shares_are_those_of_the_first_stage() -> None:
    shares = share_benchmarks(STAGES)
    assert in_percent([one.average for one in shares]) == ["100.0", "40.0", "25.0", "12.0", "5.0"]
    assert in_percent([one.excellent for one in shares]) == ["100.0", "60.0", "40.0", "25.0", "15.0"]


def test_a_stage_without_shares_has_no_benchmark_and_breaks_only_its_own_steps() -> None:
    stages = [STAGES[0], replace(STAGES[1], average_share=None, excellent_share=None), STAGES[2], STAGES[3]]
    assert [step.average for step in step_benchmarks(stages)] == [None, None, Fraction(12, 25)]
    assert [one.average for one in share_benchmarks(stages)][1] is None


@given(st.lists(st.integers(0, 50), min_size=5, max_size=5))
def test_d2_on_one_cohort_by_any_path_the_product_of_the_steps_is_the_overall_rate(left_behind: list[int]) -> None:
    counts = list(accumulate(reversed(left_behind)))[::-1]
    steps = step_rates(
        STAGES, [StepCount(advanced=after, lost=before - after) for before, after in pairwise(counts)], SPAN, ""
    )
    overall = cohort_shares(STAGES, counts, SPAN, "")[-1]
    if any(step.value is None for step in steps):
        assert overall.value in (None, 0)
        return
    product = Fraction(1)
    for step in steps:
        assert step.value is not None
        product *= step.value
    assert product == overall.value


def test_d2_the_resolved_rate_leaves_out_who_is_still_here() -> None:
    rate, undecided, nobody = resolved_rates([StepCount(6, 2, 12), StepCount(0, 0, 4), StepCount()], SPAN, "")
    assert (rate.value, rate.n) == (Fraction(3, 4), 8)
    assert undecided.missing is Missing.NO_OUTCOMES
    assert nobody.missing is Missing.NO_DEALS


def rates_of(*pairs: tuple[int, int]) -> list[Figure]:
    """Steps that so many of so many took, against the course's average."""
    return [
        share(Metric.STEP_RATE, part, whole, benchmark=average)
        for (part, whole), average in zip(pairs, EXACT, strict=True)
    ]


def test_the_bottleneck_is_the_largest_relative_gap_not_the_lowest_rate() -> None:
    found = bottleneck(rates_of((38, 100), (50, 100), (47, 100), (40, 100)))
    assert found is not None
    assert found.place == 1
    assert found.gap == Fraction(1, 5)


def test_steps_of_fewer_than_eight_deals_are_no_bottleneck() -> None:
    found = bottleneck(rates_of((0, 7), (60, 100), (0, 0), (41, 100)))
    assert found is not None
    assert found.place == 1


def test_a_team_as_good_as_the_average_has_no_bottleneck() -> None:
    assert bottleneck(rates_of((40, 100), (625, 1000), (48, 100), (5, 12))) is None


def test_a_step_without_a_benchmark_is_no_bottleneck() -> None:
    assert bottleneck([share(Metric.STEP_RATE, 0, 100)]) is None


def test_a_cohort_is_young_when_most_of_it_is() -> None:
    assert is_young(6, 11)
    assert not is_young(5, 10)
    assert not is_young(0, 0)


def vector(days: int = 90, qualified: int = 40) -> Figure:
    """D.3: an average deal of 25,000.00, a win rate of 25 %, a cycle of so many days."""
    rates = Rates("CNY", {})
    average = average_deal(Decided(1, (CurrencySum("CNY", 1, 25_000_00),)), rates)
    return velocity(qualified, average, win_rate(1, 3), cycle_figures({days: 1}).mean)


def test_d3_vector() -> None:
    figure = vector()
    assert figure.value is not None
    assert round(figure.value) == 2_777_78
    assert figure.unit is Unit.MONEY_PER_DAY


def test_d3_a_cycle_a_fifth_shorter_is_a_quarter_more() -> None:
    before, after = vector(90).value, vector(72).value
    assert before is not None
    assert after is not None
    assert after / before == Fraction(5, 4)


def test_d3_a_cycle_of_no_days_is_no_figure() -> None:
    figure = vector(0)
    assert (figure.value, figure.missing) == (None, Missing.NO_DAYS)


def test_d3_nothing_qualified_yields_nothing() -> None:
    assert vector(qualified=0).value == 0


@pytest.mark.parametrize(
    ("today", "first"),
    [
        (date(2026, 11, 25), date(2025, 11, 26)),
        (date(2024, 2, 29), date(2023, 3, 1)),
        (date(2025, 2, 28), date(2024, 2, 29)),
        (date(2026, 12, 31), date(2026, 1, 1)),
    ],
)
def test_the_usual_period_is_twelve_months(today: date, first: date) -> None:
    assert trailing_year(today) == Span(first, today)


def test_periods_follow_each_other_without_a_gap() -> None:
    today = date(2026, 11, 25)
    for back in range(5):
        earlier, later = trailing_year(today, back + 1), trailing_year(today, back)
        assert (later.first - earlier.last).days == 1
