"""What can be done in the stand-up room, defined as in ``commands``; a key means here what it means elsewhere.

The letters that begin a line (today, blocker, done, help) are the room's own: what is said in half a minute needs one key.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from salesops_tui.domain.standups import LineKind
from salesops_tui.i18n import mark
from salesops_tui.ui.commands import (
    BACK,
    EARLIER,
    EDIT,
    EXPLAIN,
    EXPORT,
    FILTER,
    FORECAST,
    FUNNEL,
    GROUP,
    HYGIENE,
    LATER,
    LOSE,
    NEXT_VIEW,
    OPEN,
    PUSH,
    REDO,
    SNOOZE,
    SORT,
    TOUCH,
    UNDO,
    WIN,
    Command,
    Group,
)

# The views

ROUND: Final = Command(
    "standup",
    "show_view('standup')",
    HYGIENE.keys,
    mark("Stand-up"),
    mark("Each person's day, and what lies beside it"),
    Group.VIEWS,
)
RESULTS: Final = Command(
    "standup-results",
    "show_view('results')",
    FUNNEL.keys,
    mark("Activity"),
    mark("Activities beside deals won, by person and week"),
    Group.VIEWS,
)
TIMES: Final = Command(
    "standup-times",
    "show_view('times')",
    FORECAST.keys,
    mark("Time used"),
    mark("Where the last stand-ups' minutes went"),
    Group.VIEWS,
)
STANDUP_VIEWS: Final = (ROUND, RESULTS, TIMES)
"""The stand-up room's views, in their order."""

# Driving it

DRIVE: Final = Command(
    "standup-drive",
    "drive",
    ("space",),
    mark("Start, next"),
    mark("Start the clock; then the next person, the next part, and the close"),
    Group.STANDUP,
    footer=True,
)
OPEN_LINE: Final = replace(
    OPEN,
    id="standup-open",
    help=mark("While the clock runs, the next person; else open the line's task or deal"),
    group=Group.STANDUP,
)
SKIP: Final = Command(
    "standup-skip",
    "skip",
    SORT.keys,
    mark("Skip"),
    mark("Who has the word speaks last"),
    Group.STANDUP,
    footer=True,
)
PREVIOUS: Final = Command(
    "standup-previous",
    "previous",
    ("backspace", "shift+left"),
    mark("Back one"),
    mark("The person or the part before has the word again"),
    Group.STANDUP,
)
PAUSE: Final = Command(
    "standup-pause",
    "pause",
    PUSH.keys,
    mark("Pause"),
    mark("Stop the clock, or let it go on"),
    Group.STANDUP,
    footer=True,
)
CLOSE: Final = Command(
    "standup-close",
    "close",
    TOUCH.keys,
    mark("Close"),
    mark("Close the stand-up: what each has for today becomes their promise"),
    Group.STANDUP,
)

# What is said

SAY_TODAY: Final = Command(
    "standup-today",
    "say('today')",
    ("t", "ctrl+t"),
    mark("Today"),
    mark("What the person will do today"),
    Group.STANDUP,
    footer=True,
)
SAY_BLOCKER: Final = Command(
    "standup-blocker",
    "say('blocker')",
    ("b", "ctrl+b"),
    mark("Blocker"),
    mark("What stands in the person's way; @somebody is to clear it"),
    Group.STANDUP,
    footer=True,
)
SAY_DONE: Final = Command(
    "standup-done",
    "say('done')",
    ("d", "ctrl+d"),
    mark("Was done"),
    mark("What the person did; an open task of that name is ticked off"),
    Group.STANDUP,
    footer=True,
)
SAY_HELP: Final = Command(
    "standup-help",
    "say('help')",
    ("k", "ctrl+k"),
    mark("Help wanted"),
    mark("What the person wants help with; @somebody is asked"),
    Group.STANDUP,
    footer=True,
)
SAY_REMINDER: Final = Command(
    "standup-reminder",
    "say('reminder')",
    ("r", "f11"),
    mark("Reminder"),
    mark("The lead's word to everybody"),
    Group.STANDUP,
    footer=True,
)
SAYING: Final = {
    LineKind.TODAY: SAY_TODAY,
    LineKind.BLOCKER: SAY_BLOCKER,
    LineKind.DONE: SAY_DONE,
    LineKind.HELP: SAY_HELP,
    LineKind.REMINDER: SAY_REMINDER,
}

FINISH_LINE: Final = Command(
    "standup-finish",
    "finish",
    WIN.keys,
    mark("Done"),
    mark("Tick the line's task off"),
    Group.STANDUP,
)
RETRACT: Final = Command(
    "standup-retract",
    "retract",
    LOSE.keys,
    mark("Take out"),
    mark("Take the line out; a task that it made is dropped"),
    Group.STANDUP,
)
EDIT_LINE: Final = replace(
    EDIT, id="standup-edit", help=mark("Say the line in other words"), group=Group.STANDUP, footer=False
)

# Who is there

ROLL: Final = Command(
    "standup-roll",
    "roll",
    SNOOZE.keys,
    mark("Absent"),
    mark("Note that the person is not there, or is after all"),
    Group.STANDUP,
)
MEMBERS: Final = Command(
    "standup-members",
    "members",
    ("m", "ctrl+x"),
    mark("Members"),
    mark("Who takes part, and in which order"),
    Group.STANDUP,
)
TEAM: Final = replace(
    GROUP,
    id="standup-team",
    action="team",
    label=mark("Team"),
    help=mark("The stand-up of another team, or of everybody"),
    group=Group.STANDUP,
    footer=False,
)
SUMMARY: Final = replace(
    EXPORT,
    id="standup-summary",
    label=mark("Summary"),
    help=mark("Read, copy or save what was said; before the meeting, a briefing"),
    group=Group.STANDUP,
)
PANE: Final = Command(
    "standup-pane",
    "pane",
    ("tab",),
    mark("Pane"),
    mark("To the people, the person, or what lies beside"),
    Group.MOVE,
)
EARLIER_DAY: Final = replace(EARLIER, id="standup-earlier", help=mark("The stand-up before"), footer=False)
LATER_DAY: Final = replace(
    LATER, id="standup-later", help=mark("The stand-up after; a day ahead can be filled"), footer=False
)
FILTER_PEOPLE: Final = replace(
    FILTER,
    id="standup-filter",
    help=mark("Show only people whose name has this in it"),
    group=Group.VIEWS,
    footer=False,
)

STANDUP: Final = (
    FILTER_PEOPLE, NEXT_VIEW, *STANDUP_VIEWS, MEMBERS, TEAM, SUMMARY, EXPLAIN, UNDO, REDO, BACK,
)  # fmt: skip
"""What can be done in every view of the stand-up room."""

IN_THE_ROUND: Final = (
    DRIVE, SKIP, PAUSE, SAY_TODAY, SAY_BLOCKER, SAY_DONE, SAY_HELP, SAY_REMINDER, OPEN_LINE, PREVIOUS, CLOSE, FINISH_LINE,
    RETRACT, EDIT_LINE, ROLL, PANE, EARLIER_DAY, LATER_DAY,
)  # fmt: skip
"""What can be done where the people are."""
