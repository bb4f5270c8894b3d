"""The questions of the pipeline board, answered by SQL over all deals."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from salesops_tui.domain.days import end_of_month
from salesops_tui.domain.deal_filter import DealFilter
from salesops_tui.domain.money import Rates
from salesops_tui.domain.stages import Stage
from salesops_tui.storage.codecs import DAY, INSTANT
from salesops_tui.storage.deal_conditions import conditions

_CARD: Final = """
    SELECT deal.id, deal.name, account.name, person.name, deal.amount, deal.currency, deal.close_date, deal.closed_on,
        deal.known_since,
        (SELECT CASE WHEN event.new = deal.stage_id THEN event.at END FROM deal_event AS event
         WHERE event.deal_id = deal.id AND event.field = 'stage_id' ORDER BY event.at DESC, event.id DESC LIMIT 1)
    FROM deal
    LEFT JOIN account ON account.id = deal.account_id
    LEFT JOIN person ON person.id = deal.owner_id
"""
_OPEN_ORDER: Final = "(deal.close_date IS NULL), deal.close_date, deal.id"
_CLOSED_ORDER: Final = "deal.closed_on DESC, deal.id DESC"


@dataclass(frozen=True, slots=True)
class CardRow:
    """A card before the calendar has looked at it."""

    id: str
    name: str
    account: str | None
    owner: str | None
    amount: int | None
    currency: str
    close_date: date | None
    closed_on: date | None
    known_since: datetime
    entered_stage_at: datetime | None
    """When the deal entered its stage, or None when no event tells."""


@dataclass(frozen=True, slots=True)
class StageSum:
    """The deals of one column in one currency and with one probability."""

    currency: str
    probability: int | None
    """In per cent, chosen for the deals; None follows the stage."""
    deals: int
    amount: int
    """In minor units."""
    without_amount: int


class BoardRepository:
    """Counts, sums and pages of cards; a page is found by its place in an index, so the last is as near as the first."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def has_deals(self) -> bool:
        """Whether there is any deal at all."""
        return self._connection.execute("SELECT 1 FROM deal LIMIT 1").fetchone() is not None

    def sums(self, stage: Stage, month: date, chosen: DealFilter, rates: Rates) -> list[StageSum]:
        """The counts and sums of a column: of an open stage's deals, or of those closed in the month."""
        if stage.is_open and not chosen:
            rows = self._connection.execute(
                "SELECT currency, nullif(probability, -1), deals, amount, without_amount FROM deal_total "
                "WHERE stage_id = ? ORDER BY currency",
                (stage.id,),
            )
        else:
            where, parameters = _where(stage, month, chosen, rates)
            rows = self._connection.execute(
                "SELECT currency, probability, count(*), coalesce(sum(amount), 0), sum(amount IS NULL) FROM deal "
                f"WHERE {where} GROUP BY currency, probability ORDER BY currency",
                parameters,
            )
        return [StageSum(*row) for row in rows]

    def cards(
        self, stage: Stage, month: date, chosen: DealFilter, rates: Rates, *, offset: int, limit: int
    ) -> list[CardRow]:
        """So many cards of a column from a place on: open deals by close date, closed ones by the day they closed."""
        where, parameters = _where(stage, month, chosen, rates)
        order = _OPEN_ORDER if stage.is_open else _CLOSED_ORDER
        # The page is cut from the index before the joins, which then touch its rows only.
        rows = self._connection.execute(
            f"{_CARD} WHERE deal.rowid IN (SELECT rowid FROM deal WHERE {where} ORDER BY {order} LIMIT ? OFFSET ?) "
            f"ORDER BY {order}",
            (*parameters, limit, offset),
        )
        return [_card(row) for row in rows]

    def place(self, deal_id: str, stage: Stage, month: date, chosen: DealFilter, rates: Rates) -> int | None:
        """How many cards come before a deal in its column, or None when it is not in it."""
        where, parameters = _where(stage, month, chosen, rates)
        row = self._connection.execute(
            f"SELECT close_date, closed_on FROM deal WHERE {where} AND id = ?", (*parameters, deal_id)
        ).fetchone()
        if row is None:
            return None
        close_date, closed_on = row
        if stage.is_open:
            earlier = "((close_date IS NULL), coalesce(close_date, ''), id) < (?, ?, ?)"
            marks: tuple[Any, ...] = (close_date is None, close_date or "", deal_id)
        else:
            earlier, marks = "(closed_on, id) > (?, ?)", (closed_on, deal_id)
        (count,) = self._connection.execute(
            f"SELECT count(*) FROM deal WHERE {where} AND {earlier}", (*parameters, *marks)
        ).fetchone()
        return int(count)


def _where(stage: Stage, month: date, chosen: DealFilter, rates: Rates) -> tuple[str, Sequence[Any]]:
    where = "stage_id = ?"
    parameters: list[Any] = [stage.id]
    if not stage.is_open:
        where += " AND closed_on BETWEEN ? AND ?"
        parameters += [DAY.encode(month), DAY.encode(end_of_month(month))]
    narrower, more = conditions(chosen, rates, closed=not stage.is_open)
    return where + narrower, [*parameters, *more]


def _card(row: tuple[Any, ...]) -> CardRow:
    deal_id, name, account, owner, amount, currency, close_date, closed_on, known_since, entered = row
    return CardRow(
        deal_id,
        name,
        account,
        owner,
        amount,
        currency,
        DAY.decode(close_date) if close_date else None,
        DAY.decode(closed_on) if closed_on else None,
        INSTANT.decode(known_since),
        INSTANT.decode(entered) if entered else None,
    )
