"""Activities and closed deals, by person and day."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from salesops_tui.domain.stages import Stage
from salesops_tui.storage.codecs import DAY


@dataclass(frozen=True, slots=True)
class DayCount:
    """How much of something a person did on a day."""

    person_id: str
    day: date
    kind: str
    """The kind of activity, or the stage in which deals closed."""
    count: int
    amount: int = 0
    """Minor units of ``currency``, of deals."""
    currency: str = ""


class ActivityResults:
    """Counts both."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def activities(self, first: date, last: date) -> Iterator[DayCount]:
        """What was done with customers in a span of days."""
        rows = self._connection.execute(
            "SELECT person_id, day, kind, count(*) FROM activity "
            "WHERE day BETWEEN ? AND ? AND person_id IS NOT NULL GROUP BY 1, 2, 3",
            (DAY.encode(first), DAY.encode(last)),
        )
        for person_id, day, kind, count in rows:
            yield DayCount(person_id, DAY.decode(day), kind, count)

    def closed(self, stages: tuple[Stage, Stage], first: date, last: date) -> Iterator[DayCount]:
        """The deals that closed in one of two stages in a span of days."""
        rows = self._connection.execute(
            "SELECT owner_id, closed_on, stage_id, count(*), coalesce(sum(amount), 0), currency FROM deal "
            "WHERE stage_id IN (?, ?) AND closed_on BETWEEN ? AND ? AND owner_id IS NOT NULL GROUP BY 1, 2, 3, currency",
            (*(stage.id for stage in stages), DAY.encode(first), DAY.encode(last)),
        )
        for person_id, day, stage_id, count, amount, currency in rows:
            yield DayCount(person_id, DAY.decode(day), stage_id, count, amount, currency)
