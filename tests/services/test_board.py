"""The board's figures against plain pandas, and its pages against the whole."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas
import pytest

from salesops_tui.clock import FixedClock
from salesops_tui.domain.accounts import Account
from salesops_tui.domain.board import Card
from salesops_tui.domain.deals import Deal
from salesops_tui.domain.people import Person
from salesops_tui.domain.steps import Origin, StepKind
from salesops_tui.services import board
from salesops_tui.services.session import Session, close_session, open_session
from salesops_tui.settings import Settings
from salesops_tui.storage.workbook import Workbook
from tests.conftest import TODAY
from tests.storage.helpers import add, change, new_deal

RATES = {"USD": Decimal("7.1"), "JPY": Decimal("0.048")}
ACCOUNTS = ("华东医药", "Huadong Pharma", "ACME [East] 100%", "100_x")
OWNERS = ("李娜", "Wang Wei")


def fill(workbook: Workbook, number: int) -> None:
    """Deals of every stage and currency, some without an amount, an account, an owner, a date."""
    chance = random.Random(7)
    accounts = [Account(workbook.new_id(), name) for name in ACCOUNTS]
    owners = [Person(workbook.new_id(), name, aliases=("Nana",) if name == "李娜" else ()) for name in OWNERS]
    with workbook.step(StepKind.IMPORT, Origin.COMMAND_LINE):
        workbook.accounts.insert(accounts)
        workbook.people.insert(owners)
    stages = workbook.pipeline.stages
    deals = []
    for place in range(number):
        stage = stages[place % len(stages)]
        deals.append(
            new_deal(
                workbook,
                name=f"Deal {place} 二期",
                stage_id=stage.id,
                currency=chance.choice(["CNY", "CNY", "USD", "JPY", "EUR"]),
                amount=chance.choice([None, chance.randrange(1, 90_000_000)]),
                account_id=chance.choice([None, *(account.id for account in accounts)]),
                owner_id=chance.choice([None, *(owner.id for owner in owners)]),
                close_date=chance.choice([None, TODAY + timedelta(days=chance.randrange(-40, 90))]),
                closed_on=None if stage.is_open else TODAY - timedelta(days=chance.randrange(60)),
            )
        )
    add(workbook, *deals)


@pytest.fixture
def session(workbook_path: Path, clock: FixedClock) -> Any:
    """A session with 700 deals and rates for two currencies of three."""
    opened = open_session(workbook_path, clock, Settings(rates=RATES))
    fill(opened.workbook, 700)
    yield opened
    close_session(opened)


def frame(session: Session) -> pandas.DataFrame:
    """All deals as a plain table."""
    names = {account.id: account.name for account in session.workbook.accounts.all()}
    owners = {person.id: person.name for person in session.workbook.people.all()}
    rows = [
        {
            "id": deal.id,
            "stage": deal.stage_id,
            "currency": deal.currency,
            "amount": deal.amount,
            "account": names.get(deal.account_id or "", ""),
            "owner": owners.get(deal.owner_id or "", ""),
            "close_date": deal.close_date,
            "closed_on": deal.closed_on,
        }
        for deal in session.workbook.deals.records.all()
    ]
    return pandas.DataFrame(rows).astype({"amount": "object"})


def shown(deals: pandas.DataFrame, stage_id: str, *, is_open: bool) -> pandas.DataFrame:
    """The deals of one column."""
    column = deals[deals["stage"] == stage_id]
    if is_open:
        return column
    return column[column["closed_on"].map(lambda day: day is not None and day >= date(2026, 11, 1)).astype(bool)]


def in_base(deal: Any) -> Decimal | None:
    """A deal's amount in fen."""
    if deal["amount"] is None or pandas.isna(deal["amount"]) or deal["currency"] == "EUR":
        return None
    amount = Decimal(int(deal["amount"]))
    return {"CNY": amount, "USD": amount * RATES["USD"], "JPY": amount * 100 * RATES["JPY"]}[deal["currency"]]


def costs_at_least_100k(deal: Any) -> bool:
    """Whether a deal's amount, where it can be converted, is 100,000 yuan or more."""
    amount = in_base(deal)
    return amount is not None and amount >= 100_000_00


LINES: Mapping[str, Callable[[Any], bool]] = {
    "": lambda _deal: True,
    "华东": lambda deal: "华东" in deal["account"],
    "100%": lambda deal: "100%" in deal["account"],
    "100_": lambda deal: "100_" in deal["account"],
    "@娜": lambda deal: deal["owner"] == "李娜",
    "@nana": lambda deal: deal["owner"] == "李娜",
    "@wang 二期": lambda deal: deal["owner"] == "Wang Wei",
    ">=10万": costs_at_least_100k,
    "nothing-like-this": lambda _deal: False,
}


@pytest.mark.parametrize("line", LINES)
def test_heads_agree_with_pandas(session: Session, line: str) -> None:
    deals = frame(session)
    deals = deals[pandas.Series([LINES[line](deal) for _place, deal in deals.iterrows()], deals.index, bool)]
    for column in board.board(session, line).columns:
        mine = shown(deals, column.stage.id, is_open=column.stage.is_open)
        amounts = [in_base(deal) for _place, deal in mine.iterrows()]
        euro = mine[mine["currency"] == "EUR"]["amount"].dropna()
        assert column.total.count == len(mine)
        assert column.without_amount == int(mine["amount"].isna().sum())
        expected = sum((amount for amount in amounts if amount is not None), Decimal(0))
        assert abs(column.total.amount - expected) <= Decimal("0.5")
        assert sum(part.amount for part in column.total.left_out) == sum(int(amount) for amount in euro)


@pytest.mark.parametrize("line", ["", "华东", ">=10万"])
def test_pages_laid_side_by_side_are_the_column_and_places_are_where_cards_lie(session: Session, line: str) -> None:
    for number, column in enumerate(board.board(session, line).columns):
        pages = [board.page(session, column, line, page) for page in range(column.total.count // board.PAGE + 1)]
        cards: list[Card] = [card for page in pages for card in page]
        assert len({card.id for card in cards}) == len(cards) == column.total.count
        days = [card.close_date or date.max for card in cards]
        if column.stage.is_open:
            assert days == sorted(days)
        for row in {0, len(cards) // 2, len(cards) - 1} if cards else ():
            assert board.place(session, cards[row].id, line) == board.Place(number, row)


def test_a_deal_that_is_filtered_away_or_gone_has_no_place(session: Session) -> None:
    deal = session.workbook.deals.records.all()[0]
    assert board.place(session, deal.id, "nothing-like-this") is None
    assert board.place(session, "gone", "") is None


def test_a_card_tells_its_age_in_working_days(workbook_path: Path, clock: FixedClock) -> None:
    session = open_session(workbook_path, clock, Settings())
    try:
        deal: Deal = new_deal(session.workbook, close_date=date(2026, 11, 20))
        add(session.workbook, deal)
        clock.advance(timedelta(days=3))
        (card,) = board.cards(session, board.board(session, "").columns[0], "", offset=0, limit=9)
        # Monday to Thursday; nobody said when it entered the stage.
        assert (card.ages.stuck.days, card.ages.stuck.at_least, card.overdue) == (3, True, True)
        change(session.workbook, deal.id, stage_id="need")
        clock.advance(timedelta(days=4))
        (card,) = board.cards(session, board.board(session, "").columns[1], "", offset=0, limit=9)
        # Thursday to Monday.
        assert (card.ages.stuck.days, card.ages.stuck.at_least) == (2, False)
    finally:
        close_session(session)


def test_an_empty_workbook_says_so(workbook_path: Path, clock: FixedClock) -> None:
    session = open_session(workbook_path, clock, Settings())
    try:
        empty = board.view(session, "")
        assert not empty.board.has_deals
        assert {column.total.count for column in empty.board.columns} == {0}
        assert empty.standing.undoable is None
    finally:
        close_session(session)
