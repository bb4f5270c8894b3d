"""Stand-ups: who said what on which day, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class LineKind(StrEnum):
    """What a line of a stand-up is."""

    TODAY = "today"
    """What somebody will do today: a promise."""
    DONE = "done"
    BLOCKER = "blocker"
    HELP = "help"
    """What somebody wants another's help with."""
    REMINDER = "reminder"
    """The lead's word to all."""


@dataclass(frozen=True, slots=True)
class StandupLine:
    """One line, of one person or, for a reminder, of the lead."""

    id: str
    standup_id: str
    kind: LineKind
    text: str
    noted_on: date
    """The day on which it was typed: before the stand-up's own day it was filled ahead, after it late."""
    due_on: date | None = None
    """The day that was promised, where it is not that of the stand-up."""
    person_id: str | None = None
    task_id: str | None = None
    """The task that it made or means: its promise, its blocker."""
    deal_id: str | None = None


@dataclass(frozen=True, slots=True)
class Absent:
    """Somebody who was not there, and why."""

    person_id: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Standup:
    """The stand-up of a day, of one team or of all."""

    id: str
    held_on: date
    team: str = ""
    """The team's name; empty for everybody."""
    started_at: datetime | None = None
    ended_at: datetime | None = None
    planned: tuple[int, ...] = ()
    """Seconds of each segment as planned, once it has begun."""
    spent: tuple[int, ...] = ()
    """Seconds of each segment as they came, once it is over."""
    present: tuple[str, ...] = ()
    """Who was there, by identifier."""
    absent: tuple[Absent, ...] = ()

    @property
    def is_closed(self) -> bool:
        """Whether it has been held."""
        return self.ended_at is not None


class PromiseState(StrEnum):
    """What became of something that somebody said they would do."""

    OPEN = "open"
    """Its day is not over."""
    KEPT = "kept"
    MOVED = "moved"
    """Put off to a later day, or taken back."""
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the record says of something that was promised."""

    done_on: date | None = None
    """When its task was done, or its deal moved on."""
    planned_on: date | None = None
    """The day it is meant for now."""
    given_up: bool = False


def judge(promised_for: date, looked_on: date, outcome: Outcome) -> PromiseState:
    """What became of a promise, seen on a later day: kept once it is done, moved when it is meant for a later day or was
    given up, broken when its day is over without either."""
    if outcome.done_on is not None and outcome.done_on <= looked_on:
        return PromiseState.KEPT
    if outcome.given_up or (outcome.planned_on is not None and outcome.planned_on > promised_for):
        return PromiseState.MOVED
    return PromiseState.OPEN if looked_on <= promised_for else PromiseState.BROKEN
