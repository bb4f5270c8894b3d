"""The questions of the tasks room, answered by SQL."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from salesops_tui.domain.task_filter import TaskFilter
from salesops_tui.domain.task_order import TaskKey
from salesops_tui.domain.tasks import Task
from salesops_tui.storage.codecs import DAY
from salesops_tui.storage.repositories.tasks import TASK
from salesops_tui.storage.task_conditions import task_conditions

_OPEN: Final = "task.state IN ('open', 'waiting')"
_ENDED: Final = "task.state IN ('done', 'dropped')"
_WORK_LEFT: Final = """
    CASE WHEN estimate IS NULL THEN 0 WHEN checklist = '[]' THEN estimate
        ELSE (SELECT estimate * sum(NOT json_extract(value, '$[1]')) / count(*) FROM json_each(checklist)) END
"""
_NAMES: Final = """
    LEFT JOIN person AS owner ON owner.id = task.owner_id
    LEFT JOIN person AS delegate ON delegate.id = task.delegate_id
    LEFT JOIN deal ON deal.id = task.deal_id
    LEFT JOIN account ON account.id = task.account_id
"""


@dataclass(frozen=True, slots=True)
class NamedTask:
    """A task with the names of what it refers to; empty where it refers to nothing."""

    task: Task
    owner: str
    delegate: str
    deal: str
    account: str


class TaskLists:
    """Open and ended tasks under a filter."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def open_keys(self, chosen: TaskFilter, today: date) -> Iterator[TaskKey]:
        """What decides the quadrants and the order of the open tasks."""
        sql, values = task_conditions(chosen, today)
        rows = self._connection.execute(
            "SELECT task.id, important, due_on, due_at, start_on, urgent, urgent_until, "
            f"{_WORK_LEFT} FROM task WHERE {_OPEN}{sql}",
            values,
        )
        return map(TaskKey._make, rows)

    def open_count(self) -> int:
        """All open tasks."""
        (number,) = self._connection.execute(f"SELECT count(*) FROM task WHERE {_OPEN}").fetchone()
        return int(number)

    def open_listing(self, chosen: TaskFilter, today: date) -> list[tuple[str, str | None, str, str | None]]:
        """The open tasks by their dates: identifier, due date (ISO 8601), the owner's name, the due time."""
        sql, values = task_conditions(chosen, today)
        return self._connection.execute(
            "SELECT task.id, due_on, coalesce(owner.name, ''), due_at FROM task "
            "LEFT JOIN person AS owner ON owner.id = task.owner_id "
            f"WHERE {_OPEN}{sql} ORDER BY (due_on IS NULL), due_on, (due_at IS NULL), due_at, task.id",
            values,
        ).fetchall()

    def named(self, task_ids: Sequence[str]) -> list[NamedTask]:
        """Some tasks with their names, in the order that was asked for; those that are gone are left out."""
        found = {
            named.task.id: named
            for named in self._named("WHERE task.id IN (SELECT value FROM json_each(?))", [json.dumps(task_ids)])
        }
        return [found[task_id] for task_id in task_ids if task_id in found]

    def ended(self, chosen: TaskFilter, first: date, last: date, today: date) -> list[NamedTask]:
        """What was done and dropped in a span of days, the newest first."""
        sql, values = task_conditions(chosen, today)
        marks = len(values)
        return list(
            self._named(
                f"WHERE {_ENDED} AND done_on BETWEEN ?{marks + 1} AND ?{marks + 2}{sql} ORDER BY done_on DESC, task.id DESC",
                [*values, DAY.encode(first), DAY.encode(last)],
            )
        )

    def done_between(self, first: date, last: date) -> Iterable[NamedTask]:
        """What was done in a span of days."""
        return self._named(
            f"WHERE {_ENDED} AND task.state = 'done' AND done_on BETWEEN ? AND ?",
            [DAY.encode(first), DAY.encode(last)],
        )

    def forgotten(self, today: date) -> list[NamedTask]:
        """What was given to somebody and never asked after: without a day to ask, or with one that has passed; the longest
        forgotten first."""
        return list(
            self._named(
                f"WHERE {_OPEN} AND task.delegate_id IS NOT NULL AND (follow_up_on IS NULL OR follow_up_on < ?) "
                "ORDER BY coalesce(follow_up_on, task.created_on), task.id",
                [DAY.encode(today)],
            )
        )

    def of_series(self, series_id: str) -> list[Task]:
        """All tasks of one recurrence, oldest first."""
        rows = self._connection.execute(f"{TASK.select} WHERE series_id = ? ORDER BY id", (series_id,))
        return [TASK.decode(row) for row in rows]

    def open_from(self, made_from: str, ids: Sequence[str]) -> set[str]:
        """Those of some sources for which there is an open task already."""
        rows = self._connection.execute(
            f"SELECT made_from_id FROM task WHERE {_OPEN} AND made_from = ? "
            "AND made_from_id IN (SELECT value FROM json_each(?))",
            (made_from, json.dumps(ids)),
        )
        return {row[0] for row in rows}

    def of_plan(self, plan_id: str) -> list[Task]:
        """The tasks of a plan, by their dates."""
        rows = self._connection.execute(
            f"{TASK.select} WHERE plan_id = ? ORDER BY (due_on IS NULL), due_on, id", (plan_id,)
        )
        return [TASK.decode(row) for row in rows]

    def _named(self, rest: str, values: Sequence[Any]) -> Iterator[NamedTask]:
        columns = ", ".join(f"task.{column}" for column in TASK.columns)
        rows = self._connection.execute(
            f"SELECT {columns}, coalesce(owner.name, ''), coalesce(delegate.name, ''), coalesce(deal.name, ''), "
            f"coalesce(account.name, '') FROM task {_NAMES} {rest}",
            values,
        )
        for row in rows:
            yield NamedTask(TASK.decode(row[:-4]), *row[-4:])
