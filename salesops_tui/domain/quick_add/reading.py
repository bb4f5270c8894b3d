"""What a line comes to: the task that it means, which characters mean what, and what is unclear."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import Protocol

from salesops_tui.domain.calendar import WorkingCalendar
from salesops_tui.domain.recurrences import Recurrence


class NameKind(StrEnum):
    """Whose name it is."""

    PERSON = "person"
    DEAL = "deal"
    ACCOUNT = "account"


@dataclass(frozen=True, slots=True)
class Named:
    """A record that a line can name."""

    kind: NameKind
    id: str
    name: str
    detail: str = ""
    """What tells it apart from others of the same name: a deal's account, its owner."""


@dataclass(frozen=True, slots=True)
class Mention:
    """Characters of a text that name something; ``end`` is the place after the last."""

    start: int
    end: int
    candidates: tuple[Named, ...]
    """Who or what may be meant, the likeliest first: one is clear, several are to be asked about."""


class Finder(Protocol):
    """Knows the names in the workbook."""

    def person(self, text: str) -> Mention | None:
        """Who is named at the very beginning of a text, as after an ``@``; None when nobody is."""

    def mentions(self, text: str) -> Sequence[Mention]:
        """Deals and accounts that are named anywhere in a text, in order, not overlapping."""


class Part(StrEnum):
    """What some characters of a line mean."""

    DUE = "due"
    TIME = "time"
    START = "start"
    IMPORTANT = "important"
    URGENT = "urgent"
    OWNER = "owner"
    TAG = "tag"
    ESTIMATE = "estimate"
    RECURRENCE = "recurrence"
    DEAL = "deal"
    ACCOUNT = "account"


@dataclass(frozen=True, slots=True)
class Span:
    """Characters of a line and what they mean; what no span covers is the title, and names stay in it too."""

    start: int
    end: int
    part: Part


class Unclear(StrEnum):
    """What a line leaves open. None of it stands in the way: the characters stay in the title."""

    NO_SUCH_DAY = "no_such_day"
    NO_SUCH_TIME = "no_such_time"
    DAY_PASSED = "day_passed"
    NOBODY = "nobody"
    SEVERAL_PEOPLE = "several_people"
    SEVERAL_NAMES = "several_names"
    NEVER_COMES = "never_comes"
    """A recurrence that has no next day."""
    TWO_DAYS = "two_days"
    """A second due date; the first counts."""
    TOO_LONG = "too_long"
    NO_TITLE = "no_title"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something unclear, and the characters that are meant."""

    kind: Unclear
    start: int
    end: int
    text: str = ""
    """Those characters."""
    candidates: tuple[Named, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """The task that a line means."""

    line: str
    title: str = ""
    """What is left when dates, signs and people are taken out; names of deals and accounts stay in it."""
    important: bool = False
    urgent: bool = False
    """Somebody said so, whatever the dates say."""
    due_on: date | None = None
    due_at: time | None = None
    start_on: date | None = None
    estimate: int | None = None
    """Minutes."""
    owner: Named | None = None
    tags: tuple[str, ...] = ()
    recurrence: Recurrence | None = None
    deal: Named | None = None
    account: Named | None = None
    spans: tuple[Span, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Context:
    """What a line is read by."""

    now: datetime
    """Local time."""
    calendar: WorkingCalendar
    finder: Finder

    @property
    def today(self) -> date:
        """The local date."""
        return self.now.date()
