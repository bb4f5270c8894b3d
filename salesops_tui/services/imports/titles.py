"""What people call the kinds of rows and the fields that imports speak of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from salesops_tui.i18n import _, mark
from salesops_tui.importing.fields import field_named
from salesops_tui.importing.kinds import Kind

_KINDS: Final[Mapping[Kind, str]] = {
    Kind.DEALS: mark("deals"),
    Kind.ACCOUNTS: mark("accounts"),
    Kind.CONTACTS: mark("contacts"),
    Kind.PEOPLE: mark("people"),
    Kind.PRODUCTS: mark("products"),
    Kind.ACTIVITIES: mark("activities"),
    Kind.ORDERS: mark("order lines"),
    Kind.TARGETS: mark("targets"),
    Kind.TASKS: mark("tasks"),
    Kind.HISTORY: mark("field history"),
}

COLUMNS: Final[Mapping[str, str]] = {
    "owner_id": "owner",
    "account_id": "account",
    "contact_id": "contact",
    "product_id": "product",
    "person_id": "person",
    "deal_id": "deal",
    "delegate_id": "delegate",
    "stage_id": "stage",
    "at": "day",
    "due_at": "due_on",
}
"""Fields of records that are read from columns of another name."""


def kind_title(kind: str) -> str:
    """What the rows of a kind are called."""
    return _(_KINDS[Kind(kind)])


def field_title(kind: str, name: str) -> str:
    """What a record's field is called: the title of the column that tells it."""
    column = field_named(Kind(kind), COLUMNS.get(name, name))
    return _(column.title) if column else _("Source system") if name == "source" else name
