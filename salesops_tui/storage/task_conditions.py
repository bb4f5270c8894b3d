"""A filter over tasks as an SQL condition: fixed phrases and marks, never a word of the filter itself."""

from __future__ import annotations

import json
from datetime import date
from typing import Any, Final

from salesops_tui.domain.sounding import UNHEARD
from salesops_tui.domain.task_filter import TaskFilter
from salesops_tui.storage.codecs import DAY
from salesops_tui.storage.deal_conditions import containing

_PERSON: Final = (
    "SELECT id FROM person WHERE name LIKE ?{n} ESCAPE '\\' OR aliases LIKE ?{n} ESCAPE '\\' "
    "UNION ALL SELECT value FROM json_each(?{p})"
)
_ACCOUNT: Final = "SELECT id FROM account WHERE name LIKE ?{n} ESCAPE '\\' UNION ALL SELECT value FROM json_each(?{a})"
_DEAL: Final = f"SELECT id FROM deal WHERE name LIKE ?{{n}} ESCAPE '\\' OR account_id IN ({_ACCOUNT})"
_WORD: Final = (
    "(task.title LIKE ?{n} ESCAPE '\\' OR task.note LIKE ?{n} ESCAPE '\\' OR task.tags LIKE ?{n} ESCAPE '\\' "
    f"OR task.deal_id IN ({_DEAL}) OR task.account_id IN ({_ACCOUNT}) "
    f"OR task.owner_id IN ({_PERSON}) OR task.delegate_id IN ({_PERSON}))"
)
_NAMED: Final = f"(task.deal_id IN ({_DEAL}) OR task.account_id IN ({_ACCOUNT}))"
_WITH: Final = f"(task.owner_id IN ({_PERSON}) OR task.delegate_id IN ({_PERSON}))"
_GIVEN: Final = f"task.delegate_id IN ({_PERSON})"
_TAG: Final = "EXISTS (SELECT 1 FROM json_each(task.tags) WHERE value LIKE ?{n} ESCAPE '\\')"


def task_conditions(chosen: TaskFilter, today: date) -> tuple[str, list[Any]]:
    """What follows ``WHERE … `` for a filter, and the values for its numbered marks, which begin with 1.

    What depends on urgency is no condition here: ``arrange`` decides it.
    """
    sql: list[str] = []
    values: list[Any] = []

    def add(condition: str, value: Any, people: str = "", accounts: str = "") -> None:
        for mark, marked in {"{n}": value, "{p}": people, "{a}": accounts}.items():
            # A value that no mark asks for is refused.
            if mark in condition:
                values.append(marked)
                condition = condition.replace(mark, str(len(values)))
        sql.append(f" AND {condition}")

    for words, condition in (
        (chosen.words, _WORD),
        (chosen.people, _WITH),
        (chosen.delegates, _GIVEN),
        (chosen.deals, _NAMED),
    ):
        for word in words:
            heard = chosen.sounding.get(word, UNHEARD)
            add(condition, containing(word), json.dumps(heard.people), json.dumps(heard.accounts))
    for tag in chosen.tags:
        add(_TAG, containing(tag).removeprefix("%"))
    if chosen.due_from is not None:
        add("task.due_on >= ?{n}", DAY.encode(chosen.due_from))
    if chosen.due_until is not None:
        add("task.due_on <= ?{n}", DAY.encode(chosen.due_until))
    if chosen.parked:
        add("task.start_on > ?{n}", DAY.encode(today))
    if chosen.undated:
        sql.append(" AND task.due_on IS NULL")
    if chosen.important is not None:
        add("task.important = ?{n}", int(chosen.important))
    if chosen.waiting:
        sql.append(" AND task.state = 'waiting'")
    if chosen.recurring:
        sql.append(" AND task.recurrence IS NOT NULL")
    return "".join(sql), values
