"""What each deal was at any time: two tables worked out from the events, and kept up with the journal.

Writing them at every change would make an import dearer, and undoing one too. So they follow: the journal tells which
deals changed since they last read it, and those are worked out again.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time, tzinfo
from itertools import groupby
from operator import itemgetter
from typing import Any, Final

from salesops_tui.domain.deals import TOLD_BY_HISTORY, EventValue, TrackedField
from salesops_tui.domain.past import StageEntry, Told, replay, way
from salesops_tui.domain.stages import Pipeline, StageKind
from salesops_tui.storage.schema import statements
from salesops_tui.storage.schema_v2 import PASTS

CHUNK: Final = 2_000
"""So many deals are worked out in one go."""

_FIELDS: Final = ", ".join(TrackedField)
_STAGE: Final = list(TrackedField).index(TrackedField.STAGE)
_WAS: Final = list(TrackedField).index(TrackedField.FORECAST_CATEGORY) + 1
"""Of the state before, everything up to the forecast category is kept."""
_SECONDS: Final = "CAST(strftime('%s', {}) AS INTEGER)"


class DealPasts:
    """Keeps ``deal_state`` and ``deal_stage`` up with the journal."""

    def __init__(self, connection: sqlite3.Connection, *, read_only: bool) -> None:
        self._connection = connection
        self._waiting: list[str] = []
        self._until = 0
        if read_only:
            # What cannot be written beside the records is kept in memory, for as long as the workbook is open.
            for statement in statements(PASTS):
                connection.execute(
                    statement.replace("CREATE TABLE ", "CREATE TABLE temp.").replace(
                        "CREATE INDEX ", "CREATE INDEX temp."
                    )
                )

    def catch_up(self, pipeline: Pipeline, zone: tzinfo, limit: int | None = None) -> int:
        """Work out again the deals that changed, at most so many; returns how many are still to be done.

        Everything is done anew after the stages or the time zone changed.
        """
        connection = self._connection
        digest = _digest(pipeline, zone)
        if not self._waiting and not self._find(digest):
            return 0
        chunk = self._waiting[:limit]
        connection.execute("BEGIN IMMEDIATE")
        try:
            for start in range(0, len(chunk), CHUNK):
                self._work_out(chunk[start : start + CHUNK], pipeline, zone)
            if len(chunk) == len(self._waiting):
                connection.execute("DELETE FROM deal_past_read")
                connection.execute("INSERT INTO deal_past_read VALUES (?, ?)", (self._until, digest))
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
        del self._waiting[: len(chunk)]
        return len(self._waiting)

    def is_current(self, pipeline: Pipeline, zone: tzinfo) -> bool:
        """Whether the tables say what the journal says; cheaper than to look what is to be done."""
        connection = self._connection
        if self._waiting:
            return False
        row = connection.execute("SELECT change_id, digest FROM deal_past_read").fetchone()
        if row is None or row[1] != _digest(pipeline, zone):
            undone = connection.execute("SELECT EXISTS (SELECT 1 FROM deal UNION ALL SELECT 1 FROM deal_past)")
        else:
            undone = connection.execute(
                "SELECT EXISTS (SELECT 1 FROM change WHERE id > ? AND table_name IN ('deal', 'deal_event'))", (row[0],)
            )
        return not undone.fetchone()[0]

    def _find(self, digest: str) -> bool:
        """Look which deals are to be worked out; False when the tables say what the journal says."""
        connection = self._connection
        (now,) = connection.execute("SELECT coalesce(max(id), 0) FROM change").fetchone()
        row = connection.execute("SELECT change_id, digest FROM deal_past_read").fetchone()
        if row == (now, digest):
            return False
        self._until = now
        if row is None or row[1] != digest:
            found = connection.execute("SELECT id FROM deal UNION SELECT deal_id FROM deal_past")
        else:
            found = connection.execute(
                """
                SELECT row_id FROM change WHERE id > :after AND table_name = 'deal'
                UNION
                SELECT coalesce(json_extract(before, '$.deal_id'), (SELECT deal_id FROM deal_event WHERE id = row_id))
                FROM change WHERE id > :after AND table_name = 'deal_event'
                """,
                {"after": row[0]},
            )
        # In the order of the tables: each page is then written once.
        self._waiting = sorted(deal_id for (deal_id,) in found if deal_id is not None)
        # Where only other records changed there is nothing to work out, and nothing worth a write.
        return bool(self._waiting)

    def _work_out(self, deal_ids: Sequence[str], pipeline: Pipeline, zone: tzinfo) -> None:
        connection = self._connection
        wanted = json.dumps(deal_ids)
        numbers = self._numbers(wanted)
        positions: Mapping[EventValue, int] = {
            stage.id: number for number, stage in enumerate((*pipeline.open, pipeline.won), start=1)
        }
        kinds: Mapping[EventValue, StageKind] = {stage.id: stage.kind for stage in pipeline.stages}
        told = self._told(wanted)
        states: list[tuple[Any, ...]] = []
        stages: list[tuple[Any, ...]] = []
        day_of = _Days(zone)
        for deal_id, known_since, created_on, *present in connection.execute(
            f"SELECT id, {_SECONDS.format('known_since')}, created_on, {_FIELDS} FROM deal "
            "WHERE id IN (SELECT value FROM json_each(?))",
            (wanted,),
        ):
            number = numbers.pop(deal_id)
            created = day_of.begins(created_on) if created_on else None
            past = replay(tuple(present), known_since, created, told.get(deal_id, ()))
            was: tuple[Any, ...] = (None,) * len(TrackedField)
            for state in past.states:
                now = (kinds.get(state.values[_STAGE]) is StageKind.OPEN, *state.values)
                bits = (state.until - state.since).bit_length()
                states.append((state.since, number, state.until, bits, *was[:_WAS], *now))
                was = now
            entries = way(past, created, positions)
            outcome = kinds.get(present[_STAGE], StageKind.OPEN)
            stages += [_line(number, entry, len(entries), outcome, day_of) for entry in entries]
        # In the order of the table: a page is then filled at once.
        states.sort()
        connection.executemany(f"INSERT INTO deal_state VALUES ({', '.join('?' * 17)})", states)
        connection.executemany("INSERT INTO deal_stage VALUES (?,?,?,?,?,?,?,?)", stages)
        # What is left are deals that are no longer there: an undo took them away.
        connection.executemany("DELETE FROM deal_past WHERE number = ?", [(number,) for number in numbers.values()])

    def _numbers(self, wanted: str) -> dict[str, int]:
        """The numbers of some deals, given to those that have none; what was worked out for them goes."""
        connection = self._connection
        connection.execute("INSERT OR IGNORE INTO deal_past (deal_id) SELECT value FROM json_each(?)", (wanted,))
        numbers = dict(
            connection.execute(
                "SELECT deal_id, number FROM deal_past WHERE deal_id IN (SELECT value FROM json_each(?))", (wanted,)
            ).fetchall()
        )
        for table in ("deal_state", "deal_stage"):
            connection.executemany(f"DELETE FROM {table} WHERE number = ?", [(number,) for number in numbers.values()])
        return numbers

    def _told(self, wanted: str) -> dict[str, list[Told]]:
        rows = self._connection.execute(
            f"SELECT deal_id, field, old, new, {_SECONDS.format('at')}, source LIKE '{TOLD_BY_HISTORY}%' FROM deal_event "
            "WHERE deal_id IN (SELECT value FROM json_each(?)) ORDER BY deal_id, at, id",
            (wanted,),
        )
        return {deal_id: [Told._make(row[1:]) for row in group] for deal_id, group in groupby(rows, itemgetter(0))}


class _Days:
    """Moments to local dates and back, remembered: many deals change in the same second, or are made on the same day."""

    def __init__(self, zone: tzinfo) -> None:
        self._zone = zone
        self._days: dict[int, str] = {}
        self._beginnings: dict[str, int] = {}

    def on(self, moment: int | None) -> str | None:
        """The date of a moment."""
        if moment is None:
            return None
        if moment not in self._days:
            self._days[moment] = datetime.fromtimestamp(moment, UTC).astimezone(self._zone).date().isoformat()
        return self._days[moment]

    def begins(self, day: str) -> int:
        """The first moment of a date."""
        if day not in self._beginnings:
            self._beginnings[day] = int(datetime.combine(date.fromisoformat(day), time(), self._zone).timestamp())
        return self._beginnings[day]


def _line(number: int, entry: StageEntry, furthest: int, outcome: StageKind, day_of: _Days) -> tuple[Any, ...]:
    return (
        number, entry.position, day_of.on(entry.entered), day_of.on(entry.left), entry.jumped, entry.in_order, furthest,
        outcome,
    )  # fmt: skip


def _digest(pipeline: Pipeline, zone: tzinfo) -> str:
    said = json.dumps([[stage.id, stage.kind, stage.position] for stage in pipeline.stages]) + _zone_name(zone)
    return hashlib.blake2b(said.encode(), digest_size=8).hexdigest()


def _zone_name(zone: tzinfo) -> str:
    """The zone as its offsets in summer and winter: what its dates depend on."""
    moments: Iterable[datetime] = (datetime(2026, month, 1, tzinfo=UTC) for month in (1, 7))
    return ",".join(str(moment.astimezone(zone).utcoffset()) for moment in moments)
