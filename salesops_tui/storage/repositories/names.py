"""The names of people, accounts and deals, as somebody types them."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from datetime import date

from salesops_tui.storage.codecs import DAY


@dataclass(frozen=True, slots=True)
class PersonName:
    """Somebody of the team who is there."""

    id: str
    name: str
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DealName:
    """A deal with what tells it apart from others of the same name."""

    id: str
    name: str
    account_id: str | None
    account: str
    owner: str


class NameRepository:
    """Names, and whether any of them has changed."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def last_change(self) -> int:
        """The newest change of anything."""
        (newest,) = self._connection.execute("SELECT coalesce(max(id), 0) FROM change").fetchone()
        return int(newest)

    def changed_since(self, change: int, *tables: str) -> bool:
        """Whether a record of certain tables has changed after a change."""
        row = self._connection.execute(
            f"SELECT 1 FROM change WHERE id > ? AND table_name IN ({', '.join('?' * len(tables))}) LIMIT 1",
            (change, *tables),
        ).fetchone()
        return row is not None

    def people(self) -> list[PersonName]:
        """Who is active, in the order of the seats."""
        rows = self._connection.execute(
            "SELECT id, name, aliases FROM person WHERE active ORDER BY (seat IS NULL), seat, id"
        )
        return [PersonName(person, name, tuple(json.loads(aliases))) for person, name, aliases in rows]

    def accounts(self) -> list[tuple[str, str]]:
        """Identifier and name of every account."""
        return self._connection.execute("SELECT id, name FROM account ORDER BY id").fetchall()

    def deals(self, closed_since: date) -> list[DealName]:
        """The deals that are open, by their close dates, then those that closed since a day."""
        rows = self._connection.execute(
            """
            SELECT deal.id, deal.name, deal.account_id, coalesce(account.name, ''), coalesce(person.name, '')
            FROM deal JOIN stage ON stage.id = deal.stage_id
            LEFT JOIN account ON account.id = deal.account_id
            LEFT JOIN person ON person.id = deal.owner_id
            WHERE stage.kind = 'open' OR deal.closed_on >= ?
            ORDER BY stage.kind <> 'open', (deal.close_date IS NULL), deal.close_date, deal.id
            """,
            (DAY.encode(closed_since),),
        )
        return [DealName(*row) for row in rows]

    def occurring(self, text: str) -> dict[str, list[str]]:
        """The names of deals, accounts, contacts and people that occur in a text, by table, in the order of their making."""
        return {
            table: [
                name
                for (name,) in self._connection.execute(
                    # A name of one letter would be found in every word.
                    f"SELECT DISTINCT name FROM {table} WHERE length(name) > 1 AND instr(?, name) ORDER BY id",
                    (text,),
                )
            ]
            for table in ("deal", "account", "contact", "person")
        }
