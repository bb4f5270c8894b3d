"""The second section of the report: what became of the pipeline, from the change ledger."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from salesops_tui.domain.figures import Figure
from salesops_tui.domain.ledger import Bar
from salesops_tui.domain.week_comparison import Compared
from salesops_tui.services.ledgers import Changes, Closing, DealChange, Line, Question, changes, deals_behind
from salesops_tui.services.session import Session
from salesops_tui.services.week.scopes import ReportScope

MOST_DEALS: Final = 5
"""Deals that are told of each line, the largest first."""


class ProgressRow(StrEnum):
    """The lines, in their order."""

    SEEN = "seen"
    NEW = "new"
    REOPENED = "reopened"
    ENTERED = "entered"
    ADVANCED = "advanced"
    BACK = "back"
    WON = "won"
    LOST = "lost"
    SLIPPED = "slipped"
    """Out of the month, by their close dates; they stay in the pipeline."""
    UP = "up"
    DOWN = "down"
    LEFT = "left"
    ASTRAY = "astray"


@dataclass(frozen=True, slots=True)
class Progress:
    """One line: how many deals, what they add up to, and the largest of them."""

    row: ProgressRow
    figure: Figure
    """The amount, in the base currency; where deals only moved, how many."""
    count: int
    deals: tuple[DealChange, ...]
    behind: tuple[tuple[int, int], ...]
    """All deals of the line, as ``ledgers.deals_behind`` takes them."""


@dataclass(frozen=True, slots=True)
class Pipeline:
    """The open pipeline before the week and at its end, and what happened in between."""

    start: Figure
    end: Figure
    bars: tuple[tuple[Bar, Figure], ...]
    """What leads from the start to the end."""
    progress: tuple[Progress, ...]


LEAVING: Final = (ProgressRow.WON, ProgressRow.LOST, ProgressRow.SLIPPED)
"""What left the pipeline: told without its sign, which the title says."""
UNWELCOME: Final = (ProgressRow.BACK, ProgressRow.LOST, ProgressRow.SLIPPED, ProgressRow.DOWN, ProgressRow.LEFT)
"""Of these less is better."""
BARS: Final = {
    ProgressRow.SEEN: Bar.SEEN,
    ProgressRow.NEW: Bar.NEW,
    ProgressRow.REOPENED: Bar.REOPENED,
    ProgressRow.ENTERED: Bar.ENTERED,
    ProgressRow.WON: Bar.WON,
    ProgressRow.LOST: Bar.LOST,
    ProgressRow.UP: Bar.UP,
    ProgressRow.DOWN: Bar.DOWN,
    ProgressRow.LEFT: Bar.LEFT,
    ProgressRow.ASTRAY: Bar.ASTRAY,
}
"""The lines that are bars of the ledger."""


def progress(session: Session, of: Compared, scope: ReportScope) -> Pipeline:
    """What happened to the pipeline in the week; the deals' pasts must have been worked out."""
    found = changes(session, Question(of.now, people=scope.ids))
    of_month = changes(session, Question(of.now, Closing.MONTH, people=scope.ids))
    slipped = of_month.total.bars.get(Bar.PUSHED_OUT)
    return Pipeline(
        found.total.start.figure,
        found.total.end.figure,
        tuple((bar, line.figure) for bar, line in found.total.bars.items()),
        tuple(_lines(session, of, found, slipped)),
    )


def _lines(session: Session, of: Compared, found: Changes, slipped: Line | None) -> Iterator[Progress]:
    for row in ProgressRow:
        line = slipped if row is ProgressRow.SLIPPED else _line(found, row)
        if line is None or not (deals := line.deals()):
            continue
        told = deals_behind(session, of.now, deals[:MOST_DEALS])
        yield Progress(row, line.figure, len(deals), told, tuple(deals))


def _line(found: Changes, row: ProgressRow) -> Line | None:
    if row is ProgressRow.ADVANCED:
        return found.advanced
    if row is ProgressRow.BACK:
        return found.back
    return found.total.bars.get(BARS[row])
