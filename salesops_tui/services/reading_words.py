"""How a line was understood, in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from salesops_tui.domain.quick_add.reading import Problem, Unclear
from salesops_tui.formats import near_day, weekday_and_date
from salesops_tui.i18n import _, mark
from salesops_tui.services.quick_add import LiveReading
from salesops_tui.services.recurrence_words import words
from salesops_tui.services.task_words import minutes_words, quadrant_title

_NEAR_DAYS: Final = 6


class Tone(StrEnum):
    """How a piece of a reading is to be seen."""

    QUADRANT = "quadrant"
    PLAIN = "plain"
    DATE = "date"
    NAME = "name"
    TAG = "tag"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Piece:
    """A few words of a reading."""

    text: str
    tone: Tone


_PROBLEMS: Final[Mapping[Unclear, str]] = {
    Unclear.NO_SUCH_DAY: mark("there is no {text}: it stays in the title"),
    Unclear.NO_SUCH_TIME: mark("there is no time {text}: it stays in the title"),
    Unclear.DAY_PASSED: mark("{text} has passed"),
    Unclear.NOBODY: mark("nobody is called {text}: it stays in the title"),
    Unclear.SEVERAL_PEOPLE: mark("{text} may be {names}: enter asks"),
    Unclear.SEVERAL_NAMES: mark("{text} may be {names}: enter asks"),
    Unclear.NEVER_COMES: mark("{text} never comes: it stays in the title"),
    Unclear.TWO_DAYS: mark("a second date, {text}: it stays in the title"),
    Unclear.TOO_LONG: mark("the line is too long to be a task"),
    Unclear.NO_TITLE: mark("what is to be done?"),
}
_OPEN: Final = mark("{text} may be {names}: it was left open")
_NAMES_SHOWN: Final = 3


def describe(seen: LiveReading, *, asks: bool = True) -> list[Piece]:
    """The reading in pieces, what is unclear at the end; ``asks`` says that somebody can be asked about it."""
    reading = seen.reading
    if not reading.line.strip():
        return []
    told = [Piece(quadrant_title(seen.quadrant), Tone.QUADRANT)]
    if reading.due_on is not None:
        near = 0 <= (reading.due_on - seen.today).days <= _NEAR_DAYS
        day = near_day(reading.due_on, seen.today) if near else weekday_and_date(reading.due_on)
        at = f" {reading.due_at:%H:%M}" if reading.due_at is not None else ""
        told.append(Piece(_("due {day}").format(day=day + at), Tone.DATE))
    if reading.start_on is not None:
        told.append(Piece(_("from {day}").format(day=near_day(reading.start_on, seen.today)), Tone.DATE))
    if reading.recurrence is not None:
        told.append(Piece(words(reading.recurrence), Tone.DATE))
    told += [
        Piece(named.name, Tone.NAME) for named in (reading.owner, reading.deal, reading.account) if named is not None
    ]
    if reading.estimate is not None:
        told.append(Piece(minutes_words(reading.estimate), Tone.PLAIN))
    told += [Piece(f"#{tag}", Tone.TAG) for tag in reading.tags]
    told += [Piece(problem_words(problem, asks=asks), Tone.WARNING) for problem in reading.problems]
    return told


def problem_words(problem: Problem, *, asks: bool = True) -> str:
    """What is unclear, and what becomes of it."""
    words = _PROBLEMS[problem.kind] if asks or not problem.candidates else _OPEN
    shown = [named.name for named in problem.candidates[:_NAMES_SHOWN]]
    if len(problem.candidates) > _NAMES_SHOWN:
        shown.append("…")
    return _(words).format(text=f"“{problem.text.strip()}”", names=_(", ").join(shown))
