"""What lies beside a stand-up's round: deals near their closing, young deals, what changed, times of the day, filled fields."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Final, NamedTuple

from salesops_tui.domain.completeness import Filled, ReportField
from salesops_tui.domain.follow_up import FollowUpRule
from salesops_tui.domain.money import Rates
from salesops_tui.domain.stages import Pipeline
from salesops_tui.storage.codecs import DAY, INSTANT, TIME

# None for everybody, else a JSON list of the people meant.
_MEANT: Final = "(:people IS NULL OR {owner} IN (SELECT value FROM json_each(:people)))"

_NEAR: Final = f"""
    FROM deal JOIN stage ON stage.id = deal.stage_id AND stage.kind = 'open'
    WHERE (deal.stage_id = :last_stage OR deal.close_date <= :until) AND {_MEANT.format(owner="deal.owner_id")}
"""
# A thousandth of a minor unit decides nothing; what has no amount or no rate comes last.
_CLOSING: Final = f"""
    WITH near AS (
        SELECT deal.id, deal.amount * json_extract(:factors, '$.' || deal.currency) AS worth {_NEAR}
        ORDER BY worth DESC NULLS LAST, deal.close_date, deal.id LIMIT :limit
    )
    SELECT deal.close_date, deal.id, deal.name, coalesce(account.name, ''), coalesce(owner.name, ''), deal.stage_id,
        deal.amount, deal.currency
    FROM near JOIN deal ON deal.id = near.id
    LEFT JOIN account ON account.id = deal.account_id LEFT JOIN person AS owner ON owner.id = deal.owner_id
    ORDER BY near.worth DESC NULLS LAST, deal.close_date, deal.id
"""
_PENDING: Final = {
    FollowUpRule.CONTACT: """NOT EXISTS (
        SELECT 1 FROM activity WHERE activity.deal_id = deal.id AND activity.day <= :day
    )""",
    FollowUpRule.NEED: """deal.stage_id = :first_stage AND NOT EXISTS (
        SELECT 1 FROM deal_event AS event JOIN stage AS reached ON reached.id = event.new
        WHERE event.deal_id = deal.id AND event.field = 'stage_id' AND reached.kind <> 'lost' AND reached.id <> :first_stage
    )""",
    FollowUpRule.DECISION: "1",
}
_YOUNG: Final = f"""
    SELECT deal.id, deal.name, coalesce(owner.name, ''), deal.created_on FROM deal
    JOIN stage ON stage.id = deal.stage_id AND stage.kind = 'open'
    LEFT JOIN person AS owner ON owner.id = deal.owner_id
    WHERE {_MEANT.format(owner="deal.owner_id")} AND deal.created_on BETWEEN :first AND :last AND {{pending}}
"""
_CHANGED: Final = f"""
    SELECT event.deal_id, event.field, event.old, event.new, deal.name, coalesce(owner.name, ''), deal.currency
    FROM deal_event AS event JOIN deal ON deal.id = event.deal_id LEFT JOIN person AS owner ON owner.id = deal.owner_id
    WHERE event.at >= :since AND event.field IN ('stage_id', 'amount', 'close_date')
        AND {_MEANT.format(owner="deal.owner_id")}
    ORDER BY event.at, event.id
"""
_TIMES: Final = f"""
    SELECT activity.at, activity.kind, coalesce(account.name, ''), coalesce(person.name, ''), activity.deal_id, NULL
    FROM activity LEFT JOIN account ON account.id = activity.account_id LEFT JOIN person ON person.id = activity.person_id
    WHERE activity.day = :day AND activity.kind IN ('meeting', 'visit', 'demo')
        AND {_MEANT.format(owner="activity.person_id")}
    UNION ALL
    SELECT task.due_at, '', task.title, coalesce(delegate.name, owner.name, ''), task.deal_id, task.id
    FROM task LEFT JOIN person AS owner ON owner.id = task.owner_id
    LEFT JOIN person AS delegate ON delegate.id = task.delegate_id
    WHERE task.state IN ('open', 'waiting') AND task.due_on = :day AND task.due_at IS NOT NULL
        AND {_MEANT.format(owner="coalesce(task.delegate_id, task.owner_id)")}
    ORDER BY 1
"""

_TOUCHED: Final = "SELECT 1 FROM activity WHERE activity.deal_id = deal.id"
_FILLED: Final = {
    ReportField.ACCOUNT: "deal.account_id IS NOT NULL",
    ReportField.INDUSTRY: "account.industry IS NOT NULL",
    ReportField.SIZE: "account.size IS NOT NULL",
    ReportField.DECISION_MAKER: "deal.account_id IN (SELECT account_id FROM decides)",
    ReportField.LEAD_SOURCE: "deal.lead_source IS NOT NULL",
    ReportField.AMOUNT: "deal.amount IS NOT NULL",
    ReportField.PRODUCT: "deal.product_id IS NOT NULL",
    ReportField.COMPETITOR: "deal.competitor IS NOT NULL",
    ReportField.VISITS: f"EXISTS ({_TOUCHED} AND kind = 'visit')",
    ReportField.RECORD: f"EXISTS ({_TOUCHED})",
    ReportField.PROPOSAL: f"stage.id IN (:last_stage, :won_stage) OR EXISTS ({_TOUCHED} AND kind = 'proposal')",
    ReportField.STATUS: "stage.kind <> 'open'",
    ReportField.CONTRACT_AMOUNT: "stage.kind <> 'open' AND deal.amount IS NOT NULL",
    ReportField.SIGNED_ON: "deal.closed_on IS NOT NULL AND stage.kind <> 'open'",
    ReportField.DELIVERY: "stage.kind = 'won' AND deal.delivery IS NOT NULL",
    ReportField.FEEDBACK: "stage.kind = 'won' AND deal.feedback IS NOT NULL",
    ReportField.SATISFACTION: "stage.kind = 'won' AND deal.satisfaction IS NOT NULL",
}
_COMPLETENESS: Final = f"""
    WITH decides AS MATERIALIZED (
        SELECT DISTINCT account_id FROM contact WHERE role IN (SELECT value FROM json_each(:deciding))
    ), asked AS MATERIALIZED (
        SELECT deal.rowid AS place FROM stage JOIN deal ON deal.stage_id = stage.id WHERE stage.kind = 'open'
        UNION ALL
        SELECT deal.rowid FROM stage JOIN deal ON deal.stage_id = stage.id
        WHERE stage.kind <> 'open' AND deal.closed_on >= :since
    )
    SELECT deal.owner_id, count(*), sum(stage.kind <> 'open'), sum(stage.kind = 'won'),
        {", ".join(f"sum({filled})" for filled in _FILLED.values())}
    FROM asked JOIN deal ON deal.rowid = asked.place JOIN stage ON stage.id = deal.stage_id
    LEFT JOIN account ON account.id = deal.account_id
    WHERE deal.owner_id IS NOT NULL AND {_MEANT.format(owner="deal.owner_id")}
    GROUP BY deal.owner_id
"""


@dataclass(frozen=True, slots=True)
class NearRow:
    """An open deal near its closing."""

    close_date: date | None
    deal_id: str
    name: str
    account: str
    owner: str
    stage_id: str
    amount: int | None
    currency: str


class ChangeRow(NamedTuple):
    """A change of one field of a deal, its values as they are stored, with the names of what it belongs to."""

    deal_id: str
    field: str
    """A value of ``TrackedField``."""
    old: str | int | None
    new: str | int | None
    deal: str
    owner: str
    currency: str


@dataclass(frozen=True, slots=True)
class TimeRow:
    """Something at a time of the day: an activity, or a task."""

    at: time | None
    kind: str
    """Of the activity; empty for a task."""
    words: str
    person: str
    deal_id: str | None
    task_id: str | None


class StandupSurroundings:
    """Reads it, for some people or for everybody."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def closing(
        self, pipeline: Pipeline, until: date, rates: Rates, people: Sequence[str] | None, limit: int
    ) -> tuple[list[NearRow], int]:
        """The largest of the open deals in the last stage, or that are to close until a day, and how many there are."""
        marks = {"last_stage": pipeline.open[-1].id, "until": DAY.encode(until)}
        factors = {currency: rates.to_base(1, currency) for currency in (rates.base, *rates.rates)}
        told = json.dumps({currency: float(factor) for currency, factor in factors.items() if factor is not None})
        rows = self._ask(_CLOSING, people, factors=told, limit=limit, **marks)
        found = [NearRow(DAY.decode(closes) if closes else None, *facts) for closes, *facts in rows]
        (number,) = self._ask(f"SELECT count(*) {_NEAR}", people, **marks).fetchone()
        return found, int(number)

    def pending(
        self,
        rule: FollowUpRule,
        pipeline: Pipeline,
        created: tuple[date, date],
        day: date,
        people: Sequence[str] | None,
    ) -> Iterator[tuple[str, str, str, date]]:
        """The open deals, created between two days, for which a rule of the 2-2-2 is not met: identifier, name, owner, day of
        creation."""
        rows = self._ask(
            _YOUNG.format(pending=_PENDING[rule]),
            people,
            first_stage=pipeline.open[0].id,
            day=DAY.encode(day),
            first=DAY.encode(created[0]),
            last=DAY.encode(created[1]),
        )
        for deal_id, name, owner, created_on in rows:
            yield deal_id, name, owner, DAY.decode(created_on)

    def changed(self, since: datetime, people: Sequence[str] | None) -> Iterator[ChangeRow]:
        """The changes of stages, amounts and close dates from a moment on, oldest first."""
        rows = self._ask(_CHANGED, people, since=INSTANT.encode(since))
        return map(ChangeRow._make, rows)

    def times(self, day: date, people: Sequence[str] | None) -> Iterator[TimeRow]:
        """What has a time on a day, by the clock."""
        for at, *rest in self._ask(_TIMES, people, day=DAY.encode(day)):
            yield TimeRow(TIME.decode(at) if at else None, *rest)

    def contact_roles(self) -> list[str]:
        """The roles in a purchase that contacts have, as they were typed."""
        rows = self._connection.execute("SELECT DISTINCT role FROM contact WHERE role IS NOT NULL")
        return [role for (role,) in rows]

    def filled(
        self, pipeline: Pipeline, since: date, deciding: Iterable[str], people: Sequence[str] | None
    ) -> Iterator[Filled]:
        """How many of the required fields are filled, for each owner of open deals or of deals closed since a day;
        ``deciding`` are the roles of contacts who decide."""
        rows = self._ask(
            _COMPLETENESS,
            people,
            last_stage=pipeline.open[-1].id,
            won_stage=pipeline.won.id,
            since=DAY.encode(since),
            deciding=json.dumps(list(deciding)),
        )
        for person_id, deals, closed, won, *filled in rows:
            yield Filled(person_id, deals, closed, won, dict(zip(_FILLED, filled, strict=True)))

    def _ask(self, sql: str, people: Sequence[str] | None, **marks: Any) -> sqlite3.Cursor:
        return self._connection.execute(
            sql, {**marks, "people": json.dumps(list(people)) if people is not None else None}
        )
