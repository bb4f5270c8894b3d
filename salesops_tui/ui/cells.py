"""Text in terminal cells: a Chinese character takes two, and what does not fit is cut with a mark."""

from __future__ import annotations

import re
from typing import Final

from rich.cells import cell_len, set_cell_size

from salesops_tui.terminal import printable

ELLIPSIS: Final = "…"

# A character of a script that breaks anywhere, with the signs that may not begin a line; or a word; with the blanks after it.
_WIDE: Final = r"\u2e80-\u9fff\uac00-\ud7a3\uff00-\uffef"
_WORD: Final = re.compile(rf"[{_WIDE}][，。；：！？、）》”]* *|[^\s{_WIDE}]+ *| +")


def cut(text: str, width: int) -> str:
    """The text as it may be shown, no wider than so many cells."""
    text = printable(text)
    if cell_len(text) <= width:
        return text
    if width <= 1:
        return ELLIPSIS[:width]
    return set_cell_size(text, width - 1).rstrip(" ") + ELLIPSIS


def fit(text: str, width: int) -> str:
    """The text cut or filled up with blanks to exactly so many cells."""
    return set_cell_size(cut(text, width), width)


def fit_pair(left: str, right: str, width: int) -> tuple[str, str]:
    """Two texts that share a width, one at each end: the left one yields; returns it with the gap, and the right one."""
    right = cut(right, width)
    room = width - cell_len(right)
    return (fit(left, room - 1) + " " if room > 1 else " " * max(room, 0)), right


def wrap(text: str, width: int) -> list[str]:
    """The text in lines no wider than so many cells: broken at blanks, and between Chinese characters."""
    lines = [""]
    for word in _WORD.findall(printable(text)):
        if cell_len((lines[-1] + word).rstrip(" ")) <= width:
            lines[-1] += word
            continue
        while cell_len(word.rstrip(" ")) > width > 0:
            head = set_cell_size(word, width).rstrip(" ")
            lines.append(head)
            word = word[len(head) :]
        lines.append(word)
    return [line.rstrip(" ") for line in lines if line.strip(" ")] or [""]
