"""How the deal table's lines look: which columns there is room for, and what stands in their cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style

from salesops_tui.domain.deal_columns import COLUMNS, Column, Kind
from salesops_tui.domain.deal_table import Arrangement
from salesops_tui.domain.sheets import Money, Value
from salesops_tui.formats import compact_money, money, number
from salesops_tui.i18n import _, ngettext
from salesops_tui.services.table import Group, Table, subtotal, weighted
from salesops_tui.services.table_cells import Row
from salesops_tui.ui.cells import cut, fit

MARGIN: Final = 2
"""Cells before the first column, for the mark."""

Styles = Mapping[str, Style]
_GAP: Final = 2
_LEAST: Final = 8
"""A column that is cut at the edge keeps so many cells, or is not shown."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A column that is in sight."""

    place: int
    """Among the columns of the arrangement."""
    column: Column
    x: int
    width: int

    @property
    def end(self) -> int:
        """The cell after its last."""
        return self.x + self.width


def slots(columns: Sequence[Column], first: int, width: int) -> list[Slot]:
    """The columns that are in sight: the first one always, then those from a place on that fit.

    Where there is room to spare, texts get it.
    """
    pinned = min(COLUMNS[columns[0]].width, max(width // 3, _LEAST))
    widths = [pinned, *(COLUMNS[column].width for column in columns[1:])]
    spare = width - MARGIN - sum(widths) - _GAP * (len(columns) - 1)
    if spare > 0:
        widths = _widened(columns, widths, spare)
        first = 1
    found = [Slot(0, columns[0], MARGIN, widths[0])]
    for place in range(max(first, 1), len(columns)):
        x = found[-1].end + _GAP
        room = min(widths[place], width - x)
        if room < min(widths[place], _LEAST):
            break
        found.append(Slot(place, columns[place], x, room))
    return found


def _widened(columns: Sequence[Column], widths: Sequence[int], spare: int) -> list[int]:
    """What is left over, shared out among the texts, none of which doubles."""
    wider = list(widths)
    for place, column in enumerate(columns):
        if COLUMNS[column].kind is Kind.TEXT:
            more = min(spare, widths[place])
            wider[place] += more
            spare -= more
    return wider


def head_line(arrangement: Arrangement, shown: Sequence[Slot], here: int, width: int, styles: Styles) -> list[Segment]:
    """The titles, each with an arrow where the deals are in its order."""
    segments: list[Segment] = []
    x = 0
    for slot in shown:
        title, told = _(COLUMNS[slot.column].title), _arrow(arrangement, slot.column)
        room = slot.width - cell_len(told)
        text = cut(title, room)
        blanks = " " * (room - cell_len(text))
        words = f"{blanks}{text}{told}" if COLUMNS[slot.column].is_number else f"{text}{told}{blanks}"
        segments += [
            Segment(" " * (slot.x - x), styles["head"]),
            Segment(words, styles["head-here" if slot.place == here else "head"]),
        ]
        x = slot.end
    segments.append(Segment(" " * (width - x), styles["head"]))
    return segments


def _arrow(arrangement: Arrangement, column: Column) -> str:
    """↑ or ↓ in a cell of its own; further keys with their number."""
    place = arrangement.place_in_sort(column)
    if place is None:
        return ""
    arrow = "↓" if arrangement.descends(column) else "↑"
    return f" {arrow}{place + 1}" if len(arrangement.sort) > 1 else f" {arrow}"


def rule_line(columns: Sequence[Column], shown: Sequence[Slot], width: int, styles: Styles) -> list[Segment]:
    """The rule below the titles; it tells of columns beyond the edges."""
    before = shown[1].place - 1 if len(shown) > 1 else 0
    after = len(columns) - 1 - shown[-1].place
    left = f" ‹{before} " if before else ""
    right = f" {after}› " if after else ""
    start = min(shown[0].end, width)
    rest = max(width - start - cell_len(left) - cell_len(right), 0)
    return [
        Segment("─" * start, styles["rule"]),
        Segment(left, styles["muted"]),
        Segment("─" * rest, styles["rule"]),
        Segment(right, styles["muted"]),
    ]


def row_texts(row: Row, shown: Sequence[Slot]) -> list[tuple[str, str]]:
    """What stands in a deal's cells, exactly as wide as they are, and in which style."""
    return [(_text(row, slot), _style(row, slot)) for slot in shown]


def _text(row: Row, slot: Slot) -> str:
    value, column = row.values[slot.place], COLUMNS[slot.column]
    if value is None:
        return " " * slot.width
    match column.kind:
        case Kind.MONEY:
            assert isinstance(value, Money)
            return _right(_money(value, slot.width), slot.width)
        case Kind.PERCENT:
            # The sign of a probability of one's own has its cell also where there is none, so that digits stand below digits.
            own = "*" if row.own_probability and slot.column is Column.PROBABILITY else " "
            return _right(f"{value} %{own}", slot.width)
        case Kind.DAYS:
            assert isinstance(value, int)
            return _right(f"{'≥' if row.days_at_least else ''}{number(value)}", slot.width)
        case Kind.DATE:
            late = row.overdue and slot.column is Column.CLOSE_DATE
            return fit(f"{_day(value)}{'!' if late else ''}", slot.width)
    return fit(str(value), slot.width)


def _day(value: Value) -> str:
    assert isinstance(value, date)
    return value.isoformat()


def _money(value: Money, width: int) -> str:
    """In full where there is room: a number that has been cut is another number."""
    full = money(value.minor, value.currency)
    return full if cell_len(full) <= width else compact_money(value.minor, value.currency)


def _right(text: str, width: int) -> str:
    text = cut(text, width)
    return " " * (width - cell_len(text)) + text


def _style(row: Row, slot: Slot) -> str:
    if row.overdue and slot.column is Column.CLOSE_DATE:
        return "late"
    if not row.is_open:
        return "muted"
    return "name" if slot.place == 0 else "plain"


def group_texts(table: Table, group: Group, shown: Sequence[Slot], *, folded: bool) -> list[tuple[int, str]]:
    """A group's head: from which cell on stands what. Sums stand in their columns, in base currency."""
    amount = subtotal((group,), table.rates)
    sums = {
        Column.AMOUNT: amount.amount,
        Column.BASE_AMOUNT: amount.amount,
        Column.WEIGHTED: weighted((group,), table.rates),
    }
    told = [
        f"{'▸' if folded else '▾'} {group.title}",
        ngettext("{number} deal", "{number} deals", group.count).format(number=number(group.count)),
    ]
    in_columns = [slot for slot in shown[1:] if slot.column in sums]
    if not any(slot.column is not Column.WEIGHTED for slot in in_columns):
        told.append(compact_money(amount.amount, amount.currency))
    if amount.left_out:
        told.append(_("+{number} unrated").format(number=number(sum(part.count for part in amount.left_out))))
    room = (in_columns[0].x if in_columns else shown[-1].end) - MARGIN - 1
    amounts = ((slot, Money(sums[slot.column], amount.currency)) for slot in in_columns)
    return [
        (MARGIN, fit(" · ".join(told), room)),
        *((slot.x, _right(_money(each, slot.width), slot.width)) for slot, each in amounts),
    ]
