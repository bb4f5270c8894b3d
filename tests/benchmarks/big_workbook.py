"""A workbook of any size for the benchmarks: deals with their accounts, owners and years of events."""

from __future__ import annotations

import random
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

from salesops_tui.clock import FixedClock
from salesops_tui.domain.accounts import Account
from salesops_tui.domain.deals import TOLD_BY_HISTORY, Deal, DealEvent, EventValue, TrackedField
from salesops_tui.domain.people import Person
from salesops_tui.domain.stages import COURSE_STAGES
from salesops_tui.domain.steps import Origin, StepKind
from salesops_tui.storage.opening import open_workbook
from salesops_tui.storage.repositories.deals import DealWrite
from salesops_tui.storage.workbook import Workbook

TODAY = date(2026, 11, 23)
SOURCE = "bench"

_BATCH = 20_000
_PEOPLE = 40
_YEARS = 4


def make_workbook(path: Path, deals: int, events_per_deal: int) -> None:
    """Write so many deals of four years, each with so many events. Takes about a minute for a million events."""
    chance = random.Random(20261123)
    clock = FixedClock(datetime(2026, 11, 20, 1, 0, tzinfo=UTC), UTC)
    with closing(open_workbook(path, clock)) as workbook:
        # What is measured later is reading; the disk need not be waited for here.
        workbook.connection.execute("PRAGMA synchronous = OFF")
        people = [Person(workbook.new_id(), f"Owner {number:02}") for number in range(_PEOPLE)]
        accounts = [Account(workbook.new_id(), f"Account {number:05}") for number in range(max(deals // 5, 1))]
        with workbook.room_for_many(), workbook.step(StepKind.IMPORT, Origin.PROGRAM, _params(deals)):
            workbook.people.insert(people)
            workbook.accounts.insert(accounts)
            for start in range(0, deals, _BATCH):
                lives = [
                    _life(workbook, number, accounts, people, events_per_deal, chance)
                    for number in range(start, min(start + _BATCH, deals))
                ]
                workbook.deals.write([DealWrite(None, deal, SOURCE) for deal, _events in lives])
                workbook.deals.add_history([event for _deal, events in lives for event in events])


def _params(deals: int) -> dict[str, object]:
    return {"files": ["bench.csv"], "created": deals, "updated": 0}


def _life(
    workbook: Workbook,
    number: int,
    accounts: list[Account],
    people: list[Person],
    events: int,
    chance: random.Random,
) -> tuple[Deal, list[DealEvent]]:
    """A deal of the last four years with its history: forward through the stages, mostly lost on the way."""
    now = workbook.store.clock.now()
    born = now - timedelta(days=chance.randint(1, _YEARS * 365), seconds=chance.randint(0, 86_000))
    # One in twenty is never closed: somebody forgot it.
    ends = born + timedelta(days=chance.randint(30, 150)) if chance.random() < 0.95 else None
    closed = ends is not None and ends < now
    reached = chance.choices((1, 2, 3, 4, 5), (50, 14, 12, 10, 14))[0]
    stages = [stage.id for stage in COURSE_STAGES[: min(reached, 5 if closed else 4)]]
    if closed and stages[-1] != "won":
        stages.append("lost")
    amount, close_date = chance.randint(30_000, 4_800_000) * 100, (born + timedelta(days=90)).date()
    moves: list[tuple[TrackedField, EventValue, EventValue]] = [
        (TrackedField.STAGE, old, new) for old, new in pairwise([None, *stages])
    ]
    while len(moves) < events:
        place = chance.randint(1, len(moves))
        if chance.random() < 0.5:
            amount, old_amount = chance.randint(30_000, 4_800_000) * 100, amount
            moves.insert(place, (TrackedField.AMOUNT, old_amount, amount))
        else:
            close_date, old_date = close_date + timedelta(days=chance.randint(-10, 30)), close_date
            moves.insert(place, (TrackedField.CLOSE_DATE, old_date, close_date))
    end = ends if closed and ends is not None else now
    inner = sorted(born + (end - born) * chance.random() for _move in moves[2:])
    times = [born, *inner, end][: len(moves)] if len(moves) > 1 else [born]
    deal = Deal(
        id=workbook.new_id(),
        name=f"Deal {number:06} 二期",
        stage_id=stages[-1],
        currency=chance.choices(("CNY", "USD", "JPY"), (90, 8, 2))[0],
        known_since=now,
        account_id=chance.choice(accounts).id,
        owner_id=chance.choice(people).id,
        amount=amount,
        close_date=close_date,
        closed_on=end.date() if closed else None,
        lead_source=chance.choice(("Web", "Partner", "Referral", "Trade show")),
        created_on=born.date(),
        source=SOURCE,
        external_id=f"D{number:06}",
    )
    moves = _in_turn(moves, amount, close_date)
    return deal, [
        DealEvent(
            workbook.new_id(), deal.id, field, old, new, at.replace(microsecond=0), now, f"{TOLD_BY_HISTORY}{SOURCE}"
        )
        for (field, old, new), at in zip(moves, times, strict=True)
    ]


def _in_turn(
    moves: list[tuple[TrackedField, EventValue, EventValue]], amount: int, close_date: date
) -> list[tuple[TrackedField, EventValue, EventValue]]:
    """The same moves, each starting from what the one before left, and the last ending with what the deal has now."""
    told: list[tuple[TrackedField, EventValue, EventValue]] = []
    following: dict[TrackedField, EventValue] = {TrackedField.AMOUNT: amount, TrackedField.CLOSE_DATE: close_date}
    for field, old, new in reversed(moves):
        told.append((field, old, following.get(field, new)))
        if field in following:
            following[field] = old
    return told[::-1]
