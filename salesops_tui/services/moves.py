"""Bringing a deal to another stage: what its gate asks, and one step for everything that was answered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType
from typing import Final

from salesops_tui.domain.accounts import Contact
from salesops_tui.domain.days import read_past_day
from salesops_tui.domain.deals import MADE_HERE, Deal
from salesops_tui.domain.gates import (
    Gate,
    Passage,
    item_texts,
    probability_of,
)
from salesops_tui.domain.stages import Pipeline, Stage
from salesops_tui.domain.steps import Origin, StepKind
from salesops_tui.domain.text import clean_text, match_key
from salesops_tui.i18n import _, language, ngettext
from salesops_tui.services.checklists import (
    discount_of,
    in_words,
    percent_text,
    ticked,
    with_answers,
    write_discount,
    write_ticks,
)
from salesops_tui.services.deals import (
    FieldRefused,
    NewLinks,
    existing,
    filled_in,
    form_of,
    name_of,
    write_links,
)
from salesops_tui.services.gates import contact_names, evaluate, loss_reasons
from salesops_tui.services.session import Session
from salesops_tui.services.wording import deal_field_title
from salesops_tui.storage.failures import explained
from salesops_tui.storage.repositories.deals import DealWrite

_NAMED: Final = 5
"""So many deals are named where several are meant."""


class GateClosed(FieldRefused):
    """The deal lacks something without which it does not go on; the field is the first such thing."""


@dataclass(frozen=True, slots=True)
class Answers:
    """What a person answered; what is left out stays as it is."""

    ticks: Mapping[str, bool] = field(default_factory=lambda: MappingProxyType({}))
    fields: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Required fields, the amount and the competitor, as typed."""
    reason: str = ""
    """Why it goes back, is open again or was lost."""
    words: str = ""
    """What "other" means."""
    closed_on: str = ""
    """The day on which it was won; nothing for the day already known, or today."""
    discount: str | None = None
    approved_by: str = ""


@dataclass(frozen=True, slots=True)
class Moved:
    """What came of a move."""

    deal: Deal
    stage: Stage
    passage: Passage


_NOTHING: Final = Answers()


def move(session: Session, deal_id: str, stage_id: str, answers: Answers, origin: Origin) -> Moved:
    """Bring a deal to a stage with everything that was answered, as one step.

    Raises DealGone, FieldRefused, GateClosed and SettingsError; nothing is written then.
    """
    workbook = session.workbook
    with explained(workbook.path):
        before, pipeline = existing(session, deal_id), workbook.pipeline
        target = pipeline.by_id[stage_id]
        asked, links, contacts = _answered(session, before, answers)
        present = discount_of(session, deal_id)
        discount = present
        if answers.discount is not None or answers.approved_by:
            typed = (
                answers.discount if answers.discount is not None else percent_text(present.percent if present else 0)
            )
            discount = with_answers(session, deal_id, present, typed, answers.approved_by)
        marks = ticked(session, deal_id) - {item for item, done in answers.ticks.items() if not done}
        marks |= {item for item, done in answers.ticks.items() if done}
        found = evaluate(session, asked, pipeline, stage_id, marks, discount)
        after, reason = _closed(session, before, asked, target, found, answers)
        _hold_closed(after, target, found, pipeline)
        # Setting a won or lost deal right may come to nothing.
        if after != before or discount != present:
            with workbook.step(_KINDS[found.passage], origin, _params(after, target)):
                write_links(session, links)
                workbook.contacts.insert(contacts)
                workbook.deals.write([DealWrite(before, after, MADE_HERE, reason=reason)])
                write_ticks(session, deal_id, answers.ticks)
                write_discount(session, present, discount)
    return Moved(after, target, found.passage)


def writes_to(
    session: Session, pairs: Sequence[tuple[Deal, Deal]], stage_id: str, answers: Answers = _NOTHING
) -> list[DealWrite]:
    """What brings several deals to a stage: each as it is and with what else is changed in it, still where it is.

    Nobody is asked about each: a closed gate, a missing amount of a won deal or a missing reason keeps all of them where
    they are. Raises FieldRefused, GateClosed and SettingsError.
    """
    pipeline = session.workbook.pipeline
    target, writes, closed = pipeline.by_id[stage_id], [], []
    for before, asked in pairs:
        marks, discount = ticked(session, before.id), discount_of(session, before.id)
        found = evaluate(session, asked, pipeline, stage_id, marks, discount)
        if not found.lets_pass or (found.passage is Passage.WIN and asked.amount is None):
            closed.append(before.name)
            continue
        after, why = _closed(session, before, asked, target, found, answers)
        writes.append(DealWrite(before, after, MADE_HERE, reason=why))
    if closed:
        raise GateClosed("stage_id", _all_stay(closed, target))
    return writes


def kept_probability(deal: Deal, stage: Stage) -> str | None:
    """That a deal keeps the probability that a person gave it although its new stage says another; None where it does not."""
    if not stage.is_open or probability_of(deal, stage) == stage.probability:
        return None
    return _("Its probability stays at {percent} %, set for this deal; {stage} says {usual} %.").format(
        percent=deal.probability, stage=stage.name(language()), usual=stage.probability
    )


_KINDS: Final[Mapping[Passage, StepKind]] = {
    Passage.NONE: StepKind.EDIT_DEAL,
    Passage.FORWARD: StepKind.MOVE_DEAL,
    Passage.BACK: StepKind.MOVE_DEAL,
    Passage.WIN: StepKind.WIN_DEAL,
    Passage.LOSE: StepKind.LOSE_DEAL,
    Passage.REOPEN: StepKind.REOPEN_DEAL,
}


def _params(deal: Deal, stage: Stage) -> dict[str, object]:
    return {"deal": deal.name, "stage": [stage.name_en, stage.name_zh]}


# What was answered


def _answered(session: Session, before: Deal, answers: Answers) -> tuple[Deal, NewLinks, list[Contact]]:
    """The deal with the fields that were filled in, still in its stage, and the records to be made for it."""
    typed = dict(answers.fields)
    contact = typed.pop("contact", None)
    if not typed and contact is None:
        return before, NewLinks((), (), ()), []
    deal, links = filled_in(session, before, replace(form_of(session, before), **typed))
    # What a person set stays, also where it happens to be what the stage says.
    deal = replace(deal, probability=before.probability, closed_on=before.closed_on)
    if contact is None:
        return deal, links, []
    name = clean_text(contact).text
    if not name:
        return replace(deal, contact_id=None), links, []
    present = name_of(session.workbook.contacts, before.contact_id)
    if present is not None and match_key(name) == match_key(present):
        return deal, links, []
    key = match_key(name)
    known = [contact_id for contact_id, other in contact_names(session, deal) if match_key(other) == key]
    made = [] if known else [Contact(session.workbook.new_id(), name, account_id=deal.account_id)]
    return replace(deal, contact_id=known[0] if known else made[0].id), links, made


def _closed(
    session: Session, before: Deal, asked: Deal, target: Stage, found: Gate, answers: Answers
) -> tuple[Deal, str | None]:
    """The deal in its new stage, and why it is there. Raises FieldRefused."""
    was = [was_lost(before.lost_reason)] if before.lost_reason else []
    after = replace(asked, stage_id=target.id)
    match found.passage:
        case Passage.WIN:
            if asked.amount is None:
                raise FieldRefused("amount", _("Say for how much it was won."))
            day = _day_won(session, before, answers.closed_on)
            return replace(after, closed_on=day, lost_reason=None), "; ".join(was) or None
        case Passage.LOSE:
            reason = _loss_reason(session, answers)
            # From won to lost the day stays: it was the outcome that was wrong.
            day = before.closed_on or session.clock.today()
            return replace(after, closed_on=day, lost_reason=reason), reason
        case Passage.REOPEN:
            reason = "; ".join((_reason(answers.reason), *was))
            return replace(after, closed_on=None, lost_reason=None), reason
        case Passage.BACK:
            return after, _reason(answers.reason)
    return after, None


def was_lost(reason: str) -> str:
    """Why a deal was lost that is open or won again: what its history keeps when its field is cleared."""
    return _("was lost: {reason}").format(reason=reason)


def _reason(text: str) -> str:
    reason = clean_text(text).text
    if not reason:
        raise FieldRefused("reason", _("Say why: a few words are enough."))
    return reason


def _loss_reason(session: Session, answers: Answers) -> str:
    reason, words = clean_text(answers.reason).text, clean_text(answers.words).text
    if not reason:
        raise FieldRefused("reasons", _("Choose why it was lost."))
    if match_key(reason) != match_key(loss_reasons(session)[-1]):
        return reason
    if not words:
        raise FieldRefused("words", _("“{reason}” needs words: say what it was.").format(reason=reason))
    return f"{reason}: {words}"


def _day_won(session: Session, deal: Deal, text: str) -> date:
    today = session.clock.today()
    if not text.strip():
        return deal.closed_on or today
    day = read_past_day(text, today)
    if day is None:
        raise FieldRefused(
            "closed_on", _("“{text}” is no date. Write it like 2026-11-20, 11-20, fri or yesterday.").format(text=text)
        )
    if day > today:
        raise FieldRefused("closed_on", _("A deal is won when it is signed: {day} is still to come.").format(day=day))
    return day


# What is missing


def _hold_closed(deal: Deal, target: Stage, found: Gate, pipeline: Pipeline) -> None:
    """Raise GateClosed unless the deal may pass."""
    if found.lets_pass:
        return
    names = {"deal": deal.name, "stage": target.name(language())}
    if found.awaits_approval:
        assert found.discount is not None
        raise GateClosed(
            "approved_by",
            _("The discount of {percent} % needs the word of {approver}: say who agreed to it.").format(
                percent=percent_text(found.discount.percent), approver=found.discount.approver
            ),
        )
    open_items = [in_words(item_texts(item.id, pipeline)) for item in found.open_items]
    missing = [deal_field_title(name) for name in found.missing]
    first = found.open_items[0].id if found.open_items else found.missing[0]
    raise GateClosed(
        first,
        _("“{deal}” does not go on to {stage} yet. Still open: {things}.").format(
            **names, things="; ".join((*open_items, *missing))
        ),
    )


def _all_stay(names: Sequence[str], target: Stage) -> str:
    more = len(names) - _NAMED
    listed = ", ".join(f"“{name}”" for name in names[:_NAMED])
    if more > 0:
        listed = ngettext("{deals} and {number} more", "{deals} and {number} more", more).format(
            deals=listed, number=more
        )
    return _("All of them stay where they are, because the gate to {stage} is closed for {deals}.").format(
        stage=target.name(language()), deals=listed
    )
