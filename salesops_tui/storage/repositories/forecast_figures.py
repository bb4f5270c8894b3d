"""The questions of the forecast, answered by SQL over all deals."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final, NamedTuple

from salesops_tui.domain.days import LATEST
from salesops_tui.domain.deal_filter import DealFilter
from salesops_tui.domain.deals import ForecastCategory
from salesops_tui.domain.money import Rates
from salesops_tui.domain.slippage import DateChange
from salesops_tui.domain.stages import Pipeline, Stage
from salesops_tui.storage.codecs import DAY
from salesops_tui.storage.deal_conditions import conditions

_OPEN_AT: Final = """
    WITH RECURSIVE length(bits) AS (SELECT 0 UNION ALL SELECT bits + 1 FROM length WHERE bits < 62)
    SELECT state.number
    FROM length JOIN deal_state AS state INDEXED BY deal_state_open
        ON state.bits = length.bits AND state.since BETWEEN :at - (1 << length.bits) AND :at AND state.until > :at
    WHERE state.is_open AND state.close_date BETWEEN :first AND :last
"""
_SHOWN: Final = """
    SELECT deal.id, deal.name, account.name, person.name, deal.amount, deal.currency, deal.close_date, deal.closed_on,
        deal.stage_id, deal.forecast_category, deal.probability
    FROM deal
    LEFT JOIN account ON account.id = deal.account_id
    LEFT JOIN person ON person.id = deal.owner_id
"""
# A deal that came back to an earlier stage did so, as far as its way tells, when it last left one.
_ENTERED: Final = """CASE WHEN way.left_on IS NULL THEN way.entered_on
    ELSE (SELECT max(other.left_on) FROM deal_stage AS other WHERE other.number = way.number) END"""


class OpenSum(NamedTuple):
    """Open deals of one stage that are to close in one month, and that are alike."""

    month: str
    """``2026-11``."""
    stage_id: str
    chosen: ForecastCategory | None
    probability: int | None
    """In per cent, chosen for the deals; None follows the stage."""
    currency: str
    is_overdue: bool
    deals: int
    without_amount: int
    amount: int
    """In minor units."""
    squares: float
    """The sum of the squared amounts."""


class ClosedSum(NamedTuple):
    """Deals won, or lost, in one month and one currency."""

    month: str
    stage_id: str
    currency: str
    deals: int
    without_amount: int
    amount: int
    """In minor units."""


class WonStay(NamedTuple):
    """A won deal's stay in a stage; the dates are local."""

    position: int
    entered: str
    left: str
    won: str


class Standing(NamedTuple):
    """Open deals that came into their stage on one day and are alike in currency."""

    position: int
    entered: str | None
    """Their local date of entry; None when it is not known."""
    currency: str
    deals: int
    without_amount: int
    amount: int
    """In minor units."""


@dataclass(frozen=True, slots=True)
class DealRow:
    """A deal in a list behind a figure."""

    id: str
    name: str
    account: str | None
    owner: str | None
    amount: int | None
    currency: str
    close_date: date | None
    closed_on: date | None
    stage_id: str
    chosen: ForecastCategory | None
    probability: int | None


@dataclass(frozen=True, slots=True)
class Slipped:
    """The deals that were to close in a period when it began, and what became of them."""

    at_start: int
    deal_ids: tuple[str, ...]
    """Those that are open at its end, or now, with a later date."""


class ForecastFigures:
    """Sums by month, and what became of close dates."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def has_deals(self) -> bool:
        """Whether there is any deal at all."""
        return self._connection.execute("SELECT 1 FROM deal LIMIT 1").fetchone() is not None

    def open_sums(
        self, stages: Sequence[Stage], first: date, last: date, today: date, chosen: DealFilter, rates: Rates
    ) -> list[OpenSum]:
        """The open deals whose close date lies between two days, by month."""
        where, values = _open(stages, first, last, chosen, rates)
        rows = self._connection.execute(
            "SELECT substr(close_date, 1, 7), stage_id, forecast_category, probability, currency, close_date < ?, "
            "count(*), sum(amount IS NULL), coalesce(sum(amount), 0), coalesce(sum(1.0 * amount * amount), 0.0) "
            f"FROM deal WHERE {where} GROUP BY 1, 2, 3, 4, 5, 6",
            [DAY.encode(today), *values],
        )
        return [
            OpenSum(month, stage_id, _category(category), probability, currency, bool(overdue), *sums)
            for month, stage_id, category, probability, currency, overdue, *sums in rows
        ]

    def closed_sums(
        self, stages: Sequence[Stage], first: date, last: date, chosen: DealFilter, rates: Rates
    ) -> list[ClosedSum]:
        """The deals that closed between two days in some stages, by month."""
        where, values = _closed(stages, first, last, chosen, rates)
        rows = self._connection.execute(
            "SELECT substr(closed_on, 1, 7), stage_id, currency, count(*), sum(amount IS NULL), coalesce(sum(amount), 0) "
            f"FROM deal WHERE {where} GROUP BY 1, 2, 3",
            values,
        )
        return [ClosedSum(*row) for row in rows]

    def open_deals(
        self, stages: Sequence[Stage], first: date, last: date, chosen: DealFilter, rates: Rates
    ) -> list[DealRow]:
        """The open deals whose close date lies between two days, the largest amounts first."""
        where, values = _open(stages, first, last, chosen, rates)
        return self._shown(f"SELECT id FROM deal WHERE {where}", values)

    def closed_deals(
        self, stages: Sequence[Stage], first: date, last: date, chosen: DealFilter, rates: Rates
    ) -> list[DealRow]:
        """The deals that closed between two days in some stages, the largest amounts first."""
        where, values = _closed(stages, first, last, chosen, rates)
        return self._shown(f"SELECT id FROM deal WHERE {where}", values)

    def deals(self, deal_ids: Iterable[str]) -> list[DealRow]:
        """Some deals, the largest amounts first."""
        return self._shown("SELECT value FROM json_each(?)", [json.dumps(list(deal_ids))])

    def numbers(self, chosen: DealFilter, rates: Rates) -> frozenset[int] | None:
        """The numbers in the pasts of the deals that a filter leaves, by what they are now; None for all of them."""
        narrower, values = conditions(chosen, rates, closed=False)
        if not narrower:
            return None
        rows = self._connection.execute(
            f"SELECT past.number FROM deal JOIN deal_past AS past ON past.deal_id = deal.id WHERE 1 {narrower}", values
        )
        return frozenset(number for (number,) in rows)

    def slipped(self, first: date, last: date, begins: int, ends: int, numbers: frozenset[int] | None) -> Slipped:
        """What became, until a moment, of the deals that were to close between two days at another moment (D.9).

        The moments are in seconds since 1970, UTC; ``numbers`` as ``numbers`` gives them.
        """
        at_start = self._open_at(begins, first, last)
        if numbers is not None:
            at_start &= numbers
        later = self._open_at(ends, last + timedelta(days=1), LATEST)
        return Slipped(len(at_start), tuple(self.deal_ids(at_start & later).values()))

    def date_changes(self, begins: int, ends: int, numbers: frozenset[int] | None) -> list[DateChange[int]]:
        """The changes of open deals' close dates between two moments, deal by deal, each deal's in the order of time."""
        rows = self._connection.execute(
            "SELECT number, since, was_close_date, close_date FROM deal_state WHERE since >= ? AND since < ? "
            "AND was_open AND is_open AND was_close_date IS NOT close_date ORDER BY number, since",
            (begins, ends),
        )
        return [
            DateChange(number, at, DAY.decode(old) if old else None, DAY.decode(new) if new else None)
            for number, at, old, new in rows
            if numbers is None or number in numbers
        ]

    def deal_ids(self, numbers: Iterable[int]) -> dict[int, str]:
        """The identifiers of deals by their numbers in the pasts."""
        return dict(
            self._connection.execute(
                "SELECT number, deal_id FROM deal_past WHERE number IN (SELECT value FROM json_each(?))",
                (json.dumps(list(numbers)),),
            ).fetchall()
        )

    def push_reasons(self, deal_ids: Iterable[str]) -> dict[str, str]:
        """Why the close dates of some deals were last changed, where somebody said so."""
        rows = self._connection.execute(
            "SELECT deal_id, reason FROM deal_event WHERE deal_id IN (SELECT value FROM json_each(?)) "
            "AND field = 'close_date' AND reason IS NOT NULL ORDER BY at, id",
            (json.dumps(list(deal_ids)),),
        )
        return dict(rows.fetchall())

    def won_stays(self, won: Stage, since: date, limit: int, position: int | None = None) -> list[WonStay]:
        """The stays of the deals won since a day, the last so many of them, in all stages or in one, where known."""
        rows = self._connection.execute(
            """
            SELECT way.position, way.entered_on, coalesce(way.left_on, deal.closed_on), deal.closed_on
            FROM (SELECT id, closed_on FROM deal WHERE stage_id = ?1 AND closed_on >= ?2 ORDER BY closed_on DESC LIMIT ?3)
                AS deal
            JOIN deal_past AS past ON past.deal_id = deal.id
            JOIN deal_stage AS way ON way.number = past.number AND (?4 IS NULL OR way.position = ?4)
            WHERE NOT way.jumped AND way.entered_on <= deal.closed_on
            """,
            (won.id, DAY.encode(since), limit, position),
        )
        return [WonStay(*row) for row in rows]

    def standing(self, pipeline: Pipeline, chosen: DealFilter, rates: Rates) -> list[Standing]:
        """The open deals that are counted on, by stage and the day they came into it."""
        found = []
        narrower, values = conditions(chosen, rates, closed=False)
        for position, stage in enumerate(pipeline.open, start=1):
            rows = self._connection.execute(
                f"""
                SELECT {_ENTERED}, currency, count(*), sum(amount IS NULL), coalesce(sum(amount), 0)
                FROM deal JOIN deal_past AS past ON past.deal_id = deal.id
                LEFT JOIN deal_stage AS way ON way.number = past.number AND way.position = ?
                WHERE stage_id = ? AND forecast_category IS NOT 'omitted' {narrower} GROUP BY 1, 2
                """,
                [position, stage.id, *values],
            )
            found += [Standing(position, *row) for row in rows]
        return found

    def author(self, forecast_id: str) -> str | None:
        """Who submitted a forecast, as the journal knows."""
        row = self._connection.execute(
            "SELECT actor FROM step WHERE kind = 'forecast.submit' AND json_extract(params, '$.forecast') = ?",
            (forecast_id,),
        ).fetchone()
        return row[0] if row else None

    def _open_at(self, moment: int, first: date, last: date) -> set[int]:
        """The numbers of the deals that were open at a moment with a close date between two days."""
        rows = self._connection.execute(_OPEN_AT, {"at": moment, "first": DAY.encode(first), "last": DAY.encode(last)})
        return {number for (number,) in rows}

    def _shown(self, chosen: str, values: Sequence[Any]) -> list[DealRow]:
        rows = self._connection.execute(
            f"{_SHOWN} WHERE deal.id IN ({chosen}) ORDER BY deal.amount DESC, deal.id", values
        )
        return [_row(row) for row in rows]


def _open(stages: Sequence[Stage], first: date, last: date, chosen: DealFilter, rates: Rates) -> tuple[str, list[Any]]:
    narrower, values = conditions(chosen, rates, closed=False)
    # The second condition is the index's own way of saying that there is a date.
    where = f"{_standing_in(stages)} AND (close_date IS NULL) = 0 AND close_date BETWEEN ? AND ?{narrower}"
    return where, [*(stage.id for stage in stages), DAY.encode(first), DAY.encode(last), *values]


def _closed(
    stages: Sequence[Stage], first: date, last: date, chosen: DealFilter, rates: Rates
) -> tuple[str, list[Any]]:
    narrower, values = conditions(chosen, rates, closed=True)
    where = f"{_standing_in(stages)} AND closed_on BETWEEN ? AND ?{narrower}"
    return where, [*(stage.id for stage in stages), DAY.encode(first), DAY.encode(last), *values]


def _standing_in(stages: Sequence[Stage]) -> str:
    return f"stage_id IN ({', '.join('?' * len(stages))})"


def _category(stored: str | None) -> ForecastCategory | None:
    return ForecastCategory(stored) if stored else None


def _row(row: tuple[Any, ...]) -> DealRow:
    deal_id, name, account, owner, amount, currency, close_date, closed_on, stage_id, chosen, probability = row
    return DealRow(
        deal_id,
        name,
        account,
        owner,
        amount,
        currency,
        DAY.decode(close_date) if close_date else None,
        DAY.decode(closed_on) if closed_on else None,
        stage_id,
        _category(chosen),
        probability,
    )
