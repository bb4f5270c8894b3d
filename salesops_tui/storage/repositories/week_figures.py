"""What the weekly report counts: customers, what is in danger, what comes next."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from salesops_tui.domain.stages import Pipeline
from salesops_tui.domain.tasks import MadeFrom, TaskState
from salesops_tui.storage.codecs import DAY, INSTANT
from salesops_tui.storage.repositories.hygiene import ENTERED

# None for everybody, else a JSON list of the people meant.
_MEANT: Final = "(:people IS NULL OR {owner} IN (SELECT value FROM json_each(:people)))"
_CUSTOMERS: Final = f"""
    WITH won AS (
        SELECT DISTINCT account_id FROM deal
        WHERE stage_id = :won AND closed_on BETWEEN :first AND :last AND account_id IS NOT NULL
            AND {_MEANT.format(owner="owner_id")}
    )
    SELECT count(*), coalesce(sum(NOT EXISTS (
        -- The sign keeps the index of the accounts: there are far more won deals than deals of one account.
        SELECT 1 FROM deal WHERE deal.account_id = won.account_id AND +stage_id = :won AND closed_on < :first
    )), 0) FROM won
"""
_KNOWN: Final = """
    SELECT EXISTS (SELECT 1 FROM deal WHERE stage_id = :won AND closed_on < :day)
        OR EXISTS (SELECT 1 FROM deal WHERE stage_id = :lost AND closed_on < :day)
        OR EXISTS (SELECT 1 FROM activity WHERE day < :day)
        OR EXISTS (SELECT 1 FROM deal_event WHERE at < :midnight)
"""
_WON: Final = f"""
    SELECT closed_on, currency, count(*), sum(amount IS NULL), coalesce(sum(amount), 0) FROM deal
    WHERE stage_id = :won AND closed_on BETWEEN :first AND :last AND {_MEANT.format(owner="owner_id")}
    GROUP BY closed_on, currency
"""
_PUSHED: Final = f"""
    SELECT deal.id, deal.name, coalesce(account.name, ''), coalesce(owner.name, '')
    FROM stage CROSS JOIN deal ON deal.stage_id = stage.id
    CROSS JOIN deal_event AS event ON event.deal_id = deal.id AND event.field = 'close_date' AND event.new > event.old
    LEFT JOIN person AS owner ON owner.id = deal.owner_id LEFT JOIN account ON account.id = deal.account_id
    WHERE stage.kind = 'open' AND {_MEANT.format(owner="deal.owner_id")}
    GROUP BY deal.id HAVING count(*) >= :least ORDER BY count(*) DESC, deal.amount DESC LIMIT :limit
"""
_LONELY: Final = f"""
    SELECT deal.id, deal.name, coalesce(account.name, ''), coalesce(owner.name, '') FROM deal
    LEFT JOIN person AS owner ON owner.id = deal.owner_id LEFT JOIN account ON account.id = deal.account_id
    WHERE deal.stage_id IN (:late, :last_stage) AND {_MEANT.format(owner="deal.owner_id")}
        AND (SELECT count(*) FROM contact WHERE contact.account_id = deal.account_id) = 1
    ORDER BY deal.amount DESC LIMIT :limit
"""
_LATE: Final = f"""
    SELECT deal.id, deal.name, coalesce(account.name, ''), coalesce(owner.name, ''), deal.close_date FROM deal
    JOIN stage ON stage.id = deal.stage_id AND stage.kind = 'open'
    LEFT JOIN person AS owner ON owner.id = deal.owner_id LEFT JOIN account ON account.id = deal.account_id
    WHERE deal.close_date < :today AND {_MEANT.format(owner="deal.owner_id")}
    ORDER BY deal.amount DESC LIMIT :limit
"""
_STUCK: Final = f"""
    WITH found AS MATERIALIZED (
        SELECT id, {ENTERED} AS entered FROM deal WHERE stage_id = :stage AND {_MEANT.format(owner="deal.owner_id")}
    )
    SELECT deal.id, deal.name, coalesce(account.name, ''), coalesce(owner.name, ''), entered
    FROM found JOIN deal ON deal.id = found.id
    LEFT JOIN person AS owner ON owner.id = deal.owner_id LEFT JOIN account ON account.id = deal.account_id
    WHERE entered < :before ORDER BY entered, deal.amount DESC LIMIT :limit
"""
_TASKS: Final = f"""
    SELECT task.id, task.title, coalesce(delegate.name, owner.name, ''), task.due_on, task.deal_id FROM task
    LEFT JOIN person AS owner ON owner.id = task.owner_id LEFT JOIN person AS delegate ON delegate.id = task.delegate_id
    WHERE task.state IN ('open', 'waiting') AND task.important AND task.due_on BETWEEN :first AND :last
        AND {_MEANT.format(owner="coalesce(task.delegate_id, task.owner_id)")}
    ORDER BY task.due_on, task.due_at, task.id LIMIT :limit
"""
_DUE: Final = f"""
    SELECT task.id, task.title, coalesce(delegate.name, owner.name, ''), task.due_on, task.deal_id, task.done_on, task.state
    FROM task
    LEFT JOIN person AS owner ON owner.id = task.owner_id LEFT JOIN person AS delegate ON delegate.id = task.delegate_id
    WHERE task.important AND task.due_on BETWEEN :first AND :last
        AND (task.created_on IS NULL OR task.created_on < :first)
        AND {_MEANT.format(owner="coalesce(task.delegate_id, task.owner_id)")}
    ORDER BY task.due_on, task.due_at, task.id LIMIT :limit
"""
_STEPS: Final = f"""
    SELECT deal.id, deal.name || ': ' || coalesce(deal.next_step, ''), coalesce(owner.name, ''), deal.next_step_on, deal.id
    FROM deal JOIN stage ON stage.id = deal.stage_id AND stage.kind = 'open'
    LEFT JOIN person AS owner ON owner.id = deal.owner_id
    WHERE deal.next_step_on BETWEEN :first AND :last AND {_MEANT.format(owner="deal.owner_id")}
    ORDER BY deal.next_step_on, deal.amount DESC, deal.id LIMIT :limit
"""
_WANTED: Final = f"""
    SELECT task.id, task.title, coalesce(delegate.name, owner.name, ''), line.noted_on, task.deal_id
    FROM task JOIN standup_line AS line ON line.id = task.made_from_id
    LEFT JOIN person AS owner ON owner.id = task.owner_id LEFT JOIN person AS delegate ON delegate.id = task.delegate_id
    WHERE task.made_from = :made_from AND task.state IN ('open', 'waiting')
        AND {_MEANT.format(owner="coalesce(task.delegate_id, task.owner_id)")}
    ORDER BY line.noted_on, line.id LIMIT :limit
"""

_ANSWERS: Final = """
    SELECT task.made_from_id, task.id, task.title, coalesce(delegate.name, owner.name, ''), task.due_on FROM task
    LEFT JOIN person AS owner ON owner.id = task.owner_id LEFT JOIN person AS delegate ON delegate.id = task.delegate_id
    WHERE task.made_from = ? AND task.made_from_id IN (SELECT value FROM json_each(?))
        AND task.state IN ('open', 'waiting')
    ORDER BY task.id
"""


@dataclass(frozen=True, slots=True)
class Answer:
    """An open task that was made of something in the report."""

    task_id: str
    words: str
    owner: str
    due_on: date | None


@dataclass(frozen=True, slots=True)
class RiskRow:
    """A deal in danger."""

    deal_id: str
    deal: str
    account: str
    owner: str


@dataclass(frozen=True, slots=True)
class ComingRow:
    """A task or a deal's next step."""

    id: str
    words: str
    owner: str
    day: date
    deal_id: str | None


@dataclass(frozen=True, slots=True)
class DueRow:
    """An important task that was due, with what became of it."""

    id: str
    words: str
    owner: str
    day: date
    deal_id: str | None
    done_on: date | None
    is_given_up: bool


@dataclass(frozen=True, slots=True)
class WonRow:
    """The deals won on a day in a currency."""

    day: date
    currency: str
    deals: int
    without_amount: int
    amount: int
    """In minor units."""


class WeekFigures:
    """Reads it, of some people or of everybody."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def customers(self, pipeline: Pipeline, first: date, last: date, people: Sequence[str] | None) -> tuple[int, int]:
        """How many customers bought in a span of days, and how many of them for the first time ever."""
        (all_, new) = self._ask(
            _CUSTOMERS, people, won=pipeline.won.id, first=DAY.encode(first), last=DAY.encode(last)
        ).fetchone()
        return int(all_), int(new)

    def knows_before(self, pipeline: Pipeline, day: date, midnight: datetime) -> bool:
        """Whether anything is known of the time before a day, which begins at ``midnight``."""
        (known,) = self._connection.execute(
            _KNOWN,
            {
                "won": pipeline.won.id,
                "lost": pipeline.lost.id,
                "day": DAY.encode(day),
                "midnight": INSTANT.encode(midnight),
            },
        ).fetchone()
        return bool(known)

    def won(self, pipeline: Pipeline, first: date, last: date, people: Sequence[str] | None) -> list[WonRow]:
        """What was won in a span of days, day by day."""
        rows = self._ask(_WON, people, won=pipeline.won.id, first=DAY.encode(first), last=DAY.encode(last))
        return [WonRow(DAY.decode(day), *row) for day, *row in rows]

    def pushed(self, least: int, people: Sequence[str] | None, limit: int) -> list[RiskRow]:
        """The open deals whose close date was put off so many times or more, the most often put off first."""
        return [RiskRow(*row) for row in self._ask(_PUSHED, people, least=least, limit=limit)]

    def single_contact(self, pipeline: Pipeline, people: Sequence[str] | None, limit: int) -> list[RiskRow]:
        """The deals in the last two stages with one contact at the account only, the largest first."""
        late, last = pipeline.open[-2:]
        return [RiskRow(*row) for row in self._ask(_LONELY, people, late=late.id, last_stage=last.id, limit=limit)]

    def past_close(self, today: date, people: Sequence[str] | None, limit: int) -> list[tuple[RiskRow, date]]:
        """The open deals whose close date has passed, with the date, the largest first."""
        rows = self._ask(_LATE, people, today=DAY.encode(today), limit=limit)
        return [(RiskRow(*row), DAY.decode(close_date)) for *row, close_date in rows]

    def stuck(
        self, stage_id: str, before: datetime, people: Sequence[str] | None, limit: int
    ) -> list[tuple[RiskRow, datetime]]:
        """The deals that came into a stage before a moment and are still there, with the moment, the longest first."""
        rows = self._ask(_STUCK, people, stage=stage_id, before=INSTANT.encode(before), limit=limit)
        return [(RiskRow(*row), INSTANT.decode(entered)) for *row, entered in rows]

    def tasks(self, first: date, last: date, people: Sequence[str] | None, limit: int) -> Iterator[ComingRow]:
        """The important tasks that are due in a span of days."""
        return self._coming(_TASKS, people, limit, first=DAY.encode(first), last=DAY.encode(last))

    def due(self, first: date, last: date, people: Sequence[str] | None, limit: int) -> Iterator[DueRow]:
        """The important tasks of before a span of days that were due in it, whatever became of them."""
        rows = self._ask(_DUE, people, limit=limit, first=DAY.encode(first), last=DAY.encode(last))
        for row_id, words, owner, day, deal_id, done_on, state in rows:
            is_done = state == TaskState.DONE
            yield DueRow(
                row_id,
                words,
                owner,
                DAY.decode(day),
                deal_id,
                DAY.decode(done_on) if is_done and done_on else None,
                state == TaskState.DROPPED,
            )

    def steps(self, first: date, last: date, people: Sequence[str] | None, limit: int) -> Iterator[ComingRow]:
        """The next steps of open deals in a span of days."""
        return self._coming(_STEPS, people, limit, first=DAY.encode(first), last=DAY.encode(last))

    def wanted(self, made_from: MadeFrom, people: Sequence[str] | None, limit: int) -> Iterator[ComingRow]:
        """The blockers, or the help that is wanted, that nobody has resolved, by the day on which they were raised."""
        return self._coming(_WANTED, people, limit, made_from=made_from)

    def answers(self, made_from: MadeFrom, sources: Sequence[str]) -> dict[str, Answer]:
        """The newest open task that was made of each of some sources, where there is one."""
        rows = self._connection.execute(_ANSWERS, (made_from, json.dumps(list(sources))))
        return {
            source: Answer(task_id, words, owner, DAY.decode(due_on) if due_on else None)
            for source, task_id, words, owner, due_on in rows
        }

    def _coming(self, sql: str, people: Sequence[str] | None, limit: int, **marks: Any) -> Iterator[ComingRow]:
        for row_id, words, owner, day, deal_id in self._ask(sql, people, limit=limit, **marks):
            yield ComingRow(row_id, words, owner, DAY.decode(day), deal_id)

    def _ask(self, sql: str, people: Sequence[str] | None, **marks: Any) -> sqlite3.Cursor:
        return self._connection.execute(
            sql, {**marks, "people": json.dumps(list(people)) if people is not None else None}
        )
