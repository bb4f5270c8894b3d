"""The rows of one file against the records of one kind: who is meant, what is new, what differs."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from salesops_tui.domain.imports import Policy, RowVerdict, Verdict
from salesops_tui.domain.records import ImportedRecord
from salesops_tui.i18n import _
from salesops_tui.importing.table import ImportTable
from salesops_tui.services.imports.merging import Merger, Words
from salesops_tui.services.imports.rows import KEEP, Incoming, IncomingRows, skips
from salesops_tui.storage.records import Change, Records

R = TypeVar("R", bound=ImportedRecord)


@dataclass
class Compared(Generic[R]):
    """What is to be written, and the verdicts that say so."""

    verdicts: list[RowVerdict]
    created: list[tuple[Incoming, R]] = field(default_factory=list)
    changed: list[tuple[Incoming, Change[R]]] = field(default_factory=list)
    met: set[str] = field(default_factory=set)
    """The records that rows speak of."""
    kept: list[tuple[str, str, Any]] = field(default_factory=list)
    settled: list[tuple[str, str]] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.created or self.changed or self.kept or self.settled)


Settle = Callable[[Incoming, Any, Any], Any]
"""A row, the record before (None for a new one) and after → the record with what follows from both."""


def as_told(_row: Incoming, _before: Any, after: Any) -> Any:
    """Nothing follows."""
    return after


def compare(
    table: ImportTable,
    incoming: IncomingRows[R],
    records: Records[R],
    source: str,
    policies: Mapping[str, Policy],
    words: Words,
    new_id: Callable[[], str],
    settle: Settle = as_told,
) -> Compared[R]:
    """Find the record that each row speaks of and compare the two; nothing is written."""
    result: Compared[R] = Compared(list(skips(table, incoming.refused)))
    finder = _Finder(records.all(), incoming, source)
    merger = Merger(records, source, incoming.names, policies, words)
    first_line: dict[str, int] = {}
    claimed: dict[str, int] = {}
    # What an identifier tells goes first: only then is it known which records are left for rows that have a name alone,
    # and what those records are called by now. Otherwise the same file, brought in again, would find another answer.
    for row in sorted(incoming.rows, key=finder.turn):
        line = table.lines[row.place]
        notes = tuple(table.notes.get(row.place, ()))
        # For the same reason the first row with an identifier stands for it, also when it is skipped itself.
        claim = claimed.setdefault(row.external_id, line) if row.external_id is not None else line
        if claim != line:
            result.verdicts.append(_same_as(claim, line, row, notes))
            continue
        record, several = finder.find(row)
        if several:
            reason = _("several records are called this, and the file gives no ID to tell them apart")
            result.verdicts.append(RowVerdict(line, Verdict.SKIP, row.name, reason=reason, notes=notes))
            continue
        if record is not None and record.id in first_line:
            result.verdicts.append(_same_as(first_line[record.id], line, row, notes))
            continue
        if record is None:
            record = _new(row, incoming, source, new_id, settle)
            result.created.append((row, record))
            result.verdicts.append(RowVerdict(line, Verdict.CREATE, row.name, notes=notes))
            finder.know(row, record)
        else:
            finder.take(row, record)
            merged = merger.merge(record, row.values, row.external_id)
            after = settle(row, record, merged.record)
            differs = after is not record and after != record
            if differs:
                result.changed.append((row, Change(record, after)))
                finder.renew(after)
            result.kept += merged.kept
            result.settled += merged.settled
            verdict = Verdict.UPDATE if differs else Verdict.UNCHANGED
            result.verdicts.append(RowVerdict(line, verdict, row.name, merged.changes, merged.conflicts, notes=notes))
        first_line[record.id] = line
    result.met = set(first_line)
    result.verdicts.sort(key=lambda verdict: verdict.line)
    return result


def _same_as(first: int, line: int, row: Incoming, notes: tuple[str, ...]) -> RowVerdict:
    reason = _("it is the same record as line {line}, which was taken").format(line=first)
    return RowVerdict(line, Verdict.SKIP, row.name, reason=reason, notes=notes)


def _new(row: Incoming, incoming: IncomingRows[R], source: str, new_id: Callable[[], str], settle: Settle) -> R:
    known = {name: value for name, value in zip(incoming.names, row.values, strict=True) if value is not KEEP}
    known["source"] = source
    known["external_id"] = row.external_id
    made: R = settle(row, None, incoming.make(new_id(), known))
    return made


class _Finder(Generic[R]):
    """Finds the record that a row speaks of: by its identifier, else by its natural keys among those without one."""

    def __init__(self, records: Sequence[R], incoming: IncomingRows[R], source: str) -> None:
        self._incoming = incoming
        self._source = source
        self._by_id: dict[str, R] = {}
        self._by_key: dict[Hashable, list[R]] = {}
        for record in records:
            if record.source == source and record.external_id is not None:
                self._by_id[record.external_id] = record
        # Natural keys are dear to fold; a file whose every row is found by its identifier never asks for them.
        self._records: dict[str, R] | None = {record.id: record for record in records}
        self._used: dict[Hashable, int] = {}
        self._taken: set[str] = set()
        # Only a row without an identifier can mean what another row of the same file has made.
        self._some_without_id = any(row.external_id is None for row in incoming.rows)

    def turn(self, row: Incoming) -> int:
        """When a row is asked about: those whose identifier is known, then those that have one, then the others."""
        if row.external_id is None:
            return 2
        return 0 if row.external_id in self._by_id else 1

    def renew(self, record: R) -> None:
        """A record as it is to be, before natural keys are asked for."""
        if self._records is not None:
            self._records[record.id] = record

    def find(self, row: Incoming) -> tuple[R | None, bool]:
        """The record, if there is one; and whether there are several that cannot be told apart."""
        if row.external_id is not None and row.external_id in self._by_id:
            return self._by_id[row.external_id], False
        self._index()
        if not self._by_key:
            return None, False
        for key in self._incoming.fold(row.names):
            found = [record for record in self._by_key.get(key, ()) if self._may_be(record, row)]
            if self._incoming.repeats and found and row.external_id is None:
                used = self._used[key] = self._used.get(key, 0) + 1
                return (found[used - 1] if used <= len(found) else None), False
            if len(found) == 1:
                return found[0], False
            if found:
                return None, True
        return None, False

    def know(self, row: Incoming, record: R) -> None:
        """A record that a row has just made: a later row may speak of it again."""
        if row.external_id is not None:
            self._by_id[row.external_id] = record
        if self._some_without_id and not self._incoming.repeats:
            for key in self._incoming.fold(row.names)[:1]:
                self._by_key.setdefault(key, []).append(record)

    def take(self, row: Incoming, record: R) -> None:
        """A record that a row has found: from now on it has that row's identifier, and no other row's."""
        if row.external_id is not None:
            self._taken.add(record.id)

    def _index(self) -> None:
        if self._records is None:
            return
        for record in self._records.values():
            if not self._incoming.across_sources and record.source not in (None, self._source):
                continue
            for key in self._incoming.natural_keys(record):
                self._by_key.setdefault(key, []).append(record)
        self._records = None

    def _may_be(self, record: R, row: Incoming) -> bool:
        """Two records that one system gives different identifiers are two, whatever they are called."""
        if row.external_id is None:
            return True
        return record.id not in self._taken and (record.external_id is None or record.source != self._source)
