"""What a period will bring: the domain's vectors D.5, D.6 and D.7."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from salesops_tui.domain.calendar import WorkingCalendar
from salesops_tui.domain.deals import ForecastCategory
from salesops_tui.domain.figures import Figure, Metric, Missing, Span, Unit
from salesops_tui.domain.forecasting import (
    Part,
    amount_figure,
    attainment,
    category_of,
    coverage,
    gap_expected,
    pace,
    required_coverage,
    target_figure,
    total_coverage,
    weighted_figure,
)
from salesops_tui.domain.money import CurrencySum, Rates
from salesops_tui.domain.outcomes import Decided, win_rate_by_value
from salesops_tui.domain.stages import StageKind
from salesops_tui.services.calendars import working_calendar
from salesops_tui.settings import Settings

RATES = Rates("CNY", {"USD": Decimal("7.1")})
NOVEMBER = Span(date(2026, 11, 1), date(2026, 11, 30))


def part(amount: int, probability: int = 50, **fields: Any) -> Part:
    """One open deal of so many yuan."""
    plain: dict[str, Any] = {
        "category": ForecastCategory.PIPELINE,
        "currency": "CNY",
        "probability": probability,
        "is_overdue": False,
        "deals": 1,
        "without_amount": 0,
        "amount": amount * 100,
        "squares": float(amount * 100) ** 2,
    }
    return Part(**(plain | fields))


def money(yuan: int, metric: Metric = Metric.WON_AMOUNT) -> Figure:
    """An amount of so many yuan."""
    return Figure(metric, Unit.MONEY, Fraction(yuan * 100), currency="CNY", span=NOVEMBER)


def target(yuan: int | None) -> Figure:
    """A target of so many yuan."""
    return target_figure(None if yuan is None else yuan * 100, "CNY", 1, span=NOVEMBER, scope="")


def weighted(*parts: Part) -> Figure:
    """The weighted amount of some deals."""
    return weighted_figure(Metric.FORECAST_WEIGHTED, parts, RATES, span=NOVEMBER, scope="")


def win_rate(won: int, lost: int) -> Figure:
    """The win rate of so many yuan won and lost."""
    wins, losses = (
        Decided(1, (CurrencySum("CNY", 1, amount * 100),)) if amount else Decided() for amount in (won, lost)
    )
    return win_rate_by_value(wins, losses, RATES, NOVEMBER)


@pytest.mark.parametrize(
    ("kind", "chosen", "probability", "expected"),
    [
        (StageKind.OPEN, None, 39, "pipeline"),
        (StageKind.OPEN, None, 40, "best_case"),
        (StageKind.OPEN, None, 100, "best_case"),
        (StageKind.OPEN, "commit", 5, "commit"),
        (StageKind.OPEN, "pipeline", 90, "pipeline"),
        (StageKind.OPEN, "omitted", 90, "omitted"),
        (StageKind.OPEN, "closed", 10, "pipeline"),
        (StageKind.WON, "pipeline", 100, "closed"),
        (StageKind.LOST, "commit", 0, "omitted"),
    ],
)
def test_a_category_is_a_persons_choice_else_the_chance_decides_and_nothing_commits_by_itself(
    kind: StageKind, chosen: str | None, probability: int, expected: str
) -> None:
    assert category_of(kind, ForecastCategory(chosen) if chosen else None, probability) == expected


def test_d5_weighted_is_amount_times_probability_and_an_own_probability_counts() -> None:
    assert weighted(part(1000, 20), part(500, 42), part(100, 90)).value == 200_00 + 210_00 + 90_00


def test_d5_a_missing_amount_is_left_out_and_counted_and_an_overdue_deal_still_counts() -> None:
    figure = weighted(part(1000, 20, is_overdue=True), part(0, 20, without_amount=1))
    assert figure.value == 20000
    assert figure.without_amount == 1
    assert figure.n == 2


def test_d5_the_range_comes_from_the_variance() -> None:
    figure = weighted(part(1000, 50))
    # One deal of 1000 at even odds: a standard deviation of 500, so 500 ± 980, within nothing and everything.
    assert figure.low == 0
    assert figure.high == 100000
    many = weighted(part(100 * 1000, 50, deals=100, squares=100 * float(1000_00) ** 2))
    assert many.low is not None
    assert many.high is not None
    assert round(float(many.high - many.low) / 100) == round(2 * 1.959964 * 5000)
    sure = weighted(part(1000, 100))
    assert (sure.low, sure.high) == (None, None)


def test_d5_a_currency_without_a_rate_is_left_out_and_told() -> None:
    figure = weighted(part(1000, 50), part(1000, 50, currency="USD"), part(7, 50, currency="KRW"))
    assert figure.value == 500_00 + 3550_00
    assert figure.unrated == (CurrencySum("KRW", 1, 700),)
    assert figure.n == 2


def test_d6_vector() -> None:
    in_prospect, won, aim, rate = money(4_800_000), money(400_000), target(2_000_000), win_rate(22, 78)
    assert coverage(in_prospect, won, aim).value == 3
    required = required_coverage(rate).value
    assert required is not None
    assert round(required, 2) == Fraction(455, 100)
    expected = gap_expected(in_prospect, rate, won, aim)
    assert expected.numerator == 1_056_000_00
    assert expected.value == Fraction(66, 100)
    # The same open amount against the whole target is another figure, under its own name.
    whole = total_coverage(in_prospect, aim)
    assert (whole.metric, whole.value) == (Metric.TOTAL_COVERAGE, Fraction(24, 10))


@pytest.mark.parametrize("won", [2_000_000, 2_500_000])
def test_d6_where_nothing_is_left_to_be_won_coverage_says_that_the_target_is_met(won: int) -> None:
    figure = coverage(money(4_800_000), money(won), target(2_000_000))
    assert (figure.value, figure.missing) == (None, Missing.TARGET_MET)
    figure = gap_expected(money(4_800_000), win_rate(1, 1), money(won), target(2_000_000))
    assert (figure.value, figure.missing) == (None, Missing.TARGET_MET)


def test_d6_without_a_win_rate_there_is_no_required_coverage() -> None:
    assert required_coverage(win_rate(0, 0)).missing is Missing.NO_OUTCOMES
    assert required_coverage(win_rate(0, 5)).missing is Missing.NO_WINS
    assert gap_expected(money(1), win_rate(0, 0), money(0), target(5)).missing is Missing.NO_OUTCOMES
    # All lost: the open deals are expected to yield nothing, which is a figure.
    assert gap_expected(money(1), win_rate(0, 5), money(0), target(5)).value == 0


def test_d7_attainment_is_won_over_target() -> None:
    assert attainment(money(856), target(1000)).value == Fraction(856, 1000)


@pytest.mark.parametrize("yuan", [None, 0])
def test_d7_a_target_of_nought_or_none_is_no_attainment(yuan: int | None) -> None:
    for figure in (
        attainment(money(5), target(yuan)),
        pace(money(5), target(yuan), 5, 20),
        coverage(money(5), money(5), target(yuan)),
        total_coverage(money(5), target(yuan)),
        gap_expected(money(5), win_rate(1, 1), money(5), target(yuan)),
    ):
        assert (figure.value, figure.missing) == (None, Missing.NO_TARGET)


@pytest.mark.parametrize(
    ("first", "last", "today", "days", "elapsed"),
    [
        # 2026-W38 has a make-up Sunday: six working days.
        (date(2026, 9, 14), date(2026, 9, 20), date(2026, 9, 20), 6, 6),
        (date(2026, 9, 14), date(2026, 9, 20), date(2026, 9, 16), 6, 3),
        # W40 and W41 lie around the National Day holidays.
        (date(2026, 9, 28), date(2026, 10, 4), date(2026, 10, 2), 3, 3),
        (date(2026, 10, 5), date(2026, 10, 11), date(2026, 10, 8), 3, 1),
    ],
)
def test_d7_pace_counts_working_days(first: date, last: date, today: date, days: int, elapsed: int) -> None:
    calendar: WorkingCalendar = working_calendar(Settings(), date(2026, 11, 23))
    before = first - timedelta(days=1)
    assert calendar.working_days_between(before, last) == days
    assert calendar.working_days_between(before, today) == elapsed
    figure = pace(money(50), target(100), elapsed, days)
    assert figure.value == Fraction(50, 100) / Fraction(elapsed, days)


def test_d7_before_the_first_working_day_there_is_no_pace() -> None:
    assert pace(money(5), target(10), 0, 20).missing is Missing.NO_WORKING_DAYS


def test_no_deals_are_an_amount_of_nothing_and_an_unrated_sum_is_no_zero_of_its_own() -> None:
    assert amount_figure(Metric.WON_AMOUNT, [], RATES, span=NOVEMBER, scope="").value == 0
    figure = amount_figure(Metric.WON_AMOUNT, [part(9, currency="KRW")], RATES, span=NOVEMBER, scope="")
    assert figure.value == 0
    assert figure.n == 0
    assert len(figure.unrated) == 1
