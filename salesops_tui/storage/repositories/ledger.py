"""What the pipeline was at a moment, and what turned between two: the questions of the change ledger, over deals' pasts."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo
from typing import Any, Final

from salesops_tui.domain.deal_filter import DealFilter
from salesops_tui.domain.ledger import Scope, Seat, Turn
from salesops_tui.domain.money import Rates
from salesops_tui.storage.codecs import DAY, INSTANT
from salesops_tui.storage.deal_conditions import conditions

_OPEN_AT: Final = """
    WITH RECURSIVE length(bits) AS (SELECT 0 UNION ALL SELECT bits + 1 FROM length WHERE bits < 62)
    SELECT state.number, state.stage_id, state.amount, state.currency, {owner}
    FROM length JOIN deal_state AS state INDEXED BY deal_state_open
        ON state.bits = length.bits AND state.since BETWEEN :moment - (1 << length.bits) AND :moment AND state.until > :moment
    WHERE state.is_open
"""
# The state's place in the window of close dates: before it, in it, after it (as ``Scope.side``).
_SIDE: Final = "((coalesce({0}, '9999') > :closes_last) - (coalesce({0}, '9999') < :closes_first))"
_TURNS: Final = """
    SELECT number, since, was_open, was_stage_id, was_amount, was_currency, {was_close_date}, {was_owner},
        is_open, stage_id, amount, currency, {close_date}, {owner},
        CASE WHEN NOT is_open AND (was_open IS NULL OR :closes_first IS NOT NULL) THEN (
            SELECT closed_on FROM deal
            WHERE id = (SELECT deal_id FROM deal_past WHERE deal_past.number = deal_state.number) AND closed_on <= :last_day
        ) END
    FROM deal_state
    WHERE since > :after AND since <= :until AND (
        is_open IS NOT was_open
        OR (NOT is_open AND (
            stage_id IS NOT was_stage_id OR amount IS NOT was_amount OR currency IS NOT was_currency
        ))
        {more}
    )
    ORDER BY since
"""
_STOOD: Final = """
    SELECT past.number, deal.id, deal.name, account.name,
        before.is_open, before.stage_id, before.amount, before.currency, before.close_date, owner_before.name,
        after.is_open, after.stage_id, after.amount, after.currency, after.close_date, owner_after.name
    FROM json_each(:numbers) AS wanted
    JOIN deal_past AS past ON past.number = wanted.value
    JOIN deal ON deal.id = past.deal_id
    LEFT JOIN account ON account.id = deal.account_id
    LEFT JOIN deal_state AS before ON before.number = past.number AND before.since = coalesce(
        (SELECT max(since) FROM deal_state INDEXED BY deal_state_deal WHERE number = past.number AND since <= :start),
        (SELECT min(since) FROM deal_state INDEXED BY deal_state_deal WHERE number = past.number)
    )
    LEFT JOIN deal_state AS after ON after.number = past.number AND after.since = (
        SELECT max(since) FROM deal_state INDEXED BY deal_state_deal WHERE number = past.number AND since <= :end
    )
    LEFT JOIN person AS owner_before ON owner_before.id = before.owner_id
    LEFT JOIN person AS owner_after ON owner_after.id = after.owner_id
    ORDER BY wanted.key
"""


@dataclass(frozen=True, slots=True)
class Stood:
    """How a deal stood at a moment."""

    is_open: bool
    stage_id: str
    amount: int | None
    """In minor units."""
    currency: str
    close_date: date | None
    owner: str | None


@dataclass(frozen=True, slots=True)
class DealStood:
    """A deal at two moments."""

    number: int
    id: str
    name: str
    account: str | None
    before: Stood | None
    """At the first moment, or as it was first known."""
    after: Stood | None


class LedgerRepository:
    """Reads ``deal_state``, which must be up to date (``DealPasts.catch_up``)."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def beginning(self) -> int | None:
        """The first moment of which anything is known, in seconds since 1970; None without deals."""
        (since,) = self._connection.execute("SELECT min(since) FROM deal_state").fetchone()
        return int(since) if since is not None else None

    def owners(self, chosen: DealFilter, rates: Rates) -> frozenset[str | None] | None:
        """The people whom a filter names as owners; None when it names none."""
        if not chosen.owners:
            return None
        where, marks = conditions(DealFilter(owners=chosen.owners, sounding=chosen.sounding), rates, closed=False)
        rows = self._connection.execute(
            f"SELECT owner_id FROM (SELECT id AS owner_id FROM person) WHERE 1 {where}", marks
        )
        return frozenset(owner_id for (owner_id,) in rows)

    def chosen(self, numbers: Iterable[int], chosen: DealFilter, rates: Rates) -> list[int]:
        """Those of the deals that a filter chooses by what they are now.

        As on the board, a date means the close date of an open deal and the day on which another one closed.
        """
        still_open, marks = conditions(chosen, rates, closed=False)
        closed, more_marks = conditions(chosen, rates, closed=True)
        among = "SELECT value, deal.* FROM json_each(?) JOIN deal_past ON number = value JOIN deal ON deal.id = deal_id"
        rows = self._connection.execute(
            f"WITH among AS MATERIALIZED ({among}) "
            f"SELECT value FROM among WHERE stage_id IN (SELECT id FROM stage WHERE kind = 'open') {still_open} "
            f"UNION ALL "
            f"SELECT value FROM among WHERE stage_id IN (SELECT id FROM stage WHERE kind <> 'open') {closed}",
            (json.dumps(list(numbers)), *marks, *more_marks),
        )
        return [number for (number,) in rows]

    def seats(self, moment: int, scope: Scope, *, by_owner: bool) -> list[Seat]:
        """The members at a moment; ``by_owner`` wants to know whose they are."""
        sql = _OPEN_AT.format(owner="state.owner_id" if by_owner else "NULL")
        marks = {"moment": moment, **_marks(scope)}
        if scope.owners is not None:
            sql += " AND state.owner_id IN (SELECT value FROM json_each(:owners))"
        if scope.closes is not None:
            sql += " AND state.close_date BETWEEN :closes_first AND :closes_last"
        return list(map(Seat._make, self._connection.execute(sql, marks)))

    def turns(
        self, after: int, until: int, scope: Scope, last_day: date, zone: tzinfo, *, by_owner: bool
    ) -> list[Turn]:
        """What opened, closed, and came into the scope or left it in ``(after, until]``, in the order of time.

        ``by_owner`` wants every change of owner, as if each were a scope.
        """
        owners, closes = by_owner or scope.owners is not None, scope.closes is not None
        more = " OR owner_id IS NOT was_owner_id" if owners else ""
        if closes:
            more += f" OR (is_open AND {_SIDE.format('close_date')} <> {_SIDE.format('was_close_date')})"
        # What nobody asks for is not read: texts are the dearest part of a row.
        sql = _TURNS.format(
            more=more,
            owner="owner_id" if owners else "NULL",
            was_owner="was_owner_id" if owners else "NULL",
            close_date="close_date" if closes else "NULL",
            was_close_date="was_close_date" if closes else "NULL",
        )
        marks = {"after": after, "until": until, "last_day": DAY.encode(last_day), **_marks(scope)}
        turns = list(map(Turn._make, self._connection.execute(sql, marks)))
        for place, turn in enumerate(turns):
            if not turn.is_open and turn.closed_on is None and (closes or turn.was_open is None):
                # Nobody kept the day of a closing that was taken back or moved since: it was the day of the change.
                turns[place] = _closing_as_seen(turn, zone)
        return turns

    def made_earlier(self, after: int, until: int, day: date) -> frozenset[int]:
        """The deals that the workbook first saw in ``(after, until]``, and that were made before a day, as their source says."""
        start, end = (INSTANT.encode(datetime.fromtimestamp(moment, UTC)) for moment in (after, until))
        rows = self._connection.execute(
            "SELECT number FROM deal CROSS JOIN deal_past ON deal_id = id "
            "WHERE known_since > ? AND known_since <= ? AND created_on < ?",
            (start, end, DAY.encode(day)),
        )
        return frozenset(number for (number,) in rows)

    def stood(self, numbers: Sequence[int], start: int, end: int) -> list[DealStood]:
        """Deals at two moments, in the order of their numbers as given; those that are gone are left out."""
        rows = self._connection.execute(_STOOD, {"numbers": json.dumps(numbers), "start": start, "end": end})
        return [
            DealStood(number, deal_id, name, account, _stood(then[:6]), _stood(then[6:]))
            for number, deal_id, name, account, *then in rows
        ]


def _marks(scope: Scope) -> dict[str, Any]:
    first, last = scope.closes or (None, None)
    return {
        "owners": json.dumps(list(scope.owners)) if scope.owners is not None else None,
        "closes_first": first,
        "closes_last": last,
    }


def _closing_as_seen(turn: Turn, zone: tzinfo) -> Turn:
    return turn._replace(closed_on=datetime.fromtimestamp(turn.since, UTC).astimezone(zone).date().isoformat())


def _stood(row: Sequence[Any]) -> Stood | None:
    is_open, stage_id, amount, currency, close_date, owner = row
    if stage_id is None:
        return None
    return Stood(bool(is_open), stage_id, amount, currency, DAY.decode(close_date) if close_date else None, owner)
