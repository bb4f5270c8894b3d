"""Rows of deals: their stage, their money, and when things happened to them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, tzinfo
from functools import lru_cache
from typing import Any

from salesops_tui.domain.deals import Deal, ForecastCategory
from salesops_tui.domain.stages import Pipeline
from salesops_tui.domain.text import match_key
from salesops_tui.importing.stage_names import StageEvidence, open_stage, resolve_stages
from salesops_tui.importing.table import ImportTable
from salesops_tui.importing.values import Moment
from salesops_tui.services.imports.amounts import AmountTooLarge, minor_units, resolve_currency
from salesops_tui.services.imports.links import Links
from salesops_tui.services.imports.rows import KEEP, Incoming, IncomingRows, external_id, usable

_TEXTS = ("lead_source", "competitor", "next_step", "next_step_on", "lost_reason", "note", "created_on")


@dataclass(frozen=True, slots=True)
class DealTimes:
    """When things happened to a row's deal, as far as the file tells; instants in UTC."""

    modified_at: datetime | None
    entered_stage_at: datetime | None
    left_stage: str | None
    """The open stage that a closed deal was in last."""


@dataclass(frozen=True)
class DealRows:
    """The rows of a file of deals."""

    rows: IncomingRows[Deal]
    times: Mapping[int, DealTimes]
    """By the row's index in the table."""
    stages: Mapping[str, str]
    """Each stage name of the file → the stage it was read as."""


@dataclass(frozen=True, slots=True)
class DealContext:
    """What the reading of deals depends on besides the file."""

    pipeline: Pipeline
    base_currency: str
    zone: tzinfo
    now: datetime
    given_stages: Mapping[str, str]
    remembered_stages: Mapping[str, str]


def read_deals(table: ImportTable, links: Links, context: DealContext) -> DealRows:
    """The deals of a table. Raises StagesUnknown for names that nobody can place."""
    evidence = [StageEvidence(*row) for row in table.rows("stage", "status", "is_won", "is_closed", "probability")]
    good = list(usable(table))
    stages = resolve_stages(
        dict.fromkeys(evidence[place] for place in good),
        context.pipeline,
        context.given_stages,
        context.remembered_stages,
    )
    usual = _usual_probabilities(evidence, good, stages)
    reader = _RowReader(table, links, context)
    rows, times = [], {}
    for place in good:
        stage_id = stages[evidence[place]]
        said = evidence[place].probability
        deviates = said is not None and context.pipeline.by_id[stage_id].is_open and said != usual[evidence[place].name]
        try:
            rows.append(reader.read(place, stage_id, said if deviates else None))
        except AmountTooLarge as error:
            reader.refused[place] = str(error)
            continue
        times[place] = reader.times(place, stage_id, evidence[place].name)
    named = {item.name or "": stage for item, stage in stages.items()}
    incoming = IncomingRows(
        reader.names,
        rows,
        lambda record_id, known: Deal(
            **{"id": record_id, "currency": context.base_currency, "known_since": context.now, **known}
        ),
        lambda deal: [(match_key(deal.name), deal.account_id)],
        refused=reader.refused,
    )
    return DealRows(incoming, times, named)


def settled(deal_rows: DealRows, pipeline: Pipeline, zone: tzinfo, now: datetime) -> Any:
    """What follows from a deal's stage for the day it closed; a hook for ``comparison.compare``."""

    def settle(row: Incoming, before: Deal | None, after: Deal) -> Deal:
        if pipeline.by_id[after.stage_id].is_open:
            return replace(after, closed_on=None) if after.closed_on is not None else after
        if after.closed_on is not None:
            return after
        told = deal_rows.times[row.place]
        at = told.entered_stage_at or told.modified_at
        if at is None and before is not None and pipeline.by_id[before.stage_id].is_open:
            # It was open the last time: it closed since then, and this is the day on which that became known.
            at = now
        return replace(after, closed_on=at.astimezone(zone).date()) if at is not None else after

    return settle


class _RowReader:
    """Reads one row after the other."""

    def __init__(self, table: ImportTable, links: Links, context: DealContext) -> None:
        self._table = table
        self._links = links
        self._context = context
        told = table.columns.keys()
        self._texts = [name for name in _TEXTS if name in told]
        self._has = {
            "account_id": bool(told & {"account", "account_id"}),
            "contact_id": "contact" in told,
            "owner_id": "owner" in told,
            "product_id": "product" in told,
            "amount": "amount" in told,
            "close_date": bool(told & {"close_date", "closed_on", "won_on", "lost_on"}),
            "forecast_category": "forecast_category" in told,
            "probability": {"probability", "stage"} <= told,
        }
        optional = [name for name, present in self._has.items() if present]
        self.names = ("name", "stage_id", "currency", "closed_on", *optional, *self._texts)
        self.refused: dict[int, str] = {}
        self._rows = list(
            table.rows(
                "name", "account", "account_id", "contact", "owner", "product", "amount", "currency",
                "close_date", "closed_on", "won_on", "lost_on", "forecast_category",
            )
        )  # fmt: skip
        self._plain = list(table.rows(*self._texts)) if self._texts else [()] * len(table.lines)
        self._times = list(table.rows("modified_at", "entered_stage_at"))
        self._has_closing_column = bool(told & {"closed_on", "won_on", "lost_on"})

    def read(self, place: int, stage_id: str, probability: int | None) -> Incoming:
        """The deal that a row tells of. Raises AmountTooLarge."""
        (
            name, account, account_ref, contact, owner, product, amount, named,
            close_date, closed_on, won_on, lost_on, category,
        ) = self._rows[place]  # fmt: skip
        stage = self._context.pipeline.by_id[stage_id]
        currency = resolve_currency(named, amount, self._context.base_currency)
        account_id = self._links.account(account, account_ref)
        if not stage.is_open:
            closed_on = closed_on or (won_on if stage_id == self._context.pipeline.won.id else lost_on)
            if not self._has_closing_column:
                # Where there is one date only, it is the expected day before a deal closes and the actual one after.
                closed_on, close_date = close_date, KEEP
        else:
            closed_on = None
        values = {
            "account_id": account_id,
            "contact_id": self._links.contact(contact, account_id),
            "owner_id": self._links.person(owner),
            "product_id": self._links.product(product),
            "amount": minor_units(amount, currency or self._context.base_currency),
            "close_date": close_date,
            "forecast_category": ForecastCategory(category) if category else None,
            "probability": probability,
        }
        optional = [value for key, value in values.items() if self._has[key]]
        return Incoming(
            place,
            external_id(self._table, place),
            ((match_key(name), account_id),),
            name,
            (
                name,
                stage_id,
                KEEP if currency is None else currency,
                KEEP if closed_on is None and not stage.is_open else closed_on,
                *optional,
                *self._plain[place],
            ),
        )

    def times(self, place: int, stage_id: str, stage_name: str | None) -> DealTimes:
        """When things happened to the row's deal."""
        modified, entered = self._times[place]
        context = self._context
        left = None
        if stage_name and not context.pipeline.by_id[stage_id].is_open:
            left = open_stage(stage_name, context.pipeline, context.given_stages, context.remembered_stages)
        entered_at = _instant(entered, context.zone)
        return DealTimes(
            _instant(modified, context.zone),
            entered_at if entered_at is not None and entered_at <= context.now else None,
            left,
        )


def _usual_probabilities(
    evidence: list[StageEvidence], good: list[int], stages: Mapping[StageEvidence, str]
) -> dict[str | None, int | None]:
    """The probability that most deals of a stage name have: what the other system derives from the stage by itself."""
    counts: dict[str | None, Counter[int]] = {}
    for place in good:
        item = evidence[place]
        if item.probability is not None:
            counts.setdefault(item.name, Counter())[item.probability] += 1
    usual: dict[str | None, int | None] = {item.name: None for item in stages}
    return usual | {name: counter.most_common(1)[0][0] for name, counter in counts.items()}


@lru_cache(maxsize=65536)
def _instant(moment: Moment | None, zone: tzinfo) -> datetime | None:
    if moment is None:
        return None
    return datetime.combine(moment.day, moment.at or time.min, zone).astimezone(UTC)
