"""From a record back to the steps that made and changed it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from salesops_tui.domain.steps import Step, StepKind
from salesops_tui.storage.journal import Journal
from salesops_tui.storage.triggers import columns


@dataclass(frozen=True, slots=True)
class RowChange:
    """What one step made of a record; values as they are stored."""

    step: Step
    before: Mapping[str, Any]
    after: Mapping[str, Any]


class Traces:
    """Reads the journal by record. What was undone leaves no trace; neither does the undoing."""

    def __init__(self, connection: sqlite3.Connection, journal: Journal) -> None:
        self._connection = connection
        self._journal = journal

    def changes(self, table: str, row_id: str) -> list[RowChange]:
        """What was changed in a record after it was made, oldest first."""
        # SQLite finds the index by the very words of its condition.
        rows = self._connection.execute(
            "SELECT step_id, before FROM change "
            "WHERE row_id = ? AND operation <> 'I' AND operation = 'U' AND table_name = ? ORDER BY id",
            (row_id, table),
        ).fetchall()
        if not rows:
            return []
        names = columns(self._connection, table)
        present = self._connection.execute(f"SELECT {', '.join(names)} FROM {table} WHERE id = ?", (row_id,)).fetchone()
        if present is None:
            return []
        images = [json.loads(before) for _step, before in rows] + [dict(zip(names, present, strict=True))]
        in_effect = self._journal.steps_in_effect_after(rows[0][0] - 1)
        return [
            RowChange(step, before, after)
            for (step_id, _before), before, after in zip(rows, images, images[1:], strict=False)
            if (step := in_effect.get(step_id)) is not None and step.undoes is None
        ]

    def maker(self, table: str, row_id: str) -> Step | None:
        """The step in effect by which a person made a record; None when an import brought it."""
        # Step by step rather than through all changes: those of imports, which are nearly all, are never looked at.
        rows = self._connection.execute(
            """
            SELECT step.id FROM step CROSS JOIN change
            WHERE step.kind <> ? AND step.undoes IS NULL AND change.id >= step.first_change AND change.id < coalesce(
                (SELECT next.first_change FROM step AS next WHERE next.id > step.id ORDER BY next.id LIMIT 1),
                (SELECT max(id) + 1 FROM change)
            ) AND change.table_name = ? AND change.row_id = ? AND change.operation = 'I'
            ORDER BY step.id DESC
            """,
            (StepKind.IMPORT, table, row_id),
        ).fetchall()
        if not rows:
            return None
        in_effect = self._journal.steps_in_effect_after(rows[-1][0] - 1)
        return next((in_effect[number] for (number,) in rows if number in in_effect), None)
