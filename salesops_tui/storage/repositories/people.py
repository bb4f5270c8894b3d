"""How people lie in the file."""

from __future__ import annotations

import json
from datetime import date

from salesops_tui.domain.people import Absence, Person
from salesops_tui.storage.codecs import FLAG, WORDS, Codec
from salesops_tui.storage.records import Table


def _encode_absences(absences: tuple[Absence, ...]) -> str:
    return json.dumps(
        [[a.first_day.isoformat(), a.last_day.isoformat(), a.reason] for a in absences], ensure_ascii=False
    )


def _decode_absences(text: str) -> tuple[Absence, ...]:
    return tuple(Absence(date.fromisoformat(a), date.fromisoformat(b), reason) for a, b, reason in json.loads(text))


PERSON = Table(
    "person", Person, {"aliases": WORDS, "active": FLAG, "absences": Codec(_encode_absences, _decode_absences)}
)
