"""What the rows of an export are, which of its columns says what, and which system it comes from."""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Final

from salesops_tui.domain.amounts import CURRENCY_WORDS, MULTIPLIERS
from salesops_tui.domain.text import match_key
from salesops_tui.errors import UsageError
from salesops_tui.i18n import _
from salesops_tui.importing.amounts import HeaderUnit, header_unit, is_currency
from salesops_tui.importing.choices import quoted
from salesops_tui.importing.failures import ColumnMissing, ColumnUnclear, KindUnknown
from salesops_tui.importing.fields import FIELDS, FieldType, field_named
from salesops_tui.importing.kinds import Kind

_TRAILING_BRACKET: Final = re.compile(r"[(\[【〔]([^()\[\]【】〔〕]*)[)\]】〕]$")
_UNIT_BEHIND: Final = re.compile(r"(.*?)(?:(?:[\s_/:·-]|\bin\s)+[^\s_/:·-]+|[十百千]?[千万亿]元?)", re.IGNORECASE)
_PUNCTUATION: Final = re.compile(r"[^\w#?]|_")
_WORTH_OF_A_SYSTEM: Final = 4
_CLOSE_CALL: Final = 0.5
_RARE: Final = 3.0
_REQUIRED_PENALTY: Final = 2.0
_LISTED_AT_MOST: Final = 40
_LONGEST_HEADER: Final = 100
_LONGEST_UNIT: Final = 20
"""Longer brackets are remarks; taking them apart into units would only cost time."""

Rank = tuple[int, int]
"""How well a header fits a field, smaller is better: how much was left off, and the place among the synonyms."""


@dataclass(frozen=True, slots=True)
class Recognition:
    """What the columns of a file are."""

    kind: Kind
    source: str | None
    """The name of the system that the file comes from, or None if its headers fit none or several."""
    mapping: Mapping[int, str]
    """Index of a column → name of the field, in the order of the columns."""
    ignored: tuple[str, ...]
    """The headers that are not used."""


@dataclass(frozen=True, slots=True)
class _Lexicon:
    """The headers of one kind of rows."""

    fields: Mapping[str, tuple[str, int]]
    """Key of a header → field, and its place among the field's synonyms."""
    subjects: tuple[str, ...]
    suffixes: tuple[str, ...]

    def look_up(self, key: str) -> tuple[str, Rank] | None:
        """The field that a header means, with or without a word for the record in front and one for "name" behind."""
        for left_off, form in self._forms(key):
            if found := self.fields.get(form):
                return found[0], (left_off, found[1])
        return None

    def _forms(self, key: str) -> Iterator[tuple[int, str]]:
        stems = [key, *(key.removeprefix(subject) for subject in self.subjects if key.startswith(subject))]
        yield from ((min(number, 1), stem) for number, stem in enumerate(stems))
        yield from ((2, stem.removesuffix(end)) for stem in stems for end in self.suffixes if stem.endswith(end))


@dataclass(frozen=True, slots=True)
class _System:
    """What is particular about the exports of one system."""

    name: str
    tells: Mapping[str, int]
    prefixes: Mapping[str, int]
    headers: Mapping[Kind, Mapping[str, tuple[str, int]]]
    """Key of a header → field (empty for none of ours), and its place in the list."""

    def weight(self, texts: Iterable[str]) -> int:
        """How strongly a file's headers speak for this system."""
        return sum(
            self.tells.get(text, 0) + sum(worth for start, worth in self.prefixes.items() if text.startswith(start))
            for text in set(texts)
        )


def simplified(text: str) -> str:
    """Traditional characters that occur in headers and stage names as simplified ones; the rest as it is."""
    return text.translate(_simpler())


def header_key(header: str) -> str:
    """What is compared of a header: no case, blanks, punctuation or unit in brackets, traditional as simplified.

    Empty for what is too long to be a header.
    """
    text = match_key(header).strip(" *:") if len(header) <= _LONGEST_HEADER else ""
    while (bracket := _TRAILING_BRACKET.search(text)) and len(bracket[1]) <= _LONGEST_UNIT and _is_unit(bracket[1]):
        text = text[: bracket.start()].rstrip(" *:")
    return simplified(_PUNCTUATION.sub("", text))


def profile_key(headers: Sequence[str]) -> str:
    """The key under which the answers about files with these headers, in this order, are remembered.

    Units count, case and blanks do not, nor do empty columns at the end.
    """
    texts = [match_key(header) for header in headers]
    while texts and not texts[-1]:
        texts.pop()
    return hashlib.sha256("\x1f".join(texts).encode()).hexdigest()[:32]


def count_known(cells: Sequence[str]) -> int:
    """How many cells of a row are headers that some kind of export has: the row with the most is the header row."""
    return sum(_is_known(cell) for cell in cells)


def recognise(
    headers: Sequence[str], *, kind: Kind | None = None, given: Mapping[str, str] | None = None
) -> Recognition:
    """Tell what each column is.

    ``kind`` is what the person says the rows are. ``given`` is what the person says of single columns: header, or
    ``header#2`` for the second of two columns with one name → field by its name or title, ``-`` or empty to leave the
    column aside; of two columns said to be the same field the later one counts. Raises ``UsageError`` for a header or
    field that does not exist, ``KindUnknown``, ``ColumnUnclear`` and ``ColumnMissing``.
    """
    said = _columns_said(headers, given or {})
    source = _source_of(headers)
    kind = kind or _kind_of(headers, source, said)
    mapping = {}
    for field, columns in _candidates(headers, kind, source, _fields_said(kind, said)).items():
        best = min(rank for rank, _column in columns)
        chosen = [column for rank, column in columns if rank == best]
        if len(chosen) > 1:
            raise _unclear(kind, field, headers, chosen)
        mapping[chosen[0]] = field
    _check_complete(kind, mapping, headers)
    ignored = tuple(header for column, header in enumerate(headers) if column not in mapping and header.strip())
    return Recognition(kind, source.name if source else None, dict(sorted(mapping.items())), ignored)


def _is_unit(text: str) -> bool:
    """Whether brackets hold a currency, a multiplier or a remark of a form, so that they are no part of the name."""
    starts = (text[:end] for end in range(1, len(text) + 1))
    units = [start for start in starts if start in _unit_words() or is_currency(start.upper())]
    return any(unit == text or _is_unit(text[len(unit) :].lstrip(" :/,")) for unit in units)


@cache
def _unit_words() -> frozenset[str]:
    remarks = ("$", "%", "000", "000s", "in", "单位", "單位", "必填", "选填", "選填", "required", "optional")
    return frozenset({*CURRENCY_WORDS, *(word for word in MULTIPLIERS if word), *remarks})


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(resources.files("salesops_tui.importing").joinpath(name).read_text(encoding="utf-8"))


@cache
def _simpler() -> Mapping[int, int]:
    pairs = _read("headers.toml")["script"]
    return str.maketrans("".join(pairs["traditional"]), "".join(pairs["simplified"]))


@cache
def _lexicons() -> Mapping[Kind, _Lexicon]:
    content = _read("headers.toml")
    suffixes = tuple(header_key(word) for word in content["name_suffixes"]["words"])
    lexicons = {}
    for kind, fields in FIELDS.items():
        found: dict[str, tuple[str, int]] = {}
        for synonyms_of in (content[kind], content["common"], {f.name: [f.name, f.title] for f in fields}):
            for field in fields:
                for synonym in synonyms_of.get(field.name, ()):
                    found.setdefault(header_key(synonym), (field.name, len(found)))
        subjects = sorted((header_key(word) for word in content["subjects"][kind]), key=len, reverse=True)
        lexicons[kind] = _Lexicon(found, tuple(subjects), suffixes)
    return lexicons


@cache
def _systems() -> Mapping[str, _System]:
    return {
        name: _System(
            name,
            {match_key(tell): worth for tell, worth in content["tells"].items()},
            {match_key(prefix) + " ": worth for prefix, worth in content.get("prefixes", {}).items()},
            {kind: _placed(content.get(kind, {})) for kind in Kind},
        )
        for name, content in _read("presets.toml").items()
    }


def _placed(headers: Mapping[str, str]) -> Mapping[str, tuple[str, int]]:
    return {header_key(header): (field, place) for place, (header, field) in enumerate(headers.items())}


def _is_known(cell: str) -> bool:
    key = header_key(cell)
    return bool(key) and (
        any(lexicon.look_up(key) for lexicon in _lexicons().values())
        or any(match_key(cell) in system.tells for system in _systems().values())
    )


def _source_of(headers: Iterable[str]) -> _System | None:
    texts = [match_key(header) for header in headers]
    weights = sorted(((system.weight(texts), system.name) for system in _systems().values()), reverse=True)
    (most, name), (second, _other) = weights[:2]
    return _systems()[name] if most >= _WORTH_OF_A_SYSTEM and most > second else None


def _look_up(header: str, kind: Kind, source: _System | None) -> tuple[str, Rank] | None:
    """The field that a header means in this system's export of these rows."""
    key = header_key(header)
    particular = source.headers[kind].get(key) if source else None
    if particular:
        field, place = particular
        return (field, (-1, place)) if field else None
    return (_lexicons()[kind].look_up(key) or _look_up_amount(header, kind)) if key else None


def _look_up_amount(header: str, kind: Kind) -> tuple[str, Rank] | None:
    """The amount that a header means with a unit behind it, no brackets around: ``amount_usd``, 金额万元."""
    match = _UNIT_BEHIND.fullmatch(simplified(header.strip()))
    if match is None or header_unit(header) == HeaderUnit():
        return None
    found = _lexicons()[kind].look_up(header_key(match[1]))
    field = field_named(kind, found[0]) if found else None
    return found if field and field.type is FieldType.AMOUNT else None


def _candidates(
    headers: Sequence[str], kind: Kind, source: _System | None, said: Mapping[int, str]
) -> dict[str, list[tuple[Rank, int]]]:
    """Field → the columns that could be it; what a person said leaves no other."""
    found = {field: [((-2, 0), column)] for column, field in said.items() if field}
    for column, header in enumerate(headers):
        meaning = None if column in said else _look_up(header, kind, source)
        if meaning and meaning[0] not in said.values():
            found.setdefault(meaning[0], []).append((meaning[1], column))
    return found


def _kind_of(headers: Sequence[str], source: _System | None, said: Mapping[int, str]) -> Kind:
    """The kind whose headers these are."""
    meanings = {
        column: {kind: meaning[0] for kind in Kind if (meaning := _look_up(header, kind, source))}
        for column, header in enumerate(headers)
        if column not in said
    }
    scores = {kind: _score(kind, meanings, said.values()) for kind in Kind}
    fitting = {kind for kind in Kind if all(_field_meant(kind, word) is not None for word in said.values())}
    scores = {kind: scores[kind] for kind in Kind if scores[kind] > 0 and kind in fitting} or scores
    best = max(scores, key=lambda kind: scores[kind])
    tied = [kind for kind, score in scores.items() if scores[best] - score < _CLOSE_CALL]
    if scores[best] <= 0:
        text = _("The columns do not tell what the rows are: {headers}.")
    elif len(tied) > 1:
        text = _("The columns fit {tied} alike: {headers}.")
    else:
        return best
    advice = _("Nothing was brought in. Say what the rows are with --as and one of: {kinds}.")
    raise KindUnknown(f"{text} {advice}".format(tied=", ".join(tied), headers=_listed(headers), kinds=", ".join(Kind)))


def _score(kind: Kind, meanings: Mapping[int, Mapping[Kind, str]], said: Iterable[str]) -> float:
    """How well a file's columns fit a kind; nothing for less than two fields.

    A field counts the more, the fewer kinds know its header; one that every row needs and that is missing counts off.
    """
    weights = {field: _RARE for word in said if (field := _field_meant(kind, word))}
    for kinds in meanings.values():
        if field := kinds.get(kind):
            weights[field] = max(1 + _RARE / len(kinds), weights.get(field, 0))
    return sum(weights.values()) - _REQUIRED_PENALTY * len(_missing(kind, weights)) if len(weights) > 1 else 0


def _missing(kind: Kind, fields: Iterable[str]) -> list[str]:
    """The fields that rows of this kind cannot do without and that no column carries."""
    present = set(fields)
    if kind in {Kind.CONTACTS, Kind.PEOPLE} and present & {"first_name", "last_name"}:
        present.add("name")
    missing = [field.name for field in FIELDS[kind] if field.required and field.name not in present]
    if kind is Kind.DEALS and not present & {"stage", "status"}:
        missing.append("stage")
    if kind is Kind.HISTORY:
        missing += [name for name in ("field", "new") if name not in present]
        missing += [] if present & {"deal_id", "deal"} else ["deal_id"]
    return missing


def _check_complete(kind: Kind, mapping: Mapping[int, str], headers: Sequence[str]) -> None:
    for name in _missing(kind, mapping.values()):
        text = _(
            "No column was recognised as “{title}”, which every row of {kind} needs. Nothing was brought in. "
            'Say which column it is with --map "Header={field}". The columns are: {headers}.'
        ).format(title=_title(kind, name), kind=kind, field=name, headers=_listed(headers))
        unused_first = sorted(range(len(headers)), key=lambda column: column in mapping)
        raise ColumnMissing(text, kind, name, _unmistakable(headers, unused_first))


def _unclear(kind: Kind, field: str, headers: Sequence[str], columns: Sequence[int]) -> ColumnUnclear:
    choices = _unmistakable(headers, columns)
    text = _(
        "Several columns could be “{title}”: {headers}. Nothing was brought in. "
        "Say which one it is with one of: {options}."
    ).format(
        title=_title(kind, field),
        headers=_listed(headers[column] for column in columns),
        options=", ".join(f'--map "{choice}={field}"' for choice in choices),
    )
    return ColumnUnclear(text, kind, field, choices)


def _unmistakable(headers: Sequence[str], columns: Iterable[int]) -> list[str]:
    """The headers of columns as a person has to say them: numbered where there are several of that name."""
    same = {column: _named(headers, headers[column]) for column in columns if headers[column].strip()}
    return [
        headers[column] if len(places) == 1 else f"{headers[column]}#{places.index(column) + 1}"
        for column, places in same.items()
    ]


def _named(headers: Sequence[str], name: str) -> list[int]:
    wanted = match_key(name)
    return [column for column, header in enumerate(headers) if match_key(header) == wanted]


def _columns_said(headers: Sequence[str], given: Mapping[str, str]) -> dict[int, str]:
    """Index of a column → what the person said it is, each header found in the file."""
    said: dict[int, str] = {}
    numbered = {column for header in given for column in _column_by_number(headers, header)}
    for header, word in given.items():
        columns = _named(headers, header) or _column_by_number(headers, header)
        if not columns:
            text = _("The file has no column “{header}”. Its columns are: {headers}. Nothing was brought in.")
            raise UsageError(text.format(header=header, headers=_listed(headers)))
        if len(columns) > 1 and word.strip() not in {"", "-"}:
            if numbered.intersection(columns):
                continue
            text = _(
                "There are {count} columns “{header}”. Nothing was brought in. "
                'Number the one that is meant: --map "{header}#1={field}".'
            ).format(count=len(columns), header=header, field=word)
            raise ColumnUnclear(text, "", word, _unmistakable(headers, columns))
        said |= dict.fromkeys(columns, word)
    return said


def _column_by_number(headers: Sequence[str], header: str) -> list[int]:
    """The column that ``Amount#2`` means: the second one called Amount."""
    name, mark, number = header.rpartition("#")
    if _named(headers, header) or not mark or not number.strip().isdecimal() or not int(number):
        return []
    return _named(headers, name)[int(number) - 1 : int(number)]


def _fields_said(kind: Kind, said: Mapping[int, str]) -> dict[int, str]:
    """Index of a column → the field it is said to be, empty for none."""
    fields: dict[int, str] = {}
    for column, word in said.items():
        field = _field_meant(kind, word)
        if field is None:
            text = _("“{field}” is no field of {kind}. Its fields are: {fields}. Nothing was brought in.")
            names = ", ".join(field.name for field in FIELDS[kind])
            raise UsageError(text.format(field=word, kind=kind, fields=names))
        fields |= {earlier: "" for earlier, meant in fields.items() if field and meant == field}
        fields[column] = field
    return fields


def _field_meant(kind: Kind, word: str) -> str | None:
    """The field that a person means by its name or title, empty for none of them, None for no such field."""
    wanted = match_key(word)
    if wanted in {"", "-"}:
        return ""
    for field in FIELDS[kind]:
        if wanted in {match_key(name) for name in (field.name, field.title, _(field.title))}:
            return field.name
    return None


def _title(kind: Kind, name: str) -> str:
    field = field_named(kind, name)
    return _(field.title) if field else name


def _listed(headers: Iterable[str]) -> str:
    shown = [f"“{quoted(header)}”" for header in headers if header.strip()]
    return ", ".join(shown[:_LISTED_AT_MOST]) + (", …" if len(shown) > _LISTED_AT_MOST else "")
