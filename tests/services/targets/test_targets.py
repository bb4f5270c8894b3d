"""Targets set, shared out and read, and what was won by the parts, against plain pandas."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pandas
import pytest

from salesops_tui import paths
from salesops_tui.domain.figures import Missing
from salesops_tui.domain.periods import Window
from salesops_tui.domain.steps import Origin, StepKind
from salesops_tui.domain.target_tree import Dimension, Place, Split
from salesops_tui.domain.targets import Period, Target, TargetScope
from salesops_tui.services.deals import FieldRefused
from salesops_tui.services.session import Session
from salesops_tui.services.steps import next_to_undo, undo
from salesops_tui.services.targets.setting import CannotSplit, PlannedSplit, plan_split, set_target, write_split
from salesops_tui.services.targets.tables import tables
from salesops_tui.services.targets.tree import Tree, company, parent_of, parts_of, read
from tests.services.week.conftest import RATES

HERE = Origin.SCREEN
YEAR = company(date(2026, 11, 25))
NOVEMBER = Place(TargetScope.COMPANY, Window.month(date(2026, 11, 1)))


def won_in_2026() -> pandas.DataFrame:
    """The sample's won deals with what they are worth, read without the program."""
    folder = paths.sample_data() / "en"
    read_ = [pandas.read_csv(folder / f"deals-2026-11-{day}.csv", encoding="utf-8-sig") for day in (16, 23)]
    deals = pandas.concat(read_).drop_duplicates("Opportunity ID", keep="last")
    deals = deals[deals["Stage"] == "Closed Won"].copy()
    rates = {"CNY": Decimal(1), **RATES}
    deals["worth"] = [
        0
        if pandas.isna(amount) or currency not in rates
        else int(Fraction(str(amount)) * Fraction(rates[currency]) * 100)
        for amount, currency in zip(deals["Amount"], deals["Amount Currency"], strict=True)
    ]
    accounts = pandas.read_csv(folder / "accounts.csv", encoding="utf-8-sig")
    people = pandas.read_csv(folder / "people.csv", encoding="utf-8-sig")
    deals = deals.merge(accounts, left_on="Account Name", right_on="Account Name", how="left", suffixes=("", " a"))
    return deals.merge(people, left_on="Opportunity Owner", right_on="Name", how="left", suffixes=("", " p"))


def targets_of(tree: Tree) -> dict[str, int | None]:
    """The parts' targets by their names or periods."""
    return {
        part.place.name or part.place.window.code: part.stored.amount if part.stored is not None else None
        for part in tree.parts
    }


@pytest.mark.parametrize(
    ("dimension", "column"), [(Dimension.CUSTOMER, "Industry"), (Dimension.REGION, "Region"), (Dimension.TEAM, "Team")]
)
def test_what_the_parts_won_equals_pandas(sample: Session, dimension: Dimension, column: str) -> None:
    deals = won_in_2026()
    found = next(name for name in deals.columns if column.casefold() in name.casefold())
    expected = deals.groupby(found)["worth"].sum().to_dict()
    tree = read(sample, YEAR, dimension)
    assert {part.place.name: int(part.won.value or 0) for part in tree.parts if part.won.value} == {
        name: worth for name, worth in expected.items() if worth
    }
    assert tree.node.won.value == deals["worth"].sum()


def test_the_samples_targets_add_up(sample: Session) -> None:
    tree = read(sample, YEAR, Dimension.TIME)
    assert tree.residue is not None
    assert tree.residue.value == 0
    november = next(part for part in read(sample, tree.parts[3].place, Dimension.TIME).parts if part.place == NOVEMBER)
    assert november.target.value == 16_000_000_00
    assert november.attainment.value == Fraction(november.won.value or 0) / 16_000_000_00


def test_an_edit_leaves_a_residue_and_undo_takes_it_back(sample: Session) -> None:
    set_target(sample, NOVEMBER, "10M", HERE)
    tree = read(sample, Place(TargetScope.COMPANY, Window.quarter(date(2026, 11, 1))), Dimension.TIME)
    assert tree.residue is not None
    assert tree.residue.value == 6_000_000_00
    assert next_to_undo(sample) == "Set the target of Company for 2026-11"
    undo(sample, HERE)
    again = read(sample, Place(TargetScope.COMPANY, Window.quarter(date(2026, 11, 1))), Dimension.TIME)
    assert again.residue is not None
    assert again.residue.value == 0


def test_a_split_is_one_step_that_sums_to_the_whole_and_is_undone_as_one(sample: Session) -> None:
    before = targets_of(read(sample, YEAR, Dimension.TIME))
    steps = sample.workbook.journal.last_step()
    set_target(sample, YEAR, "1000.01", HERE)
    assert write_split(sample, YEAR, plan_split(sample, YEAR, Dimension.TIME, Split.EVENLY), HERE) == 4
    tree = read(sample, YEAR, Dimension.TIME)
    assert list(targets_of(tree).values()) == [25_001, 25_000, 25_000, 25_000]
    assert tree.residue is not None
    assert tree.residue.value == 0
    assert sample.workbook.journal.last_step() == steps + 2
    undo(sample, HERE)
    undo(sample, HERE)
    assert targets_of(read(sample, YEAR, Dimension.TIME)) == before


def test_a_month_by_the_working_days_of_its_weeks(sample: Session) -> None:
    plan = plan_split(sample, NOVEMBER, Dimension.TIME, Split.WORKING_DAYS)
    assert [place.window.code for place, _amount in plan.amounts] == ["2026-W45", "2026-W46", "2026-W47", "2026-W48"]
    assert sum(amount for _place, amount in plan.amounts) == 16_000_000_00
    assert {amount for _place, amount in plan.amounts} == {4_000_000_00}


def test_by_last_years_shares(sample: Session) -> None:
    next_year = Place(TargetScope.COMPANY, Window.year(date(2027, 1, 1)))
    set_target(sample, next_year, "200M", HERE)
    plan = plan_split(sample, next_year, Dimension.REGION, Split.LAST_YEAR)
    deals = won_in_2026()
    region = next(name for name in deals.columns if "region" in name.casefold())
    expected = deals.groupby(region)["worth"].sum()
    amounts = {place.name: amount for place, amount in plan.amounts}
    assert sum(amounts.values()) == 200_000_000_00
    for name, amount in amounts.items():
        exact = Fraction(200_000_000_00 * int(expected.get(name, 0)), int(expected.sum()))
        assert abs(amount - exact) < 1


@pytest.mark.parametrize(
    ("place", "dimension", "split", "complaint"),
    [
        (YEAR, Dimension.TEAM, Split.WORKING_DAYS, "only time can be shared out"),
        (YEAR, Dimension.REGION, Split.LAST_YEAR, "Nothing is known of a year before"),
        (Place(TargetScope.COMPANY, Window.year(date(2030, 1, 1))), Dimension.TIME, Split.EVENLY, "has no target"),
    ],
)
def test_what_cannot_be_shared_out_says_why(
    sample: Session, place: Place, dimension: Dimension, split: Split, complaint: str
) -> None:
    with pytest.raises(CannotSplit, match=complaint):
        plan_split(sample, place, dimension, split)


def test_people_and_teams(sample: Session) -> None:
    teams = parts_of(sample, NOVEMBER, Dimension.TEAM)
    assert {place.scope for place in teams} == {TargetScope.TEAM}
    people = [person for team in teams for person in parts_of(sample, team, Dimension.TEAM)]
    assert len(people) == len(sample.workbook.people.all())
    tree = read(sample, teams[0], Dimension.TEAM)
    assert sum(part.won.value or 0 for part in tree.parts) == tree.node.won.value
    assert parent_of(sample, people[0]) == NOVEMBER
    set_target(sample, teams[0], "1M", HERE)
    mine = parts_of(sample, teams[0], Dimension.TEAM)
    assert parent_of(sample, mine[0]) == teams[0]


def test_a_target_is_taken_away_and_a_wrong_amount_refused(sample: Session) -> None:
    for typed in ("many", "-5", "1e99"):
        with pytest.raises(FieldRefused):
            set_target(sample, NOVEMBER, typed, HERE)
    assert set_target(sample, NOVEMBER, "", HERE) is None
    tree = read(sample, NOVEMBER, Dimension.TEAM)
    assert tree.node.target.missing is Missing.NO_TARGET
    assert tree.residue is None
    undo(sample, HERE)
    assert read(sample, NOVEMBER, Dimension.TEAM).node.target.value == 16_000_000_00


def test_a_target_in_another_currency_is_held_in_it_and_shared_out_in_it(sample: Session) -> None:
    set_target(sample, YEAR, "1000 USD", HERE)
    assert read(sample, YEAR, Dimension.TIME).node.target.value == 7100_00
    plan = plan_split(sample, YEAR, Dimension.TIME, Split.EVENLY)
    assert (plan.currency, [amount for _place, amount in plan.amounts]) == ("USD", [250_00] * 4)
    set_target(sample, YEAR, "1000 JPY", HERE)
    tree = read(sample, YEAR, Dimension.TIME)
    assert tree.node.target.value is None
    assert not next(check for check in tree.checks if check.letter == "M").holds


def test_of_two_targets_for_the_same_the_newer_holds(sample: Session) -> None:
    newer = Target(
        sample.workbook.new_id(), TargetScope.COMPANY, Period.MONTH, date(2026, 11, 1), 5_00, "CNY", source="other"
    )
    with sample.workbook.step(StepKind.IMPORT, HERE, {"files": ["t.csv"], "created": 1, "updated": 0}):
        sample.workbook.targets.insert([newer])
    assert read(sample, NOVEMBER, Dimension.TIME).node.target.value == 5_00
    set_target(sample, NOVEMBER, "6", HERE)
    assert read(sample, NOVEMBER, Dimension.TIME).node.target.value == 6_00


def test_the_table_has_the_whole_its_parts_and_theirs(sample: Session) -> None:
    (sheet,) = tables(sample, 2026, Dimension.TIME)
    assert [row[1] for row in sheet.rows[:5]] == ["2026", "2026-Q1", "2026-01", "2026-02", "2026-03"]
    assert len(sheet.rows) == 1 + 4 + 12
    (by_team,) = tables(sample, 2026, Dimension.TEAM)
    assert [str(row[0]).count("  ") for row in by_team.rows[:3]] == [0, 1, 2]


def test_a_plan_is_not_written_by_being_looked_at(sample: Session) -> None:
    steps = sample.workbook.journal.last_step()
    assert isinstance(plan_split(sample, YEAR, Dimension.TIME, Split.EVENLY), PlannedSplit)
    assert sample.workbook.journal.last_step() == steps
