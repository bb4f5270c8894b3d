"""A file as a table of typed columns, each row with what was wrong with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from salesops_tui.i18n import _
from salesops_tui.importing.choices import are_choices
from salesops_tui.importing.columns import ReadingOptions, read_column
from salesops_tui.importing.dates import DateOrder
from salesops_tui.importing.failures import DatesUnclear
from salesops_tui.importing.fields import FIELDS, field_named
from salesops_tui.importing.kinds import Kind
from salesops_tui.importing.layout import Layout
from salesops_tui.importing.recognition import Recognition
from salesops_tui.importing.values import Column


@dataclass(frozen=True)
class ImportTable:
    """The rows of one file, column by column, in the file's order."""

    path: Path
    modified_at: datetime
    """When the file was last written, in UTC."""
    kind: Kind
    columns: Mapping[str, list[Any]]
    """Field → one value for each row; fields that the file does not have are absent."""
    lines: Sequence[int]
    """Where each row begins in the file."""
    headers: Sequence[tuple[str, str | None]]
    """Each header and the field it was read as."""
    faults: Mapping[int, list[str]] = field(default_factory=dict)
    """Rows that cannot be brought in, by index: why."""
    notes: dict[int, list[str]] = field(default_factory=dict)
    """Rows whose text was changed on the way in, or of which not everything could be kept, by index."""
    skipped: Sequence[tuple[int, str]] = ()
    """Lines that are no rows: where, and why."""
    notices: Sequence[str] = ()

    def rows(self, *fields: str) -> Iterator[tuple[Any, ...]]:
        """The values of some fields, row by row; None for a field that the file does not have."""
        blank: list[Any] = [None] * len(self.lines)
        return zip(*(self.columns.get(name, blank) for name in fields), strict=True)


def read_table(
    path: Path, modified_at: datetime, layout: Layout, recognition: Recognition, options: ReadingOptions
) -> ImportTable:
    """Read the columns that were recognised. Raises the questions that only a person can answer."""
    mapping = _with_stage(recognition, layout)
    columns: dict[str, list[Any]] = {}
    faults: dict[int, list[str]] = {}
    notes: dict[int, list[str]] = {}
    notices = list(layout.notices)
    for name, column in _read_columns(recognition.kind, mapping, layout, options):
        columns[name] = column.values
        for row, reason in column.faults.items():
            faults.setdefault(row, []).append(reason)
        for row, note in column.notes.items():
            notes.setdefault(row, []).append(note)
        if column.notice:
            notices.append(column.notice)
    _join_names(columns)
    _require(recognition.kind, columns, faults)
    headers = [(header, mapping.get(place)) for place, header in enumerate(layout.headers)]
    return ImportTable(
        path, modified_at, recognition.kind, columns, layout.lines, headers, faults, notes, layout.skipped, notices
    )


def _with_stage(recognition: Recognition, layout: Layout) -> Mapping[int, str]:
    """The mapping; a deal's only column of statuses tells its stage, when it says more than open, won and lost."""
    mapping = dict(recognition.mapping)
    if recognition.kind is not Kind.DEALS or "stage" in mapping.values():
        return mapping
    status = field_named(Kind.DEALS, "status")
    assert status is not None
    for place, name in recognition.mapping.items():
        if name == status.name and not are_choices(status, set(layout.columns[place])):
            mapping[place] = "stage"
    return mapping


def _read_columns(
    kind: Kind, mapping: Mapping[int, str], layout: Layout, options: ReadingOptions
) -> Iterator[tuple[str, Column]]:
    """Read every column; dates that a column leaves open are read in the order that the others of the file show.

    Raises DatesUnclear where they show none, or one that the column does not allow.
    """
    read: dict[int, Column] = {}
    unclear: dict[int, DatesUnclear] = {}
    for place, name in mapping.items():
        wanted = field_named(kind, name)
        assert wanted is not None, name
        try:
            read[place] = read_column(layout.headers[place], wanted, layout.columns[place], options)
        except DatesUnclear as question:
            unclear[place] = question
    orders = {column.order for column in read.values() if column.order is not None}
    shown = next(iter(orders)) if len(orders) == 1 else None
    for place, open_order in unclear.items():
        if shown is None or shown not in open_order.possible:
            raise open_order
        wanted = field_named(kind, mapping[place])
        assert wanted is not None
        in_order = replace(options, dates=DateOrder(shown))
        read[place] = read_column(layout.headers[place], wanted, layout.columns[place], in_order)
    for place, name in mapping.items():
        yield name, read[place]


def _join_names(columns: dict[str, list[Any]]) -> None:
    """First and last name in one, in the order of their script: 王伟, but Emma Clarke."""
    if "name" in columns or not columns.keys() & {"first_name", "last_name"}:
        return
    blank = [None] * len(columns.get("first_name") or columns["last_name"])
    pairs = zip(columns.get("first_name", blank), columns.get("last_name", blank), strict=True)
    columns["name"] = [_full_name(first, last) for first, last in pairs]


def _full_name(first: str | None, last: str | None) -> str | None:
    if first and last:
        return f"{first} {last}" if (first + last).isascii() or not _is_chinese(first + last) else f"{last}{first}"
    return first or last


def _is_chinese(text: str) -> bool:
    return all("\u3400" <= character <= "\u9fff" for character in text)


def _require(kind: Kind, columns: Mapping[str, list[Any]], faults: dict[int, list[str]]) -> None:
    for wanted in FIELDS[kind]:
        if not wanted.required:
            continue
        for row, value in enumerate(columns[wanted.name]):
            # A cell that could not be read has said so already.
            if value is None and row not in faults:
                faults[row] = [_("{field} is empty").format(field=_(wanted.title))]
