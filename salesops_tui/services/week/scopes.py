"""Whose week a report is about: everybody's, a team's, one person's."""

from __future__ import annotations

from dataclasses import dataclass

from salesops_tui.domain.people import Person
from salesops_tui.domain.text import match_key
from salesops_tui.errors import UsageError
from salesops_tui.i18n import _
from salesops_tui.services.session import Session


@dataclass(frozen=True, slots=True)
class ReportScope:
    """The people whose deals, activities and tasks count."""

    name: str = ""
    """Of the team or the person; empty for everybody."""
    people: tuple[Person, ...] | None = None
    """None for everybody."""

    @property
    def ids(self) -> tuple[str, ...] | None:
        """Their identifiers."""
        return tuple(person.id for person in self.people) if self.people is not None else None

    @property
    def owner(self) -> str:
        """The name of the one person; empty for a team and for everybody."""
        return self.people[0].name if self.people is not None and len(self.people) == 1 else ""


def scopes(session: Session) -> tuple[ReportScope, ...]:
    """All that there are: everybody, the teams, the people."""
    people = [person for person in session.workbook.people.all() if person.active]
    teams = dict.fromkeys(sorted(person.team for person in people if person.team))
    return (
        ReportScope(),
        *(ReportScope(team, tuple(person for person in people if person.team == team)) for team in teams),
        *(ReportScope(person.name, (person,)) for person in sorted(people, key=lambda person: person.name)),
    )


def scope_named(session: Session, name: str) -> ReportScope:
    """The team or the person that a name means; an empty one is everybody's. Raises UsageError."""
    known = scopes(session)
    wanted = match_key(name)
    found = [scope for scope in known if match_key(scope.name) == wanted]
    found = found or [scope for scope in known if wanted in match_key(scope.name)]
    if len(found) != 1:
        names = ", ".join(scope.name for scope in (found or known) if scope.name)
        raise UsageError(_("“{name}” is no team and no person, or several: {names}.").format(name=name, names=names))
    return found[0]
