"""What a file may say about each kind of record: the fields that its columns can be mapped to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from salesops_tui.i18n import mark
from salesops_tui.importing.kinds import Kind


class FieldType(StrEnum):
    """How the cells of a column are read, and as what."""

    TEXT = "text"
    """``str``, cleaned of control characters."""
    ID = "id"
    """``str``: another system's identifier, letter by letter; one that lost digits in a spreadsheet is refused."""
    DAY = "day"
    """``date``: the local date, also where a time stands beside it."""
    INSTANT = "instant"
    """``Moment``: a local date, with its time of day if there is one."""
    PERIOD = "period"
    """``PeriodStart``: ``2026``, ``2026-Q4``, ``2026-11``, ``2026年11月``, ``2026-W47`` or a date."""
    AMOUNT = "amount"
    """``Amount``: major units, and the currency if the cell, the header or a unit names one."""
    CURRENCY = "currency"
    """``str``: an ISO 4217 code."""
    PERCENT = "percent"
    """``int`` from 0 to 100."""
    QUANTITY = "quantity"
    """``int`` in thousandths."""
    INTEGER = "integer"
    """``int``."""
    FLAG = "flag"
    """``bool``."""
    LIST = "list"
    """``tuple[str, ...]``: separated by ``;``, ``；``, ``|``, ``、`` or a line break."""
    ABSENCES = "absences"
    """``tuple[Absence, ...]``: ``2026-11-23..2026-11-25 leave; 2026-12-01``."""
    CHOICE = "choice"
    """``str``: one of the field's ``choices``, recognised by its synonyms in ``choices.toml``."""


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that a column can say."""

    name: str
    type: FieldType
    title: str
    """What a person calls it, marked for translation."""
    required: bool = False
    """A row without it is skipped."""
    choices: tuple[str, ...] = ()
    """For ``FieldType.CHOICE``: what it may be."""


def _field(name: str, type_: FieldType, title: str, *choices: str, required: bool = False) -> Field:
    return Field(name, type_, title, required, choices)


_ID: Final = _field("external_id", FieldType.ID, mark("ID"))
_OWNER: Final = _field("owner", FieldType.TEXT, mark("Owner"))
_ACCOUNT: Final = _field("account", FieldType.TEXT, mark("Account"))
_ACCOUNT_ID: Final = _field("account_id", FieldType.ID, mark("Account ID"))
_DEAL: Final = _field("deal", FieldType.TEXT, mark("Deal"))
_DEAL_ID: Final = _field("deal_id", FieldType.ID, mark("Deal ID"))
_PRODUCT: Final = _field("product", FieldType.TEXT, mark("Product"))
_CURRENCY: Final = _field("currency", FieldType.CURRENCY, mark("Currency"))
_NOTE: Final = _field("note", FieldType.TEXT, mark("Note"))
_CREATED: Final = _field("created_on", FieldType.DAY, mark("Created"))
_FIRST_NAME: Final = _field("first_name", FieldType.TEXT, mark("First name"))
_LAST_NAME: Final = _field("last_name", FieldType.TEXT, mark("Last name"))

FIELDS: Final[Mapping[Kind, tuple[Field, ...]]] = {
    Kind.DEALS: (
        _ID,
        _field("name", FieldType.TEXT, mark("Deal name"), required=True),
        _ACCOUNT,
        _ACCOUNT_ID,
        _field("contact", FieldType.TEXT, mark("Contact")),
        _OWNER,
        _field("stage", FieldType.TEXT, mark("Stage")),
        _field("status", FieldType.CHOICE, mark("Status"), "open", "won", "lost"),
        _field("is_won", FieldType.FLAG, mark("Won?")),
        _field("is_closed", FieldType.FLAG, mark("Closed?")),
        _field("amount", FieldType.AMOUNT, mark("Amount")),
        _CURRENCY,
        _field("close_date", FieldType.DAY, mark("Close date")),
        _field("closed_on", FieldType.DAY, mark("Closed on")),
        _field("won_on", FieldType.DAY, mark("Won on")),
        _field("lost_on", FieldType.DAY, mark("Lost on")),
        _CREATED,
        _field("modified_at", FieldType.INSTANT, mark("Last modified")),
        _field("entered_stage_at", FieldType.INSTANT, mark("Stage entered")),
        _field("lead_source", FieldType.TEXT, mark("Source")),
        _PRODUCT,
        _field("competitor", FieldType.TEXT, mark("Competitor")),
        _field("next_step", FieldType.TEXT, mark("Next step")),
        _field("next_step_on", FieldType.DAY, mark("Next step on")),
        _field(
            "forecast_category",
            FieldType.CHOICE,
            mark("Forecast category"),
            "omitted",
            "pipeline",
            "best_case",
            "commit",
            "closed",
        ),
        _field("probability", FieldType.PERCENT, mark("Probability")),
        _field("lost_reason", FieldType.TEXT, mark("Lost reason")),
        _field("delivery", FieldType.TEXT, mark("Delivery")),
        _field("feedback", FieldType.TEXT, mark("Feedback")),
        _field("satisfaction", FieldType.CHOICE, mark("Satisfaction"), "1", "2", "3", "4", "5"),
        _NOTE,
    ),
    Kind.ACCOUNTS: (
        _ID,
        _field("name", FieldType.TEXT, mark("Account name"), required=True),
        _field("industry", FieldType.TEXT, mark("Industry")),
        _field("size", FieldType.TEXT, mark("Size")),
        _field("region", FieldType.TEXT, mark("Region")),
        _OWNER,
        _field("phone", FieldType.TEXT, mark("Phone")),
        _field("website", FieldType.TEXT, mark("Website")),
        _NOTE,
        _CREATED,
    ),
    Kind.CONTACTS: (
        _ID,
        _field("name", FieldType.TEXT, mark("Contact name"), required=True),
        _FIRST_NAME,
        _LAST_NAME,
        _ACCOUNT,
        _ACCOUNT_ID,
        _field("title", FieldType.TEXT, mark("Job title")),
        _field("role", FieldType.TEXT, mark("Role in the purchase")),
        _field("email", FieldType.TEXT, mark("E-mail")),
        _field("phone", FieldType.TEXT, mark("Phone")),
        _NOTE,
        _field("purpose", FieldType.TEXT, mark("Purpose of keeping")),
        _field("consented_on", FieldType.DAY, mark("Consent given on")),
    ),
    Kind.PEOPLE: (
        _ID,
        _field("name", FieldType.TEXT, mark("Name"), required=True),
        _FIRST_NAME,
        _LAST_NAME,
        _field("aliases", FieldType.LIST, mark("Other names")),
        _field("role", FieldType.TEXT, mark("Role")),
        _field("team", FieldType.TEXT, mark("Team")),
        _field("email", FieldType.TEXT, mark("E-mail")),
        _field("active", FieldType.FLAG, mark("Active")),
        _field("seat", FieldType.INTEGER, mark("Seat")),
        _field("absences", FieldType.ABSENCES, mark("Absences")),
    ),
    Kind.PRODUCTS: (
        _ID,
        _field("name", FieldType.TEXT, mark("Product name"), required=True),
        _field("code", FieldType.TEXT, mark("Product code")),
        _field("family", FieldType.TEXT, mark("Product family")),
        _field("price", FieldType.AMOUNT, mark("List price")),
        _CURRENCY,
        _field("active", FieldType.FLAG, mark("Active")),
    ),
    Kind.ACTIVITIES: (
        _ID,
        _field(
            "kind",
            FieldType.CHOICE,
            mark("Activity type"),
            "visit",
            "call",
            "message",
            "email",
            "meeting",
            "demo",
            "proposal",
            "other",
        ),
        _field("day", FieldType.INSTANT, mark("Date"), required=True),
        _field("person", FieldType.TEXT, mark("Person")),
        _ACCOUNT,
        _ACCOUNT_ID,
        _DEAL,
        _DEAL_ID,
        _NOTE,
    ),
    Kind.ORDERS: (
        _ID,
        _field("ordered_on", FieldType.DAY, mark("Order date"), required=True),
        _field("amount", FieldType.AMOUNT, mark("Amount"), required=True),
        _CURRENCY,
        _ACCOUNT,
        _ACCOUNT_ID,
        _PRODUCT,
        _DEAL,
        _DEAL_ID,
        _OWNER,
        _field("quantity", FieldType.QUANTITY, mark("Quantity")),
    ),
    Kind.TARGETS: (
        _ID,
        _field("scope", FieldType.CHOICE, mark("Scope"), "company", "team", "person", "product", "account", "region"),
        _field("scope_name", FieldType.TEXT, mark("Target for")),
        _field("person", FieldType.TEXT, mark("Person")),
        _field("period", FieldType.CHOICE, mark("Period length"), "year", "quarter", "month", "week"),
        _field("starts_on", FieldType.PERIOD, mark("Period"), required=True),
        _field("amount", FieldType.AMOUNT, mark("Target"), required=True),
        _CURRENCY,
    ),
    Kind.TASKS: (
        _ID,
        _field("title", FieldType.TEXT, mark("Task"), required=True),
        _field("important", FieldType.FLAG, mark("Important")),
        _field("due_on", FieldType.INSTANT, mark("Due")),
        _field("state", FieldType.CHOICE, mark("State"), "open", "waiting", "done", "dropped"),
        _field("done_on", FieldType.DAY, mark("Done on")),
        _field("start_on", FieldType.DAY, mark("Not before")),
        _field("estimate", FieldType.TEXT, mark("Work")),
        _OWNER,
        _field("delegate", FieldType.TEXT, mark("Delegate")),
        _field("follow_up_on", FieldType.DAY, mark("Follow-up")),
        _field("tags", FieldType.LIST, mark("Tags")),
        _field("checklist", FieldType.LIST, mark("Checklist")),
        _field("recurrence", FieldType.TEXT, mark("Comes back")),
        _DEAL,
        _DEAL_ID,
        _ACCOUNT,
        _ACCOUNT_ID,
        _NOTE,
        _CREATED,
    ),
    Kind.HISTORY: (
        _ID,
        _DEAL_ID,
        _DEAL,
        _field(
            "field",
            FieldType.CHOICE,
            mark("Changed field"),
            "stage_id",
            "amount",
            "currency",
            "close_date",
            "owner_id",
            "forecast_category",
        ),
        _field("old", FieldType.TEXT, mark("Old value")),
        _field("new", FieldType.TEXT, mark("New value")),
        _field("at", FieldType.INSTANT, mark("Changed at"), required=True),
        _field("author", FieldType.TEXT, mark("Changed by")),
    ),
}


def field_named(kind: Kind, name: str) -> Field | None:
    """A kind's field of that name."""
    return next((field for field in FIELDS[kind] if field.name == name), None)
