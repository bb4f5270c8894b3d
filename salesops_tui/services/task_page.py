"""A task on a page of its own: what is known of it, and what happened to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from salesops_tui.domain.quadrants import Quadrant
from salesops_tui.domain.recurrence import missed
from salesops_tui.domain.steps import Step
from salesops_tui.domain.tasks import Task
from salesops_tui.services.session import Session
from salesops_tui.services.standing import Standing, standing
from salesops_tui.services.tasks import existing


@dataclass(frozen=True, slots=True)
class TaskPage:
    """A task, the names of what it refers to, and its steps."""

    task: Task
    quadrant: Quadrant
    urgent_from: date | None
    missed: int
    owner: str
    delegate: str
    deal: str
    account: str
    plan: str
    steps: tuple[Step, ...]
    """What happened to it, the newest first."""
    today: date
    standing: Standing


def read_task(session: Session, task_id: str) -> TaskPage:
    """The page of a task. Raises TaskRefused when it is gone."""
    (task,) = existing(session, [task_id])
    workbook, today = session.workbook, session.clock.today()
    (named,) = workbook.task_lists.named([task_id])
    plan = workbook.plans.get(task.plan_id) if task.plan_id is not None else None
    return TaskPage(
        task,
        session.urgency.quadrant(task, task.done_on or today),
        session.urgency.turns_urgent(task, today),
        missed(task, today, session.calendar),
        named.owner,
        named.delegate,
        named.deal,
        named.account,
        plan.name if plan is not None else "",
        _steps(session, task_id),
        today,
        standing(session),
    )


def _steps(session: Session, task_id: str) -> tuple[Step, ...]:
    traces = session.workbook.traces
    maker = traces.maker("task", task_id)
    found = [change.step for change in reversed(traces.changes("task", task_id))]
    return (*found, *([maker] if maker is not None else []))
