"""Facts about the terminal, and what must be set before Textual is imported. Standard library only."""

from __future__ import annotations

import os
import sys
import unicodedata
from io import TextIOWrapper
from typing import Final

KITTY_OPT_OUT: Final = "TEXTUAL_DISABLE_KITTY_KEY"
"""Textual reads this once, while it is being imported."""

BIDI_CONTROLS: Final = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Characters that reorder the text around them: a name may not rearrange the screen."""

REPLACEMENT: Final = "\ufffd"


def prepare() -> None:
    """Make the terminal safe for Chinese input and output; call it before anything imports Textual.

    The Kitty keyboard protocol's "report all keys" mode loses text committed by an input method (some terminals drop it,
    and from five characters on Textual's parser takes it apart), so it is off unless the person has set the variable.
    Streams are switched to UTF-8: on a Chinese Windows they would be GBK, and a name outside it would end the program.
    """
    os.environ.setdefault(KITTY_OPT_OUT, "1")
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper) and (stream.encoding or "").lower().replace("-", "") != "utf8":
            stream.reconfigure(encoding="utf-8", errors="replace")


def printable(text: str) -> str:
    """The text as it may be sent to a terminal: one line, no control, bidi or unpaired surrogate characters.

    Data is cleaned when it comes in; this guards the way out as well, because one ESC byte in a customer's name is enough
    to write to the clipboard. Line breaks and tabs become blanks, everything else unprintable the replacement character.
    """
    if text.isprintable() and BIDI_CONTROLS.isdisjoint(text):
        return text
    return "".join(character if _is_harmless(character) else _stand_in(character) for character in text)


def _is_harmless(character: str) -> bool:
    # Format characters such as the joiner inside an emoji are not "printable" for Python, yet they draw nothing by
    # themselves and taking them out would change what the person typed.
    return character not in BIDI_CONTROLS and unicodedata.category(character) not in ("Cc", "Cs", "Zl", "Zp")


def _stand_in(character: str) -> str:
    return " " if character in "\t\n\r\v\f\x85\u2028\u2029" else REPLACEMENT
