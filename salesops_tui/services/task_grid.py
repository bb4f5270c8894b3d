"""The four quadrants as the room shows them."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Final
from weakref import WeakKeyDictionary

from salesops_tui.domain.quadrants import Quadrant, said_until
from salesops_tui.domain.recurrence import missed
from salesops_tui.domain.task_filter import TaskFilter
from salesops_tui.domain.task_order import Arranged, arrange
from salesops_tui.domain.tasks import TaskState
from salesops_tui.services.filter_lines import task_filter
from salesops_tui.services.session import Session
from salesops_tui.services.standing import Standing, standing
from salesops_tui.storage.repositories.task_lists import NamedTask
from salesops_tui.storage.workbook import Workbook

PORTION: Final = 100
"""So many rows of a quadrant are brought at once."""
SOON_SHOWN: Final = 8
SOON_DAYS: Final = 3
"""What turns urgent within so many days is told beforehand."""


@dataclass(frozen=True, slots=True)
class TaskRow:
    """What one line tells of a task."""

    id: str
    title: str
    quadrant: Quadrant
    state: TaskState
    due_on: date | None
    due_at: time | None
    owner: str
    """The owner's name; empty without one."""
    delegate: str
    follow_up_on: date | None
    deal: str
    """The deal's name, else the account's; empty without either."""
    tags: tuple[str, ...]
    late_days: int = 0
    """Working days since it was due."""
    start_on: date | None = None
    """Set only while the day is still to come: the task is parked."""
    checked: int = 0
    """Lines of its checklist that are ticked off."""
    to_check: int = 0
    """Lines of its checklist."""
    recurs: bool = False
    missed: int = 0
    """Further occurrences that have gone by."""
    urgent_from: date | None = None
    """When it becomes urgent by itself, while it is not."""
    said_until: date | None = None
    """The last day on which a person's word about its urgency counts."""
    done_on: date | None = None
    """The day on which it was done or dropped."""


@dataclass(frozen=True, slots=True)
class QuadrantSeen:
    """One quadrant: how many tasks lie in it, and a portion of them in order."""

    quadrant: Quadrant
    count: int
    first: int
    """The place of the first row that was brought."""
    rows: tuple[TaskRow, ...]


@dataclass(frozen=True, slots=True)
class GridSeen:
    """What the grid shows."""

    standing: Standing
    today: date
    quadrants: tuple[QuadrantSeen, ...]
    """In the order of their numbers."""
    soon: tuple[TaskRow, ...]
    """The first that turn urgent within ``SOON_DAYS`` days, by that day."""
    soon_count: int
    open_count: int
    """All open tasks, whatever the filter leaves."""
    late_count: int
    """How many under the filter are overdue."""
    place: tuple[Quadrant, int] | None = None
    """Where the task lies with which the cursor is to stay."""


@dataclass(frozen=True, slots=True)
class _Known:
    """The order as last worked out, and for what."""

    of: Hashable
    arranged: Arranged


# Scrolling asks for portion after portion of one and the same order.
_KNOWN: Final[WeakKeyDictionary[Workbook, _Known]] = WeakKeyDictionary()


def view(session: Session, filter_line: str, follow: str | None = None) -> GridSeen:
    """The grid under a filter; the portion around ``follow`` is among what is brought. Raises an error of storage."""
    order = arranged(session, filter_line)
    place = order.place(follow) if follow else None
    firsts = dict.fromkeys(Quadrant, 0)
    if place is not None:
        firsts[place[0]] = place[1] // PORTION * PORTION
    soon = [task_id for _day, task_id in order.soon[:SOON_SHOWN]]
    wanted = [task for quadrant in Quadrant for task in _portion(order, quadrant, firsts[quadrant])]
    shown = {row.id: row for row in described(session, [*wanted, *soon])}
    return GridSeen(
        standing(session),
        session.clock.today(),
        tuple(
            QuadrantSeen(
                quadrant,
                len(order.quadrants[quadrant - 1]),
                firsts[quadrant],
                tuple(shown[task] for task in _portion(order, quadrant, firsts[quadrant])),
            )
            for quadrant in Quadrant
        ),
        tuple(shown[task] for task in soon),
        len(order.soon),
        session.workbook.task_lists.open_count(),
        sum(order.late),
        place,
    )


def rows(session: Session, filter_line: str, quadrant: Quadrant, first: int) -> Sequence[TaskRow]:
    """A portion of a quadrant from a place on."""
    return described(session, _portion(arranged(session, filter_line), quadrant, first))


def arranged(session: Session, filter_line: str) -> Arranged:
    """The open tasks under a filter, by quadrant and in order."""
    workbook, today = session.workbook, session.clock.today()
    of = (workbook.version(), filter_line, today, session.settings.urgent_days, session.settings.hours_a_day)
    known = _KNOWN.get(workbook)
    if known is None or known.of != of:
        chosen = task_filter(session, filter_line)
        keys = workbook.task_lists.open_keys(chosen, today)
        found = _narrowed(arrange(keys, session.urgency, today, SOON_DAYS), chosen)
        known = _KNOWN[workbook] = _Known(of, found)
    return known.arranged


def described(session: Session, task_ids: Sequence[str]) -> list[TaskRow]:
    """Some tasks as lines tell of them, in the order that was asked for."""
    return [row_of(session, named) for named in session.workbook.task_lists.named(task_ids)]


def row_of(session: Session, named: NamedTask) -> TaskRow:
    """What one line tells of a task."""
    task, today, urgency = named.task, session.clock.today(), session.urgency
    late = task.due_on is not None and task.due_on < today and task.state.is_open
    return TaskRow(
        task.id,
        task.title,
        urgency.quadrant(task, task.done_on or today),
        task.state,
        task.due_on,
        task.due_at,
        named.owner,
        named.delegate,
        task.follow_up_on,
        named.deal or named.account,
        task.tags,
        max(session.calendar.working_days_between(task.due_on, today), 0) if late and task.due_on else 0,
        task.start_on if task.start_on is not None and task.start_on > today else None,
        sum(item.done for item in task.checklist),
        len(task.checklist),
        task.recurrence is not None,
        missed(task, today, session.calendar),
        urgency.turns_urgent(task, today),
        said_until(task, today),
        task.done_on,
    )


def _narrowed(found: Arranged, chosen: TaskFilter) -> Arranged:
    """Only the quadrants that a filter names, where it names any."""
    kept = [
        quadrant
        for quadrant in Quadrant
        if (not chosen.quadrants or quadrant in chosen.quadrants) and chosen.urgent in (None, quadrant.is_urgent)
    ]
    if len(kept) == len(Quadrant):
        return found
    lanes = tuple(tasks if quadrant in kept else () for quadrant, tasks in zip(Quadrant, found.quadrants, strict=True))
    left = {task for tasks in lanes for task in tasks}
    late = tuple(count if quadrant in kept else 0 for quadrant, count in zip(Quadrant, found.late, strict=True))
    return Arranged(lanes, tuple(soon for soon in found.soon if soon[1] in left), late)


def _portion(order: Arranged, quadrant: Quadrant, first: int) -> tuple[str, ...]:
    return order.quadrants[quadrant - 1][first : first + PORTION]
