"""Win rates and cycles: the vectors of D.1 and D.4, and what has no figure."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from salesops_tui.domain.figures import Missing
from salesops_tui.domain.money import CurrencySum, Rates
from salesops_tui.domain.outcomes import (
    Decided,
    average_deal,
    created_win_rate,
    cycle_figures,
    lost_cycle,
    time_in_stage,
    win_rate,
    win_rate_by_value,
)

RATES = Rates("CNY", {"USD": Decimal("7.1")})


def percent(value: Fraction | None) -> str:
    assert value is not None
    return f"{float(value) * 100:.1f}"


def test_d1_vector_created_and_closed_are_two_rates() -> None:
    """100 created, 3 won, 7 lost, 90 open: 3 % of those created, between 3 % and 93 % in the end; 30 % of those closed."""
    created, closed = created_win_rate(3, 7, 90), win_rate(3, 7)
    assert (percent(created.value), percent(created.low), percent(created.high)) == ("3.0", "3.0", "93.0")
    assert percent(closed.value) == "30.0"


def test_d1_vector_wilson() -> None:
    three, none = win_rate(3, 7), win_rate(0, 5)
    assert (percent(three.low), percent(three.high)) == ("10.8", "60.3")
    assert (percent(none.low), percent(none.high)) == ("0.0", "43.4")


def test_d1_from_thirty_on_no_interval_is_shown() -> None:
    assert win_rate(10, 19).low is not None
    assert win_rate(10, 20).low is None


def test_d1_nothing_closed_is_no_rate_and_nothing_created_neither() -> None:
    assert (win_rate(0, 0).value, win_rate(0, 0).missing) == (None, Missing.NO_OUTCOMES)
    created = created_win_rate(0, 0, 0)
    assert (created.value, created.low, created.missing) == (None, None, Missing.NO_DEALS)


def test_by_value_adds_at_todays_rates_and_names_what_has_none() -> None:
    won = Decided(3, (CurrencySum("CNY", 1, 71_000), CurrencySum("JPY", 1, 5_000)), without_amount=1)
    lost = Decided(1, (CurrencySum("USD", 1, 30_000),))
    figure = win_rate_by_value(won, lost, RATES)
    assert figure.value == Fraction(71_000, 71_000 + 213_000)
    assert figure.unrated == (CurrencySum("JPY", 1, 5_000),)
    assert (figure.without_amount, figure.n) == (1, 2)


def test_by_value_has_no_figure_where_no_amount_counts() -> None:
    assert win_rate_by_value(Decided(2, (), 2), Decided(), RATES).missing is Missing.NO_AMOUNTS
    assert win_rate_by_value(Decided(), Decided(), RATES).missing is Missing.NO_OUTCOMES


def test_the_average_deal_is_that_of_the_amounts_that_count() -> None:
    won = Decided(4, (CurrencySum("CNY", 1, 100), CurrencySum("USD", 1, 100), CurrencySum("JPY", 1, 9)), 1)
    figure = average_deal(won, RATES)
    assert figure.value == Fraction(810, 2)
    assert (figure.n, figure.without_amount) == (2, 1)
    assert average_deal(Decided(), RATES).missing is Missing.NO_WINS


def test_d4_the_same_day_is_nought_and_negative_days_stay_out() -> None:
    cycle = cycle_figures({0: 1, 10: 1, 20: 2, -3: 5})
    assert cycle.mean.value == Fraction(50, 4)
    assert cycle.mean.n == 4
    assert cycle.median.value == 15
    assert cycle.upper.value == 20


def test_d4_without_won_deals_there_is_no_cycle() -> None:
    assert cycle_figures({}).median.missing is Missing.NO_WINS
    assert cycle_figures({-1: 3}).mean.value is None
    assert lost_cycle({}).value is None


def test_time_in_stage_is_told_as_median_and_upper_quartile() -> None:
    median, upper = time_in_stage({1: 1, 2: 1, 3: 1, 4: 1, 5: 1})
    assert median.value == 3
    assert upper.value == 4
    assert time_in_stage({})[0].missing is Missing.NO_DEALS
