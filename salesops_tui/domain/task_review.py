"""Where the work of a week went: how much of what was done was important before it was urgent."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from salesops_tui.domain.figures import Figure, Metric, Missing, Span, Unit, quotient, share
from salesops_tui.domain.quadrants import Quadrant, Urgency
from salesops_tui.domain.tasks import Task


@dataclass(frozen=True, slots=True)
class Effort:
    """Tasks done, by the quadrants they were in on the day on which they were done."""

    tasks: tuple[int, ...] = (0, 0, 0, 0)
    minutes: tuple[int, ...] = (0, 0, 0, 0)
    """Estimated; of tasks that have an estimate."""

    @property
    def done(self) -> int:
        """All of them."""
        return sum(self.tasks)

    def q2_share(self, span: Span, scope: str = "") -> Figure:
        """Of the tasks done, those that were important and not urgent."""
        return share(
            Metric.Q2_SHARE,
            self.tasks[Quadrant.SCHEDULE - 1],
            self.done,
            Missing.NOTHING_DONE,
            span=span,
            scope=scope,
        )

    def q2_work_share(self, span: Span, scope: str = "") -> Figure:
        """The same by estimated work."""
        return quotient(
            Metric.Q2_WORK_SHARE,
            Unit.SHARE,
            self.minutes[Quadrant.SCHEDULE - 1],
            sum(self.minutes),
            Missing.NOTHING_DONE,
            span=span,
            scope=scope,
        )


def effort(done: Iterable[Task], urgency: Urgency) -> Effort:
    """What was done, by the quadrant in which each task was on the day on which it was done."""
    tasks, minutes = [0] * len(Quadrant), [0] * len(Quadrant)
    for task in done:
        if task.done_on is None:
            continue
        place = urgency.quadrant(task, task.done_on) - 1
        tasks[place] += 1
        minutes[place] += task.estimate or 0
    return Effort(tuple(tasks), tuple(minutes))
