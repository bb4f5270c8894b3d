"""How the deal table is arranged: its columns, its order, its groups; and which of its lines holds what."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Any, Final

from salesops_tui.domain.deal_columns import COLUMNS, Column

MOST_KEYS: Final = 4
"""So many columns put the deals in order, each among those that the ones before leave equal."""


@dataclass(frozen=True, slots=True)
class SortKey:
    """One column that the deals are put in order by; deals without a value come last either way."""

    column: Column
    descending: bool = False


@dataclass(frozen=True, slots=True)
class Arrangement:
    """What a table shows and in which order."""

    columns: tuple[Column, ...]
    """From left to right; the first one stays in sight."""
    sort: tuple[SortKey, ...] = ()
    """The first key is the one that counts most."""
    group: Column | None = None

    def sorted_by(self, column: Column) -> Arrangement:
        """Ordered by a column first: upwards, then downwards, then not by it; what was the order before decides ties."""
        others = tuple(key for key in self.sort if key.column is not column)
        if self.sort[:1] == (SortKey(column, descending=True),):
            return replace(self, sort=others)
        key = SortKey(column, descending=self.sort[:1] == (SortKey(column),))
        return replace(self, sort=(key, *others)[:MOST_KEYS])

    def grouped_by(self, column: Column) -> Arrangement:
        """Grouped by a column, or no longer when it was."""
        return replace(self, group=None if self.group is column else column)

    def place_in_sort(self, column: Column) -> int | None:
        """The place of a column among the keys, from nought."""
        return next((place for place, key in enumerate(self.sort) if key.column is column), None)

    def descends(self, column: Column) -> bool:
        """Whether a column is ordered downwards."""
        return SortKey(column, descending=True) in self.sort

    def as_json(self) -> dict[str, Any]:
        """Plain JSON values, for a saved view."""
        return {
            "columns": [column.value for column in self.columns],
            "sort": [[key.column.value, "desc" if key.descending else "asc"] for key in self.sort],
            "group": self.group.value if self.group else None,
        }


USUAL: Final = Arrangement(
    (
        Column.NAME,
        Column.ACCOUNT,
        Column.STAGE,
        Column.AMOUNT,
        Column.CLOSE_DATE,
        Column.OWNER,
        Column.DAYS_IN_STAGE,
        Column.NEXT_STEP,
        Column.NEXT_STEP_ON,
        Column.PROBABILITY,
        Column.WEIGHTED,
        Column.LAST_ACTIVITY,
        Column.FORECAST_CATEGORY,
        Column.PRODUCT,
        Column.LEAD_SOURCE,
        Column.COMPETITOR,
        Column.CREATED_ON,
        Column.CLOSED_ON,
        Column.LOST_REASON,
    ),
    (SortKey(Column.STAGE), SortKey(Column.CLOSE_DATE)),
)
"""What is shown before anybody has chosen."""


def arrangement_of(told: Mapping[str, Any]) -> Arrangement:
    """An arrangement out of JSON values; what is not known any more is left out, and what is missing is the usual."""
    columns = tuple(dict.fromkeys(column for word in _words(told.get("columns")) if (column := _column(word))))
    keys = [
        SortKey(column, descending=pair[1] == "desc")
        for pair in _items(told.get("sort"))
        if isinstance(pair, (list, tuple)) and len(pair) == 2 and (column := _column(pair[0]))
    ]
    group = _column(told.get("group"))
    return Arrangement(
        columns or USUAL.columns,
        tuple(keys[:MOST_KEYS]) if "sort" in told else USUAL.sort,
        group if group is not None and COLUMNS[group].groupable else None,
    )


def _items(told: Any) -> Sequence[Any]:
    return told if isinstance(told, (list, tuple)) else ()


def _words(told: Any) -> list[str]:
    return [word for word in _items(told) if isinstance(word, str)]


def _column(word: Any) -> Column | None:
    return Column(word) if isinstance(word, str) and word in set(Column) else None


@dataclass(frozen=True, slots=True)
class Line:
    """What lies on one line of the table: the head of a group, or a deal."""

    group: int
    row: int | None
    """The deal's place in the order of all deals; None for a group's head."""


class Layout:
    """Which line holds what: with groups, a head above the deals of each; those of a folded group are hidden."""

    def __init__(self, counts: Sequence[int], *, grouped: bool, folded: Collection[int] = ()) -> None:
        """``counts`` are the deals of each group, in the order of the table."""
        self._grouped = grouped
        self._rows = [0, *accumulate(counts)]
        """Group → the place of its first deal."""
        heads = 1 if grouped else 0
        shown = [heads + (0 if number in folded else count) for number, count in enumerate(counts)]
        self._lines = [0, *accumulate(shown)]
        """Group → its first line."""
        self.folded = frozenset(folded)

    @property
    def height(self) -> int:
        """How many lines there are."""
        return self._lines[-1]

    def line(self, number: int) -> Line:
        """What lies on a line."""
        group = bisect_right(self._lines, number) - 1
        inside = number - self._lines[group]
        if self._grouped:
            if inside == 0:
                return Line(group, None)
            inside -= 1
        return Line(group, self._rows[group] + inside)

    def line_of_row(self, row: int) -> int:
        """The line of a deal, or that of its group's head where it is hidden."""
        group = min(bisect_right(self._rows, row), len(self._rows) - 1) - 1
        if not self._grouped:
            return row
        return self._lines[group] + (0 if group in self.folded else 1 + row - self._rows[group])
