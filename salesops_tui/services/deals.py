"""One deal: adding it, editing it, finding it; ``services.moves`` brings it to another stage."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from salesops_tui.domain.accounts import Account
from salesops_tui.domain.amounts import parse_amount
from salesops_tui.domain.days import read_day
from salesops_tui.domain.deals import MADE_HERE, Deal, ForecastCategory
from salesops_tui.domain.money import LARGEST_AMOUNT, to_major, to_minor
from salesops_tui.domain.people import Person
from salesops_tui.domain.products import Product
from salesops_tui.domain.stages import Stage, StageKind
from salesops_tui.domain.steps import Origin, StepKind
from salesops_tui.domain.text import LONGEST_TEXT, clean_text, match_key
from salesops_tui.errors import SalesopsError
from salesops_tui.i18n import _
from salesops_tui.services.people import team
from salesops_tui.services.session import Session
from salesops_tui.storage.failures import explained
from salesops_tui.storage.records import Records
from salesops_tui.storage.repositories.deals import DealWrite


class DealGone(SalesopsError):
    """The deal was taken away meanwhile, by an undo or by another window."""


class FieldRefused(SalesopsError):
    """What was typed into a field cannot be meant; the form keeps it."""

    def __init__(self, field: str, text: str) -> None:
        super().__init__(text)
        self.field = field


SATISFACTION: Final = ("1", "2", "3", "4", "5")


@dataclass(frozen=True, slots=True)
class DealForm:
    """The fields of a deal as a person types them; an empty text is no value."""

    name: str
    account: str = ""
    owner: str = ""
    stage_id: str = ""
    amount: str = ""
    currency: str = ""
    close_date: str = ""
    product: str = ""
    lead_source: str = ""
    competitor: str = ""
    next_step: str = ""
    next_step_on: str = ""
    forecast_category: str = ""
    probability: str = ""
    note: str = ""
    delivery: str = ""
    feedback: str = ""
    satisfaction: str = ""


@dataclass(frozen=True, slots=True)
class Choices:
    """What the fields of the form offer."""

    accounts: tuple[str, ...]
    owners: tuple[str, ...]
    products: tuple[str, ...]
    stages: tuple[Stage, ...]
    base_currency: str


def choices(session: Session) -> Choices:
    """The names that a form offers while somebody types."""
    workbook = session.workbook
    return Choices(
        tuple(name for _id, name in workbook.accounts.names()),
        tuple(name for _id, name in team(session)),
        tuple(name for _id, name in workbook.products.names()),
        workbook.pipeline.stages,
        session.settings.base_currency,
    )


def form_of(session: Session, deal: Deal) -> DealForm:
    """A deal's fields as they would be typed."""
    workbook = session.workbook
    return DealForm(
        deal.name,
        name_of(workbook.accounts, deal.account_id) or "",
        name_of(workbook.people, deal.owner_id) or "",
        deal.stage_id,
        _plain_amount(deal),
        deal.currency,
        deal.close_date.isoformat() if deal.close_date else "",
        name_of(workbook.products, deal.product_id) or "",
        deal.lead_source or "",
        deal.competitor or "",
        deal.next_step or "",
        deal.next_step_on.isoformat() if deal.next_step_on else "",
        deal.forecast_category.value if deal.forecast_category else "",
        str(deal.probability) if deal.probability is not None else "",
        deal.note or "",
        deal.delivery or "",
        deal.feedback or "",
        str(deal.satisfaction) if deal.satisfaction is not None else "",
    )


def read_form(session: Session, deal_id: str) -> DealForm:
    """The form of a deal that is there already. Raises DealGone."""
    return form_of(session, existing(session, deal_id))


def _plain_amount(deal: Deal) -> str:
    if deal.amount is None:
        return ""
    major = to_major(deal.amount, deal.currency)
    return f"{major:.0f}" if major == major.to_integral_value() else f"{major:f}"


def name_of(records: Records[Any], record_id: str | None) -> str | None:
    """The name of a record that may not be there."""
    record = records.get(record_id) if record_id else None
    return record.name if record else None


def add_deal(session: Session, form: DealForm, origin: Origin) -> str:
    """Write a new deal as one step; returns its identifier. Raises FieldRefused."""
    workbook = session.workbook
    now = session.clock.now()
    empty = Deal(workbook.new_id(), "", "", session.settings.base_currency, now, created_on=session.clock.today())
    with explained(workbook.path):
        deal, links = filled_in(session, empty, form)
        with workbook.step(StepKind.ADD_DEAL, origin, {"deal": deal.name}):
            write_links(session, links)
            workbook.deals.write([DealWrite(None, deal, MADE_HERE, entered_stage_at=now)])
    return deal.id


def edit_deal(session: Session, deal_id: str, form: DealForm, origin: Origin) -> None:
    """Write the fields of a form into a deal as one step; it stays in its stage, out of which only a move leads.

    Raises DealGone and FieldRefused.
    """
    workbook = session.workbook
    with explained(workbook.path):
        before = existing(session, deal_id)
        after, links = filled_in(session, before, replace(form, stage_id=before.stage_id))
        if after == before:
            return
        with workbook.step(StepKind.EDIT_DEAL, origin, {"deal": after.name}):
            write_links(session, links)
            workbook.deals.write([DealWrite(before, after, MADE_HERE)])


@dataclass(frozen=True, slots=True)
class NewLinks:
    """Records that a form names and that do not exist yet."""

    accounts: Sequence[Account]
    people: Sequence[Person]
    products: Sequence[Product]


def write_links(session: Session, links: NewLinks) -> None:
    """Write the records that a form names, inside a step and before the deal that refers to them."""
    session.workbook.accounts.insert(links.accounts)
    session.workbook.people.insert(links.people)
    session.workbook.products.insert(links.products)


def existing(session: Session, deal_id: str) -> Deal:
    """A deal that must be there. Raises DealGone."""
    deal = session.workbook.deals.get(deal_id)
    if deal is None:
        raise DealGone(_("This deal is no longer in the workbook: a step that brought it was undone."))
    return deal


def closing_day(session: Session, deal: Deal, stage: Stage) -> date | None:
    """The day on which a deal counts as closed once it is in a stage; None in an open one."""
    if stage.is_open:
        return None
    # From won to lost, or back, the day stays: it was the outcome that was wrong.
    return deal.closed_on or session.clock.today()


def filled_in(session: Session, deal: Deal, form: DealForm) -> tuple[Deal, NewLinks]:
    """The deal with the form's fields in it, and the records to be made for the names in it. Raises FieldRefused."""
    workbook = session.workbook
    today = session.clock.today()
    name = typed_text("name", form.name)
    if not name:
        raise FieldRefused("name", _("A deal needs a name."))
    pipeline = workbook.pipeline
    stage = pipeline.by_id[form.stage_id] if form.stage_id else pipeline.open[0]
    amount, currency = read_money(session, form.amount, form.currency)
    account_id, accounts = _linked(workbook.accounts.names(), typed_text("account", form.account), deal.account_id)
    owner_id, owners = _linked(_people(session), typed_text("owner", form.owner), deal.owner_id)
    product_id, products = _linked(workbook.products.names(), typed_text("product", form.product), deal.product_id)
    new_account = Account(workbook.new_id(), accounts, created_on=today) if accounts else None
    new_owner = Person(workbook.new_id(), owners) if owners else None
    new_product = Product(workbook.new_id(), products) if products else None
    filled = replace(
        deal,
        name=name,
        stage_id=stage.id,
        # A deal that stays where it is closes no other day: also not today, where nobody knows the day.
        closed_on=deal.closed_on if stage.id == deal.stage_id else closing_day(session, deal, stage),
        account_id=new_account.id if new_account else account_id,
        owner_id=new_owner.id if new_owner else owner_id,
        product_id=new_product.id if new_product else product_id,
        amount=amount,
        currency=currency,
        close_date=typed_day("close_date", form.close_date, today),
        lead_source=typed_text("lead_source", form.lead_source),
        competitor=typed_text("competitor", form.competitor),
        next_step=typed_text("next_step", form.next_step),
        next_step_on=typed_day("next_step_on", form.next_step_on, today),
        forecast_category=ForecastCategory(form.forecast_category) if form.forecast_category else None,
        probability=_probability(form.probability, stage, deal.probability),
        note=typed_text("note", form.note, multiline=True),
        delivery=typed_text("delivery", form.delivery),
        feedback=typed_text("feedback", form.feedback),
        satisfaction=_satisfaction(form.satisfaction),
    )
    return filled, NewLinks(
        [new_account] if new_account else [], [new_owner] if new_owner else [], [new_product] if new_product else []
    )


def _people(session: Session) -> list[tuple[str, str]]:
    """Every name under which a person is known."""
    return [(person.id, name) for person in session.workbook.people.all() for name in (person.name, *person.aliases)]


def _linked(known: Sequence[tuple[str, str]], name: str | None, present: str | None) -> tuple[str | None, str | None]:
    """The record that a name stands for, or the name of the record to be made; the present one wins among namesakes."""
    if name is None:
        return None, None
    key = match_key(name)
    found = [record_id for record_id, other in known if match_key(other) == key]
    if not found:
        return None, name
    return (present if present in found else found[0]), None


def read_money(session: Session, text: str, currency_text: str = "") -> tuple[int | None, str]:
    """An amount as typed, in minor units, and its currency: the one typed with it, else the one named, else the base.

    Raises FieldRefused for the fields ``amount`` and ``currency``.
    """
    currency = currency_text.strip().upper() or session.settings.base_currency
    if not (len(currency) == 3 and currency.isascii() and currency.isalpha()):
        raise FieldRefused("currency", _("A currency is three letters, such as CNY or USD."))
    if not text.strip():
        return None, currency
    amount = parse_amount(text)
    if amount is None:
        raise FieldRefused("amount", _("“{text}” is no amount. Write it like 120000, 120k or 12万.").format(text=text))
    if amount.currency and amount.currency != "$":
        currency = amount.currency
    # Far larger ones have no minor units that could be counted.
    minor = to_minor(amount.value, currency) if abs(amount.value) <= LARGEST_AMOUNT else None
    if minor is None or abs(minor) > LARGEST_AMOUNT:
        raise FieldRefused("amount", _("“{text}” is larger than any deal.").format(text=text))
    return minor, currency


def typed_day(field: str, text: str, today: date) -> date | None:
    """The date that was typed into a field. Raises FieldRefused."""
    if not text.strip():
        return None
    day = read_day(text, today)
    if day is None:
        raise FieldRefused(
            field, _("“{text}” is no date. Write it like 2026-11-30, 11-30, fri or +7.").format(text=text)
        )
    return day


def typed_text(field: str, text: str, *, multiline: bool = False) -> str | None:
    """The text that was typed into a field, cleaned. Raises FieldRefused."""
    cleaned = clean_text(text, multiline=multiline).text
    if len(cleaned) > LONGEST_TEXT:
        raise FieldRefused(field, _("This text is longer than {number} characters.").format(number=LONGEST_TEXT))
    return cleaned or None


def typed_record(known: Sequence[tuple[Any, ...]], field: str, text: str, present: str | None = None) -> str | None:
    """The record, out of rows that begin with identifier and name, that a name stands for; the present one wins among
    namesakes. Raises FieldRefused."""
    name = typed_text(field, text)
    if name is None:
        return None
    key = match_key(name)
    found = [row[0] for row in known if match_key(row[1]) == key]
    if not found:
        raise FieldRefused(field, _("Nothing is called “{name}”.").format(name=name))
    return present if present in found else found[0]


def _probability(text: str, stage: Stage, present: int | None) -> int | None:
    """A probability of its own; the stage's, typed anew for an open deal, is none."""
    text = text.strip().removesuffix("%").strip()
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and int(text) <= 100):
        raise FieldRefused("probability", _("A probability is a whole number from 0 to 100."))
    percent = int(text)
    follows = percent == stage.probability and percent != present and stage.kind is StageKind.OPEN
    return None if follows else percent


def _satisfaction(text: str) -> int | None:
    if not text.strip():
        return None
    if text.strip() not in SATISFACTION:
        raise FieldRefused("satisfaction", _("Satisfaction is a whole number from 1 to 5."))
    return int(text)
