"""What can be done in the week room, defined as in ``commands``; a key means here what it means elsewhere."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from salesops_tui.i18n import mark
from salesops_tui.ui.commands import (
    ADVANCE,
    EARLIER,
    EDIT,
    EXPLAIN,
    EXPORT,
    GROUP,
    LATER,
    NEXT_VIEW,
    OPEN,
    REDO,
    RETREAT,
    TASK,
    UNDO,
    Command,
    Group,
)
from salesops_tui.ui.target_commands import TARGETS

REPORT: Final = Command(
    "report",
    "show_view('report')",
    ("r", "f3"),
    mark("Report"),
    mark("The week's report: the draft, or as it was sealed"),
    Group.VIEWS,
)
COMPARE: Final = Command(
    "compare",
    "show_view('compare')",
    ("d", "ctrl+d"),
    mark("Compare"),
    mark("Two weeks side by side"),
    Group.VIEWS,
)
HISTORY: Final = Command(
    "history",
    "show_view('history')",
    ("h", "f7"),
    mark("History"),
    mark("The weeks behind each other, and which are sealed"),
    Group.VIEWS,
)
WEEK_VIEWS: Final = (REPORT, COMPARE, HISTORY, TARGETS)
"""The week room's views, in their order."""

EARLIER_WEEK: Final = replace(EARLIER, id="week-earlier", help=mark("The week before"))
LATER_WEEK: Final = replace(LATER, id="week-later", help=mark("The week after"))
OPEN_BEHIND: Final = replace(
    OPEN, id="week-open", help=mark("Open the deal, the task or the week of the line"), group=Group.VIEWS
)
SCOPE: Final = replace(
    GROUP,
    id="week-scope",
    action="scope",
    label=mark("Whose"),
    help=mark("The report of a team, of a person, or of everybody"),
    footer=True,
)
HAND_ON: Final = replace(
    EXPORT, id="week-hand-on", label=mark("Hand on"), help=mark("Read, copy or save the report, in any format")
)
WEEK: Final[tuple[Command, ...]] = (
    OPEN_BEHIND, EARLIER_WEEK, LATER_WEEK, SCOPE, HAND_ON, NEXT_VIEW, *WEEK_VIEWS, EXPLAIN, UNDO, REDO,
)  # fmt: skip
"""What can be done in every view of the week room."""

# In the report

EDIT_TEXT: Final = replace(
    EDIT, id="week-edit", help=mark("Write other words for the section; its figures stay"), group=Group.VIEWS
)
SEAL: Final = Command(
    "week-seal",
    "seal",
    ("s", "f10"),
    mark("Seal"),
    mark("Freeze the report as it reads now; later changes are told beside it"),
    Group.VIEWS,
    footer=True,
)
DRAFT: Final = Command(
    "week-draft",
    "draft",
    ("w", "ctrl+w"),
    mark("Draft"),
    mark("A sealed week by today's data, and back to what was sealed"),
    Group.VIEWS,
)
RISK_TASK: Final = replace(
    TASK,
    id="week-task",
    label=mark("Task"),
    help=mark("Make a task of the risk under the cursor"),
    group=Group.TASKS,
    footer=True,
)
TAKE_PARTS: Final = Command(
    "week-parts",
    "take_parts",
    ("m", "f4"),
    mark("Parts"),
    mark("Take in the parts that people sent"),
    Group.VIEWS,
)
IN_THE_REPORT: Final = (EDIT_TEXT, SEAL, RISK_TASK, DRAFT, TAKE_PARTS)
"""What is done with the report itself."""

# Comparing

OTHER_EARLIER: Final = replace(
    RETREAT,
    id="week-other-earlier",
    action="other(-1)",
    label=mark("Other earlier"),
    help=mark("Beside an earlier week"),
    group=Group.VIEWS,
    footer=True,
)
OTHER_LATER: Final = replace(
    ADVANCE,
    id="week-other-later",
    action="other(1)",
    label=mark("Other later"),
    help=mark("Beside a later week"),
    group=Group.VIEWS,
    footer=True,
)
IN_THE_COMPARISON: Final = (OTHER_EARLIER, OTHER_LATER)
