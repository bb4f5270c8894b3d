"""The people of the team."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Absence:
    """A span of days, both ends included, on which somebody is away."""

    first_day: date
    last_day: date
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who owns deals and tasks and speaks in the stand-up."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    """Other spellings under which exports name this person: an e-mail address, pinyin, a nickname."""
    role: str | None = None
    team: str | None = None
    email: str | None = None
    active: bool = True
    seat: int | None = None
    """Place in the stand-up's round, from 1 on; 0 for somebody who does not take part."""
    absences: tuple[Absence, ...] = ()
    source: str | None = None
    external_id: str | None = None

    def is_away(self, day: date) -> bool:
        """Whether the person is absent on a day."""
        return any(absence.first_day <= day <= absence.last_day for absence in self.absences)
