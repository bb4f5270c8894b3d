"""Tasks as a Trello board: a list for each quadrant and one for what has ended, a card for each task."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, Final

from salesops_tui.domain.quadrants import Quadrant
from salesops_tui.domain.task_entries import TaskEntry
from salesops_tui.domain.tasks import TaskState
from salesops_tui.i18n import _

_ENDED: Final = "ended"


def as_trello(entries: Sequence[TaskEntry]) -> str:
    """A board in the shape in which Trello exports one."""
    lists = [{"id": str(quadrant.value), "name": f"Q{quadrant.value}", "closed": False} for quadrant in Quadrant]
    lists.append({"id": _ENDED, "name": _("Done"), "closed": False})
    cards, checklists = [], []
    for entry in entries:
        cards.append(_card(entry))
        if entry.checklist:
            checklists.append(_checklist(entry))
    board = {"name": "SalesOps", "lists": lists, "cards": cards, "checklists": checklists}
    return json.dumps(board, ensure_ascii=False, indent=1) + "\n"


def _card(entry: TaskEntry) -> dict[str, Any]:
    due = None
    if entry.due_on is not None:
        at = f"{entry.due_at:%H:%M}" if entry.due_at is not None else "00:00"
        due = f"{entry.due_on.isoformat()}T{at}:00.000"
    return {
        "id": entry.id,
        "name": entry.title,
        "desc": entry.note,
        "due": due,
        "dueComplete": entry.state is TaskState.DONE,
        "start": entry.start_on.isoformat() if entry.start_on is not None else None,
        "closed": entry.state is TaskState.DROPPED,
        "idList": str(entry.quadrant.value) if entry.state.is_open else _ENDED,
        "labels": [{"name": tag} for tag in entry.tags],
        "idChecklists": [f"{entry.id}:checklist"] if entry.checklist else [],
        "members": [{"fullName": entry.owner}] if entry.owner else [],
    }


def _checklist(entry: TaskEntry) -> dict[str, Any]:
    return {
        "id": f"{entry.id}:checklist",
        "idCard": entry.id,
        "name": "Checklist",
        "checkItems": [
            {"name": item.text, "state": "complete" if item.done else "incomplete"} for item in entry.checklist
        ],
    }
