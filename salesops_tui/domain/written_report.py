"""A weekly report put into words, in the reader's language, ready for any format."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class WrittenRow:
    """A figure with its title, and what is to be said of it: its change."""

    key: str
    title: str
    value: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class WrittenList:
    """Lines under a heading of their own: the deals behind a figure."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WrittenSection:
    """One of the four."""

    key: str
    title: str
    sentence: str
    """The section in one sentence, made from its figures."""
    rows: tuple[WrittenRow, ...] = ()
    lists: tuple[WrittenList, ...] = ()


@dataclass(frozen=True, slots=True)
class WrittenReport:
    """Everything."""

    week: str
    scope: str
    """The team or the person; empty for everybody."""
    title: str
    facts: tuple[str, ...]
    """The days, and what the week is held against."""
    sections: tuple[WrittenSection, ...]
