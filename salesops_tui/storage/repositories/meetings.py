"""How meetings lie in the file, the questions about them, and the clock of one under way."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from salesops_tui.domain.meeting_clock import MeetingRun
from salesops_tui.domain.meeting_templates import Embed, Layout
from salesops_tui.domain.meetings import AgendaItem, Decision, Meeting, MeetingSeries, SealedMinutes
from salesops_tui.domain.tasks import TaskState
from salesops_tui.domain.written import (
    WrittenDocument,
)
from salesops_tui.storage.codecs import ABSENT, DAY, INSTANT, RECURRENCE, SECONDS, TIME, WORDS, Codec, word
from salesops_tui.storage.deal_conditions import containing
from salesops_tui.storage.frozen import DOCUMENT, Frozen
from salesops_tui.storage.records import Records, Table
from salesops_tui.storage.store import Store

_AGENDA: Final = Frozen((AgendaItem, Embed))
_MINUTES: Final = Frozen(DOCUMENT)
_FROZEN_MINUTES: Codec[Any] = Codec(_MINUTES.dump, _MINUTES.load)

MEETING = Table(
    "meeting",
    Meeting,
    {
        "held_on": DAY,
        "layout": word(Layout),
        "agenda": Codec(_AGENDA.dump, _AGENDA.load),
        "present": WORDS,
        "absent": ABSENT,
        "spent": SECONDS,
        "starts_at": TIME,
        "started_at": INSTANT,
        "ended_at": INSTANT,
    },
)
DECISION = Table("decision", Decision, {"decided_on": DAY})
MEETING_SERIES = Table("meeting_series", MeetingSeries, {"recurrence": RECURRENCE, "starts_on": DAY, "starts_at": TIME})
SEALED_MINUTES = Table("sealed_minutes", SealedMinutes, {"sealed_at": INSTANT, "minutes": _FROZEN_MINUTES})

# Notes are JSON within the agenda: what is searched for is escaped as it is there. Two characters of Chinese are a word, so
# that an index over longer pieces would not find them; some thousand meetings are read through in a few milliseconds.
_FOUND: Final = r"""
    SELECT meeting.id FROM meeting WHERE meeting.title LIKE :words ESCAPE '\' OR meeting.agenda LIKE :noted ESCAPE '\'
        OR meeting.held_on LIKE :words ESCAPE '\'
    UNION SELECT decision.meeting_id FROM decision WHERE decision.text LIKE :words ESCAPE '\'
"""
_LISTED: Final = """
    SELECT meeting.id, meeting.template, meeting.title, meeting.held_on, meeting.slot, meeting.present, meeting.spent,
        meeting.started_at IS NOT NULL, meeting.ended_at IS NOT NULL,
        (SELECT count(*) FROM decision WHERE decision.meeting_id = meeting.id),
        (SELECT max(edition) FROM sealed_minutes WHERE sealed_minutes.meeting_id = meeting.id)
    FROM meeting
"""


# The source of an action is its meeting and its item, with a colon between; ; is the sign after it.
_ACTIONS: Final = """
    SELECT task.id, task.made_from_id, task.title, coalesce(delegate.name, owner.name, ''), task.due_on, task.state,
        task.done_on
    FROM task
    LEFT JOIN person AS owner ON owner.id = task.owner_id LEFT JOIN person AS delegate ON delegate.id = task.delegate_id
    WHERE task.made_from = 'meeting' AND task.made_from_id BETWEEN :meeting || ':' AND :meeting || ';'
    ORDER BY task.id
"""


@dataclass(frozen=True, slots=True)
class ActionRow:
    """A task that a meeting made."""

    task_id: str
    item: str
    """The key of the agenda's item."""
    words: str
    owner: str
    due_on: date | None
    state: TaskState
    done_on: date | None


@dataclass(frozen=True, slots=True)
class ListedMeeting:
    """A meeting in a list."""

    id: str
    template: str
    title: str
    held_on: date
    slot: int
    people: int
    seconds: int
    """That it took."""
    is_started: bool
    is_held: bool
    decisions: int
    edition: int | None
    """Of its sealed minutes."""

    @property
    def person_seconds(self) -> int:
        """What it cost: the seconds it took, times the people who were there."""
        return self.seconds * self.people


@dataclass(frozen=True, slots=True)
class FoundDecision:
    """A decision with the meeting that made it."""

    id: str
    text: str
    decided_on: date
    meeting_id: str
    meeting: str


class MeetingRepository(Records[Meeting]):
    """Meetings by their day, their kind and what was said in them."""

    def __init__(self, store: Store) -> None:
        super().__init__(store, MEETING)

    def listed(self, words: str, limit: int) -> list[ListedMeeting]:
        """The meetings in which some words occur, in their title, notes or decisions, the newest first; all without words."""
        where = f"WHERE meeting.id IN ({_FOUND})" if words else ""
        rows = self._connection.execute(
            f"{_LISTED} {where} ORDER BY meeting.held_on DESC, meeting.id DESC LIMIT :limit",
            {
                "words": containing(words),
                "noted": containing(json.dumps(words, ensure_ascii=False)[1:-1]),
                "limit": limit,
            },
        )
        return [_listed(row) for row in rows]

    def between(self, first: date, last: date) -> list[Meeting]:
        """The meetings of a span of days, in their order."""
        return self._read(
            "WHERE held_on BETWEEN ? AND ? ORDER BY held_on, starts_at, id", (DAY.encode(first), DAY.encode(last))
        )

    def unheld(self, before: date) -> list[Meeting]:
        """Those that were planned for a day before one, and never held."""
        return self._read(
            "WHERE held_on < ? AND ended_at IS NULL ORDER BY held_on DESC, id LIMIT 50", (DAY.encode(before),)
        )

    def last_held(self, template: str, before: Meeting | None, limit: int = 1) -> list[Meeting]:
        """The last meetings of a kind that were held, the newest first: at all, or before a certain one and with the same
        customer."""
        if before is None:
            return self._read(
                "WHERE template = ? AND ended_at IS NOT NULL ORDER BY held_on DESC, id DESC LIMIT ?", (template, limit)
            )
        return self._read(
            "WHERE template = ? AND account_id IS ? AND ended_at IS NOT NULL AND held_on <= ? AND id <> ?"
            " ORDER BY held_on DESC, id DESC LIMIT ?",
            (template, before.account_id, DAY.encode(before.held_on), before.id, limit),
        )

    def actions(self, meeting_id: str) -> list[ActionRow]:
        """The tasks that a meeting made, whatever became of them."""
        rows = self._connection.execute(_ACTIONS, {"meeting": meeting_id})
        return [
            ActionRow(
                task_id,
                source.partition(":")[2],
                words,
                owner,
                DAY.decode(due_on) if due_on else None,
                TaskState(state),
                DAY.decode(done_on) if done_on else None,
            )
            for task_id, source, words, owner, due_on, state, done_on in rows
        ]

    def days_of_series(self, series_id: str) -> set[date]:
        """The days for which a meeting of a series is there already."""
        rows = self._connection.execute("SELECT held_on FROM meeting WHERE series_id = ?", (series_id,))
        return {DAY.decode(day) for (day,) in rows}

    def decisions(self, words: str, limit: int) -> list[FoundDecision]:
        """The decisions in which some words occur, the newest first."""
        rows = self._connection.execute(
            r"SELECT decision.id, decision.text, decision.decided_on, meeting.id, meeting.title FROM decision "
            r"JOIN meeting ON meeting.id = decision.meeting_id WHERE decision.text LIKE ? ESCAPE '\' "
            "ORDER BY decision.decided_on DESC, decision.id DESC LIMIT ?",
            (containing(words), limit),
        )
        return [
            FoundDecision(row_id, text, DAY.decode(day), meeting_id, meeting)
            for row_id, text, day, meeting_id, meeting in rows
        ]

    def _read(self, condition: str, values: Sequence[object]) -> list[Meeting]:
        rows = self._connection.execute(f"{self.table.select} {condition}", tuple(values))
        return [self.table.decode(row) for row in rows]


class DecisionRepository(Records[Decision]):
    """Decisions by their meeting."""

    def __init__(self, store: Store) -> None:
        super().__init__(store, DECISION)

    def of_meeting(self, meeting_id: str) -> list[Decision]:
        """What a meeting decided, in the order in which it did."""
        rows = self._connection.execute(f"{self.table.select} WHERE meeting_id = ? ORDER BY id", (meeting_id,))
        return [self.table.decode(row) for row in rows]


class SealedMinutesRepository(Records[SealedMinutes]):
    """Sealed minutes by their meeting."""

    def __init__(self, store: Store) -> None:
        super().__init__(store, SEALED_MINUTES)

    def last(self, meeting_id: str) -> SealedMinutes | None:
        """The edition that holds."""
        row = self._connection.execute(
            f"{self.table.select} WHERE meeting_id = ? ORDER BY edition DESC LIMIT 1", (meeting_id,)
        ).fetchone()
        return self.table.decode(row) if row else None


class MeetingClocks:
    """The clocks of meetings under way: no history, so nothing of it is a step."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def get(self, meeting_id: str) -> MeetingRun | None:
        """The clock of a meeting, if it was started."""
        row = self._connection.execute("SELECT run FROM meeting_clock WHERE meeting_id = ?", (meeting_id,)).fetchone()
        if row is None:
            return None
        told = json.loads(row[0])
        return MeetingRun(
            tuple(told["planned"]),
            tuple(told["priorities"]),
            INSTANT.decode(told["since"]) if told["since"] else None,
            told["place"],
            tuple(told["spent"]),
        )

    def put(self, meeting_id: str, run: MeetingRun) -> None:
        """Keep a clock as it stands."""
        told = {
            "planned": run.planned,
            "priorities": run.priorities,
            "since": INSTANT.encode(run.since) if run.since else None,
            "place": run.place,
            "spent": run.spent,
        }
        self._connection.execute(
            "INSERT INTO meeting_clock VALUES (?, ?) ON CONFLICT DO UPDATE SET run = excluded.run",
            (meeting_id, json.dumps(told)),
        )


def minutes_digest(minutes: WrittenDocument) -> str:
    """The digest of minutes as they are stored."""
    return hashlib.sha256(str(_FROZEN_MINUTES.encode(minutes)).encode()).hexdigest()


def _listed(row: Sequence[Any]) -> ListedMeeting:
    row_id, template, title, held_on, slot, present, spent, started, held, decisions, edition = row
    return ListedMeeting(
        row_id,
        template,
        title,
        DAY.decode(held_on),
        slot,
        len(WORDS.decode(present)),
        sum(SECONDS.decode(spent)),
        bool(started),
        bool(held),
        decisions,
        edition,
    )
