"""What a file's rows say, as field values of the records they speak of, before any comparison."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Generic, TypeVar

from salesops_tui.domain.imports import RowVerdict, Verdict
from salesops_tui.domain.records import ImportedRecord
from salesops_tui.importing.table import ImportTable

R = TypeVar("R", bound=ImportedRecord)

KEEP: Final = object()
"""In place of a value: the row does not tell this field, so it stays as it is."""


# Not frozen: a hundred thousand of these are made at a time, and freezing would triple what one costs.
@dataclass(slots=True)
class Incoming:
    """One row that can be compared."""

    place: int
    """Its index in the table."""
    external_id: str | None
    names: tuple[Any, ...]
    """What tells the record where no identifier does, before it is folded for comparison."""
    name: str
    values: tuple[Any, ...]
    """The values of ``IncomingRows.names``."""


@dataclass
class IncomingRows(Generic[R]):
    """The rows of one file, read as one kind of record."""

    names: tuple[str, ...]
    """The fields that the file tells."""
    rows: list[Incoming]
    make: Callable[[str, dict[str, Any]], R]
    """An identifier and the fields that are known → a new record."""
    natural_keys: Callable[[R], Sequence[Hashable]]
    """The natural keys under which an existing record may be meant."""
    fold: Callable[[tuple[Any, ...]], Sequence[Hashable]] = tuple
    """``Incoming.names`` → the natural keys of a row, the surest first; folding is dear, so it waits until it is needed."""
    across_sources: bool = False
    """Whether one and the same thing may come from several systems, as a person or an account may."""
    repeats: bool = False
    """Whether rows without an identifier may be alike and still be two things, as order lines are."""
    refused: dict[int, str] = field(default_factory=dict)
    """Rows that cannot be brought in, by index: why."""


def external_id(table: ImportTable, place: int) -> str | None:
    """The identifier that the file's system gives a row."""
    column = table.columns.get("external_id")
    return column[place] if column else None


def usable(table: ImportTable) -> Iterator[int]:
    """The indexes of the rows without a fault."""
    return (place for place in range(len(table.lines)) if place not in table.faults)


def skips(table: ImportTable, refused: Mapping[int, str]) -> Iterator[RowVerdict]:
    """A verdict for every row and line that is left out."""
    names = table.columns.get("name") or table.columns.get("title") or [None] * len(table.lines)
    for place, reasons in table.faults.items():
        yield RowVerdict(table.lines[place], Verdict.SKIP, names[place] or "", reason="; ".join(reasons))
    for place, reason in refused.items():
        yield RowVerdict(table.lines[place], Verdict.SKIP, names[place] or "", reason=reason)
    for line, reason in table.skipped:
        yield RowVerdict(line, Verdict.SKIP, reason=reason)
