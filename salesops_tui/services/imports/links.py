"""Records that a row names: found by identifier or name, or made as stubs that the outcome reports."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from salesops_tui.domain.accounts import Account, Contact
from salesops_tui.domain.imports import Stub
from salesops_tui.domain.people import Person
from salesops_tui.domain.products import Product
from salesops_tui.domain.text import match_key
from salesops_tui.storage.workbook import Workbook


class Links:
    """The records that one file's rows name."""

    def __init__(self, workbook: Workbook, source: str) -> None:
        self._workbook = workbook
        self._source = source
        self._people = _Names(self._new_person)
        self._accounts = _Names(self._new_account)
        self._products = _Names(self._new_product)
        self._contacts: dict[tuple[str, str | None], str] = {}
        self._account_ids: dict[str, str] = {}
        self._deal_ids: dict[str, str] = {}
        self._foreign_deal_ids: dict[str, str | None] = {}
        self._deal_names: dict[str, str | None] = {}
        self.stubs: list[Stub] = []
        self._stub_names: dict[str, str] = {}
        self._new: tuple[list[Person], list[Account], list[Product], list[Contact]] = ([], [], [], [])
        self._load()

    def _load(self) -> None:
        workbook = self._workbook
        for person in workbook.people.all():
            for name in (person.name, *person.aliases, person.email or ""):
                self._people.know(name, person.id)
        for account in workbook.accounts.all():
            self._accounts.know(account.name, account.id)
            if account.source == self._source and account.external_id:
                self._account_ids[account.external_id] = account.id
        for product in workbook.products.all():
            for name in (product.name, product.code or ""):
                self._products.know(name, product.id)
        for contact in workbook.contacts.all():
            self._contacts.setdefault((match_key(contact.name), contact.account_id), contact.id)

    def load_deals(self) -> None:
        """Learn the deals too; only kinds whose rows name deals pay for it."""
        for deal_id, name, source, external_id in self._workbook.deals.naming():
            if source == self._source and external_id:
                self._deal_ids[external_id] = deal_id
            elif external_id:
                _learn(self._foreign_deal_ids, external_id, deal_id)
            _learn(self._deal_names, match_key(name), deal_id)

    def person(self, name: str | None) -> str | None:
        """The person of that name, alias or e-mail address."""
        return self._people.find(name) if name else None

    def account(self, name: str | None, external_id: str | None = None) -> str | None:
        """The account with that identifier in the file's system, else the one of that name."""
        if external_id and external_id in self._account_ids:
            return self._account_ids[external_id]
        if not name:
            return None
        found = self._accounts.find(name)
        if external_id:
            self._account_ids[external_id] = found
        return found

    def product(self, name: str | None) -> str | None:
        """The product of that name or code."""
        return self._products.find(name) if name else None

    def contact(self, name: str | None, account_id: str | None) -> str | None:
        """The contact of that name at the account."""
        if not name:
            return None
        key = (match_key(name), account_id)
        if key not in self._contacts:
            contact = Contact(self._workbook.new_id(), name, account_id, source=self._source)
            self._new[3].append(contact)
            self._contacts[key] = self._report("contact", contact.id, name)
        return self._contacts[key]

    def deal(self, name: str | None, external_id: str | None) -> str | None:
        """The deal with that identifier in the file's system, else the only one of that identifier or name anywhere.

        A list of activities seldom gives its system away, and yet speaks of the deals that another file brought. None is made.
        """
        if external_id:
            found = self._deal_ids.get(external_id) or self._foreign_deal_ids.get(external_id)
            if found is not None:
                return found
        return self._deal_names.get(match_key(name)) if name else None

    def stub_name(self, record_id: str) -> str | None:
        """The name of a stub made for this file."""
        return self._stub_names.get(record_id)

    def write(self) -> None:
        """Write the stubs made since the last time."""
        people, accounts, products, contacts = self._new
        self._workbook.people.insert(people)
        self._workbook.accounts.insert(accounts)
        self._workbook.products.insert(products)
        self._workbook.contacts.insert(contacts)
        self._new = ([], [], [], [])

    def _report(self, table: str, record_id: str, name: str) -> str:
        self.stubs.append(Stub(table, name))
        self._stub_names[record_id] = name
        return record_id

    def _new_person(self, name: str) -> str:
        person = Person(self._workbook.new_id(), name, source=self._source)
        self._new[0].append(person)
        return self._report("person", person.id, name)

    def _new_account(self, name: str) -> str:
        account = Account(self._workbook.new_id(), name, source=self._source)
        self._new[1].append(account)
        return self._report("account", account.id, name)

    def _new_product(self, name: str) -> str:
        product = Product(self._workbook.new_id(), name, source=self._source)
        self._new[2].append(product)
        return self._report("product", product.id, name)


class _Names:
    """Names → identifiers; a spelling is folded once, however many rows repeat it."""

    def __init__(self, make: Callable[[str], str]) -> None:
        self._make = make
        self._by_key: dict[str, str] = {}
        self._by_spelling: dict[str, Any] = {}

    def know(self, name: str, record_id: str) -> None:
        if name:
            self._by_key.setdefault(match_key(name), record_id)

    def find(self, name: str) -> str:
        found = self._by_spelling.get(name)
        if found is None:
            key = match_key(name)
            found = self._by_key.get(key)
            if found is None:
                found = self._by_key[key] = self._make(name)
            self._by_spelling[name] = found
        return str(found)


def _learn(known: dict[str, str | None], key: str, record_id: str) -> None:
    """What two records share tells neither of them."""
    known[key] = None if key in known else record_id
