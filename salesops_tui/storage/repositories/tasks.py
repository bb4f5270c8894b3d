"""How tasks lie in the file."""

from __future__ import annotations

import json

from salesops_tui.domain.tasks import CheckItem, MadeFrom, Task, TaskState
from salesops_tui.storage.codecs import DAY, FLAG, RECURRENCE, TIME, WORDS, Codec, word
from salesops_tui.storage.records import Table


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
        "recurrence": RECURRENCE,
        "made_from": word(MadeFrom),
    },
)
