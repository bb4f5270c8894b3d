"""What is done about a risk: a task for the deal's owner, made once and told back to the risk."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from salesops_tui.domain.steps import Origin
from salesops_tui.domain.tasks import MadeFrom, Task
from salesops_tui.i18n import _, mark
from salesops_tui.services.deals import existing
from salesops_tui.services.session import Session
from salesops_tui.services.tasks import add_once
from salesops_tui.services.week.risks import Risk, RiskKind

WORKING_DAYS: Final = 2
"""Working days until the response is due."""

_RESPONSES: Final[Mapping[RiskKind, str]] = {
    RiskKind.PAST_CLOSE: mark("Agree a new close date for {deal} with the customer"),
    RiskKind.PUSHED: mark("Find out whether {deal} is still a deal"),
    RiskKind.STUCK: mark("Get {deal} moving again, or give it up"),
    RiskKind.SINGLE_CONTACT: mark("Win a second contact at the customer of {deal}"),
    RiskKind.FOLLOW_UP: mark("Make up for the follow-up of {deal}"),
}


def add_response(session: Session, kind: RiskKind, deal_id: str, origin: Origin) -> Task:
    """Make a risk of a deal an important task of its owner. Raises TaskExists, and DealGone when the deal is."""
    deal = existing(session, deal_id)
    source = Risk(kind, deal.name, "", 0, deal_id).source
    task = Task(
        session.workbook.new_id(),
        _(_RESPONSES[kind]).format(deal=deal.name),
        important=True,
        due_on=session.calendar.add_working_days(session.clock.today(), WORKING_DAYS),
        owner_id=deal.owner_id,
        deal_id=deal.id,
        account_id=deal.account_id,
        made_from=MadeFrom.RISK,
        made_from_id=source,
    )
    return add_once(session, task, origin)
