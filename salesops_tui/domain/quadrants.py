"""The four quadrants: importance is a person's choice, urgency follows from the dates (the course's 四象限法)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import IntEnum
from typing import Final

from salesops_tui.domain.calendar import WorkingCalendar
from salesops_tui.domain.tasks import Task

MOST_DAYS_OF_WORK: Final = 60
"""Work beyond so many working days makes nothing urgent any earlier."""


class Quadrant(IntEnum):
    """Where an open task lies: in exactly one."""

    DO = 1
    """Urgent and important: do now."""
    SCHEDULE = 2
    """Important, not urgent: give it a date."""
    DELEGATE = 3
    """Urgent, not important: give it to somebody, and a day to ask."""
    DROP = 4
    """Neither: drop it, or park it."""

    @property
    def is_important(self) -> bool:
        """Whether its tasks are important."""
        return self in (Quadrant.DO, Quadrant.SCHEDULE)

    @property
    def is_urgent(self) -> bool:
        """Whether its tasks are urgent."""
        return self in (Quadrant.DO, Quadrant.DELEGATE)

    @classmethod
    def of(cls, *, important: bool, urgent: bool) -> Quadrant:
        """The quadrant of two answers."""
        if important:
            return cls.DO if urgent else cls.SCHEDULE
        return cls.DELEGATE if urgent else cls.DROP


@dataclass(frozen=True, slots=True)
class Urgency:
    """The team's rule on its calendar: urgent is what is overdue, or due within a few working days and the work left."""

    calendar: WorkingCalendar
    days: int = 2
    """Due within so many working days is urgent."""
    minutes_a_day: int = 8 * 60
    """Work that one working day holds: each full day of work left makes a task urgent a day earlier."""

    def days_ahead(self, task: Task) -> int:
        """How many working days before it is due a task becomes urgent."""
        return self.days + min(task.work_left // self.minutes_a_day, MOST_DAYS_OF_WORK)

    def last_urgent_due(self, today: date, days_ahead: int) -> date:
        """The last due date that is urgent today: ``days_ahead`` working days lie between today and it."""
        return self.calendar.add_working_days(today, days_ahead + 1) - timedelta(days=1)

    def urgent_from(self, task: Task) -> date | None:
        """The day on which the dates make a task urgent, a working day; None for one without a due date."""
        if task.due_on is None:
            return None
        back = self.days_ahead(task) + (not self.calendar.is_working_day(task.due_on))
        return self.calendar.add_working_days(task.due_on, -back)

    def is_urgent(self, task: Task, today: date) -> bool:
        """Whether a task is urgent: what a person said of it while that counts, else what the dates say."""
        if said_until(task, today):
            return bool(task.urgent)
        start = self.urgent_from(task)
        return start is not None and start <= today

    def quadrant(self, task: Task, today: date) -> Quadrant:
        """The quadrant that a task is in."""
        return Quadrant.of(important=task.important, urgent=self.is_urgent(task, today))

    def turns_urgent(self, task: Task, today: date) -> date | None:
        """The next day on which a task that is not urgent today becomes urgent by itself; None if it is or never will."""
        start = self.urgent_from(task)
        if start is None or self.is_urgent(task, today):
            return None
        spoken = said_until(task, today)
        return max(start, spoken + timedelta(days=1)) if spoken else start

    def moved(self, task: Task, to: Quadrant, today: date) -> Task:
        """The task with exactly those fields changed that bring it into a quadrant.

        Urgent without a date becomes due today; a date of its own is left alone, and a person's word makes the task urgent
        until that day has come, or leaves it alone until the day before. Only where the day has come already, a date must
        give way: it becomes the first that is not urgent.
        """
        changed = replace(task, important=to.is_important)
        if self.is_urgent(changed, today) == to.is_urgent:
            return changed
        by_dates = replace(changed, urgent=None, urgent_until=None)
        if self.is_urgent(by_dates, today) == to.is_urgent:
            return by_dates
        if to.is_urgent:
            if task.due_on is None:
                return replace(by_dates, due_on=today)
            return replace(changed, urgent=True, urgent_until=task.due_on)
        assert task.due_on is not None
        if task.due_on > today:
            return replace(changed, urgent=False, urgent_until=task.due_on - timedelta(days=1))
        first_calm = self.last_urgent_due(today, self.days_ahead(task)) + timedelta(days=1)
        return replace(by_dates, due_on=first_calm)


def said_until(task: Task, today: date) -> date | None:
    """The last day on which a person's word about a task's urgency counts, as long as it does."""
    if task.urgent is None or task.urgent_until is None or task.urgent_until < today:
        return None
    return task.urgent_until
