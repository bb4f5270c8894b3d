"""Who is in the team, for whoever is to choose somebody."""

from __future__ import annotations

from salesops_tui.services.session import Session


def team(session: Session) -> tuple[tuple[str, str], ...]:
    """Identifiers and names of those who are in the team."""
    return tuple((person.id, person.name) for person in session.workbook.people.all() if person.active)
