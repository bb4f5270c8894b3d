"""Counting deals on their way through the stages, all together and group by group."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from salesops_tui.domain.calendar import DayNumbers
from salesops_tui.domain.figures import Span
from salesops_tui.domain.funnel import Breakdown, Cut, StepCount
from salesops_tui.domain.stages import StageKind
from salesops_tui.services.session import Session
from salesops_tui.storage.repositories.funnel import Stays, Ways


@dataclass(slots=True)
class Counts:
    """What was counted of some deals; lists are in the order of the stages."""

    reached: list[int]
    """How many of the deals that began in the period got to each stage."""
    steps: list[StepCount]
    """What became of the deals that entered each stage in the period; the last has no next."""
    young: list[int]
    """How many of those that got to each stage began lately."""
    qualified: int = 0
    """How many deals are open now and have passed the first stage."""

    def add(self, other: Counts) -> None:
        """Count other deals too."""
        self.reached = [one + two for one, two in zip(self.reached, other.reached, strict=True)]
        self.steps = [one + two for one, two in zip(self.steps, other.steps, strict=True)]
        self.young = [one + two for one, two in zip(self.young, other.young, strict=True)]
        self.qualified += other.qualified


@dataclass(slots=True)
class Counted:
    """Everything that was counted."""

    whole: Counts
    parts: dict[str | None, Counts] = field(default_factory=dict)
    stood: list[Counter[int]] | None = None
    """Stage by stage, in how many working days how many deals left it; None where deals are told apart."""
    unknown: int = 0
    """Deals of which nobody knows when they began."""

    def part(self, key: str | None) -> Counts:
        """A group's counts; nothing yet for one that comes up first."""
        if key not in self.parts:
            self.parts[key] = nothing(len(self.whole.reached))
        return self.parts[key]


def nothing(stages: int) -> Counts:
    """The counts of no deals."""
    return Counts([0] * stages, [StepCount()] * (stages - 1), [0] * stages)


def count(session: Session, cut: Cut, span: Span, young_after: date | None, *, strict: bool) -> Counted:
    """Count the deals of a cut in a period; those that began after a day are young."""
    stages = len(session.workbook.pipeline.open) + 1
    counted = Counted(nothing(stages))
    with session.workbook.funnel.ways(cut, session.rates) as ways:
        if strict:
            _count_in_order(counted, ways, span, stages, young_after)
        else:
            _count_by_any_path(counted, ways, span, stages, young_after)
        _count_qualified(counted, ways.qualified(), cut.by)
        # How long deals stood is told of one group at a time: nobody compares five times forty medians.
        if cut.by is Breakdown.TOTAL:
            counted.stood = _stood(session, ways, span, stages)
        counted.unknown = ways.unknown()
    for part in counted.parts.values():
        counted.whole.add(part)
    return counted


def reached(session: Session, cut: Cut, span: Span) -> list[int]:
    """How many of the deals that began in a period got to each stage, the first and the won one among them."""
    stages = len(session.workbook.pipeline.open) + 1
    counted = Counted(nothing(stages))
    with session.workbook.funnel.ways(cut, session.rates) as ways:
        _count_by_any_path(counted, ways, span, stages, None)
    for part in counted.parts.values():
        counted.whole.add(part)
    return counted.whole.reached


def _count_by_any_path(counted: Counted, ways: Ways, span: Span, stages: int, young_after: date | None) -> None:
    for row in ways.entered(span, stages, young_after):
        part = counted.part(row.group)
        if row.position == 1:
            for place in range(row.furthest):
                part.reached[place] += row.deals
                part.young[place] += row.young
        part.steps[row.position - 1] += StepCount(
            advanced=row.deals if row.furthest > row.position else 0,
            lost=row.deals if row.furthest == row.position and row.outcome is StageKind.LOST else 0,
            here=row.deals if row.furthest == row.position and row.outcome is not StageKind.LOST else 0,
        )


def _count_in_order(counted: Counted, ways: Ways, span: Span, stages: int, young_after: date | None) -> None:
    for row in ways.reached_in_order(span, young_after):
        part = counted.part(row.group)
        part.reached[row.position - 1] += row.deals
        part.young[row.position - 1] += row.young
    for step in ways.steps_in_order(span, stages):
        counted.part(step.group).steps[step.position - 1] += step.count


def _count_qualified(counted: Counted, qualified: Mapping[str | None, int], by: Breakdown) -> None:
    if by.is_of_time:
        # What is open now belongs to no month.
        counted.whole.qualified = sum(qualified.values())
        return
    for key, deals in qualified.items():
        counted.part(key).qualified = deals


def _stood(session: Session, ways: Ways, span: Span, stages: int) -> list[Counter[int]]:
    passed = DayNumbers(session.calendar, span.first)
    days: list[Counter[int]] = [Counter() for _stage in range(stages - 1)]
    stays: Iterable[Stays] = ways.stays(span, stages)
    for stay in stays:
        since = passed[stay.entered_on]
        days[stay.position - 1].update([passed[left] - since for left in stay.left_on])
    return days
