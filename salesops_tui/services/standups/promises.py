"""What became of what people said they would do: nobody types it, the record tells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from salesops_tui.clock import start_of_day
from salesops_tui.domain.standups import Outcome, PromiseState, StandupLine, judge
from salesops_tui.domain.tasks import TaskState
from salesops_tui.services.session import Session
from salesops_tui.storage.repositories.standup_record import Promise


def judged(session: Session, promises: Sequence[Promise], day: date) -> Iterator[tuple[StandupLine, PromiseState]]:
    """Lines with what became of them, seen on a day.

    Kept once its task is done or its deal came into another stage; what is only a deal's next step also once the deal was
    touched.
    """
    for promise in promises:
        promised_for = promise.line.due_on or promise.promised_on
        yield promise.line, judge(promised_for, day, _outcome(session, promise))


def _outcome(session: Session, promise: Promise) -> Outcome:
    task, deal_id = promise.task, promise.line.deal_id
    done = task.done_on or promise.promised_on if task is not None and task.state is TaskState.DONE else None
    if done is None and deal_id is not None:
        done = _moved_on(session, deal_id, promise.promised_on, touched=task is None)
    return Outcome(
        done,
        task.due_on if task is not None else promise.next_step_on,
        task is not None and task.state is TaskState.DROPPED,
    )


def _moved_on(session: Session, deal_id: str, since: date, *, touched: bool) -> date | None:
    """The first day since one on which a deal came into another stage or, if that counts, was touched."""
    record, zone = session.workbook.standup_record, session.clock.zone
    moved = record.moved_on(deal_id, start_of_day(since, zone))
    days = [moved.astimezone(zone).date() if moved is not None else None]
    if touched:
        days.append(record.touched_on(deal_id, since, session.clock.now().astimezone(zone)))
    return min((day for day in days if day is not None), default=None)
