"""Which deals are looked at and how they are told apart, as SQL: fixed phrases and marks, as in ``deal_conditions``."""

from __future__ import annotations

from typing import Any, Final

from salesops_tui.domain.funnel import Breakdown, Cut
from salesops_tui.domain.money import Rates
from salesops_tui.storage.deal_conditions import conditions

_COLUMNS: Final = {Breakdown.OWNER: "owner_id", Breakdown.SOURCE: "lead_source", Breakdown.PRODUCT: "product_id"}
_CLOSED: Final = "stage_id IN (SELECT id FROM stage WHERE kind <> 'open')"


def narrowed(cut: Cut, rates: Rates) -> tuple[str, list[Any]]:
    """What follows ``WHERE … `` over the columns of ``deal`` for open and closed deals alike, and the values for its marks.

    A date means the expected close of an open deal, and the day on which the others closed.
    """
    sql = ""
    values: list[Any] = []
    if cut.chosen:
        opened, marks = conditions(cut.chosen, rates, closed=False)
        closed, more = conditions(cut.chosen, rates, closed=True)
        sql += f" AND ((NOT {_CLOSED}{opened}) OR ({_CLOSED}{closed}))"
        values += [*marks, *more]
    if cut.only is not None:
        sql += f" AND {_COLUMNS[cut.only.by]} IS ?"
        values.append(cut.only.key)
    return sql, values


def group(by: Breakdown, day: str) -> str:
    """The expression of a group's key over the columns of ``deal``; months and quarters are those of a column."""
    match by:
        case Breakdown.TOTAL:
            return "NULL"
        case Breakdown.MONTH:
            return f"substr({day}, 1, 7)"
        case Breakdown.QUARTER:
            return f"substr({day}, 1, 4) || '-Q' || ((substr({day}, 6, 2) + 2) / 3)"
    return _COLUMNS[by]
