"""What the record knows of people's days: what was promised, done, moved and touched, and what is due."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Final

from salesops_tui.domain.standups import LineKind, StandupLine
from salesops_tui.domain.tasks import MadeFrom, Task
from salesops_tui.storage.codecs import DAY, INSTANT, TIME
from salesops_tui.storage.repositories.standups import STANDUP_LINE
from salesops_tui.storage.repositories.tasks import TASK

_LOOK_BACK: Final = 20
"""Stand-ups in which somebody's last promises are looked for."""

_TASK_COLUMNS: Final = ", ".join(f"task.{column}" for column in TASK.columns)
_LINE_COLUMNS: Final = ", ".join(f"line.{column}" for column in STANDUP_LINE.columns)

# What stands in a stand-up's blockers is not told again among the tasks that are due.
_PRESSING: Final = f"""
    state IN ('open', 'waiting') AND due_on <= :day AND (start_on IS NULL OR start_on <= :day)
        AND (made_from IS NULL OR made_from NOT IN ('{MadeFrom.BLOCKER}', '{MadeFrom.HELP}'))
"""
# Either half has an index of its own; together they would have none.
_DUE: Final = f"""
    FROM (
        SELECT id FROM task WHERE owner_id = :person AND delegate_id IS NULL AND {_PRESSING}
        UNION ALL SELECT id FROM task WHERE delegate_id = :person AND {_PRESSING}
    ) AS mine JOIN task ON task.id = mine.id
"""
_NEXT_STEPS: Final = """
    FROM deal JOIN stage ON stage.id = deal.stage_id AND stage.kind = 'open'
    WHERE deal.owner_id = :person AND deal.next_step_on <= :day
"""


@dataclass(frozen=True, slots=True)
class DealMove:
    """A deal that came into another stage."""

    deal_id: str
    deal: str
    owner_id: str | None
    old: str | None
    """The stage it left; None for a new deal."""
    new: str


@dataclass(frozen=True, slots=True)
class Touch:
    """An activity with the names of what it was about; empty where it was about nothing."""

    id: str
    kind: str
    at: time | None
    note: str
    person_id: str
    account: str
    deal: str
    deal_id: str | None


@dataclass(frozen=True, slots=True)
class NextStep:
    """A deal's next step that is due."""

    deal_id: str
    deal: str
    text: str
    due_on: date


@dataclass(frozen=True, slots=True)
class Ask:
    """A blocker, or help that somebody wants, with the task that is to resolve it."""

    line: StandupLine
    task: Task
    by: str
    """Who raised it."""
    owner: str
    """Who is to resolve it; empty for nobody yet."""


@dataclass(frozen=True, slots=True)
class Promise:
    """What somebody said they would do, with what it is about."""

    line: StandupLine
    promised_on: date
    task: Task | None
    next_step_on: date | None
    """When the deal's next step is meant for now."""


class StandupRecord:
    """Reads it."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def promises(self, day: date) -> list[Promise]:
        """What each person said they would do the last time before a day that they said anything, in the order in which they
        said it."""
        rows = self._connection.execute(
            f"""
            WITH recent AS (SELECT id, held_on FROM standup WHERE held_on < ? ORDER BY held_on DESC LIMIT {_LOOK_BACK})
            SELECT {_LINE_COLUMNS}, recent.held_on FROM recent
            JOIN standup_line AS line ON line.standup_id = recent.id
            WHERE line.kind = '{LineKind.TODAY}' ORDER BY recent.held_on DESC, line.id
            """,
            (DAY.encode(day),),
        )
        newest: dict[str | None, date] = {}
        found = []
        for row in rows:
            line, held_on = STANDUP_LINE.decode(row[:-1]), DAY.decode(row[-1])
            if newest.setdefault(line.person_id, held_on) == held_on:
                found.append((line, held_on))
        return list(self._with_matter(found))

    def of_lines(self, lines: Sequence[StandupLine], promised_on: date) -> list[Promise]:
        """Lines with what they are about."""
        return list(self._with_matter([(line, promised_on) for line in lines]))

    def moves(self, first: datetime, last: datetime) -> list[DealMove]:
        """The deals that are in another stage at the end of a span than before it, its end not included; the latest last."""
        rows = self._connection.execute(
            """
            SELECT deal.id, deal.name, deal.owner_id, event.old, event.new FROM deal_event AS event
            JOIN deal ON deal.id = event.deal_id
            WHERE event.field = 'stage_id' AND event.at >= ? AND event.at < ?
            ORDER BY event.at, event.id
            """,
            (INSTANT.encode(first), INSTANT.encode(last)),
        )
        moves: dict[str, DealMove] = {}
        for deal_id, deal, owner_id, old, new in rows:
            before = moves[deal_id].old if deal_id in moves else old
            moves[deal_id] = DealMove(deal_id, deal, owner_id, before, new)
        return [move for move in moves.values() if move.old != move.new]

    def touches(self, first: date, last: date) -> Iterator[Touch]:
        """What was done with customers in a span of days, the latest first."""
        rows = self._connection.execute(
            """
            SELECT activity.id, activity.kind, activity.at, coalesce(activity.note, ''), activity.person_id,
                coalesce(account.name, ''), coalesce(deal.name, ''), activity.deal_id
            FROM activity LEFT JOIN account ON account.id = activity.account_id
            LEFT JOIN deal ON deal.id = activity.deal_id
            WHERE activity.day BETWEEN ? AND ? AND activity.person_id IS NOT NULL
            ORDER BY activity.day DESC, activity.at DESC, activity.id DESC
            """,
            (DAY.encode(first), DAY.encode(last)),
        )
        for touch, kind, at, *rest in rows:
            yield Touch(touch, kind, TIME.decode(at) if at else None, *rest)

    def done(self, first: date, last: date) -> list[Task]:
        """The tasks that were done in a span of days."""
        rows = self._connection.execute(
            f"{TASK.select} WHERE state IN ('done', 'dropped') AND state = 'done' AND done_on BETWEEN ? AND ? "
            "ORDER BY done_on, id",
            (DAY.encode(first), DAY.encode(last)),
        )
        return [TASK.decode(row) for row in rows]

    def due(self, person_id: str, day: date, limit: int) -> tuple[list[Task], int]:
        """The tasks of a person that are due on a day or before, and how many there are: those of the day first, by their
        times, then the latest."""
        marks = {"person": person_id, "day": DAY.encode(day), "limit": limit}
        rows = self._connection.execute(
            f"SELECT {_TASK_COLUMNS} {_DUE} ORDER BY task.due_on DESC, (task.due_at IS NULL), task.due_at, "
            "task.important DESC, task.id LIMIT :limit",
            marks,
        )
        found = [TASK.decode(row) for row in rows]
        return found, len(found) if len(found) < limit else self._count(_DUE, marks)

    def open_tasks(self, person_id: str) -> list[Task]:
        """The open tasks of a person, the oldest first."""
        rows = self._connection.execute(
            f"{TASK.select} WHERE state IN ('open', 'waiting') AND (owner_id = :person AND delegate_id IS NULL "
            "OR delegate_id = :person) ORDER BY id",
            {"person": person_id},
        )
        return [TASK.decode(row) for row in rows]

    def next_steps(self, person_id: str, day: date, limit: int) -> tuple[list[NextStep], int]:
        """The next steps of a person's open deals that are due on a day or before, and how many there are; the latest first."""
        marks = {"person": person_id, "day": DAY.encode(day), "limit": limit}
        rows = self._connection.execute(
            f"SELECT deal.id, deal.name, coalesce(deal.next_step, ''), deal.next_step_on {_NEXT_STEPS} "
            "ORDER BY deal.next_step_on DESC, deal.id LIMIT :limit",
            marks,
        )
        found = [NextStep(deal_id, deal, text, DAY.decode(due)) for deal_id, deal, text, due in rows]
        return found, len(found) if len(found) < limit else self._count(_NEXT_STEPS, marks)

    def asks(self) -> list[Ask]:
        """The blockers, and the help that is wanted, that nobody has resolved; the oldest first."""
        rows = self._connection.execute(
            f"""
            SELECT {_LINE_COLUMNS}, {_TASK_COLUMNS}, coalesce(raiser.name, ''), coalesce(delegate.name, owner.name, '')
            FROM task JOIN standup_line AS line ON line.id = task.made_from_id
            LEFT JOIN person AS raiser ON raiser.id = line.person_id
            LEFT JOIN person AS owner ON owner.id = task.owner_id
            LEFT JOIN person AS delegate ON delegate.id = task.delegate_id
            WHERE task.made_from IN ('{MadeFrom.BLOCKER}', '{MadeFrom.HELP}') AND task.state IN ('open', 'waiting')
            ORDER BY line.noted_on, line.id
            """
        )
        split = len(STANDUP_LINE.columns)
        return [Ask(STANDUP_LINE.decode(row[:split]), TASK.decode(row[split:-2]), *row[-2:]) for row in rows]

    def teams(self) -> list[str]:
        """The names of the teams that people who take part belong to."""
        rows = self._connection.execute(
            "SELECT DISTINCT team FROM person WHERE active AND team IS NOT NULL AND team <> '' ORDER BY team"
        )
        return [row[0] for row in rows]

    def moved_on(self, deal_id: str, since: datetime) -> datetime | None:
        """When a deal first came into another stage, at a moment or later."""
        (at,) = self._connection.execute(
            "SELECT min(at) FROM deal_event WHERE deal_id = ? AND field = 'stage_id' AND at >= ? AND old IS NOT NULL",
            (deal_id, INSTANT.encode(since)),
        ).fetchone()
        return INSTANT.decode(at) if at else None

    def touched_on(self, deal_id: str, since: date, now: datetime) -> date | None:
        """The first day, from one on, on which a deal was touched; what is only planned, after the local time that it is now,
        is no touch yet."""
        (day,) = self._connection.execute(
            "SELECT min(day) FROM activity WHERE deal_id = ? AND day >= ? AND (day, coalesce(at, '')) <= (?, ?)",
            (deal_id, DAY.encode(since), DAY.encode(now.date()), TIME.encode(now.time())),
        ).fetchone()
        return DAY.decode(day) if day else None

    def _with_matter(self, lines: Sequence[tuple[StandupLine, date]]) -> Iterator[Promise]:
        tasks = self._tasks([line.task_id for line, _day in lines if line.task_id is not None])
        deals = [line.deal_id for line, _day in lines if line.deal_id is not None]
        rows = self._connection.execute(
            "SELECT id, next_step_on FROM deal WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(deals),)
        )
        steps: dict[str, Any] = dict(rows.fetchall())
        for line, day in lines:
            step = steps.get(line.deal_id or "")
            yield Promise(line, day, tasks.get(line.task_id or ""), DAY.decode(step) if step else None)

    def _tasks(self, task_ids: Sequence[str]) -> Mapping[str, Task]:
        rows = self._connection.execute(
            f"{TASK.select} WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(task_ids),)
        )
        return {task.id: task for task in map(TASK.decode, rows)}

    def _count(self, condition: str, marks: Mapping[str, Any]) -> int:
        given = {mark: value for mark, value in marks.items() if mark != "limit"}
        (number,) = self._connection.execute(f"SELECT count(*) {condition}", given).fetchone()
        return int(number)
