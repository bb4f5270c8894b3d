"""The versions of a workbook: forward only, one function each, run by sqlite-utils inside one transaction.

Imported only when a workbook is made or upgraded: sqlite-utils brings pandas along, which costs half a second.
"""

from __future__ import annotations

from sqlite_utils import Database, Migrations

from salesops_tui.storage import triggers
from salesops_tui.storage.schema import APPLICATION_ID, TABLES_V1

migrations = Migrations("salesops")


@migrations()
def first_tables(db: Database) -> None:
    """The first version: people, accounts, deals and their events, the journal."""
    for statement in _statements(TABLES_V1):
        db.conn.execute(statement)
    triggers.renew(db.conn)
    db.conn.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    db.conn.execute("PRAGMA user_version = 1")


def _statements(script: str) -> list[str]:
    """The statements of a script; ``executescript`` would commit the transaction that they belong to."""
    import sqlite3

    statements, buffer = [], ""
    for line in script.splitlines(keepends=True):
        buffer += line
        if sqlite3.complete_statement(buffer):
            statements.append(buffer.strip())
            buffer = ""
    return statements
