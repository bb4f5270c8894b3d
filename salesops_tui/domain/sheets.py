"""A table on its way out of the program: to a terminal, a file, a clipboard."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from salesops_tui.domain.figures import Figure


@dataclass(frozen=True, slots=True)
class Money:
    """An amount with its currency."""

    minor: int
    """In minor units."""
    currency: str


Value = str | int | Decimal | date | datetime | Money | Figure | None


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column: its key in JSON and its title for people."""

    key: str
    title: str
    is_number: bool = False
    """Numbers and amounts stand at the right."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A titled table with notes below it."""

    key: str
    """Its name in JSON and as the name of a worksheet."""
    title: str
    columns: tuple[SheetColumn, ...]
    rows: Sequence[tuple[Value, ...]]
    notes: tuple[str, ...] = ()
    """What has to be known to read it: what was left out, from when to when, under which filter."""
