"""How Python values lie in SQLite's columns: dates as ISO text, instants as UTC text, lists as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from enum import StrEnum
from functools import lru_cache
from typing import Any, Generic, TypeVar

from salesops_tui.domain.recurrences import DaysOff, Recurrence
from salesops_tui.domain.standups import Absent

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Codec(Generic[T]):
    """A pair of functions between a value and what is stored; None is stored as NULL without asking them."""

    encode: Callable[[T], str | int]
    decode: Callable[[Any], T]


# A step writes one and the same instant into every row, and the same few hundred dates come back in every row of an
# import: remembering them saves most of the work.
@lru_cache(maxsize=4096)
def _encode_instant(value: datetime) -> str:
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@lru_cache(maxsize=4096)
def _decode_instant(text: str) -> datetime:
    return datetime.fromisoformat(text)


DAY: Codec[date] = Codec(date.isoformat, lru_cache(maxsize=8192)(date.fromisoformat))
TIME: Codec[time] = Codec(lambda value: value.strftime("%H:%M"), time.fromisoformat)
INSTANT: Codec[datetime] = Codec(_encode_instant, _decode_instant)
FLAG: Codec[bool] = Codec(int, bool)
WORDS: Codec[tuple[str, ...]] = Codec(
    lambda words: json.dumps(words, ensure_ascii=False), lambda text: tuple(json.loads(text))
)
ANSWERS: Codec[Mapping[str, Any]] = Codec(
    lambda answers: json.dumps(answers, ensure_ascii=False, sort_keys=True), json.loads
)


def word(kind: type[E]) -> Codec[E]:
    """A value out of a fixed list of words."""
    return Codec(lambda value: value.value, kind)


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


RECURRENCE: Codec[Recurrence] = Codec(_encode_recurrence, _decode_recurrence)
SECONDS: Codec[tuple[int, ...]] = Codec(json.dumps, lambda text: tuple(json.loads(text)))
ABSENT: Codec[tuple[Absent, ...]] = Codec(
    lambda absent: json.dumps([[away.person_id, away.reason] for away in absent], ensure_ascii=False),
    lambda text: tuple(Absent(person, reason) for person, reason in json.loads(text)),
)
