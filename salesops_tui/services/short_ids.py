"""Identifiers as people type them: as many of the last characters as tell the open tasks apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

from salesops_tui.domain.text import match_key
from salesops_tui.errors import SalesopsError
from salesops_tui.i18n import _
from salesops_tui.services.session import Session
from salesops_tui.services.task_grid import TaskRow, arranged, described

_LEAST: Final = 4


class TaskUnclear(SalesopsError):
    """Nothing is called that, or several tasks are; nothing was done."""


def length(task_ids: Sequence[str]) -> int:
    """How many characters tell some identifiers apart."""
    number = _LEAST
    while len({task_id[-number:] for task_id in task_ids}) < len(task_ids):
        number += 1
    return number


def find(session: Session, words: Sequence[str]) -> list[TaskRow]:
    """The open tasks that are meant by the ends of their identifiers or by parts of their titles, each word one task.

    Raises TaskUnclear for a word that means none or several.
    """
    open_ids = [task for tasks in arranged(session, "").quadrants for task in tasks]
    rows = described(session, open_ids)
    found = [_one(rows, word) for word in words]
    twice = [row.title for row, number in Counter(found).items() if number > 1]
    if twice:
        raise TaskUnclear(_("“{task}” is meant twice. Nothing was done.").format(task=twice[0]))
    return found


def _one(rows: Sequence[TaskRow], word: str) -> TaskRow:
    key = match_key(word)
    by_id = [row for row in rows if len(key) >= _LEAST and row.id.endswith(key)]
    by_title = [row for row in rows if key and key in match_key(row.title)]
    exact = [row for row in by_title if match_key(row.title) == key]
    found = by_id or exact or by_title
    if not found:
        raise TaskUnclear(_("No open task is meant by “{word}”. Nothing was done.").format(word=word))
    if len(found) > 1:
        some = ", ".join(f"“{row.title}”" for row in found[:3])
        raise TaskUnclear(
            _("“{word}” may mean {tasks}. Nothing was done; type more of it, or the identifier.").format(
                word=word, tasks=some
            )
        )
    return found[0]
