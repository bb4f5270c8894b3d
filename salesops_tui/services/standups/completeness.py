"""How complete each person's records are: the daily report's seventeen fields, the least complete first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from salesops_tui.domain.completeness import LOOK_BACK_DAYS, Filled, ReportField, completeness
from salesops_tui.domain.figures import Figure
from salesops_tui.domain.meddic import BuyingRole, buying_role
from salesops_tui.i18n import _, mark
from salesops_tui.services.session import Session

_TITLES = {
    ReportField.ACCOUNT: mark("account"),
    ReportField.INDUSTRY: mark("industry"),
    ReportField.SIZE: mark("company size"),
    ReportField.DECISION_MAKER: mark("decision maker"),
    ReportField.LEAD_SOURCE: mark("lead source"),
    ReportField.AMOUNT: mark("amount"),
    ReportField.PRODUCT: mark("product"),
    ReportField.COMPETITOR: mark("competitor"),
    ReportField.VISITS: mark("visits"),
    ReportField.RECORD: mark("any touch"),
    ReportField.PROPOSAL: mark("proposal"),
    ReportField.STATUS: mark("status"),
    ReportField.CONTRACT_AMOUNT: mark("contract amount"),
    ReportField.SIGNED_ON: mark("signing date"),
    ReportField.DELIVERY: mark("delivery"),
    ReportField.FEEDBACK: mark("feedback"),
    ReportField.SATISFACTION: mark("satisfaction"),
}


@dataclass(frozen=True, slots=True)
class Complete:
    """One person's records."""

    person_id: str
    person: str
    figure: Figure
    missing: tuple[tuple[str, int], ...]
    """What is missing, in words, and in how many deals; the most frequent first."""


def complete(session: Session, day: date, team: str = "") -> tuple[Complete, ...]:
    """The people of a team, or all, who own deals that are open or closed of late; the least complete first."""
    workbook = session.workbook
    names = {person.id: person.name for person in workbook.people.all() if not team or person.team == team}
    counted = workbook.standup_surroundings.filled(
        workbook.pipeline,
        day - timedelta(days=LOOK_BACK_DAYS),
        [
            role
            for role in workbook.standup_surroundings.contact_roles()
            if buying_role(role) is BuyingRole.DECISION_MAKER
        ],
        list(names) if team else None,
    )
    found = [_complete(of, names.get(of.person_id, "")) for of in counted]
    return tuple(sorted(found, key=lambda one: (one.figure.value or 0, one.person)))


def _complete(of: Filled, name: str) -> Complete:
    return Complete(
        of.person_id,
        name,
        completeness(of, name),
        tuple((_(_TITLES[field]), number) for field, number in of.missing),
    )
