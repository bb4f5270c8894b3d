"""What the tasks room reads: the grid, the list, the logbook, the review."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta

import pandas as pd
import pytest

from salesops_tui.domain.figures import Missing
from salesops_tui.domain.people import Person
from salesops_tui.domain.quadrants import Quadrant
from salesops_tui.domain.recurrences import Recurrence
from salesops_tui.domain.steps import Origin, StepKind
from salesops_tui.domain.tasks import CheckItem, Task, TaskState
from salesops_tui.services import task_exchange, task_grid, task_lists, task_page, task_review
from salesops_tui.services.deals import DealForm, add_deal
from salesops_tui.services.session import Session
from salesops_tui.services.task_lists import Heading, ListBy
from salesops_tui.services.tasks import add_tasks
from tests.services.helpers import Desk

MONDAY = date(2026, 11, 23)


def day(number: int) -> date:
    return MONDAY + timedelta(days=number)


@pytest.fixture
def filled(desk: Desk) -> Session:
    """Eight open tasks and five that ended."""
    session = desk.session
    workbook = session.workbook
    with workbook.step(StepKind.IMPORT, Origin.SCREEN, {"files": ["x"], "created": 2, "updated": 0}):
        workbook.people.insert([Person("li", "Li Na", ("李娜",)), Person("wang", "Wang Wei")])
    deal = add_deal(session, DealForm("ERP rollout", "Huadong Pharma", "Li Na", "contact", "1000"), Origin.SCREEN)

    def task(task_id: str, title: str, **fields: object) -> Task:
        return replace(Task(task_id, title), **fields)  # type: ignore[arg-type]

    add_tasks(
        session,
        [
            task("a", "Bid closes", important=True, due_on=day(-3), owner_id="li", deal_id=deal),
            task("b", "Contract", important=True, due_on=MONDAY, due_at=time(15), owner_id="li", tags=("quote",)),
            task("c", "Key account plan", important=True, due_on=day(4), owner_id="wang"),
            task("d", "Train the team", important=True),
            task("e", "Routine report", due_on=day(1), recurrence=Recurrence("FREQ=WEEKLY"), series_id="e"),
            task("f", "Visit 100%", due_on=day(30), start_on=day(10), note="ask for [b]",
                 checklist=(CheckItem("x", True), CheckItem("y"))),
            task("g", "Old", delegate_id="wang", follow_up_on=day(-4), state=TaskState.WAITING, due_on=day(14)),
            task("h", "Forgotten", delegate_id="wang", state=TaskState.WAITING, created_on=day(-10)),
            task("i", "Done well", important=True, due_on=day(20), state=TaskState.DONE, done_on=MONDAY, owner_id="li",
                 estimate=60),
            task("j", "Done late", important=True, due_on=day(-9), state=TaskState.DONE, done_on=MONDAY, owner_id="wang",
                 estimate=30),
            task("k", "Done before", important=True, due_on=day(9), state=TaskState.DONE, done_on=day(-7)),
            task("l", "Dropped", state=TaskState.DROPPED, done_on=MONDAY),
            task("m", "Long ago", state=TaskState.DONE, done_on=day(-300)),
        ],
        Origin.SCREEN,
    )  # fmt: skip
    return session


def titles(seen: task_grid.GridSeen) -> list[list[str]]:
    return [[row.title for row in part.rows] for part in seen.quadrants]


def test_every_open_task_is_in_exactly_one_quadrant_in_order(filled: Session) -> None:
    seen = task_grid.view(filled, "")
    assert titles(seen) == [
        ["Bid closes", "Contract"],
        ["Key account plan", "Train the team"],
        ["Routine report"],
        ["Old", "Forgotten", "Visit 100%"],
    ]
    assert (seen.open_count, seen.late_count, seen.soon_count) == (8, 1, 1)
    (soon,) = seen.soon
    assert (soon.title, soon.urgent_from) == ("Key account plan", day(2))


def test_a_line_tells_who_when_and_for_whom(filled: Session) -> None:
    bid = task_grid.described(filled, ["a"])[0]
    assert (bid.owner, bid.deal, bid.late_days) == ("Li Na", "ERP rollout", 1)
    visit = task_grid.described(filled, ["f"])[0]
    assert (visit.checked, visit.to_check, visit.start_on) == (1, 2, day(10))
    old = task_grid.described(filled, ["g"])[0]
    assert (old.delegate, old.follow_up_on) == ("Wang Wei", day(-4))
    assert [row.id for row in task_grid.described(filled, ["c", "gone", "a"])] == ["c", "a"]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("@li", {"a", "b"}),
        ("@李娜", {"a", "b"}),
        ("@wang", {"c", "g", "h"}),
        (">@wang", {"g", "h"}),
        ("#quote", {"b"}),
        ("#quo", {"b"}),
        ("overdue", {"a"}),
        ("<fri", {"a", "b", "e"}),
        ("nodate", {"d", "h"}),
        ("deal:huadong", {"a"}),
        ("deal:erp", {"a"}),
        ("!", {"a", "b", "c", "d"}),
        ("urgent", {"a", "b", "e"}),
        ("q4 q1", {"a", "b", "f", "g", "h"}),
        ("waiting", {"g", "h"}),
        ("parked", {"f"}),
        ("recurring", {"e"}),
        ("100%", {"f"}),
        ("[b]", {"f"}),
        ("plan @wang", {"c"}),
        ("_", set()),
    ],
)
def test_one_filter_line_narrows_all_quadrants(filled: Session, line: str, found: set[str]) -> None:
    seen = task_grid.view(filled, line)
    assert {row.id for part in seen.quadrants for row in part.rows} == found
    listed = task_lists.listing(filled, line, ListBy.DATE)
    assert {each for each in listed.lines if isinstance(each, str)} == found
    assert {row.id for row in task_lists.listed(filled, line)} == found


def test_the_cursor_finds_its_task_again(filled: Session) -> None:
    assert task_grid.view(filled, "", "d").place == (Quadrant.SCHEDULE, 1)
    assert task_grid.view(filled, "@li", "d").place is None


def test_portions_come_one_after_the_other(desk: Desk) -> None:
    tasks = [Task(f"{number:04}", f"Task {number}", due_on=day(40 + number % 7)) for number in range(250)]
    add_tasks(desk.session, tasks, Origin.SCREEN)
    seen = task_grid.view(desk.session, "", "0249")
    part = seen.quadrants[Quadrant.DROP - 1]
    assert part.count == 250
    assert seen.place is not None
    whole = [
        row.id
        for first in range(0, 300, task_grid.PORTION)
        for row in task_grid.rows(desk.session, "", Quadrant.DROP, first)
    ]
    assert whole == [task.id for task in sorted(tasks, key=lambda task: (task.due_on, task.id))]
    assert "0249" in {row.id for row in part.rows}


def test_the_list_has_a_heading_for_each_time(filled: Session) -> None:
    lines = task_lists.listing(filled, "", ListBy.DATE).lines
    told = [(line.title, line.count) if isinstance(line, Heading) else line for line in lines]
    assert told == [
        ("Overdue", 1), "a", ("Today", 1), "b", ("Tomorrow", 1), "e", ("This week", 1), "c", ("After that", 2), "g", "f",
        ("No date", 2), "d", "h",
    ]  # fmt: skip


def test_the_list_has_a_heading_for_each_person_and_nobody_last(filled: Session) -> None:
    lines = task_lists.listing(filled, "", ListBy.PERSON).lines
    assert [(line.title, line.count) for line in lines if isinstance(line, Heading)] == [
        ("Li Na", 2), ("Wang Wei", 1), ("Nobody", 5),
    ]  # fmt: skip


def test_the_logbook_tells_a_week_newest_day_first(filled: Session) -> None:
    book = task_lists.logbook(filled, "", MONDAY)
    assert [line for line in book.lines if isinstance(line, str)] == ["l", "j", "i"]
    assert (book.done, book.dropped) == (2, 1)
    before = task_lists.logbook(filled, "", day(-1))
    assert [line for line in before.lines if isinstance(line, str)] == ["k"]
    assert task_lists.logbook(filled, "@li", MONDAY).done == 1


def test_the_review_counts_what_was_important_before_it_was_urgent(filled: Session) -> None:
    """Beside an independent count with pandas."""
    found = task_review.review(filled, "", MONDAY)
    rows = pd.DataFrame(
        [
            {
                "id": task.id,
                "important": task.important,
                "due": task.due_on,
                "done": task.done_on,
                "work": task.estimate,
            }
            for task in filled.workbook.tasks.all()
            if task.state is TaskState.DONE
        ]
    )
    week = rows[(rows["done"] >= MONDAY) & (rows["done"] <= day(6))]
    calm = week[week["important"] & (week["due"] > day(2))]
    assert (len(calm), len(week)) == (1, 2)
    assert [found.share.numerator, found.share.denominator] == [len(calm), len(week)]
    assert [found.work_share.numerator, found.work_share.denominator] == [calm["work"].sum(), week["work"].sum()]
    assert [(each.name, each.effort.done) for each in found.people] == [("Li Na", 1), ("Wang Wei", 1)]
    assert [each.effort.done for each in found.weeks] == [0, 0, 0, 0, 0, 0, 1, 2]


def test_a_week_in_which_nothing_was_done_has_no_share(filled: Session) -> None:
    found = task_review.review(filled, "", day(-70))
    assert (found.share.value, found.share.missing) == (None, Missing.NOTHING_DONE)
    assert found.work_share.missing is Missing.NOTHING_DONE


def test_what_was_given_away_and_forgotten_is_listed_longest_first(filled: Session) -> None:
    found = task_review.review(filled, "", MONDAY)
    assert [(each.row.id, each.days) for each in found.forgotten] == [("h", 6), ("g", 2)]


def test_missed_occurrences_are_told_while_it_is_open(desk: Desk) -> None:
    task = Task("e", "Report", due_on=day(-21), recurrence=Recurrence("FREQ=WEEKLY;BYDAY=MO"), series_id="e")
    add_tasks(desk.session, [task], Origin.SCREEN)
    assert task_grid.described(desk.session, ["e"])[0].missed == 3
    assert desk.session.workbook.tasks.all()[0].missed == 0


def test_what_has_ended_lies_where_it_lay_when_it_ended(desk: Desk) -> None:
    early = Task("early", "Early", important=True, due_on=MONDAY, state=TaskState.DONE, done_on=day(-30))
    add_tasks(desk.session, [early], Origin.SCREEN)
    (row,) = task_lists.listed(desk.session, "", ended=True)
    assert row.quadrant is Quadrant.SCHEDULE
    assert task_page.read_task(desk.session, "early").quadrant is Quadrant.SCHEDULE


def test_an_empty_workbook_has_empty_quadrants(desk: Desk) -> None:
    seen = task_grid.view(desk.session, "")
    assert [part.count for part in seen.quadrants] == [0, 0, 0, 0]
    assert task_lists.listing(desk.session, "", ListBy.DATE).lines == ()
    assert task_review.review(desk.session, "", MONDAY).share.missing is Missing.NOTHING_DONE


def test_the_table_of_tasks_begins_with_the_quadrant(filled: Session) -> None:
    sheet = task_exchange.told(filled, "@li").sheet
    assert [column.key for column in sheet.columns][:3] == ["quadrant", "title", "due_on"]
    assert sheet.rows[0][:4] == ("1 Do now", "Bid closes", day(-3), "Li Na")
    ended = task_exchange.told(filled, "", ended=True).sheet
    assert [row[0] for row in ended.rows] == ["Dropped", "Done late", "Done well", "Done before", "Long ago"]


@pytest.mark.parametrize(("filter_line", "late"), [("", 1), ("q1", 1), ("q2", 0), ("q3 q4", 0), ("urgent", 1)])
def test_what_is_overdue_is_counted_in_the_quadrants_that_are_seen(
    filled: Session, filter_line: str, late: int
) -> None:
    assert task_grid.view(filled, filter_line).late_count == late
