"""Who takes part in the stand-up, in which order, and who is away for a while."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from salesops_tui.domain.people import Absence, Person
from salesops_tui.domain.standup_order import NO_SEAT, by_seat
from salesops_tui.domain.steps import Origin, StepKind
from salesops_tui.domain.text import clean_text
from salesops_tui.i18n import _
from salesops_tui.services.session import Session
from salesops_tui.services.standups.writing import StandupRefused
from salesops_tui.storage.failures import explained
from salesops_tui.storage.records import Change


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who may take part."""

    person_id: str
    name: str
    team: str
    takes_part: bool
    away_until: date | None
    """The last day of the leave that they are on."""


def members(session: Session) -> tuple[Member, ...]:
    """Everybody who may take part, in the order of their seats; those who do not come last."""
    today = session.clock.today()
    return tuple(
        Member(person.id, person.name, person.team or "", person.seat != NO_SEAT, _away_until(person, today))
        for person in by_seat(person for person in session.workbook.people.all() if person.active)
    )


def seat(session: Session, person_ids: Sequence[str], origin: Origin) -> None:
    """Have some people take part, in this order, and nobody else, as one step. Raises StandupRefused."""
    places = {person_id: place for place, person_id in enumerate(person_ids, 1)}
    _change(
        session,
        [
            Change(person, replace(person, seat=places.get(person.id, NO_SEAT)))
            for person in session.workbook.people.all()
            if person.active
        ],
        origin,
    )


def send_away(session: Session, person_id: str, first: date, last: date, reason: str, origin: Origin) -> None:
    """Note that somebody is away from one day to another, both included, as one step. Raises StandupRefused."""
    if last < first:
        raise StandupRefused(_("Their leave would end before it begins. Nothing was changed."))
    person = session.workbook.people.get(person_id)
    if person is None:
        raise StandupRefused(_("This person is no longer there. Nothing was changed."))
    absence = Absence(first, last, clean_text(reason).text)
    _change(session, [Change(person, replace(person, absences=(*person.absences, absence)))], origin)


def _change(session: Session, changes: Sequence[Change[Person]], origin: Origin) -> None:
    workbook = session.workbook
    with explained(workbook.path), workbook.step(StepKind.SET_MEMBERS, origin):
        workbook.people.update(changes)


def _away_until(person: Person, today: date) -> date | None:
    return max((gone.last_day for gone in person.absences if gone.first_day <= today <= gone.last_day), default=None)
