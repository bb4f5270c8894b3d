"""What can be done in the week room, defined as in ``commands``; a key means here what it means elsewhere."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from salesops_tui.i18n import mark
from salesops_tui.ui.commands import (
    EARLIER,
    EXPLAIN,
    EXPORT,
    GROUP,
    LATER,
    OPEN,
    REDO,
    TASK,
    UNDO,
    Command,
    Group,
)

EARLIER_WEEK: Final = replace(EARLIER, id="week-earlier", help=mark("The week before"))
LATER_WEEK: Final = replace(LATER, id="week-later", help=mark("The week after"))
OPEN_BEHIND: Final = replace(
    OPEN, id="week-open", help=mark("Open the deal or the task of the line"), group=Group.VIEWS
)
SCOPE: Final = replace(
    GROUP,
    id="week-scope",
    action="scope",
    label=mark("Whose"),
    help=mark("The report of a team, of a person, or of everybody"),
    footer=True,
)
RISK_TASK: Final = replace(
    TASK,
    id="week-task",
    label=mark("Task"),
    help=mark("Make a task of the risk under the cursor"),
    group=Group.TASKS,
    footer=True,
)
REPORT: Final = replace(
    EXPORT, id="week-report", label=mark("Report"), help=mark("Read, copy or save the report in words")
)

WEEK: Final[tuple[Command, ...]] = (
    OPEN_BEHIND, EARLIER_WEEK, LATER_WEEK, SCOPE, RISK_TASK, REPORT, EXPLAIN, UNDO, REDO,
)  # fmt: skip
