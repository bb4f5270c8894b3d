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
    DEALS = mark("Deals")
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


# What a Chinese input method makes of / ? = < >.
_TWINS: Final = frozenset(
    {
        "fullwidth_solidus",
        "ideographic_comma",
        "fullwidth_question_mark",
        "fullwidth_equals_sign",
        "left_double_angle_bracket",
        "right_double_angle_bracket",
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
}


def key_name(key: str) -> str:
    """A key as people write it: ``ctrl+z`` is ^z, ``shift+left`` is ⇧←."""
    if key.startswith("ctrl+"):
        return "^" + key_name(key.removeprefix("ctrl+"))
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
PALETTE: Final = Command(
    "palette",
    "app.command_palette",
    ("ctrl+p",),
    mark("Commands"),
    mark("Look for a command by its name"),
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
THEME: Final = Command("theme", "app.switch_theme", ("f12",), mark("Theme"), mark("Dark or light"), Group.PROGRAM)
QUIT: Final = Command("quit", "app.quit", ("q", "ctrl+q"), mark("Quit"), mark("Leave the program"), Group.PROGRAM)

PROGRAM: Final = (HELP, IMPORT, PALETTE, LOG, THEME, QUIT)
"""What can be done everywhere."""

ADD: Final = Command(
    "add", "add", ("a", "ctrl+n"), mark("Add"), mark("Add a deal to this stage"), Group.DEALS, footer=True
)
OPEN: Final = Command(
    "open", "open", ("enter",), mark("Open"), mark("Open the deal with its history"), Group.DEALS, footer=True
)
EDIT: Final = Command("edit", "edit", ("e", "f2"), mark("Edit"), mark("Edit the deal"), Group.DEALS, footer=True)
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
    mark("Say how this column's sum came about"),
    Group.DEALS,
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
BACK: Final = Command("back", "back", ("escape",), mark("Back"), mark("Clear the filter"), Group.MOVE)

PIPELINE: Final = (OPEN, ADD, EDIT, ADVANCE, RETREAT, FILTER, EXPLAIN, UNDO, REDO, BACK)
"""What can be done in the pipeline room."""
