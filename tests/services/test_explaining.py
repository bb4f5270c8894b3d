"""Every figure can be explained, and so can its absence."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from salesops_tui.domain.figures import Figure, Metric, Missing, Span, Unit, quotient, share
from salesops_tui.domain.money import CurrencySum
from salesops_tui.services.definitions import DEFINITIONS, MISSING
from salesops_tui.services.explaining import explain


@pytest.mark.parametrize("metric", Metric)
def test_every_metric_says_what_it_is(metric: Metric) -> None:
    definition = DEFINITIONS[metric]
    assert definition.name
    assert len(definition.meaning) > 20
    explained = explain(Figure(metric, Unit.COUNT, Fraction(3)))
    assert explained.title == f"{definition.name}: 3"
    assert explained.meaning in explained.footnote


@pytest.mark.parametrize("missing", Missing)
def test_every_reason_for_no_figure_is_said_in_words(missing: Missing) -> None:
    assert MISSING[missing]
    explained = explain(Figure(Metric.WIN_RATE, Unit.SHARE, None, missing))
    assert explained.title == ("Win rate: •••" if missing is Missing.MASKED else "Win rate: n/a")
    assert ("No figure", MISSING[missing]) in explained.facts


def test_an_explanation_tells_what_a_figure_was_made_from() -> None:
    figure = quotient(
        Metric.WIN_RATE_BY_VALUE,
        Unit.SHARE,
        60_000_00,
        200_000_00,
        Missing.NO_OUTCOMES,
        n=10,
        currency="CNY",
        benchmark=Fraction(1, 5),
        span=Span(date(2026, 1, 1), date(2026, 3, 31)),
        scope="@li",
        without_amount=2,
        unrated=(CurrencySum("JPY", 1, 50_000),),
    )
    explained = explain(figure)
    assert explained.title == "Win rate by value: 30.0 %"
    facts = dict(explained.facts)
    assert facts["In numbers"] == "¥60,000 ÷ ¥200,000"
    assert facts["Made from"] == "10 records"
    assert facts["Period"] == "2026-01-01 – 2026-03-31"
    assert facts["Only"] == "@li"
    assert facts["Course, average"] == "20.0 %"
    assert facts["Without an amount"] == "2"
    assert facts["Left out"] == "1 deal, JP¥50,000, because no rate for JPY is set"


def test_few_cases_are_told_with_their_interval() -> None:
    facts = dict(explain(share(Metric.WIN_RATE, 3, 10)).facts)
    assert facts["With 95 % certainty"] == "10.8 % to 60.3 %"
