"""Where a task lies follows from its importance and its dates, in exactly one quadrant."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesops_tui.domain.calendar import WorkingCalendar
from salesops_tui.domain.quadrants import Quadrant, Urgency, said_until
from salesops_tui.domain.task_order import TaskKey, arrange
from salesops_tui.domain.tasks import CheckItem, Task, TaskState

WED = date(2026, 11, 25)
HOLIDAY = [date(2026, 12, 3), date(2026, 12, 4)]
MAKE_UP = [date(2026, 12, 5)]
CALENDAR = WorkingCalendar(HOLIDAY, MAKE_UP, range(2026, 2028))
RULE = Urgency(CALENDAR)

DAYS = st.dates(date(2026, 11, 1), date(2027, 1, 15))
TASKS = st.builds(
    Task,
    id=st.just("t"),
    title=st.just("x"),
    important=st.booleans(),
    due_on=st.none() | DAYS,
    start_on=st.none() | DAYS,
    estimate=st.none() | st.integers(0, 20_000),
    checklist=st.lists(st.booleans().map(lambda done: CheckItem("c", done)), max_size=4).map(tuple),
    urgent=st.none() | st.booleans(),
    urgent_until=st.none() | DAYS,
)


def task(**fields: object) -> Task:
    return replace(Task("t", "x"), **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("due", "urgent"),
    [
        (None, False),
        (WED - timedelta(days=30), True),
        (WED, True),
        (date(2026, 11, 26), True),
        (date(2026, 11, 27), True),
        # Sunday: two working days lie before it, as before Friday.
        (date(2026, 11, 29), True),
        (date(2026, 11, 30), False),
    ],
)
def test_urgent_is_what_is_overdue_or_due_within_two_working_days(due: date | None, urgent: bool) -> None:
    assert RULE.is_urgent(task(due_on=due), WED) is urgent


def test_holidays_make_a_task_urgent_earlier_and_a_make_up_day_counts() -> None:
    """Monday 7 December: Thursday and Friday before it are off, the Saturday is worked."""
    due = task(due_on=date(2026, 12, 7))
    assert RULE.urgent_from(due) == date(2026, 12, 2)
    assert not RULE.is_urgent(due, date(2026, 12, 1))
    assert RULE.is_urgent(due, date(2026, 12, 2))


def test_each_whole_day_of_work_left_makes_it_urgent_a_day_earlier() -> None:
    big = task(due_on=date(2026, 12, 2), estimate=3 * 480)
    assert RULE.urgent_from(task(due_on=date(2026, 12, 2))) == date(2026, 11, 30)
    assert RULE.urgent_from(big) == WED
    half_done = replace(big, checklist=(CheckItem("a", True), CheckItem("b", True), CheckItem("c"), CheckItem("d")))
    assert half_done.work_left == 720
    assert RULE.urgent_from(half_done) == date(2026, 11, 27)


def test_a_task_moves_from_schedule_to_do_now_exactly_once_as_days_pass() -> None:
    planned = task(important=True, due_on=date(2026, 12, 10), estimate=480)
    days = [date(2026, 11, 1) + timedelta(days=number) for number in range(60)]
    places = [RULE.quadrant(planned, day) for day in days]
    assert places[0] is Quadrant.SCHEDULE
    changes = [day for before, after, day in zip(places, places[1:], days[1:], strict=False) if before is not after]
    # Three working days before Thursday the tenth: nine, eight, seven.
    assert changes == [date(2026, 12, 7)]
    assert places[-1] is Quadrant.DO


def test_a_persons_word_ends_on_its_day_and_the_dates_count_again() -> None:
    calm = task(important=True, due_on=date(2026, 11, 26), urgent=False, urgent_until=WED)
    assert RULE.quadrant(calm, WED) is Quadrant.SCHEDULE
    assert RULE.turns_urgent(calm, WED) == date(2026, 11, 26)
    assert RULE.quadrant(calm, date(2026, 11, 26)) is Quadrant.DO
    pressed = task(due_on=date(2027, 1, 8), urgent=True, urgent_until=date(2026, 11, 27))
    assert [RULE.quadrant(pressed, WED + timedelta(days=number)) for number in range(4)] == [
        Quadrant.DELEGATE, Quadrant.DELEGATE, Quadrant.DELEGATE, Quadrant.DROP,
    ]  # fmt: skip


def test_a_word_without_an_end_counts_for_nothing() -> None:
    assert said_until(task(urgent=True), WED) is None
    assert not RULE.is_urgent(task(urgent=True), WED)


@pytest.mark.parametrize(
    ("before", "quadrant", "changed"),
    [
        ({}, Quadrant.DO, {"important": True, "due_on": WED}),
        ({"due_on": date(2026, 12, 20)}, Quadrant.DELEGATE, {"urgent": True, "urgent_until": date(2026, 12, 20)}),
        ({"important": True, "due_on": date(2026, 11, 27)}, Quadrant.SCHEDULE,
         {"urgent": False, "urgent_until": date(2026, 11, 26)}),
        ({"important": True, "due_on": date(2026, 11, 20)}, Quadrant.SCHEDULE, {"due_on": date(2026, 11, 30)}),
        ({"important": True, "due_on": date(2026, 12, 20)}, Quadrant.DROP, {"important": False}),
        ({"due_on": WED, "urgent": False, "urgent_until": WED}, Quadrant.DELEGATE, {"urgent": None, "urgent_until": None}),
    ],
)  # fmt: skip
def test_moving_edits_exactly_the_fields_that_define_the_quadrant(
    before: dict[str, object], quadrant: Quadrant, changed: dict[str, object]
) -> None:
    there = task(**before)
    assert RULE.moved(there, quadrant, WED) == replace(there, **changed)  # type: ignore[arg-type]


@given(TASKS, DAYS, st.sampled_from(Quadrant))
def test_a_move_ends_where_it_should_and_touches_nothing_else(there: Task, today: date, quadrant: Quadrant) -> None:
    moved = RULE.moved(there, quadrant, today)
    assert RULE.quadrant(moved, today) is quadrant
    kept = replace(
        moved,
        important=there.important,
        due_on=there.due_on,
        urgent=there.urgent,
        urgent_until=there.urgent_until,
    )
    assert kept == there
    assert RULE.moved(moved, quadrant, today) == moved


@given(TASKS, DAYS)
def test_the_day_on_which_it_turns_urgent_is_the_first_on_which_it_is(there: Task, today: date) -> None:
    day = RULE.turns_urgent(there, today)
    if day is None:
        return
    assert day > today
    assert RULE.is_urgent(there, day)
    assert not any(RULE.is_urgent(there, today + timedelta(days=n)) for n in range((day - today).days))


@given(st.lists(TASKS, max_size=12), DAYS)
def test_thousands_are_put_in_their_quadrants_by_the_same_rule(tasks: list[Task], today: date) -> None:
    named = [replace(each, id=str(number)) for number, each in enumerate(tasks)]

    def iso(day: date | None) -> str | None:
        return day.isoformat() if day is not None else None

    keys = [
        TaskKey(
            each.id, each.important, iso(each.due_on), None, iso(each.start_on), each.urgent, iso(each.urgent_until),
            each.work_left,
        )
        for each in named
    ]  # fmt: skip
    found = arrange(keys, RULE, today, 3)
    for quadrant in Quadrant:
        assert set(found.quadrants[quadrant - 1]) == {
            each.id for each in named if RULE.quadrant(each, today) is quadrant
        }
    soon = {each.id: RULE.turns_urgent(each, today) for each in named}
    assert {task_id: date.fromisoformat(day) for day, task_id in found.soon} == {
        task_id: day for task_id, day in soon.items() if day is not None and day <= today + timedelta(days=3)
    }
    assert sum(found.late) == sum(each.due_on is not None and each.due_on < today for each in named)


def test_parked_tasks_are_last_and_those_without_a_date_after_the_dated() -> None:
    keys = [
        TaskKey("parked", 1, "2026-12-20", None, "2026-12-10", None, None, 0),
        TaskKey("someday", 1, None, None, None, None, None, 0),
        TaskKey("late", 1, "2026-12-20", "15:00", None, None, None, 0),
        TaskKey("early", 1, "2026-12-20", "09:00", None, None, None, 0),
        TaskKey("first", 1, "2026-12-11", None, None, None, None, 0),
    ]
    found = arrange(keys, RULE, WED, 3)
    assert found.quadrants[Quadrant.SCHEDULE - 1] == ("first", "early", "late", "someday", "parked")
    assert found.place("late") == (Quadrant.SCHEDULE, 2)
    assert found.place("gone") is None


def test_done_and_dropped_are_not_open() -> None:
    assert [state for state in TaskState if state.is_open] == [TaskState.OPEN, TaskState.WAITING]
