"""A stand-up put down: who was there, what each said, what is wanted of whom. Words are in the reader's language already."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class SummaryLine:
    """One thing that was said, or that the record says."""

    text: str
    kind: str
    """Where it comes from: a promise, a task, a blocker …"""
    mark: str = ""
    """A sign that says at a glance how it stands."""
    note: str = ""
    """How it stands, in words: kept, 4 days with Zhou."""


@dataclass(frozen=True, slots=True)
class SummaryGroup:
    """Lines under a heading."""

    key: str
    title: str
    lines: tuple[SummaryLine, ...]


@dataclass(frozen=True, slots=True)
class SummaryPart:
    """One person."""

    name: str
    absent: str
    """Why they are not there; empty for those who are."""
    groups: tuple[SummaryGroup, ...]


@dataclass(frozen=True, slots=True)
class StandupSummary:
    """Everything."""

    day: date
    team: str
    title: str
    facts: tuple[str, ...]
    """Who was there, and how long it took against the plan."""
    parts: tuple[SummaryPart, ...]
    groups: tuple[SummaryGroup, ...]
    """What concerns all: reminders, help, deals near closing; nothing of it in one person's."""
