"""Moving tasks, giving them away, putting them off; the form; several at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest

from salesops_tui.domain.people import Person
from salesops_tui.domain.quadrants import Quadrant
from salesops_tui.domain.steps import Origin, StepKind
from salesops_tui.domain.tasks import CheckItem, Task, TaskState
from salesops_tui.services import task_changes, task_form, task_states
from salesops_tui.services.deals import FieldRefused
from salesops_tui.services.session import Session
from salesops_tui.services.steps import next_to_undo
from salesops_tui.services.task_form import TaskBulkForm
from salesops_tui.services.tasks import TaskRefused, add_tasks
from tests.services.helpers import Desk

HERE = Origin.SCREEN
MONDAY = date(2026, 11, 23)


def add(session: Session, title: str = "Send the quote", **fields: object) -> Task:
    task = replace(Task(session.workbook.new_id(), title), **fields)  # type: ignore[arg-type]
    return add_tasks(session, [task], HERE)[0]


@pytest.fixture
def li_na(desk: Desk) -> str:
    with desk.session.workbook.step(StepKind.IMPORT, HERE, {"files": ["x"], "created": 1, "updated": 0}):
        desk.session.workbook.people.insert([Person("li", "Li Na", ("李娜",))])
    return "li"


def get(desk: Desk, task: Task) -> Task:
    found = desk.session.workbook.tasks.get(task.id)
    assert found is not None
    return found


def test_a_move_says_exactly_what_it_changed_and_is_one_step(desk: Desk) -> None:
    task = add(desk.session)
    moved = task_changes.move(desk.session, [task.id], Quadrant.DO, HERE)
    assert moved.told == "Do now: important · due today"
    assert next_to_undo(desk.session) == "Move the task “Send the quote” to “Do now”"
    back = task_changes.move(desk.session, [task.id], Quadrant.SCHEDULE, HERE)
    assert back.told == "Schedule: due 26 Nov instead of today" or back.told == "Schedule: due Thu instead of today"
    dated = add(desk.session, due_on=date(2026, 12, 20))
    told = task_changes.move(desk.session, [dated.id], Quadrant.DELEGATE, HERE).told
    assert told == "Delegate: urgent until 20 Dec"


def test_several_move_as_one_step_and_those_that_lie_there_stay(desk: Desk) -> None:
    one, two = add(desk.session), add(desk.session, important=True, due_on=MONDAY)
    moved = task_changes.move(desk.session, [one.id, two.id], Quadrant.DO, HERE)
    assert [task.id for task in moved.tasks] == [one.id]
    assert task_changes.move(desk.session, [one.id, two.id], Quadrant.DO, HERE).tasks == ()
    task_changes.move(desk.session, [one.id, two.id], Quadrant.DROP, HERE)
    assert next_to_undo(desk.session) == "Move 2 tasks"
    desk.session.workbook.undo.undo(HERE)
    assert [get(desk, task).important for task in (one, two)] == [True, True]


def test_what_a_quadrant_asks_for_goes_with_the_move(desk: Desk, li_na: str) -> None:
    task = add(desk.session)
    before = desk.session.workbook.journal.last_step()
    task_changes.move(
        desk.session, [task.id], Quadrant.DELEGATE, HERE, delegate_id=li_na, follow_up_on=date(2026, 11, 25)
    )
    there = get(desk, task)
    assert (there.delegate_id, there.follow_up_on, there.state) == ("li", date(2026, 11, 25), TaskState.WAITING)
    assert desk.session.workbook.journal.last_step() == before + 1
    other = add(desk.session)
    task_changes.move(desk.session, [other.id], Quadrant.SCHEDULE, HERE, due_on=date(2026, 12, 10))
    assert (get(desk, other).important, get(desk, other).due_on) == (True, date(2026, 12, 10))


def test_given_away_it_waits_and_is_asked_after_half_way(desk: Desk, li_na: str) -> None:
    task = add(desk.session, due_on=date(2026, 12, 7))
    task_changes.delegate(desk.session, [task.id], li_na, None, HERE)
    assert get(desk, task).follow_up_on == date(2026, 11, 30)
    assert next_to_undo(desk.session) == "Give the task “Send the quote” to Li Na"
    task_changes.take_back(desk.session, [task.id], HERE)
    assert get(desk, task) == task


def test_parked_it_is_left_alone_and_its_date_gives_way(desk: Desk) -> None:
    task = add(desk.session, due_on=date(2026, 11, 30))
    task_changes.park(desk.session, [task.id], date(2027, 1, 4), HERE)
    assert (get(desk, task).start_on, get(desk, task).due_on) == (date(2027, 1, 4), date(2027, 1, 4))


def test_put_off_a_word_about_urgency_is_over(desk: Desk) -> None:
    task = add(desk.session, due_on=MONDAY, urgent=True, urgent_until=MONDAY)
    task_changes.push(desk.session, [task.id], date(2026, 12, 1), HERE)
    assert (get(desk, task).due_on, get(desk, task).urgent) == (date(2026, 12, 1), None)


def test_ended_tasks_are_not_moved(desk: Desk) -> None:
    task = add(desk.session)
    task_states.finish(desk.session, [task.id], HERE)
    assert task_changes.move(desk.session, [task.id], Quadrant.DO, HERE).tasks == ()
    assert task_changes.push(desk.session, [task.id], date(2026, 12, 1), HERE) == []


def test_a_line_of_the_checklist_is_ticked_and_unticked(desk: Desk) -> None:
    task = add(desk.session, checklist=(CheckItem("a"), CheckItem("b")))
    assert [item.done for item in task_changes.tick(desk.session, task.id, 1, HERE).checklist] == [False, True]
    assert task_changes.tick(desk.session, task.id, 1, HERE) == task


def test_the_form_reads_back_what_it_shows(desk: Desk, li_na: str) -> None:
    task = add(
        desk.session,
        "Send [b]the[/b] quote",
        important=True,
        due_on=date(2026, 12, 1),
        due_at=time(15, 30),
        start_on=date(2026, 11, 27),
        estimate=150,
        owner_id=li_na,
        delegate_id=li_na,
        follow_up_on=date(2026, 11, 30),
        state=TaskState.WAITING,
        urgent=False,
        urgent_until=date(2026, 11, 26),
        tags=("quote", "谈判"),
        checklist=(CheckItem("a", True), CheckItem("b")),
        note="two\nlines",
    )
    form = task_form.read_form(desk.session, task.id)
    assert task_form.save_form(desk.session, task.id, form, HERE) == task
    assert next_to_undo(desk.session) == "Add the task “Send [b]the[/b] quote”"


def test_the_form_makes_people_that_are_not_there_yet(desk: Desk) -> None:
    task = add(desk.session)
    form = replace(task_form.read_form(desk.session, task.id), owner="Zhao Lei", due_on="fri", estimate="2h")
    saved = task_form.save_form(desk.session, task.id, form, HERE)
    (person,) = desk.session.workbook.people.all()
    assert (saved.owner_id, saved.due_on, saved.estimate) == (person.id, date(2026, 11, 27), 120)
    desk.session.workbook.undo.undo(HERE)
    assert desk.session.workbook.people.all() == []


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("title", "  "),
        ("due_on", "31 Nov"),
        ("due_at", "25:00"),
        ("estimate", "long"),
        ("deal", "No such deal"),
        ("follow_up_on", "2026-12-01"),
        ("note", "x" * 20_001),
    ],
)
def test_what_cannot_be_meant_is_refused_by_its_field(desk: Desk, field: str, text: str) -> None:
    task = add(desk.session)
    changed: dict[str, Any] = {field: text}
    form = replace(task_form.read_form(desk.session, task.id), **changed)
    with pytest.raises(FieldRefused) as refused:
        task_form.save_form(desk.session, task.id, form, HERE)
    assert refused.value.field == field
    assert get(desk, task) == task


def test_a_word_about_urgency_needs_an_end(desk: Desk) -> None:
    task = add(desk.session)
    form = replace(task_form.read_form(desk.session, task.id), urgent="yes")
    with pytest.raises(FieldRefused, match="Until when"):
        task_form.save_form(desk.session, task.id, form, HERE)


def test_several_are_changed_alike_as_one_step(desk: Desk) -> None:
    one, two = add(desk.session, tags=("a", "b")), add(desk.session)
    form = TaskBulkForm("Li Na", "2026-12-01", important=True, add_tags="#c", remove_tags="a")
    assert task_form.edit_tasks(desk.session, [one.id, two.id], form, HERE) == 2
    assert (get(desk, one).tags, get(desk, two).tags) == (("b", "c"), ("c",))
    assert next_to_undo(desk.session) == "Edit 2 tasks"
    assert task_form.edit_tasks(desk.session, [one.id, two.id], form, HERE) == 0


def test_a_task_that_is_gone_is_told(desk: Desk) -> None:
    with pytest.raises(TaskRefused, match="no longer there"):
        task_changes.push(desk.session, ["gone"], MONDAY, HERE)


def test_what_waits_without_somebody_who_has_it_still_waits_when_other_fields_are_edited(desk: Desk) -> None:
    waiting = Task(desk.session.workbook.new_id(), "customer's answer", state=TaskState.WAITING)
    (task,) = add_tasks(desk.session, [waiting], HERE)
    form = task_form.read_form(desk.session, task.id)
    task_form.save_form(desk.session, task.id, replace(form, note="asked twice"), HERE)
    edited = desk.session.workbook.tasks.get(task.id)
    assert edited is not None
    assert (edited.state, edited.note) == (TaskState.WAITING, "asked twice")
