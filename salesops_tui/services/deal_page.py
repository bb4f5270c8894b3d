"""A deal's page: everything that the workbook knows of one deal, and of those who sell it and who buy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from salesops_tui.domain.accounts import Contact
from salesops_tui.domain.activities import Activity
from salesops_tui.domain.deal_roles import Role
from salesops_tui.domain.deals import Deal, TrackedField
from salesops_tui.domain.meddic import BuyingRole, buying_role, missing_roles
from salesops_tui.domain.pushes import Pushes, pushes
from salesops_tui.domain.stages import Stage
from salesops_tui.domain.tasks import Task, TaskState
from salesops_tui.domain.text import match_key
from salesops_tui.i18n import _, language
from salesops_tui.services import ageing, pasts
from salesops_tui.services.ageing import Clocks
from salesops_tui.services.checklists import CheckLine, checklist
from salesops_tui.services.credible_close import CredibleClose, credible_close
from salesops_tui.services.deal_timeline import TimelineLine, role_title, timeline
from salesops_tui.services.deals import existing, name_of
from salesops_tui.services.offers import Offers, offers
from salesops_tui.services.session import Session
from salesops_tui.services.standing import Standing, standing


@dataclass(frozen=True, slots=True)
class InStage:
    """How long a deal has been in its stage."""

    days: int
    """Working days."""
    at_least: bool
    """True when the entry into the stage is not known."""


@dataclass(frozen=True, slots=True)
class Buyer:
    """Somebody at the customer's."""

    contact: Contact
    role: BuyingRole | None
    """None when the contact's role, as typed, is none of those that a deal needs."""


@dataclass(frozen=True, slots=True)
class Buyers:
    """The people at the customer's, and how well they cover the decision (domain row 41)."""

    people: tuple[Buyer, ...]
    missing: tuple[BuyingRole, ...]
    distinct: int
    """How many different people they are."""

    @property
    def hangs_on_one(self) -> bool:
        """Whether everything depends on a single contact."""
        return self.distinct == 1


@dataclass(frozen=True, slots=True)
class TeamRole:
    """A corner of the iron triangle (domain row 81)."""

    role: Role | None
    """None for sales, which is the deal's owner."""
    title: str
    """What the team calls it."""
    person: str | None


@dataclass(frozen=True, slots=True)
class DealPage:
    """A deal with everything that its page tells."""

    deal: Deal
    stage: Stage
    stages: Mapping[str, str]
    """The names of all stages, in the language in use."""
    account: str | None
    owner: str | None
    product: str | None
    contact: str | None
    in_stage: InStage
    local_edits: Mapping[str, Any]
    """Fields that were changed here since their source last told them → what the source said."""
    buyers: Buyers
    team: tuple[TeamRole, ...]
    touches: tuple[Activity, ...]
    """Newest first."""
    pushes: Pushes
    tasks: tuple[Task, ...]
    """Those that are still to be done, the first due first."""
    checklist: tuple[CheckLine, ...]
    timeline: tuple[TimelineLine, ...]
    """Newest first."""
    offers: Offers
    clocks: Clocks
    credible: CredibleClose | None
    """When it is likely to close; None for a deal that is decided, or when the team's history is still being read."""
    standing: Standing


def read_deal(session: Session, deal_id: str) -> DealPage:
    """A deal's page. Raises DealGone."""
    workbook = session.workbook
    deal, pipeline = existing(session, deal_id), workbook.pipeline
    # After a change here that is this one deal; after a first large import it would take a while.
    is_read = pasts.catch_up(session, pasts.PORTION) == 0
    owner = name_of(workbook.people, deal.owner_id)
    return DealPage(
        deal,
        pipeline.by_id[deal.stage_id],
        {stage.id: stage.name(language()) for stage in pipeline.stages},
        name_of(workbook.accounts, deal.account_id),
        owner,
        name_of(workbook.products, deal.product_id),
        name_of(workbook.contacts, deal.contact_id),
        in_stage(session, deal),
        workbook.deals.records.local_edits_of(deal_id),
        _buyers(session, deal),
        _team(session, deal, owner),
        touches(session, deal_id),
        pushes(workbook.deals.events(deal_id)),
        _tasks(session, deal_id),
        checklist(session, deal_id),
        timeline(session, deal),
        offers(session, deal_id),
        ageing.clocks(session, [deal_id])[deal_id],
        credible_close(session, deal) if is_read else None,
        standing(session),
    )


def in_stage(session: Session, deal: Deal) -> InStage:
    """How long a deal has been in its stage; a closed one stopped ageing on the day it closed."""
    events = session.workbook.deals.events(deal.id)
    last = next((event for event in reversed(events) if event.field is TrackedField.STAGE), None)
    entered = last.at if last is not None and last.new == deal.stage_id else None
    since = (entered or deal.known_since).astimezone(session.clock.zone).date()
    stage = session.workbook.pipeline.by_id[deal.stage_id]
    until = deal.closed_on if not stage.is_open and deal.closed_on else session.clock.today()
    return InStage(max(session.calendar.working_days_between(since, until), 0), entered is None)


def touches(session: Session, deal_id: str) -> tuple[Activity, ...]:
    """The touches of a deal, newest first."""
    found = session.workbook.activities.of_deal(deal_id)
    return tuple(sorted(found, key=lambda touch: (touch.day, touch.at is not None, touch.at, touch.id), reverse=True))


def _buyers(session: Session, deal: Deal) -> Buyers:
    contacts = session.workbook.contacts
    found = contacts.of_account(deal.account_id) if deal.account_id else []
    own = contacts.get(deal.contact_id) if deal.contact_id else None
    if own is not None and all(contact.id != own.id for contact in found):
        found.insert(0, own)
    people = [Buyer(contact, buying_role(contact.role)) for contact in found]
    order = list(BuyingRole)
    people.sort(key=lambda buyer: len(order) if buyer.role is None else order.index(buyer.role))
    return Buyers(
        tuple(people),
        missing_roles(buyer.role for buyer in people),
        len({match_key(buyer.contact.name) for buyer in people}),
    )


def _team(session: Session, deal: Deal, owner: str | None) -> tuple[TeamRole, ...]:
    people = dict(session.workbook.people.names())
    present = {role.role: people.get(role.person_id) for role in session.workbook.deal_roles.of_deal(deal.id)}
    roles = (TeamRole(role, role_title(session, role), present.get(role)) for role in Role)
    return (TeamRole(None, _("Sales"), owner), *roles)


def _tasks(session: Session, deal_id: str) -> tuple[Task, ...]:
    found = [
        task for task in session.workbook.tasks.of_deal(deal_id) if task.state in (TaskState.OPEN, TaskState.WAITING)
    ]
    return tuple(sorted(found, key=lambda task: (task.due_on is None, task.due_on, task.id)))
