"""How well forecasts foretold what came: the domain's D.11."""

from __future__ import annotations

from fractions import Fraction

from salesops_tui.domain.figures import Metric, Missing
from salesops_tui.domain.forecast_accuracy import Foretold, accuracy


def test_d11_vector() -> None:
    found = accuracy([Foretold(100, 80), Foretold(0, 20), Foretold(300, 330)], "CNY")
    assert found.mape.value == Fraction(15, 100)
    assert (found.dropped, found.mape.n) == (1, 2)
    assert found.wape.value == Fraction(175, 1000)
    assert found.bias.value == Fraction(75, 1000)
    assert found.hubspot.value == Fraction(925, 1000)


def test_d11_where_nothing_came_there_is_no_accuracy() -> None:
    found = accuracy([Foretold(0, 20), Foretold(0, 0)], "CNY")
    for figure in (found.wape, found.bias, found.mape, found.hubspot):
        assert (figure.value, figure.missing) == (None, Missing.NOTHING_CAME)


def test_d11_without_forecasts_there_is_none_either() -> None:
    found = accuracy([], "CNY")
    for figure in (found.wape, found.bias, found.mape, found.hubspot):
        assert (figure.value, figure.missing) == (None, Missing.NO_FORECASTS)


def test_d11_hubspots_measure_does_not_fall_below_nought() -> None:
    assert accuracy([Foretold(100, 500)], "CNY").hubspot.value == 0


def test_the_naive_forecast_is_measured_under_its_own_name() -> None:
    found = accuracy([Foretold(100, 80)], "CNY", naive=True)
    assert (found.wape.metric, found.bias.metric) == (Metric.NAIVE_WAPE, Metric.NAIVE_BIAS)
    assert found.bias.value == Fraction(-20, 100)
