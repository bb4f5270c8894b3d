"""How stand-ups lie in the file, and the clock of one under way."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from datetime import date

from salesops_tui.domain.standup_clock import Plan, Run
from salesops_tui.domain.standups import LineKind, Standup, StandupLine
from salesops_tui.storage.codecs import ABSENT, DAY, INSTANT, SECONDS, WORDS, word
from salesops_tui.storage.records import Records, Table
from salesops_tui.storage.store import Store

STANDUP = Table(
    "standup",
    Standup,
    {
        "held_on": DAY,
        "started_at": INSTANT,
        "ended_at": INSTANT,
        "planned": SECONDS,
        "spent": SECONDS,
        "present": WORDS,
        "absent": ABSENT,
    },
)
STANDUP_LINE = Table("standup_line", StandupLine, {"kind": word(LineKind), "noted_on": DAY, "due_on": DAY})


class StandupRepository(Records[Standup]):
    """Stand-ups by their day and team."""

    def __init__(self, store: Store) -> None:
        super().__init__(store, STANDUP)

    def of_day(self, day: date, team: str) -> Standup | None:
        """The stand-up of a team on a day."""
        rows = self._read("WHERE held_on = ? AND team = ?", (DAY.encode(day), team))
        return rows[0] if rows else None

    def before(self, day: date, team: str) -> Standup | None:
        """The last stand-up of a team that was held before a day."""
        rows = self._read("WHERE held_on < ? AND team = ? ORDER BY held_on DESC LIMIT 1", (DAY.encode(day), team))
        return rows[0] if rows else None

    def after(self, day: date, team: str) -> Standup | None:
        """The first stand-up of a team after a day."""
        rows = self._read("WHERE held_on > ? AND team = ? ORDER BY held_on LIMIT 1", (DAY.encode(day), team))
        return rows[0] if rows else None

    def closed(self, team: str, until: date, number: int) -> list[Standup]:
        """The last stand-ups of a team that were held through, newest first."""
        return self._read(
            "WHERE held_on <= ? AND team = ? AND ended_at IS NOT NULL ORDER BY held_on DESC LIMIT ?",
            (DAY.encode(until), team, number),
        )

    def _read(self, condition: str, values: Sequence[object]) -> list[Standup]:
        rows = self._connection.execute(f"{self.table.select} {condition}", tuple(values))
        return [self.table.decode(row) for row in rows]


class StandupLineRepository(Records[StandupLine]):
    """What was said."""

    def __init__(self, store: Store) -> None:
        super().__init__(store, STANDUP_LINE)

    def of_standup(self, standup_id: str) -> list[StandupLine]:
        """The lines of one stand-up, in the order in which they were typed."""
        rows = self._connection.execute(f"{self.table.select} WHERE standup_id = ? ORDER BY id", (standup_id,))
        return [self.table.decode(row) for row in rows]

    def first_promised(self, task_ids: Sequence[str]) -> dict[str, date]:
        """Tasks that were promised → the day for which each was promised first."""
        rows = self._connection.execute(
            "SELECT line.task_id, min(coalesce(line.due_on, standup.held_on)) FROM standup_line AS line "
            "JOIN standup ON standup.id = line.standup_id "
            "WHERE line.kind = 'today' AND line.task_id IN (SELECT value FROM json_each(?)) GROUP BY line.task_id",
            (json.dumps(list(task_ids)),),
        )
        return {task_id: DAY.decode(day) for task_id, day in rows}


class StandupClocks:
    """The clocks of stand-ups under way: no history, so nothing of it is a step."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def get(self, standup_id: str) -> Run | None:
        """The clock of a stand-up, if it is under way."""
        row = self._connection.execute("SELECT run FROM standup_clock WHERE standup_id = ?", (standup_id,)).fetchone()
        return _decode_run(row[0]) if row else None

    def put(self, standup_id: str, run: Run) -> None:
        """Keep a clock as it stands."""
        self._connection.execute(
            "INSERT INTO standup_clock VALUES (?, ?) ON CONFLICT DO UPDATE SET run = excluded.run",
            (standup_id, _encode_run(run)),
        )

    def drop(self, standup_id: str) -> None:
        """Forget a clock."""
        self._connection.execute("DELETE FROM standup_clock WHERE standup_id = ?", (standup_id,))


def _encode_run(run: Run) -> str:
    return json.dumps(
        {
            "plan": [run.plan.total, run.plan.people, run.plan.segments],
            "turns": run.turns,
            "since": INSTANT.encode(run.since) if run.since else None,
            "turn": run.turn,
            "segment": run.segment,
            "used": run.used,
            "spent": run.spent,
        }
    )


def _decode_run(text: str) -> Run:
    told = json.loads(text)
    total, people, segments = told["plan"]
    return Run(
        Plan(total, people, tuple(segments)),
        tuple(told["turns"]),
        INSTANT.decode(told["since"]) if told["since"] else None,
        told["turn"],
        told["segment"],
        tuple(told["used"]),
        tuple(told["spent"]),
    )
