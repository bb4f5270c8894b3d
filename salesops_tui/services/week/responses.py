"""What is done about a risk: a task for the deal's owner, made once and told back to the risk."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from salesops_tui.domain.steps import Origin
from salesops_tui.domain.tasks import MadeFrom, Task
from salesops_tui.errors import SalesopsError
from salesops_tui.i18n import _, mark
from salesops_tui.services.deals import existing
from salesops_tui.services.session import Session
from salesops_tui.services.tasks import add_once
from salesops_tui.services.week.risks import Risk, RiskKind

WORKING_DAYS: Final = 2
"""Working days until the response is due."""

_RESPONSES: Final[Mapping[RiskKind, str]] = {
    RiskKind.COVERAGE: mark("Fill the pipeline of {deal}: it does not cover the target"),
    RiskKind.PAST_CLOSE: mark("Agree a new close date for {deal} with the customer"),
    RiskKind.PUSHED: mark("Find out whether {deal} is still a deal"),
    RiskKind.STUCK: mark("Get {deal} moving again, or give it up"),
    RiskKind.SINGLE_CONTACT: mark("Win a second contact at the customer of {deal}"),
    RiskKind.FOLLOW_UP: mark("Make up for the follow-up of {deal}"),
}


class HasTask(SalesopsError):
    """The risk is a task already: a blocker."""


def add_response(session: Session, risk: Risk, owner_id: str | None, origin: Origin) -> Task:
    """Make a risk an important task of the deal's owner, or of the given person's where it is about no deal.

    Raises TaskExists, HasTask for a blocker, and DealGone when the deal is.
    """
    if risk.kind not in _RESPONSES:
        raise HasTask(_("“{task}” is a task already: enter opens it.").format(task=risk.words))
    deal = existing(session, risk.deal_id) if risk.deal_id is not None else None
    task = Task(
        session.workbook.new_id(),
        _(_RESPONSES[risk.kind]).format(deal=deal.name if deal is not None else risk.words),
        important=True,
        due_on=session.calendar.add_working_days(session.clock.today(), WORKING_DAYS),
        owner_id=deal.owner_id if deal is not None else owner_id,
        deal_id=deal.id if deal is not None else None,
        account_id=deal.account_id if deal is not None else None,
        made_from=MadeFrom.RISK,
        made_from_id=risk.source,
    )
    return add_once(session, task, origin)
