"""Which open deals need mending, found by one question over all of them."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from salesops_tui.domain.deal_filter import DealFilter
from salesops_tui.domain.money import Rates, decimal_places
from salesops_tui.storage.codecs import DAY, INSTANT
from salesops_tui.storage.deal_conditions import conditions
from salesops_tui.storage.repositories.deals import DEAL

ENTERED: Final = """
    coalesce((
        SELECT CASE WHEN event.new = deal.stage_id THEN event.at END FROM deal_event AS event
        WHERE event.deal_id = deal.id AND event.field = 'stage_id' ORDER BY event.at DESC, event.id DESC LIMIT 1
    ), deal.known_since)"""
"""When a deal came into its stage, as an instant."""
_AWAKE: Final = "NOT EXISTS (SELECT 1 FROM snooze WHERE snooze.deal_id = deal.id AND snooze.until > :today)"


@dataclass(frozen=True, slots=True)
class StageRule:
    """What counts as a fault in one stage."""

    stage_id: str
    stuck_before: datetime | None
    """A deal that entered before this moment is stuck; None when nothing is too long."""
    required: tuple[str, ...]
    """The fields of a deal that must be filled."""


@dataclass(frozen=True, slots=True)
class FaultRow:
    """A deal and what is wrong with it."""

    id: str
    has_no_owner: bool
    is_past_close: bool
    has_no_step: bool
    is_step_past: bool
    is_stuck: bool
    missing: int
    """How many required fields are empty."""


class HygieneRepository:
    """Finds faults; a snoozed deal has none before its day."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def broken(
        self,
        rules: Sequence[StageRule],
        today: date,
        chosen: DealFilter,
        rates: Rates,
        *,
        deal_id: str | None = None,
    ) -> list[FaultRow]:
        """The broken open deals under a filter, or only one deal: the most faults first, of those the largest amounts."""
        question = _Question(today)
        empty = question.cases([(rule.stage_id, _missing(rule.required)) for rule in rules])
        too_long = question.cases(
            [
                (rule.stage_id, f"{ENTERED} < {question.mark(INSTANT.encode(rule.stuck_before))}")
                for rule in rules
                if rule.stuck_before is not None
            ]
        )
        worth = question.worth(rates)
        stages = ", ".join(question.mark(rule.stage_id) for rule in rules)
        narrower, values = conditions(chosen, rates, closed=False)
        only = f" AND id = {question.mark(deal_id)}" if deal_id is not None else ""
        # The filter's marks have no names: they become the next ones.
        for value in values:
            narrower = narrower.replace("?", question.mark(value), 1)
        rows = self._connection.execute(
            f"""
            WITH found AS (
                SELECT id, owner_id IS NULL AS no_owner, coalesce(close_date < :today, 0) AS past_close,
                    coalesce(trim(next_step), '') = '' AS no_step,
                    coalesce(trim(next_step), '') <> '' AND coalesce(next_step_on < :today, 0) AS step_past,
                    {too_long} AS stuck, {empty} AS missing, {worth} AS worth
                FROM deal WHERE stage_id IN ({stages}){narrower}{only} AND {_AWAKE}
            )
            SELECT id, no_owner, past_close, no_step, step_past, stuck, missing FROM found
            WHERE no_owner OR past_close OR no_step OR step_past OR stuck OR missing
            ORDER BY no_owner + past_close + no_step + step_past + stuck + (missing > 0) DESC, worth DESC, id
            """,
            question.values,
        )
        return [
            FaultRow(deal, bool(owner), bool(close), bool(step), bool(late), bool(stuck), missing)
            for deal, owner, close, step, late, stuck, missing in rows
        ]

    def next_day(self, rules: Sequence[StageRule], today: date) -> date | None:
        """The first day on which a date that lies ahead will have passed, or a snooze ends."""
        question = _Question(today)
        stages = ", ".join(question.mark(rule.stage_id) for rule in rules)
        (day,) = self._connection.execute(
            f"""
            SELECT min(day) FROM (
                SELECT date(min(close_date), '+1 day') AS day FROM deal WHERE stage_id IN ({stages}) AND close_date >= :today
                UNION ALL SELECT date(min(next_step_on), '+1 day') FROM deal
                    WHERE stage_id IN ({stages}) AND next_step_on >= :today
                UNION ALL SELECT min(until) FROM snooze WHERE until > :today
            )
            """,
            question.values,
        ).fetchone()
        return DAY.decode(day) if day else None


class _Question:
    """Collects the values of a question's marks."""

    def __init__(self, today: date) -> None:
        self.values: dict[str, Any] = {"today": DAY.encode(today)}

    def mark(self, value: Any) -> str:
        name = f"v{len(self.values)}"
        self.values[name] = value
        return f":{name}"

    def cases(self, conditions: Sequence[tuple[str, str]]) -> str:
        """A condition for each stage."""
        if not conditions:
            return "0"
        whens = " ".join(f"WHEN {self.mark(stage_id)} THEN {condition}" for stage_id, condition in conditions)
        return f"(CASE stage_id {whens} ELSE 0 END)"

    def worth(self, rates: Rates) -> str:
        """An amount in the base currency, near enough to order by; currencies without a rate come last."""
        whens = ""
        for currency, rate in {rates.base: Decimal(1), **rates.rates}.items():
            factor = float(rate.scaleb(-decimal_places(currency)))
            whens += f" WHEN {self.mark(currency)} THEN amount * {self.mark(factor)}"
        return f"coalesce(CASE currency{whens} END, -1)"


def _missing(fields: Sequence[str]) -> str:
    assert set(fields) <= set(DEAL.columns), fields
    return " + ".join(f"({field} IS NULL)" for field in fields) or "0"
