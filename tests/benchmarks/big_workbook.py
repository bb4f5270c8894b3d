"""A workbook of any size for the benchmarks: deals with their accounts, owners and years of events."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from salesops_tui.clock import FixedClock
from salesops_tui.domain.accounts import Account
from salesops_tui.domain.deals import TOLD_BY_HISTORY, Deal, DealEvent, TrackedField
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


def make_workbook(path: Path, deals: int, events_per_deal: int) -> None:
    """Write so many deals, each with a creation event and so many in all. Takes about a minute for a million events."""
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
                batch = [
                    _deal(workbook, number, accounts, people, chance)
                    for number in range(start, min(start + _BATCH, deals))
                ]
                workbook.deals.write(
                    [DealWrite(None, deal, SOURCE, entered_stage_at=_some_time(chance)) for deal in batch]
                )
                workbook.deals.add_history(list(_events(workbook, batch, events_per_deal - 1, chance)))


def _params(deals: int) -> dict[str, object]:
    return {"files": ["bench.csv"], "created": deals, "updated": 0}


def _deal(
    workbook: Workbook, number: int, accounts: list[Account], people: list[Person], chance: random.Random
) -> Deal:
    stage = chance.choices(COURSE_STAGES, (30, 22, 18, 12, 8, 10))[0]
    day = TODAY + timedelta(days=chance.randint(-60, 120))
    return Deal(
        id=workbook.new_id(),
        name=f"Deal {number:06} 二期",
        stage_id=stage.id,
        currency=chance.choices(("CNY", "USD", "JPY"), (90, 8, 2))[0],
        known_since=workbook.store.clock.now(),
        account_id=chance.choice(accounts).id,
        owner_id=chance.choice(people).id,
        amount=chance.randint(30_000, 4_800_000) * 100,
        close_date=day if stage.is_open else None,
        closed_on=None if stage.is_open else TODAY - timedelta(days=chance.randint(0, 200)),
        created_on=TODAY - timedelta(days=chance.randint(10, 400)),
        source=SOURCE,
        external_id=f"D{number:06}",
    )


def _events(workbook: Workbook, deals: list[Deal], each: int, chance: random.Random) -> Iterator[DealEvent]:
    now = workbook.store.clock.now()
    for deal in deals:
        for _number in range(each):
            yield DealEvent(
                workbook.new_id(),
                deal.id,
                chance.choice((TrackedField.AMOUNT, TrackedField.CLOSE_DATE)),
                None,
                chance.randint(1, 10**9),
                _some_time(chance),
                now,
                f"{TOLD_BY_HISTORY}{SOURCE}",
            )


def _some_time(chance: random.Random) -> datetime:
    return datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=chance.randint(0, 320 * 86_400))
