"""How tasks lie in the file."""

from __future__ import annotations

import json
from typing import Any

from salesops_tui.domain.recurrences import DaysOff, Recurrence
from salesops_tui.domain.tasks import CheckItem, MadeFrom, Task, TaskState
from salesops_tui.storage.codecs import DAY, FLAG, TIME, WORDS, Codec, word
from salesops_tui.storage.records import Table


def _encode_recurrence(recurrence: Recurrence) -> str:
    told: dict[str, Any] = {"rule": recurrence.rule}
    if recurrence.after_completion:
        told["after_completion"] = True
    if recurrence.days_off is not DaysOff.KEEP:
        told["days_off"] = recurrence.days_off.value
    if recurrence.paused_until is not None:
        told["paused_until"] = recurrence.paused_until.isoformat()
    return json.dumps(told)


def _decode_recurrence(text: str) -> Recurrence:
    told = json.loads(text)
    paused = told.get("paused_until")
    return Recurrence(
        told["rule"],
        told.get("after_completion", False),
        DaysOff(told.get("days_off", DaysOff.KEEP)),
        DAY.decode(paused) if paused else None,
    )


def _encode_checklist(items: tuple[CheckItem, ...]) -> str:
    return json.dumps([[item.text, item.done] for item in items], ensure_ascii=False)


def _decode_checklist(text: str) -> tuple[CheckItem, ...]:
    return tuple(CheckItem(told, done) for told, done in json.loads(text))


TASK = Table(
    "task",
    Task,
    {
        "important": FLAG,
        "due_on": DAY,
        "due_at": TIME,
        "state": word(TaskState),
        "done_on": DAY,
        "created_on": DAY,
        "start_on": DAY,
        "follow_up_on": DAY,
        "urgent": FLAG,
        "urgent_until": DAY,
        "tags": WORDS,
        "checklist": Codec(_encode_checklist, _decode_checklist),
        "recurrence": Codec(_encode_recurrence, _decode_recurrence),
        "made_from": word(MadeFrom),
    },
)
