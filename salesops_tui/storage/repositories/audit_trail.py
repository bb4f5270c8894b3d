"""What each step changed, field by field, out of the journal's images."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from salesops_tui.domain.steps import Step
from salesops_tui.storage import audit, triggers
from salesops_tui.storage.journal import steps_in

_CHANGES: Final = """
    SELECT change.table_name, change.row_id, change.operation, change.before,
        (SELECT later.before FROM change AS later
            WHERE later.row_id = change.row_id AND later.operation <> 'I' AND later.id > change.id
                AND later.table_name = change.table_name
            ORDER BY later.id LIMIT 1)
    FROM change WHERE change.id BETWEEN ? AND ? ORDER BY change.id LIMIT ?
"""
_NAMES: Final = ("name", "title", "text", "line", "week")
_REFERENCES: Final = {
    "owner_id": "person",
    "person_id": "person",
    "delegate_id": "person",
    "account_id": "account",
    "contact_id": "contact",
    "product_id": "product",
    "deal_id": "deal",
}
"""Columns that refer to a record with a name, and its table."""
_LONG: Final = 20
_TAIL: Final = 8
"""Of an identifier that was made here, its end tells it from others; those of stages are words."""
_NOT_TOLD: Final = frozenset({"id", "source", "external_id"})


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field before and after, as the file has them; references by names. None where there was, or is, nothing."""

    field: str
    old: Any
    new: Any


@dataclass(frozen=True, slots=True)
class RecordChange:
    """What a step did to one record."""

    table: str
    row_id: str
    name: str
    """What the record is called, or what tells it apart."""
    operation: str
    """I, U or D."""
    fields: tuple[FieldChange, ...]


class AuditTrail:
    """Reads the journal for whoever wants to know who changed what."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def changes(self, first: int, last: int, most: int) -> Iterator[RecordChange]:
        """The changes between two numbers, at most so many."""
        for table, row_id, operation, before, later in self._connection.execute(_CHANGES, (first, last, most)):
            old = json.loads(before) if before is not None else {}
            if operation == "D":
                new: Mapping[str, Any] = {}
            else:
                new = json.loads(later) if later is not None else self._present(table, row_id)
            yield RecordChange(table, row_id, _name(new or old, row_id), operation, tuple(self._fields(old, new)))

    def of_record(self, table: str, row_id: str) -> Iterator[tuple[Step, RecordChange]]:
        """Everything that was done to one record, the oldest first."""
        steps = {step.id: step for step in steps_in(self._connection)}
        found = self._connection.execute(
            "SELECT id, step_id FROM change WHERE table_name = ? AND row_id = ? ORDER BY id", (table, row_id)
        ).fetchall()
        for number, step_id in found:
            yield from ((steps[step_id], change) for change in self.changes(number, number, 1))

    def head(self) -> str:
        """The newest digest of the chain."""
        return audit.head(self._connection)

    def broken_at(self) -> int | None:
        """The first step that is not what the chain says; None for a whole chain."""
        return audit.broken_at(self._connection)

    def _present(self, table: str, row_id: str) -> Mapping[str, Any]:
        image = triggers.image(table, triggers.columns(self._connection, table))
        row = self._connection.execute(f"SELECT {image} FROM {table} WHERE id = ?", (row_id,)).fetchone()
        present: Mapping[str, Any] = json.loads(row[0]) if row is not None else {}
        return present

    def _fields(self, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[FieldChange]:
        for field in dict.fromkeys((*old, *new)):
            before, after = old.get(field), new.get(field)
            if before != after and field not in _NOT_TOLD:
                yield FieldChange(field, self._told(field, before), self._told(field, after))

    def _told(self, field: str, value: Any) -> Any:
        table = _REFERENCES.get(field)
        if table is None or value is None:
            return value
        row = self._connection.execute(f"SELECT name FROM {table} WHERE id = ?", (value,)).fetchone()
        return row[0] if row is not None else value


def _name(image: Mapping[str, Any], row_id: str) -> str:
    return next(
        (str(image[key]) for key in _NAMES if image.get(key)), row_id[-_TAIL:] if len(row_id) > _LONG else row_id
    )
