"""A task out of one line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from salesops_tui.domain.quadrants import Quadrant
from salesops_tui.domain.quick_add.grammar import read
from salesops_tui.domain.quick_add.reading import Context, Named, NameKind, Reading, Unclear
from salesops_tui.domain.recurrence import anchored
from salesops_tui.domain.steps import Origin
from salesops_tui.domain.tasks import MadeFrom, Task
from salesops_tui.services.names import names
from salesops_tui.services.session import Session
from salesops_tui.services.tasks import add_tasks


@dataclass(frozen=True, slots=True)
class LiveReading:
    """A line as it is understood while it is typed."""

    reading: Reading
    quadrant: Quadrant
    today: date


@dataclass(frozen=True, slots=True)
class Added:
    """What was added, and how it had been understood."""

    task: Task
    reading: Reading


def read_line(session: Session, line: str) -> Reading:
    """What a line means here and now."""
    now = session.clock.now().astimezone(session.clock.zone)
    return read(line, Context(now, session.calendar, names(session)))


def look(session: Session, line: str, *, important: bool = False) -> LiveReading:
    """A line with the quadrant that its task would be in; what is typed in some places is important whatever it says."""
    reading = read_line(session, line)
    today = session.clock.today()
    task = task_of(session, reading, "", ())
    quadrant = session.urgency.quadrant(replace(task, important=True) if important else task, today)
    return LiveReading(reading, quadrant, today)


def add_line(
    session: Session,
    line: str,
    origin: Origin,
    *,
    chosen: Sequence[Named] = (),
    deal_id: str | None = None,
    made_from: MadeFrom | None = None,
    made_from_id: str | None = None,
) -> Added:
    """Write the task that a line means, as one step. ``chosen`` are people, deals or accounts that somebody picked where the
    line named several; ``deal_id`` is the deal it was typed at. Raises TaskRefused for a line that says nothing."""
    (added,) = add_lines(
        session, [line], origin, chosen=chosen, deal_id=deal_id, made_from=made_from, made_from_id=made_from_id
    )
    return added


def add_lines(
    session: Session,
    lines: Sequence[str],
    origin: Origin,
    *,
    chosen: Sequence[Named] = (),
    deal_id: str | None = None,
    made_from: MadeFrom | None = None,
    made_from_id: str | None = None,
) -> list[Added]:
    """Write a task for each line, all as one step."""
    readings = [read_line(session, line) for line in lines]
    tasks = [
        replace(
            task_of(session, reading, session.workbook.new_id(), chosen, deal_id),
            made_from=made_from,
            made_from_id=made_from_id,
        )
        for reading in readings
    ]
    written = add_tasks(session, tasks, origin)
    return [Added(task, reading) for task, reading in zip(written, readings, strict=True)]


def task_of(
    session: Session, reading: Reading, task_id: str, chosen: Sequence[Named], deal_id: str | None = None
) -> Task:
    """The task that a reading means, with what somebody picked where a name was that of several."""
    today = session.clock.today()
    picked = {named.kind: named for named in chosen}
    owner = reading.owner or picked.get(NameKind.PERSON)
    deal = reading.deal or picked.get(NameKind.DEAL)
    account = reading.account or picked.get(NameKind.ACCOUNT)
    at = deal.id if deal is not None else deal_id
    record = session.workbook.deals.get(at) if at is not None else None
    account_id = account.id if account is not None else record.account_id if record is not None else None
    # Typed at a deal, a task is its owner's.
    usual = record.owner_id if record is not None and deal_id is not None else None
    recurrence = reading.recurrence
    if recurrence is not None and reading.due_on is not None:
        recurrence = anchored(recurrence, reading.due_on)
    # Said to be urgent, a task is so until its date makes it so, or as long as the rule looks ahead.
    until = reading.due_on or session.calendar.add_working_days(today, session.settings.urgent_days)
    return Task(
        task_id,
        reading.title if _says_something(reading) else "",
        reading.important,
        reading.due_on,
        reading.due_at,
        owner_id=owner.id if owner is not None else usual,
        deal_id=at,
        account_id=account_id,
        start_on=reading.start_on,
        estimate=reading.estimate,
        urgent=True if reading.urgent else None,
        urgent_until=until if reading.urgent else None,
        tags=reading.tags,
        recurrence=recurrence,
        series_id=task_id if recurrence is not None else None,
    )


def _says_something(reading: Reading) -> bool:
    return all(problem.kind is not Unclear.NO_TITLE for problem in reading.problems)


def prepare(session: Session) -> None:
    """Have the names at hand before the first key."""
    names(session).prepare()
