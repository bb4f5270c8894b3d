"""What is to be done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

from salesops_tui.domain.recurrences import Recurrence


class TaskState(StrEnum):
    """Where a task stands."""

    OPEN = "open"
    WAITING = "waiting"
    """Somebody else has to move first: a delegate, a customer."""
    DONE = "done"
    DROPPED = "dropped"

    @property
    def is_open(self) -> bool:
        """Whether anything is still to be done."""
        return self in (TaskState.OPEN, TaskState.WAITING)


class MadeFrom(StrEnum):
    """What a task came out of, where it was not written down by itself."""

    FOLLOW_UP = "follow_up"
    """A clock of the 2-2-2 rule."""
    GATE = "gate"
    """Something that a deal lacks for its next stage."""
    REMEDY = "remedy"
    """The course's advice for a bottleneck."""
    RISK = "risk"
    BLOCKER = "blocker"
    HELP = "help"
    STANDUP = "standup"
    MEETING = "meeting"
    REPORT = "report"
    PLAN = "plan"


@dataclass(frozen=True, slots=True)
class CheckItem:
    """One line of a task's checklist."""

    text: str
    done: bool = False

    @property
    def box(self) -> str:
        """The box before its text wherever it is written as plain text."""
        return "[x]" if self.done else "[ ]"


@dataclass(frozen=True, slots=True)
class Task:
    """Something that somebody is to do."""

    id: str
    title: str
    important: bool = False
    """A person's choice; urgency is worked out (``domain.quadrants``)."""
    due_on: date | None = None
    due_at: time | None = None
    """The local time of day, where one is given."""
    state: TaskState = TaskState.OPEN
    done_on: date | None = None
    """The day it was done or dropped."""
    owner_id: str | None = None
    deal_id: str | None = None
    account_id: str | None = None
    note: str | None = None
    created_on: date | None = None
    source: str | None = None
    external_id: str | None = None
    start_on: date | None = None
    """Not before this day; until then the task is parked."""
    estimate: int | None = None
    """Minutes of work, as a whole."""
    delegate_id: str | None = None
    """Who does it in the owner's stead."""
    follow_up_on: date | None = None
    """When the owner asks how far it is."""
    urgent: bool | None = None
    """What a person says of its urgency; None leaves it to the dates."""
    urgent_until: date | None = None
    """The last day on which that word counts."""
    tags: tuple[str, ...] = ()
    checklist: tuple[CheckItem, ...] = ()
    recurrence: Recurrence | None = None
    series_id: str | None = None
    """What all tasks of one recurrence share: the identifier of the first."""
    missed: int = 0
    """How many further occurrences had gone by when it was done; of an open task that is worked out."""
    made_from: MadeFrom | None = None
    made_from_id: str | None = None
    """Which of these it was: a deal's clock or criterion, a meeting, a stand-up …"""
    plan_id: str | None = None
    plan_item: str | None = None
    """The key of the item in the plan's template."""

    @property
    def work_left(self) -> int:
        """Minutes of work that are left: the estimate, less the share of the checklist that is ticked off."""
        if not self.estimate:
            return 0
        if not self.checklist:
            return self.estimate
        left = sum(not item.done for item in self.checklist)
        return self.estimate * left // len(self.checklist)
