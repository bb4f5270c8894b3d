"""How long open deals have been left alone: three clocks in working days, each against a limit of its stage."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction
from typing import Final

from salesops_tui.domain.calendar import WorkingCalendar
from salesops_tui.domain.figures import ENOUGH, quantile
from salesops_tui.domain.stages import Stage

_UPPER_QUARTILE: Final = Fraction(3, 4)


class AgeClock(StrEnum):
    """What is timed."""

    IDLE = "idle"
    """No logged touch; one that is only planned does not count."""
    STUCK = "stuck"
    """In the same stage."""
    OLD = "old"
    """Since creation."""


@dataclass(frozen=True, slots=True)
class Age:
    """Working days that something has lasted."""

    days: int
    at_least: bool
    """True when its beginning is not known: then the days count from when the workbook first saw the deal."""


@dataclass(frozen=True, slots=True)
class Limit:
    """A clock fires once it shows more than so many working days."""

    days: int
    n: int | None = None
    """How many won deals' times it was taken from; None when it is the stage's setting."""


@dataclass(frozen=True, slots=True)
class Limits:
    """A stage's limits; None where a clock never fires."""

    idle: Limit | None = None
    stuck: Limit | None = None
    old: Limit | None = None

    def of(self, clock: AgeClock) -> Limit | None:
        """The limit of one clock."""
        return {AgeClock.IDLE: self.idle, AgeClock.STUCK: self.stuck, AgeClock.OLD: self.old}[clock]


@dataclass(frozen=True, slots=True)
class Life:
    """What is known of a deal's life, in local dates."""

    known_since: date
    """When the workbook first saw it."""
    created_on: date | None = None
    entered_on: date | None = None
    """When it came into its stage."""
    touched_on: date | None = None
    """The last logged touch until today."""
    closed_on: date | None = None
    """When it was won or lost."""


@dataclass(frozen=True, slots=True)
class Ages:
    """A deal's three clocks."""

    idle: Age
    never_touched: bool
    """No touch was ever logged: the idle days count from creation."""
    stuck: Age
    old: Age
    fired: tuple[AgeClock, ...] = ()
    """The clocks beyond their limits, the furthest beyond first."""

    def of(self, clock: AgeClock) -> Age:
        """What one clock shows."""
        return {AgeClock.IDLE: self.idle, AgeClock.STUCK: self.stuck, AgeClock.OLD: self.old}[clock]


def limits_of(stage: Stage, won_days: Sequence[int]) -> Limits:
    """A stage's limits, given how many working days each won deal stood in it.

    From ``ENOUGH`` won deals on a deal is stuck when three quarters of them took less; until then the setting holds.
    Stages in which all is decided have none.
    """
    if not stage.is_open:
        return Limits()
    stuck = _setting(stage.stuck_days)
    if len(won_days) >= ENOUGH:
        # Ages are whole days: more than 12.5 days and more than 12 days are the same.
        stuck = Limit(int(quantile(sorted(won_days), _UPPER_QUARTILE)), len(won_days))
    return Limits(_setting(stage.idle_days), stuck, _setting(stage.old_days))


def ages(life: Life, limits: Limits, today: date, calendar: WorkingCalendar) -> Ages:
    """A deal's clocks today; those of a deal that is won or lost stopped on that day, and none of them fires."""
    until = life.closed_on or today

    def since(day: date | None) -> Age:
        days = calendar.working_days_between(day or life.known_since, until)
        return Age(max(days, 0), at_least=day is None)

    found = Ages(
        idle=since(life.touched_on or life.created_on),
        never_touched=life.touched_on is None,
        stuck=since(life.entered_on),
        old=since(life.created_on),
    )
    if life.closed_on is not None:
        return found
    return Ages(found.idle, found.never_touched, found.stuck, found.old, _fired(found, limits))


def fires_before(limit: Limit, today: date, calendar: WorkingCalendar) -> date:
    """The day such that exactly the clocks that began before it have fired today."""
    return calendar.add_working_days(today + timedelta(days=1), -(limit.days + 1))


def _setting(days: int | None) -> Limit | None:
    return None if days is None else Limit(days)


def _fired(found: Ages, limits: Limits) -> tuple[AgeClock, ...]:
    over: list[tuple[Fraction, AgeClock]] = []
    for clock in AgeClock:
        limit, age = limits.of(clock), found.of(clock)
        if limit is not None and age.days > limit.days:
            over.append((Fraction(age.days, max(limit.days, 1)), clock))
    return tuple(clock for _by, clock in sorted(over, key=lambda entry: -entry[0]))
