"""What an import found: a verdict for each row of a file, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property


class Verdict(StrEnum):
    """What becomes of a row."""

    CREATE = "create"
    UPDATE = "update"
    UNCHANGED = "unchanged"
    SKIP = "skip"


class Policy(StrEnum):
    """Whether a column's values may overwrite what is here."""

    ALWAYS = "always"
    IF_BLANK = "if-blank"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of a record that a row changes, or would change."""

    field: str
    """The field's name in the program; its title is found in ``importing.fields``."""
    before: str
    """What the workbook says, in words; empty for nothing."""
    after: str
    """What the file says, in words."""


@dataclass(frozen=True, slots=True)
class RowVerdict:
    """What becomes of one row, and why."""

    line: int
    """Where the row begins in its file, counted from 1."""
    verdict: Verdict
    name: str = ""
    """What the record is called."""
    changes: tuple[FieldChange, ...] = ()
    """For an update."""
    conflicts: tuple[FieldChange, ...] = ()
    """Fields changed both here and over there: ``before`` is ours and stays, ``after`` is theirs."""
    reason: str = ""
    """For a skipped row."""
    notes: tuple[str, ...] = ()
    """What was done to the row's text on the way in."""


@dataclass(frozen=True, slots=True)
class Stub:
    """A record made because a row names it and nobody knew it."""

    table: str
    """``person``, ``account``, ``contact`` or ``product``."""
    name: str


@dataclass(frozen=True)
class FileOutcome:
    """What one file brought, or would bring."""

    file: str
    """The file's name."""
    kind: str
    """What its rows are: deals, accounts …"""
    source: str
    """The system it comes from."""
    rows: Sequence[RowVerdict]
    columns: Sequence[tuple[str, str | None]] = ()
    """Each header of the file and the field it was read as; None for a column that was left aside."""
    stubs: Sequence[Stub] = ()
    missing: Sequence[str] = ()
    """With a full export: open deals of its source that it no longer has, by name."""
    notices: Sequence[str] = ()
    """What holds for the file as a whole: skipped title rows, units, the order of dates."""
    stages: Sequence[tuple[str, str]] = ()
    """Each stage name of the file and the name of ours that it was read as."""

    @cached_property
    def counts(self) -> Counter[Verdict]:
        """How many rows got each verdict."""
        return Counter(row.verdict for row in self.rows)

    @cached_property
    def changed_fields(self) -> Counter[str]:
        """How many updates touch each field, most first."""
        return Counter(change.field for row in self.rows for change in row.changes)

    @cached_property
    def conflicts(self) -> int:
        """How many fields were changed on both sides."""
        return sum(len(row.conflicts) for row in self.rows)


@dataclass(frozen=True)
class ImportOutcome:
    """What one import brought, or would bring: all files, in the order in which they were taken in."""

    files: Sequence[FileOutcome]
    step: int | None
    """The number of the step that holds it; None when nothing changed, or for a preview."""
    trial: bool = field(default=False)
    """Whether it was only tried and taken back."""

    def count(self, verdict: Verdict) -> int:
        """How many rows of all files got a verdict."""
        return sum(file.counts[verdict] for file in self.files)
