"""Taking a step back, and bringing it back again.

The inverse of a step is itself written as a step, so undoing can be undone. A step anywhere in the past can be taken back:
where later steps changed other fields of the same rows their work stays, and where they stand on the step itself (the
same field, or a row that would go) they are named instead of guessing.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from salesops_tui.domain.steps import PERMANENT, Conflict, Origin, Step, StepKind
from salesops_tui.i18n import _
from salesops_tui.storage.failures import NothingToUndo, UndoConflicts
from salesops_tui.storage.journal import Journal
from salesops_tui.storage.schema import JOURNALLED
from salesops_tui.storage.triggers import columns, image, restored

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Revisited:
    """A row of the step that later steps changed again."""

    table: str
    row_id: str
    operation: str
    before: Row | None
    """The row before the step."""
    after: Row
    """The row after the step."""


class Undo:
    """Undoes and redoes steps of a journal."""

    def __init__(self, connection: sqlite3.Connection, journal: Journal) -> None:
        self._connection = connection
        self._journal = journal

    def undo(self, origin: Origin, step_id: int | None = None) -> tuple[Step, Step]:
        """Take back the newest step in effect, or the given one. Returns that step and the step that took it back.

        Raises NothingToUndo, and UndoConflicts naming the later steps that stand on it; then nothing was changed.
        """
        target = self._journal.last_to_undo() if step_id is None else self._journal.get(step_id)
        if target is None:
            raise NothingToUndo(
                _("There is nothing to undo.")
                if step_id is None
                else _("There is no step {number}.").format(number=step_id)
            )
        if target.kind in PERMANENT or target.undoes is not None:
            raise NothingToUndo(_("Step {number} is not one that can be undone.").format(number=target.id))
        if step_id is not None and not self._is_in_effect(target):
            raise NothingToUndo(_("Step {number} is undone already.").format(number=target.id))
        return target, self._take_back(target, StepKind.UNDO, origin)

    def redo(self, origin: Origin) -> tuple[Step, Step]:
        """Bring back what the newest undo took back. Returns the step brought back and the step that did so.

        Raises NothingToUndo when nothing was undone, or something new was done since, and UndoConflicts.
        """
        undo = self._journal.last_to_redo()
        if undo is None or undo.undoes is None:
            raise NothingToUndo(_("There is nothing to redo."))
        original = self._journal.get(undo.undoes)
        assert original is not None
        return original, self._take_back(undo, StepKind.REDO, origin, told=original)

    def _is_in_effect(self, step: Step) -> bool:
        return step.id in self._journal.steps_in_effect_after(step.id - 1)

    def _take_back(self, target: Step, kind: StepKind, origin: Origin, *, told: Step | None = None) -> Step:
        told = told if told is not None else target
        params = {"number": told.id, "kind": told.kind.value, "params": dict(told.params)}
        connection = self._connection
        with self._journal.step(kind, origin, params, undoes=target.id) as step:
            # Rows go and come in any order; what is left dangling in the end is looked at once.
            connection.execute("PRAGMA defer_foreign_keys = ON")
            self._collect(target)
            try:
                conflicts = self._restore(target)
                if not conflicts:
                    conflicts = self._dangling(target)
            finally:
                connection.execute("DROP TABLE IF EXISTS temp.undone")
            if conflicts:
                raise UndoConflicts(target, tuple(conflicts), _conflict_message(target, conflicts))
        return step

    def _collect(self, target: Step) -> None:
        """The first change of each row in the step: what it was before tells what it must become."""
        first, last = self._journal.span(target.id)
        self._connection.execute(
            """
            CREATE TEMP TABLE undone AS
            SELECT table_name, row_id, operation, before, min(id) AS id,
                :last < (SELECT max(id) FROM change) AND EXISTS (
                    SELECT 1 FROM change AS later
                    WHERE later.row_id = change.row_id AND later.operation <> 'I' AND later.id > :last
                ) AS revisited
            FROM change WHERE id BETWEEN :first AND :last GROUP BY table_name, row_id
            """,
            {"first": first, "last": last},
        )
        # A row that the step took away, and that later steps brought back and took away again, is as the step left it.
        for table in self._tables("revisited"):
            self._connection.execute(
                f"""
                UPDATE temp.undone SET revisited = 0 FROM (
                    SELECT row_id, operation, max(id) FROM change
                    WHERE id BETWEEN :first AND :last AND table_name = :table GROUP BY row_id
                ) AS final
                WHERE undone.table_name = :table AND undone.revisited AND final.row_id = undone.row_id
                    AND final.operation = 'D' AND NOT EXISTS (SELECT 1 FROM {table} WHERE id = undone.row_id)
                """,
                {"first": first, "last": last, "table": table},
            )
        # Later changes that came to nothing (a move, and its undo) leave the row as the step left it.
        for table in self._tables("revisited"):
            self._connection.execute(
                f"""
                UPDATE temp.undone SET revisited = 0 FROM {table} AS present
                WHERE undone.table_name = ? AND undone.revisited AND present.id = undone.row_id
                    AND {image("present", columns(self._connection, table))} = (
                        SELECT later.before FROM change AS later
                        WHERE later.row_id = undone.row_id AND later.operation <> 'I' AND later.id > ? ORDER BY later.id LIMIT 1
                    )
                """,
                (table, last),
            )

    def _tables(self, condition: str) -> list[str]:
        rows = self._connection.execute(f"SELECT DISTINCT table_name FROM temp.undone WHERE {condition}")
        return [row[0] for row in rows]

    def _restore(self, target: Step) -> list[Conflict]:
        connection = self._connection
        _first, last = self._journal.span(target.id)
        later = self._journal.steps_in_effect_after(target.id)
        conflicts = [
            conflict for row in self._revisited(last) for conflict in self._restore_around_later_work(row, last, later)
        ]
        if conflicts:
            return conflicts
        for table in self._tables("NOT revisited"):
            values = restored(connection, table, "undone.before")
            connection.execute(
                f"DELETE FROM {table} WHERE id IN "
                "(SELECT row_id FROM temp.undone WHERE table_name = ? AND operation = 'I' AND NOT revisited)",
                (table,),
            )
            connection.execute(
                f"UPDATE {table} SET {_from_image(values)} FROM temp.undone WHERE undone.table_name = ? "
                f"AND undone.operation <> 'I' AND NOT undone.revisited AND undone.row_id = {table}.id",
                (table,),
            )
            connection.execute(
                f"INSERT INTO {table} ({', '.join(values)}) SELECT {', '.join(values.values())} FROM temp.undone "
                "WHERE table_name = ? AND operation <> 'I' AND NOT revisited "
                f"AND row_id NOT IN (SELECT id FROM {table})",
                (table,),
            )
        return []

    def _revisited(self, last: int) -> Iterator[_Revisited]:
        rows = self._connection.execute(
            "SELECT table_name, row_id, operation, before FROM temp.undone WHERE revisited ORDER BY id"
        ).fetchall()
        for table, row_id, operation, before in rows:
            (after,) = self._connection.execute(
                "SELECT before FROM change WHERE row_id = ? AND operation <> 'I' AND id > ? AND table_name = ? "
                "ORDER BY id LIMIT 1",
                (row_id, last, table),
            ).fetchone()
            yield _Revisited(table, row_id, operation, json.loads(before) if before else None, json.loads(after))

    def _restore_around_later_work(self, row: _Revisited, last: int, later: dict[int, Step]) -> Iterable[Conflict]:
        """Take back only what the step did to this row; yields what cannot be told apart from later work."""
        now = self._row(row.table, row.row_id)
        if row.before is None:
            clashes = (
                row.after.keys() if now is None else [name for name in row.after if now.get(name) != row.after[name]]
            )
            if not clashes:
                self._connection.execute(f"DELETE FROM {row.table} WHERE id = ?", (row.row_id,))
                return []
            return [] if now is None else self._conflicts(row, (), last, later)
        if now is None:
            return self._conflicts(row, (), last, later)
        ours = [name for name in row.before if row.before[name] != row.after.get(name)]
        clashes = [name for name in ours if now.get(name) != row.after.get(name)]
        if clashes:
            return self._conflicts(row, tuple(clashes), last, later)
        if ours:
            changes = ", ".join(f"{name} = ?" for name in ours)
            values = [row.before[name] for name in ours]
            self._connection.execute(f"UPDATE {row.table} SET {changes} WHERE id = ?", (*values, row.row_id))
        return []

    def _row(self, table: str, row_id: str) -> Row | None:
        names = columns(self._connection, table)
        values = self._connection.execute(f"SELECT {', '.join(names)} FROM {table} WHERE id = ?", (row_id,)).fetchone()
        return dict(zip(names, values, strict=True)) if values else None

    def _conflicts(self, row: _Revisited, fields: tuple[str, ...], last: int, later: dict[int, Step]) -> list[Conflict]:
        numbers = self._connection.execute(
            "SELECT DISTINCT step_id FROM change WHERE row_id = ? AND operation <> 'I' AND id > ?", (row.row_id, last)
        )
        return [Conflict(row.table, row.row_id, fields, later[number]) for (number,) in numbers if number in later]

    def _dangling(self, target: Step) -> list[Conflict]:
        """Rows of later steps that refer to a row which is now gone."""
        connection = self._connection
        gone = self._tables("operation = 'I'")
        orphans = {
            row_id: table
            for table, column, parent in _references(connection)
            if parent in gone
            for (row_id,) in connection.execute(
                f"SELECT id FROM {table} WHERE {column} IN "
                "(SELECT row_id FROM temp.undone WHERE table_name = ? AND operation = 'I')",
                (parent,),
            )
        }
        if not orphans:
            return []
        _first, last = self._journal.span(target.id)
        later = self._journal.steps_in_effect_after(target.id)
        steps = connection.execute("SELECT DISTINCT row_id, step_id FROM change WHERE id > ?", (last,))
        return [
            Conflict(orphans[row_id], row_id, (), later[number])
            for row_id, number in steps
            if row_id in orphans and number in later
        ]


def _references(connection: sqlite3.Connection) -> Iterator[tuple[str, str, str]]:
    """Every foreign key between journalled tables: table, column, the table it refers to."""
    for table in JOURNALLED:
        for row in connection.execute(f"PRAGMA foreign_key_list({table})"):
            yield table, row[3], row[2]


def _from_image(values: Mapping[str, str]) -> str:
    return ", ".join(f"{name} = {value}" for name, value in values.items() if name != "id")


def _conflict_message(target: Step, conflicts: list[Conflict]) -> str:
    numbers = sorted({conflict.step.id for conflict in conflicts})
    return _(
        "Step {number} cannot be undone by itself: later steps stand on it ({steps}). Nothing was changed; undo those first."
    ).format(number=target.id, steps=", ".join(map(str, numbers)))
