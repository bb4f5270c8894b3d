"""One line about the whole board: what is marked, how it is arranged, what it is worth, which clocks have fired."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from salesops_tui.domain.ageing import AgeClock
from salesops_tui.domain.board import Arrangement, Board, GroupBy, SortBy
from salesops_tui.formats import compact_money, number
from salesops_tui.i18n import _, mark
from salesops_tui.services import board as boards
from salesops_tui.services.wording import clock_title

_SORTS: Final[Mapping[SortBy, str]] = {
    SortBy.AMOUNT: mark("largest first"),
    SortBy.AGE: mark("longest in stage first"),
    SortBy.NAME: mark("by name"),
    SortBy.TOUCHED: mark("longest untouched first"),
}
_GROUPS: Final[Mapping[GroupBy, str]] = {
    GroupBy.OWNER: mark("per owner"),
    GroupBy.PRODUCT: mark("per product"),
    GroupBy.REGION: mark("per region"),
}
# The clocks that tell most come first, for where the line is cut.
_CLOCKS: Final = (AgeClock.STUCK, AgeClock.IDLE, AgeClock.OLD)


def summary(board: Board | None, arrangement: Arrangement, fired: Mapping[AgeClock, int] | None, marked: int) -> str:
    """The line; empty for a workbook without deals."""
    if board is None or not board.has_deals:
        return ""
    parts = [_("{number} marked").format(number=number(marked))] if marked else []
    if arrangement.group is not None:
        parts.append(_(_GROUPS[arrangement.group]))
    if arrangement.sort is not SortBy.CLOSE_DATE:
        parts.append(_(_SORTS[arrangement.sort]))
    worth = compact_money(boards.weighted(board), board.columns[0].total.currency)
    parts.append(_("weighted {amount}").format(amount=worth))
    counts = fired or {}
    parts += [f"{number(counts[clock])} {clock_title(clock)}" for clock in _CLOCKS if counts.get(clock)]
    return " · ".join(parts)
