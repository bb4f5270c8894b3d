"""Ending tasks and bringing them back."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from salesops_tui.clock import FixedClock
from salesops_tui.domain.recurrences import DaysOff, Recurrence
from salesops_tui.domain.steps import Origin, StepKind
from salesops_tui.domain.tasks import CheckItem, Task, TaskState
from salesops_tui.services import task_states
from salesops_tui.services.session import Session
from salesops_tui.services.tasks import TaskRefused, add_tasks
from salesops_tui.storage.failures import NothingToUndo
from tests.services.helpers import Desk

HERE = Origin.SCREEN
WEEKLY = Recurrence("FREQ=WEEKLY;BYDAY=MO")
MONDAY = date(2026, 11, 23)


def add(session: Session, **fields: object) -> Task:
    task = replace(Task(session.workbook.new_id(), "Weekly report"), **fields)  # type: ignore[arg-type]
    if task.recurrence is not None:
        task = replace(task, series_id=task.id)
    return add_tasks(session, [task], HERE)[0]


def open_ones(session: Session) -> list[Task]:
    return [task for task in session.workbook.tasks.all() if task.state.is_open]


def later(desk: Desk, days: int) -> None:
    assert isinstance(desk.session.clock, FixedClock)
    desk.session.clock.advance(timedelta(days=days))


def test_a_done_task_is_done_today_and_one_step(desk: Desk) -> None:
    task = add(desk.session)
    finished = task_states.finish(desk.session, [task.id], HERE)
    assert [(done.state, done.done_on) for done in finished.done] == [(TaskState.DONE, MONDAY)]
    assert finished.again == ()
    assert desk.session.workbook.journal.entries()[0].step.kind is StepKind.FINISH_TASK
    assert task_states.finish(desk.session, [task.id], HERE).done == ()


def test_one_that_recurs_comes_back_once_with_what_was_missed_counted(desk: Desk) -> None:
    task = add(
        desk.session,
        due_on=MONDAY,
        start_on=date(2026, 11, 20),
        recurrence=WEEKLY,
        checklist=(CheckItem("figures", True), CheckItem("words")),
        urgent=True,
        urgent_until=MONDAY,
    )
    later(desk, 23)
    finished = task_states.finish(desk.session, [task.id], HERE)
    assert finished.done[0].missed == 3
    (again,) = open_ones(desk.session)
    assert (again.due_on, again.start_on, again.series_id) == (date(2026, 12, 21), date(2026, 12, 18), task.id)
    assert (again.checklist[0].done, again.urgent, again.missed) == (False, None, 0)


def test_undo_takes_back_the_doing_and_the_next_one_and_redo_brings_both(desk: Desk) -> None:
    task = add(desk.session, due_on=MONDAY, recurrence=WEEKLY)
    task_states.finish(desk.session, [task.id], HERE)
    desk.session.workbook.undo.undo(HERE)
    assert [left.id for left in open_ones(desk.session)] == [task.id]
    desk.session.workbook.undo.redo(HERE)
    (again,) = open_ones(desk.session)
    assert again.due_on == date(2026, 11, 30)
    desk.session.workbook.undo.undo(HERE)
    task_states.finish(desk.session, [task.id], HERE)
    assert len(open_ones(desk.session)) == 1


def test_a_dropped_one_does_not_come_back(desk: Desk) -> None:
    task = add(desk.session, due_on=MONDAY, recurrence=WEEKLY)
    assert [dropped.state for dropped in task_states.drop(desk.session, [task.id], HERE)] == [TaskState.DROPPED]
    assert open_ones(desk.session) == []


def test_reopened_when_it_has_come_back_it_is_a_task_of_its_own(desk: Desk) -> None:
    task = add(desk.session, due_on=MONDAY, recurrence=WEEKLY)
    task_states.finish(desk.session, [task.id], HERE)
    (opened,) = task_states.reopen(desk.session, [task.id], HERE)
    assert (opened.state, opened.recurrence, opened.series_id) == (TaskState.OPEN, None, None)
    assert len([each for each in open_ones(desk.session) if each.recurrence is not None]) == 1


def test_reopened_after_a_drop_it_recurs_as_before(desk: Desk) -> None:
    task = add(desk.session, due_on=MONDAY, recurrence=WEEKLY)
    task_states.drop(desk.session, [task.id], HERE)
    (opened,) = task_states.reopen(desk.session, [task.id], HERE)
    assert opened == task


def test_skipped_it_is_due_the_next_time(desk: Desk) -> None:
    task = add(desk.session, due_on=MONDAY, recurrence=WEEKLY)
    skipped = task_states.skip(desk.session, task.id, HERE)
    assert skipped is not None
    assert (skipped.id, skipped.due_on) == (task.id, date(2026, 11, 30))
    assert task_states.skip(desk.session, add(desk.session).id, HERE) is None


def test_paused_until_a_day_it_comes_on_the_first_after_it(desk: Desk) -> None:
    task = add(desk.session, due_on=MONDAY, recurrence=WEEKLY)
    paused = task_states.pause(desk.session, task.id, date(2026, 12, 10), HERE)
    assert (paused.due_on, paused.start_on) == (date(2026, 12, 14), date(2026, 12, 10))


def test_paused_without_an_end_nothing_follows_until_it_is_resumed(desk: Desk) -> None:
    task = add(desk.session, due_on=MONDAY, recurrence=WEEKLY)
    task_states.pause(desk.session, task.id, None, HERE)
    later(desk, 15)
    assert task_states.resume(desk.session, task.id, HERE).due_on == date(2026, 12, 14)
    task_states.pause(desk.session, task.id, None, HERE)
    assert task_states.finish(desk.session, [task.id], HERE).again == ()


def test_a_rhythm_is_anchored_in_the_due_date_or_begins_on_its_first_day(desk: Desk) -> None:
    dated = add(desk.session, due_on=date(2026, 11, 30))
    monthly = task_states.repeat(desk.session, dated.id, Recurrence("FREQ=MONTHLY"), HERE)
    assert monthly.recurrence == Recurrence("FREQ=MONTHLY;BYMONTHDAY=28,29,30;BYSETPOS=-1")
    undated = add(desk.session)
    last = task_states.repeat(
        desk.session, undated.id, Recurrence("FREQ=MONTHLY;BYMONTHDAY=-1", days_off=DaysOff.PREVIOUS), HERE
    )
    assert last.due_on == date(2026, 11, 30)
    assert task_states.repeat(desk.session, undated.id, None, HERE).recurrence is None


def test_two_open_ones_of_a_series_end_in_one(desk: Desk) -> None:
    """As an import may bring them."""
    first = add(desk.session, due_on=MONDAY, recurrence=WEEKLY)
    twin = replace(first, id=desk.session.workbook.new_id())
    add_tasks(desk.session, [twin], HERE)
    assert task_states.finish(desk.session, [first.id], HERE).again == ()
    desk.session.workbook.undo.undo(HERE)
    assert len(task_states.finish(desk.session, [first.id, twin.id], HERE).again) == 1


def test_a_clock_set_back_makes_no_flood(desk: Desk) -> None:
    task = add(desk.session, due_on=date(2026, 12, 28), recurrence=WEEKLY)
    later(desk, -400)
    finished = task_states.finish(desk.session, [task.id], HERE)
    assert [again.due_on for again in finished.again] == [date(2027, 1, 4)]
    assert finished.done[0].missed == 0


def test_a_task_that_is_gone_is_told_and_nothing_changes(desk: Desk) -> None:
    task = add(desk.session)
    before = desk.session.workbook.version()
    with pytest.raises(TaskRefused, match="no longer there"):
        task_states.finish(desk.session, [task.id, "gone"], HERE)
    assert desk.session.workbook.version() == before


ACTS = st.lists(
    st.tuples(st.sampled_from(["finish", "drop", "reopen", "skip", "undo", "redo", "wait"]), st.integers(0, 3)),
    max_size=14,
)


@given(ACTS, st.sampled_from(["FREQ=DAILY", "FREQ=WEEKLY;BYDAY=MO", "FREQ=WEEKLY;INTERVAL=2"]), st.booleans())
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_there_is_never_more_than_one_open_task_of_a_series(
    desk: Desk, acts: list[tuple[str, int]], rule: str, after: bool
) -> None:
    session = desk.session
    task = add(session, due_on=session.clock.today(), recurrence=Recurrence(rule, after_completion=after))
    floor = session.workbook.journal.last_step()
    for act, place in acts:
        series = session.workbook.task_lists.of_series(task.id)
        chosen = series[place % len(series)].id if series else task.id
        if act == "wait":
            later(desk, place * 5)
        elif act in ("undo", "redo"):
            if session.workbook.journal.last_to_undo().id > floor or act == "redo":  # type: ignore[union-attr]
                with suppress(NothingToUndo):
                    getattr(session.workbook.undo, act)(HERE)
        elif act == "skip":
            task_states.skip(session, chosen, HERE)
        else:
            getattr(task_states, act)(session, [chosen], HERE)
        series = session.workbook.task_lists.of_series(task.id)
        assert sum(each.state.is_open and each.recurrence is not None for each in series) <= 1


def test_of_two_ended_ones_of_a_series_only_one_is_opened_with_its_recurrence(desk: Desk) -> None:
    task = add(desk.session, due_on=MONDAY, recurrence=WEEKLY)
    (again,) = task_states.finish(desk.session, [task.id], HERE).again
    task_states.drop(desk.session, [again.id], HERE)
    task_states.reopen(desk.session, [task.id, again.id], HERE)
    opened = open_ones(desk.session)
    assert len(opened) == 2
    assert len([one for one in opened if one.series_id is not None]) == 1
