"""What nobody has to type: what became of promises, what happened since the last stand-up, and what is due."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from typing import Final

from salesops_tui.clock import start_of_day
from salesops_tui.domain.stages import Stage
from salesops_tui.domain.standups import StandupLine
from salesops_tui.domain.tasks import Task
from salesops_tui.i18n import _
from salesops_tui.services.session import Session
from salesops_tui.services.standups.moves import is_forward, move_words
from salesops_tui.services.standups.parts import Said, SaidKind
from salesops_tui.services.standups.promises import judged
from salesops_tui.services.wording import touch_title
from salesops_tui.storage.repositories.standup_record import DealMove, NextStep, Touch

MOST_HAPPENED: Final = 8
"""Things that happened to one person that are told one by one."""
MOST_DUE: Final = 6
"""Tasks and next steps of one person that are told: nobody can say more in half a minute."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """For each person, by identifier."""

    promised: dict[str, tuple[Said, ...]] = field(default_factory=lambda: defaultdict(tuple))
    happened: dict[str, tuple[Said, ...]] = field(default_factory=lambda: defaultdict(tuple))
    happened_more: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    due: dict[str, tuple[Said, ...]] = field(default_factory=lambda: defaultdict(tuple))
    due_more: dict[str, int] = field(default_factory=lambda: defaultdict(int))


def prepared(
    session: Session, person_ids: Sequence[str], day: date, first: date, lines: Sequence[StandupLine]
) -> Prepared:
    """What the record says of people: since a first day up to the day before, and for the day itself.

    What stands in ``lines``, which were typed for the day, is not told a second time.
    """
    record = session.workbook.standup_record
    found = Prepared()
    promises = [promise for promise in record.promises(day) if promise.line.person_id in set(person_ids)]
    told = {promise.line.task_id for promise in promises}
    for line, state in judged(session, promises, day):
        said = Said(
            f"promise:{line.id}", SaidKind.PROMISE, line.text, state, task_id=line.task_id, deal_id=line.deal_id
        )
        found.promised[line.person_id or ""] += (said,)
    last = day - timedelta(days=1)
    for person_id, said in _happened(session, first, last, told):
        found.happened[person_id] += (said,)
    _shorten(found)
    for person_id in person_ids:
        found.due[person_id], found.due_more[person_id] = _due(session, person_id, day, lines)
    return found


def _happened(session: Session, first: date, last: date, told: set[str | None]) -> Iterator[tuple[str, Said]]:
    """What came of each person's days, a deal that moved first."""
    record, zone = session.workbook.standup_record, session.clock.zone
    stages = session.workbook.pipeline.by_id
    for move in record.moves(start_of_day(first, zone), start_of_day(last + timedelta(days=1), zone)):
        if move.owner_id is not None:
            yield move.owner_id, _move(stages, move)
    for task in record.done(first, last):
        who = task.delegate_id or task.owner_id
        if who is not None and task.id not in told:
            yield who, Said(f"task:{task.id}", SaidKind.TASK_DONE, task.title, task_id=task.id, deal_id=task.deal_id)
    for touch in record.touches(first, last):
        yield touch.person_id, _touch(touch)


def _move(stages: Mapping[str, Stage], move: DealMove) -> Said:
    new, old = stages[move.new], stages.get(move.old or "")
    return Said(
        f"deal:{move.deal_id}",
        SaidKind.DEAL_MOVED,
        f"{move.deal}: {move_words(old, new)}",
        forward=is_forward(old, new),
        deal_id=move.deal_id,
    )


def _touch(touch: Touch) -> Said:
    about = [touch_title(touch.kind), touch.deal or touch.account, touch.note]
    return Said(
        f"activity:{touch.id}",
        SaidKind.ACTIVITY,
        " · ".join(word for word in about if word),
        at=touch.at,
        deal_id=touch.deal_id,
    )


def _shorten(found: Prepared) -> None:
    """Of much that happened only the first is told: deals that moved, then tasks, then activities."""
    for person_id, said in found.happened.items():
        found.happened[person_id] = said[:MOST_HAPPENED]
        found.happened_more[person_id] = len(said[MOST_HAPPENED:])


def _due(session: Session, person_id: str, day: date, lines: Sequence[StandupLine]) -> tuple[tuple[Said, ...], int]:
    record = session.workbook.standup_record
    typed_tasks = {line.task_id for line in lines}
    typed_deals = {line.deal_id for line in lines if line.task_id is None and line.person_id == person_id}
    tasks, number_of_tasks = record.due(person_id, day, MOST_DUE)
    steps, number_of_steps = record.next_steps(person_id, day, MOST_DUE)
    since = session.workbook.standup_lines.first_promised([task.id for task in tasks])
    said = [
        *(_task(session, task, day, since.get(task.id)) for task in tasks if task.id not in typed_tasks),
        *(_next_step(session, step, day) for step in steps if step.deal_id not in typed_deals),
    ]
    # What is for this day comes before what should have been done long ago.
    said.sort(key=lambda one: (one.carried, one.at is None, one.at or time.min))
    beyond = number_of_tasks - len(tasks) + number_of_steps - len(steps)
    return tuple(said[:MOST_DUE]), max(len(said) - MOST_DUE, 0) + beyond


def _task(session: Session, task: Task, day: date, promised_on: date | None) -> Said:
    since = min(known for known in (task.due_on, promised_on, day) if known is not None)
    return Said(
        f"task:{task.id}",
        SaidKind.TASK,
        task.title,
        carried=session.calendar.working_days_between(since, day),
        at=task.due_at if task.due_on == day else None,
        task_id=task.id,
        deal_id=task.deal_id,
    )


def _next_step(session: Session, step: NextStep, day: date) -> Said:
    return Said(
        f"next:{step.deal_id}",
        SaidKind.NEXT_STEP,
        f"{step.deal}: {step.text}" if step.text else _("{deal}: the next step").format(deal=step.deal),
        carried=session.calendar.working_days_between(step.due_on, day),
        deal_id=step.deal_id,
    )
