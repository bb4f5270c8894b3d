"""Numbers in figures or in Chinese characters, up to ninety-nine."""

from __future__ import annotations

from typing import Final

DIGITS: Final = {name: value for value, name in enumerate("零一二三四五六七八九")} | {"两": 2, "兩": 2, "〇": 0}
NUMBER: Final = r"(?:\d{1,3}|[一二三四五六七八九]?十[一二三四五六七八九]?|[一二两兩三四五六七八九])"
"""A pattern for a number in either writing."""
_NAMES: Final = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_WORDS: Final = {name: value for value, name in enumerate(_NAMES, 1)} | {"a": 1, "an": 1, "a couple of": 2}
WORD_NUMBER: Final = r"(?:\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|a\s+couple\s+of)"
"""A pattern for a number in English, in figures or as a word."""


def number_of(text: str) -> int:
    """The value of what ``NUMBER`` or ``WORD_NUMBER`` matches."""
    word = " ".join(text.lower().split())
    if word.isdigit():
        return int(word)
    if word in _WORDS:
        return _WORDS[word]
    tens, mark, ones = word.partition("十")
    if not mark:
        return DIGITS[word]
    return (DIGITS[tens] if tens else 1) * 10 + (DIGITS[ones] if ones else 0)
