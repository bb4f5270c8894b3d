"""What the workbook holds about one contact: told to whoever asks for it, and erased (domain row 74)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from salesops_tui.domain.accounts import Contact
from salesops_tui.domain.steps import Origin
from salesops_tui.domain.text import match_key
from salesops_tui.errors import SalesopsError
from salesops_tui.i18n import _
from salesops_tui.services import safety
from salesops_tui.services.session import Session
from salesops_tui.storage import erasure
from salesops_tui.storage.failures import explained


class ContactUnclear(SalesopsError):
    """No contact has the name, or several have it."""


@dataclass(frozen=True, slots=True)
class Erased:
    """What came of an erasure."""

    name: str
    mentions: int
    """Notes and tasks in which the name still stands: they are looked through by a person."""
    backups: int
    """Older copies of the workbook that still hold the record."""


def contact_named(session: Session, name: str, account: str = "") -> Contact:
    """The contact of a name, at an account where several have it. Raises ContactUnclear."""
    workbook = session.workbook
    accounts = {each.id: each.name for each in workbook.accounts.all()}
    found = [
        contact
        for contact in workbook.contacts.all()
        if match_key(contact.name) == match_key(name)
        and (not account or match_key(accounts.get(contact.account_id or "", "")) == match_key(account))
    ]
    if not found:
        raise ContactUnclear(_("There is no contact named “{name}”.").format(name=name))
    if len(found) > 1:
        at = ", ".join(sorted(accounts.get(contact.account_id or "", "–") for contact in found))
        raise ContactUnclear(
            _("Several contacts are named “{name}”, at {accounts}: say which one with --account.").format(
                name=name, accounts=at
            )
        )
    return found[0]


def personal_data(session: Session, contact: Contact) -> Mapping[str, Any]:
    """Everything that the workbook holds about a contact: the record, the deals that name it, and every change of it."""
    workbook = session.workbook
    with explained(workbook.path):
        account = workbook.accounts.get(contact.account_id) if contact.account_id else None
        named = erasure.deals_of_contact(workbook.connection, contact.id)
        deals = [{"name": name, "created_on": created} for name, created in named]
        changes = [
            {
                "at": step.at.isoformat(),
                "actor": step.actor,
                "fields": {change.field: [change.old, change.new] for change in record.fields},
            }
            for step, record in workbook.audit_trail.of_record("contact", contact.id)
        ]
    record = {key: str(value) for key, value in asdict(contact).items() if value is not None}
    return {"contact": record, "account": account.name if account else None, "deals": deals, "changes": changes}


def erase(session: Session, contact: Contact, origin: Origin) -> Erased:
    """Take a contact's data out of the workbook and its journal for good."""
    workbook = session.workbook
    with explained(workbook.path):
        mentions = erasure.mentions(workbook.connection, contact.name)
        erasure.erase_contact(workbook, contact.id, origin)
    return Erased(contact.name, mentions, len(safety.backups(workbook.path)))
