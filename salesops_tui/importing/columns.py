"""The raw cells of one column as typed values; nothing is guessed row by row."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, tzinfo
from typing import Final

from salesops_tui.domain.people import Absence
from salesops_tui.domain.text import LONGEST_TEXT, clean_text
from salesops_tui.i18n import _
from salesops_tui.importing.amounts import (
    read_amounts,
    read_currencies,
    read_integers,
    read_percents,
    read_quantities,
)
from salesops_tui.importing.choices import filled, quoted, read_choices, read_flags
from salesops_tui.importing.dates import DateOrder, read_days, read_instants, read_periods
from salesops_tui.importing.fields import Field, FieldType
from salesops_tui.importing.values import Column

_MULTILINE_FIELDS: Final = frozenset({"note"})
_LOST_DIGITS: Final = re.compile(r"[0-9](?:[.,][0-9]+)?E\+[0-9]{1,3}", re.IGNORECASE)
_LIST_SEPARATORS: Final = re.compile(r"[;；|、\r\n]")
_ABSENCE_SEPARATORS: Final = re.compile(r"[;；|\r\n]")
_ABSENCE: Final = re.compile(r"([0-9-]{10})(?:\s*(?:\.\.|~|～|至|to)\s*([0-9-]{10}))?(?:\s+(\S.*))?")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingOptions:
    """What the reading of cells depends on besides the cells."""

    today: date
    dates: DateOrder | None = None
    """The order of day and month that the person gave, for all columns that leave it open."""
    decimal: str | None = None
    """The decimal mark that the person gave, ``.`` or ``,``, for all columns that leave it open."""
    zone: tzinfo
    """The person's zone, in which instants become local dates and times."""


def read_column(header: str, field: Field, cells: Sequence[str], options: ReadingOptions) -> Column:
    """Read one column's cells as the field's type.

    Cells that say the same are read once. Columns that have to be read alike (a history's old and new values, say)
    can be given one after the other as one.

    Raises:
        DatesUnclear: the order of day and month is open and nobody gave one.
        DecimalsUnclear: the decimal mark is open and nobody gave one.
    """
    texts = filled(dict.fromkeys(cells), field)
    read = _read(header, field, texts, options)
    values = dict(zip(texts, read.values, strict=True))
    faults = {texts[index]: reason for index, reason in read.faults.items()}
    notes = {texts[index]: note for index, note in read.notes.items()}
    return Column(
        [values.get(cell) for cell in cells],
        {row: faults[cell] for row, cell in enumerate(cells) if cell in faults} if faults else {},
        {row: notes[cell] for row, cell in enumerate(cells) if cell in notes} if notes else {},
        read.order,
        read.notice,
    )


def _read(header: str, field: Field, texts: Sequence[str], options: ReadingOptions) -> Column:
    """Read distinct cells, none of them blank."""
    match field.type:
        case FieldType.TEXT | FieldType.ID:
            return _read_texts(header, field, texts)
        case FieldType.DAY:
            return read_days(header, texts, options.dates, options.zone, options.today)
        case FieldType.INSTANT:
            return read_instants(header, texts, options.dates, options.zone, options.today)
        case FieldType.PERIOD:
            return read_periods(header, texts, options.dates, options.zone, options.today)
        case FieldType.AMOUNT:
            return read_amounts(header, texts, options.decimal)
        case FieldType.CURRENCY:
            return read_currencies(header, texts)
        case FieldType.PERCENT:
            return read_percents(header, texts)
        case FieldType.QUANTITY:
            return read_quantities(header, texts, options.decimal)
        case FieldType.INTEGER:
            return read_integers(header, texts)
        case FieldType.FLAG:
            return read_flags(header, field, texts)
        case FieldType.LIST:
            return _read_lists(header, texts)
        case FieldType.ABSENCES:
            return _read_absences(header, texts)
        case FieldType.CHOICE:
            return read_choices(header, field, texts)


def _read_texts(header: str, field: Field, texts: Sequence[str]) -> Column:
    column = Column([None] * len(texts))
    for index, text in enumerate(texts):
        cleaned = clean_text(text, multiline=field.name in _MULTILINE_FIELDS)
        if field.type is FieldType.ID and _LOST_DIGITS.fullmatch(cleaned.text):
            column.faults[index] = _(
                "Column “{column}”: “{cell}” is an ID that lost digits in Excel; export IDs as text."
            ).format(column=header, cell=quoted(text))
        elif len(cleaned.text) > LONGEST_TEXT:
            column.faults[index] = _("Column “{column}”: “{cell}” is longer than {number} characters.").format(
                column=header, cell=quoted(text), number=LONGEST_TEXT
            )
        else:
            column.values[index] = cleaned.text or None
            if cleaned.removed:
                column.notes[index] = _note(header)
    return column


def _read_lists(header: str, texts: Sequence[str]) -> Column:
    column = Column([None] * len(texts))
    for index, text in enumerate(texts):
        parts = [clean_text(part) for part in _LIST_SEPARATORS.split(text)]
        column.values[index] = tuple(dict.fromkeys(part.text for part in parts if part.text)) or None
        if any(part.removed for part in parts):
            column.notes[index] = _note(header)
    return column


def _read_absences(header: str, texts: Sequence[str]) -> Column:
    column = Column([None] * len(texts))
    for index, text in enumerate(texts):
        absences = [_absence(part.strip()) for part in _ABSENCE_SEPARATORS.split(text) if part.strip()]
        if None in absences:
            column.faults[index] = _(
                "Column “{column}”: “{cell}” is not a list of absences such as “2026-11-23..2026-11-25 leave; 2026-12-01”."
            ).format(column=header, cell=quoted(text))
        else:
            column.values[index] = tuple(absences) or None
    return column


def _absence(text: str) -> Absence | None:
    match = _ABSENCE.fullmatch(text)
    if match is None:
        return None
    try:
        first, last = date.fromisoformat(match[1]), date.fromisoformat(match[2] or match[1])
    except ValueError:
        return None
    return Absence(first, last, clean_text(match[3] or "").text) if first <= last else None


def _note(header: str) -> str:
    return _("Column “{column}”: hidden control characters were taken out.").format(column=header)
