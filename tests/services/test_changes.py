"""The changes of the pipeline out of real workbooks, against plain sums over what the deals were."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from salesops_tui.clock import FixedClock
from salesops_tui.domain.days import end_of_month
from salesops_tui.domain.deals import TrackedField
from salesops_tui.domain.figures import Span
from salesops_tui.domain.ledger import Bar
from salesops_tui.domain.money import CurrencySum, total
from salesops_tui.domain.people import Person
from salesops_tui.domain.steps import Origin, StepKind
from salesops_tui.errors import UsageError
from salesops_tui.exporting.text import as_text
from salesops_tui.services import changes as tables
from salesops_tui.services import deals as deal_service
from salesops_tui.services import pasts, steps
from salesops_tui.services.asking import Asked
from salesops_tui.services.ledgers import Account, By, Changes, Closing, Question, changes, deals_behind
from salesops_tui.services.moves import Answers, move
from salesops_tui.services.session import Session, close_session, open_session
from salesops_tui.settings import Settings
from tests.services.helpers import Desk
from tests.storage.helpers import add, change, new_deal

RATES = {"USD": Decimal("7.1"), "JPY": Decimal("0.0487")}
BEGINNING = date(2026, 11, 2)
"""A Monday, three weeks before the tests' today."""


@pytest.fixture
def session(workbook_path: Path, clock: FixedClock) -> Iterator[Session]:
    """An empty workbook, on the first day."""
    go_to(clock, BEGINNING)
    opened = open_session(workbook_path, clock, Settings(rates=RATES))
    yield opened
    close_session(opened)


def go_to(clock: FixedClock, day: date, hour: int = 9) -> None:
    """Make it that day."""
    clock.instant = datetime.combine(day, time(hour), clock.zone).astimezone(UTC)


def on(day: int) -> date:
    """A day of November."""
    return date(2026, 11, day)


def ask(session: Session, first: date, last: date, *more: Any, **asked: Any) -> Changes:
    """The ledger, with everything worked out that it reads."""
    pasts.catch_up(session)
    return changes(session, Question(Span(first, last), *more, **asked))


def told(account: Account) -> dict[str, int]:
    """Start, bars and end."""
    bars = {bar.value: line.amount for bar, line in account.bars.items()}
    return {"start": account.start.amount, **bars, "end": account.end.amount}


def test_d8b_vector_out_of_a_workbook(session: Session, clock: FixedClock) -> None:
    workbook, december = session.workbook, date(2026, 12, 20)
    a, b, c, e = (
        new_deal(workbook, name=name, amount=amount, close_date=day)
        for name, amount, day in (("A", 100, on(20)), ("B", 50, on(20)), ("C", 80, on(20)), ("E", 40, december))
    )
    add(workbook, a, b, c, e)
    go_to(clock, on(4))
    change(workbook, a.id, amount=120)
    change(workbook, b.id, stage_id="won", amount=60, closed_on=on(4))
    change(workbook, c.id, close_date=december)
    change(workbook, e.id, close_date=on(25))
    d, f = (new_deal(workbook, name=name, amount=amount, close_date=on(28)) for name, amount in (("D", 30), ("F", 20)))
    add(workbook, d, f)
    go_to(clock, on(5))
    change(workbook, f.id, stage_id="lost", closed_on=on(5))
    found = ask(session, on(3), on(6), Closing.MONTH)
    assert told(found.total) == {
        "start": 230,
        "new": 50,
        "pulled-in": 40,
        "up": 30,
        "won": -60,
        "lost": -20,
        "pushed-out": -80,
        "end": 190,
    }
    behind = deals_behind(session, found.question.span, found.total.bars[Bar.UP].deals())
    amounts = [(deal.name, deal.counted, *(at.amount for at in (deal.before, deal.after) if at)) for deal in behind]
    assert amounts == [("A", 20, 100, 120), ("B", 10, 50, 60)]


def test_undone_mistakes_cancel(session: Session, clock: FixedClock) -> None:
    form = deal_service.DealForm("ERP", "Huadong", "Li Na", "need", "1000", "CNY", "2026-11-20")
    deal_id = deal_service.add_deal(session, form, Origin.SCREEN)
    go_to(clock, on(4))
    move(session, deal_id, "won", Answers(reason="Put right"), Origin.SCREEN)
    steps.undo(session, Origin.SCREEN)
    deal_service.add_deal(session, deal_service.DealForm("A slip of the hand", amount="5"), Origin.SCREEN)
    steps.undo(session, Origin.SCREEN)
    move(session, deal_id, "proposal", Answers(reason="Put right"), Origin.SCREEN)
    go_to(clock, on(5))
    move(session, deal_id, "need", Answers(reason="Put right"), Origin.SCREEN)
    found = ask(session, on(3), on(6))
    assert told(found.total) == {"start": 100_000, "end": 100_000}
    assert found.moves == ()


def test_a_day_ends_at_midnight_where_the_person_is(session: Session, clock: FixedClock) -> None:
    workbook = session.workbook
    deal = new_deal(workbook, amount=100)
    add(workbook, deal)
    # Half past eleven in the evening of the third, which is the afternoon in UTC; then one in the morning of the fourth.
    clock.instant = datetime.combine(on(3), time(23, 30), clock.zone).astimezone(UTC)
    change(workbook, deal.id, amount=110)
    go_to(clock, on(4), 1)
    change(workbook, deal.id, amount=150)
    assert told(ask(session, on(3), on(3)).total) == {"start": 100, "up": 10, "end": 110}
    assert told(ask(session, on(4), on(4)).total) == {"start": 110, "up": 40, "end": 150}
    assert told(ask(session, on(3), on(9)).total) == {"start": 100, "up": 50, "end": 150}


def test_events_told_out_of_order_count_when_they_took_effect(session: Session, clock: FixedClock) -> None:
    workbook = session.workbook
    deal = new_deal(workbook, amount=100)
    add(workbook, deal)
    go_to(clock, on(10))
    change(workbook, deal.id, amount=200)
    change(workbook, deal.id, at=datetime(2026, 11, 5, 4, tzinfo=UTC), close_date=on(12))
    change(workbook, deal.id, at=datetime(2026, 11, 6, 4, tzinfo=UTC), stage_id="proposal")
    assert [(move.source, move.target) for move in ask(session, on(6), on(6)).moves] == [("First contact", "Proposal")]
    assert ask(session, on(7), on(12)).moves == ()
    assert told(ask(session, on(7), on(12)).total) == {"start": 100, "up": 100, "end": 200}


def test_a_deal_handed_over_leaves_one_owner_and_comes_to_the_other(session: Session, clock: FixedClock) -> None:
    workbook = session.workbook
    li, wang = Person(workbook.new_id(), "Li Na", aliases=("Nana",)), Person(workbook.new_id(), "Wang Wei")
    with workbook.step(StepKind.IMPORT, Origin.COMMAND_LINE):
        workbook.people.insert([li, wang])
    kept, given, nobodys = (
        new_deal(workbook, name=name, amount=amount, owner_id=owner)
        for name, amount, owner in (("Kept", 100, li.id), ("Given", 50, li.id), ("Nobody's", 7, None))
    )
    add(workbook, kept, given, nobodys)
    go_to(clock, on(4))
    change(workbook, given.id, owner_id=wang.id)
    go_to(clock, on(5))
    change(workbook, given.id, amount=55)
    found = ask(session, on(3), on(6), by=By.OWNER)
    assert {account.title: told(account) for account in found.accounts} == {
        "Li Na": {"start": 150, "left-scope": -50, "end": 100},
        "Wang Wei": {"start": 0, "entered-scope": 50, "up": 5, "end": 55},
        "Nobody": {"start": 7, "end": 7},
    }
    assert told(found.total) == {"start": 157, "up": 5, "end": 162}
    assert told(ask(session, on(3), on(6), filter_line="@nana").total) == {"start": 150, "left-scope": -50, "end": 100}
    assert told(ask(session, on(3), on(6), filter_line="@wang").total) == {
        "start": 0,
        "entered-scope": 50,
        "up": 5,
        "end": 55,
    }
    assert told(ask(session, on(3), on(6), filter_line="@wang kept").total) == {"start": 0, "end": 0}
    assert told(ask(session, on(3), on(6), filter_line="given").total) == {"start": 50, "up": 5, "end": 55}


def test_deals_that_the_workbook_did_not_know_yet_are_not_called_new(desk: Desk, clock: FixedClock) -> None:
    headers = ("ID", "Deal name", "Stage", "Amount", "Currency", "Created", "Close date")
    desk.bring_rows(
        ("1", "Old", "Proposal", "100", "CNY", "2026-06-01", "2026-12-01"),
        ("2", "Of today", "Proposal", "30", "CNY", "2026-11-23", "2026-12-01"),
        ("3", "Won long ago", "Closed Won", "900", "CNY", "2026-05-01", "2026-06-30"),
        ("4", "Won today", "Closed Won", "20", "CNY", "2026-11-23", "2026-11-23"),
        headers=headers,
    )
    found = ask(desk.session, on(23), on(23))
    assert told(found.total) == {"start": 0, "first-seen": 10_000, "new": 5_000, "won": -2_000, "end": 13_000}
    assert found.never_open == 1
    notes = list(tables.notes(found))
    assert "Nothing is known before 2026-11-23: the balance until then is nought." in notes
    assert "First seen: deals made before 2026-11-23 that came into the workbook only in these days." in notes


def test_what_cannot_be_counted_is_told(session: Session, clock: FixedClock) -> None:
    add(
        session.workbook,
        new_deal(session.workbook, amount=None),
        new_deal(session.workbook, amount=5, currency="EUR"),
        new_deal(session.workbook, amount=6, currency="EUR"),
        new_deal(session.workbook, amount=100, currency="USD"),
    )
    go_to(clock, on(3))
    found = ask(session, on(3), on(3))
    assert told(found.total) == {"start": 710, "end": 710}
    assert found.total.end.figure.without_amount == 1
    assert found.total.end.figure.unrated == (CurrencySum("EUR", 2, 11),)
    line = "Not counted at the end: 1 deal without an amount · for want of an exchange rate: 2 EUR."
    assert line in as_text(tables.sheets(session, Asked(first=on(3), last=on(3))))


def test_an_empty_workbook_has_nothing_to_tell(session: Session) -> None:
    found = ask(session, on(1), on(2), by=By.OWNER)
    assert told(found.total) == {"start": 0, "end": 0}
    assert found.begins_on is None
    assert found.accounts == ()


def test_days_the_wrong_way_round_and_unknown_groupings_are_refused(session: Session) -> None:
    with pytest.raises(UsageError, match="2026-11-05, comes after"):
        ask(session, on(5), on(4))
    with pytest.raises(UsageError, match="not by “moon”"):
        tables.sheets(session, Asked(by="moon"))
    with pytest.raises(UsageError, match="not in “year”"):
        tables.sheets(session, Asked(closing="year"))


def test_hostile_names_reach_the_tables_as_text(session: Session, clock: FixedClock) -> None:
    go_to(clock, on(3))
    add(session.workbook, new_deal(session.workbook, name="[@click=app.quit]x[/]\x1b[31m", amount=100))
    pasts.catch_up(session)
    text = as_text(tables.sheets(session, Asked(first=on(3), last=on(3), by="stage")))
    assert "[@click=app.quit]x[/]" in text
    assert "\x1b" not in text


@pytest.mark.parametrize("seed", range(8))
def test_start_and_bars_are_the_end_for_every_pair_of_days(session: Session, clock: FixedClock, seed: int) -> None:
    """Random histories with undone steps and late entries; the balances are added up from the states themselves."""
    workbook, chance = session.workbook, random.Random(seed)
    people = [Person(workbook.new_id(), name) for name in ("Li Na", "Wang Wei")]
    with workbook.step(StepKind.IMPORT, Origin.COMMAND_LINE):
        workbook.people.insert(people)
    owners = [None, *(person.id for person in people)]
    close_dates = [None, date(2026, 10, 20), on(15), on(30), date(2026, 12, 10)]
    stages = workbook.pipeline.stages
    deals: list[str] = []
    for day in range(2, 12):
        for hour in sorted(chance.sample(range(24), 3)):
            go_to(clock, on(day), hour)
            stage = chance.choice(stages)
            fields: dict[str, Any] = {
                "amount": chance.choice([None, chance.randrange(10_000)]),
                "currency": chance.choice(["CNY", "CNY", "USD", "JPY", "EUR"]),
                "close_date": chance.choice(close_dates),
                "owner_id": chance.choice(owners),
                "stage_id": stage.id,
                "closed_on": None if stage.is_open else chance.choice([on(day), on(day - 1)]),
            }
            if len(deals) < 4 or chance.random() < 0.2:
                deal = new_deal(workbook, created_on=chance.choice([None, on(1), on(day)]), **fields)
                add(workbook, deal)
                deals.append(deal.id)
            else:
                some = {name: fields[name] for name in chance.sample(sorted(fields.keys() - {"closed_on"}), 2)}
                if "stage_id" in some:
                    some["closed_on"] = fields["closed_on"]
                at = chance.choice(
                    [None, None, workbook.store.clock.now() - timedelta(days=chance.randrange(3), hours=1)]
                )
                change(workbook, chance.choice(deals), at, **some)
            if chance.random() < 0.15 and steps.next_to_undo(session):
                steps.undo(session, Origin.SCREEN)
                deals = [deal_id for deal_id in deals if workbook.deals.get(deal_id)]
    go_to(clock, on(12))
    li = people[0].id
    for first, last in itertools.combinations(range(2, 13), 2):
        for closing, by, line in (
            (Closing.ROLLING, By.OWNER, ""),
            (Closing.MONTH, By.STAGE, ""),
            (Closing.ROLLING, By.STAGE, "@Li"),
            (Closing.MONTH, By.OWNER, "@Li"),
        ):
            found = ask(session, on(first), on(last), closing, by, line)
            window = (on(1), end_of_month(on(1))) if closing is Closing.MONTH else None
            for account in (found.total, *found.accounts):
                result = told(account)
                start, end = result.pop("start"), result.pop("end")
                assert start + sum(result.values()) == end
            owner = li if line else None
            assert found.total.start.amount == balance(session, on(first), window, owner)
            assert found.total.end.amount == balance(session, on(last + 1), window, owner)
            if by is By.OWNER:
                for account in found.accounts:
                    if account.key:
                        assert account.end.amount == balance(session, on(last + 1), window, account.key)


def balance(session: Session, before: date, window: tuple[date, date] | None, owner: str | None) -> int:
    """What the open pipeline was when a day began, replayed from each deal's own events."""
    moment = datetime.combine(before, time(), session.clock.zone)
    kinds = {stage.id: stage.is_open for stage in session.workbook.pipeline.stages}
    sums = []
    for deal in session.workbook.deals.records.all():
        if deal.known_since >= moment:
            continue
        values = {field: getattr(deal, field) for field in TrackedField}
        # Backwards from what the deal is now; of events at one moment the later goes first.
        for event in reversed(session.workbook.deals.events(deal.id)):
            if event.at >= moment:
                values[event.field] = event.old
        day = values[TrackedField.CLOSE_DATE]
        if (
            kinds[values[TrackedField.STAGE]]
            and (window is None or (day is not None and window[0] <= day <= window[1]))
            and (owner is None or values[TrackedField.OWNER] == owner)
        ):
            sums.append(CurrencySum(values[TrackedField.CURRENCY], 1, values[TrackedField.AMOUNT] or 0))
    return total(sums, session.rates).amount
