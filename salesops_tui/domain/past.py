"""What a deal was at any time, and its way through the stages: its history replayed.

What is not known stays unknown. A deal begins when the workbook first saw it, or where another system's history file
begins to tell of its stages; an entry into a stage that no event tells of has no date.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from salesops_tui.domain.deals import EventValue, TrackedField

FOREVER: Final = 2**62
"""The end of a state that still holds."""

Values = tuple[EventValue, ...]
"""The tracked fields' values, in the order of ``TrackedField``."""

_DAY: Final = 86_400
_FIELDS: Final = {field.value: place for place, field in enumerate(TrackedField)}
_STAGE: Final = _FIELDS[TrackedField.STAGE]


class Told(NamedTuple):
    """A deal event, as far as the replay needs it."""

    field: str
    old: EventValue
    new: EventValue
    at: int
    """Seconds since 1970, UTC."""
    by_history: bool
    """Whether a history file told of it, rather than this workbook having seen it."""


class State(NamedTuple):
    """What a deal was from one change to the next."""

    since: int
    """Seconds since 1970, UTC; the first moment of it."""
    until: int
    """The moment after the last; ``FOREVER`` while it holds."""
    values: Values


class StageEntry(NamedTuple):
    """A stage on a deal's way, entered or jumped over."""

    position: int
    entered: int | None
    """When the deal first came here, or past here; None when that is not known."""
    left: int | None
    """When it first went on, back or out; None while it is here, or when that is not known."""
    jumped: bool
    """The deal went past without ever standing here."""
    in_order: bool
    """Up to here no stage was jumped over, and every entry is known."""


class Past(NamedTuple):
    """All that is known of a deal's history."""

    states: list[State]
    """First to last, without gaps; the last is what the deal is now, whatever its events say."""
    entered: int | None
    """When the deal came into the stage of its first state; None when no event tells."""


def replay(present: Values, known_since: int, created: int | None, events: Sequence[Told]) -> Past:
    """A deal's past from what it is now and its events, which come in the order in which they took effect.

    A field that no event tells of was always what it is now.
    """
    start, entered = _beginning(known_since, created, events)
    moments: dict[int, dict[int, EventValue]] = {}
    for event in events:
        if event.at > start:
            moments.setdefault(event.at, {})[_FIELDS[event.field]] = event.new
    if start < known_since:
        # What the workbook saw itself outweighs what a history file told until then.
        seen = _values_at(known_since, present, [event for event in events if not event.by_history])
        moments[known_since] = {**dict(enumerate(seen)), **moments.get(known_since, {})}
    states: list[State] = []
    since, current = start, _values_at(start, present, events)
    for at in sorted(moments):
        changed = list(current)
        for place, value in moments[at].items():
            changed[place] = value
        if (after := tuple(changed)) != current:
            states.append(State(since, at, current))
            since, current = at, after
    if states and states[-1].values == present:
        since = states.pop().since
    states.append(State(since, FOREVER, present))
    return Past(states, entered)


def _beginning(known_since: int, created: int | None, events: Sequence[Told]) -> tuple[int, int | None]:
    """When a deal's states begin to be known, and when it entered the first of its stages."""
    moves = [event for event in events if event.field == TrackedField.STAGE]
    told = next((event for event in moves if event.by_history), None)
    if told is not None and told.at <= known_since:
        # A history that begins with a stage being left: until then, since its creation, the deal stood in that stage.
        if told.old is not None and created is not None and created < told.at:
            return created, created
        return told.at, told.at
    entry = next((event.at for event in reversed(moves) if event.at <= known_since), None)
    return known_since, entry


def _values_at(moment: int, present: Values, events: Sequence[Told]) -> Values:
    """The fields' values: as the last event until then says, else as the next one says they were, else as they are."""
    values = list(present)
    settled: set[int] = set()
    for event in events:
        place = _FIELDS[event.field]
        if event.at <= moment:
            values[place] = event.new
            settled.add(place)
        elif place not in settled:
            values[place] = event.old
            settled.add(place)
    return tuple(values)


def way(past: Past, created: int | None, positions: Mapping[EventValue, int]) -> list[StageEntry]:
    """The stages that a deal came through, by any path: those it jumped over count as passed once it landed beyond them.

    ``positions`` numbers the open stages and won from 1 on; lost, and a stage that nobody knows, have none. The first stage
    was entered when the deal was created, unless events say otherwise.
    """
    stays: dict[int, tuple[int | None, int | None]] = {}
    passed: dict[int, int | None] = {}
    furthest = in_order = 0
    for number, state in enumerate(past.states):
        position = positions.get(state.values[_STAGE])
        if position is None:
            continue
        entered = state.since if number else past.entered
        if position == 1 and entered is None:
            entered = created
        if position > furthest:
            if furthest == in_order == position - 1 and entered is not None:
                in_order = position
            # What came before the first known stage has no date, unless the deal was made in that stage.
            jumped = entered if furthest or _same_day(entered, created) else None
            passed.update(dict.fromkeys(range(furthest + 1, position), jumped))
            if 1 in passed and passed[1] is None:
                passed[1] = created
            furthest = position
        left = state.until if state.until != FOREVER else None
        if position not in stays:
            stays[position] = entered, left
        elif stays[position][1] == state.since:
            # The same stay goes on: another field changed.
            stays[position] = stays[position][0], left
    entries = []
    for position in range(1, furthest + 1):
        entered, left = stays.get(position) or (passed[position], passed[position])
        entries.append(StageEntry(position, entered, left, position not in stays, position <= in_order))
    return entries


def _same_day(one: int | None, other: int | None) -> bool:
    return one is not None and other is not None and abs(one - other) < _DAY
