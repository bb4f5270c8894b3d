"""The chain of digests over the journal: every step's digest covers the one before it, the step itself, and its changes.

Whoever alters, inserts or removes a step or a change of the past breaks it from there on. It cannot know of steps that were cut
off at its end: whoever wants to be sure of them notes the newest digest elsewhere.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from typing import Final

BEGINNING: Final = "0" * 64
"""What the first step's digest covers in place of one before it."""

_STEP: Final = "SELECT id, kind, params, at, actor, origin, undoes, first_change FROM step WHERE id = ?"
_CHANGES: Final = (
    "SELECT id, step_id, table_name, row_id, operation, before FROM change WHERE id BETWEEN ? AND ? ORDER BY id"
)
_LAST_CHANGE: Final = 2**62


def link(connection: sqlite3.Connection, step_id: int) -> None:
    """Add the newest step to the chain, within its transaction."""
    row = connection.execute("SELECT digest FROM audit_link ORDER BY step_id DESC LIMIT 1").fetchone()
    digest = _digest(connection, step_id, _LAST_CHANGE, row[0] if row else BEGINNING)
    connection.execute("INSERT INTO audit_link VALUES (?, ?)", (step_id, digest))


def link_all(connection: sqlite3.Connection) -> None:
    """Begin the chain anew over all steps but the one being written, which is added when it ends."""
    connection.execute("DELETE FROM audit_link")
    (current,) = connection.execute("SELECT coalesce(max(id), ?) FROM current_step", (_LAST_CHANGE,)).fetchone()
    before = BEGINNING
    for step_id, last in _steps(connection):
        if step_id < current:
            before = _digest(connection, step_id, last, before)
            connection.execute("INSERT INTO audit_link VALUES (?, ?)", (step_id, before))


def head(connection: sqlite3.Connection) -> str:
    """The newest digest."""
    row = connection.execute("SELECT digest FROM audit_link ORDER BY step_id DESC LIMIT 1").fetchone()
    return str(row[0]) if row else BEGINNING


def broken_at(connection: sqlite3.Connection) -> int | None:
    """The first step that is not what the chain says, or that the chain does not know; None for a whole chain."""
    links = dict(connection.execute("SELECT step_id, digest FROM audit_link"))
    before = BEGINNING
    for step_id, last in _steps(connection):
        digest = _digest(connection, step_id, last, before)
        if links.pop(step_id, None) != digest:
            return step_id
        before = digest
    # A link whose step is gone.
    return min(links, default=None)


def _steps(connection: sqlite3.Connection) -> list[tuple[int, int]]:
    """Each step with the number of its last change."""
    rows = connection.execute("SELECT id, first_change FROM step ORDER BY id").fetchall()
    ends = [*(first - 1 for _id, first in rows[1:]), _LAST_CHANGE]
    return [(step_id, end) for (step_id, _first), end in zip(rows, ends, strict=False)]


def _digest(connection: sqlite3.Connection, step_id: int, last: int, before: str) -> str:
    step = connection.execute(_STEP, (step_id,)).fetchone()
    digest = hashlib.sha256(f"{before}\n{json.dumps(step, ensure_ascii=False)}\n".encode())
    for change in connection.execute(_CHANGES, (step[-1], last)):
        digest.update(f"{json.dumps(change, ensure_ascii=False)}\n".encode())
    return digest.hexdigest()
