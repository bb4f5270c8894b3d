"""Every command can be given while a Chinese input method is on, and no key means two things in one place."""

from __future__ import annotations

import pytest

from salesops_tui.ui import (
    commands,
    meeting_commands,
    standup_commands,
    target_commands,
    task_commands,
    view_commands,
    week_commands,
)
from salesops_tui.ui.commands import PIPELINE, PROGRAM, Command
from salesops_tui.ui.meeting_commands import MEETINGS
from salesops_tui.ui.screens.deal import DealScreen
from salesops_tui.ui.screens.hygiene import HygieneScreen
from salesops_tui.ui.screens.meeting import MeetingScreen
from salesops_tui.ui.screens.task import TaskScreen
from salesops_tui.ui.standup_commands import STANDUP
from salesops_tui.ui.task_commands import TASKS
from salesops_tui.ui.views.activity_results import ResultsView
from salesops_tui.ui.views.board import BoardView
from salesops_tui.ui.views.changes import ChangesView
from salesops_tui.ui.views.forecast import ForecastView
from salesops_tui.ui.views.funnel import FunnelView
from salesops_tui.ui.views.meeting_templates import TemplatesView
from salesops_tui.ui.views.meeting_times import MeetingTimesView
from salesops_tui.ui.views.meetings_minutes import MinutesView
from salesops_tui.ui.views.meetings_upcoming import UpcomingView
from salesops_tui.ui.views.plans import PlansView
from salesops_tui.ui.views.standup import StandupView
from salesops_tui.ui.views.standup_times import TimesView
from salesops_tui.ui.views.table import TableView
from salesops_tui.ui.views.targets import TargetsView
from salesops_tui.ui.views.task_grid import TaskGridView
from salesops_tui.ui.views.task_list import TaskListView
from salesops_tui.ui.views.task_logbook import LogbookView
from salesops_tui.ui.views.task_review import ReviewView
from salesops_tui.ui.views.view import View
from salesops_tui.ui.views.week_compare import CompareView
from salesops_tui.ui.views.week_history import HistoryView
from salesops_tui.ui.views.week_report import ReportView
from salesops_tui.ui.week_commands import WEEK
from salesops_tui.ui.widgets.figure_sheet import FigureSheet


def _left(commands_: tuple[Command, ...], view: type[View]) -> tuple[Command, ...]:
    """What the room offers beside what the view does in its own way."""
    own = {command.action for command in view.OFFERED}
    return tuple(command for command in commands_ if command.action not in own)


PLACES: dict[str, tuple[Command, ...]] = {
    **{
        view.COMMAND.id: (*view.OFFERED, *PIPELINE)
        for view in (BoardView, TableView, FunnelView, ChangesView, ForecastView)
    },
    **{
        view.COMMAND.id: (*view.OFFERED, *_left(TASKS, view))
        for view in (TaskGridView, TaskListView, LogbookView, ReviewView, PlansView)
    },
    **{view.COMMAND.id: (*view.OFFERED, *_left(STANDUP, view)) for view in (StandupView, ResultsView, TimesView)},
    "task page": (*TaskScreen.OFFERED, *FigureSheet.OFFERED),
    "deal page": (*DealScreen.OFFERED, *FigureSheet.OFFERED),
    **{
        view.COMMAND.id: (*view.OFFERED, *_left(WEEK, view))
        for view in (ReportView, CompareView, HistoryView, TargetsView)
    },
    **{
        view.COMMAND.id: (*view.OFFERED, *_left(MEETINGS, view))
        for view in (UpcomingView, MinutesView, TemplatesView, MeetingTimesView)
    },
    "meeting page": (*MeetingScreen.OFFERED, *FigureSheet.OFFERED),
    "hygiene sprint": HygieneScreen.OFFERED,
}
ALL = [
    command
    for module in (
        commands,
        view_commands,
        task_commands,
        standup_commands,
        week_commands,
        target_commands,
        meeting_commands,
    )
    for command in {**vars(module)}.values()
    if isinstance(command, Command)
]


@pytest.mark.parametrize("command", ALL, ids=lambda command: command.id)
def test_a_command_has_a_key_that_an_input_method_lets_through(command: Command) -> None:
    assert any(
        key.startswith(("ctrl+", "shift+", "fullwidth_", "left_", "right_"))
        or key.removeprefix("alt+") in ("enter", "escape", "space", "tab", "left", "right", "up", "down", "insert")
        or key.isdigit()
        or (key[0] == "f" and key[1:].isdigit())
        for key in command.keys
    ), command.keys


@pytest.mark.parametrize("place", PLACES)
def test_no_key_means_two_things_in_one_place(place: str) -> None:
    meanings: dict[str, set[str]] = {}
    for command in (*PLACES[place], *PROGRAM):
        for key in command.keys:
            meanings.setdefault(key, set()).add(command.action)
    assert {key: actions for key, actions in meanings.items() if len(actions) > 1} == {}


def test_no_identifier_stands_for_two_commands() -> None:
    assert len({command.id for command in (*PIPELINE, *PROGRAM)}) == len((*PIPELINE, *PROGRAM))
