"""The clock of a stand-up: fifteen minutes in four segments, thirty seconds a person (the course's 晨会).

Nothing here asks what time it is: every question comes with the moment it is asked for, so that a stand-up which was left in
the middle goes on where it was, and a test can let it run in no time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from salesops_tui.domain.apportioning import by_largest_remainder

LEFT_RUNNING: Final = timedelta(hours=1)
LONG_ROUND: Final = 0.5
"""A round that takes over this share of the meeting is worth a warning."""


class Segment(StrEnum):
    """The parts of a stand-up, in their order."""

    ROUND = "round"
    """Each member in turn: yesterday, today, blockers."""
    KEY_DEALS = "key_deals"
    HELP = "help"
    REMINDERS = "reminders"


SHARES: Final = {Segment.KEY_DEALS: 5, Segment.HELP: 4, Segment.REMINDERS: 2}
"""How what the round leaves is shared: with eight people 5:00, 4:00 and 2:00."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How long everything is to take, in whole seconds; the segments sum to the total."""

    total: int
    people: int
    segments: tuple[int, ...]
    """In the order of ``Segment``."""

    @property
    def each(self) -> float:
        """Seconds a person has in the round."""
        return self.segments[0] / self.people if self.people else 0.0

    @property
    def is_round_long(self) -> bool:
        """Whether the round takes over half of the time: more than fifteen people at thirty seconds in fifteen minutes."""
        return self.segments[0] > LONG_ROUND * self.total


def plan(total: int, people: int, each: int, *, left: int | None = None) -> Plan:
    """Share a meeting of ``total`` seconds among the segments; ``left`` seconds are all there are after a late start.

    The round takes ``each`` seconds a person, at most all there is. A late start shortens every segment in proportion, by
    largest remainder, so that the end stays.
    """
    turns = min(each * people, total)
    whole = (turns, *by_largest_remainder(total - turns, tuple(SHARES.values())))
    if left is None or left >= total:
        return Plan(total, people, whole)
    return Plan(left, people, tuple(by_largest_remainder(left, whole)))


_SEGMENTS: Final = tuple(Segment)


@dataclass(frozen=True, slots=True)
class Run:
    """A stand-up under way. Moments are UTC, spans are seconds."""

    plan: Plan
    turns: tuple[str, ...]
    """Who speaks, by identifier, in order; who was put off is at the end."""
    since: datetime | None
    """From when on the present turn or segment is running; None while it is paused."""
    turn: int = 0
    """The place of who is speaking; past the last once the round is over."""
    segment: int = 0
    """The place of the segment; past the last once all is over."""
    used: tuple[float, ...] = ()
    """Seconds that each of ``turns`` has spoken."""
    spent: tuple[float, ...] = (0.0,) * len(_SEGMENTS)
    """Seconds of each segment, up to ``since``."""

    @property
    def is_over(self) -> bool:
        """Whether all segments are through."""
        return self.segment >= len(_SEGMENTS)

    @property
    def speaker(self) -> str | None:
        """Who has the word in the round."""
        return self.turns[self.turn] if self.segment == 0 and self.turn < len(self.turns) else None


@dataclass(frozen=True, slots=True)
class Dial:
    """What the clock shows at a moment, in seconds."""

    left: float
    """Of the whole; below nought when it has run over."""
    segment_left: float
    """Of the present segment."""
    turn_used: float
    turn_left: float
    """Of the present turn; below nought it takes from the bank."""
    bank: float
    """What the turns and segments before have saved; below nought they have overdrawn."""

    @property
    def is_turn_over(self) -> bool:
        """Whether the turn has used up its own time."""
        return self.turn_left < 0

    @property
    def is_bank_empty(self) -> bool:
        """Whether it has used up what was saved as well."""
        return self.turn_left + max(self.bank, 0.0) < 0


def start(plan_: Plan, order: Sequence[str], now: datetime) -> Run:
    """The first has the word; without anybody the round is over at once."""
    run = Run(plan_, tuple(order), now, used=(0.0,) * len(order))
    return run if order else replace(run, segment=1)


def dial(run: Run, now: datetime) -> Dial:
    """What the clock shows."""
    run = _counted(run, now)
    planned = run.plan.segments
    before = sum(planned[: run.segment]) - sum(run.spent[: run.segment])
    left = run.plan.total - sum(run.spent)
    if run.is_over:
        return Dial(left, 0.0, 0.0, 0.0, before)
    here = planned[run.segment] - run.spent[run.segment]
    if run.speaker is None:
        return Dial(left, here, run.spent[run.segment], here, before)
    used = run.used[run.turn]
    saved = sum(run.plan.each - each for each in run.used[: run.turn])
    return Dial(left, here, used, run.plan.each - used, saved)


def advance(run: Run, now: datetime) -> Run:
    """The next has the word; after the last, the next segment."""
    run = _counted(run, now)
    if run.is_over:
        return run
    if run.speaker is not None and run.turn + 1 < len(run.turns):
        return replace(run, turn=run.turn + 1)
    ended = run.segment + 1 >= len(_SEGMENTS)
    return replace(
        run,
        turn=len(run.turns),
        segment=run.segment + 1,
        since=None if ended else run.since,
    )


def put_off(run: Run, now: datetime) -> Run:
    """Who has the word speaks after all the others; the last one cannot be put off."""
    run = _counted(run, now)
    if run.speaker is None or run.turn + 1 >= len(run.turns):
        return run
    place = run.turn
    return replace(
        run,
        turns=(*run.turns[:place], *run.turns[place + 1 :], run.turns[place]),
        used=(*run.used[:place], *run.used[place + 1 :], run.used[place]),
    )


def leave(run: Run, person: str, now: datetime) -> Run:
    """Somebody turns out not to be there: the round goes on without them, and their seconds stay counted in the segment."""
    if person not in run.turns:
        return run
    run = _counted(run, now)
    place = run.turns.index(person)
    turns = (*run.turns[:place], *run.turns[place + 1 :])
    run = replace(
        run,
        turns=turns,
        used=(*run.used[:place], *run.used[place + 1 :]),
        turn=run.turn - (place < run.turn),
    )
    return replace(run, segment=1) if run.segment == 0 and run.turn >= len(turns) else run


def join(run: Run, person: str, now: datetime) -> Run:
    """Somebody comes in later and speaks last; a round that is over is not opened again."""
    if person in run.turns:
        return run
    run = _counted(run, now)
    return replace(
        run,
        turns=(*run.turns, person),
        used=(*run.used, 0.0),
        turn=run.turn + (run.segment > 0),
    )


def go_back(run: Run, now: datetime) -> Run:
    """The one before has the word again, and goes on counting where it stopped."""
    run = _counted(run, now)
    running = run.since if run.since is not None or not run.is_over else now
    if run.segment > 1 or (run.segment == 1 and not run.turns):
        return replace(run, segment=max(run.segment - 1, 0 if run.turns else 1), since=running)
    if run.segment == 1:
        return replace(run, segment=0, turn=len(run.turns) - 1, since=running)
    return replace(run, turn=max(run.turn - 1, 0))


def awake(run: Run, now: datetime) -> Run:
    """The run as it is to be taken after a while: a clock on which nobody pressed anything for an hour was left running, and
    stands where it was pressed last."""
    return replace(run, since=None) if run.since is not None and now - run.since > LEFT_RUNNING else run


def pause(run: Run, now: datetime) -> Run:
    """The clock stands still."""
    return replace(_counted(run, now), since=None)


def resume(run: Run, now: datetime) -> Run:
    """The clock runs on."""
    return run if run.since is not None or run.is_over else replace(run, since=now)


def _counted(run: Run, now: datetime) -> Run:
    """The run with the time up to now on the account of whoever had it; a clock set back counts nothing."""
    if run.since is None or run.is_over:
        return run
    seconds = max((now - run.since).total_seconds(), 0.0)
    spent = tuple(each + seconds * (place == run.segment) for place, each in enumerate(run.spent))
    used = run.used
    if run.speaker is not None:
        used = tuple(each + seconds * (place == run.turn) for place, each in enumerate(used))
    return replace(run, since=now, spent=spent, used=used)
