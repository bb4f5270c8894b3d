"""A team of three, and short ways to run their stand-up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from salesops_tui.clock import FixedClock
from salesops_tui.domain.deals import MADE_HERE
from salesops_tui.domain.people import Person
from salesops_tui.domain.standups import LineKind
from salesops_tui.domain.steps import Origin, StepKind
from salesops_tui.services.deals import DealForm, add_deal
from salesops_tui.services.session import Session
from salesops_tui.services.standups import capture, running
from salesops_tui.services.standups.day import look
from salesops_tui.services.standups.parts import Part, StandupDay
from salesops_tui.storage.repositories.deals import DealWrite
from tests.services.helpers import new_desk

HERE = Origin.SCREEN
MONDAY = date(2026, 11, 23)
TEAM = (
    Person("p-wang", "Wang Wei", seat=1, team="East"),
    Person("p-li", "Li Na", seat=2, team="East"),
    Person("p-zhao", "赵磊", seat=3, team="West"),
)


@dataclass
class Morning:
    """A stand-up on the day at which the clock stands."""

    session: Session
    clock: FixedClock
    team: str = ""

    @property
    def day(self) -> date:
        """That day."""
        return self.clock.today()

    def look(self, day: date | None = None) -> StandupDay:
        """The stand-up as it is shown."""
        return look(self.session, day or self.day, self.team)

    def part(self, name: str, day: date | None = None) -> Part:
        """One person's part."""
        return next(part for part in self.look(day).parts if part.name == name)

    def say(self, person_id: str | None, kind: LineKind, text: str, day: date | None = None) -> capture.Noted:
        """Note a line."""
        return capture.note(self.session, day or self.day, self.team, person_id, kind, text, HERE)

    def start(self) -> None:
        """Start the clock."""
        running.start(self.session, self.day, self.team, HERE)

    def close(self) -> None:
        """Close it."""
        running.close(self.session, self.day, self.team, HERE)

    def next_day(self, days: int = 1) -> None:
        """Nine in the morning of a later day."""
        self.clock.advance(timedelta(days=days))

    def at(self, hour: int, minute: int) -> None:
        """Another time of the same day."""
        self.clock.instant = datetime(self.day.year, self.day.month, self.day.day, hour, minute, tzinfo=self.clock.zone)

    def deal(self, name: str, owner: str, *, stage: str = "contact", closes: str = "", amount: str = "1000") -> str:
        """A new deal."""
        return add_deal(self.session, DealForm(name, "Huadong Pharma", owner, stage, amount, "CNY", closes), HERE)

    def set_deal(self, deal_id: str, **fields: Any) -> None:
        """Write fields of a deal as they are."""
        workbook = self.session.workbook
        deal = workbook.deals.get(deal_id)
        assert deal is not None
        with workbook.step(StepKind.EDIT_DEAL, HERE, {"deal": deal.name}):
            workbook.deals.write([DealWrite(deal, replace(deal, **fields), MADE_HERE)])


@pytest.fixture
def morning(blank_workbook: Path, clock: FixedClock) -> Iterator[Morning]:
    """Monday 23 November 2026, nine o'clock in Shanghai."""
    with new_desk(blank_workbook, clock) as desk:
        with desk.session.workbook.step(StepKind.SET_MEMBERS, HERE):
            desk.session.workbook.people.insert(TEAM)
        yield Morning(desk.session, clock)
