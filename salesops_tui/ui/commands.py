"""Every command once: its keys, its words, its place in the footer.

From one definition come the binding, the footer's label, the entry in the palette and the line in the help. Each has a key
that works while a Chinese input method is on: an arrow, enter, a function key, ctrl with a letter, or the full-width
character that the input method makes of the plain one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from textual.binding import Binding

from salesops_tui.i18n import _, mark


class Group(StrEnum):
    """Under which heading the help lists a command; the value is the heading, marked for translation."""

    MOVE = mark("Getting around")
    VIEWS = mark("Views")
    DEALS = mark("Working with deals")
    TASKS = mark("Working with tasks")
    STANDUP = mark("In the stand-up")
    WORKBOOK = mark("Workbook")
    PROGRAM = mark("Program")


@dataclass(frozen=True, slots=True)
class Command:
    """Something a person can do."""

    id: str
    action: str
    """Textual's name of what happens."""
    keys: tuple[str, ...]
    """In Textual's words; the first is the one that is shown."""
    label: str
    """One or two words for the footer, marked for translation."""
    help: str
    """A sentence for help and palette, marked for translation."""
    group: Group
    footer: bool = False

    @property
    def key(self) -> str:
        """The first key, as people write it."""
        return key_name(self.keys[0])

    @property
    def key_names(self) -> str:
        """All keys but the full-width twins, as people write them."""
        shown = dict.fromkeys(key_name(key) for key in self.keys if key not in _TWINS)
        return " ".join(shown)

    @property
    def words(self) -> str:
        """The sentence in the language in use."""
        return _(self.help)


# What a Chinese input method makes of / ? = < > [ ] + - * , and the semicolon.
_TWINS: Final = frozenset(
    {
        "fullwidth_solidus",
        "ideographic_comma",
        "fullwidth_question_mark",
        "fullwidth_equals_sign",
        "left_double_angle_bracket",
        "right_double_angle_bracket",
        "left_black_lenticular_bracket",
        "right_black_lenticular_bracket",
        "fullwidth_plus_sign",
        "fullwidth_hyphen_minus",
        "fullwidth_asterisk",
        "fullwidth_comma",
        "fullwidth_semicolon",
    }
)

_KEY_NAMES: Final = {
    "left": "←",
    "right": "→",
    "up": "↑",
    "down": "↓",
    "pageup": "pgup",
    "pagedown": "pgdn",
    "escape": "esc",
    "slash": "/",
    "question_mark": "?",
    "equals_sign": "=",
    "less_than_sign": "<",
    "greater_than_sign": ">",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "plus": "+",
    "minus": "-",
    "asterisk": "*",
    "comma": ",",
    "semicolon": ";",
    "insert": "ins",
}


def key_name(key: str) -> str:
    """A key as people write it: ``ctrl+z`` is ^z, ``shift+left`` is ⇧←."""
    if key.startswith("ctrl+"):
        return "^" + key_name(key.removeprefix("ctrl+"))
    if key.startswith("alt+"):
        return "alt+" + key_name(key.removeprefix("alt+"))
    if key.startswith("shift+"):
        return "⇧" + key_name(key.removeprefix("shift+"))
    return _KEY_NAMES.get(key, key.upper() if key[0] == "f" and key[1:].isdigit() else key)


def bindings(commands: Iterable[Command]) -> list[Binding]:
    """Textual's bindings for some commands."""
    return [
        Binding(",".join(command.keys), command.action, command.label, show=command.footer, id=command.id)
        for command in commands
    ]


HELP: Final = Command(
    "help",
    "app.help",
    ("question_mark", "f1", "fullwidth_question_mark"),
    mark("Help"),
    mark("What the keys do here"),
    Group.PROGRAM,
    footer=True,
)
TOUR: Final = Command(
    "tour", "app.tour", ("shift+f1",), mark("Tour"), mark("Learn the keys, in less than a minute"), Group.PROGRAM
)
PALETTE: Final = Command(
    "palette",
    "app.command_palette",
    ("ctrl+p",),
    mark("Commands"),
    mark("Look for a command, deal, account, person, task or meeting by its name"),
    Group.PROGRAM,
    footer=True,
)
UNDO: Final = Command(
    "undo", "undo", ("u", "ctrl+z"), mark("Undo"), mark("Take back the last step"), Group.WORKBOOK, footer=True
)
REDO: Final = Command("redo", "redo", ("ctrl+y",), mark("Redo"), mark("Bring back what undo took back"), Group.WORKBOOK)
IMPORT: Final = Command(
    "import",
    "app.import",
    ("i", "ctrl+o"),
    mark("Import"),
    mark("Bring in a CRM export"),
    Group.WORKBOOK,
    footer=True,
)
LOG: Final = Command(
    "log", "app.log", ("l", "f8"), mark("Log"), mark("See what was done, and take any step back"), Group.WORKBOOK
)
JUMP: Final = Command(
    "jump",
    "app.jump",
    ("semicolon", "fullwidth_semicolon"),
    mark("Jump"),
    mark("Put a letter on every pane, and jump to one"),
    Group.PROGRAM,
)
GO_BACK: Final = Command(
    "go-back",
    "app.step(-1)",
    ("alt+left",),
    mark("Back"),
    mark("Where you were before: a room, a view, a page"),
    Group.PROGRAM,
)
GO_FORWARD: Final = Command(
    "go-forward",
    "app.step(1)",
    ("alt+right",),
    mark("Forward"),
    mark("Where you were before going back"),
    Group.PROGRAM,
)
SETTINGS: Final = Command(
    "settings",
    "app.settings",
    ("comma", "fullwidth_comma"),
    mark("Settings"),
    mark("What the team has set: currency, calendar, rules, looks"),
    Group.PROGRAM,
)
TEAM: Final = Command(
    "team",
    "app.team",
    ("shift+f2",),
    mark("Team"),
    mark("Who is in the team, in which role, and who has left"),
    Group.PROGRAM,
)
THEME: Final = Command("theme", "app.switch_theme", ("f12",), mark("Theme"), mark("Dark or light"), Group.PROGRAM)
QUIT: Final = Command("quit", "app.quit", ("q", "ctrl+q"), mark("Quit"), mark("Leave the program"), Group.PROGRAM)

STANDUP_ROOM: Final = Command(
    "room-standup",
    "app.show_room('standup')",
    ("1",),
    mark("Stand-up"),
    mark("The morning's fifteen minutes, prepared"),
    Group.PROGRAM,
)
WEEK_ROOM: Final = Command(
    "room-week",
    "app.show_room('week')",
    ("2",),
    mark("Week"),
    mark("The weekly report, already written"),
    Group.PROGRAM,
)
PIPELINE_ROOM: Final = Command(
    "room-pipeline",
    "app.show_room('pipeline')",
    ("3",),
    mark("Pipeline"),
    mark("The deals: board, table, funnel, changes, forecast"),
    Group.PROGRAM,
)
TASKS_ROOM: Final = Command(
    "room-tasks",
    "app.show_room('tasks')",
    ("4",),
    mark("Tasks"),
    mark("What is to be done, in four quadrants"),
    Group.PROGRAM,
)

MEETINGS_ROOM: Final = Command(
    "room-meetings",
    "app.show_room('meetings')",
    ("5",),
    mark("Meetings"),
    mark("Agendas with a clock, minutes, and what came of them"),
    Group.PROGRAM,
)

ROOMS: Final = (STANDUP_ROOM, WEEK_ROOM, PIPELINE_ROOM, TASKS_ROOM, MEETINGS_ROOM)
"""The rooms in their order; digits pass an input method."""

PROGRAM: Final = (HELP, TOUR, IMPORT, PALETTE, LOG, *ROOMS, JUMP, GO_BACK, GO_FORWARD, SETTINGS, TEAM, THEME, QUIT)
"""What can be done everywhere."""

BOARD: Final = Command(
    "board", "show_view('board')", ("b", "ctrl+b"), mark("Board"), mark("Columns of cards"), Group.VIEWS
)
TABLE: Final = Command(
    "table", "show_view('table')", ("t", "ctrl+t"), mark("Table"), mark("All fields of all deals in rows"), Group.VIEWS
)
FUNNEL: Final = Command(
    "funnel",
    "show_view('funnel')",
    ("f", "f3"),
    mark("Funnel"),
    mark("How many deals get from stage to stage, beside the course's figures"),
    Group.VIEWS,
)
CHANGES: Final = Command(
    "changes",
    "show_view('changes')",
    ("d", "ctrl+d"),
    mark("Changes"),
    mark("What became of the pipeline between two days"),
    Group.VIEWS,
)
FORECAST: Final = Command(
    "forecast",
    "show_view('forecast')",
    ("o", "f4"),
    mark("Forecast"),
    mark("What months and quarters will bring, against their targets"),
    Group.VIEWS,
)
NEXT_VIEW: Final = Command(
    "next-view", "next_view", ("v", "f6"), mark("View"), mark("The next view"), Group.VIEWS, footer=True
)

EARLIER: Final = Command(
    "earlier",
    "period(-1)",
    ("left_square_bracket", "ctrl+left", "left_black_lenticular_bracket"),
    mark("Earlier"),
    mark("The period before"),
    Group.VIEWS,
    footer=True,
)
LATER: Final = Command(
    "later",
    "period(1)",
    ("right_square_bracket", "ctrl+right", "right_black_lenticular_bracket"),
    mark("Later"),
    mark("The period after"),
    Group.VIEWS,
    footer=True,
)
GROUP: Final = Command(
    "group", "group", ("g", "ctrl+g"), mark("Group"), mark("Group by something else"), Group.VIEWS, footer=True
)
SORT: Final = Command(
    "sort", "sort", ("s", "f10"), mark("Sort"), mark("Put in another order"), Group.VIEWS, footer=True
)
EXPORT: Final = Command(
    "export", "export", ("x", "ctrl+e"), mark("Export"), mark("Write what is shown to a file"), Group.VIEWS, footer=True
)


ADD: Final = Command(
    "add", "add", ("a", "ctrl+n"), mark("Add"), mark("Add a deal to this stage"), Group.DEALS, footer=True
)
OPEN: Final = Command(
    "open", "open", ("enter",), mark("Open"), mark("Open the deal with its history"), Group.DEALS, footer=True
)
EDIT: Final = Command(
    "edit", "edit", ("e", "f2"), mark("Edit"), mark("Edit the deal, or all that are marked"), Group.DEALS, footer=True
)
FILTER: Final = Command(
    "filter",
    "filter",
    ("slash", "ctrl+f", "fullwidth_solidus", "ideographic_comma"),
    mark("Filter"),
    mark("Show only some deals: @owner, >100k, <2026-12-01, week, overdue, any word"),
    Group.DEALS,
    footer=True,
)
EXPLAIN: Final = Command(
    "explain",
    "explain",
    ("equals_sign", "f9", "fullwidth_equals_sign"),
    mark("Explain"),
    mark("Say what a figure is and how it came about"),
    Group.VIEWS,
)
ADVANCE: Final = Command(
    "advance",
    "move(1)",
    ("greater_than_sign", "shift+right", "right_double_angle_bracket"),
    mark("Next stage"),
    mark("Move the deal to the next stage"),
    Group.DEALS,
    footer=True,
)
RETREAT: Final = Command(
    "retreat",
    "move(-1)",
    ("less_than_sign", "shift+left", "left_double_angle_bracket"),
    mark("Stage back"),
    mark("Move the deal to the stage before"),
    Group.DEALS,
)
MARK: Final = Command(
    "mark", "mark", ("space", "insert"), mark("Mark"), mark("Mark the deal, to act on several at once"), Group.DEALS
)
WIN: Final = Command(
    "win", "win", ("plus", "fullwidth_plus_sign"), mark("Won"), mark("Close the deal as won"), Group.DEALS
)
LOSE: Final = Command(
    "lose", "lose", ("minus", "fullwidth_hyphen_minus"), mark("Lost"), mark("Close the deal as lost"), Group.DEALS
)
REOPEN: Final = Command(
    "reopen",
    "reopen",
    ("asterisk", "fullwidth_asterisk"),
    mark("Reopen"),
    mark("Open a won or lost deal again"),
    Group.DEALS,
)
PUSH: Final = Command(
    "push", "push", ("p", "ctrl+l"), mark("Put off"), mark("Put the close date off, with a reason"), Group.DEALS
)
NEXT_STEP: Final = Command(
    "next-step", "next_step", ("n", "ctrl+r"), mark("Next step"), mark("Say what is to be done next"), Group.DEALS
)
SNOOZE: Final = Command(
    "snooze", "snooze", ("z", "ctrl+w"), mark("Snooze"), mark("Leave the deal alone for a while"), Group.DEALS
)
TOUCH: Final = Command(
    "touch", "touch", ("c", "f5"), mark("Touch"), mark("Log a call, a visit or another touch"), Group.DEALS, footer=True
)
TASK: Final = Command("task", "task", ("k", "ctrl+k"), mark("Task"), mark("Make a task of it"), Group.DEALS)
HYGIENE: Final = Command(
    "hygiene", "hygiene", ("h", "f7"), mark("Clean up"), mark("Go through the deals that need mending"), Group.DEALS
)
BACK: Final = Command("back", "back", ("escape",), mark("Back"), mark("Clear the filter"), Group.MOVE)

VIEWS: Final = (BOARD, TABLE, FUNNEL, CHANGES, FORECAST)
"""The pipeline room's views, in their order."""

WITH_A_DEAL: Final = (EDIT, TOUCH, NEXT_STEP, PUSH, WIN, LOSE, REOPEN)
"""What is done with the deal under the cursor."""

PIPELINE: Final = (
    OPEN, ADD, EDIT, FILTER, NEXT_VIEW, *VIEWS, TOUCH, NEXT_STEP, PUSH, WIN, LOSE, REOPEN, HYGIENE, EXPORT, EXPLAIN, UNDO,
    REDO, BACK,
)  # fmt: skip
"""What can be done in every view of the pipeline room."""
