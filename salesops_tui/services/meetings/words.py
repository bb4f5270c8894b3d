"""What the parts of meetings are called, in the language in use."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Final

from salesops_tui.domain.meeting_templates import MeetingTemplate, Trigger
from salesops_tui.domain.raci import RaciFault
from salesops_tui.domain.standups import PromiseState
from salesops_tui.domain.tasks import TaskState
from salesops_tui.formats import decimal, short_day
from salesops_tui.i18n import _, mark, ngettext
from salesops_tui.services.recurrence_words import words as recurrence_words
from salesops_tui.storage.repositories.meetings import ActionRow

_TRIGGERS: Final[Mapping[Trigger, str]] = {
    Trigger.CALENDAR: mark("by the calendar"),
    Trigger.EVENT: mark("when it happens"),
    Trigger.ON_DEMAND: mark("when it is wanted"),
}
_FAULTS: Final[Mapping[RaciFault, str]] = {
    RaciFault.UNREADABLE: mark("not a line such as “Quote: Li Na=A, Wang Wei=R”"),
    RaciFault.NO_ACCOUNTABLE: mark("nobody is accountable (A)"),
    RaciFault.SEVERAL_ACCOUNTABLE: mark("more than one is accountable (A)"),
    RaciFault.NO_RESPONSIBLE: mark("nobody is responsible (R)"),
}
ACTION_MARKS: Final[Mapping[PromiseState, str]] = {
    PromiseState.KEPT: "✓",
    PromiseState.MOVED: "→",
    PromiseState.BROKEN: "✗",
    PromiseState.OPEN: "▸",
}


def template_rhythm(template: MeetingTemplate) -> str:
    """When a meeting comes back, or what calls for it."""
    if template.recurrence is not None and template.trigger is Trigger.CALENDAR:
        return recurrence_words(template.recurrence)
    return _(_TRIGGERS[template.trigger])


def minutes_words(minutes: int) -> str:
    """How long something takes: minutes up to two hours, then hours."""
    if minutes < 120:
        return _("{number} min").format(number=minutes)
    return _("{number} h").format(number=decimal(Fraction(minutes, 60), 0 if minutes % 60 == 0 else 1))


def person_hours(seconds: int) -> str:
    """What a meeting cost: the hours of everybody who was there."""
    return _("{number} person-hours").format(number=decimal(Fraction(seconds, 3600), 1))


def fault_words(fault: RaciFault) -> str:
    """What is wrong with a line of a matrix."""
    return _(_FAULTS[fault])


def action_state(action: ActionRow, today: date) -> PromiseState:
    """What became of an action, by its task."""
    if action.state is TaskState.DONE:
        return PromiseState.KEPT
    if action.state is TaskState.DROPPED:
        return PromiseState.MOVED
    return PromiseState.BROKEN if action.due_on is not None and action.due_on < today else PromiseState.OPEN


def action_words(action: ActionRow, today: date) -> str:
    """An action with its owner and day."""
    day = short_day(action.due_on, today) if action.due_on is not None else ""
    done = _("done") if action.state is TaskState.DONE else _("dropped") if action.state is TaskState.DROPPED else ""
    return " · ".join(word for word in (action.words, action.owner, day, done) if word)


def people_words(number: int) -> str:
    """How many were there."""
    return ngettext("{number} person", "{number} people", number).format(number=number)
