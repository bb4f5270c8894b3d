"""Reading and writing one kind of record: a frozen dataclass on this side, a table on the other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from operator import attrgetter
from typing import Any, Final, Generic, TypeVar

from salesops_tui.domain.records import Record
from salesops_tui.storage.codecs import Codec
from salesops_tui.storage.store import Store

R = TypeVar("R", bound=Record)

BULK: Final = 50
"""From so many rows on, one statement writes them all: SQLite opens a statement journal for each statement with triggers,
which makes a row on its own three times as dear."""


@dataclass(frozen=True)
class Table(Generic[R]):
    """How a kind of record lies in the file: its fields are the columns, in the same order."""

    name: str
    record: type[R]
    codecs: Mapping[str, Codec[Any]]
    """For the fields that are neither text nor a whole number."""

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(field.name for field in fields(self.record))  # type: ignore[arg-type]

    @cached_property
    def select(self) -> str:
        """``SELECT`` with all columns, up to the table's name."""
        return f"SELECT {', '.join(f'{self.name}.{column}' for column in self.columns)} FROM {self.name}"

    @cached_property
    def encoders(self) -> Mapping[int, Callable[[Any], Any]]:
        """The places of the columns whose values need encoding, and how."""
        return {place: self.codecs[name].encode for place, name in enumerate(self.columns) if name in self.codecs}

    @cached_property
    def decoders(self) -> Mapping[int, Callable[[Any], Any]]:
        """The places of the columns whose values need decoding, and how."""
        return {place: self.codecs[name].decode for place, name in enumerate(self.columns) if name in self.codecs}

    @cached_property
    def values(self) -> Callable[[R], tuple[Any, ...]]:
        """All fields of a record, in the columns' order."""
        return attrgetter(*self.columns)

    def encode(self, record: R) -> list[Any]:
        """The record as a row."""
        row = list(self.values(record))
        for place, encode in self.encoders.items():
            if row[place] is not None:
                row[place] = encode(row[place])
        return row

    def encode_columns(self, records: Sequence[R]) -> dict[str, Sequence[Any]]:
        """Many records, column by column; a column in which none of them has a value is left out."""
        columns: dict[str, Sequence[Any]] = {}
        for place, (name, values) in enumerate(
            zip(self.columns, zip(*map(self.values, records), strict=True), strict=True)
        ):
            if values.count(None) == len(values):
                continue
            encode = self.encoders.get(place)
            columns[name] = values if encode is None else [_encode(value, encode) for value in values]
        return columns

    def decode(self, row: Sequence[Any]) -> R:
        """The row as a record."""
        values = list(row)
        for place, decode in self.decoders.items():
            if values[place] is not None:
                values[place] = decode(values[place])
        return self.record(*values)

    def encode_field(self, name: str, value: Any) -> Any:
        """One field's value as it is stored."""
        return self.codecs[name].encode(value) if value is not None and name in self.codecs else value

    def decode_field(self, name: str, value: Any) -> Any:
        """One stored value as the field's."""
        return self.codecs[name].decode(value) if value is not None and name in self.codecs else value


@dataclass(frozen=True, slots=True)
class Change(Generic[R]):
    """A record as it was and as it is to be."""

    before: R
    after: R


class Records(Generic[R]):
    """Questions and writes that every kind of record shares; what is special to a kind stands in its repository.

    Every write must be inside a step of the journal: the tables' triggers refuse it otherwise.
    """

    def __init__(self, store: Store, table: Table[R]) -> None:
        self._store = store
        self._connection = store.connection
        self.table = table

    def get(self, record_id: str) -> R | None:
        """One record by its identifier."""
        row = self._connection.execute(f"{self.table.select} WHERE id = ?", (record_id,)).fetchone()
        return self.table.decode(row) if row else None

    def all(self) -> list[R]:
        """Every record, oldest first."""
        return [self.table.decode(row) for row in self._connection.execute(f"{self.table.select} ORDER BY id")]

    def names(self) -> list[tuple[str, str]]:
        """Identifier and name of every record, oldest first; for kinds that have a name."""
        return self._connection.execute(f"SELECT id, name FROM {self.table.name} ORDER BY id").fetchall()

    def of_deal(self, deal_id: str) -> list[R]:
        """The records that belong to a deal, oldest first; for kinds that refer to one."""
        rows = self._connection.execute(f"{self.table.select} WHERE deal_id = ? ORDER BY id", (deal_id,))
        return [self.table.decode(row) for row in rows]

    def of_account(self, account_id: str) -> list[R]:
        """The records that belong to an account, oldest first; for kinds that refer to one."""
        rows = self._connection.execute(f"{self.table.select} WHERE account_id = ? ORDER BY id", (account_id,))
        return [self.table.decode(row) for row in rows]

    def insert(self, records: Sequence[R]) -> None:
        """Write new records."""
        if len(records) < BULK:
            rows = [self.table.encode(record) for record in records]
            self._write_rows(self.table.columns, rows, self._insert_statement)
            return
        columns = self.table.encode_columns(records)
        self._write_rows(list(columns), list(zip(*columns.values(), strict=True)), self._insert_statement)

    def delete(self, record_ids: Sequence[str]) -> None:
        """Take records away; undo brings them back."""
        self._connection.executemany(
            f"DELETE FROM {self.table.name} WHERE id = ?", [(record_id,) for record_id in record_ids]
        )

    def update(self, changes: Sequence[Change[R]]) -> None:
        """Write changed records; only fields that differ are touched.

        Outside an import, what is changed in a record that came from another system is remembered as a local edit.
        """
        values = self.table.values
        rows = [(values(change.before), values(change.after)) for change in changes]
        rows = [(before, after) for before, after in rows if before != after]
        if not rows:
            return
        places = sorted({place for before, after in rows for place, was in enumerate(before) if was != after[place]})
        names = [self.table.columns[place] for place in places]
        if not self._store.is_importing and "source" in self.table.columns:
            self._note_local_edits(rows, places)
        encoders = [(place, self.table.encoders.get(place, _as_it_is)) for place in places]
        encoded = [
            [after[0], *(_encode(after[place], encode) for place, encode in encoders)] for _before, after in rows
        ]
        self._write_rows(("id", *names), encoded, self._update_statement)

    def local_edits(self, source: str) -> dict[str, dict[str, Any]]:
        """The fields changed here since their source last told them: record → field → what the source last said."""
        edits: dict[str, dict[str, Any]] = {}
        for record_id, field, value in self._connection.execute(
            f"SELECT record_id, field, file_value FROM local_edit JOIN {self.table.name} AS record "
            "ON record.id = local_edit.record_id WHERE record.source = ?",
            (source,),
        ):
            edits.setdefault(record_id, {})[field] = self.table.decode_field(field, value)
        return edits

    def local_edits_of(self, record_id: str) -> dict[str, Any]:
        """The fields of one record that were changed here since its source last told them → what the source last said."""
        rows = self._connection.execute(
            "SELECT field, file_value FROM local_edit WHERE id BETWEEN ?1 || ':' AND ?1 || ';'", (record_id,)
        )
        return {field: self.table.decode_field(field, value) for field, value in rows}

    def set_local_edits(self, edits: Iterable[tuple[str, str, Any]]) -> None:
        """Remember what the source now says of fields that keep their local value: record, field, the source's value."""
        self._connection.executemany(
            "INSERT INTO local_edit (id, record_id, field, file_value) VALUES (?1 || ':' || ?2, ?1, ?2, ?3) "
            "ON CONFLICT DO UPDATE SET file_value = excluded.file_value WHERE file_value IS NOT excluded.file_value",
            [(record_id, field, self.table.encode_field(field, value)) for record_id, field, value in edits],
        )

    def clear_local_edits(self, edits: Iterable[tuple[str, str]]) -> None:
        """Forget local edits that the source has caught up with, or that it was allowed to overwrite: record, field."""
        self._connection.executemany("DELETE FROM local_edit WHERE id = ?1 || ':' || ?2", edits)

    def _note_local_edits(self, rows: Sequence[tuple[tuple[Any, ...], tuple[Any, ...]]], places: Sequence[int]) -> None:
        origin = self.table.columns.index("source")
        encode = self.table.encode_field
        edits = [
            (before[0], name, encode(name, before[place]), encode(name, after[place]))
            for before, after in rows
            if before[origin] is not None
            for place, name in ((place, self.table.columns[place]) for place in places)
            if before[place] != after[place]
        ]
        # The first local edit keeps what the source said; one that comes back to it is none any more.
        self._connection.executemany(
            "INSERT INTO local_edit (id, record_id, field, file_value) VALUES (?1 || ':' || ?2, ?1, ?2, ?3) "
            "ON CONFLICT DO NOTHING",
            [edit[:3] for edit in edits],
        )
        self._connection.executemany(
            "DELETE FROM local_edit WHERE id = ?1 || ':' || ?2 AND file_value IS ?3",
            [(record_id, name, after) for record_id, name, _before, after in edits],
        )

    def _write_rows(
        self, names: Sequence[str], rows: Sequence[Sequence[Any]], statement: Callable[[Sequence[str], str | None], str]
    ) -> None:
        if len(rows) < BULK:
            self._connection.executemany(statement(names, None), rows)
            return
        self._connection.execute(f"CREATE TEMP TABLE bulk AS SELECT {', '.join(names)} FROM {self.table.name} LIMIT 0")
        try:
            self._connection.executemany(f"INSERT INTO temp.bulk VALUES ({_marks(names)})", rows)
            self._connection.execute(statement(names, "temp.bulk"))
        finally:
            self._connection.execute("DROP TABLE IF EXISTS temp.bulk")

    def _insert_statement(self, names: Sequence[str], bulk: str | None) -> str:
        into = f"INSERT INTO {self.table.name} ({', '.join(names)})"
        return f"{into} SELECT * FROM {bulk}" if bulk else f"{into} VALUES ({_marks(names)})"

    def _update_statement(self, names: Sequence[str], bulk: str | None) -> str:
        key, *changed = names
        if bulk:
            pairs = ", ".join(f"{name} = bulk.{name}" for name in changed)
            return f"UPDATE {self.table.name} SET {pairs} FROM {bulk} AS bulk WHERE bulk.id = {self.table.name}.id"
        # Numbered marks: the identifier is the first value of each row, as in the bulk table.
        pairs = ", ".join(f"{name} = ?{place}" for place, name in enumerate(changed, 2))
        return f"UPDATE {self.table.name} SET {pairs} WHERE {key} = ?1"


def _as_it_is(value: Any) -> Any:
    return value


def _encode(value: Any, encode: Callable[[Any], Any]) -> Any:
    return None if value is None else encode(value)


def _marks(names: Sequence[str]) -> str:
    return ", ".join("?" * len(names))
