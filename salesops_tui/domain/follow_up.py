"""The follow-up rule 2-2-2 (domain row 6): from its creation, two days to a deal's first contact, two weeks to a clear need,
two months to a decision.

The course does not say whether it means calendar days; a setting does. In working days two weeks are ten, and the two
months stay months of the calendar.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from salesops_tui.domain.calendar import WorkingCalendar
from salesops_tui.domain.days import end_of_month

CONTACT_DAYS: Final = 2
NEED_DAYS: Final = 14
NEED_WORKING_DAYS: Final = 10
DECISION_MONTHS: Final = 2
_LONGEST_DAYS: Final = 92
"""No rule takes longer, holidays and all."""


class FollowUpRule(StrEnum):
    """What is to have happened in time."""

    CONTACT = "contact"
    """A first touch is logged."""
    NEED = "need"
    """The deal has reached the second open stage, or a later one."""
    DECISION = "decision"
    """The deal is won or lost."""


class FollowUpState(StrEnum):
    """How a deal stands with one rule."""

    DONE = "done"
    DUE = "due"
    """There is time left."""
    AT_RISK = "at_risk"
    """Three quarters of the time are used, and it has not happened."""
    BREACHED = "breached"
    """The time is over, and it has not happened; or the deal was decided after that without it."""
    MOOT = "moot"
    """The deal was decided without it while there was time left."""
    UNKNOWN = "unknown"
    """Nobody knows when the deal was created."""


@dataclass(frozen=True, slots=True)
class FollowUp:
    """One rule for one deal."""

    rule: FollowUpRule
    state: FollowUpState
    due_on: date | None = None
    """The last day that is in time; None when the creation is not known."""
    done_on: date | None = None
    """When it happened; None when it has not, or when the day is not known."""

    @property
    def on_time(self) -> bool | None:
        """Whether what was done was done in time; None when it is not done, or when nobody can tell."""
        if self.state is not FollowUpState.DONE or self.due_on is None or self.done_on is None:
            return None
        return self.done_on <= self.due_on


@dataclass(frozen=True, slots=True)
class Followed:
    """What is known of how a deal was followed up, in local dates."""

    created_on: date | None
    first_touch_on: date | None
    need_clear: bool
    """Whether it ever reached the second open stage."""
    need_clear_on: date | None
    is_decided: bool
    """Whether it is won or lost."""
    decided_on: date | None


def follow_ups(
    deal: Followed, today: date, calendar: WorkingCalendar, *, in_working_days: bool
) -> tuple[FollowUp, FollowUp, FollowUp]:
    """The three rules of a deal, in their order."""
    done = {
        FollowUpRule.CONTACT: (deal.first_touch_on is not None, deal.first_touch_on),
        FollowUpRule.NEED: (deal.need_clear, deal.need_clear_on),
        FollowUpRule.DECISION: (deal.is_decided, deal.decided_on),
    }

    def judged(rule: FollowUpRule) -> FollowUp:
        is_done, done_on = done[rule]
        created = deal.created_on
        due_on = due(rule, created, calendar, in_working_days=in_working_days) if created is not None else None
        if is_done:
            return FollowUp(rule, FollowUpState.DONE, due_on, done_on)
        if created is None or due_on is None:
            return FollowUp(rule, FollowUpState.UNKNOWN)
        if deal.is_decided:
            late = deal.decided_on is not None and deal.decided_on > due_on
            return FollowUp(rule, FollowUpState.BREACHED if late else FollowUpState.MOOT, due_on)
        return pending(rule, created, today, calendar, in_working_days=in_working_days)

    return judged(FollowUpRule.CONTACT), judged(FollowUpRule.NEED), judged(FollowUpRule.DECISION)


def pending(
    rule: FollowUpRule, created: date, today: date, calendar: WorkingCalendar, *, in_working_days: bool
) -> FollowUp:
    """How an open deal stands with a rule that it has not met."""
    due_on = due(rule, created, calendar, in_working_days=in_working_days)
    if today > due_on:
        return FollowUp(rule, FollowUpState.BREACHED, due_on)
    working = in_working_days and rule is not FollowUpRule.DECISION
    used, whole = (_days(created, day, calendar, working) for day in (today, due_on))
    return FollowUp(rule, FollowUpState.AT_RISK if used * 4 >= whole * 3 else FollowUpState.DUE, due_on)


def created_between(
    rule: FollowUpRule, first: date, last: date, calendar: WorkingCalendar, *, in_working_days: bool
) -> tuple[date, date] | None:
    """The first and the last day of creation for which a rule is due between two days; None for no such day."""
    days = (first + timedelta(days=by) for by in range(-_LONGEST_DAYS, (last - first).days + 1))
    found = [day for day in days if first <= due(rule, day, calendar, in_working_days=in_working_days) <= last]
    return (found[0], found[-1]) if found else None


def months_later(day: date, months: int) -> date:
    """The same day so many months later, or the last day of that month: two after 31 December is the end of February."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    first = date(year, month + 1, 1)
    return first.replace(day=min(day.day, end_of_month(first).day))


def due(rule: FollowUpRule, created: date, calendar: WorkingCalendar, *, in_working_days: bool) -> date:
    """The last day that is in time for a deal created on a day."""
    if rule is FollowUpRule.DECISION:
        return months_later(created, DECISION_MONTHS)
    if in_working_days:
        days = CONTACT_DAYS if rule is FollowUpRule.CONTACT else NEED_WORKING_DAYS
        return calendar.add_working_days(created, days)
    return created + timedelta(days=CONTACT_DAYS if rule is FollowUpRule.CONTACT else NEED_DAYS)


def _days(after: date, until: date, calendar: WorkingCalendar, working: bool) -> int:
    return calendar.working_days_between(after, until) if working else (until - after).days
