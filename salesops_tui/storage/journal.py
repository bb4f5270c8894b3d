"""The workbook's memory: every write is inside one named step, and every step can be told, undone and redone.

Triggers keep what each changed row was before (``triggers``); the row after a change is the next change's before, or the
row as it stands. Undoing writes the earlier rows back as a new step, so nothing is ever erased.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from salesops_tui.clock import Clock
from salesops_tui.domain.steps import PERMANENT, Origin, Step, StepKind
from salesops_tui.storage import audit
from salesops_tui.storage.codecs import INSTANT

_COLUMNS = "id, kind, at, actor, origin, params, undoes"


@dataclass(frozen=True, slots=True)
class StepEntry:
    """A step as the log tells it."""

    step: Step
    in_effect: bool
    """False once it has been undone (or, for an undo, redone)."""
    changes: int
    """How many rows it changed."""


class Journal:
    """Writes steps and reads them back."""

    def __init__(self, connection: sqlite3.Connection, clock: Clock, actor: str) -> None:
        self._connection = connection
        self._clock = clock
        self.actor = actor
        self._current: Step | None = None
        self.ended = 0
        """How many steps were written through this journal."""

    @property
    def current(self) -> Step | None:
        """The step being written."""
        return self._current

    @contextmanager
    def step(
        self,
        kind: StepKind,
        origin: Origin,
        params: Mapping[str, Any] = MappingProxyType({}),
        *,
        undoes: int | None = None,
        trial: bool = False,
        keep_empty: bool = False,
    ) -> Iterator[Step]:
        """One transaction under one name; it is taken back whole when anything inside fails.

        A step that changed no record leaves no trace, unless ``keep_empty`` (an upgrade changes the tables). With
        ``trial`` everything runs, checks included, and is then taken back: what a preview shows is what the real run does.
        """
        if self._current is not None:
            raise RuntimeError(f"{kind} inside {self._current.kind}: a step is one transaction")
        connection = self._connection
        connection.execute("BEGIN IMMEDIATE")
        try:
            step = self._open(kind, origin, params, undoes)
            yield step
            connection.execute("DELETE FROM current_step")
            is_kept = not trial and (keep_empty or self._has_changes(step))
            if is_kept:
                audit.link(connection, step.id)
            connection.execute("COMMIT" if is_kept else "ROLLBACK")
            self.ended += is_kept
        except BaseException:
            # A full disk or a failed write may have ended the transaction already.
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
        finally:
            self._current = None

    def _open(self, kind: StepKind, origin: Origin, params: Mapping[str, Any], undoes: int | None) -> Step:
        at = self._clock.now()
        cursor = self._connection.execute(
            "INSERT INTO step (kind, params, at, actor, origin, undoes, first_change) "
            "VALUES (?, ?, ?, ?, ?, ?, (SELECT coalesce(max(id), 0) + 1 FROM change))",
            (kind, json.dumps(dict(params), ensure_ascii=False), INSTANT.encode(at), self.actor, origin, undoes),
        )
        assert cursor.lastrowid is not None
        self._connection.execute("INSERT INTO current_step VALUES (?)", (cursor.lastrowid,))
        self._current = Step(cursor.lastrowid, kind, at, self.actor, origin, params, undoes)
        return self._current

    def _has_changes(self, step: Step) -> bool:
        first, last = self.span(step.id)
        return last >= first

    def tell(self, params: Mapping[str, Any]) -> None:
        """Say what the step being written turned out to be, for its title: an import counts its rows as it goes."""
        assert self._current is not None, "outside a step"
        self._current = replace(self._current, params=params)
        self._connection.execute(
            "UPDATE step SET params = ? WHERE id = ?", (json.dumps(dict(params), ensure_ascii=False), self._current.id)
        )

    def last_step(self) -> int:
        """The number of the newest step."""
        (number,) = self._connection.execute("SELECT coalesce(max(id), 0) FROM step").fetchone()
        return int(number)

    def span(self, step_id: int) -> tuple[int, int]:
        """The first and the last number of a step's changes; the last is smaller when it has none."""
        rows = self._connection.execute(
            "SELECT first_change FROM step WHERE id >= ? ORDER BY id LIMIT 2", (step_id,)
        ).fetchall()
        if len(rows) == 2:
            return rows[0][0], rows[1][0] - 1
        (last,) = self._connection.execute("SELECT coalesce(max(id), 0) FROM change").fetchone()
        return rows[0][0], last

    def get(self, step_id: int) -> Step | None:
        """One step."""
        row = self._connection.execute(f"SELECT {_COLUMNS} FROM step WHERE id = ?", (step_id,)).fetchone()
        return _step(row) if row else None

    def entries(self, limit: int | None = None) -> list[StepEntry]:
        """The steps, newest first, each with whether it is in effect."""
        rows = self._connection.execute(
            f"SELECT {_COLUMNS}, first_change FROM step ORDER BY id DESC LIMIT ?", (-1 if limit is None else limit,)
        ).fetchall()
        (end,) = self._connection.execute("SELECT coalesce(max(id), 0) + 1 FROM change").fetchone()
        cancelled: set[int] = set()
        entries = []
        for row, after in zip(rows, [end, *(row[-1] for row in rows)], strict=False):
            step = _step(row[:-1])
            in_effect = step.id not in cancelled
            if in_effect and step.undoes is not None:
                cancelled.add(step.undoes)
            entries.append(StepEntry(step, in_effect, after - row[-1]))
        return entries

    def last_to_undo(self) -> Step | None:
        """The newest step of a person that is in effect."""
        for step in self._in_effect():
            if step.undoes is None:
                return None if step.kind in PERMANENT else step
        return None

    def last_to_redo(self) -> Step | None:
        """The newest undo, unless something new was done since."""
        for step in self._in_effect():
            if step.kind is StepKind.UNDO:
                return step
            if step.kind is not StepKind.REDO:
                return None
        return None

    def steps_in_effect_after(self, step_id: int) -> dict[int, Step]:
        """The later steps whose effect stands; an undo counts only for what is older than the given step."""
        return {
            step.id: step
            for step in self._in_effect()
            if step.id > step_id and (step.undoes is None or step.undoes <= step_id)
        }

    def _in_effect(self) -> Iterator[Step]:
        """The steps in effect, newest first; read piecemeal, since mostly the first few are asked for."""
        cancelled: set[int] = set()
        for row in self._connection.execute(f"SELECT {_COLUMNS} FROM step ORDER BY id DESC"):
            step = _step(row)
            if step.id in cancelled:
                continue
            if step.undoes is not None:
                cancelled.add(step.undoes)
            yield step


def steps_in(connection: sqlite3.Connection) -> list[Step]:
    """Every step of a file, the oldest first. Raises sqlite3.DatabaseError and ValueError for one that is damaged."""
    return [_step(row) for row in connection.execute(f"SELECT {_COLUMNS} FROM step ORDER BY id")]


def _step(row: tuple[Any, ...]) -> Step:
    number, kind, at, actor, origin, params, undoes = row
    return Step(number, StepKind(kind), INSTANT.decode(at), actor, Origin(origin), json.loads(params), undoes)
