"""What the last report said of this week, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from salesops_tui.domain.standups import Outcome, PromiseState, judge
from salesops_tui.domain.tasks import TaskState
from salesops_tui.domain.week_comparison import Compared
from salesops_tui.domain.week_reports import Planned, SealedReport
from salesops_tui.services.session import Session
from salesops_tui.services.week.scopes import ReportScope

MOST: Final = 12
"""Planned things that are told."""


@dataclass(frozen=True, slots=True)
class Kept:
    """Something that was planned for the week."""

    planned: Planned
    state: PromiseState


def kept(
    session: Session, of: Compared, scope: ReportScope, before: SealedReport | None, today: date
) -> tuple[Kept, ...]:
    """What the sealed report of the week before planned; where there is none, the important tasks due in the week."""
    looked_on = min(today, of.week.span.last)
    if before is not None:
        return tuple(Kept(one, judge(one.day, looked_on, _outcome(session, one))) for one in before.record.planned)
    due = session.workbook.week_figures.due(of.week.span.first, of.week.span.last, scope.ids, MOST)
    return tuple(
        Kept(
            Planned("task", row.id, row.words, row.owner, row.day),
            judge(row.day, looked_on, Outcome(row.done_on, row.day, row.is_given_up)),
        )
        for row in due
    )


def _outcome(session: Session, planned: Planned) -> Outcome:
    """What the record says today of a task or a deal's next step that was planned."""
    if planned.kind == "task":
        task = session.workbook.tasks.get(planned.id)
        if task is None:
            return Outcome(given_up=True)
        done_on = task.done_on if task.state is TaskState.DONE else None
        return Outcome(done_on, task.due_on, task.state is TaskState.DROPPED)
    deal = session.workbook.deals.records.get(planned.id)
    if deal is None:
        return Outcome(given_up=True)
    still_there = deal.next_step is not None and deal.next_step in planned.words
    if still_there and deal.closed_on is None:
        return Outcome(planned_on=deal.next_step_on)
    # Another next step, or the end of the deal: this one is behind it.
    return Outcome(done_on=deal.closed_on or planned.day)
