"""The team, kept up to date: who is in it, under which names exports know them, and who has left."""

from __future__ import annotations

from dataclasses import dataclass, replace

from salesops_tui.domain.people import Person
from salesops_tui.domain.steps import Origin, StepKind
from salesops_tui.domain.text import clean_text, match_key
from salesops_tui.errors import SalesopsError
from salesops_tui.i18n import _
from salesops_tui.services.deals import FieldRefused
from salesops_tui.services.session import Session
from salesops_tui.storage.failures import explained
from salesops_tui.storage.records import Change


class PersonGone(SalesopsError):
    """The person is no longer in the workbook."""


@dataclass(frozen=True, slots=True)
class PersonForm:
    """What is typed about a person."""

    name: str = ""
    role: str = ""
    team: str = ""
    email: str = ""
    aliases: str = ""
    """Other names under which exports know them, with commas between."""
    active: bool = True
    """Whether they are in the team, or have left it."""


def everybody(session: Session) -> tuple[Person, ...]:
    """Those in the team by their names, then those who have left."""
    people = session.workbook.people.all()
    return tuple(sorted(people, key=lambda person: (not person.active, person.team or "", match_key(person.name))))


def form_of(person: Person) -> PersonForm:
    """What is known of a person, as it is typed."""
    return PersonForm(
        person.name,
        person.role or "",
        person.team or "",
        person.email or "",
        ", ".join(person.aliases),
        person.active,
    )


def save_person(session: Session, person_id: str | None, form: PersonForm, origin: Origin) -> str:
    """Write what was typed about a person, or about a new one, as one step; returns the identifier.

    Raises FieldRefused, and PersonGone for one that is no longer there.
    """
    workbook = session.workbook
    with explained(workbook.path):
        before = workbook.people.get(person_id) if person_id is not None else None
        if person_id is not None and before is None:
            raise PersonGone(_("This person is no longer there. Nothing was changed."))
        made = _meant(session, before or Person(workbook.new_id(), ""), form)
        if before is None:
            with workbook.step(StepKind.ADD_PERSON, origin, {"name": made.name}):
                workbook.people.insert([made])
        elif made != before:
            with workbook.step(StepKind.EDIT_PERSON, origin, {"name": made.name}):
                workbook.people.update([Change(before, made)])
    return made.id


def _meant(session: Session, person: Person, form: PersonForm) -> Person:
    name = clean_text(form.name).text
    if not name:
        raise FieldRefused("name", _("A person needs a name."))
    aliases = tuple(
        dict.fromkeys(alias for part in form.aliases.replace("，", ",").split(",") if (alias := clean_text(part).text))
    )
    for field, names in (("name", (name,)), ("aliases", aliases)):
        for each in names:
            _refuse_taken(session, person.id, field, each)
    return replace(
        person,
        name=name,
        role=clean_text(form.role).text or None,
        team=clean_text(form.team).text or None,
        email=clean_text(form.email).text or None,
        aliases=aliases,
        active=form.active,
    )


def _refuse_taken(session: Session, person_id: str, field: str, name: str) -> None:
    for other in session.workbook.people.all():
        if other.id != person_id and match_key(name) in map(match_key, (other.name, *other.aliases)):
            raise FieldRefused(
                field, _("“{name}” is how {person} is called already.").format(name=name, person=other.name)
            )
