"""Text from people and other programs: what hides in it leaves when it comes in, the rest stays as typed."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from salesops_tui.terminal import BIDI_CONTROLS

LONGEST_TEXT: Final = 20_000
"""The longest text of one field, in characters; longer ones are refused."""

_MOST_MARKS: Final = 8
"""Combining marks on one letter; more of them paint over the lines above."""

# Whole terminal commands, with their 8-bit forms: strings (OSC, DCS, SOS, PM, APC) up to their end, CSI, then any ESC pair.
_COMMANDS: Final = re.compile(
    r"(?:\x1b[\]PX^_]|[\x9d\x90\x98\x9e\x9f]).*?(?:\x07|\x1b\\|\x9c|$)"
    r"|(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]?"
    r"|\x1b[ -/]*[0-~]?",
    re.DOTALL,
)
_INVISIBLE: Final = BIDI_CONTROLS | frozenset("\u200b\u200c\u2060\ufeff\u00ad\u180e")
# Latin, Chinese, Japanese and Korean letters and signs, none of which hides or combines: nearly every text is made of these.
_PLAIN: Final = re.compile(
    "[ -~\u00a1-\u00ac\u00ae-\u024f\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\u2190-\u21ff\u2460-\u257f"
    "\u3000-\u3029\u3030-\u3098\u309b-\u30ff\u3400-\u9fff\uac00-\ud7a3\uff01-\uff9f]*"
)
_JOINER: Final = "\u200d"
_BLANKS: Final = re.compile(r"[\t\n\v\f\r\x85\u2028\u2029]+")
_LINE_ENDS: Final = re.compile(r"\r\n?|[\v\f\x85\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class CleanText:
    """A text as it is kept."""

    text: str
    removed: bool
    """Whether characters were taken out that nobody could see."""


def clean_text(text: str, *, multiline: bool = False) -> CleanText:
    """The text without what obeys a terminal, reorders lines or cannot be seen; composed (NFC), without blanks at the ends.

    Line breaks and tabs become one blank; with ``multiline`` line breaks stay, as ``\\n``.
    """
    if _PLAIN.fullmatch(text):
        return CleanText(text.strip(), removed=False)
    visible = _without_hidden(_COMMANDS.sub("", text))
    broken = _LINE_ENDS.sub("\n", visible).replace("\t", " ") if multiline else _BLANKS.sub(" ", visible)
    return CleanText(unicodedata.normalize("NFC", broken).strip(), removed=visible != text)


def match_key(text: str) -> str:
    """What makes two spellings the same name: width, case, blanks and invisible characters do not count."""
    if text.isascii():
        return " ".join(text.casefold().split())
    return " ".join(_without_hidden(unicodedata.normalize("NFKC", text)).casefold().split())


def _without_hidden(text: str) -> str:
    if _PLAIN.fullmatch(text):
        return text
    kept: list[str] = []
    marks = 0
    for place, character in enumerate(text):
        marks = marks + 1 if unicodedata.combining(character) else 0
        if marks <= _MOST_MARKS and _is_visible(text, place):
            kept.append(character)
    return "".join(kept)


def _is_visible(text: str, place: int) -> bool:
    character = text[place]
    if character in _INVISIBLE:
        return False
    if character == _JOINER:
        return 0 < place < len(text) - 1 and _is_emoji(text[place - 1]) and _is_emoji(text[place + 1])
    return unicodedata.category(character) not in ("Cc", "Cs") or character in "\t\n\r\v\f\x85"


def _is_emoji(character: str) -> bool:
    """Near enough: symbols, and the variation selector and skin tones that follow them."""
    return unicodedata.category(character) in ("So", "Sk") or character == "\ufe0f"
