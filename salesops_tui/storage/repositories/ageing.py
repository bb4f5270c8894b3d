"""What the clocks of deals are read from: when they came where they are, and when they were first and last touched."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, tzinfo
from typing import Any, Final

from salesops_tui.domain.ageing import AgeClock
from salesops_tui.domain.deal_filter import DealFilter
from salesops_tui.domain.money import Rates
from salesops_tui.storage.codecs import DAY, INSTANT
from salesops_tui.storage.deal_conditions import conditions

ENTERED: Final = """
    (SELECT CASE WHEN event.new = deal.stage_id THEN event.at END FROM deal_event AS event
     WHERE event.deal_id = deal.id AND event.field = 'stage_id' ORDER BY event.at DESC, event.id DESC LIMIT 1)"""
"""When a deal came into its stage; NULL when no event tells."""

TOUCHED: Final = "(SELECT max(day) FROM activity WHERE activity.deal_id = deal.id AND activity.day <= ?)"
"""The last logged touch until a day, which is the value for the mark: what is only planned is no touch yet."""

_LIFE: Final = f"""
    SELECT deal.id, deal.stage_id, deal.known_since, deal.created_on, deal.closed_on, {ENTERED}, {TOUCHED},
        (SELECT min(day) FROM activity WHERE activity.deal_id = deal.id AND activity.day <= ?),
        need.number IS NOT NULL, need.entered_on
    FROM deal
    LEFT JOIN deal_past ON deal_past.deal_id = deal.id
    LEFT JOIN deal_stage AS need ON need.number = deal_past.number AND need.position = 2
"""
_WON_TIMES: Final = """
    SELECT position, entered_on, left_on FROM deal_stage
    WHERE outcome = 'won' AND NOT jumped AND entered_on IS NOT NULL AND left_on IS NOT NULL
"""
# A deal that was won before a change, or is now.
_WON_CHANGED: Final = """
    SELECT EXISTS (
        SELECT 1 FROM change LEFT JOIN deal ON deal.id = change.row_id
        WHERE change.id > :after AND table_name = 'deal'
            AND (deal.stage_id = :won OR json_extract(change.before, '$.stage_id') = :won)
        UNION ALL
        SELECT 1 FROM change LEFT JOIN deal_event ON deal_event.id = change.row_id
        JOIN deal ON deal.id = coalesce(json_extract(change.before, '$.deal_id'), deal_event.deal_id)
        WHERE change.id > :after AND table_name = 'deal_event' AND deal.stage_id = :won
    )
"""


# A deal of which nobody knows the beginning counts from when the workbook first saw it.
_FIRED: Final = f"""
    SELECT
        sum(coalesce(coalesce({TOUCHED}, created_on) < ?, known_since < ?)),
        sum(coalesce({ENTERED}, known_since) < ?),
        sum(coalesce(created_on < ?, known_since < ?))
    FROM deal
"""


@dataclass(frozen=True, slots=True)
class LifeRow:
    """A deal's life before the calendar has looked at it."""

    deal_id: str
    stage_id: str
    known_since: datetime
    created_on: date | None
    closed_on: date | None
    entered_stage_at: datetime | None
    """When it entered its stage, or None when no event tells."""
    touched_on: date | None
    first_touch_on: date | None
    reached_second: bool
    """Whether it ever got to the second open stage or beyond."""
    reached_second_on: date | None


@dataclass(frozen=True, slots=True)
class Firing:
    """The clocks of a stage's deals that began before these days have fired; None where they never fire."""

    stage_id: str
    idle: date | None
    stuck: date | None
    old: date | None


class AgeingRepository:
    """Questions about many deals at once."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def lives(self, deal_ids: Sequence[str] | None, stage_ids: Sequence[str], today: date) -> list[LifeRow]:
        """The lives of some deals, or of all in some stages; the pasts must have been caught up."""
        column, wanted = ("stage_id", stage_ids) if deal_ids is None else ("id", deal_ids)
        day = DAY.encode(today)
        rows = self._connection.execute(
            f"{_LIFE} WHERE deal.{column} IN (SELECT value FROM json_each(?))", (day, day, json.dumps(list(wanted)))
        )
        return [_life(row) for row in rows]

    def won_times(self) -> list[tuple[int, str, str]]:
        """Of every won deal: each stage in which it stood, by its position, with the dates of entry and leaving."""
        return self._connection.execute(_WON_TIMES).fetchall()

    def won_deals(self, won: str) -> int:
        """How many deals are won."""
        row = self._connection.execute("SELECT sum(deals) FROM deal_total WHERE stage_id = ?", (won,)).fetchone()
        return int(row[0] or 0)

    def last_change(self) -> int:
        """The newest entry of the journal that the pasts have followed; 0 before they were first worked out."""
        row = self._connection.execute("SELECT max(change_id) FROM deal_past_read").fetchone()
        return int(row[0] or 0)

    def won_changed(self, after: int, won: str) -> bool:
        """Whether since an entry of the journal any deal changed that is won, or was."""
        (changed,) = self._connection.execute(_WON_CHANGED, {"after": after, "won": won}).fetchone()
        return bool(changed)

    def fired(
        self, firing: Sequence[Firing], chosen: DealFilter, rates: Rates, today: date, zone: tzinfo
    ) -> Mapping[AgeClock, int]:
        """How many deals each clock has fired for, in some open stages under a filter."""
        counts = dict.fromkeys(AgeClock, 0)
        narrower, values = conditions(chosen, rates, closed=False)
        for stage in firing:
            (idle_day, idle), (_stuck_day, stuck), (old_day, old) = (
                _beginning(day, zone) for day in (stage.idle, stage.stuck, stage.old)
            )
            row = self._connection.execute(
                f"{_FIRED} WHERE stage_id = ? {narrower}",
                (DAY.encode(today), idle_day, idle, stuck, old_day, old, stage.stage_id, *values),
            ).fetchone()
            for clock, count in zip(AgeClock, row, strict=True):
                counts[clock] += count or 0
        return counts


def _beginning(day: date | None, zone: tzinfo) -> tuple[str | int | None, str | int | None]:
    """A date and its first moment, as they are stored."""
    if day is None:
        return None, None
    return DAY.encode(day), INSTANT.encode(datetime.combine(day, time(), zone))


def _life(row: tuple[Any, ...]) -> LifeRow:
    deal_id, stage_id, known, created, closed, entered, touched, first_touch, reached, reached_on = row
    return LifeRow(
        deal_id, stage_id, INSTANT.decode(known), _day(created), _day(closed),
        INSTANT.decode(entered) if entered else None, _day(touched), _day(first_touch), bool(reached), _day(reached_on),
    )  # fmt: skip


def _day(text: str | None) -> date | None:
    return DAY.decode(text) if text else None
