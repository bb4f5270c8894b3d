"""The forecast's figures against plain pandas, its targets, and what it says where there is nothing to say."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pandas
import pytest

from salesops_tui import paths
from salesops_tui.clock import FixedClock
from salesops_tui.domain.deals import ForecastCategory
from salesops_tui.domain.figures import Figure, Missing
from salesops_tui.domain.people import Person
from salesops_tui.domain.periods import Window
from salesops_tui.domain.steps import Origin, StepKind
from salesops_tui.domain.targets import Period, Target, TargetScope
from salesops_tui.services import pasts
from salesops_tui.services.asking import Asked
from salesops_tui.services.demo import make_demo
from salesops_tui.services.forecast.lists import behind
from salesops_tui.services.forecast.tables import sheets
from salesops_tui.services.forecast.view import CATEGORIES, WEIGHTED, ForecastView, Row, view
from salesops_tui.services.session import Session, close_session, open_session
from salesops_tui.settings import Settings, load_settings
from tests.conftest import TODAY
from tests.storage.helpers import add, new_deal

RATES = {"USD": Decimal("7.1"), "JPY": Decimal("0.048")}
NOVEMBER, Q4 = Window.month(TODAY), Window.quarter(TODAY)
IMPORTED = {"files": ["targets.csv"], "created": 1, "updated": 0}


@pytest.fixture
def session(workbook_path: Path, clock: FixedClock) -> Iterator[Session]:
    """An empty workbook, with rates for two currencies."""
    opened = open_session(workbook_path, clock, Settings(rates=RATES))
    yield opened
    close_session(opened)


def set_targets(session: Session, *targets: tuple[TargetScope, Period, date, int, str | None]) -> None:
    """Targets of so many yuan."""
    with session.workbook.step(StepKind.IMPORT, Origin.COMMAND_LINE, IMPORTED):
        session.workbook.targets.insert(
            [
                Target(session.workbook.new_id(), scope, period, first, yuan * 100, "CNY", person_id=person)
                for scope, period, first, yuan, person in targets
            ]
        )


def set_people(session: Session, *names: str) -> list[str]:
    """People of these names; returns their identifiers."""
    people = [Person(session.workbook.new_id(), name) for name in names]
    with session.workbook.step(StepKind.IMPORT, Origin.COMMAND_LINE, IMPORTED):
        session.workbook.people.insert(people)
    return [person.id for person in people]


def figures(seen: ForecastView, window: Window) -> dict[Row, Figure]:
    """The figures of one period."""
    (column,) = (column for column in (*seen.months, *seen.quarters) if column.window == window)
    return dict(column.figures)


def fill(session: Session, number: int) -> None:
    """Deals of every stage, currency and category, some without an amount, some overdue."""
    chance, workbook = random.Random(11), session.workbook
    stages = workbook.pipeline.stages
    deals = []
    for place in range(number):
        stage = stages[place % len(stages)]
        deals.append(
            new_deal(
                workbook,
                name=f"Deal {place}",
                stage_id=stage.id,
                currency=chance.choice(["CNY", "CNY", "USD", "JPY", "EUR"]),
                amount=chance.choice([None, *[chance.randrange(1, 90_000_000)] * 4]),
                probability=chance.choice([None, None, chance.randrange(101)]),
                forecast_category=chance.choice([None, None, *ForecastCategory]),
                close_date=chance.choice([None, *[TODAY + timedelta(days=chance.randrange(-60, 200))] * 5]),
                closed_on=None if stage.is_open else TODAY - timedelta(days=chance.randrange(500)),
            )
        )
    add(workbook, *deals)


def frame(session: Session) -> pandas.DataFrame:
    """All deals as a plain table, with a category and an amount in fen of the base currency."""
    probabilities = {"contact": 5, "need": 13, "proposal": 20, "negotiation": 42, "won": 100, "lost": 0}
    worth = {"CNY": Decimal(1), "USD": RATES["USD"], "JPY": 100 * RATES["JPY"]}
    rows = []
    for deal in session.workbook.deals.records.all():
        probability = probabilities[deal.stage_id] if deal.probability is None else deal.probability
        if deal.stage_id in ("won", "lost"):
            category = {"won": "closed", "lost": "omitted"}[deal.stage_id]
        elif deal.forecast_category is not None and deal.forecast_category != "closed":
            category = str(deal.forecast_category)
        else:
            category = "best_case" if probability >= 40 else "pipeline"
        rate = worth.get(deal.currency)
        rows.append(
            {
                "id": deal.id,
                "stage": deal.stage_id,
                "open": deal.stage_id not in ("won", "lost"),
                "category": category,
                "p": probability,
                "fen": float(deal.amount * rate) if deal.amount is not None and rate is not None else None,
                "month": pandas.Period(deal.closed_on or deal.close_date, "M")
                if deal.closed_on or deal.close_date
                else None,
                "quarter": pandas.Period(deal.closed_on or deal.close_date, "Q")
                if deal.closed_on or deal.close_date
                else None,
                "overdue": deal.closed_on is None and deal.close_date is not None and deal.close_date < TODAY,
                "closed_on": deal.closed_on,
            }
        )
    return pandas.DataFrame(rows)


def near(figure: Figure, expected: float) -> bool:
    """Whether a sum is the expected one, to the rounding of one fen."""
    return figure.value is not None and abs(float(figure.value) - expected) <= 0.51


def test_figures_agree_with_pandas(session: Session) -> None:
    fill(session, 900)
    set_targets(session, (TargetScope.COMPANY, Period.MONTH, NOVEMBER.first, 30_000_000, None))
    seen, deals = view(session, ""), frame(session)
    last_year = deals[deals["closed_on"].map(lambda day: day is not None and day > date(2025, 11, 23)).astype(bool)]
    rate = last_year[last_year["stage"] == "won"]["fen"].sum() / last_year["fen"].sum()
    assert seen.win_rate.value is not None
    assert float(seen.win_rate.value) == pytest.approx(rate, abs=1e-9)
    for column in (*seen.months, *seen.quarters):
        window, own = column.window, column.figures
        period = pandas.Period(window.first, "M" if window.period is Period.MONTH else "Q")
        mine = deals[deals["month" if window.period is Period.MONTH else "quarter"] == period]
        for row, category in CATEGORIES.items():
            assert near(own[row], mine[mine["category"] == category]["fen"].sum()), (window, row)
        prospects = mine[mine["open"] & (mine["category"] != "omitted")]
        for row, category in WEIGHTED.items():
            chosen = prospects[prospects["category"] == category]
            assert near(own[row], (chosen["fen"] * chosen["p"] / 100).sum()), (window, row)
        assert near(own[Row.WEIGHTED], (prospects["fen"] * prospects["p"] / 100).sum())
        assert near(own[Row.STATED], prospects["fen"].sum())
        assert near(own[Row.OVERDUE], mine[mine["overdue"]]["fen"].sum())
        assert own[Row.WEIGHTED].n is not None
    november = deals[deals["month"] == pandas.Period("2026-11", "M")]
    won = november[november["stage"] == "won"]["fen"].sum()
    in_time = november[november["open"] & (november["category"] != "omitted") & ~november["overdue"]]["fen"].sum()
    own = figures(seen, NOVEMBER)
    for row, expected in (
        (Row.ATTAINMENT, won / 3e9),
        # 23 November is the sixteenth of 21 working days.
        (Row.PACE, won / 3e9 / (16 / 21)),
        (Row.COVERAGE, in_time / (3e9 - won)),
        (Row.TOTAL_COVERAGE, in_time / 3e9),
        (Row.REQUIRED, 1 / rate),
        (Row.GAP_EXPECTED, in_time * rate / (3e9 - won)),
    ):
        value = own[row].value
        assert value is not None, row
        assert float(value) == pytest.approx(expected, rel=1e-6), row


@pytest.mark.parametrize(
    "row", [Row.CLOSED, Row.COMMIT, Row.PIPELINE, Row.OMITTED, Row.WEIGHTED, Row.COVERAGE, Row.OVERDUE]
)
def test_the_deals_behind_a_figure_are_those_that_it_was_made_from(session: Session, row: Row) -> None:
    fill(session, 900)
    set_targets(session, (TargetScope.COMPANY, Period.QUARTER, Q4.first, 90_000_000, None))
    figure = figures(view(session, ""), Q4)[row]
    found = behind(session, "", row, Q4)
    assert figure.n is not None
    assert found.count == figure.n + sum(part.count for part in figure.unrated)
    assert len({line.deal_id for line in found.lines}) == len(found.lines) == min(found.count, 500)


def test_the_sample_week_agrees_with_pandas_on_its_files(tmp_path: Path, clock: FixedClock) -> None:
    settings = load_settings(paths.sample_data() / "settings.toml")
    session = open_session(make_demo(tmp_path, clock, settings, "en"), clock, settings)
    try:
        seen = view(session, "")
    finally:
        close_session(session)
    files = [paths.sample_data() / "en" / f"deals-2026-11-{day}.csv" for day in (16, 23)]
    deals = pandas.concat([pandas.read_csv(file, dtype={"Amount": float}) for file in files])
    deals = deals.drop_duplicates("Opportunity ID", keep="last")
    rates = {"CNY": 1.0, "USD": 7.1, "EUR": 7.7}
    deals["yuan"] = deals["Amount"] * deals["Amount Currency"].map(rates)
    deals["month"] = pandas.to_datetime(deals["Close Date"]).dt.strftime("%Y-%m")
    won, lost = deals["Stage"] == "Closed Won", deals["Stage"] == "Closed Lost"
    for column in seen.months:
        mine = deals["month"] == column.window.code
        for row, name in ((Row.COMMIT, "Commit"), (Row.BEST_CASE, "Best Case"), (Row.PIPELINE, "Pipeline")):
            chosen = deals[mine & ~won & ~lost & (deals["Forecast Category"] == name)]
            assert near(column.figures[row], chosen["yuan"].sum() * 100), (column.window, row)
    targets = pandas.read_csv(paths.sample_data() / "en" / "targets.csv")
    for column in (*seen.months, *seen.quarters):
        said = targets[(targets["Scope"] == "company") & (targets["Period"] == column.window.code)]["Target"]
        value = column.figures[Row.TARGET].value
        assert value == (int(said.iloc[0]) * 100 if len(said) else None)


def test_a_month_without_a_target_gets_none_from_its_quarter(session: Session) -> None:
    add(session.workbook, new_deal(session.workbook))
    set_targets(session, (TargetScope.COMPANY, Period.QUARTER, Q4.first, 3000, None))
    seen = view(session, "")
    assert figures(seen, Q4)[Row.TARGET].value == 3000_00
    own = figures(seen, NOVEMBER)
    for row in (Row.TARGET, Row.ATTAINMENT, Row.PACE, Row.COVERAGE, Row.TOTAL_COVERAGE, Row.GAP_EXPECTED):
        assert (own[row].value, own[row].missing) == (None, Missing.NO_TARGET)


def test_a_quarter_without_a_target_is_the_sum_of_its_months_if_all_three_have_one(session: Session) -> None:
    months = [Window.month(Q4.first).later(by) for by in range(3)]
    set_targets(session, *((TargetScope.COMPANY, Period.MONTH, month.first, 1000, None) for month in months[:2]))
    assert figures(view(session, ""), Q4)[Row.TARGET].missing is Missing.NO_TARGET
    set_targets(session, (TargetScope.COMPANY, Period.MONTH, months[2].first, 1500, None))
    seen = view(session, "")
    assert figures(seen, Q4)[Row.TARGET].value == 3500_00
    assert any("2026-Q4" in note for note in seen.notes)


def test_d7_an_owners_deals_are_held_against_her_own_target_and_a_teams_are_sum_over_sum(session: Session) -> None:
    li, wang = set_people(session, "Li Na", "Wang Wei")
    set_targets(
        session,
        (TargetScope.COMPANY, Period.MONTH, NOVEMBER.first, 9000, None),
        (TargetScope.PERSON, Period.MONTH, NOVEMBER.first, 1000, li),
    )
    won = {"stage_id": "won", "closed_on": TODAY}
    add(
        session.workbook,
        new_deal(session.workbook, owner_id=li, amount=500_00, **won),
        new_deal(session.workbook, owner_id=wang, amount=4000_00, **won),
    )
    assert figures(view(session, ""), NOVEMBER)[Row.ATTAINMENT].value == Fraction(4500, 9000)
    assert figures(view(session, "@li"), NOVEMBER)[Row.ATTAINMENT].value == Fraction(500, 1000)
    # She has none, and the company's is not hers.
    assert figures(view(session, "@wang"), NOVEMBER)[Row.ATTAINMENT].missing is Missing.NO_TARGET
    # Both match: the team's is sum over sum, once everybody in it has a target.
    assert figures(view(session, "@a"), NOVEMBER)[Row.TARGET].missing is Missing.NO_TARGET
    set_targets(session, (TargetScope.PERSON, Period.MONTH, NOVEMBER.first, 8000, wang))
    assert figures(view(session, "@a"), NOVEMBER)[Row.ATTAINMENT].value == Fraction(4500, 9000)


@pytest.mark.parametrize("line", ["erp", ">1k", "month", "@li erp", "@nobody"])
def test_under_any_other_filter_no_target_fits_and_that_is_said(session: Session, line: str) -> None:
    (li,) = set_people(session, "Li Na")
    set_targets(
        session,
        (TargetScope.COMPANY, Period.MONTH, NOVEMBER.first, 9000, None),
        (TargetScope.PERSON, Period.MONTH, NOVEMBER.first, 1000, li),
    )
    seen = view(session, line)
    assert figures(seen, NOVEMBER)[Row.ATTAINMENT].missing is Missing.NO_TARGET
    assert seen.notes
    assert not seen.can_submit


def test_a_target_in_another_currency_is_converted_and_without_a_rate_it_is_none(session: Session) -> None:
    with session.workbook.step(StepKind.IMPORT, Origin.COMMAND_LINE, IMPORTED):
        session.workbook.targets.insert(
            [
                Target(session.workbook.new_id(), TargetScope.COMPANY, Period.MONTH, first, 100_00, currency)
                for first, currency in ((NOVEMBER.first, "USD"), (NOVEMBER.later(1).first, "EUR"))
            ]
        )
    seen = view(session, "")
    assert figures(seen, NOVEMBER)[Row.TARGET].value == 710_00
    assert figures(seen, NOVEMBER.later(1))[Row.TARGET].missing is Missing.NO_TARGET
    assert any("EUR" in note for note in seen.notes)


def test_without_deals_nothing_is_invented(session: Session) -> None:
    seen = view(session, "")
    assert (seen.has_deals, seen.has_targets, seen.found) == (False, False, 0)
    own = figures(seen, NOVEMBER)
    assert own[Row.CLOSED].value == 0
    assert own[Row.REQUIRED].missing is Missing.NO_OUTCOMES
    assert own[Row.SUBMITTED].missing is Missing.NOT_SUBMITTED
    assert seen.accuracy == ()


def test_where_all_is_lost_no_coverage_is_enough(session: Session) -> None:
    lost = {"stage_id": "lost", "closed_on": TODAY - timedelta(days=40)}
    add(session.workbook, *(new_deal(session.workbook, **lost) for _number in range(3)))
    set_targets(session, (TargetScope.COMPANY, Period.MONTH, NOVEMBER.first, 9000, None))
    own = figures(view(session, ""), NOVEMBER)
    assert own[Row.ATTAINMENT].value == 0
    assert own[Row.REQUIRED].missing is Missing.NO_WINS
    assert own[Row.GAP_EXPECTED].value == 0


def test_what_has_no_rate_or_no_amount_is_told_beside_the_figures(session: Session) -> None:
    workbook = session.workbook
    add(workbook, new_deal(workbook, currency="EUR", amount=5000_00), new_deal(workbook, amount=None))
    notes = " ".join(view(session, "").notes)
    assert "€5k" in notes
    assert "1 deal of these periods has no amount" in notes


def test_months_roll_on_from_the_current_one_and_bring_their_quarters(session: Session) -> None:
    seen = view(session, "")
    assert [column.window.code for column in seen.months] == [
        "2026-11", "2026-12", "2027-01", "2027-02", "2027-03", "2027-04",
    ]  # fmt: skip
    assert [column.window.code for column in seen.quarters] == ["2026-Q4", "2027-Q1", "2027-Q2"]
    assert view(session, "", -2).months[0].window.code == "2026-09"
    assert (seen.months[0].working_days, seen.months[0].elapsed) == (21, 16)
    assert seen.months[1].elapsed == 0


def test_the_tables_hold_every_line_of_the_forecast(session: Session) -> None:
    fill(session, 60)
    pasts.catch_up(session)
    first, pushed, accuracy = sheets(session, Asked())
    assert len(first.rows) == len(Row)
    assert {len(row) for row in first.rows} == {len(first.columns)}
    assert {len(row) for row in (*pushed.rows, *accuracy.rows)} <= {len(pushed.columns), len(accuracy.columns)}
    shifted, *_rest = sheets(session, Asked(first=date(2026, 3, 14)))
    assert shifted.columns[1].title == "2026-03"


def test_hostile_names_are_only_names(session: Session) -> None:
    add(session.workbook, new_deal(session.workbook, name="[@click=app.quit]x[/]'; DROP TABLE deal"))
    found = behind(session, "'; DROP", Row.STATED, NOVEMBER)
    assert [line.name for line in found.lines] == ["[@click=app.quit]x[/]'; DROP TABLE deal"]
