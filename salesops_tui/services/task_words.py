"""Names of what tasks are made of, in the language in use."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from salesops_tui.domain.quadrants import Quadrant
from salesops_tui.domain.tasks import MadeFrom, TaskState
from salesops_tui.i18n import _, mark

_VERBS: Final[Mapping[Quadrant, str]] = {
    Quadrant.DO: mark("Do now"),
    Quadrant.SCHEDULE: mark("Schedule"),
    Quadrant.DELEGATE: mark("Delegate"),
    Quadrant.DROP: mark("Drop or park"),
}
_DAY: Final = 8 * 60
_LONG: Final = 2 * _DAY
_MEANINGS: Final[Mapping[Quadrant, str]] = {
    Quadrant.DO: mark("urgent and important"),
    Quadrant.SCHEDULE: mark("important, not urgent"),
    Quadrant.DELEGATE: mark("urgent, not important"),
    Quadrant.DROP: mark("neither"),
}


def quadrant_title(quadrant: Quadrant) -> str:
    """The course's verb for a quadrant."""
    return _(_VERBS[quadrant])


def quadrant_meaning(quadrant: Quadrant) -> str:
    """Which tasks lie in it."""
    return _(_MEANINGS[quadrant])


def minutes_words(minutes: int) -> str:
    """How long something takes: ``30 min``, ``2 h``, ``1.5 h``, in days of eight hours from two days on."""
    if minutes < 60:
        return _("{number} min").format(number=minutes)
    if minutes < _LONG:
        return _("{number} h").format(number=f"{minutes / 60:.2g}")
    return _("{number} d").format(number=f"{minutes / _DAY:.2g}")


_STATES: Final[Mapping[TaskState, str]] = {
    TaskState.OPEN: mark("to do"),
    TaskState.WAITING: mark("waiting"),
    TaskState.DONE: mark("done"),
    TaskState.DROPPED: mark("dropped"),
}
_ORIGINS: Final[Mapping[MadeFrom, str]] = {
    MadeFrom.FOLLOW_UP: mark("the 2-2-2 rule"),
    MadeFrom.GATE: mark("what a deal lacks for its next stage"),
    MadeFrom.REMEDY: mark("advice for a bottleneck"),
    MadeFrom.RISK: mark("a risk"),
    MadeFrom.BLOCKER: mark("a blocker"),
    MadeFrom.HELP: mark("a call for help"),
    MadeFrom.STANDUP: mark("a stand-up"),
    MadeFrom.MEETING: mark("a meeting"),
    MadeFrom.REPORT: mark("a weekly report"),
    MadeFrom.PLAN: mark("a plan"),
}
_FIELDS: Final[Mapping[str, str]] = {
    "title": mark("Task"),
    "important": mark("Important"),
    "due_on": mark("Due"),
    "due_at": mark("At"),
    "start_on": mark("Not before"),
    "estimate": mark("Work"),
    "owner": mark("Owner"),
    "delegate": mark("Delegate"),
    "follow_up_on": mark("Follow-up"),
    "urgent": mark("Urgent"),
    "urgent_until": mark("Until"),
    "deal": mark("Deal"),
    "account": mark("Account"),
    "tags": mark("Tags"),
    "checklist": mark("Checklist"),
    "recurrence": mark("Comes back"),
    "note": mark("Note"),
    "state": mark("State"),
    "made_from": mark("Came out of"),
    "plan": mark("Plan"),
}


def state_title(state: TaskState) -> str:
    """Where a task stands."""
    return _(_STATES[state])


def origin_title(made_from: MadeFrom) -> str:
    """What a task came out of."""
    return _(_ORIGINS[made_from])


def task_field_title(name: str) -> str:
    """The name of a task's field."""
    return _(_FIELDS[name])
