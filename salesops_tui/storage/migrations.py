"""The versions of a workbook: forward only, one function each, run by sqlite-utils inside one transaction.

Imported only when a workbook is made or upgraded: sqlite-utils brings pandas along, which costs half a second.
"""

from __future__ import annotations

from sqlite_utils import Database, Migrations

from salesops_tui.storage import triggers
from salesops_tui.storage.schema import APPLICATION_ID, TABLES_V1, statements
from salesops_tui.storage.schema_v2 import PASTS, TABLES_V2

migrations = Migrations("salesops")


@migrations()
def first_tables(db: Database) -> None:
    """The first version: people, accounts, deals and their events, the journal. The newest version writes the triggers."""
    for statement in statements(TABLES_V1):
        db.conn.execute(statement)
    db.conn.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    db.conn.execute("PRAGMA user_version = 1")


@migrations()
def pipeline_views(db: Database) -> None:
    """What the views of the pipeline room need: gates, forecasts, saved views, and what each deal was at any time."""
    triggers.drop(db.conn)
    for statement in (*statements(TABLES_V2), *statements(PASTS)):
        db.conn.execute(statement)
    triggers.renew(db.conn)
    db.conn.execute("PRAGMA user_version = 2")
