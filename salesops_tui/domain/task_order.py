"""Ten thousand open tasks in their quadrants and their order, from the few fields that decide it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from salesops_tui.domain.quadrants import MOST_DAYS_OF_WORK, Quadrant, Urgency


class TaskKey(NamedTuple):
    """What decides a task's quadrant and its place there. Days are ISO 8601 texts, which sort as days do; a tuple, because
    there may be thousands."""

    id: str
    important: int
    due_on: str | None
    due_at: str | None
    start_on: str | None
    urgent: int | None
    urgent_until: str | None
    work_left: int
    """Minutes."""


@dataclass(frozen=True, slots=True)
class Arranged:
    """Open tasks by quadrant, each in order: by due date and time, those without a date after them, parked ones last."""

    quadrants: tuple[tuple[str, ...], ...]
    """Identifiers, in the order of the quadrants' numbers."""
    soon: tuple[tuple[str, str], ...]
    """What turns urgent by itself in the days that were asked for: the ISO day and the identifier, by day."""
    late: tuple[int, ...]
    """How many of each quadrant are overdue."""

    def place(self, task_id: str) -> tuple[Quadrant, int] | None:
        """Where a task lies."""
        for quadrant in Quadrant:
            tasks = self.quadrants[quadrant - 1]
            if task_id in tasks:
                return quadrant, tasks.index(task_id)
        return None


def arrange(keys: Iterable[TaskKey], urgency: Urgency, today: date, soon_days: int) -> Arranged:
    """The tasks in their quadrants, by the rule of ``Urgency``, which is asked once for each number of days of work."""
    now = today.isoformat()
    # The last due date that is urgent on a day, by the number of whole days of work that are left.
    days = [today + timedelta(days=ahead) for ahead in range(soon_days + 1)]
    limits = [
        [urgency.last_urgent_due(day, urgency.days + work).isoformat() for work in range(MOST_DAYS_OF_WORK + 1)]
        for day in days
    ]
    minutes = urgency.minutes_a_day
    lanes: list[list[tuple[bool, str, str, str]]] = [[] for _quadrant in Quadrant]
    soon: list[tuple[str, str, str]] = []
    late = [0] * len(Quadrant)
    for task in keys:
        work = min(task.work_left // minutes, MOST_DAYS_OF_WORK)
        by_dates = task.due_on is not None and task.due_on <= limits[0][work]
        said = task.urgent is not None and task.urgent_until is not None and task.urgent_until >= now
        urgent = bool(task.urgent) if said else by_dates
        parked = task.start_on is not None and task.start_on > now
        # The place of ``Quadrant.of``, without asking it ten thousand times.
        place = 2 * (not task.important) + (not urgent)
        lanes[place].append((parked, task.due_on or "~", task.due_at or "~", task.id))
        late[place] += task.due_on is not None and task.due_on < now
        if not urgent and task.due_on is not None and task.due_on <= limits[-1][work]:
            for day, limit in zip(days[1:], limits[1:], strict=True):
                over = not said or (task.urgent_until or "") < day.isoformat()
                if over and task.due_on <= limit[work]:
                    soon.append((day.isoformat(), task.due_on, task.id))
                    break
    return Arranged(
        tuple(tuple(key[3] for key in sorted(lane)) for lane in lanes),
        tuple((day, task_id) for day, _due, task_id in sorted(soon)),
        tuple(late),
    )
