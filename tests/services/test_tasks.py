"""Writing a task down, and making one of a remedy."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from salesops_tui.clock import FixedClock
from salesops_tui.domain.figures import Metric, Span, share
from salesops_tui.domain.funnel import Bottleneck
from salesops_tui.domain.steps import Origin
from salesops_tui.domain.tasks import Task, TaskState
from salesops_tui.services import steps
from salesops_tui.services.remedies import add_remedy_task, remedies
from salesops_tui.services.session import Session, close_session, open_session
from salesops_tui.services.tasks import TaskExists, TaskRefused, add_tasks
from salesops_tui.settings import Settings

RATE = share(
    Metric.STEP_RATE,
    3,
    10,
    benchmark=Fraction(12, 25),
    span=Span(date(2025, 11, 24), date(2026, 11, 23)),
)
BOTTLENECK = Bottleneck(2, RATE, Fraction(3, 8))


@pytest.fixture
def session(workbook_path: Path, clock: FixedClock) -> Iterator[Session]:
    opened = open_session(workbook_path, clock, Settings())
    yield opened
    close_session(opened)


def test_a_task_is_important_open_and_of_today_and_undo_takes_it_back(session: Session) -> None:
    new = Task("", "  Call\x1b[2J the bank ", important=True, due_on=date(2026, 12, 1), note="why\nnot")
    (task,) = add_tasks(session, [replace(new, id=session.workbook.new_id())], Origin.SCREEN)
    assert session.workbook.tasks.all() == [task]
    assert (task.title, task.important, task.state) == ("Call the bank", True, TaskState.OPEN)
    assert (task.created_on, task.due_on, task.note) == (date(2026, 11, 23), date(2026, 12, 1), "why\nnot")
    assert steps.next_to_undo(session) == "Add the task “Call the bank”"
    steps.undo(session, Origin.SCREEN)
    assert session.workbook.tasks.all() == []


@pytest.mark.parametrize("title", ["", "   ", "\u200b", "x" * 20_001])
def test_a_task_that_says_nothing_or_too_much_is_refused_and_leaves_no_step(session: Session, title: str) -> None:
    before = session.workbook.journal.last_step()
    with pytest.raises(TaskRefused):
        add_tasks(session, [Task(session.workbook.new_id(), title)], Origin.SCREEN)
    assert session.workbook.journal.last_step() == before


def test_a_remedy_becomes_a_task_that_remembers_what_the_figures_said(session: Session) -> None:
    stage = session.workbook.pipeline.open[2]
    task = add_remedy_task(session, BOTTLENECK, remedies(stage)[1], Origin.SCREEN)
    assert task.title == "Sharpen what sets the offer apart (Proposal → Negotiation)"
    # Ten working days from Monday 23 November.
    assert task.due_on == date(2026, 12, 7)
    assert task.note is not None
    assert task.note.splitlines()[0] == (
        "Proposal → Negotiation: 30.0 % of 10 deals, 2025-11-24 to 2026-11-23; the course's average is 48.0 %"
    )
    assert len(task.note.splitlines()) == 4


def test_the_same_advice_is_not_written_down_twice_while_it_is_open(session: Session) -> None:
    add_remedy_task(session, BOTTLENECK, None, Origin.SCREEN)
    with pytest.raises(TaskExists, match="Widen the bottleneck Proposal → Negotiation"):
        add_remedy_task(session, BOTTLENECK, None, Origin.SCREEN)
    steps.undo(session, Origin.SCREEN)
    add_remedy_task(session, BOTTLENECK, None, Origin.SCREEN)
    assert len(session.workbook.tasks.all()) == 1


def test_the_course_has_three_remedies_for_each_step(session: Session) -> None:
    assert [len(remedies(stage)) for stage in session.workbook.pipeline.open] == [3, 3, 3, 3]
    assert remedies(session.workbook.pipeline.won) == ()
