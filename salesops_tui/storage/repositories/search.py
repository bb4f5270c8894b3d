"""Finding deals, tasks and meetings by words in their names, and the deals of an account or a person."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from salesops_tui.domain.found import FoundRecord, RecordKind
from salesops_tui.storage.codecs import DAY
from salesops_tui.storage.deal_conditions import containing

# Open ones first, then the newest.
_DEALS: Final = """
    SELECT deal.id, deal.name, coalesce(account.name, ''), coalesce(person.name, '')
    FROM deal JOIN stage ON stage.id = deal.stage_id
    LEFT JOIN account ON account.id = deal.account_id LEFT JOIN person ON person.id = deal.owner_id
    WHERE {where} ORDER BY stage.kind <> 'open', deal.id DESC LIMIT ?
"""
_TASKS: Final = """
    SELECT task.id, task.title, coalesce(delegate.name, owner.name, ''), coalesce(task.due_on, '')
    FROM task
    LEFT JOIN person AS owner ON owner.id = task.owner_id LEFT JOIN person AS delegate ON delegate.id = task.delegate_id
    WHERE {where} ORDER BY task.state IN ('done', 'dropped'), task.id DESC LIMIT ?
"""
_MEETINGS: Final = "SELECT id, title, held_on FROM meeting WHERE {where} ORDER BY held_on DESC, id DESC LIMIT ?"
_DEALS_OF: Final = """
    SELECT deal.id, deal.name, account.name, person.name, deal.stage_id, deal.amount, deal.currency,
        coalesce(deal.closed_on, deal.close_date)
    FROM deal JOIN stage ON stage.id = deal.stage_id
    LEFT JOIN account ON account.id = deal.account_id LEFT JOIN person ON person.id = deal.owner_id
    WHERE deal.{column} = ?
    ORDER BY stage.kind <> 'open', CASE stage.kind WHEN 'open' THEN deal.close_date END, deal.closed_on DESC, deal.id
    LIMIT ?
"""
_OWNED_BY: Final = {RecordKind.ACCOUNT: "account_id", RecordKind.PERSON: "owner_id"}


@dataclass(frozen=True, slots=True)
class OwnDeal:
    """A deal of an account or of a person."""

    id: str
    name: str
    account: str | None
    owner: str | None
    stage_id: str
    amount: int | None
    """In minor units."""
    currency: str
    day: date | None
    """On which it was closed, or is to close."""


class RecordSearch:
    """Looks for words in names; of each kind at most so many are returned as asked for."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def deals(self, words: Sequence[str], accounts: Sequence[str], most: int) -> list[FoundRecord]:
        """Deals in whose names all words stand, and those of certain accounts."""
        named, values = _all_words("deal.name", words)
        where = f"({named}) OR deal.account_id IN ({', '.join('?' * len(accounts))})"
        rows = self._connection.execute(_DEALS.format(where=where), (*values, *accounts, most))
        return [FoundRecord(RecordKind.DEAL, deal, name, _joined(details)) for deal, name, *details in rows]

    def tasks(self, words: Sequence[str], most: int) -> list[FoundRecord]:
        """Tasks in whose titles all words stand."""
        named, values = _all_words("task.title", words)
        rows = self._connection.execute(_TASKS.format(where=named), (*values, most))
        return [FoundRecord(RecordKind.TASK, task, title, _joined(details)) for task, title, *details in rows]

    def meetings(self, words: Sequence[str], most: int) -> list[FoundRecord]:
        """Meetings in whose titles all words stand."""
        named, values = _all_words("title", words)
        rows = self._connection.execute(_MEETINGS.format(where=named), (*values, most))
        return [FoundRecord(RecordKind.MEETING, meeting, title, day) for meeting, title, day in rows]

    def deals_of(self, kind: RecordKind, record_id: str, most: int) -> tuple[list[OwnDeal], int]:
        """The deals of an account, or those that a person owns: the open ones by their close dates, then the others; and
        how many there are."""
        column = _OWNED_BY[kind]
        rows = self._connection.execute(_DEALS_OF.format(column=column), (record_id, most))
        found = [
            OwnDeal(deal, name, account, owner, stage, amount, currency, DAY.decode(day) if day else None)
            for deal, name, account, owner, stage, amount, currency, day in rows
        ]
        (count,) = self._connection.execute(f"SELECT count(*) FROM deal WHERE {column} = ?", (record_id,)).fetchone()
        return found, count


def _all_words(column: str, words: Sequence[str]) -> tuple[str, list[Any]]:
    return " AND ".join([f"{column} LIKE ? ESCAPE '\\'"] * len(words)), [containing(word) for word in words]


def _joined(parts: Sequence[str]) -> str:
    return " · ".join(part for part in parts if part)
