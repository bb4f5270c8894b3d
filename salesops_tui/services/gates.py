"""What lies between a deal and another stage: everything that a person is asked and told before it goes there."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from salesops_tui.domain.deals import Deal, TrackedField
from salesops_tui.domain.gates import Discount, Gate, gate_between, item_texts, stage_before_closing
from salesops_tui.domain.stages import Pipeline, Stage, StageKind
from salesops_tui.domain.text import match_key
from salesops_tui.i18n import _, mark
from salesops_tui.services.checklists import discount_of, in_words, ticked
from salesops_tui.services.deals import existing, form_of, name_of
from salesops_tui.services.people import team
from salesops_tui.services.session import Session
from salesops_tui.settings import SettingsError

COMPETITOR_REASON: Final = mark("Chose a competitor")
"""The reason that makes one want to know which."""

LOSS_REASONS: Final = (
    mark("Price too high"),
    COMPETITOR_REASON,
    mark("No budget"),
    mark("No decision"),
    mark("Project postponed"),
    mark("Missing feature"),
    mark("Lost contact"),
)
"""Why deals are lost, where the settings say nothing of it (the course has no such list)."""

OTHER_REASON: Final = mark("Other")
"""The last of the reasons, whoever gave the others: it needs words."""


@dataclass(frozen=True, slots=True)
class ItemLine:
    """A line of the tick list."""

    item: str
    text: str
    done: bool
    is_risk: bool


@dataclass(frozen=True, slots=True)
class FieldLine:
    """A required field with what stands in it."""

    name: str
    text: str
    stage_id: str
    offered: tuple[str, ...]
    """What may be meant while somebody types."""


@dataclass(frozen=True, slots=True)
class GateView:
    """Everything that a person is asked and told before a deal goes to another stage."""

    deal: Deal
    source: Stage
    target: Stage
    gate: Gate
    items: tuple[ItemLine, ...]
    fields: tuple[FieldLine, ...]
    amount: str
    closed_on: str
    """The day that is offered for winning."""
    discount: Discount | None
    levels: Mapping[Decimal, str]
    """From how many per cent on a discount needs whose word; see ``checklists.approver_of``."""
    reasons: tuple[str, ...]
    """Why deals are lost; the last one needs words."""
    people: tuple[str, ...]


def gate(session: Session, deal_id: str, stage_id: str) -> GateView:
    """What is asked before a deal goes to a stage. Raises DealGone and SettingsError."""
    workbook = session.workbook
    deal = existing(session, deal_id)
    form = form_of(session, deal)
    contact = name_of(workbook.contacts, deal.contact_id) or ""
    pipeline, discount = workbook.pipeline, discount_of(session, deal_id)
    found = evaluate(session, deal, pipeline, stage_id, ticked(session, deal_id), discount)
    return GateView(
        deal,
        pipeline.by_id[deal.stage_id],
        pipeline.by_id[stage_id],
        found,
        tuple(
            ItemLine(item.id, in_words(item_texts(item.id, pipeline)), item.done, item.is_risk) for item in found.items
        ),
        tuple(
            FieldLine(
                need.field,
                contact if need.field == "contact" else str(getattr(form, need.field)),
                need.stage_id,
                _offered(session, deal, need.field),
            )
            for need in found.needs
        ),
        form.amount,
        (deal.closed_on or session.clock.today()).isoformat(),
        discount,
        session.settings.discount_levels,
        loss_reasons(session),
        tuple(name for _id, name in team(session)),
    )


def loss_reasons(session: Session) -> tuple[str, ...]:
    """Why deals are lost, the team's own reasons or those as shipped; the last one needs words."""
    known = session.settings.loss_reasons or tuple(_(reason) for reason in LOSS_REASONS)
    other = match_key(_(OTHER_REASON))
    return (*(reason for reason in known if match_key(reason) != other), _(OTHER_REASON))


def without_words(reason: str) -> str:
    """A reason as deals are told apart by it: the last one without the words that came with it."""
    chosen, sign, _words = reason.partition(": ")
    is_other = match_key(chosen) in (match_key(OTHER_REASON), match_key(_(OTHER_REASON)))
    return _(OTHER_REASON) if sign and is_other else reason


def stage_to_reopen(session: Session, deal_id: str) -> str | None:
    """The open stage that a closed deal was in before; None for an open deal. Raises DealGone.

    Without a history a won deal was in the last one, and a lost one begins anew.
    """
    pipeline = session.workbook.pipeline
    deal = existing(session, deal_id)
    stage = pipeline.by_id[deal.stage_id]
    if stage.is_open:
        return None
    known = _closed_from(session, deal, pipeline)
    if known is not None:
        return known.id
    return (pipeline.open[-1] if stage.kind is StageKind.WON else pipeline.open[0]).id


def evaluate(
    session: Session, deal: Deal, pipeline: Pipeline, stage_id: str, marks: Collection[str], discount: Discount | None
) -> Gate:
    """A deal's gate with what is ticked off and the discount it would be won at. Raises SettingsError."""
    required = session.settings.required_fields
    if unknown := sorted(set(required) - {stage.id for stage in pipeline.open}):
        raise SettingsError(
            _(
                "The settings' “required_fields” name a stage “{stage}” that there is not. Possible are: {stages}."
            ).format(stage=unknown[0], stages=", ".join(stage.id for stage in pipeline.open))
        )
    return gate_between(
        deal,
        pipeline.by_id[stage_id],
        pipeline,
        ticked=marks,
        required=required,
        strict=session.settings.gates == "block",
        discount=discount,
        closed_from=_closed_from(session, deal, pipeline),
    )


def _closed_from(session: Session, deal: Deal, pipeline: Pipeline) -> Stage | None:
    if pipeline.by_id[deal.stage_id].is_open:
        return None
    events = session.workbook.deals.events(deal.id)
    moves = [event for event in events if event.field is TrackedField.STAGE]
    return stage_before_closing([(str(event.old or ""), str(event.new)) for event in moves], pipeline)


# What the dialog shows


def _offered(session: Session, deal: Deal, name: str) -> tuple[str, ...]:
    workbook = session.workbook
    match name:
        case "account":
            return tuple(other for _id, other in workbook.accounts.names())
        case "product":
            return tuple(other for _id, other in workbook.products.names())
        case "owner":
            return tuple(name for _id, name in team(session))
        case "contact":
            return tuple(name for _id, name in contact_names(session, deal))
    return ()


def contact_names(session: Session, deal: Deal) -> list[tuple[str, str]]:
    """Identifiers and names of the people at the deal's account; of everybody where it has none."""
    contacts = session.workbook.contacts
    if deal.account_id is None:
        return contacts.names()
    return [(contact.id, contact.name) for contact in contacts.of_account(deal.account_id)]
