"""What is ticked off on a deal's way, and its discount: looking at them, and changing them outside of a move."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal, InvalidOperation

from salesops_tui.domain.gates import CONTRACT_RISKS, Discount, Tick, exit_item, item_texts, risk_item, whose_word
from salesops_tui.domain.steps import Origin, StepKind
from salesops_tui.domain.text import clean_text
from salesops_tui.i18n import _, language
from salesops_tui.services.deals import FieldRefused, existing
from salesops_tui.services.session import Session
from salesops_tui.storage.failures import explained
from salesops_tui.storage.records import Change


@dataclass(frozen=True, slots=True)
class CheckLine:
    """One line of a deal's checklist."""

    item: str
    """As in ``Tick.item``."""
    text: str
    """What it says, in the language in use."""
    stage_id: str | None
    """The stage whose exit criterion it is; None for a contract risk."""
    ticked_on: date | None
    """None while it is open."""


def checklist(session: Session, deal_id: str) -> tuple[CheckLine, ...]:
    """The exit criteria of all stages and the contract risks, as they stand for a deal."""
    pipeline = session.workbook.pipeline
    days = {tick.item: tick.ticked_on for tick in session.workbook.ticks.of_deal(deal_id)}
    stages: list[tuple[str, str | None]] = [
        (exit_item(stage.id), stage.id) for stage in pipeline.open if stage.exit_criterion_en
    ]
    items = [*stages, *((risk_item(risk), None) for risk in CONTRACT_RISKS)]
    return tuple(
        CheckLine(item, in_words(item_texts(item, pipeline)), stage_id, days.get(item)) for item, stage_id in items
    )


def in_words(texts: tuple[str, str]) -> str:
    """Of an English and a Chinese text the one in the language in use."""
    english, chinese = texts
    return english if language() == "en" else chinese


def tick(session: Session, deal_id: str, item: str, origin: Origin) -> None:
    """Tick something off, as one step; what is ticked stays so. Raises DealGone."""
    _set(session, deal_id, item, origin, done=True)


def untick(session: Session, deal_id: str, item: str, origin: Origin) -> None:
    """Take a tick back, as one step. Raises DealGone."""
    _set(session, deal_id, item, origin, done=False)


def _set(session: Session, deal_id: str, item: str, origin: Origin, *, done: bool) -> None:
    workbook = session.workbook
    with explained(workbook.path):
        deal = existing(session, deal_id)
        if (item in ticked(session, deal_id)) == done:
            return
        kind = StepKind.TICK_ITEM if done else StepKind.UNTICK_ITEM
        with workbook.step(kind, origin, {"deal": deal.name, "item": list(item_texts(item, workbook.pipeline))}):
            write_ticks(session, deal_id, {item: done})


def ticked(session: Session, deal_id: str) -> set[str]:
    """The items that are ticked off."""
    return {tick.item for tick in session.workbook.ticks.of_deal(deal_id)}


def write_ticks(session: Session, deal_id: str, marks: Mapping[str, bool]) -> None:
    """Set and take ticks inside a step; those that are as they should be stay."""
    ticks, today = session.workbook.ticks, session.clock.today()
    present = ticked(session, deal_id)
    ticks.insert(
        [
            Tick(_tick_id(deal_id, item), deal_id, item, today)
            for item, done in marks.items()
            if done and item not in present
        ]
    )
    ticks.delete([_tick_id(deal_id, item) for item, done in marks.items() if not done and item in present])


def _tick_id(deal_id: str, item: str) -> str:
    return f"{deal_id}:{item}"


# The discount


def discount_of(session: Session, deal_id: str) -> Discount | None:
    """The discount that counts, or None."""
    discounts = session.workbook.discounts.of_deal(deal_id)
    return discounts[-1] if discounts and discounts[-1].percent else None


def percent_text(percent: int) -> str:
    """Hundredths of a per cent as they are typed: ``12.5``."""
    return f"{(Decimal(percent) / 100).normalize():f}"


def approver_of(text: str, levels: Mapping[Decimal, str]) -> str | None:
    """Whose word a discount needs that is being typed; None while it needs nobody's."""
    try:
        return whose_word(_percent(text), levels, _("Team lead"))
    except FieldRefused:
        return None


def set_discount(session: Session, deal_id: str, text: str, origin: Origin) -> Discount | None:
    """Note a discount in per cent (none for an empty text), as one step. Raises DealGone and FieldRefused."""
    with explained(session.workbook.path):
        deal = existing(session, deal_id)
        present = discount_of(session, deal_id)
        changed = with_answers(session, deal_id, present, text, "")
        if changed is not None and changed != present:
            params = {"deal": deal.name, "percent": percent_text(changed.percent)}
            with session.workbook.step(StepKind.SET_DISCOUNT, origin, params):
                write_discount(session, present, changed)
    return changed if changed is not None and changed.percent else None


def approve_discount(session: Session, deal_id: str, by: str, origin: Origin) -> Discount:
    """Note who agreed to the deal's discount, as one step. Raises DealGone and FieldRefused."""
    with explained(session.workbook.path):
        deal = existing(session, deal_id)
        present = discount_of(session, deal_id)
        if present is None:
            raise FieldRefused("discount", _("“{deal}” has no discount to approve.").format(deal=deal.name))
        if not clean_text(by).text:
            raise FieldRefused("approved_by", _("Say who agreed to the discount."))
        approved = with_answers(session, deal_id, present, percent_text(present.percent), by)
        assert approved is not None
        if approved != present:
            params = {"deal": deal.name, "percent": percent_text(present.percent), "by": approved.approved_by}
            with session.workbook.step(StepKind.APPROVE_DISCOUNT, origin, params):
                write_discount(session, present, approved)
    return approved


def with_answers(session: Session, deal_id: str, present: Discount | None, text: str, by: str) -> Discount | None:
    """The discount as it is to be: another percentage is another discount, which must be approved anew.

    Raises FieldRefused.
    """
    percent, today = _percent(text), session.clock.today()
    if present is None and not percent:
        return None
    discount = present
    if discount is None or discount.percent != percent:
        approver = approver_of(text, session.settings.discount_levels)
        discount = Discount(session.workbook.new_id(), deal_id, percent, today, approver)
    name = clean_text(by).text
    if name and discount.approver is not None and name != discount.approved_by:
        discount = replace(discount, approved_by=name, approved_on=today)
    return discount


def write_discount(session: Session, present: Discount | None, changed: Discount | None) -> None:
    """Write a discount of ``with_answers`` inside a step."""
    discounts = session.workbook.discounts
    if changed is None or changed == present:
        return
    if present is not None and changed.id == present.id:
        discounts.update([Change(present, changed)])
    else:
        discounts.insert([changed])


def _percent(text: str) -> int:
    """Hundredths of a per cent; nothing typed is no discount."""
    typed = clean_text(text).text.replace("％", "%").removesuffix("%").strip()
    if not typed:
        return 0
    refused = FieldRefused(
        "discount", _("“{text}” is no discount. Write per cent between 0 and 100, such as 12.5.").format(text=text)
    )
    try:
        percent = Decimal(typed)
    except InvalidOperation:
        raise refused from None
    if not (percent.is_finite() and 0 <= percent <= 100 and percent * 100 == int(percent * 100)):
        raise refused
    return int(percent * 100)
