"""The report of the sample's weeks: every figure against plain pandas over the sample's own files."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pandas
import pytest

from salesops_tui import paths
from salesops_tui.domain.figures import Missing
from salesops_tui.domain.steps import Origin
from salesops_tui.domain.tasks import MadeFrom
from salesops_tui.domain.weeks import Week
from salesops_tui.errors import UsageError
from salesops_tui.services.session import Session
from salesops_tui.services.tasks import TaskExists
from salesops_tui.services.week.progress import ProgressRow
from salesops_tui.services.week.report import WeekReport, report
from salesops_tui.services.week.responses import add_response
from salesops_tui.services.week.results import ResultRow
from salesops_tui.services.week.risks import RiskKind
from salesops_tui.services.week.scopes import ReportScope, scope_named, scopes
from tests.services.helpers import Desk
from tests.services.week.conftest import RATES

WEEKS = (Week(2026, 45), Week(2026, 46), Week(2026, 47))


@pytest.fixture(scope="module")
def won() -> pandas.DataFrame:
    """The sample's won deals, read without the program, with what they are worth in minor units of the base currency."""
    folder = paths.sample_data() / "en"
    read = [pandas.read_csv(folder / f"deals-2026-11-{day}.csv", encoding="utf-8-sig") for day in (16, 23)]
    deals = pandas.concat(read).drop_duplicates("Opportunity ID", keep="last")
    deals = deals[deals["Stage"] == "Closed Won"].copy()
    rates = {"CNY": Decimal(1), **RATES}
    worth = [
        Fraction(0)
        if pandas.isna(amount) or currency not in rates
        else Fraction(str(amount)) * Fraction(rates[currency])
        for amount, currency in zip(deals["Amount"], deals["Amount Currency"], strict=True)
    ]
    deals["worth"] = pandas.Series([amount * 100 for amount in worth], deals.index, dtype="object")
    deals["closed"] = pandas.to_datetime(deals["Close Date"]).dt.date
    return deals


def figures(found: WeekReport) -> Mapping[ResultRow, Fraction | None]:
    """The first section's values."""
    return {result.row: result.figure.value for result in found.results}


@pytest.mark.parametrize("week", WEEKS, ids=str)
@pytest.mark.parametrize("owner", ["", "Li Na"])
def test_the_results_equal_pandas(sample: Session, won: pandas.DataFrame, week: Week, owner: str) -> None:
    got = figures(report(sample, week, scope_named(sample, owner)))
    mine = won[won["Opportunity Owner"] == owner] if owner else won
    span = week.span
    of_week = mine[mine["closed"].between(span.first, span.last)]
    first_ever = won.groupby("Account Name")["closed"].min()
    customers = set(of_week["Account Name"])
    assert got[ResultRow.WON] == sum(of_week["worth"], Fraction(0))
    assert got[ResultRow.DEALS_WON] == len(of_week)
    assert got[ResultRow.NEW_CUSTOMERS] == sum(first_ever[name] >= span.first for name in customers)
    average = sum(of_week["worth"], Fraction(0)) / len(customers) if customers else None
    assert got[ResultRow.AVERAGE_CUSTOMER] == average
    of_month = mine[mine["closed"].between(span.last.replace(day=1), span.last)]
    assert got[ResultRow.MONTH_WON] == sum(of_month["worth"], Fraction(0))
    logged = pandas.read_csv(paths.sample_data() / "en" / "activities.csv", encoding="utf-8-sig")
    logged["day"] = pandas.to_datetime(logged["Date"]).dt.date
    logged = logged[logged["day"].between(span.first, span.last)]
    assert got[ResultRow.ACTIVITIES] == len(logged[logged["Person"] == owner] if owner else logged)


def test_the_changes_are_those_of_the_two_weeks(sample: Session) -> None:
    now, before = (report(sample, week, ReportScope()) for week in (WEEKS[2], WEEKS[1]))
    changed = [result for result in now.results if result.change is not None]
    assert [result.row for result in changed] == [
        ResultRow.WON,
        ResultRow.DEALS_WON,
        ResultRow.NEW_CUSTOMERS,
        ResultRow.AVERAGE_CUSTOMER,
        ResultRow.ACTIVITIES,
    ]
    for result in changed:
        one, other = result.figure.value, figures(before)[result.row]
        assert one is not None
        assert other
        assert result.change
        assert result.change.relative == Fraction(round(one) - round(other), round(other))


def test_the_weeks_own_target_where_there_is_one(sample: Session) -> None:
    told = pandas.read_csv(paths.sample_data() / "en" / "targets.csv", encoding="utf-8-sig")
    hers = told[(told["Target For"] == "Li Na") & (told["Period"] == "2026-W46")]["Target"].item()
    got = figures(report(sample, WEEKS[1], scope_named(sample, "Li Na")))
    assert got[ResultRow.WEEK_TARGET] == hers * 100
    assert got[ResultRow.WEEK_ATTAINMENT] == Fraction(got[ResultRow.WON] or 0) / (int(hers) * 100)
    assert ResultRow.WEEK_TARGET not in figures(report(sample, WEEKS[1], ReportScope()))


def test_won_is_the_same_in_results_progress_and_leaders(sample: Session) -> None:
    found = report(sample, WEEKS[2], ReportScope())
    amount = figures(found)[ResultRow.WON]
    of_ledger = next(one for one in found.pipeline.progress if one.row is ProgressRow.WON)
    assert amount == -(of_ledger.figure.value or 0)
    assert amount == sum(leader.won.value or 0 for leader in found.leaders)
    assert [leader.rank for leader in found.leaders] == list(range(1, len(found.leaders) + 1))


def test_teams_add_up_to_everybody(sample: Session) -> None:
    teams = {person.team for person in sample.workbook.people.all() if person.team}
    of_teams = [figures(report(sample, WEEKS[2], scope_named(sample, team))) for team in teams]
    everybody = figures(report(sample, WEEKS[2], ReportScope()))
    for row in (ResultRow.WON, ResultRow.DEALS_WON, ResultRow.ACTIVITIES, ResultRow.TARGET):
        assert sum(found[row] or 0 for found in of_teams) == everybody[row], row
    assert len(scopes(sample)) == 1 + len(teams) + 8


def test_a_name_that_means_nobody_or_several_is_refused(sample: Session) -> None:
    with pytest.raises(UsageError, match="“nobody here” is no team and no person"):
        scope_named(sample, "nobody here")
    assert scope_named(sample, "li na").name == "Li Na"


def test_a_risk_becomes_a_task_of_the_deals_owner_once(sample: Session) -> None:
    risk = next(one for one in report(sample, WEEKS[2], ReportScope()).risks if one.kind is RiskKind.STUCK)
    assert risk.deal_id is not None
    assert risk.answer is None
    task = add_response(sample, risk, None, Origin.SCREEN)
    deal = sample.workbook.deals.get(risk.deal_id)
    assert deal is not None
    assert (task.owner_id, task.deal_id, task.important) == (deal.owner_id, deal.id, True)
    assert (task.made_from, task.due_on) == (MadeFrom.RISK, date(2026, 11, 27))
    again = next(one for one in report(sample, WEEKS[2], ReportScope()).risks if one.source == risk.source)
    assert again.answer is not None
    assert (again.answer.task_id, again.answer.words) == (task.id, task.title)
    with pytest.raises(TaskExists):
        add_response(sample, again, None, Origin.SCREEN)


def test_risks_of_one_person_are_only_theirs(sample: Session) -> None:
    found = report(sample, WEEKS[2], scope_named(sample, "Li Na")).risks
    assert found
    assert {risk.owner for risk in found} == {"Li Na"}


def test_what_is_planned_is_of_the_week_after(sample: Session) -> None:
    ahead = report(sample, WEEKS[2], ReportScope()).ahead
    assert ahead.tasks
    assert {Week.of(row.day) for row in (*ahead.tasks, *ahead.steps)} == {Week(2026, 48)}


def test_nothing_at_all(desk: Desk) -> None:
    found = report(desk.session, Week(2026, 47), ReportScope())
    values = figures(found)
    assert [values[row] for row in (ResultRow.WON, ResultRow.DEALS_WON, ResultRow.ACTIVITIES)] == [0, 0, 0]
    by_row = {result.row: result.figure for result in found.results}
    assert by_row[ResultRow.AVERAGE_CUSTOMER].missing is Missing.NO_WINS
    assert by_row[ResultRow.ATTAINMENT].missing is Missing.NO_TARGET
    assert (found.leaders, found.pipeline.progress, found.risks) == ((), (), ())


def test_one_deal(desk: Desk) -> None:
    desk.bring_rows(("1", "Alpha", "Acme", "Li Na", "Closed Won", 100, "CNY", "2026-11-18"))
    found = report(desk.session, Week(2026, 47), ReportScope())
    values = figures(found)
    assert [values[row] for row in (ResultRow.WON, ResultRow.DEALS_WON, ResultRow.NEW_CUSTOMERS)] == [10000, 1, 1]
    assert values[ResultRow.AVERAGE_CUSTOMER] == 10000
