"""What can be done in the tasks room, defined as in ``commands``; a key means here what it means elsewhere."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from salesops_tui.i18n import mark
from salesops_tui.ui.commands import (
    ADD,
    BACK,
    BOARD,
    CHANGES,
    EDIT,
    EXPLAIN,
    EXPORT,
    FILTER,
    FORECAST,
    FUNNEL,
    LOSE,
    MARK,
    NEXT_VIEW,
    OPEN,
    PUSH,
    REDO,
    REOPEN,
    SNOOZE,
    TABLE,
    UNDO,
    WIN,
    Command,
    Group,
)

# The views

GRID: Final = Command(
    "task-grid",
    "show_view('grid')",
    BOARD.keys,
    mark("Quadrants"),
    mark("Tasks by urgency and importance"),
    Group.VIEWS,
)
LIST: Final = Command(
    "task-list", "show_view('list')", TABLE.keys, mark("List"), mark("Tasks by date or by person"), Group.VIEWS
)
LOGBOOK: Final = Command(
    "task-logbook", "show_view('logbook')", CHANGES.keys, mark("Done"), mark("What was done and dropped"), Group.VIEWS
)
REVIEW: Final = Command(
    "task-review",
    "show_view('review')",
    FUNNEL.keys,
    mark("Review"),
    mark("Where the week's work went, and what was given away and forgotten"),
    Group.VIEWS,
)
PLANS: Final = Command(
    "plans",
    "show_view('plans')",
    FORECAST.keys,
    mark("Plans"),
    mark("Launches, improvement cards and other sets of dated tasks"),
    Group.VIEWS,
)

TASK_VIEWS: Final = (GRID, LIST, LOGBOOK, REVIEW, PLANS)
"""The tasks room's views, in their order."""

# What is done with tasks

ADD_TASK: Final = replace(ADD, id="task-add", help=mark("Add a task in one line"), group=Group.TASKS)
OPEN_TASK: Final = replace(OPEN, id="task-open", help=mark("Open the task"), group=Group.TASKS)
EDIT_TASK: Final = replace(EDIT, id="task-edit", help=mark("Edit the task, or all that are marked"), group=Group.TASKS)
MARK_TASK: Final = replace(
    MARK, id="task-mark", help=mark("Mark the task, to act on several at once"), group=Group.TASKS
)
FILTER_TASKS: Final = replace(
    FILTER,
    id="task-filter",
    help=mark("Show only some tasks: @owner, #tag, <fri, overdue, deal:huadong, any word"),
    group=Group.TASKS,
)
FINISH: Final = Command(
    "task-finish", "finish", WIN.keys, mark("Done"), mark("Tick the task off"), Group.TASKS, footer=True
)
DROP: Final = Command("task-drop", "drop", LOSE.keys, mark("Drop"), mark("Not to be done after all"), Group.TASKS)
REOPEN_TASK: Final = replace(
    REOPEN, id="task-reopen", help=mark("Open a done or dropped task again"), group=Group.TASKS
)
MOVE: Final = Command(
    "task-move",
    "move",
    ("m", "ctrl+x"),
    mark("Move"),
    mark("Move to a quadrant by its number"),
    Group.TASKS,
    footer=True,
)
MOVE_LEFT: Final = Command(
    "task-left", "move_by('left')", ("shift+left",), mark("Move left"), mark("More urgent"), Group.TASKS
)
MOVE_RIGHT: Final = Command(
    "task-right", "move_by('right')", ("shift+right",), mark("Move right"), mark("Less urgent"), Group.TASKS
)
MOVE_UP: Final = Command("task-up", "move_by('up')", ("shift+up",), mark("Move up"), mark("Important"), Group.TASKS)
MOVE_DOWN: Final = Command(
    "task-down", "move_by('down')", ("shift+down",), mark("Move down"), mark("Not important"), Group.TASKS
)
PUSH_TASK: Final = replace(PUSH, id="task-push", help=mark("Put the due date off"), group=Group.TASKS)
PARK: Final = replace(
    SNOOZE, id="task-park", action="park", label=mark("Park"), help=mark("Not before a later day"), group=Group.TASKS
)
DELEGATE: Final = Command(
    "task-delegate",
    "delegate",
    ("w", "ctrl+u"),
    mark("Delegate"),
    mark("Give it to somebody, with a day to ask how far it is"),
    Group.TASKS,
    footer=True,
)
RECUR: Final = Command(
    "task-recur",
    "recur",
    ("r", "f11"),
    mark("Repeat"),
    mark("Have it come back, skip it this time, or pause it"),
    Group.TASKS,
)
KEPT_FILTERS: Final = Command(
    "task-filters",
    "kept_filters",
    ("j", "ctrl+a"),
    mark("Saved filters"),
    mark("Keep this filter under a name, or go back to one"),
    Group.VIEWS,
)

TASKS: Final = (
    ADD_TASK, OPEN_TASK, FINISH, MOVE, DELEGATE, EDIT_TASK, FILTER_TASKS, NEXT_VIEW, *TASK_VIEWS, MARK_TASK, DROP,
    REOPEN_TASK, MOVE_LEFT, MOVE_RIGHT, MOVE_UP, MOVE_DOWN, PUSH_TASK, PARK, RECUR, KEPT_FILTERS, EXPORT, EXPLAIN, UNDO,
    REDO, BACK,
)  # fmt: skip
"""What can be done in every view of the tasks room."""

# A task's page

TICK_LINE: Final = Command(
    "task-tick",
    "tick",
    ("space", "insert"),
    mark("Tick"),
    mark("Tick the line of the checklist off, or untick it"),
    Group.TASKS,
)

# The plans

START_PLAN: Final = replace(
    ADD, id="plan-start", label=mark("Start plan"), help=mark("Start a plan"), group=Group.TASKS
)
SHIFT_PLAN: Final = replace(
    PUSH,
    id="plan-shift",
    label=mark("Move date"),
    help=mark("Date the whole plan from another day"),
    group=Group.TASKS,
    footer=True,
)
DROP_PLAN: Final = replace(
    LOSE,
    id="plan-drop",
    action="drop",
    label=mark("Give up"),
    help=mark("Give up the plan, or drop the task"),
    group=Group.TASKS,
)
NEXT_STATE: Final = Command(
    "plan-next",
    "advance(1)",
    ("greater_than_sign", "right_double_angle_bracket"),
    mark("Next state"),
    mark("Bring an improvement card to its next state"),
    Group.TASKS,
    footer=True,
)
STATE_BEFORE: Final = Command(
    "plan-back",
    "advance(-1)",
    ("less_than_sign", "left_double_angle_bracket"),
    mark("State back"),
    mark("Bring an improvement card to the state before"),
    Group.TASKS,
)
