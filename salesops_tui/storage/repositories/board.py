"""The questions of the pipeline board, answered by SQL over all deals."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any, Final

from salesops_tui.domain.board import AS_USUAL, Arrangement, GroupBy, SortBy
from salesops_tui.domain.days import end_of_month
from salesops_tui.domain.deal_filter import DealFilter
from salesops_tui.domain.deals import ForecastCategory
from salesops_tui.domain.money import Rates, decimal_places
from salesops_tui.domain.stages import Stage
from salesops_tui.storage.codecs import DAY
from salesops_tui.storage.deal_conditions import conditions
from salesops_tui.storage.repositories.ageing import ENTERED, TOUCHED

_CARD: Final = """
    SELECT deal.id, deal.name, account.name, person.name, deal.amount, deal.currency, deal.close_date, deal.closed_on,
        deal.forecast_category, deal.probability
    FROM deal
    LEFT JOIN account ON account.id = deal.account_id
    LEFT JOIN person ON person.id = deal.owner_id
"""
_OPEN_ORDER: Final = "(deal.close_date IS NULL), deal.close_date"
_CLOSED_ORDER: Final = "deal.closed_on DESC, deal.id DESC"
_ORDERS: Final[Mapping[SortBy, str]] = {
    SortBy.CLOSE_DATE: _OPEN_ORDER,
    SortBy.AGE: f"coalesce({ENTERED}, deal.known_since)",
    SortBy.NAME: "deal.name COLLATE NOCASE",
    SortBy.TOUCHED: f"coalesce({TOUCHED}, '')",
}
_GROUPS: Final[Mapping[GroupBy, tuple[str, str]]] = {
    GroupBy.OWNER: ("LEFT JOIN person AS kin ON kin.id = deal.owner_id", "kin.name"),
    GroupBy.PRODUCT: ("LEFT JOIN product AS kin ON kin.id = deal.product_id", "kin.name"),
    GroupBy.REGION: ("LEFT JOIN account AS kin ON kin.id = deal.account_id", "nullif(kin.region, '')"),
}
"""The table that a group's name comes from, and the name. Namesakes are one group: nobody could tell them apart."""


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
    category: ForecastCategory | None
    probability: int | None


@dataclass(frozen=True, slots=True)
class Lane:
    """Which deals of a column are meant, and how they are arranged."""

    stage: Stage
    month: date
    """The first day of the month in which deals of a closed stage were closed."""
    chosen: DealFilter
    arrangement: Arrangement
    today: date


@dataclass(frozen=True, slots=True)
class _Arranged:
    """A column in its order."""

    of: Hashable
    """Which deals in which order, and the state of the workbook in which they were asked for."""
    places: Mapping[str, int]
    """The deals' identifiers in their order → their places."""
    titles: Sequence[str | None]
    """The group that the deal of each place is in."""


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
        self._lanes: dict[str, _Arranged] = {}
        """By stage, as last put in order."""

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

    def groups(self, lane: Lane, rates: Rates) -> list[tuple[str | None, int]]:
        """The groups of a column in their order, each with its name and how many cards it has."""
        if lane.arrangement.group is None:
            return []
        return [(title, len(list(cards))) for title, cards in groupby(self._arranged(lane, rates).titles)]

    def cards(self, lane: Lane, rates: Rates, *, offset: int, limit: int) -> list[CardRow]:
        """So many cards of a column from a place on, in its arrangement."""
        if lane.arrangement == AS_USUAL:
            # An index has them in this order: the page is cut from it before the joins, which then touch its rows only.
            where, parameters = _where(lane.stage, lane.month, lane.chosen, rates)
            _join, order, _values = _order(lane, rates)
            found = self._connection.execute(
                f"SELECT id FROM deal WHERE {where} ORDER BY {order} LIMIT ? OFFSET ?", (*parameters, limit, offset)
            )
            ids = [deal_id for (deal_id,) in found]
        else:
            ids = list(self._arranged(lane, rates).places)[offset : offset + limit]
        rows = self._connection.execute(
            f"{_CARD} WHERE deal.id IN (SELECT value FROM json_each(?))", (json.dumps(ids),)
        )
        cards = {row[0]: _card(row) for row in rows}
        return [cards[deal_id] for deal_id in ids]

    def place(self, deal_id: str, lane: Lane, rates: Rates) -> int | None:
        """How many cards come before a deal in its column, or None when it is not in it."""
        if lane.arrangement != AS_USUAL:
            return self._arranged(lane, rates).places.get(deal_id)
        where, parameters = _where(lane.stage, lane.month, lane.chosen, rates)
        _join, order, _values = _order(lane, rates)
        row = self._connection.execute(
            f"SELECT place FROM (SELECT id, row_number() OVER (ORDER BY {order}) - 1 AS place FROM deal WHERE {where}) "
            "WHERE id = ?",
            (*parameters, deal_id),
        ).fetchone()
        return None if row is None else int(row[0])

    def _arranged(self, lane: Lane, rates: Rates) -> _Arranged:
        """A whole column in an order that no index has: put so once, for its groups, its pages and its places."""
        (others,) = self._connection.execute("PRAGMA data_version").fetchone()
        wanted = (lane, rates.base, tuple(rates.rates.items()), others, self._connection.total_changes)
        known = self._lanes.get(lane.stage.id)
        if known is None or known.of != wanted:
            where, parameters = _where(lane.stage, lane.month, lane.chosen, rates)
            join, order, values = _order(lane, rates)
            group = lane.arrangement.group
            title = "NULL" if group is None else _GROUPS[group][1]
            rows = self._connection.execute(
                f"SELECT deal.id, {title} FROM (SELECT * FROM deal WHERE {where}) AS deal {join} ORDER BY {order}",
                (*parameters, *values),
            ).fetchall()
            places = {deal_id: place for place, (deal_id, _title) in enumerate(rows)}
            known = self._lanes[lane.stage.id] = _Arranged(wanted, places, [title for _id, title in rows])
        return known


def _order(lane: Lane, rates: Rates) -> tuple[str, str, list[Any]]:
    """What a column is joined with to be put in order, the order, and the values for its marks."""
    join, group = "", ""
    values: list[Any] = []
    if lane.arrangement.group is not None:
        join, name = _GROUPS[lane.arrangement.group]
        group = f"({name} IS NULL), {name} COLLATE NOCASE, {name}, "
    sort = lane.arrangement.sort
    if not lane.stage.is_open and sort in (SortBy.CLOSE_DATE, SortBy.AGE):
        return join, group + _CLOSED_ORDER, values
    if sort is SortBy.AMOUNT:
        cases = {rates.base: Decimal(1), **rates.rates}.items()
        # Only for comparing: a thousandth of a minor unit decides nothing.
        values = [part for currency, rate in cases for part in (currency, float(_factor(rates, currency, rate)))]
        amount = f"CASE deal.currency {' WHEN ? THEN deal.amount * ?' * len(cases)} END"
        return join, f"{group}{amount} DESC NULLS LAST, deal.amount IS NULL, deal.id", values
    if sort is SortBy.TOUCHED:
        values = [DAY.encode(lane.today)]
    return join, f"{group}{_ORDERS[sort]}, deal.id", values


def _factor(rates: Rates, currency: str, rate: Decimal) -> Decimal:
    """What a minor unit of a currency is worth in minor units of the base currency."""
    return rate.scaleb(decimal_places(rates.base) - decimal_places(currency))


def _where(stage: Stage, month: date, chosen: DealFilter, rates: Rates) -> tuple[str, Sequence[Any]]:
    where = "stage_id = ?"
    parameters: list[Any] = [stage.id]
    if not stage.is_open:
        where += " AND closed_on BETWEEN ? AND ?"
        parameters += [DAY.encode(month), DAY.encode(end_of_month(month))]
    narrower, more = conditions(chosen, rates, closed=not stage.is_open)
    return where + narrower, [*parameters, *more]


def _card(row: tuple[Any, ...]) -> CardRow:
    deal_id, name, account, owner, amount, currency, close_date, closed_on, category, probability = row
    return CardRow(
        deal_id,
        name,
        account,
        owner,
        amount,
        currency,
        DAY.decode(close_date) if close_date else None,
        DAY.decode(closed_on) if closed_on else None,
        ForecastCategory(category) if category else None,
        probability,
    )
