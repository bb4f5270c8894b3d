"""The tasks room: four quadrants, one line for a new task, and everything a key away."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len
from textual import events
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Input

from salesops_tui.clock import FixedClock
from salesops_tui.domain.people import Person
from salesops_tui.domain.quadrants import Quadrant
from salesops_tui.domain.recurrences import Recurrence
from salesops_tui.domain.steps import Origin, StepKind
from salesops_tui.domain.tasks import CheckItem, Task, TaskState
from salesops_tui.errors import SalesopsError
from salesops_tui.services import deals, plan_templates, task_form
from salesops_tui.services.session import Session, close_session, open_session
from salesops_tui.services.tasks import add_tasks
from salesops_tui.settings import Settings
from salesops_tui.ui.dialogs.ask import AskScreen
from salesops_tui.ui.dialogs.pick import PickScreen
from salesops_tui.ui.dialogs.start_plan import StartPlanScreen
from salesops_tui.ui.dialogs.task_bulk import TaskBulkScreen
from salesops_tui.ui.dialogs.task_export import TaskExportScreen
from salesops_tui.ui.dialogs.task_form import TaskFormScreen
from salesops_tui.ui.screens.deal import DealScreen
from salesops_tui.ui.screens.pipeline import PipelineRoom
from salesops_tui.ui.screens.task import TaskScreen
from salesops_tui.ui.screens.tasks import TasksRoom
from salesops_tui.ui.widgets.quadrant_grid import QuadrantGrid
from salesops_tui.ui.widgets.question_panel import QuestionPanel
from salesops_tui.ui.widgets.quick_add_line import QuickAddLine
from tests.ui.conftest import OpenWorkbench, settle, text_of

MONDAY = date(2026, 11, 23)


def day(number: int) -> date:
    return MONDAY + timedelta(days=number)


TASKS = (
    Task("bid", "Bid closes", important=True, due_on=MONDAY, owner_id="li"),
    Task("contract", "Contract 合同", important=True, due_on=day(-4), owner_id="wang"),
    Task("plan", "Account plan", important=True, due_on=day(20)),
    Task("report", "Routine report", due_on=MONDAY, recurrence=Recurrence("FREQ=WEEKLY;BYDAY=MO"), series_id="report"),
    Task("tidy", "[@click=app.quit]Tidy[/]", checklist=(CheckItem("drawer"), CheckItem("shelf"))),
)


@pytest.fixture
def tasks_path(session: Session, clock: FixedClock) -> Path:
    """The workbook with five tasks."""
    opened = open_session(session.workbook.path, clock, Settings())
    with opened.workbook.step(StepKind.IMPORT, Origin.SCREEN, {"files": ["x"], "created": 1, "updated": 0}):
        opened.workbook.people.insert([Person("li", "李娜"), Person("wang", "Wang Min")])
    add_tasks(opened, TASKS, Origin.SCREEN)
    close_session(opened)
    return session.workbook.path


@contextmanager
def reading(path: Path, clock: FixedClock) -> Iterator[Session]:
    opened = open_session(path, clock, Settings())
    try:
        yield opened
    finally:
        close_session(opened)


def stored(path: Path, clock: FixedClock, task_id: str) -> Task:
    with reading(path, clock) as session:
        found = session.workbook.tasks.get(task_id)
        assert found is not None
        return found


NAMED = {
    "enter", "escape", "up", "down", "left", "right", "tab", "space", "home", "end", "plus", "minus", "asterisk", "slash",
    "equals_sign", "question_mark", "shift+left", "shift+right", "shift+tab", "ctrl+u", "ctrl+s",
}  # fmt: skip


async def press(pilot: Pilot[Any], *keys: str) -> None:
    """Press keys by their names; anything else is typed."""
    for key in keys:
        await pilot.press(*((key,) if key in NAMED else key))
        await settle(pilot)


def grid_of(pilot: Pilot[Any]) -> QuadrantGrid:
    return pilot.app.screen.query_one(QuadrantGrid)


def here(pilot: Pilot[Any]) -> str | None:
    chosen = grid_of(pilot).chosen
    return chosen.id if chosen is not None else None


def is_on(pilot: Pilot[Any], screen: type[Screen[Any]]) -> bool:
    return isinstance(pilot.app.screen, screen)


def titles(pilot: Pilot[Any]) -> list[str]:
    seen = grid_of(pilot).seen
    assert seen is not None
    return [row.title for part in seen.quadrants for row in part.rows]


async def test_four_opens_the_room_and_three_leads_back(open_workbench: OpenWorkbench, tasks_path: Path) -> None:
    async with open_workbench(path=tasks_path) as (pilot, _board):
        await press(pilot, "4")
        assert is_on(pilot, TasksRoom)
        text = text_of(pilot)
        for quadrant in ("1 Do now", "2 Schedule", "3 Delegate", "4 Drop or park"):
            assert quadrant in text
        assert "[@click=app.quit]Tidy[/]" in text
        await press(pilot, "3")
        assert is_on(pilot, PipelineRoom)
        await press(pilot, "4")
        assert is_on(pilot, TasksRoom)


async def test_the_name_of_a_room_can_be_clicked(open_workbench: OpenWorkbench, tasks_path: Path) -> None:
    async with open_workbench(path=tasks_path) as (pilot, _board):
        place = text_of(pilot).splitlines()[0].index("4 Tasks")
        await pilot.click("RoomStrip", offset=(place + 1, 0))
        await settle(pilot)
        assert is_on(pilot, TasksRoom)


async def test_what_is_open_over_a_room_is_there_again(open_workbench: OpenWorkbench, tasks_path: Path) -> None:
    async with open_workbench(path=tasks_path) as (pilot, _board):
        await press(pilot, "enter")
        assert is_on(pilot, DealScreen)
        await press(pilot, "4")
        assert is_on(pilot, TasksRoom)
        await press(pilot, "3")
        assert is_on(pilot, DealScreen)
        await press(pilot, "escape")


async def test_a_dialog_keeps_the_digits_for_itself(open_workbench: OpenWorkbench, tasks_path: Path) -> None:
    async with open_workbench(path=tasks_path) as (pilot, _board):
        await press(pilot, "question_mark", "4")
        assert not is_on(pilot, TasksRoom)


async def test_the_cursor_goes_through_all_quadrants(open_workbench: OpenWorkbench, tasks_path: Path) -> None:
    async with open_workbench(path=tasks_path) as (pilot, _board):
        await press(pilot, "4")
        assert here(pilot) == "contract"
        await press(pilot, "down")
        assert here(pilot) == "bid"
        await press(pilot, "right")
        assert here(pilot) == "plan"
        await press(pilot, "down")
        assert here(pilot) == "tidy"
        await press(pilot, "left")
        assert here(pilot) == "report"
        await press(pilot, "up")
        assert here(pilot) == "bid"
        await press(pilot, "tab", "tab")
        assert here(pilot) == "report"
        await press(pilot, "shift+tab", "home")
        assert here(pilot) == "plan"


async def test_at_eighty_cells_one_quadrant_is_seen_with_the_counts_of_all(
    open_workbench: OpenWorkbench, tasks_path: Path
) -> None:
    async with open_workbench((80, 24), path=tasks_path) as (pilot, _board):
        await press(pilot, "4")
        lines = text_of(pilot).splitlines()
        assert "1 Do now 2" in lines[2]
        assert "2 Schedule 1" in lines[2]
        assert "Account plan" not in text_of(pilot)
        await press(pilot, "right")
        assert "Account plan" in text_of(pilot)
        await pilot.click(QuadrantGrid, offset=(lines[2].index("3 Delegate") + 1, 0))
        await settle(pilot)
        assert here(pilot) == "report"


async def test_a_task_is_added_in_one_line_with_its_reading_below(
    open_workbench: OpenWorkbench, tasks_path: Path, clock: FixedClock
) -> None:
    async with open_workbench(path=tasks_path) as (pilot, _board):
        await press(pilot, "4", "a", "send the quote 2026-12-20 !! @李娜 #offer")
        assert "→ Schedule · due Sun 20 Dec 2026 · 李娜 · #offer" in text_of(pilot)
        await press(pilot, "enter")
        assert here(pilot) is not None
        assert "send the quote" in text_of(pilot)
        # The line stays open for the next one.
        await press(pilot, "and another", "enter", "escape", "u")
        assert "send the quote" in titles(pilot)
        assert "and another" not in titles(pilot)
    with reading(tasks_path, clock) as session:
        (task,) = [task for task in session.workbook.tasks.all() if task.title == "send the quote"]
        assert (task.due_on, task.important, task.owner_id, task.tags) == (date(2026, 12, 20), True, "li", ("offer",))


async def test_what_was_typed_is_there_when_the_line_opens_again(
    open_workbench: OpenWorkbench, tasks_path: Path
) -> None:
    async with open_workbench(path=tasks_path) as (pilot, _board):
        await press(pilot, "4", "a", "call the bank 2026-12-20", "escape")
        assert not pilot.app.screen.query_one(QuickAddLine).display
        await press(pilot, "a")
        assert "call the bank 2026-12-20" in text_of(pilot)
        assert "due Sun 20 Dec 2026" in text_of(pilot)


async def test_a_line_that_is_refused_stays(open_workbench: OpenWorkbench, tasks_path: Path) -> None:
    async with open_workbench(path=tasks_path) as (pilot, _board):
        await press(pilot, "4", "a", "fri 3pm")
        assert "what is to be done?" in text_of(pilot)
        await press(pilot, "enter")
        assert pilot.app.screen.query_one(QuickAddLine).text == "fri 3pm"


async def test_where_several_are_meant_it_asks(
    open_workbench: OpenWorkbench, tasks_path: Path, clock: FixedClock
) -> None:
    async with open_workbench(path=tasks_path) as (pilot, _board):
        await press(pilot, "4", "a", "call @wang", "enter")
        assert is_on(pilot, PickScreen)
        await press(pilot, "down", "enter")
    with reading(tasks_path, clock) as session:
        (task,) = [task for task in session.workbook.tasks.all() if task.title == "call @wang"]
        assert task.owner_id == "wang"


async def test_several_pasted_lines_are_several_tasks(open_workbench: OpenWorkbench, tasks_path: Path) -> None:
    async with open_workbench(path=tasks_path) as (pilot, _board):
        await press(pilot, "4", "a")
        assert pilot.app.focused is not None
        await pilot.press(*"typed")
        pilot.app.focused.post_message(events.Paste("first thing\n\nsecond thing 周五\n"))
        await settle(pilot)
        assert "3 lines: enter adds 3 tasks" in text_of(pilot)
        await press(pilot, "escape", "a")
        assert "3 lines: enter adds 3 tasks" in text_of(pilot)
        await press(pilot, "enter", "escape")
        assert "typed" in text_of(pilot)
        assert "first thing" in text_of(pilot)
        assert "second thing" in text_of(pilot)


async def test_shift_and_an_arrow_move_a_task_and_say_what_changed(
    open_workbench: OpenWorkbench, tasks_path: Path, clock: FixedClock
) -> None:
    async with open_workbench(path=tasks_path) as (pilot, _board):
        await press(pilot, "4", "right", "shift+left")
        assert (here(pilot), grid_of(pilot).quadrant) == ("plan", Quadrant.DO)
        assert "urgent until 13 Dec" in text_of(pilot)
    assert stored(tasks_path, clock, "plan").urgent is True


async def test_what_a_quadrant_needs_is_asked_for(
    open_workbench: OpenWorkbench, tasks_path: Path, clock: FixedClock
) -> None:
    async with open_workbench(path=tasks_path) as (pilot, _board):
        await press(pilot, "4", "tab", "tab", "tab")
        assert here(pilot) == "tidy"
        await press(pilot, "m", "2")
        assert is_on(pilot, AskScreen)
        await press(pilot, "escape")
        assert grid_of(pilot).quadrant is Quadrant.DROP
        await press(pilot, "m", "2", "3")
        assert (here(pilot), grid_of(pilot).quadrant) == ("tidy", Quadrant.SCHEDULE)
        assert "due 30 Nov" in text_of(pilot)
    assert stored(tasks_path, clock, "tidy").due_on == date(2026, 11, 30)


async def test_into_delegate_somebody_gets_it_with_a_day_to_ask(
    open_workbench: OpenWorkbench, tasks_path: Path, clock: FixedClock
) -> None:
    async with open_workbench(path=tasks_path) as (pilot, _board):
        await press(pilot, "4", "m", "3", "wang m", "enter", "2")
        assert grid_of(pilot).quadrant is Quadrant.DELEGATE
    task = stored(tasks_path, clock, "contract")
    assert (task.delegate_id, task.follow_up_on, task.state) == ("wang", day(1), TaskState.WAITING)
    assert not task.important


async def test_into_the_last_quadrant_it_is_dropped_or_parked(
    open_workbench: OpenWorkbench, tasks_path: Path, clock: FixedClock
) -> None:
    async with open_workbench(path=tasks_path) as (pilot, _board):
        await press(pilot, "4", "m", "4", "2", "1")
    assert stored(tasks_path, clock, "contract").start_on == date(2026, 11, 30)


async def test_marked_tasks_move_together_and_undo_takes_back_all(
    open_workbench: OpenWorkbench, tasks_path: Path, clock: FixedClock
) -> None:
    async with open_workbench(path=tasks_path) as (pilot, _board):
        await press(pilot, "4", "space", "space", "shift+right")
        assert [part.count for part in grid_of(pilot).seen.quadrants][:2] == [0, 3]  # type: ignore[union-attr]
        assert grid_of(pilot).marked == {}
        await press(pilot, "u")
        assert [part.count for part in grid_of(pilot).seen.quadrants][:2] == [2, 1]  # type: ignore[union-attr]


async def test_a_task_is_dragged_to_another_quadrant(
    open_workbench: OpenWorkbench, tasks_path: Path, clock: FixedClock
) -> None:
    async with open_workbench(path=tasks_path) as (pilot, _board):
        await press(pilot, "4")
        await pilot.mouse_down(QuadrantGrid, offset=(10, 2))
        await pilot.hover(QuadrantGrid, offset=(90, 4))
        assert "Contract 合同 → Schedule" in text_of(pilot)
        await pilot.mouse_up(QuadrantGrid, offset=(90, 4))
        await settle(pilot)
    assert not stored(tasks_path, clock, "contract").urgent
    assert stored(tasks_path, clock, "contract").due_on == day(3)


async def test_a_second_click_opens_it(open_workbench: OpenWorkbench, tasks_path: Path) -> None:
    async with open_workbench(path=tasks_path) as (pilot, _board):
        await press(pilot, "4")
        await pilot.click(QuadrantGrid, offset=(10, 3))
        await settle(pilot)
        assert here(pilot) == "bid"
        await pilot.click(QuadrantGrid, offset=(10, 3))
        await settle(pilot)
        assert is_on(pilot, TaskScreen)


async def test_done_dropped_and_open_again(open_workbench: OpenWorkbench, tasks_path: Path, clock: FixedClock) -> None:
    async with open_workbench(path=tasks_path) as (pilot, _board):
        await press(pilot, "4", "plus")
        assert "Done: Contract 合同" in text_of(pilot)
        await press(pilot, "minus", "d")
        text = text_of(pilot)
        done, dropped = (
            next(line for line in text.splitlines() if title in line) for title in ("Contract 合同", "Bid closes")
        )
        assert ("dropped" in done, "dropped" in dropped) == (False, True)
        await press(pilot, "asterisk", "b")
        assert here(pilot) is not None
    states = {stored(tasks_path, clock, task).state for task in ("bid", "contract")}
    assert TaskState.OPEN in states


async def test_one_that_recurs_says_when_it_comes_again(open_workbench: OpenWorkbench, tasks_path: Path) -> None:
    async with open_workbench(path=tasks_path) as (pilot, _board):
        await press(pilot, "4", "tab", "tab", "plus")
        assert "Done: Routine report · again 30 Nov" in text_of(pilot)


async def test_a_rhythm_is_given_and_taken(open_workbench: OpenWorkbench, tasks_path: Path, clock: FixedClock) -> None:
    async with open_workbench(path=tasks_path) as (pilot, _board):
        await press(pilot, "4", "r", "every 2 weeks on fri", "enter")
        assert "↻" in text_of(pilot)
        await press(pilot, "r", "4")
    assert stored(tasks_path, clock, "contract").recurrence is None


async def test_put_off_and_parked(open_workbench: OpenWorkbench, tasks_path: Path, clock: FixedClock) -> None:
    async with open_workbench(path=tasks_path) as (pilot, _board):
        await press(pilot, "4", "p", "0", "2026-12-24", "enter")
        assert stored(tasks_path, clock, "contract").due_on == date(2026, 12, 24)
        await press(pilot, "z", "1")
    assert stored(tasks_path, clock, "contract").start_on == date(2026, 11, 30)


async def test_one_filter_line_narrows_all(open_workbench: OpenWorkbench, tasks_path: Path) -> None:
    async with open_workbench(path=tasks_path) as (pilot, _board):
        await press(pilot, "4", "slash", "@wang", "enter")
        text = text_of(pilot)
        assert "1 of 5" in text
        assert "Contract" in text
        assert "Bid closes" not in text
        assert "nothing here under this filter" in text
        await press(pilot, "escape")
        assert "Bid closes" in text_of(pilot)


async def test_a_filter_is_kept_under_a_name(open_workbench: OpenWorkbench, tasks_path: Path) -> None:
    async with open_workbench(path=tasks_path) as (pilot, _board):
        await press(pilot, "4", "slash", "@wang", "enter", "j", "Min's", "enter", "escape")
        assert "Bid closes" in text_of(pilot)
        await press(pilot, "j")
        assert "/ @wang" in text_of(pilot)
        await press(pilot, "enter")
        assert "Bid closes" not in text_of(pilot)


async def test_every_view_is_a_letter_away(open_workbench: OpenWorkbench, tasks_path: Path) -> None:
    async with open_workbench(path=tasks_path) as (pilot, _board):
        await press(pilot, "4", "t")
        assert "Overdue" in text_of(pilot)
        await press(pilot, "g")
        assert "Nobody" in text_of(pilot)
        await press(pilot, "d")
        assert "Nothing was done or dropped in this week" in text_of(pilot)
        await press(pilot, "f")
        assert "Where the work went" in text_of(pilot)
        assert "n/a" in text_of(pilot)
        await press(pilot, "equals_sign")
        assert "important and not urgent" in text_of(pilot)
        await press(pilot, "escape", "o")
        assert "No plan has been started" in text_of(pilot)
        await press(pilot, "v")
        assert "1 Do now" in text_of(pilot)


async def test_the_cursor_stays_with_its_task_through_the_views(
    open_workbench: OpenWorkbench, tasks_path: Path
) -> None:
    async with open_workbench(path=tasks_path) as (pilot, _board):
        await press(pilot, "4", "right", "t")
        room = pilot.app.screen
        assert isinstance(room, TasksRoom)
        assert room.view.record_id == "plan"
        await press(pilot, "b")
        assert here(pilot) == "plan"


async def test_the_page_shows_the_task_and_its_checklist_is_ticked(
    open_workbench: OpenWorkbench, tasks_path: Path, clock: FixedClock
) -> None:
    async with open_workbench((120, 40), path=tasks_path) as (pilot, _board):
        await press(pilot, "4", "tab", "tab", "tab", "enter")
        assert is_on(pilot, TaskScreen)
        assert "0/2" in text_of(pilot)
        await press(pilot, "end", "space")
        assert "1/2" in text_of(pilot)
        await press(pilot, "plus", "escape")
        assert is_on(pilot, TasksRoom)
    task = stored(tasks_path, clock, "tidy")
    assert ([item.done for item in task.checklist], task.state) == ([False, True], TaskState.DONE)


async def test_the_page_closes_when_its_task_is_undone(open_workbench: OpenWorkbench, tasks_path: Path) -> None:
    async with open_workbench(path=tasks_path) as (pilot, _board):
        await press(pilot, "4", "a", "only for a moment !!", "enter", "escape", "enter")
        assert is_on(pilot, TaskScreen)
        await press(pilot, "u")
        assert is_on(pilot, TasksRoom)


async def test_the_form_refuses_by_field_and_keeps_what_was_typed(
    open_workbench: OpenWorkbench, tasks_path: Path, clock: FixedClock
) -> None:
    async with open_workbench((120, 40), path=tasks_path) as (pilot, _board):
        await press(pilot, "4", "e")
        form = pilot.app.screen
        assert isinstance(form, TaskFormScreen)
        await press(pilot, "end", " now", "tab", "tab", "31 Nov", "enter")
        assert "is no date" in text_of(pilot)
        assert pilot.app.focused is not None
        assert pilot.app.focused.id == "due_on"
        await press(pilot, "escape", "e")
        assert "what you had typed" in text_of(pilot)
        await press(pilot, "tab", "tab", "ctrl+u", "2026-12-24", "ctrl+s")
        assert is_on(pilot, TasksRoom)
    task = stored(tasks_path, clock, "contract")
    assert (task.title, task.due_on) == ("Contract 合同 now", date(2026, 12, 24))


async def test_several_are_edited_together(open_workbench: OpenWorkbench, tasks_path: Path, clock: FixedClock) -> None:
    async with open_workbench(path=tasks_path) as (pilot, _board):
        await press(pilot, "4", "space", "space", "e")
        assert is_on(pilot, TaskBulkScreen)
        await press(pilot, "李娜", "tab", "2026-12-24", "enter")
        assert "2 tasks changed" in text_of(pilot)
    assert {stored(tasks_path, clock, task).owner_id for task in ("bid", "contract")} == {"li"}


async def test_a_plan_is_started_with_its_dates_in_sight(
    open_workbench: OpenWorkbench, tasks_path: Path, clock: FixedClock
) -> None:
    async with open_workbench((120, 40), path=tasks_path) as (pilot, _board):
        await press(pilot, "4", "o", "a")
        assert is_on(pilot, StartPlanScreen)
        await press(pilot, "enter", "down", "enter", "tab", "Model X", "tab", "2026-12-14")
        assert "Mon 4 Jan 2027" in text_of(pilot)
        await press(pilot, "enter")
        text = text_of(pilot)
        assert "Model X" in text
        assert "0/15" in text
        await press(pilot, "p", "ctrl+u", "2026-12-21", "enter")
        assert "15 dates moved" in text_of(pilot)
        await press(pilot, "minus")
        assert "15 tasks dropped" in text_of(pilot)
        await press(pilot, "u", "u")
        assert "Mon 14 Dec 2026" in text_of(pilot)


async def test_the_tasks_are_written_to_a_file(
    open_workbench: OpenWorkbench, tasks_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with open_workbench(path=tasks_path) as (pilot, _board):
        await press(pilot, "4", "x")
        assert is_on(pilot, TaskExportScreen)
        await press(pilot, *["down"] * 6, "enter")
        for _round in range(20):
            await settle(pilot)
            if is_on(pilot, TasksRoom):
                break
    (written,) = tmp_path.glob("*.todo.txt")
    assert "(A) 2026-11-23 Bid closes @李娜 due:2026-11-23" in written.read_text(encoding="utf-8")


async def test_an_empty_room_says_what_to_do(open_workbench: OpenWorkbench) -> None:
    async with open_workbench() as (pilot, _board):
        await press(pilot, "4")
        assert "a adds a task" in text_of(pilot)
        await press(pilot, "enter")
        assert "There is no task" not in text_of(pilot)
        await press(pilot, "plus")
        assert "There is no task under the cursor." in text_of(pilot)


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (200, 60)])
@pytest.mark.parametrize("language", ["en", "zh_Hans"])
async def test_every_line_fills_the_screen_exactly(
    open_workbench: OpenWorkbench, tasks_path: Path, size: tuple[int, int], language: str
) -> None:
    async with open_workbench(size, language, tasks_path) as (pilot, _board):
        await press(pilot, "4")
        for view in ("b", "t", "f", "o"):
            await press(pilot, view)
            for strip in pilot.app.screen._compositor.render_strips():
                assert cell_len(strip.text) == size[0]


async def test_what_the_command_line_adds_appears(
    open_workbench: OpenWorkbench, tasks_path: Path, clock: FixedClock
) -> None:
    async with open_workbench(path=tasks_path) as (pilot, _board):
        await press(pilot, "4")
        with reading(tasks_path, clock) as session:
            add_tasks(session, [replace(TASKS[0], id="other", title="From elsewhere")], Origin.COMMAND_LINE)
        room = pilot.app.screen
        assert isinstance(room, TasksRoom)
        await room._look()
        await settle(pilot)
        assert "From elsewhere" in text_of(pilot)


def refuse(*_arguments: object, **_named: object) -> None:
    """Stands for a service that fails; the file is named as somebody might have named it."""
    raise SalesopsError("The file “\x1b[2J[b]x[/]” cannot be read.")


@pytest.fixture
def many_path(tasks_path: Path, clock: FixedClock) -> Path:
    """The workbook with more tasks than are brought at once."""
    with reading(tasks_path, clock) as session:
        add_tasks(session, [replace(TASKS[0], id=f"n{number:03}") for number in range(240)], Origin.SCREEN)
    return tasks_path


@pytest.mark.parametrize(
    ("view", "service"),
    [
        ("b", "salesops_tui.services.task_grid.rows"),
        ("t", "salesops_tui.ui.views.task_rows_view.described"),
    ],
)
async def test_tasks_that_cannot_be_fetched_while_scrolling_are_told_and_nothing_ends(
    open_workbench: OpenWorkbench, many_path: Path, monkeypatch: pytest.MonkeyPatch, view: str, service: str
) -> None:
    async with open_workbench(path=many_path) as (pilot, _board):
        await press(pilot, "4", view)
        monkeypatch.setattr(service, refuse)
        await press(pilot, "end")
        assert "The file “�[2J[b]x[/]” cannot be read." in text_of(pilot)
        assert is_on(pilot, TasksRoom)


async def test_several_cannot_be_edited_while_the_workbook_cannot_be_read_and_that_is_told(
    open_workbench: OpenWorkbench, tasks_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_workbench(path=tasks_path) as (pilot, _board):
        await press(pilot, "4", "space", "space")
        monkeypatch.setattr(deals, "choices", refuse)
        await press(pilot, "e")
        assert "cannot be read" in text_of(pilot)
        assert is_on(pilot, TasksRoom)


@pytest.mark.parametrize(("marks", "service"), [(0, "save_form"), (2, "edit_tasks")])
async def test_what_a_form_refuses_sends_nothing_to_the_terminal(
    open_workbench: OpenWorkbench, tasks_path: Path, monkeypatch: pytest.MonkeyPatch, marks: int, service: str
) -> None:
    async with open_workbench(path=tasks_path) as (pilot, _board):
        await press(pilot, "4", *["space"] * marks, "e")
        monkeypatch.setattr(task_form, service, refuse)
        await press(pilot, "ctrl+s")
        assert "The file “�[2J[b]x[/]” cannot be read." in text_of(pilot)


async def test_what_a_question_refuses_sends_nothing_to_the_terminal(
    open_workbench: OpenWorkbench, tasks_path: Path
) -> None:
    async with open_workbench(path=tasks_path) as (pilot, _board):
        await press(pilot, "4", "p", "0")
        pilot.app.screen.query_one(QuestionPanel).query_one(Input).value = "\x1b[2J"
        await press(pilot, "enter")
        assert "“�[2J” is no date" in text_of(pilot)


async def test_templates_are_read_where_the_workbook_is_not_where_the_screen_is_drawn(
    open_workbench: OpenWorkbench, tasks_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read, threads = plan_templates.templates, list[threading.Thread]()

    def watched() -> plan_templates.Templates:
        threads.append(threading.current_thread())
        return read()

    async with open_workbench(path=tasks_path) as (pilot, _board):
        await press(pilot, "4", "o")
        monkeypatch.setattr(plan_templates, "templates", watched)
        await press(pilot, "a")
        assert is_on(pilot, StartPlanScreen)
    assert threads
    assert threading.main_thread() not in threads
