"""Comparing a row with the record it speaks of, field by field, around what was edited here."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import Any, Generic, TypeVar

from salesops_tui.domain.imports import FieldChange, Policy
from salesops_tui.domain.records import ImportedRecord
from salesops_tui.services.imports.rows import KEEP
from salesops_tui.storage.records import Records

R = TypeVar("R", bound=ImportedRecord)

Words = Callable[[str, Any, Any], str]
"""A field's name, its value and the record it belongs to → the value in words."""


@dataclass(frozen=True, slots=True)
class Merged(Generic[R]):
    """What a row does to a record."""

    record: R
    """The record as it is to be."""
    changes: tuple[FieldChange, ...] = ()
    conflicts: tuple[FieldChange, ...] = ()
    kept: tuple[tuple[str, str, Any], ...] = ()
    """Fields that keep their local value: record, field, and what the source now says."""
    settled: tuple[tuple[str, str], ...] = ()
    """Local edits that are none any more: record, field."""


class Merger(Generic[R]):
    """Merges rows of one source into records of one kind."""

    def __init__(
        self,
        records: Records[R],
        source: str,
        names: Sequence[str],
        policies: Mapping[str, Policy],
        words: Words,
    ) -> None:
        self._records = records
        self._source = source
        self._names = tuple(names)
        self._policies = policies
        self._words = words
        self._current: Callable[[R], Any] = attrgetter(*names) if len(names) > 1 else _single(names[0])
        self._edits: dict[str, dict[str, dict[str, Any]]] = {}

    def merge(self, record: R, values: tuple[Any, ...], external_id: str | None) -> Merged[R]:
        """The record with the row's values in it, as far as they may overwrite what is there."""
        current = self._current(record)
        if KEEP in values:
            values = tuple(ours if theirs is KEEP else theirs for ours, theirs in zip(current, values, strict=True))
        edits = self._local_edits(record)
        adopts = self._adopts(record, external_id)
        if current == values and not edits and not adopts:
            return Merged(record)
        taken: dict[str, Any] = {}
        conflicts: list[FieldChange] = []
        kept: list[tuple[str, str, Any]] = []
        settled: list[tuple[str, str]] = []
        for name, ours, theirs in zip(self._names, current, values, strict=True):
            if ours == theirs:
                if name in edits:
                    settled.append((record.id, name))
                continue
            decision = self._decide(record, name, ours, theirs, edits)
            if decision is _TAKE:
                taken[name] = theirs
                if name in edits:
                    settled.append((record.id, name))
            elif decision is _CONFLICT:
                conflicts.append(self._change(record, name, ours, theirs))
                kept.append((record.id, name, theirs))
        changes = tuple(
            self._change(record, name, ours, taken[name])
            for name, ours in zip(self._names, current, strict=True)
            if name in taken
        )
        if adopts:
            field, told = ("external_id", external_id) if external_id else ("source", self._source)
            changes = (*changes, FieldChange(field, "", told))
            taken |= {"source": self._source, "external_id": external_id}
        # A record is one of several dataclasses, which ``replace`` cannot be told.
        merged: R = replace(record, **taken) if taken else record  # type: ignore[type-var]
        return Merged(merged, changes, tuple(conflicts), tuple(kept), tuple(settled))

    def _decide(self, record: R, name: str, ours: Any, theirs: Any, edits: Mapping[str, Any]) -> object:
        policy = self._policies.get(name)
        if policy is Policy.NEVER:
            return _LEAVE
        if policy is Policy.ALWAYS:
            return _TAKE
        if _is_blank(ours) and not _is_blank(theirs) and name not in edits:
            return _TAKE
        if policy is Policy.IF_BLANK:
            return _LEAVE
        if name in edits:
            # What the source says did not change: the local edit stands, and nobody need hear of it again.
            return _LEAVE if edits[name] == theirs else _CONFLICT
        if record.source == self._source:
            return _TAKE
        if _is_blank(theirs):
            return _LEAVE
        if record.source is None:
            return _CONFLICT
        # Another system's full record is its own; a stub that it left behind may be filled by whoever knows more.
        return _LEAVE if record.external_id else _TAKE

    def _adopts(self, record: R, external_id: str | None) -> bool:
        """Whether the record becomes this source's: one made by hand, or a stub whose identifier is now known."""
        if record.source is None:
            return True
        return record.external_id is None and external_id is not None

    def _local_edits(self, record: R) -> Mapping[str, Any]:
        if record.source is None:
            return {}
        if record.source not in self._edits:
            self._edits[record.source] = self._records.local_edits(record.source)
        return self._edits[record.source].get(record.id, {})

    def _change(self, record: R, name: str, ours: Any, theirs: Any) -> FieldChange:
        return FieldChange(name, self._words(name, ours, record), self._words(name, theirs, record))


_TAKE, _LEAVE, _CONFLICT = object(), object(), object()


def _is_blank(value: Any) -> bool:
    return value is None or value == "" or value == ()


def _single(name: str) -> Callable[[Any], tuple[Any]]:
    get = attrgetter(name)
    return lambda record: (get(record),)
