"""Tasks out into other programs' files and in again.

What each format cannot say, and so does not bring back, stands in ``LOST``.
"""

from __future__ import annotations

import csv
import io
import json
import time as clock_module
from dataclasses import fields, replace
from datetime import date, time
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from salesops_tui import i18n
from salesops_tui.clock import FixedClock
from salesops_tui.domain.days import EARLIEST
from salesops_tui.domain.people import Person
from salesops_tui.domain.quadrants import Quadrant
from salesops_tui.domain.recurrences import Recurrence
from salesops_tui.domain.steps import Origin, StepKind
from salesops_tui.domain.task_entries import TaskEntry
from salesops_tui.domain.tasks import CheckItem, Task, TaskState
from salesops_tui.exporting.kinds import Format
from salesops_tui.exporting.task_files.contents import content
from salesops_tui.exporting.task_files.kinds import TaskFormat
from salesops_tui.importing.failures import FileRefused
from salesops_tui.services.deals import DealForm, add_deal
from salesops_tui.services.session import Session
from salesops_tui.services.task_exchange import told
from salesops_tui.services.task_words import quadrant_title
from salesops_tui.services.tasks import add_tasks
from salesops_tui.storage.repositories.task_lists import TaskLists
from tests.services.helpers import Desk, new_desk

HERE = Origin.SCREEN
TITLES = {quadrant: quadrant_title(quadrant) for quadrant in Quadrant}

# The identifier becomes another system's; deal and account are one thing to most; a quadrant follows from the rest.
_ALWAYS: Final = {"id", "account", "quadrant"}
LOST: Final = {
    TaskFormat.ICALENDAR: _ALWAYS,
    TaskFormat.TODO_TXT: _ALWAYS | {"due_at", "estimate", "delegate", "follow_up_on", "checklist", "note"},
    TaskFormat.TASKWARRIOR: _ALWAYS,
    TaskFormat.TODOIST: _ALWAYS | {"start_on", "created_on", "delegate", "follow_up_on", "deal", "recurrence", "note"},
    TaskFormat.TRELLO: _ALWAYS | {"created_on", "estimate", "delegate", "follow_up_on", "deal", "recurrence"},
}

TASKS = (
    Task(
        "1",
        "Send the quote",
        important=True,
        due_on=date(2026, 12, 1),
        due_at=time(15, 30),
        start_on=date(2026, 11, 27),
        estimate=90,
        owner_id="li",
        tags=("quote", "谈判"),
        checklist=(CheckItem("figures", True), CheckItem("words")),
        note="two\nlines",
        created_on=date(2026, 11, 20),
        recurrence=Recurrence("FREQ=WEEKLY;INTERVAL=2"),
    ),
    Task("2", "给华东医药报价 120万", owner_id="wang", created_on=date(2026, 11, 21)),
    Task("3", "[@click=app.quit]x[/] =1+1", due_on=date(2026, 11, 24), created_on=date(2026, 11, 21)),
)


@pytest.fixture
def filled(desk: Desk) -> Session:
    """Three open tasks, one of them of a deal."""
    session = desk.session
    with session.workbook.step(StepKind.IMPORT, HERE, {"files": ["x"], "created": 1, "updated": 0}):
        session.workbook.people.insert([Person("li", "Li Na"), Person("wang", "王伟")])
    deal = add_deal(session, DealForm("ERP rollout", "Huadong Pharma", "Li Na", "contact", "1000"), HERE)
    add_tasks(session, [replace(TASKS[0], deal_id=deal), *TASKS[1:]], HERE)
    return session


def by_title(session: Session) -> dict[str, TaskEntry]:
    return {entry.title: entry for entry in told(session, "").entries}


@pytest.mark.parametrize("kind", TaskFormat)
def test_what_goes_out_comes_in_again_as_far_as_the_format_can_say(
    filled: Session, kind: TaskFormat, tmp_path: Path, blank_workbook: Path, clock: FixedClock
) -> None:
    path = tmp_path / "tasks"
    path.write_bytes(content(told(filled, ""), kind, TITLES))
    before = by_title(filled)
    with new_desk(blank_workbook, clock) as other:
        if kind is not TaskFormat.TODOIST:
            add_deal(other.session, DealForm("ERP rollout", "Huadong Pharma", "Li Na", "contact", "1000"), HERE)
        outcome = other.bring(path)
        assert [file.source for file in outcome.files] != ["crm"]
        after = by_title(other.session)
        assert after.keys() == before.keys()
        kept = {field.name for field in fields(TaskEntry)} - LOST[kind]
        for title, entry in before.items():
            for name in sorted(kept):
                expected = getattr(entry, name)
                if name == "recurrence" and expected is not None:
                    # Read in, a rhythm is anchored in its due date: 1 December is a Tuesday.
                    expected = Recurrence("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU")
                if kind is TaskFormat.TODOIST and name == "checklist":
                    # It has no ended lines.
                    expected = tuple(item for item in expected if not item.done)
                if kind in (TaskFormat.TODO_TXT, TaskFormat.TODOIST, TaskFormat.TRELLO) and name == "important":
                    expected = entry.quadrant in (Quadrant.DO, Quadrant.SCHEDULE)
                assert getattr(after[title], name) == expected, (title, name)
        # Brought in again, nothing is doubled.
        assert other.bring(path).step is None
        assert len(other.session.workbook.tasks.all()) == 3


def test_ended_tasks_keep_their_end(filled: Session, tmp_path: Path, blank_workbook: Path, clock: FixedClock) -> None:
    ended = [
        Task("8", "Done", state=TaskState.DONE, done_on=date(2026, 11, 20), created_on=date(2026, 11, 1)),
        Task("9", "Dropped", state=TaskState.DROPPED, done_on=date(2026, 11, 21), created_on=date(2026, 11, 1)),
    ]
    add_tasks(filled, ended, HERE)
    found = told(filled, "", ended=True)
    for kind in (TaskFormat.ICALENDAR, TaskFormat.TASKWARRIOR, TaskFormat.TODO_TXT):
        path = tmp_path / kind.value
        path.write_bytes(content(found, kind, TITLES))
        with new_desk(blank_workbook, clock) as other:
            other.bring(path)
            states = {task.title: task.state for task in other.session.workbook.tasks.all()}
            assert states == {"Done": TaskState.DONE, "Dropped": TaskState.DROPPED}, kind


def test_how_a_task_ended_is_told_where_a_format_has_a_sign_for_it(filled: Session) -> None:
    ended = [
        Task("8", "Done", state=TaskState.DONE, done_on=date(2026, 11, 20)),
        Task("9", "Dropped", state=TaskState.DROPPED, done_on=date(2026, 11, 21)),
    ]
    add_tasks(filled, ended, HERE)
    found = told(filled, "", ended=True)
    markdown = content(found, Format.MARKDOWN, TITLES).decode()
    assert ("- [x] Done" in markdown, "- [-] Dropped" in markdown) == (True, True)
    cards = json.loads(content(found, TaskFormat.TRELLO, TITLES))["cards"]
    assert [(card["name"], card["dueComplete"], card["closed"]) for card in cards] == [
        ("Dropped", False, True),
        ("Done", True, False),
    ]


@pytest.mark.parametrize(("ended", "asked"), [(True, "ended"), (False, "named")])
def test_the_workbook_is_asked_once_for_what_is_told_twice(
    ended: bool, asked: str, filled: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_tasks(filled, [Task("8", "Done", state=TaskState.DONE, done_on=EARLIEST)], HERE)
    ask, times = getattr(TaskLists, asked), []

    def counted(*arguments: Any) -> Any:
        times.append(arguments)
        return ask(*arguments)

    monkeypatch.setattr(TaskLists, asked, counted)
    found = told(filled, "", ended=ended)
    assert len(times) == 1
    place = [column.key for column in found.sheet.columns].index("title")
    assert [entry.title for entry in found.entries] == [row[place] for row in found.sheet.rows]
    assert len(found.entries) == (1 if ended else 3)


@pytest.mark.parametrize("zone", ["America/Los_Angeles", "Asia/Shanghai"])
def test_the_day_a_task_was_written_is_the_same_in_icalendar_wherever_it_is_read(
    zone: str, filled: Session, tmp_path: Path, blank_workbook: Path, clock: FixedClock
) -> None:
    path = tmp_path / "tasks.ics"
    path.write_bytes(content(told(filled, ""), TaskFormat.ICALENDAR, TITLES))
    with new_desk(blank_workbook, FixedClock.on(clock.today(), ZoneInfo(zone))) as other:
        other.bring(path)
        assert by_title(other.session)["Send the quote"].created_on == date(2026, 11, 20)


def test_icalendar_is_read_by_its_own_library(filled: Session) -> None:
    calendar = Calendar.from_ical(content(told(filled, ""), TaskFormat.ICALENDAR, TITLES).decode())
    todos = {str(todo["summary"]): todo for todo in calendar.walk("VTODO")}
    quote = todos["Send the quote"]
    assert (str(quote["status"]), str(quote["priority"])) == ("NEEDS-ACTION", "3")
    assert quote["rrule"].to_ical() == b"FREQ=WEEKLY;INTERVAL=2"
    assert todos["给华东医药报价 120万"].get("due") is None


def test_a_spreadsheet_computes_nothing_of_it(filled: Session) -> None:
    add_tasks(filled, [Task("5", "=1+1")], HERE)
    lines = list(csv.reader(io.StringIO(content(told(filled, ""), TaskFormat.TODOIST, TITLES).decode())))
    assert "'=1+1" in [line[1] for line in lines]
    assert "'=1+1" in content(told(filled, ""), Format.CSV, TITLES).decode()


def test_markdown_is_a_checklist_by_quadrant(filled: Session) -> None:
    text = content(told(filled, ""), Format.MARKDOWN, TITLES).decode()
    assert "## 2 Schedule\n\n- [ ] Send the quote · 2026-12-01 · Li Na · ERP rollout" in text
    assert "  - [x] figures" in text
    assert "\\[@click=app.quit\\]x\\[/\\]" in text


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_our_own_csv_comes_in_again(
    language: str, filled: Session, tmp_path: Path, blank_workbook: Path, clock: FixedClock
) -> None:
    i18n.set_language(language)
    path = tmp_path / "tasks.csv"
    path.write_bytes(content(told(filled, ""), Format.CSV, TITLES))
    with new_desk(blank_workbook, clock) as other:
        other.bring(path)
        found = by_title(other.session)["Send the quote"]
        assert (found.owner, found.due_on, [tag.lstrip("#") for tag in found.tags]) == (
            "Li Na", date(2026, 12, 1), ["quote #谈判"],
        )  # fmt: skip
        assert found.state is TaskState.OPEN


def test_a_task_that_a_file_calls_done_without_a_day_ended_by_today_or_when_it_was_due(
    desk: Desk, tmp_path: Path
) -> None:
    def bring(*rows: str) -> dict[str, date | None]:
        (tmp_path / "tasks.csv").write_text("\n".join(("Task ID,Task,Due,State", *rows)), "utf-8")
        desk.bring(tmp_path / "tasks.csv")
        return {task.title: task.done_on for task in desk.session.workbook.tasks.all()}

    today = desk.session.clock.today()
    assert bring("1,Quote,2026-11-20,open", "2,Call,2026-11-20,done", "3,Demo,2026-12-20,dropped", "4,Visit,,done") == {
        "Quote": None, "Call": date(2026, 11, 20), "Demo": today, "Visit": today,
    }  # fmt: skip
    assert bring("1,Quote,2026-11-20,done", "2,Call,2026-11-19,done", "3,Demo,2026-12-20,open") == {
        "Quote": today, "Call": date(2026, 11, 20), "Demo": None, "Visit": today,
    }  # fmt: skip


ICS = "BEGIN:VCALENDAR\nVERSION:2.0\n{}END:VCALENDAR\n"


@pytest.mark.parametrize(
    ("text", "told_"),
    [
        ('[{"description": "a", "status": "pending"},\n {"description": ', "broken in line 2"),
        ('[{"description": "a", "status": "pending"}, 3]', "no list of tasks"),
        ('{"lists": [], "cards": []}', "without cards"),
        ('{"lists": [], "cards": ', "broken in line 1"),
        (ICS.format("BEGIN:VEVENT\nSUMMARY:x\nUID:1\nEND:VEVENT\n"), "no to-dos"),
        ("BEGIN:VCALENDAR\nBEGIN:VTODO\nEND:VCALENDAR\n", "iCalendar"),
        ('[{"description": ' + "[" * 100_000 + ', "status": 1', "nested too deeply"),
    ],
)
def test_a_broken_file_is_refused_in_words_and_nothing_comes_in(desk: Desk, text: str, told_: str) -> None:
    path = desk.folder / "tasks"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(FileRefused, match=told_):
        desk.bring(path)
    assert desk.session.workbook.tasks.all() == []


def test_a_rule_that_cannot_be_kept_is_told_and_stays_in_the_note(desk: Desk) -> None:
    path = desk.folder / "tasks.ics"
    todo = "BEGIN:VTODO\nUID:1\nSUMMARY:Report\nDUE;VALUE=DATE:20261201\nRRULE:FREQ=WEEKLY;COUNT=3\nEND:VTODO\n"
    path.write_text(ICS.format(todo), encoding="utf-8")
    (verdict,) = desk.bring(path).files[0].rows
    assert any("COUNT=3" in note for note in verdict.notes)
    (task,) = desk.session.workbook.tasks.all()
    assert (task.recurrence, task.note) == (None, "Repeats: FREQ=WEEKLY;COUNT=3")


def test_taskwarriors_own_export_is_read(desk: Desk) -> None:
    path = desk.folder / "export.json"
    path.write_text(
        json.dumps(
            [
                {"uuid": "u1", "description": "Call", "status": "pending", "entry": "20261101T080000Z", "priority": "H",
                 "due": "20261201T000000", "recur": "weekly", "tags": ["a"], "annotations": [{"description": "why"}]},
                {"uuid": "u2", "description": "Template", "status": "recurring", "entry": "20261101T080000Z"},
                {"uuid": "u3", "description": "\u001b[31mred", "status": "deleted", "entry": "99991231T000000Z"},
            ]
        ),
        encoding="utf-8",
    )  # fmt: skip
    desk.bring(path)
    tasks = {task.title: task for task in desk.session.workbook.tasks.all()}
    assert tasks["Call"].recurrence == Recurrence("FREQ=WEEKLY;BYDAY=TU")
    assert (tasks["Call"].important, tasks["Call"].note, tasks["Call"].external_id) == (True, "why", "u1")
    assert "Template" not in tasks


def test_what_has_changed_over_there_is_updated_here(desk: Desk) -> None:
    path = desk.folder / "todo.txt"
    path.write_text("(A) 2026-11-01 Call Huadong @Li_Na due:2026-12-01\n(C) Tidy up due:2026-12-02\n", encoding="utf-8")
    desk.bring(path)
    path.write_text(
        "(A) 2026-11-01 Call Huadong @Li_Na due:2026-12-08\nx 2026-11-22 Tidy up due:2026-12-02\n", encoding="utf-8"
    )
    desk.bring(path)
    tasks = {task.title: task for task in desk.session.workbook.tasks.all()}
    assert tasks["Call Huadong"].due_on == date(2026, 12, 8)
    assert tasks["Tidy up"].state is TaskState.DONE
    assert len(tasks) == 2


def test_a_file_of_tasks_is_known_by_what_is_in_it_not_by_its_name(desk: Desk) -> None:
    table = desk.write(("D1", "ERP", "Acme", "Li Na", "contact", "100", "CNY", "2026-12-01"), name="todo.txt")
    assert desk.bring(table).files[0].kind == "deals"


ICAL = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//x//x//EN
BEGIN:VTODO
UID:a
UID:b
SUMMARY:Call
SUMMARY:Write
PRIORITY:1
PRIORITY:9
DUE:20261127T230000Z
END:VTODO
END:VCALENDAR
"""
TRELLO = {"lists": [], "cards": [{"id": "c", "name": "Call", "due": "2026-11-27T23:00:00.000Z"}]}
TASKWARRIOR = [{"uuid": "u", "description": "Call", "status": "pending", "due": "20261127T230000Z"}]


@pytest.mark.parametrize(
    ("name", "text"),
    [("x.ics", ICAL), ("x.json", json.dumps(TRELLO)), ("y.json", json.dumps(TASKWARRIOR))],
)
def test_a_universal_time_becomes_the_persons_own_whatever_zone_the_computer_is_in(
    desk: Desk, name: str, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The desk stands in Shanghai, eight hours ahead: eleven at night is seven the next morning."""
    monkeypatch.setenv("TZ", "America/New_York")
    clock_module.tzset()
    try:
        path = desk.folder / name
        path.write_text(text, encoding="utf-8")
        desk.bring(path)
    finally:
        monkeypatch.undo()
        clock_module.tzset()
    (task,) = desk.session.workbook.tasks.all()
    assert (task.title, task.due_on, task.due_at) == ("Call", date(2026, 11, 28), time(7))


def test_a_day_that_taskwarrior_writes_as_a_universal_time_is_the_persons_day(desk: Desk) -> None:
    """Midnight in Shanghai is four in the afternoon of the day before at Greenwich."""
    path = desk.folder / "x.json"
    days = {"entry": 9, "scheduled": 10, "end": 13}
    ended = {name: f"202611{day:02}T160000Z" for name, day in days.items()}
    asked = {"uuid": "w", "description": "Ask", "status": "waiting", "wait": "20261126T160000Z"}
    path.write_text(
        json.dumps([{"uuid": "u", "description": "Call", "status": "completed", **ended}, asked]), encoding="utf-8"
    )
    desk.bring(path)
    tasks = {task.title: task for task in desk.session.workbook.tasks.all()}
    call = tasks["Call"]
    assert (call.created_on, call.start_on, call.done_on) == (
        date(2026, 11, 10),
        date(2026, 11, 11),
        date(2026, 11, 14),
    )
    assert tasks["Ask"].follow_up_on == date(2026, 11, 27)


def test_of_a_property_that_is_there_twice_the_first_counts(desk: Desk) -> None:
    path = desk.folder / "x.ics"
    path.write_text(ICAL, encoding="utf-8")
    desk.bring(path)
    (task,) = desk.session.workbook.tasks.all()
    assert (task.title, task.external_id, task.important) == ("Call", "a", True)
