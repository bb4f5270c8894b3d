"""Taking a contact's data out of the workbook for good: the record and what the journal kept of it (domain row 74)."""

from __future__ import annotations

import json
import sqlite3
from typing import Final

from salesops_tui.domain.steps import Origin, StepKind
from salesops_tui.storage import audit, triggers
from salesops_tui.storage.workbook import Workbook

ERASED: Final = "—"
"""What stands in the name's place, for the deals that refer to it."""


_MENTIONS: Final = """
    SELECT (SELECT count(*) FROM activity WHERE instr(coalesce(note, ''), :name))
        + (SELECT count(*) FROM task WHERE instr(title || coalesce(note, ''), :name))
        + (SELECT count(*) FROM deal WHERE instr(coalesce(note, '') || coalesce(next_step, ''), :name))
"""


def deals_of_contact(connection: sqlite3.Connection, contact_id: str) -> list[tuple[str, str | None]]:
    """The names of the deals that refer to a contact, and when they were made."""
    return connection.execute(
        "SELECT name, created_on FROM deal WHERE contact_id = ? ORDER BY id", (contact_id,)
    ).fetchall()


def mentions(connection: sqlite3.Connection, name: str) -> int:
    """How many notes, tasks and deals have a name in their words."""
    (number,) = connection.execute(_MENTIONS, {"name": name}).fetchone()
    return int(number)


def erase_contact(workbook: Workbook, contact_id: str, origin: Origin) -> str:
    """Leave nothing of a contact but that there was one; returns the newest digest of the chain as it was before.

    What the journal kept of the record is overwritten, so the chain begins anew, and the step says what its end was. It
    cannot be undone. The file is packed at the end: nothing stays in its free pages.
    """
    connection = workbook.connection
    before = audit.head(connection)
    connection.execute("PRAGMA secure_delete = ON")
    with workbook.step(StepKind.ERASE_CONTACT, origin, {"contact": contact_id[-8:], "head": before}):
        _overwrite(connection, contact_id)
    connection.execute("VACUUM")
    return before


def _overwrite(connection: sqlite3.Connection, contact_id: str) -> None:
    # Triggers keep the journal as it is; here it is to forget.
    triggers.drop(connection)
    kept = {"id": contact_id, "name": ERASED}
    columns = [name for name in triggers.columns(connection, "contact") if name not in kept]
    connection.execute(
        f"UPDATE contact SET name = ?, {', '.join(f'{name} = NULL' for name in columns)} WHERE id = ?",
        (ERASED, contact_id),
    )
    connection.execute(
        "UPDATE change SET before = ? WHERE table_name = 'contact' AND row_id = ? AND before IS NOT NULL",
        (json.dumps(kept, ensure_ascii=False), contact_id),
    )
    connection.execute(
        """
        INSERT INTO change (step_id, table_name, row_id, operation, before)
        VALUES ((SELECT id FROM current_step), 'contact', ?, 'U', ?)
        """,
        (contact_id, json.dumps(kept, ensure_ascii=False)),
    )
    audit.link_all(connection)
    triggers.renew(connection)
