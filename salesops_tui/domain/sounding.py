"""Words that stand for Chinese names as they sound: spelled in pinyin, or by their initials."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sounding:
    """Whose name sounds like a word: hdyy and huadong for 华东医药."""

    accounts: tuple[str, ...] = ()
    """Their identifiers."""
    people: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.accounts or self.people)


UNHEARD = Sounding()
