"""What is offered to mend a deal: days, next steps, people, reasons; each is one key away."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from salesops_tui.domain.days import LATEST, end_of_month, end_of_quarter
from salesops_tui.domain.deals import Deal
from salesops_tui.i18n import _, language, mark
from salesops_tui.services.deal_task_offers import TaskOffer, task_offers
from salesops_tui.services.deals import existing
from salesops_tui.services.people import team
from salesops_tui.services.session import Session

_PUSH_REASONS: Final = (
    mark("The customer asked for more time"),
    mark("Budget or approval is pending"),
    mark("The decision maker is not available"),
    mark("Technical questions are open"),
    mark("Terms are still being negotiated"),
    mark("The date was a guess"),
)
_STEPS: Final = ((mark("Call the customer"), 2), (mark("Visit the customer"), 5), (mark("Send the proposal"), 3))
"""What is mostly done next, and in how many working days."""
_SNOOZES: Final = ((mark("until tomorrow"), 1), (mark("for 3 days"), 3), (mark("for a week"), 7))


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Something with a day that is offered."""

    title: str
    day: date


@dataclass(frozen=True, slots=True)
class Offers:
    """A deal, and what is offered to mend it."""

    deal: Deal
    today: date
    pushes: tuple[Suggestion, ...]
    push_reasons: tuple[str, ...]
    steps: tuple[Suggestion, ...]
    snoozes: tuple[Suggestion, ...]
    people: tuple[tuple[str, str], ...]
    """Identifiers and names of those who are in the team."""
    tasks: tuple[TaskOffer, ...] = ()
    """What the deal's own state asks for."""


def offers(session: Session, deal_id: str) -> Offers:
    """What is offered for a deal. Raises DealGone."""
    deal = existing(session, deal_id)
    today = session.clock.today()
    return Offers(
        deal,
        today,
        _pushes(deal, today),
        tuple(_(reason) for reason in _PUSH_REASONS),
        _steps(session, deal, today),
        tuple(Suggestion(_(title), today + timedelta(days=days)) for title, days in _SNOOZES),
        team(session),
        task_offers(session, deal_id),
    )


def _pushes(deal: Deal, today: date) -> tuple[Suggestion, ...]:
    """Days to put the close date off to; they count from today once it has passed."""
    start = max(deal.close_date or today, today)
    month = end_of_month(start)
    if month == start:
        month = end_of_month(start + timedelta(days=1))
    found = (
        Suggestion(_("a week later"), start + timedelta(days=7)),
        Suggestion(_("two weeks later"), start + timedelta(days=14)),
        Suggestion(_("end of the month"), month),
        Suggestion(_("end of next quarter"), end_of_quarter(end_of_quarter(start) + timedelta(days=1))),
    )
    return tuple(suggestion for suggestion in found if suggestion.day <= LATEST)


def _steps(session: Session, deal: Deal, today: date) -> tuple[Suggestion, ...]:
    stage = session.workbook.pipeline.by_id[deal.stage_id]
    criterion = stage.exit_criterion_en if language() == "en" else stage.exit_criterion_zh
    steps = [(_(title), days) for title, days in _STEPS]
    if criterion:
        steps.append((_("Work towards: {criterion}").format(criterion=criterion), 5))
    return tuple(Suggestion(title, session.calendar.add_working_days(today, days)) for title, days in steps)
