"""Does the workbook agree with itself: pages, references, totals, journal, history."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from salesops_tui.storage.schema import JOURNALLED

_MOST: Final = 20
"""Of each kind: more would say no more."""


class Finding(StrEnum):
    """What can be wrong."""

    PAGES = "pages"
    REFERENCES = "references"
    TOTALS = "totals"
    JOURNAL = "journal"
    HISTORY = "history"


@dataclass(frozen=True, slots=True)
class Problem:
    """One contradiction."""

    finding: Finding
    detail: str
    """The table and row, or SQLite's own words."""


def check(connection: sqlite3.Connection) -> list[Problem]:
    """Everything that contradicts itself; empty for a whole workbook."""
    pages = [row[0] for row in connection.execute("PRAGMA integrity_check(20)") if row[0] != "ok"]
    if pages:
        # What else is read from damaged pages means nothing.
        return [Problem(Finding.PAGES, text) for text in pages]
    return [
        *_references(connection),
        *_totals(connection),
        *_journal(connection),
        *_history(connection),
    ]


def _references(connection: sqlite3.Connection) -> Iterator[Problem]:
    for table, rowid, parent, _key in connection.execute("PRAGMA foreign_key_check"):
        yield Problem(Finding.REFERENCES, f"{table} {rowid} → {parent}")


def _totals(connection: sqlite3.Connection) -> Iterator[Problem]:
    """The summary kept by triggers against a count of all deals."""
    for row in connection.execute(
        """
        WITH counted AS (
            SELECT stage_id, currency, coalesce(probability, -1) AS probability, count(*) AS deals,
                sum(amount IS NULL) AS without_amount, sum(coalesce(amount, 0)) AS amount
            FROM deal GROUP BY 1, 2, 3
        )
        SELECT stage_id, currency FROM (
            SELECT * FROM (SELECT * FROM counted EXCEPT SELECT * FROM deal_total)
            UNION ALL
            SELECT * FROM (SELECT * FROM deal_total EXCEPT SELECT * FROM counted)
        ) GROUP BY stage_id, currency
        """
    ):
        yield Problem(Finding.TOTALS, f"deal_total {row[0]} {row[1]}")


def _journal(connection: sqlite3.Connection) -> Iterator[Problem]:
    """Replaying the journal backwards from today must end in an empty workbook.

    For each row that means: its changes, taken in order, are an insert, then updates, then perhaps a delete (after which an
    undo may insert it again); a row that stands ends in an insert or update, a row that is gone in a delete.
    """
    for table in JOURNALLED:
        for row_id, operations, stands in connection.execute(
            f"""
            WITH told AS (
                SELECT row_id, operation,
                    lag(operation) OVER (PARTITION BY row_id ORDER BY id) AS earlier,
                    lead(operation) OVER (PARTITION BY row_id ORDER BY id) IS NULL AS is_last
                FROM change WHERE table_name = :table
            )
            SELECT row_id, group_concat(coalesce(earlier, '-') || operation), EXISTS (SELECT 1 FROM {table} WHERE id = row_id)
            FROM told
            GROUP BY row_id
            HAVING sum(CASE operation WHEN 'I' THEN coalesce(earlier, 'D') <> 'D' ELSE coalesce(earlier, 'D') = 'D' END) > 0
                OR sum(is_last AND operation <> 'D') <> EXISTS (SELECT 1 FROM {table} WHERE id = row_id)
            UNION ALL
            SELECT id, '', 1 FROM {table} WHERE id NOT IN (SELECT row_id FROM change WHERE table_name = :table)
            LIMIT 20
            """,
            {"table": table},
        ):
            yield Problem(Finding.JOURNAL, f"{table} {row_id} {operations} {'' if stands else '∅'}".strip())
    for (change_id,) in connection.execute(
        "SELECT id FROM change WHERE step_id NOT IN (SELECT id FROM step) OR operation NOT IN ('I', 'U', 'D') LIMIT 20"
    ):
        yield Problem(Finding.JOURNAL, f"change {change_id}")
    for (step_id,) in connection.execute("SELECT id FROM current_step"):
        yield Problem(Finding.JOURNAL, f"step {step_id} never ended")


def unlike_history(connection: sqlite3.Connection) -> list[tuple[str, str, Any, Any]]:
    """Deals that differ from the last event of their history: the deal, the field, what the event tells, what the deal says.

    Another system's history may tell of a field as well; then the last event need not be the last word.
    """
    return connection.execute(
        """
        SELECT deal_id, field, told, present FROM (
            SELECT event.deal_id, event.field, event.new AS told, max(event.at || event.id),
                CASE event.field
                    WHEN 'stage_id' THEN deal.stage_id WHEN 'amount' THEN deal.amount WHEN 'currency' THEN deal.currency
                    WHEN 'close_date' THEN deal.close_date WHEN 'owner_id' THEN deal.owner_id
                    ELSE deal.forecast_category
                END AS present
            FROM deal_event AS event JOIN deal ON deal.id = event.deal_id
            WHERE event.at >= deal.known_since
            GROUP BY event.deal_id, event.field
            HAVING sum(event.source LIKE 'history:%') = 0
        ) WHERE told IS NOT present
        """
    ).fetchall()


def _history(connection: sqlite3.Connection) -> Iterator[Problem]:
    for deal_id, field, _told, _present in unlike_history(connection)[:_MOST]:
        yield Problem(Finding.HISTORY, f"deal {deal_id} {field}")
