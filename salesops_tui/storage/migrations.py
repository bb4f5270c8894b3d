"""The versions of a workbook: forward only, one function each, run by sqlite-utils inside one transaction.

Each takes the triggers away before it touches a table; the newest writes them afresh, from the tables as they are then.
Imported only when a workbook is made or upgraded: sqlite-utils brings pandas along, which costs half a second.
"""

from __future__ import annotations

from sqlite_utils import Database, Migrations

from salesops_tui.storage import audit, triggers
from salesops_tui.storage.schema import APPLICATION_ID, TABLES_V1, statements
from salesops_tui.storage.schema_v2 import PASTS, TABLES_V2
from salesops_tui.storage.schema_v3 import TABLES_V3
from salesops_tui.storage.schema_v4 import TABLES_V4
from salesops_tui.storage.schema_v5 import TABLES_V5
from salesops_tui.storage.schema_v6 import TABLES_V6
from salesops_tui.storage.schema_v7 import TABLES_V7

migrations = Migrations("salesops")


@migrations()
def first_tables(db: Database) -> None:
    """The first version: people, accounts, deals and their events, the journal."""
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
    db.conn.execute("PRAGMA user_version = 2")


@migrations()
def tasks_room(db: Database) -> None:
    """What the tasks room needs: dates, delegates, checklists and recurrences of tasks, and plans."""
    triggers.drop(db.conn)
    for statement in statements(TABLES_V3):
        db.conn.execute(statement)
    db.conn.execute("PRAGMA user_version = 3")


@migrations()
def standup_room(db: Database) -> None:
    """What the stand-up room needs: stand-ups, what was said in them, the clock of one under way, and what is known of a
    deal after its sale."""
    triggers.drop(db.conn)
    for statement in statements(TABLES_V4):
        db.conn.execute(statement)
    db.conn.execute("PRAGMA user_version = 4")


@migrations()
def week_room(db: Database) -> None:
    """What the week room needs: what people wrote in reports, the reports that were sealed, the parts that were handed in."""
    triggers.drop(db.conn)
    for statement in statements(TABLES_V5):
        db.conn.execute(statement)
    db.conn.execute("PRAGMA user_version = 5")


@migrations()
def meetings_room(db: Database) -> None:
    """What the meetings room needs: meetings, decisions, what comes back, sealed minutes, the clock of one under way."""
    triggers.drop(db.conn)
    for statement in statements(TABLES_V6):
        db.conn.execute(statement)
    db.conn.execute("PRAGMA user_version = 6")


@migrations()
def audit_and_consent(db: Database) -> None:
    """What an audit needs: the chain over the journal; of contacts, for what purpose they are kept, and since when with their
    consent."""
    triggers.drop(db.conn)
    for statement in statements(TABLES_V7):
        db.conn.execute(statement)
    audit.link_all(db.conn)
    triggers.renew(db.conn)
    db.conn.execute("PRAGMA user_version = 7")
