"""The table's order, groups and sums on the sample data, against plain pandas; its cells; its saved views."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from shutil import copyfile
from typing import Any
from zoneinfo import ZoneInfo

import pandas
import pytest

from salesops_tui import i18n, paths
from salesops_tui.clock import FixedClock
from salesops_tui.domain.deal_columns import COLUMNS, Column, Editing, Kind
from salesops_tui.domain.deal_table import USUAL, Arrangement, SortKey
from salesops_tui.domain.deals import ForecastCategory
from salesops_tui.domain.figures import Figure
from salesops_tui.domain.sheets import Money
from salesops_tui.domain.steps import Origin
from salesops_tui.errors import UsageError
from salesops_tui.importing.answers import Answers
from salesops_tui.services import deals, saved_views, steps, table, table_cells, table_views
from salesops_tui.services.asking import Asked
from salesops_tui.services.explaining import explain
from salesops_tui.services.imports.run import import_files
from salesops_tui.services.saved_views import NameRefused
from salesops_tui.services.session import Session, close_session, open_session
from salesops_tui.services.table_cells import CellFixed, Row
from salesops_tui.settings import Settings
from tests.storage.helpers import add, change, new_deal

RATES = {"USD": Decimal("7.1"), "JPY": Decimal("0.048")}
ALL = tuple(Column)
SUMS = [column for column in Column if COLUMNS[column].groupable]


@pytest.fixture(scope="module")
def sample(blank_workbook: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample data brought in, some deals with odds of their own, some without a currency's rate."""
    path = tmp_path_factory.mktemp("sample") / "sample.db"
    copyfile(blank_workbook, path)
    path.chmod(0o600)
    i18n.set_language("en")
    clock = FixedClock.on(date(2026, 11, 16), ZoneInfo("Asia/Shanghai"))
    session = open_session(path, clock, Settings())
    folder = paths.sample_data() / "en"
    files = [folder / f"{name}.csv" for name in ("people", "accounts", "contacts", "products", "activities")]
    for group in ([*files, folder / "deals-2026-11-16.csv"], [folder / "deals-2026-11-23.csv"]):
        import_files(session, group, Answers(), Origin.COMMAND_LINE)
        clock.advance(timedelta(days=7))
    chance = random.Random(5)
    for deal in session.workbook.deals.records.all()[::7]:
        change(session.workbook, deal.id, probability=chance.randrange(101), note=chance.choice([None, "B", "a", "中"]))
    close_session(session)
    return path


@pytest.fixture
def session(sample: Path, tmp_path: Path) -> Iterator[Session]:
    """The sample workbook on the second Wednesday, with rates for two currencies of three."""
    path = tmp_path / "team.db"
    copyfile(sample, path)
    path.chmod(0o600)
    clock = FixedClock.on(date(2026, 11, 25), ZoneInfo("Asia/Shanghai"))
    opened = open_session(path, clock, Settings(rates=RATES))
    yield opened
    close_session(opened)


def frame(session: Session) -> pandas.DataFrame:
    """Every deal with all that the table tells of it, worked out from the records alone, in the order of the file."""
    workbook, today = session.workbook, session.clock.today()
    accounts = {account.id: account for account in workbook.accounts.all()}
    contacts = {contact.id: contact.name for contact in workbook.contacts.all()}
    people = {person.id: person for person in workbook.people.all()}
    products = {product.id: product.name for product in workbook.products.all()}
    touched: dict[str, date] = {}
    for activity in workbook.activities.all():
        # What is only planned is no touch yet.
        if activity.deal_id is not None and activity.day <= today:
            touched[activity.deal_id] = max(activity.day, touched.get(activity.deal_id, activity.day))
    lines = []
    for deal in workbook.deals.records.all():
        stage = workbook.pipeline.by_id[deal.stage_id]
        account, owner = accounts.get(deal.account_id or ""), people.get(deal.owner_id or "")
        base = None
        if deal.amount is not None and deal.currency in ("CNY", *RATES):
            places = 1 if deal.currency != "JPY" else 100
            base = Decimal(deal.amount) * places * RATES.get(deal.currency, Decimal(1))
        odds = deal.probability if stage.is_open and deal.probability is not None else stage.probability
        entered = [event.at for event in workbook.deals.events(deal.id) if event.field.value == "stage_id"]
        since = (entered[-1] if entered else deal.known_since).astimezone(session.clock.zone).date()
        span = [since + timedelta(days=number + 1) for number in range((today - since).days)]
        lines.append(
            {
                "id": deal.id,
                "name": deal.name,
                "account": account.name if account else None,
                "contact": contacts.get(deal.contact_id or ""),
                "owner": owner.name if owner else None,
                "team": owner.team if owner else None,
                "stage": stage.position,
                "amount": base,
                "currency": deal.currency,
                "base_amount": base,
                "probability": odds,
                "own_probability": deal.probability,
                "weighted": base * odds if base is not None and stage.is_open else None,
                "close_date": deal.close_date,
                "closed_on": deal.closed_on,
                "days_in_stage": sum(map(session.calendar.is_working_day, span)) if stage.is_open else None,
                "created_on": deal.created_on,
                "last_activity": touched.get(deal.id),
                "next_step": deal.next_step,
                "next_step_on": deal.next_step_on,
                "forecast_category": list(ForecastCategory).index(deal.forecast_category)
                if deal.forecast_category
                else None,
                "lead_source": deal.lead_source,
                "product": products.get(deal.product_id or ""),
                "competitor": deal.competitor,
                "lost_reason": deal.lost_reason,
                "region": account.region if account else None,
                "industry": account.industry if account else None,
                "delivery": deal.delivery,
                "feedback": deal.feedback,
                "satisfaction": str(deal.satisfaction) if deal.satisfaction is not None else None,
                "note": deal.note,
                "source": deal.source,
                "external_id": deal.external_id,
                "minor": deal.amount,
                "is_open": stage.is_open,
            }
        )
    order = [row[0] for row in workbook.connection.execute("SELECT id FROM deal ORDER BY rowid")]
    return pandas.DataFrame(lines).astype("object").set_index("id", drop=False).loc[order]


def folded(values: Any) -> Any:
    """Ranks as SQLite's NOCASE gives them: Latin letters without their case, the rest as it is."""
    plain = [value.lower() if isinstance(value, str) and value.isascii() else value for value in values]
    known = sorted({value for value in plain if not pandas.isna(value)})
    ranks = [None if pandas.isna(value) else known.index(value) for value in plain]
    return pandas.Series(ranks, values.index, "float")


def within(days: Any, first: date, last: date) -> Any:
    """Which of some dates lie between two others."""
    return pandas.Series([not pandas.isna(day) and first <= day <= last for day in days], days.index, bool)


def ids(session: Session, arrangement: Arrangement, filter_line: str = "") -> list[str]:
    return [row.id for row in table.rows(session, filter_line, arrangement)]


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("column", Column)
def test_the_order_by_any_column_agrees_with_pandas(session: Session, column: Column, descending: bool) -> None:
    expected = frame(session).sort_values(
        column.value, key=folded, ascending=not descending, kind="stable", na_position="last"
    )
    assert ids(session, Arrangement((Column.NAME,), (SortKey(column, descending),))) == list(expected["id"])


def test_several_keys_and_a_group_agree_with_pandas(session: Session) -> None:
    sort = (SortKey(Column.OWNER, descending=True), SortKey(Column.CURRENCY), SortKey(Column.AMOUNT, descending=True))
    expected = (
        frame(session)
        .apply(folded)
        .sort_values(
            ["stage", "owner", "currency", "amount"],
            ascending=[True, False, True, False],
            kind="stable",
            na_position="last",
        )
    )
    assert ids(session, Arrangement((Column.NAME,), sort, Column.STAGE)) == list(expected.index)


@pytest.mark.parametrize("column", SUMS)
def test_groups_and_their_sums_agree_with_pandas(session: Session, column: Column) -> None:
    deals_ = frame(session)
    if COLUMNS[column].kind is Kind.DATE:
        deals_[column.value] = [None if pandas.isna(day) else day.strftime("%Y-%m") for day in deals_[column.value]]
    grouped = replace(USUAL, group=column)
    found = table.table(session, "", grouped)
    keys = folded(deals_[column.value])
    expected = [deals_[keys == key] for key in sorted(set(keys.dropna()))]
    expected += [deals_[keys.isna()]] if keys.isna().any() else []
    assert [group.count for group in found.groups] == [len(part) for part in expected]
    for group, part in zip(found.groups, expected, strict=True):
        assert group.without_amount == int(part["minor"].isna().sum())
        amount = table.subtotal((group,), found.rates)
        assert abs(amount.amount - sum(part["base_amount"].dropna(), Decimal(0))) <= Decimal("0.5")
        unrated = part[part["base_amount"].isna()]["minor"].dropna()
        assert sum(left.amount for left in amount.left_out) == sum(unrated)
        weighted = sum(part["weighted"].dropna(), Decimal(0)) / 100
        assert abs(table.weighted((group,), found.rates) - weighted) <= Decimal("0.5")
    assert found.count == len(deals_)
    # The groups' deals follow upon each other as the heads say.
    order = ids(session, grouped)
    start = 0
    for part in expected:
        assert set(order[start : start + len(part)]) == set(part["id"])
        start += len(part)


def test_the_whole_sum_is_the_same_with_groups_without_and_under_a_filter_that_leaves_all(session: Session) -> None:
    plain, grouped = table.table(session, "", USUAL), table.table(session, "", replace(USUAL, group=Column.OWNER))
    filtered = table.table(session, ">=0 <=100000000", USUAL)
    assert (plain.count, plain.amount.amount, plain.weighted) == (
        grouped.count,
        grouped.amount.amount,
        grouped.weighted,
    )
    assert set(plain.amount.left_out) == set(grouped.amount.left_out)
    assert (filtered.amount.amount, filtered.weighted) == (plain.amount.amount, plain.weighted)


def test_a_filters_date_means_the_close_date_of_open_deals_and_the_closing_day_of_others(session: Session) -> None:
    data = frame(session)
    first, last = date(2026, 11, 1), date(2026, 11, 30)
    is_open = data["is_open"].astype(bool)
    day = data["close_date"].where(is_open, data["closed_on"])
    assert set(ids(session, USUAL, "11月")) == set(data[within(day, first, last)]["id"])
    overdue = is_open & within(data["close_date"], date.min, date(2026, 11, 24))
    assert set(ids(session, USUAL, "overdue")) == set(data[overdue]["id"])
    assert all(row.overdue for row in table.rows(session, "overdue", USUAL))


def test_cells_say_what_the_records_say(session: Session) -> None:
    data = frame(session)
    stages = session.workbook.pipeline.stages
    for row in table.rows(session, "", Arrangement(ALL)):
        told = dict(zip(ALL, row.values, strict=True))
        deal: Any = data.loc[row.id]
        for column in ALL:
            value: Any = told[column]
            expected: Any = deal[column.value]
            if column is Column.AMOUNT:
                value, expected = value and value.minor, deal["minor"]
            elif column is Column.BASE_AMOUNT:
                value, expected = value and value.minor, None if expected is None else round(expected)
            elif column is Column.WEIGHTED:
                value = value and value.minor
                expected = None if expected is None else int((expected / 100).quantize(Decimal(1), "ROUND_HALF_UP"))
            elif column is Column.STAGE:
                expected = next(stage.name_en for stage in stages if stage.position == expected)
            elif column is Column.FORECAST_CATEGORY:
                value = (
                    None
                    if value is None
                    else ["Omitted", "Pipeline deals", "Best case", "Commit", "Closed"].index(value)
                )
            assert value == (None if pandas.isna(expected) else expected), (column, row.name)
        assert row.own_probability == (deal["is_open"] and not pandas.isna(deal["own_probability"]))


def test_pages_laid_side_by_side_are_the_table_and_places_are_where_deals_stand(session: Session) -> None:
    order = ids(session, USUAL)
    pages = [row.id for number in range(3) for row in table.page(session, "", USUAL, number).rows]
    assert pages == order
    for place in (0, 99, 100, len(order) - 1):
        assert table.place(session, "", USUAL, order[place]) == place
    assert table.place(session, "", USUAL, "gone") is None
    assert table.place(session, "nothing-like-this", USUAL, order[0]) is None


def test_a_change_by_anybody_makes_the_order_anew(session: Session) -> None:
    arrangement = Arrangement((Column.NAME,), (SortKey(Column.NAME),))
    last = ids(session, arrangement)[-1]
    change(session.workbook, last, name=" aaa")
    assert ids(session, arrangement)[0] == last
    steps.undo(session, Origin.SCREEN)
    assert ids(session, arrangement)[-1] == last


def test_marks_that_are_no_longer_shown_are_dropped(session: Session) -> None:
    order = ids(session, USUAL)
    name = session.workbook.deals.records.get(order[0])
    assert name is not None
    seen = table.view(session, f'"{name.name}"', USUAL, marked=[*order[:3], "gone"])
    assert order[0] in seen.marked
    assert len(seen.marked) < 3


def test_an_empty_workbook_and_one_deal_have_their_sums(workbook_path: Path, clock: FixedClock) -> None:
    session = open_session(workbook_path, clock, Settings())
    try:
        for arrangement in (USUAL, replace(USUAL, group=Column.OWNER)):
            empty = table.view(session, "", arrangement)
            assert (empty.table.count, empty.table.amount.amount, empty.table.has_deals) == (0, 0, False)
            assert empty.pages == {}
        add(session.workbook, new_deal(session.workbook, currency="EUR"))
        one = table.table(session, "", replace(USUAL, group=Column.OWNER))
        assert [(group.title, group.count) for group in one.groups] == [("none", 1)]
        assert one.amount.amount == 0
        assert [(part.currency, part.amount) for part in one.amount.left_out] == [("EUR", 120_000_00)]
    finally:
        close_session(session)


def test_the_sum_explains_itself_with_what_is_missing_from_it(session: Session) -> None:
    found = table.table(session, "", replace(USUAL, group=Column.OWNER))
    told = explain(table.figure(found, None, is_weighted=False))
    assert "no rate for EUR" in told.footnote
    assert found.groups[0].title in explain(table.figure(found, found.groups[0], is_weighted=True)).footnote


# Files


def test_a_sheet_has_all_deals_the_amounts_currency_and_whose_the_odds_are(session: Session) -> None:
    (sheet,) = table.sheets(session, Asked("", arrangement={"columns": ["name", "amount", "probability"]}))
    assert [column.key for column in sheet.columns] == ["name", "amount", "currency", "probability", "own_probability"]
    assert len(sheet.rows) == 130
    assert "no rate for EUR" in " ".join(sheet.notes)


def test_a_grouped_sheet_names_its_group_and_has_subtotals_beside_it(session: Session) -> None:
    deals_sheet, subtotals = table.sheets(session, Asked("", by="region", arrangement={"columns": ["name"]}))
    assert [column.key for column in deals_sheet.columns] == ["region", "name"]
    assert sum(int(str(row[1])) for row in subtotals.rows) == 130
    assert all(isinstance(row[2], Figure) and isinstance(row[3], Money) for row in subtotals.rows)


def test_a_grouping_that_is_not_known_is_refused_with_those_that_are(session: Session) -> None:
    with pytest.raises(UsageError, match="owner"):
        table.sheets(session, Asked("", by="moon"))
    with pytest.raises(UsageError, match="owner"):
        table.sheets(session, Asked("", by="amount"))


def test_a_copy_is_lines_of_tabs_that_no_spreadsheet_computes(session: Session) -> None:
    first, second = ids(session, USUAL)[:2]
    change(session.workbook, first, name="=1+1", note="two\nlines\tand a tab")
    columns = Arrangement((Column.NAME, Column.AMOUNT, Column.NOTE))
    assert table.copied(session, columns, [first]).split("\t")[::2] == ["'=1+1", "two lines and a tab"]
    lines = table.copied(session, columns, [second, first]).split("\n")
    assert lines[0] == "Deal name\tAmount\tNote"
    assert lines[2].startswith("'=1+1\t")
    assert len(lines) == 3


# Cells


def row_of(session: Session, deal_id: str) -> Row:
    return next(row for row in table.rows(session, "", Arrangement(ALL)) if row.id == deal_id)


@pytest.mark.parametrize(
    ("column", "text", "field", "value"),
    [
        (Column.NAME, "  官网 二期 ", "name", "官网 二期"),
        (Column.AMOUNT, "12万", "amount", 120_000_00),
        (Column.AMOUNT, "", "amount", None),
        (Column.CURRENCY, "usd", "currency", "USD"),
        (Column.PROBABILITY, "77%", "probability", 77),
        (Column.OWN_PROBABILITY, "", "probability", None),
        (Column.CLOSE_DATE, "+7", "close_date", date(2026, 12, 2)),
        (Column.NEXT_STEP, "Call the CFO", "next_step", "Call the CFO"),
        (Column.NEXT_STEP_ON, "12-01", "next_step_on", date(2026, 12, 1)),
        (Column.FORECAST_CATEGORY, "commit", "forecast_category", ForecastCategory.COMMIT),
        (Column.LEAD_SOURCE, "Fair", "lead_source", "Fair"),
        (Column.COMPETITOR, "", "competitor", None),
        (Column.NOTE, "hot", "note", "hot"),
    ],
)
def test_a_cell_is_changed_and_nothing_beside_it_and_undo_brings_it_back(
    session: Session, column: Column, text: str, field: str, value: object
) -> None:
    records = session.workbook.deals.records
    deal_id = next(row.id for row in table.rows(session, "", Arrangement(ALL)) if row.is_open)
    before = records.get(deal_id)
    assert before is not None
    table_cells.edit_cell(session, deal_id, column, text, Origin.SCREEN)
    after = records.get(deal_id)
    assert after == replace(before, **{field: value})  # type: ignore[arg-type]
    if after != before:
        steps.undo(session, Origin.SCREEN)
    assert records.get(deal_id) == before


def test_a_name_that_is_not_known_becomes_a_record_and_a_known_one_is_used(session: Session) -> None:
    deal_id = ids(session, USUAL)[0]
    table_cells.edit_cell(session, deal_id, Column.OWNER, "li na", Origin.SCREEN)
    assert dict(zip(ALL, row_of(session, deal_id).values, strict=True))[Column.OWNER] == "Li Na"
    people = len(session.workbook.people.all())
    table_cells.edit_cell(session, deal_id, Column.OWNER, "Somebody New", Origin.SCREEN)
    assert len(session.workbook.people.all()) == people + 1


@pytest.mark.parametrize(
    ("column", "text", "why"),
    [
        (Column.NAME, " ", "needs a name"),
        (Column.AMOUNT, "a lot", "“a lot” is no amount"),
        (Column.CURRENCY, "yuan", "three letters"),
        (Column.CLOSE_DATE, "someday", "is no date"),
        (Column.PROBABILITY, "101", "0 to 100"),
    ],
)
def test_what_cannot_be_meant_is_refused_and_nothing_is_written(
    session: Session, column: Column, text: str, why: str
) -> None:
    version = session.workbook.version()
    with pytest.raises(deals.FieldRefused, match=why):
        table_cells.edit_cell(session, ids(session, USUAL)[0], column, text, Origin.SCREEN)
    assert session.workbook.version() == version


@pytest.mark.parametrize("column", [column for column in Column if COLUMNS[column].editing is Editing.NOT])
def test_a_cell_that_follows_from_others_cannot_be_changed(session: Session, column: Column) -> None:
    deal_id = ids(session, USUAL)[0]
    with pytest.raises(CellFixed):
        table_cells.draft(session, deal_id, column)
    with pytest.raises(CellFixed):
        table_cells.edit_cell(session, deal_id, column, "x", Origin.SCREEN)


@pytest.mark.parametrize("column", [column for column in Column if COLUMNS[column].editing is not Editing.NOT])
def test_a_draft_written_back_as_it_stands_changes_nothing(session: Session, column: Column) -> None:
    records = session.workbook.deals.records
    for deal in records.all()[:40]:
        draft = table_cells.draft(session, deal.id, column)
        assert bool(draft.choices) == (COLUMNS[column].editing is Editing.CHOSEN)
        table_cells.edit_cell(session, deal.id, column, draft.text, Origin.SCREEN)
        assert records.get(deal.id) == deal


def test_a_deal_that_is_gone_is_told(session: Session) -> None:
    with pytest.raises(deals.DealGone):
        table_cells.edit_cell(session, "gone", Column.NAME, "x", Origin.SCREEN)


# Saved views


def test_a_kept_view_survives_and_undo_takes_it_back(session: Session) -> None:
    arrangement = Arrangement((Column.OWNER, Column.NAME), (SortKey(Column.AMOUNT, descending=True),), Column.STAGE)
    assert table_views.keep_view(session, " 本周 [x] ", arrangement, "@li", Origin.SCREEN) == "本周 [x]"
    path, clock = session.workbook.path, session.clock
    other = open_session(path, clock, Settings())
    try:
        (kept,) = table_views.kept_views(other)
        assert (kept.name, kept.arrangement, kept.filter_line) == ("本周 [x]", arrangement, "@li")
    finally:
        close_session(other)
    steps.undo(session, Origin.SCREEN)
    assert table_views.kept_views(session) == ()
    steps.redo(session, Origin.SCREEN)
    assert len(table_views.kept_views(session)) == 1


def test_a_view_of_the_same_name_takes_its_place_and_one_that_is_dropped_comes_back(session: Session) -> None:
    table_views.keep_view(session, "Mine", USUAL, "", Origin.SCREEN)
    table_views.keep_view(session, "mine", Arrangement((Column.NAME,)), "", Origin.SCREEN)
    table_views.keep_view(session, "Also", USUAL, "", Origin.SCREEN)
    also, mine = table_views.kept_views(session)
    assert (also.name, mine.name, mine.arrangement.columns) == ("Also", "mine", (Column.NAME,))
    saved_views.drop(session, mine.id, Origin.SCREEN)
    saved_views.drop(session, "gone", Origin.SCREEN)
    assert [view.name for view in table_views.kept_views(session)] == ["Also"]
    assert steps.next_to_undo(session) == "Delete the view “mine”"
    steps.undo(session, Origin.SCREEN)
    assert [view.name for view in table_views.kept_views(session)] == ["Also", "mine"]


@pytest.mark.parametrize("name", ["", "  ", "x" * 61])
def test_a_view_without_a_name_or_with_an_endless_one_is_refused(session: Session, name: str) -> None:
    with pytest.raises(NameRefused):
        table_views.keep_view(session, name, USUAL, "", Origin.SCREEN)
