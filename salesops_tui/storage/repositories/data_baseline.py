"""Counts of what a baseline of data asks for (domain row 77)."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from datetime import date

from salesops_tui.domain.steps import StepKind
from salesops_tui.domain.text import match_key
from salesops_tui.storage.codecs import DAY


class BaselineCounts:
    """One question for each check."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def double_accounts(self) -> int:
        """Accounts whose name another one has, however it is written."""
        return _doubles(name for (name,) in self._connection.execute("SELECT name FROM account"))

    def double_products(self) -> int:
        """Products whose name or code another one has."""
        codes = (code for (code,) in self._connection.execute("SELECT code FROM product WHERE code IS NOT NULL"))
        return _doubles(name for (name,) in self._connection.execute("SELECT name FROM product")) + _doubles(codes)

    def deals_without_stage(self) -> int:
        """Deals in a stage that the pipeline does not have."""
        return self._count("SELECT count(*) FROM deal WHERE stage_id NOT IN (SELECT id FROM stage)")

    def sellers_without_target(self, first: date, last: date) -> int:
        """People in the team who own open deals and have no target that begins in a span."""
        return self._count(
            """
            SELECT count(*) FROM person WHERE active
                AND id IN (SELECT owner_id FROM deal JOIN stage ON stage.id = deal.stage_id WHERE stage.kind = 'open')
                AND id NOT IN (SELECT person_id FROM target WHERE person_id IS NOT NULL AND starts_on BETWEEN ? AND ?)
            """,
            DAY.encode(first),
            DAY.encode(last),
        )

    def deals_without_owner(self) -> int:
        """Open deals that nobody in the team owns."""
        return self._count(
            """
            SELECT count(*) FROM deal JOIN stage ON stage.id = deal.stage_id
            WHERE stage.kind = 'open' AND (owner_id IS NULL OR owner_id NOT IN (SELECT id FROM person WHERE active))
            """
        )

    def untouched_deals(self, since: date) -> int:
        """Open deals with which nothing was done, and of which nothing changed, since a day."""
        return self._count(
            """
            SELECT count(*) FROM deal JOIN stage ON stage.id = deal.stage_id
            WHERE stage.kind = 'open'
                AND NOT EXISTS (SELECT 1 FROM activity WHERE activity.deal_id = deal.id AND activity.day >= ?1)
                AND NOT EXISTS (SELECT 1 FROM deal_event WHERE deal_event.deal_id = deal.id AND deal_event.at >= ?1)
            """,
            DAY.encode(since),
        )

    def contacts_without_purpose(self) -> int:
        """Contacts of whom it is not said what their data is kept for, or that they agreed."""
        return self._count("SELECT count(*) FROM contact WHERE purpose IS NULL OR consented_on IS NULL")

    def last_audit(self) -> str | None:
        """When the baseline was looked through last, in UTC."""
        row = self._connection.execute("SELECT max(at) FROM step WHERE kind = ?", (StepKind.AUDIT_DATA,)).fetchone()
        return row[0] if row else None

    def _count(self, question: str, *values: object) -> int:
        (number,) = self._connection.execute(question, values).fetchone()
        return int(number)


def _doubles(names: Iterable[str]) -> int:
    keys = [match_key(name) for name in names]
    return len(keys) - len(set(keys))
