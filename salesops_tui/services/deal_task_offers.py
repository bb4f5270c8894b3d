"""What a deal asks for by itself: its follow-up clocks, and what it lacks for its next stage; each is one key from a task."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from salesops_tui.domain.deals import Deal
from salesops_tui.domain.follow_up import FollowUpState
from salesops_tui.domain.steps import Origin
from salesops_tui.domain.tasks import MadeFrom, Task
from salesops_tui.i18n import _
from salesops_tui.services import ageing, gates
from salesops_tui.services.deals import existing
from salesops_tui.services.gates import FieldLine, ItemLine
from salesops_tui.services.session import Session
from salesops_tui.services.tasks import add_once
from salesops_tui.services.wording import deal_field_title, follow_up_title
from salesops_tui.settings import SettingsError

_GATE_DAYS = 5
"""What a gate asks for is offered within a working week."""
_MOST = 6


@dataclass(frozen=True, slots=True)
class TaskOffer:
    """A task that the deal's own state suggests."""

    title: str
    due_on: date | None
    made_from: MadeFrom
    made_from_id: str


def task_offers(session: Session, deal_id: str) -> tuple[TaskOffer, ...]:
    """What is offered for a deal, the most pressing first; nothing that is an open task already. Raises DealGone."""
    deal = existing(session, deal_id)
    found = [*_follow_ups(session, deal), *_gate_items(session, deal)]
    taken = {
        (kind, key)
        for kind in (MadeFrom.FOLLOW_UP, MadeFrom.GATE)
        for key in session.workbook.task_lists.open_from(kind, [offer.made_from_id for offer in found])
    }
    return tuple(offer for offer in found if (offer.made_from, offer.made_from_id) not in taken)[:_MOST]


def add_offered(session: Session, deal_id: str, offer: TaskOffer, origin: Origin) -> Task:
    """Make a task of an offer, for the deal's owner, as one step. Raises DealGone and TaskExists."""
    deal = existing(session, deal_id)
    task = Task(
        session.workbook.new_id(),
        offer.title,
        important=True,
        due_on=offer.due_on,
        owner_id=deal.owner_id,
        deal_id=deal.id,
        account_id=deal.account_id,
        made_from=offer.made_from,
        made_from_id=offer.made_from_id,
    )
    return add_once(session, task, origin)


def criterion_offer(session: Session, deal: Deal, line: ItemLine) -> TaskOffer:
    """A task for a line of a gate's tick list."""
    return _gate_offer(session, deal, line.item, f"{line.text}: {deal.name}")


def field_offer(session: Session, deal: Deal, line: FieldLine) -> TaskOffer:
    """A task for a field that a gate asks for."""
    title = _("Find out: {field}").format(field=deal_field_title(line.name))
    return _gate_offer(session, deal, f"{line.stage_id}:{line.name}", f"{title} ({deal.name})")


def _gate_offer(session: Session, deal: Deal, item: str, title: str) -> TaskOffer:
    due = session.calendar.add_working_days(session.clock.today(), _GATE_DAYS)
    return TaskOffer(title, due, MadeFrom.GATE, f"{deal.id}:{item}")


def _follow_ups(session: Session, deal: Deal) -> Iterator[TaskOffer]:
    clocks = ageing.clocks(session, [deal.id]).get(deal.id)
    today = session.clock.today()
    for follow_up in clocks.follow_ups if clocks is not None else ():
        if follow_up.state in (FollowUpState.DUE, FollowUpState.AT_RISK, FollowUpState.BREACHED):
            due = max(follow_up.due_on, today) if follow_up.due_on is not None else None
            yield TaskOffer(
                f"{follow_up_title(follow_up.rule)}: {deal.name}",
                due,
                MadeFrom.FOLLOW_UP,
                f"{deal.id}:{follow_up.rule.value}",
            )


def _gate_items(session: Session, deal: Deal) -> Iterator[TaskOffer]:
    following = _next_stage(session, deal)
    if following is None:
        return
    try:
        view = gates.gate(session, deal.id, following)
    except SettingsError:
        # The settings name a stage or a field that is not there: the gate itself says so.
        return
    yield from (criterion_offer(session, deal, line) for line in view.items if not line.done)
    yield from (field_offer(session, deal, line) for line in view.fields if not line.text.strip())


def _next_stage(session: Session, deal: Deal) -> str | None:
    pipeline = session.workbook.pipeline
    stages: Sequence[str] = [*(stage.id for stage in pipeline.open), pipeline.won.id]
    if deal.stage_id not in stages[:-1]:
        return None
    return stages[stages.index(deal.stage_id) + 1]
