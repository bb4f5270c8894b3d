"""What every kind of record in the workbook has in common."""

from __future__ import annotations

from typing import Protocol


class Record(Protocol):
    """A row of the workbook."""

    @property
    def id(self) -> str:
        """Sortable by time of creation and unique among all workbooks (a UUIDv7 in 32 hexadecimal digits)."""


class ImportedRecord(Record, Protocol):
    """A record that may come from another system, and be recognised when that system's next export arrives."""

    @property
    def source(self) -> str | None:
        """The system it came from, or None when it was made here."""

    @property
    def external_id(self) -> str | None:
        """Its identifier there, compared letter by letter (some systems' differ in case only)."""
