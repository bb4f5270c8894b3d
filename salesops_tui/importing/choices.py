"""What words in cells stand for: nothing at all, yes or no, one of a field's choices; and how a cell is quoted."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from salesops_tui.domain.text import clean_text, match_key
from salesops_tui.i18n import _
from salesops_tui.importing.fields import Field, FieldType
from salesops_tui.importing.values import Column

_QUOTED_LENGTH: Final = 40


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of one field."""

    meanings: Mapping[str, Any]
    """Word, as a key → value."""
    refuses_unknown: bool = True
    unknown: str | None = None
    """What other words become, where they are not refused."""


def filled(texts: Iterable[str], field: Field) -> list[str]:
    """The cells that say something: not empty, and, in a column that is not text, no word such as ``N/A`` or ``无``."""
    blank = {""} if field.type is FieldType.TEXT else _blank_words(field.name if field.type is FieldType.FLAG else "")
    return [text for text in texts if text.strip().casefold() not in blank]


def read_flags(header: str, field: Field, texts: Sequence[str]) -> Column:
    """Read cells, none of them blank, as yes or no, in the words that all flags share and those of this field."""
    return _read(header, _flags(field.name), texts, _("yes, no"))


def read_choices(header: str, field: Field, texts: Sequence[str]) -> Column:
    """Read cells, none of them blank, as the field's choices.

    A word that is no synonym of any choice is a fault, except in fields where ``choices.toml`` says what becomes of it.
    """
    return _read(header, _choices(field), texts, ", ".join(field.choices))


def are_choices(field: Field, texts: Iterable[str]) -> bool:
    """Whether every cell that says something is a word for one of the field's choices."""
    meanings = _choices(field).meanings
    return all(match_key(text) in meanings for text in filled(texts, field))


def quoted(cell: str) -> str:
    """The start of a cell, cleaned, as it can be shown in a message."""
    text = clean_text(cell).text
    return text if len(text) <= _QUOTED_LENGTH else text[: _QUOTED_LENGTH - 1] + "…"


def _read(header: str, words: _Words, texts: Sequence[str], possible: str) -> Column:
    column = Column([None] * len(texts))
    for index, text in enumerate(texts):
        key = match_key(text)
        if key in words.meanings:
            column.values[index] = words.meanings[key]
        elif words.refuses_unknown:
            column.faults[index] = _("Column “{column}”: “{cell}” is none of these: {choices}.").format(
                column=header, cell=quoted(text), choices=possible
            )
        else:
            column.values[index] = words.unknown
    return column


@cache
def _table() -> Mapping[str, Any]:
    return tomllib.loads(Path(__file__).with_name("choices.toml").read_text("utf-8"))


@cache
def _blank_words(flag: str) -> frozenset[str]:
    """The words of blank cells, case folded, without those that are an answer in a flag of this name."""
    meanings = _flags(flag).meanings if flag else {}
    return frozenset({""} | {word.casefold() for word in _table()["blank"]["words"] if match_key(word) not in meanings})


@cache
def _flags(name: str) -> _Words:
    tables = _table()["flag"]
    return _Words(
        {
            key: answer
            for table in (tables["any"], tables.get(name, {}))
            for answer, word in ((True, "yes"), (False, "no"))
            for key in map(match_key, table.get(word, ()))
        }
    )


@cache
def _choices(field: Field) -> _Words:
    table = _table()["choice"][field.name]
    meanings = {key: choice for choice in field.choices for key in map(match_key, [choice, *table[choice]])}
    return _Words(meanings, refuses_unknown="unknown" not in table, unknown=table.get("unknown") or None)
