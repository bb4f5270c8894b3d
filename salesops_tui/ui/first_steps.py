"""What a new workbook offers: the ways to begin, and the steps to a useful morning."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from salesops_tui.i18n import _, mark
from salesops_tui.ui.cells import cut, fit, wrap
from salesops_tui.ui.widgets.figure_sheet import FigureLine, Span, Stop
from salesops_tui.ui.widgets.headings import heading

KIND: Final = "first-step"
"""The first part of the keys of lines that do something."""
_KEY: Final = 8
_BEGINNINGS: Final[Mapping[str, tuple[str, str]]] = {
    "app.import": ("i", mark("Bring in a CRM export, looking at it first")),
    "app.sample": ("enter", mark("Look around in sample data; q comes back here")),
    "by_hand": ("enter", mark("Start by hand: a first deal, with its owner")),
    "app.tour": ("enter", mark("Learn the keys, in less than a minute")),
}
"""What a line does when enter is pressed on it, its key, and its words."""
_STEPS: Final = (
    ("i", mark("Every morning: the new export. Differences become history, nothing doubles.")),
    ("m", mark("Once: who takes part in the stand-up, and in which order.")),
    ("space", mark("The stand-up: fifteen minutes, prepared from the record.")),
    ("4 a", mark("What comes of it: tasks, each in one line.")),
    ("2", mark("On Friday: the report, which has written itself.")),
)


def first_lines(width: int) -> Iterator[FigureLine]:
    """The beginnings, on which enter acts; then the five steps."""
    yield heading(_("A new workbook: how would you like to begin?"), width)
    for action, (key, words) in _BEGINNINGS.items():
        told = Span(cut(_(words), max(width - _KEY - 2, 0)), "strong", Stop((KIND, action), leads=True))
        yield (Span(f"  {fit(key, _KEY)}", "accent"), told)
    yield ()
    yield heading(_("Five steps to a useful morning"), width)
    for key, words in _STEPS:
        shown = key
        for line in wrap(_(words), max(width - _KEY - 3, 1)):
            yield (Span(f"  {fit(shown, _KEY)}", "accent"), Span(line, "muted"))
            shown = ""
    yield ()
    for line in wrap(_("? lists all keys where you are, ctrl+p finds every command."), max(width - 2, 1)):
        yield (Span(f"  {line}", "muted"),)
