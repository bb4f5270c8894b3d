"""Deals on their way through the stages, counted: who began, who went on, how long they stood."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Final

from salesops_tui.domain.figures import Span
from salesops_tui.domain.funnel import Breakdown, Cut, StepCount
from salesops_tui.domain.money import Rates
from salesops_tui.domain.stages import StageKind
from salesops_tui.storage.codecs import DAY
from salesops_tui.storage.deal_cuts import group, narrowed

_WINDOW: Final = "way.position IN (SELECT value FROM json_each(?)) AND way.entered_on BETWEEN ? AND ?"


@dataclass(frozen=True, slots=True)
class Entered:
    """Deals that first entered a stage in a period and came equally far."""

    group: str | None
    position: int
    furthest: int
    """The last stage that they ever reached."""
    outcome: StageKind
    """What they are now."""
    deals: int
    young: int
    """Those of them that entered lately."""


@dataclass(frozen=True, slots=True)
class Reached:
    """How many of the deals that began in a period got to a stage through all before it."""

    group: str | None
    position: int
    deals: int
    young: int


@dataclass(frozen=True, slots=True)
class Steps:
    """What became of the deals that first entered a stage in a period, having been through all before it."""

    group: str | None
    position: int
    count: StepCount


@dataclass(frozen=True, slots=True)
class Stays:
    """Deals that entered a stage on the same day, and when in a period they left it."""

    position: int
    entered_on: date
    left_on: tuple[date, ...]


class Ways:
    """The ways of some deals; to be asked while ``FunnelRepository.ways`` lasts."""

    def __init__(self, connection: sqlite3.Connection, by: Breakdown, join: str) -> None:
        self._connection = connection
        self._by = by
        self._join = join

    def entered(self, span: Span, stages: int, young_after: date | None) -> Iterator[Entered]:
        """The deals that first entered each stage but the last in a period, by any path."""
        rows = self._connection.execute(
            f"SELECT {self._part('entered_on')}, position, furthest, outcome, count(*), sum(entered_on > ?) "
            f"FROM deal_stage AS way {self._join} WHERE {_WINDOW} GROUP BY 1, 2, 3, 4",
            (_text(young_after), _positions(stages), *_days(span)),
        )
        for part, position, furthest, outcome, deals, young in rows:
            yield Entered(part, position, furthest, StageKind(outcome), deals, young)

    def reached_in_order(self, span: Span, young_after: date | None) -> Iterator[Reached]:
        """Of the deals that began in a period, how many got to each stage through all before it."""
        part = self._part("first.entered_on")
        began = "first.position = 1 AND first.entered_on BETWEEN ?2 AND ?3 AND first.in_order"
        rows = self._connection.execute(
            f"SELECT {part}, 1, count(*), sum(first.entered_on > ?1) FROM deal_stage AS first {self._join} "
            f"WHERE {began} GROUP BY 1 "
            f"UNION ALL SELECT {part}, later.position, count(*), sum(first.entered_on > ?1) "
            f"FROM deal_stage AS first {self._join} JOIN deal_stage AS later ON later.number = first.number "
            f"WHERE {began} AND first.furthest > 1 AND later.position > 1 AND later.in_order GROUP BY 1, 2",
            (_text(young_after), *_days(span)),
        )
        yield from (Reached(*row) for row in rows)

    def steps_in_order(self, span: Span, stages: int) -> Iterator[Steps]:
        """What became of the deals that first entered each stage but the last in a period, through all before it."""
        part, entered = self._part("way.entered_on"), (_positions(stages), *_days(span))
        # Joined once for those that went on: asked stage by stage for each deal, this takes twice as long.
        went_on = self._connection.execute(
            f"SELECT {part}, way.position, sum(after.in_order) FROM deal_stage AS way {self._join} "
            "CROSS JOIN deal_stage AS after ON after.number = way.number AND after.position = way.position + 1 "
            f"WHERE {_WINDOW} AND way.in_order AND way.furthest > way.position GROUP BY {self._grouped(part)}way.position",
            entered,
        )
        advanced = {(key, position): deals for key, position, deals in went_on}
        rows = self._connection.execute(
            f"SELECT {part}, way.position, sum(furthest = way.position AND outcome = 'lost'), "
            "sum(furthest = way.position AND outcome <> 'lost'), count(*) "
            f"FROM deal_stage AS way {self._join} WHERE {_WINDOW} AND way.in_order "
            f"GROUP BY {self._grouped(part)}way.position",
            entered,
        )
        for key, position, lost, here, deals in rows:
            on = advanced.get((key, position), 0)
            yield Steps(key, position, StepCount(on, lost, here, deals - on - lost - here))

    def stays(self, span: Span, stages: int) -> Iterator[Stays]:
        """The deals that left a stage in a period, having stood in it."""
        # Day by day in the index's own order: sorting every stay for itself takes three times as long.
        rows = self._connection.execute(
            f"SELECT position, entered_on, group_concat(left_on) FROM deal_stage AS way {self._join} "
            "WHERE position IN (SELECT value FROM json_each(?)) AND entered_on <= ? AND left_on BETWEEN ? AND ? "
            "AND NOT jumped GROUP BY 1, 2",
            (_positions(stages), DAY.encode(span.last), *_days(span)),
        )
        for position, entered_on, left_on in rows:
            yield Stays(position, DAY.decode(entered_on), tuple(map(DAY.decode, left_on.split(","))))

    def qualified(self) -> dict[str | None, int]:
        """How many open deals have passed the first stage, group by group."""
        part = "NULL" if self._by.is_of_time else self._part("")
        return dict(
            self._connection.execute(
                f"SELECT {part}, count(*) FROM deal_stage AS way {self._join} "
                "WHERE position = 2 AND outcome = 'open' GROUP BY 1"
            ).fetchall()
        )

    def unknown(self) -> int:
        """How many deals began nobody knows when: no period has them."""
        (count,) = self._connection.execute(
            f"SELECT count(*) FROM deal_stage AS way {self._join} WHERE position = 1 AND entered_on IS NULL"
        ).fetchone()
        return int(count)

    def _part(self, day: str) -> str:
        if self._by.is_of_time:
            return group(self._by, day)
        return "NULL" if self._by is Breakdown.TOTAL else "part"

    @staticmethod
    def _grouped(part: str) -> str:
        """What precedes other columns of a ``GROUP BY``: grouping by a constant, SQLite would no longer follow the index."""
        return "" if part == "NULL" else f"{part}, "


class FunnelRepository:
    """The ways of all deals, or of those under a filter, told apart by something."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    @contextmanager
    def ways(self, cut: Cut, rates: Rates) -> Iterator[Ways]:
        """The ways of the deals that are looked at.

        What is asked of the deals themselves is asked once, and remembered beside their numbers: the ways lie in indexes
        that know nothing else. Without such a question those alone are read.
        """
        connection = self._connection
        where, values = narrowed(cut, rates)
        if not where and (cut.by is Breakdown.TOTAL or cut.by.is_of_time):
            yield Ways(connection, cut.by, "")
            return
        part = "NULL" if cut.by.is_of_time else group(cut.by, "")
        connection.execute("CREATE TEMP TABLE looked_at (number INTEGER PRIMARY KEY, part ANY) STRICT")
        try:
            connection.execute(
                f"INSERT INTO temp.looked_at SELECT number, {part} FROM deal JOIN deal_past ON deal_id = deal.id "
                f"WHERE 1{where}",
                values,
            )
            yield Ways(connection, cut.by, "CROSS JOIN temp.looked_at USING (number)")
        finally:
            connection.execute("DROP TABLE temp.looked_at")

    def without_way(self, cut: Cut, span: Span, rates: Rates) -> int:
        """How many deals created in a period were lost, nobody knows from which stage."""
        connection = self._connection
        (missing,) = connection.execute(
            "SELECT (SELECT count(*) FROM deal_past) - (SELECT count(*) FROM deal_stage WHERE position = 1)"
        ).fetchone()
        if not missing:
            return 0
        where, values = narrowed(cut, rates)
        (count,) = connection.execute(
            f"SELECT count(*) FROM deal JOIN deal_past ON deal_id = deal.id WHERE created_on BETWEEN ? AND ?{where} "
            "AND NOT EXISTS (SELECT 1 FROM deal_stage WHERE deal_stage.number = deal_past.number AND position = 1)",
            (*_days(span), *values),
        ).fetchone()
        return int(count)


def _days(span: Span) -> tuple[str | int, str | int]:
    return DAY.encode(span.first), DAY.encode(span.last)


def _text(day: date | None) -> str | int:
    """A date to compare others with; without one, none comes after."""
    return DAY.encode(day) if day is not None else "9999-12-31"


def _positions(stages: int) -> str:
    """All positions but the last, as JSON."""
    return str(list(range(1, stages)))
