"""Meetings: their agendas with what was noted, decisions, what comes back, sealed minutes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from salesops_tui.domain.meeting_templates import Embed, Layout
from salesops_tui.domain.recurrences import Recurrence
from salesops_tui.domain.standups import Absent

if TYPE_CHECKING:
    from salesops_tui.domain.written import WrittenDocument


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """One item of a meeting, with what was noted of it."""

    key: str
    title: str
    minutes: int
    owner: str = ""
    prompt: str = ""
    outcome: str = ""
    embed: Embed | None = None
    priority: int = 2
    note: str = ""
    """Markdown."""
    is_complete: bool = False


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting, planned, under way or held."""

    id: str
    template: str
    """The key of the template that it was made from."""
    title: str
    held_on: date
    slot: int
    """Minutes; the items' sum to it."""
    layout: Layout
    agenda: tuple[AgendaItem, ...]
    present: tuple[str, ...] = ()
    """Who is or was there, by identifier."""
    absent: tuple[Absent, ...] = ()
    spent: tuple[int, ...] = ()
    """Seconds of each item, once it is over."""
    starts_at: time | None = None
    """Local time."""
    series_id: str | None = None
    account_id: str | None = None
    """The customer that it is about."""
    started_at: datetime | None = None
    ended_at: datetime | None = None

    @property
    def is_held(self) -> bool:
        """Whether it is over."""
        return self.ended_at is not None

    @property
    def person_seconds(self) -> int:
        """What it cost: the seconds it took, times the people who were there."""
        return sum(self.spent) * len(self.present)


@dataclass(frozen=True, slots=True)
class Decision:
    """What a meeting decided; a record of its own, to be found later."""

    id: str
    meeting_id: str
    item: str
    """The key of the agenda's item."""
    text: str
    decided_on: date


@dataclass(frozen=True, slots=True)
class MeetingSeries:
    """A meeting that comes back."""

    id: str
    template: str
    title: str
    recurrence: Recurrence
    starts_on: date
    slot: int
    """Minutes."""
    starts_at: time | None = None
    account_id: str | None = None


@dataclass(frozen=True, slots=True)
class SealedMinutes:
    """The minutes of a meeting as they were handed on; nothing of them is ever changed."""

    id: str
    meeting_id: str
    edition: int
    """1, and one more for each that took the place of another."""
    sealed_at: datetime
    author: str
    minutes: WrittenDocument
    digest: str
    """SHA-256 of the minutes as they are stored."""
