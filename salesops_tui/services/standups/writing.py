"""How what belongs to a stand-up is written: within a step that somebody else has begun."""

from __future__ import annotations

from datetime import date

from salesops_tui.domain.standups import Standup
from salesops_tui.errors import SalesopsError
from salesops_tui.services.session import Session


class StandupRefused(SalesopsError):
    """Something that cannot be done with a stand-up as it is."""


def standup_of(session: Session, day: date, team: str) -> Standup:
    """The stand-up of a day and a team, made now if there is none."""
    workbook = session.workbook
    found = workbook.standups.of_day(day, team)
    if found is None:
        found = Standup(workbook.new_id(), day, team)
        workbook.standups.insert([found])
    return found
