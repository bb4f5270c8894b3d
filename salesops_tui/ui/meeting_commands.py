"""What can be done in the meetings room and on a meeting's page, defined as in ``commands``; a key means here what it means
elsewhere."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from salesops_tui.i18n import mark
from salesops_tui.ui.commands import (
    ADD,
    BACK,
    EDIT,
    EXPLAIN,
    EXPORT,
    FILTER,
    NEXT_VIEW,
    OPEN,
    REDO,
    TASK,
    UNDO,
    Command,
    Group,
)

# The room

UPCOMING: Final = Command(
    "upcoming",
    "show_view('upcoming')",
    ("b", "ctrl+b"),
    mark("Upcoming"),
    mark("What is to come, what is overdue, and what it takes"),
    Group.VIEWS,
)
MINUTES: Final = Command(
    "minutes",
    "show_view('minutes')",
    ("m", "f3"),
    mark("Minutes"),
    mark("All meetings and what they decided; / searches in all that was noted"),
    Group.VIEWS,
)
TEMPLATES: Final = Command(
    "meeting-templates",
    "show_view('templates')",
    ("t", "ctrl+t"),
    mark("Templates"),
    mark("The agendas that meetings are held by"),
    Group.VIEWS,
)
MEETING_TIMES: Final = Command(
    "meeting-times",
    "show_view('times')",
    ("d", "ctrl+d"),
    mark("Minutes used"),
    mark("Where the minutes went, and what better minutes they propose"),
    Group.VIEWS,
)
MEETING_VIEWS: Final = (UPCOMING, MINUTES, TEMPLATES, MEETING_TIMES)
"""The meetings room's views, in their order."""

OPEN_MEETING: Final = replace(
    OPEN, id="meeting-open", help=mark("Open the meeting; hold one from the template"), group=Group.VIEWS
)
PLAN_MEETING: Final = replace(ADD, id="meeting-plan", help=mark("Plan a meeting"), group=Group.VIEWS)
SEARCH: Final = replace(
    FILTER, id="meeting-search", help=mark("Search in titles, notes and decisions"), group=Group.VIEWS
)
EDIT_TEMPLATE: Final = replace(
    EDIT,
    id="meeting-template-edit",
    help=mark("Change the template under the cursor, as the team's own"),
    group=Group.VIEWS,
)
CADENCE: Final = Command(
    "meeting-cadence",
    "cadence",
    ("c", "f5"),
    mark("Cadence"),
    mark(
        "Let the template under the cursor come back as it says, or the course's weekly, monthly, quarterly and yearly ones"
    ),
    Group.VIEWS,
    footer=True,
)
DROP_DUE: Final = Command(
    "meeting-drop",
    "drop",
    ("delete", "ctrl+x"),
    mark("Take away"),
    mark("Take the planned meeting away, or out of the cadence; u brings it back"),
    Group.VIEWS,
)
CALENDAR_FILE: Final = replace(
    EXPORT, id="meeting-calendar", help=mark("Write what is to come to a calendar file"), group=Group.VIEWS
)
MEETINGS: Final[tuple[Command, ...]] = (
    OPEN_MEETING, PLAN_MEETING, SEARCH, NEXT_VIEW, *MEETING_VIEWS, CADENCE, EDIT_TEMPLATE, DROP_DUE, CALENDAR_FILE, EXPLAIN,
    UNDO, REDO, BACK,
)  # fmt: skip
"""What can be done in every view of the meetings room."""

# A meeting's page

DRIVE_MEETING: Final = Command(
    "meeting-drive",
    "drive",
    ("space",),
    mark("Start, next"),
    mark("Start the clock; then the next item, and after the last one the end"),
    Group.STANDUP,
    footer=True,
)
PAUSE_MEETING: Final = Command(
    "meeting-pause", "pause", ("p", "ctrl+l"), mark("Pause"), mark("Stop the clock, or let it go on"), Group.STANDUP
)
PREVIOUS_ITEM: Final = Command(
    "meeting-previous",
    "previous",
    ("backspace", "ctrl+left"),
    mark("Item before"),
    mark("Back to the item before"),
    Group.STANDUP,
)
JUMP: Final = Command(
    "meeting-jump",
    "jump",
    ("j", "ctrl+j"),
    mark("Jump"),
    mark("Go on with the item under the cursor"),
    Group.STANDUP,
    footer=True,
)
NOTE_ITEM: Final = replace(
    EDIT, id="meeting-note", label=mark("Take notes"), help=mark("Notes of the item, in Markdown"), group=Group.STANDUP
)
DECIDE: Final = Command(
    "meeting-decide",
    "decide",
    ("d", "ctrl+d"),
    mark("Decide"),
    mark("Write down a decision of the item"),
    Group.STANDUP,
    footer=True,
)
ACT: Final = replace(
    ADD,
    id="meeting-act",
    label=mark("Action"),
    help=mark("An action in one line: who, until when"),
    group=Group.STANDUP,
)
MARK_ITEM: Final = replace(
    TASK, id="meeting-mark", action="complete", label=mark("Complete"), help=mark("Mark the item as complete, or not"),
    group=Group.STANDUP,
)  # fmt: skip
ATTENDEES: Final = Command(
    "meeting-attendees", "attendees", ("m", "f4"), mark("Who"), mark("Who is there"), Group.STANDUP, footer=True
)
FIT: Final = Command(
    "meeting-fit",
    "fit",
    ("f", "f3"),
    mark("Fit"),
    mark("Fit the agenda to other minutes; the sum stays exact"),
    Group.STANDUP,
    footer=True,
)
END_MEETING: Final = Command("meeting-end", "end", ("c", "f5"), mark("End"), mark("End the meeting"), Group.STANDUP)
SEAL_MINUTES: Final = Command(
    "meeting-seal", "seal", ("s", "f10"), mark("Seal"), mark("Freeze the minutes as they read now"), Group.STANDUP
)
RETRACT_DECISION: Final = Command(
    "meeting-retract",
    "retract",
    ("delete", "ctrl+x"),
    mark("Take back"),
    mark("Take the decision under the cursor back"),
    Group.STANDUP,
)
HAND_ON_MINUTES: Final = replace(
    EXPORT,
    id="meeting-minutes",
    label=mark("Minutes"),
    help=mark("Read, copy or save the minutes"),
    group=Group.STANDUP,
)
OPEN_LINE: Final = replace(
    OPEN,
    id="meeting-open-line",
    action="choose",
    help=mark("Open the task of an action, or the room that a live table comes from; elsewhere the notes"),
    group=Group.STANDUP,
)
ON_A_MEETING: Final[tuple[Command, ...]] = (
    DRIVE_MEETING, NOTE_ITEM, DECIDE, ACT, JUMP, ATTENDEES, FIT, HAND_ON_MINUTES, SEAL_MINUTES, PAUSE_MEETING,
    PREVIOUS_ITEM, MARK_ITEM, OPEN_LINE, END_MEETING, RETRACT_DECISION, EXPLAIN, UNDO, REDO,
)  # fmt: skip
"""What can be done on a meeting's page."""
