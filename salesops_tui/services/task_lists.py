"""Tasks one below the other: open ones by date or by person, ended ones by day."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from salesops_tui.domain.days import EARLIEST, start_of_week
from salesops_tui.domain.figures import Span
from salesops_tui.domain.quadrants import Quadrant
from salesops_tui.domain.sheets import Sheet, SheetColumn, Value
from salesops_tui.domain.task_filter import TaskFilter
from salesops_tui.domain.tasks import TaskState
from salesops_tui.formats import weekday_and_date
from salesops_tui.i18n import _, mark
from salesops_tui.services.filter_lines import task_filter
from salesops_tui.services.session import Session
from salesops_tui.services.standing import Standing, standing
from salesops_tui.services.task_grid import TaskRow, arranged, described, row_of
from salesops_tui.services.task_words import quadrant_title, state_title, task_field_title
from salesops_tui.storage.repositories.task_lists import NamedTask


class ListBy(StrEnum):
    """What the headings of a list are."""

    DATE = "date"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Heading:
    """A line above some tasks."""

    title: str
    count: int
    is_late: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    """A list in its order: headings, and the identifiers of the tasks below them."""

    standing: Standing
    today: date
    lines: tuple[Heading | str, ...]
    rows: tuple[TaskRow, ...]
    """The first of them, and those around the task that is followed; the others are asked for when they come into sight."""
    count: int
    all_count: int
    """Without the filter."""


AT_ONCE: Final = 80
"""So many tasks are brought with a list."""

_TITLES: Final = (
    mark("Overdue"), mark("Today"), mark("Tomorrow"), mark("This week"), mark("Next week"), mark("After that"),
    mark("No date"),
)  # fmt: skip


def listing(session: Session, filter_line: str, by: ListBy, follow: str | None = None) -> Listing:
    """The open tasks under a filter. Raises an error of storage."""
    today = session.clock.today()
    chosen = task_filter(session, filter_line)
    found = session.workbook.task_lists.open_listing(chosen, today)
    if _needs_quadrants(chosen):
        kept = {task for tasks in arranged(session, filter_line).quadrants for task in tasks}
        found = [row for row in found if row[0] in kept]
    title = _by_date(today) if by is ListBy.DATE else _by_person
    groups: dict[tuple[int, str], list[str]] = {}
    for task_id, due_on, owner, _at in found:
        groups.setdefault(title(due_on, owner), []).append(task_id)
    lines: list[Heading | str] = []
    for (place, name), tasks in sorted(groups.items(), key=lambda group: group[0]):
        lines += [Heading(name, len(tasks), by is ListBy.DATE and place == 0), *tasks]
    return Listing(
        standing(session),
        today,
        tuple(lines),
        tuple(described(session, _first(lines, follow))),
        len(found),
        session.workbook.task_lists.open_count(),
    )


def _needs_quadrants(chosen: TaskFilter) -> bool:
    return bool(chosen.quadrants) or chosen.urgent is not None


def _first(lines: Sequence[Heading | str], follow: str | None) -> list[str]:
    """The tasks that are brought at once: from the top, and around the one that is followed."""
    tasks = [line for line in lines if isinstance(line, str)]
    place = tasks.index(follow) if follow in tasks else 0
    around = tasks[max(place - AT_ONCE // 2, 0) : place + AT_ONCE // 2]
    return list(dict.fromkeys([*tasks[:AT_ONCE], *around]))


def _by_date(today: date) -> Callable[[str | None, str], tuple[int, str]]:
    sunday = start_of_week(today) + timedelta(days=6)
    bounds = [
        (today - timedelta(days=1)).isoformat(),
        today.isoformat(),
        (today + timedelta(days=1)).isoformat(),
        sunday.isoformat(),
        (sunday + timedelta(days=7)).isoformat(),
    ]

    def title(due_on: str | None, _owner: str) -> tuple[int, str]:
        if due_on is None:
            place = len(bounds) + 1
        else:
            place = next((number for number, last in enumerate(bounds) if due_on <= last), len(bounds))
        return place, _(_TITLES[place])

    return title


def _by_person(_due_on: str | None, owner: str) -> tuple[int, str]:
    return (0, owner) if owner else (1, _("Nobody"))


@dataclass(frozen=True, slots=True)
class Logbook:
    """What was done and dropped in a week."""

    standing: Standing
    today: date
    span: Span
    lines: tuple[Heading | str, ...]
    rows: tuple[TaskRow, ...]
    done: int
    dropped: int


def logbook(session: Session, filter_line: str, week: date) -> Logbook:
    """The ended tasks of the week that a day is in, by day, the newest first."""
    today = session.clock.today()
    monday = start_of_week(week)
    span = Span(monday, monday + timedelta(days=6))
    chosen = task_filter(session, filter_line)
    rows = [row_of(session, named) for named in session.workbook.task_lists.ended(chosen, span.first, span.last, today)]
    lines: list[Heading | str] = []
    for day in sorted({row.done_on for row in rows if row.done_on is not None}, reverse=True):
        ended = [row.id for row in rows if row.done_on == day]
        lines += [Heading(weekday_and_date(day), len(ended)), *ended]
    dropped = sum(row.state is TaskState.DROPPED for row in rows)
    return Logbook(standing(session), today, span, tuple(lines), tuple(rows), len(rows) - dropped, dropped)


def tasks_under(session: Session, filter_line: str, *, ended: bool = False) -> list[NamedTask]:
    """The tasks under a filter: open ones in the order of the quadrants, or those that ended, newest first."""
    lists, today = session.workbook.task_lists, session.clock.today()
    if ended:
        return lists.ended(task_filter(session, filter_line), EARLIEST, today, today)
    return lists.named([task for tasks in arranged(session, filter_line).quadrants for task in tasks])


def listed(session: Session, filter_line: str, *, ended: bool = False) -> list[TaskRow]:
    """The same as lines tell of them."""
    return [row_of(session, named) for named in tasks_under(session, filter_line, ended=ended)]


def task_sheet(session: Session, tasks: Iterable[NamedTask], filter_line: str, *, ended: bool = False) -> Sheet:
    """What was found under a filter, as a table."""
    columns = [
        SheetColumn("title", task_field_title("title")),
        SheetColumn("done_on" if ended else "due_on", _("Ended") if ended else task_field_title("due_on")),
        *(SheetColumn(name, task_field_title(name)) for name in ("owner", "delegate", "follow_up_on", "deal", "tags")),
        SheetColumn("state", task_field_title("state")),
    ]
    if not ended:
        columns.insert(0, SheetColumn("quadrant", _("Quadrant")))
    return Sheet(
        "tasks",
        _("Tasks"),
        tuple(columns),
        tuple(_cells(row_of(session, named), ended=ended) for named in tasks),
        (filter_line.strip(),) if filter_line.strip() else (),
    )


def _cells(row: TaskRow, *, ended: bool) -> tuple[Value, ...]:
    cells: tuple[Value, ...] = (
        row.title,
        row.done_on if ended else row.due_on,
        row.owner or None,
        row.delegate or None,
        row.follow_up_on,
        row.deal or None,
        " ".join(f"#{tag}" for tag in row.tags) or None,
        state_title(row.state),
    )
    return cells if ended else (_quadrant(row.quadrant), *cells)


def _quadrant(quadrant: Quadrant) -> str:
    return f"{quadrant.value} {quadrant_title(quadrant)}"
