"""What can be done in one view or on one screen alone, defined as in ``commands``."""

from __future__ import annotations

from typing import Final

from salesops_tui.i18n import mark
from salesops_tui.ui.commands import EDIT, GROUP, SORT, Command, Group

# The table

EDIT_CELL: Final = Command(
    "edit-cell",
    "edit",
    EDIT.keys,
    mark("Edit"),
    mark("Change the cell where it stands, or all deals that are marked"),
    Group.DEALS,
    footer=True,
)
SORT_BY: Final = Command(
    "sort-by",
    "sort",
    SORT.keys,
    mark("Sort"),
    mark("Sort by this column: up, down, not at all; what the order was before decides ties"),
    Group.VIEWS,
    footer=True,
)
GROUP_BY: Final = Command(
    "group-by",
    "group",
    GROUP.keys,
    mark("Group"),
    mark("Group by this column, with subtotals; again: no longer"),
    Group.VIEWS,
    footer=True,
)
COLUMNS: Final = Command(
    "columns",
    "columns",
    ("m", "ctrl+x"),
    mark("Columns"),
    mark("Choose and order the columns"),
    Group.VIEWS,
    footer=True,
)
KEPT_VIEWS: Final = Command(
    "kept-views",
    "kept_views",
    ("j", "ctrl+a"),
    mark("Saved views"),
    mark("Keep this arrangement under a name, or go back to one"),
    Group.VIEWS,
    footer=True,
)
COPY: Final = Command(
    "copy",
    "copy",
    ("y", "f11"),
    mark("Copy"),
    mark("Copy the marked deals, or the one under the cursor, for a spreadsheet"),
    Group.DEALS,
)

# The funnel

PATH: Final = Command(
    "path",
    "path",
    ("r", "f11"),
    mark("Path"),
    mark("Count skipped stages as passed, or only deals that took every stage in order"),
    Group.VIEWS,
    footer=True,
)

# The changes

SINCE_MONDAY: Final = Command(
    "since-monday",
    "since_monday",
    ("w", "ctrl+u"),
    mark("Since Monday"),
    mark("What changed since last Monday"),
    Group.VIEWS,
    footer=True,
)
DAYS: Final = Command(
    "days", "days", ("j", "ctrl+x"), mark("Dates"), mark("Choose any two days"), Group.VIEWS, footer=True
)
CLOSING: Final = Command(
    "closing",
    "closing",
    ("r", "ctrl+a"),
    mark("Closing"),
    mark("All open deals, or those that close in the month or the quarter"),
    Group.VIEWS,
    footer=True,
)

# The forecast

SUBMIT: Final = Command(
    "submit",
    "submit",
    ("j", "ctrl+x"),
    mark("Submit"),
    mark("Submit a number for a month or a quarter"),
    Group.VIEWS,
    footer=True,
)

# The deals that need mending

SKIP: Final = Command("skip", "skip(1)", ("right",), mark("Skip"), mark("Leave it as it is, and go on"), Group.MOVE)
RETURN: Final = Command("return", "skip(-1)", ("left",), mark("Previous"), mark("The deal before"), Group.MOVE)
OWNER: Final = Command("owner", "owner", ("w", "ctrl+u"), mark("Owner"), mark("Give the deal to somebody"), Group.DEALS)
AGAIN: Final = Command(
    "again", "again", ("r", "f11"), mark("Again"), mark("Mend this deal as you did the one before"), Group.DEALS
)

# A deal's page

TEAM: Final = Command(
    "team", "team", ("m", "ctrl+x"), mark("Team"), mark("Say who has which role on the deal"), Group.DEALS
)
TICK: Final = Command(
    "tick", "tick", ("space", "insert"), mark("Tick"), mark("Tick the line off, or untick it"), Group.DEALS
)
