"""Rows of accounts, contacts, people, products, activities, order lines, targets and tasks."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, time
from typing import Any, Final

from salesops_tui.domain.accounts import Account, Contact
from salesops_tui.domain.activities import Activity, ActivityKind
from salesops_tui.domain.orders import OrderLine
from salesops_tui.domain.people import Person
from salesops_tui.domain.products import Product
from salesops_tui.domain.targets import Period, Target, TargetScope
from salesops_tui.domain.tasks import Task, TaskState
from salesops_tui.domain.text import match_key
from salesops_tui.i18n import _
from salesops_tui.importing.kinds import Kind
from salesops_tui.importing.table import ImportTable
from salesops_tui.importing.values import Moment, PeriodStart
from salesops_tui.services.imports import task_parts
from salesops_tui.services.imports.amounts import AmountTooLarge, minor_units, resolve_currency
from salesops_tui.services.imports.links import Links
from salesops_tui.services.imports.rows import Incoming, IncomingRows, external_id, usable

Reader = Callable[[ImportTable, Links, str], IncomingRows[Any]]


def accounts(table: ImportTable, links: Links, base: str) -> IncomingRows[Account]:
    """Accounts, told apart by their name where they have no identifier."""
    names, rows = _plain(
        table, links, ("name", "industry", "size", "region", "owner", "phone", "website", "note", "created_on")
    )
    return IncomingRows(
        names,
        [_named(table, place, values, (match_key(values[0]),)) for place, values in rows],
        lambda record_id, known: Account(record_id, **known),
        lambda account: [match_key(account.name)],
        across_sources=True,
    )


def contacts(table: ImportTable, links: Links, base: str) -> IncomingRows[Contact]:
    """Contacts, told apart by their name and account."""
    names, rows = _plain(
        table, links, ("name", "account", "title", "role", "email", "phone", "note", "purpose", "consented_on")
    )
    account = names.index("account_id") if "account_id" in names else None
    return IncomingRows(
        names,
        [
            _named(table, place, values, ((match_key(values[0]), values[account] if account is not None else None),))
            for place, values in rows
        ],
        lambda record_id, known: Contact(record_id, **known),
        lambda contact: [(match_key(contact.name), contact.account_id)],
        across_sources=True,
    )


def people(table: ImportTable, links: Links, base: str) -> IncomingRows[Person]:
    """People, told apart by any of their names."""
    names, rows = _plain(table, links, ("name", "aliases", "role", "team", "email", "active", "seat", "absences"))
    defaults: dict[str, Any] = {"aliases": (), "active": True, "absences": ()}
    rows = [(place, _with_defaults(names, values, defaults)) for place, values in rows]
    others = list(table.rows("aliases", "email"))
    return IncomingRows(
        names,
        [
            _named(
                table,
                place,
                values,
                tuple(match_key(name) for name in (values[0], *(others[place][0] or ()), others[place][1]) if name),
            )
            for place, values in rows
        ],
        lambda record_id, known: Person(record_id, **known),
        lambda person: [match_key(name) for name in (person.name, *person.aliases, person.email or "") if name],
        across_sources=True,
    )


def products(table: ImportTable, links: Links, base: str) -> IncomingRows[Product]:
    """Products, told apart by their name."""
    names, rows = _plain(table, links, ("name", "code", "family", "active"))
    rows = [(place, _with_defaults(names, values, {"active": True})) for place, values in rows]
    result = IncomingRows(
        names,
        [_named(table, place, values, (match_key(values[0]),)) for place, values in rows],
        lambda record_id, known: Product(record_id, **known),
        lambda product: [match_key(product.name)],
        across_sources=True,
    )
    return _with_amounts(table, result, "price", base)


def activities(table: ImportTable, links: Links, base: str) -> IncomingRows[Activity]:
    """Activities; without an identifier, two that are alike in everything are two."""
    links.load_deals()
    fields = list(table.rows("kind", "day", "note", "person", "account", "account_id", "deal", "deal_id"))
    rows = []
    for place in usable(table):
        kind, moment, note, person, account, account_id, deal, deal_id = fields[place]
        assert isinstance(moment, Moment)
        values = (
            ActivityKind(kind or ActivityKind.OTHER),
            moment.day,
            moment.at,
            note,
            links.person(person),
            links.account(account, account_id),
            links.deal(deal, deal_id),
        )
        rows.append(Incoming(place, external_id(table, place), (values,), note or str(moment.day), values))
    columns = {
        "kind": ("kind",),
        "day": ("day",),
        "at": ("day",),
        "note": ("note",),
        "person_id": ("person",),
        "account_id": ("account", "account_id"),
        "deal_id": ("deal", "deal_id"),
    }
    result = IncomingRows(
        tuple(columns),
        rows,
        # A file may tell what was done, and not how.
        lambda record_id, known: Activity(record_id, **{"kind": ActivityKind.OTHER, **known}),
        _whole(columns),
        repeats=True,
    )
    return _told(table, result, columns)


def orders(table: ImportTable, links: Links, base: str) -> IncomingRows[OrderLine]:
    """Order lines; without an identifier, two that are alike in everything are two."""
    links.load_deals()
    fields = list(table.rows("ordered_on", "account", "account_id", "product", "deal", "deal_id", "owner", "quantity"))
    rows = []
    for place in usable(table):
        ordered_on, account, account_id, product, deal, deal_id, owner, quantity = fields[place]
        values = (
            ordered_on,
            links.account(account, account_id),
            links.product(product),
            links.deal(deal, deal_id),
            links.person(owner),
            quantity,
        )
        rows.append(Incoming(place, external_id(table, place), (), account or str(ordered_on), values))
    columns = {
        "ordered_on": ("ordered_on",),
        "account_id": ("account", "account_id"),
        "product_id": ("product",),
        "deal_id": ("deal", "deal_id"),
        "owner_id": ("owner",),
        "quantity": ("quantity",),
    }
    key = _whole((*columns, "amount", "currency"))
    result = IncomingRows(
        tuple(columns), rows, lambda record_id, known: OrderLine(record_id, **known), key, repeats=True
    )
    result = _with_amounts(table, result, "amount", base)
    result.rows = [replace(row, names=(row.values,)) for row in result.rows]
    return _told(table, result, columns)


def targets(table: ImportTable, links: Links, base: str) -> IncomingRows[Target]:
    """Targets, told apart by whose they are and for which period."""
    fields = list(table.rows("scope", "scope_name", "person", "period", "starts_on"))
    rows, refused = [], {}
    for place in usable(table):
        scope, scope_name, person, length, start = fields[place]
        assert isinstance(start, PeriodStart)
        period = Period(length) if length else start.period
        if period is None:
            refused[place] = _("it does not say how long its period is: write 2026, 2026-Q4, 2026-11 or 2026-W47")
            continue
        chosen = TargetScope(scope) if scope else TargetScope.PERSON if person else TargetScope.COMPANY
        owner = person or (scope_name if chosen is TargetScope.PERSON else None)
        values = (
            chosen,
            "" if chosen in (TargetScope.PERSON, TargetScope.COMPANY) else scope_name or "",
            links.person(owner) if chosen is TargetScope.PERSON else None,
            period,
            _start(start.day, period),
        )
        rows.append(Incoming(place, external_id(table, place), (values,), owner or scope_name or chosen.value, values))
    names = ("scope", "scope_name", "person_id", "period", "starts_on")
    result = IncomingRows(
        names, rows, lambda record_id, known: Target(record_id, **known), _whole(names), refused=refused
    )
    return _with_amounts(table, result, "amount", base)


def tasks(table: ImportTable, links: Links, base: str) -> IncomingRows[Task]:
    """Tasks, told apart by their title, owner and deal."""
    links.load_deals()
    fields = list(
        table.rows(
            "title", "important", "due_on", "state", "done_on", "owner", "deal", "deal_id",
            "account", "account_id", "note", "created_on", "start_on", "estimate", "delegate", "follow_up_on", "tags",
            "checklist", "recurrence",
        )
    )  # fmt: skip
    rows = []
    for place in usable(table):
        (
            title, important, due, state, done_on, owner, deal, deal_id, account, account_id, note, created, start_on, work,
            delegate, follow_up_on, tags, checklist, rule,
        ) = fields[place]  # fmt: skip
        owner_id, linked = links.person(owner), links.deal(deal, deal_id)
        rhythm, left = task_parts.recurrence(rule, due.day if due else None)
        if left:
            table.notes.setdefault(place, []).append(_("the recurrence “{rule}” is kept as a note").format(rule=left))
        minutes, unread = task_parts.estimate(work)
        values = (
            title,
            bool(important),
            due.day if due else None,
            # Midnight is how other programs write a day without a time.
            due.at if due and due.at != time() else None,
            TaskState(state or TaskState.OPEN),
            done_on,
            owner_id,
            linked,
            links.account(account, account_id),
            task_parts.note(note, left, unread),
            created,
            start_on,
            minutes,
            links.person(delegate),
            follow_up_on,
            tuple(tags or ()),
            task_parts.checklist(checklist or ()),
            rhythm,
        )
        rows.append(Incoming(place, external_id(table, place), ((match_key(title), owner_id, linked),), title, values))
    columns = {
        "title": ("title",),
        "important": ("important",),
        "due_on": ("due_on",),
        "due_at": ("due_on",),
        "state": ("state",),
        "done_on": ("done_on",),
        "owner_id": ("owner",),
        "deal_id": ("deal", "deal_id"),
        "account_id": ("account", "account_id"),
        "note": ("note", "recurrence", "estimate"),
        "created_on": ("created_on",),
        "start_on": ("start_on",),
        "estimate": ("estimate",),
        "delegate_id": ("delegate",),
        "follow_up_on": ("follow_up_on",),
        "tags": ("tags",),
        "checklist": ("checklist",),
        "recurrence": ("recurrence",),
    }
    result = IncomingRows(
        tuple(columns),
        rows,
        lambda record_id, known: task_parts.as_series(Task(record_id, **known)),
        lambda task: [(match_key(task.title), task.owner_id, task.deal_id)],
    )
    return _told(table, result, columns)


READERS: Final[Mapping[Kind, Reader]] = {
    Kind.ACCOUNTS: accounts,
    Kind.CONTACTS: contacts,
    Kind.PEOPLE: people,
    Kind.PRODUCTS: products,
    Kind.ACTIVITIES: activities,
    Kind.ORDERS: orders,
    Kind.TARGETS: targets,
    Kind.TASKS: tasks,
}


def _plain(
    table: ImportTable, links: Links, fields: Sequence[str]
) -> tuple[tuple[str, ...], list[tuple[int, tuple[Any, ...]]]]:
    """Fields that a record holds as the file tells them; owner and account become links."""
    told = [name for name in fields if name in table.columns or (name == "account" and "account_id" in table.columns)]
    names = tuple(f"{name}_id" if name in ("owner", "account") else name for name in told)
    columns = [list(_column(table, links, name)) for name in told]
    return names, [(place, tuple(column[place] for column in columns)) for place in usable(table)]


def _column(table: ImportTable, links: Links, name: str) -> Iterator[Any]:
    if name == "owner":
        return map(links.person, table.columns["owner"])
    if name == "account":
        return (links.account(account, external_id) for account, external_id in table.rows("account", "account_id"))
    return iter(table.columns[name])


def _named(table: ImportTable, place: int, values: tuple[Any, ...], keys: tuple[Hashable, ...]) -> Incoming:
    return Incoming(place, external_id(table, place), keys, values[0], values)


def _told(table: ImportTable, rows: IncomingRows[Any], columns: Mapping[str, Sequence[str]]) -> IncomingRows[Any]:
    """The same rows without the fields that the file has no column for: what it does not tell, it cannot clear."""
    absent = {name for name, sources in columns.items() if not table.columns.keys() & set(sources)}
    kept = [number for number, name in enumerate(rows.names) if name not in absent]
    return replace(
        rows,
        names=tuple(rows.names[number] for number in kept),
        rows=[replace(row, values=tuple(row.values[number] for number in kept)) for row in rows.rows],
    )


def _with_defaults(names: Sequence[str], values: tuple[Any, ...], defaults: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(
        defaults[name] if value is None and name in defaults else value
        for name, value in zip(names, values, strict=True)
    )


def _with_amounts(table: ImportTable, rows: IncomingRows[Any], field: str, base: str) -> IncomingRows[Any]:
    """The same rows with an amount in minor units and its currency, where the file has amounts."""
    if field not in table.columns:
        return rows
    pairs = list(table.rows(field, "currency"))
    priced = []
    for row in rows.rows:
        amount, named = pairs[row.place]
        currency = resolve_currency(named, amount, base) or base
        try:
            minor = minor_units(amount, currency)
        except AmountTooLarge as error:
            rows.refused[row.place] = str(error)
            continue
        values = (*row.values, minor, currency)
        priced.append(replace(row, values=values))
    return replace(rows, names=(*rows.names, field, "currency"), rows=priced)


def _whole(names: Iterable[str]) -> Callable[[Any], list[Hashable]]:
    all_names = tuple(names)
    return lambda record: [tuple(getattr(record, name) for name in all_names)]


def _start(day: date, period: Period) -> date:
    """The first day of the period that a day lies in."""
    match period:
        case Period.YEAR:
            return day.replace(month=1, day=1)
        case Period.QUARTER:
            return day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1)
        case Period.MONTH:
            return day.replace(day=1)
        case Period.WEEK:
            return date.fromordinal(day.toordinal() - day.weekday())
