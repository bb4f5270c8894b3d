"""What became of deals: those won and lost in a period, with what they are worth and how long they took."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

from salesops_tui.domain.figures import Span
from salesops_tui.domain.funnel import Cut
from salesops_tui.domain.money import Rates
from salesops_tui.domain.stages import StageKind
from salesops_tui.storage.codecs import DAY
from salesops_tui.storage.deal_cuts import group, narrowed

# In the table's own order, because by an index every deal would be looked up on its own; and worked out once for each deal,
# because the subquery would be asked again for every column that rests on it.
_CLOSED: Final = """
    WITH closed AS MATERIALIZED (
        SELECT {group} AS part, stage_id, currency, amount, lost_reason, competitor, closed_on, created_on,
            (SELECT min(day) FROM activity WHERE deal_id = deal.id AND day <= deal.closed_on) AS touched_on
        FROM deal NOT INDEXED
        WHERE stage_id IN (SELECT id FROM stage WHERE kind <> 'open') AND closed_on BETWEEN ? AND ?{narrowed}
    )
    SELECT part, stage_id, currency, lost_reason, competitor,
        CAST(julianday(closed_on) - julianday(coalesce(touched_on, created_on)) AS INTEGER) AS days,
        touched_on IS NOT NULL, count(*), coalesce(sum(amount), 0), sum(amount IS NULL), max(closed_on)
    FROM closed GROUP BY 1, 2, 3, 4, 5, 6, 7
"""


class ClosedDeals(NamedTuple):
    """Deals won or lost in a period that are alike in everything but their amounts."""

    group: str | None
    kind: StageKind
    currency: str
    lost_reason: str | None
    competitor: str | None
    days: int | None
    """From the first contact to the close; None when nobody knows when they began, negative where the dates are wrong."""
    touched: bool
    """Whether a logged activity is the first contact; else the day they were created stands for it."""
    deals: int
    amount: int
    """In minor units."""
    without_amount: int
    last_on: date
    """When the last of them closed."""


@dataclass(frozen=True, slots=True)
class CreatedDeals:
    """How the deals created in a period stand now."""

    group: str | None
    kind: StageKind
    deals: int


class OutcomeRepository:
    """Counts and sums over deals that were created, won and lost."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def closed(self, cut: Cut, span: Span, rates: Rates) -> Iterator[ClosedDeals]:
        """The deals won and lost in a period, by the day they closed."""
        where, values = narrowed(cut, rates)
        kinds = self._kinds()
        rows = self._connection.execute(
            _CLOSED.format(group=group(cut.by, "closed_on"), narrowed=where),
            (DAY.encode(span.first), DAY.encode(span.last), *values),
        )
        for part, stage, currency, reason, competitor, days, touched, deals, amount, without_amount, last_on in rows:
            yield ClosedDeals(
                part,
                kinds[stage],
                currency,
                reason,
                competitor,
                days,
                bool(touched),
                deals,
                amount,
                without_amount,
                DAY.decode(last_on),
            )

    def undated(self, cut: Cut, rates: Rates) -> int:
        """How many won and lost deals do not say when they closed: no period has them."""
        connection = self._connection
        (closed,) = connection.execute(
            "SELECT coalesce(sum(deals), 0) FROM deal_total JOIN stage ON stage_id = stage.id WHERE kind <> 'open'"
        ).fetchone()
        (dated,) = connection.execute(
            "SELECT count(*) FROM stage JOIN deal ON stage_id = stage.id WHERE kind <> 'open' AND closed_on IS NOT NULL"
        ).fetchone()
        where, values = narrowed(cut, rates)
        if closed == dated or not where:
            return int(closed - dated)
        (count,) = connection.execute(
            f"SELECT count(*) FROM deal WHERE stage_id IN (SELECT id FROM stage WHERE kind <> 'open') "
            f"AND closed_on IS NULL{where}",
            values,
        ).fetchone()
        return int(count)

    def created(self, cut: Cut, span: Span, rates: Rates) -> list[CreatedDeals]:
        """What became of the deals created in a period."""
        where, values = narrowed(cut, rates)
        kinds = self._kinds()
        rows = self._connection.execute(
            f"SELECT {group(cut.by, 'created_on')}, stage_id, count(*) FROM deal NOT INDEXED "
            f"WHERE created_on BETWEEN ? AND ?{where} GROUP BY 1, 2",
            (DAY.encode(span.first), DAY.encode(span.last), *values),
        )
        return [CreatedDeals(part, kinds[stage], deals) for part, stage, deals in rows]

    def _kinds(self) -> dict[str, StageKind]:
        return {stage: StageKind(kind) for stage, kind in self._connection.execute("SELECT id, kind FROM stage")}
