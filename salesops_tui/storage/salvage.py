"""Saving what can still be read of a damaged workbook, row by row, into a new one beside it.

SQLite's own recovery gives up on some damage; reading ever smaller ranges of rows loses only the rows of the pages that are
gone. What stands alone then is put in order: references to what is lost, totals, and the journal of records whose history is
no longer whole.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from salesops_tui.clock import Clock
from salesops_tui.domain.steps import Origin, Step, StepKind
from salesops_tui.i18n import _
from salesops_tui.storage import audit, triggers
from salesops_tui.storage.checking import unlike_history
from salesops_tui.storage.codecs import INSTANT
from salesops_tui.storage.connection import connect
from salesops_tui.storage.failures import WorkbookError
from salesops_tui.storage.journal import steps_in
from salesops_tui.storage.opening import create_workbook, open_workbook
from salesops_tui.storage.schema import JOURNALLED

_DERIVED: Final = frozenset(
    {
        "deal_total",
        "deal_past",
        "deal_past_read",
        "deal_stage",
        "deal_state",
        "current_step",
        "audit_link",
        "_sqlite_migrations",
    }
)
"""Worked out again from the rest, or about the file itself."""
_ROWS_A_PAGE: Final = 500
"""More rows than a page holds: so many are looked for behind the last one that is known."""


@dataclass(frozen=True, slots=True)
class SalvagedTable:
    """What became of the rows of one table."""

    table: str
    saved: int
    lost: int
    """Rows that could not be read, or refer to what is lost and mean nothing without it."""


@dataclass(frozen=True, slots=True)
class Salvaged:
    """A new workbook with what could be saved."""

    path: Path
    tables: tuple[SalvagedTable, ...]
    """Those that have, or had, any row."""
    without_history: int
    """Records whose journal was no longer whole: it begins anew with the salvage."""

    @property
    def saved(self) -> int:
        """Rows of all tables."""
        return sum(table.saved for table in self.tables)

    @property
    def lost(self) -> int:
        """Rows of all tables."""
        return sum(table.lost for table in self.tables)


def salvage(damaged: Path, into: Path, clock: Clock) -> Salvaged:
    """Make a new workbook of what can be read of a damaged one, which stays as it is. Raises WorkbookError when nothing can."""
    if into.exists():
        raise WorkbookError(_("{path} is there already. Nothing was saved.").format(path=into))
    create_workbook(into, clock)
    try:
        with closing(_opened(damaged)) as source, closing(connect(into)) as target:
            tables = _fill(source, target)
        if not any(table.saved for table in tables if table.table != "stage"):
            raise WorkbookError(_("Nothing in {path} can be read any more.").format(path=damaged))
        without_history = _put_in_order(into, damaged, clock, tables)
    except BaseException:
        into.unlink(missing_ok=True)
        raise
    return Salvaged(into, tuple(table for table in tables if table.saved or table.lost), without_history)


def _opened(damaged: Path) -> sqlite3.Connection:
    # "Immutable" writes nothing beside the file and plays no journal back over it.
    connection = sqlite3.connect(f"{damaged.absolute().as_uri()}?mode=ro&immutable=1", uri=True, isolation_level=None)
    connection.text_factory = lambda text: text.decode("utf-8", "replace")
    # A schema of which a page is gone, or a file that ends too early, would else be refused as a whole.
    connection.execute("PRAGMA writable_schema = ON")
    connection.execute("PRAGMA cell_size_check = ON")
    return connection


def steps_of(path: Path) -> list[Step] | None:
    """The steps that a file tells, damaged or not, the oldest first; None where they cannot be read."""
    try:
        with closing(_opened(path)) as source:
            return steps_in(source)
    except (sqlite3.DatabaseError, ValueError, LookupError):
        return None


# Reading


def _fill(source: sqlite3.Connection, target: sqlite3.Connection) -> list[SalvagedTable]:
    target.execute("PRAGMA foreign_keys = OFF")
    target.execute("BEGIN IMMEDIATE")
    triggers.drop(target)
    tables = [
        name
        for (name,) in target.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        )
        if name not in _DERIVED
    ]
    for table in tables:
        if table != "stage":
            target.execute(f"DELETE FROM {table}")
    # The course's stages stay where theirs cannot be read: without a stage no deal could be kept.
    filled = {table: _copied(source, target, table) for table in tables}
    for table, number in _without_what_is_lost(target):
        before = filled[table]
        filled[table] = SalvagedTable(table, before.saved - number, before.lost + number)
    for table, number in _missing_by_the_journal(target):
        filled[table] = SalvagedTable(table, filled[table].saved, max(number, filled[table].lost))
    _forget_broken_histories(target)
    target.execute("DELETE FROM deal_total")
    target.execute(
        """
        INSERT INTO deal_total
        SELECT stage_id, currency, coalesce(probability, -1), count(*), sum(amount IS NULL), sum(coalesce(amount, 0))
        FROM deal GROUP BY 1, 2, 3
        """
    )
    # What is lost would break it: the chain begins anew with what there is.
    audit.link_all(target)
    triggers.renew(target)
    target.execute("COMMIT")
    return list(filled.values())


def _copied(source: sqlite3.Connection, target: sqlite3.Connection, table: str) -> SalvagedTable:
    try:
        theirs = triggers.columns(source, table)
    except sqlite3.DatabaseError:
        theirs = ()
    names = [name for name in triggers.columns(target, table) if name in theirs]
    if not names:
        return SalvagedTable(table, 0, 0)
    write = f"INSERT OR REPLACE INTO {table} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"
    saved = lost = 0
    for row in _rows(source, table, names):
        if row is None:
            lost += 1
            continue
        try:
            target.execute(write, row)
            saved += 1
        except (sqlite3.Error, UnicodeError):
            # A row of nonsense: it breaks a rule of its table.
            lost += 1
    return SalvagedTable(table, saved, lost)


def _rows(source: sqlite3.Connection, table: str, names: Sequence[str]) -> Iterator[tuple[Any, ...] | None]:
    """The rows of a table; None for each that was there for certain and cannot be read."""
    read = f"SELECT {', '.join(names)} FROM {table} WHERE rowid BETWEEN ? AND ?"
    last = _last(source, table)
    # What lies behind the last one that can be reached may be on a page that is gone, or nowhere.
    waiting = [(1, last + _ROWS_A_PAGE)]
    while waiting:
        low, high = waiting.pop()
        try:
            rows = source.execute(read, (low, high)).fetchall()
        except sqlite3.DatabaseError:
            if low < high:
                middle = (low + high) // 2
                waiting += [(middle + 1, high), (low, middle)]
            elif low <= last:
                yield None
        else:
            yield from rows


def _last(source: sqlite3.Connection, table: str) -> int:
    """The number of the last row that can be reached."""
    last = 0
    with suppress(sqlite3.DatabaseError):
        for (last,) in source.execute(f"SELECT max(rowid) FROM {table} HAVING max(rowid) IS NOT NULL"):
            return int(last)
    with suppress(sqlite3.DatabaseError):
        for row in source.execute(f"SELECT rowid FROM {table} NOT INDEXED ORDER BY rowid"):
            last = row[0]
    return last


# Putting in order


def _without_what_is_lost(target: sqlite3.Connection) -> Iterator[tuple[str, int]]:
    """Take away references to what is lost; a row that means nothing without one goes with it: its table and how many."""
    while broken := target.execute("PRAGMA foreign_key_check").fetchall():
        for table, rowid, _parent, key in broken:
            column = next(row[3] for row in target.execute(f"PRAGMA foreign_key_list({table})") if row[0] == key)
            needed = any(row[1] == column and row[3] for row in target.execute(f"PRAGMA table_info({table})"))
            if needed:
                yield table, target.execute(f"DELETE FROM {table} WHERE rowid = ?", (rowid,)).rowcount
            else:
                target.execute(f"UPDATE {table} SET {column} = NULL WHERE rowid = ?", (rowid,))


def _missing_by_the_journal(target: sqlite3.Connection) -> Iterator[tuple[str, int]]:
    """How many records of each table stand by the journal and are not there."""
    for table in JOURNALLED:
        (number,) = target.execute(
            f"""
            SELECT count(*) FROM (
                SELECT row_id FROM change WHERE table_name = ? GROUP BY row_id
                HAVING substr(max(printf('%020d', id) || operation), -1) <> 'D'
            ) WHERE row_id NOT IN (SELECT id FROM {table})
            """,
            (table,),
        ).fetchone()
        yield table, number


def _forget_broken_histories(target: sqlite3.Connection) -> None:
    """Take the changes out of the journal that no longer lead to a record as it stands: it begins anew."""
    for table in JOURNALLED:
        target.execute(
            f"""
            DELETE FROM change WHERE table_name = :table AND row_id IN (
                WITH told AS (
                    SELECT row_id, operation,
                        lag(operation) OVER (PARTITION BY row_id ORDER BY id) AS earlier,
                        lead(operation) OVER (PARTITION BY row_id ORDER BY id) IS NULL AS is_last
                    FROM change WHERE table_name = :table
                )
                SELECT row_id FROM told GROUP BY row_id
                HAVING sum(CASE operation WHEN 'I' THEN coalesce(earlier, 'D') <> 'D' ELSE coalesce(earlier, 'D') = 'D' END) > 0
                    OR sum(is_last AND operation <> 'D') <> EXISTS (SELECT 1 FROM {table} WHERE id = row_id)
            )
            """,
            {"table": table},
        )


def _put_in_order(path: Path, damaged: Path, clock: Clock, tables: Sequence[SalvagedTable]) -> int:
    """Write down, as a step that cannot be taken back, where the new workbook comes from."""
    told = {"file": damaged.name, "saved": sum(t.saved for t in tables), "lost": sum(t.lost for t in tables)}
    workbook = open_workbook(path, clock, create=False)
    with closing(workbook):
        connection = workbook.connection
        with workbook.step(StepKind.SALVAGE_WORKBOOK, Origin.PROGRAM, told):
            anew = [
                connection.execute(
                    f"""
                    INSERT INTO change (step_id, table_name, row_id, operation)
                    SELECT (SELECT id FROM current_step), '{table}', id, 'I' FROM {table}
                    WHERE id NOT IN (SELECT row_id FROM change WHERE table_name = '{table}')
                    """
                ).rowcount
                for table in JOURNALLED
            ]
            _tell_lost_events(connection, workbook.new_id, clock)
    return sum(anew)


def _tell_lost_events(connection: sqlite3.Connection, new_id: Callable[[], str], clock: Clock) -> None:
    """Where the last event of a deal's field is lost, another says what the deal says."""
    lost = unlike_history(connection)
    now = INSTANT.encode(clock.now())
    connection.executemany(
        "INSERT INTO deal_event (id, deal_id, field, old, new, at, recorded_at, source) VALUES (?, ?, ?, ?, ?, ?, ?, 'salvage')",
        [(new_id(), deal_id, field, told, present, now, now) for deal_id, field, told, present in lost],
    )
