"""What a stand-up shows of a day and of each person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

from salesops_tui.domain.standup_clock import Plan, Run
from salesops_tui.domain.standups import LineKind, PromiseState, Standup
from salesops_tui.services.standing import Standing


class SaidKind(StrEnum):
    """Where a line of a person's part comes from."""

    PROMISE = "promise"
    """What they said they would do, in the stand-up before: it has a state."""
    DONE = "done"
    """What they typed as done."""
    TASK_DONE = "task_done"
    DEAL_MOVED = "deal_moved"
    ACTIVITY = "activity"
    TODAY = "today"
    """What they typed for today."""
    TASK = "task"
    """A task that is due."""
    NEXT_STEP = "next_step"
    """A deal's next step that is due."""
    BLOCKER = "blocker"
    HELP = "help"
    REMINDER = "reminder"


@dataclass(frozen=True, slots=True)
class Said:
    """One line of a person's part."""

    key: str
    """Stays the same when everything is read again: the kind and the identifier of what it comes from."""
    kind: SaidKind
    text: str
    state: PromiseState | None = None
    """What became of it, for a promise; whether it is resolved, for a blocker and for help that was wanted."""
    forward: bool | None = None
    """For a deal that moved: whether nearer to being won."""
    carried: int = 0
    """Working days by which it is late."""
    age: int | None = None
    """Working days since it was raised, for a blocker and for help."""
    at: time | None = None
    with_name: str = ""
    """Who is to resolve it, for a blocker and for help; empty for one's own to resolve."""
    line_id: str | None = None
    """The line that was typed; None for what comes from the record."""
    task_id: str | None = None
    deal_id: str | None = None


class Presence(StrEnum):
    """Whether somebody takes part."""

    PRESENT = "present"
    AWAY = "away"
    """On leave, by their own calendar."""
    ABSENT = "absent"
    """Missing, as was noted at the stand-up."""


@dataclass(frozen=True, slots=True)
class Part:
    """What is known of one person."""

    person_id: str
    name: str
    presence: Presence
    reason: str = ""
    """Why they are not there."""
    yesterday: tuple[Said, ...] = ()
    yesterday_more: int = 0
    """How many more activities and tasks there were."""
    today: tuple[Said, ...] = ()
    today_more: int = 0
    """How many more tasks and next steps are due."""
    blockers: tuple[Said, ...] = ()
    """Their open blockers, the help they want, and the help that others want of them."""


@dataclass(frozen=True, slots=True)
class StandupDay:
    """A stand-up, prepared."""

    standing: Standing
    day: date
    today: date
    team: str
    """Empty for everybody."""
    teams: tuple[str, ...]
    is_working_day: bool
    day_off: str
    """Why nobody has to be there: a weekend, a holiday; empty on a working day."""
    standup: Standup | None
    """None while nothing of it was written."""
    first: date
    last: date
    """The days that "yesterday" covers: from the stand-up before to the day before this one."""
    earlier: date
    later: date
    """The days before and after with a stand-up: working days, and others on which one was held."""
    unseated: bool
    """Whether nobody has been given a seat: these are the people whom the exports named."""
    parts: tuple[Part, ...]
    """Those who are there in the order of the round, then the others."""
    help: tuple[Said, ...]
    """All open requests for help and blockers of the team, the oldest first, with whom they wait for."""
    reminders: tuple[Said, ...]
    plan: Plan
    """How long everything takes: as it was planned once it has begun, before that if it started now."""
    late: int
    """Seconds by which it would start late, or did."""
    ends_at: time
    """The local time at which it is to be over."""
    run: Run | None
    """The clock, while it is under way."""

    @property
    def present(self) -> tuple[Part, ...]:
        """Those who take part."""
        return tuple(part for part in self.parts if part.presence is Presence.PRESENT)

    @property
    def filled(self) -> str:
        """Whether the day is filled "ahead" or "late"; empty for today."""
        return "ahead" if self.day > self.today else "late" if self.day < self.today else ""


KINDS: dict[LineKind, SaidKind] = {
    LineKind.TODAY: SaidKind.TODAY,
    LineKind.DONE: SaidKind.DONE,
    LineKind.BLOCKER: SaidKind.BLOCKER,
    LineKind.HELP: SaidKind.HELP,
    LineKind.REMINDER: SaidKind.REMINDER,
}
"""What typed lines show as."""
