"""Frozen dataclasses as JSON that reads back as the same values, for what must read the same for ever.

Whatever is no text, number or list carries its kind: ``{"is": "Span", "first": {"is": "date", "of": "2026-11-16"}, …}``. A
field that has its default is left out, so a kind that gains a field later still reads what was written before.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import Any, Final

from salesops_tui.domain.figures import Figure, Metric, Missing, Span, Unit
from salesops_tui.domain.money import CurrencySum
from salesops_tui.domain.sheets import Money, Sheet, SheetColumn
from salesops_tui.domain.written import (
    ChartKind,
    WrittenChart,
    WrittenDocument,
    WrittenHeads,
    WrittenLine,
    WrittenList,
    WrittenRow,
    WrittenSection,
    WrittenSeries,
)

_PLAIN: Final = {
    "Fraction": Fraction,
    "Decimal": Decimal,
    "datetime": datetime.fromisoformat,
    "date": date.fromisoformat,
}
DOCUMENT: Final = (
    WrittenDocument, WrittenHeads, WrittenSection, WrittenRow, WrittenList, WrittenLine, WrittenChart, WrittenSeries, ChartKind,
    Figure, Metric, Missing, Unit, Span, CurrencySum, Sheet, SheetColumn, Money,
)  # fmt: skip
"""The kinds that a written document is made of."""


class Frozen:
    """Writes and reads values of some kinds: dataclasses and enumerations."""

    def __init__(self, kinds: Iterable[type]) -> None:
        self._kinds: Mapping[str, type] = {kind.__name__: kind for kind in kinds}

    def dump(self, value: object) -> str:
        """The value as JSON; equal values give equal texts."""
        return json.dumps(self._plain(value), ensure_ascii=False, separators=(",", ":"))

    def load(self, text: str) -> Any:
        """The value that ``dump`` wrote. Raises KeyError for a kind that is not known."""
        return self._made(json.loads(text))

    def _plain(self, value: object) -> Any:
        if isinstance(value, Enum) and type(value) in self._kinds.values():
            return {"is": self._name(value), "of": value.value}
        if isinstance(value, str):
            # Of another enumeration of texts only the text is kept, which is equal to it.
            return str(value)
        if value is None or isinstance(value, int | bool):
            return value
        if isinstance(value, tuple):
            return [self._plain(part) for part in value]
        if is_dataclass(value):
            told = {field.name: getattr(value, field.name) for field in fields(value) if not _is_default(field, value)}
            return {"is": self._name(value), **{name: self._plain(part) for name, part in told.items()}}
        kind = type(value).__name__
        if kind not in _PLAIN:
            raise TypeError(kind)
        return {"is": kind, "of": value.isoformat() if isinstance(value, date) else str(value)}

    def _name(self, value: object) -> str:
        name = type(value).__name__
        if self._kinds.get(name) is not type(value):
            raise TypeError(name)
        return name

    def _made(self, plain: Any) -> Any:
        if isinstance(plain, list):
            return tuple(self._made(part) for part in plain)
        if not isinstance(plain, dict):
            return plain
        name = plain["is"]
        if name in _PLAIN:
            return _PLAIN[name](plain["of"])  # type: ignore[operator]
        kind = self._kinds[name]
        if issubclass(kind, Enum):
            return kind(plain["of"])
        return kind(**{key: self._made(part) for key, part in plain.items() if key != "is"})


def _is_default(field: Any, value: object) -> bool:
    return field.default is not MISSING and bool(getattr(value, field.name) == field.default)
