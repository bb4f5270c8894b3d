"""Signs that are one cell wide in every terminal, for those that some terminals draw two cells wide.

Unicode calls the width of “…”, │ and others ambiguous: terminals set to Chinese or Japanese ways may draw them as wide as a
character, and whatever stands to the right of them moves. Letters and currencies stay, so that every text can be read.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from rich.segment import Segment
from textual.filter import LineFilter

if TYPE_CHECKING:
    from textual.color import Color

_STAND_INS: Final[Mapping[str, str]] = {
    "─━═┄┈┅┉–—―‐": "-",
    "│┃║▌▐▍▎▏▋▊▉┆┊": "|",
    "┌┐└┘├┤┬┴┼╭╮╯╰╔╗╚╝╠╣╦╩╬┏┓┗┛┣┫┳┻╋": "+",
    "▁▂": "_",
    "▃▄▅": "=",
    "▆▇█■◆●▲▼◼★": "#",
    "░▒▓": ":",
    "□◇○△▽☆": "o",
    "…·•": ".",
    "→▶": ">",
    "←◀": "<",
    "↑": "^",
    "↓": "v",
    "⇒⇔": "=",
    "‘’": "'",
    "“”": '"',
    "×": "x",
    "÷": "/",
    "±": "+",
    "°": "o",
    "①②③④⑤⑥⑦⑧⑨": "123456789",
}
_TABLE: Final = {
    ord(sign): (stand_in if len(stand_in) == 1 else stand_in[place])
    for signs, stand_in in _STAND_INS.items()
    for place, sign in enumerate(signs)
}


class NarrowSigns(LineFilter):
    """Puts the stand-ins into every line that is drawn."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The line with signs that are narrow everywhere."""
        return [Segment(text.translate(_TABLE), style, control) for text, style, control in segments]
