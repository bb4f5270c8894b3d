"""The board's orders and groups against plain pandas, on the sample data."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date
from decimal import Decimal
from itertools import product
from pathlib import Path
from typing import Any

import pandas
import pytest

from salesops_tui.clock import FixedClock
from salesops_tui.domain.board import AS_USUAL, Arrangement, Card, CardGroup, Column, GroupBy, SortBy
from salesops_tui.domain.figures import Metric
from salesops_tui.domain.money import Rates, to_major
from salesops_tui.services import board, pasts
from salesops_tui.services.asking import Asked
from salesops_tui.services.demo import make_demo
from salesops_tui.services.session import Session, close_session, open_session
from salesops_tui.settings import Settings
from tests.storage.helpers import add, change, new_deal

RATES = {"USD": Decimal("7.1"), "EUR": Decimal("7.7")}
SETTINGS = Settings(rates=RATES)
ARRANGEMENTS = [Arrangement(sort, group) for sort, group in product(SortBy, [None, *GroupBy])]
TODAY = date(2026, 11, 25)


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """The sample workbook."""
    clock = FixedClock.on(TODAY, UTC)
    opened = open_session(make_demo(tmp_path_factory.mktemp("demo"), clock, SETTINGS, "en"), clock, SETTINGS)
    pasts.catch_up(opened)
    yield opened
    close_session(opened)


@pytest.fixture(scope="module")
def frame(session: Session) -> pandas.DataFrame:
    """All deals with everything that they are arranged by."""
    rows = {
        table: pandas.read_sql_query(f"SELECT * FROM {table}", session.workbook.connection, dtype="object")
        for table in ("deal", "account", "person", "product", "activity", "deal_event")
    }
    deals = rows["deal"].set_index("id", drop=False)
    for group, key, table, column in (
        ("owner", "owner_id", "person", "name"),
        ("product", "product_id", "product", "name"),
        ("region", "account_id", "account", "region"),
    ):
        deals[group] = deals[key].map(rows[table].set_index("id")[column])
    touches = rows["activity"]
    touches = touches[touches["day"] <= TODAY.isoformat()]
    deals["touched"] = deals["id"].map(touches.groupby("deal_id")["day"].max()).fillna("")
    moves = rows["deal_event"]
    moves = moves[moves["field"] == "stage_id"].sort_values(["at", "id"]).groupby("deal_id").last()
    entered = deals["id"].map(moves["at"]).where(deals["id"].map(moves["new"]) == deals["stage_id"])
    deals["entered"] = entered.fillna(deals["known_since"])
    deals["worth"] = [worth(deal) for deal in deals.to_dict("records")]
    return deals


def worth(deal: Any) -> float | None:
    """An amount in yuan."""
    rate = {"CNY": Decimal(1), **RATES}.get(deal["currency"])
    if rate is None or deal["amount"] is None or pandas.isna(deal["amount"]):
        return None
    return float(to_major(int(deal["amount"]), deal["currency"]) * rate)


def expected(frame: pandas.DataFrame, column: Column, arrangement: Arrangement) -> list[str]:
    """The identifiers of a column in their order, as pandas puts them."""
    deals = frame[frame["stage_id"] == column.stage.id]
    if not column.stage.is_open:
        deals = deals[deals["closed_on"].fillna("") >= "2026-11-01"]
    closed_first = not column.stage.is_open and arrangement.sort in (SortBy.CLOSE_DATE, SortBy.AGE)
    keys: dict[SortBy, list[Any]] = {
        SortBy.CLOSE_DATE: [deals["close_date"].isna(), deals["close_date"].fillna("")],
        SortBy.AMOUNT: [deals["worth"].isna(), -deals["worth"].fillna(0).astype(float), deals["amount"].isna()],
        SortBy.AGE: [deals["entered"]],
        SortBy.NAME: [deals["name"].str.lower()],
        SortBy.TOUCHED: [deals["touched"]],
    }
    order = pandas.DataFrame(dict(enumerate([*keys[arrangement.sort], deals["id"]])), deals.index)
    if closed_first:
        order = pandas.DataFrame({0: deals["closed_on"], 1: deals["id"]}, deals.index)
    order = order.sort_values(order.columns.tolist(), ascending=not closed_first)
    if arrangement.group is not None:
        names = deals[arrangement.group].reindex(order.index)
        titles = pandas.DataFrame({"nobody": names.isna(), "name": names.fillna("").str.lower()}, order.index)
        order = order.loc[titles.sort_values(["nobody", "name"], kind="stable").index]
    return [str(deal_id) for deal_id in order.index]


def all_cards(session: Session, column: Column, arrangement: Arrangement, line: str = "") -> list[Card]:
    """The cards of all pages of a column."""
    numbers = range(column.total.count // board.PAGE + 1)
    return [card for number in numbers for card in board.page(session, column, line, number, arrangement)]


@pytest.mark.parametrize("arrangement", ARRANGEMENTS, ids=lambda at: f"{at.sort}-{at.group}")
def test_every_order_and_group_is_as_pandas_puts_it_and_a_followed_card_is_found(
    session: Session, frame: pandas.DataFrame, arrangement: Arrangement
) -> None:
    for number, column in enumerate(board.board(session, "", arrangement).columns):
        cards = [card.id for card in all_cards(session, column, arrangement)]
        assert cards == expected(frame, column, arrangement)
        for row in (0, len(cards) // 2, len(cards) - 1):
            assert board.place(session, cards[row], "", arrangement) == board.Place(number, row)


@pytest.mark.parametrize("group", GroupBy)
def test_groups_say_how_many_cards_they_have_and_where_they_begin(
    session: Session, frame: pandas.DataFrame, group: GroupBy
) -> None:
    arrangement = Arrangement(group=group)
    for column in board.board(session, "", arrangement).columns:
        found: list[Any] = frame[group].loc[expected(frame, column, arrangement)].tolist()
        names: list[str | None] = [None if pandas.isna(name) else str(name) for name in found]
        starts = [row for row, name in enumerate(names) if row == 0 or names[row - 1] != name]
        assert column.groups == tuple(CardGroup(names[row], names.count(names[row]), row) for row in starts)
        assert sum(each.count for each in column.groups) == column.total.count


def test_without_groups_there_are_none(session: Session) -> None:
    assert {column.groups for column in board.board(session, "").columns} == {()}


def test_the_weighted_figure_is_what_pandas_adds_up(session: Session, frame: pandas.DataFrame) -> None:
    heads = board.board(session, "")
    chances = {stage.id: stage.probability for stage in session.workbook.pipeline.stages}
    for column in heads.columns:
        figure = board.weighted_figure(column, "")
        if not column.stage.is_open:
            assert figure is None
            continue
        deals = frame[(frame["stage_id"] == column.stage.id) & frame["worth"].notna()]
        own = deals["probability"].fillna(chances[column.stage.id]).astype(int)
        assert figure is not None
        assert figure.metric is Metric.WEIGHTED_AMOUNT
        assert figure.value is not None
        assert abs(float(figure.value) - float((deals["worth"] * own).sum())) < 1
    assert board.weighted(heads) == sum(column.weighted or 0 for column in heads.columns)


def test_a_group_a_filter_and_more_than_a_page_go_together(workbook_path: Path) -> None:
    session = open_session(workbook_path, FixedClock.on(TODAY, UTC), SETTINGS)
    try:
        workbook = session.workbook
        deals = [
            new_deal(workbook, name=f"{'Keep' if number % 3 else 'Drop'} {number}", amount=number)
            for number in range(240)
        ]
        add(workbook, *deals)
        arrangement = Arrangement(SortBy.AMOUNT, GroupBy.OWNER)
        (column, *_rest) = board.board(session, "Keep", arrangement).columns
        cards = all_cards(session, column, arrangement, "Keep")
        assert [card.amount for card in cards] == sorted((number for number in range(240) if number % 3), reverse=True)
        assert column.groups == (CardGroup(None, 160, 0),)
        assert board.place(session, cards[130].id, "Keep", arrangement) == board.Place(0, 130)
        assert board.place(session, deals[0].id, "Keep", arrangement) is None
        seen = board.view(session, "Keep", [(0, 2)], cards[130].id, arrangement)
        assert {number for place, number in seen.pages if place == 0} == {0, 2, 130 // board.PAGE}
    finally:
        close_session(session)


def test_the_tables_tell_weight_clocks_category_and_chance(session: Session) -> None:
    _heads, deals = board.sheets(session, Asked())
    keys = [column.key for column in deals.columns]
    assert {"probability", "weighted", "category", "days_idle", "days", "days_old", "fired", "follow_up_need"} <= set(
        keys
    )
    assert all(len(row) == len(keys) for row in deals.rows)
    cards = {
        card.id: card
        for column in board.board(session, "").columns
        if column.stage.is_open
        for card in all_cards(session, column, AS_USUAL)
    }
    idle = [row[keys.index("days_idle")] for row in deals.rows]
    assert sorted(map(str, idle)) == sorted(str(card.ages.idle.days) for card in cards.values())


def test_rates_of_currencies_with_other_decimals_order_amounts_by_what_they_are_worth(workbook_path: Path) -> None:
    settings = Settings(rates={"JPY": Decimal("0.048"), "KWD": Decimal(23)})
    assert Rates(settings.base_currency, settings.rates).to_base(1_000, "JPY") == Decimal(4_800)
    session = open_session(workbook_path, FixedClock.on(TODAY, UTC), settings)
    try:
        amounts = [("CNY", 4_700), ("JPY", 1_000), ("KWD", 2_000), ("USD", 9_999_999), ("CNY", None)]
        add(
            session.workbook,
            *[new_deal(session.workbook, currency=currency, amount=amount) for currency, amount in amounts],
        )
        arrangement = Arrangement(SortBy.AMOUNT)
        (column, *_rest) = board.board(session, "", arrangement).columns
        cards = all_cards(session, column, arrangement)
        # 1,000 yen are 48 yuan, 2 dinar 46; a dollar has no rate here, and the last has no amount.
        assert [card.currency for card in cards] == ["JPY", "CNY", "KWD", "USD", "CNY"]
    finally:
        close_session(session)


def test_an_order_that_was_asked_for_before_follows_what_was_written_since(workbook_path: Path) -> None:
    session = open_session(workbook_path, FixedClock.on(TODAY, UTC), SETTINGS)
    try:
        first, second = new_deal(session.workbook, amount=1), new_deal(session.workbook, amount=2)
        add(session.workbook, first, second)
        largest = Arrangement(SortBy.AMOUNT, GroupBy.OWNER)
        assert board.place(session, second.id, "", largest) == board.Place(0, 0)
        change(session.workbook, first.id, amount=3)
        assert board.place(session, first.id, "", largest) == board.Place(0, 0)
        other = open_session(workbook_path, FixedClock.on(TODAY, UTC), SETTINGS)
        try:
            change(other.workbook, second.id, amount=4)
        finally:
            close_session(other)
        (column, *_rest) = board.board(session, "", largest).columns
        assert [card.id for card in all_cards(session, column, largest)] == [second.id, first.id]
    finally:
        close_session(session)
