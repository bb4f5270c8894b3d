"""Rows of deals: their stage, their money, and when things happened to them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
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
from salesops_tui.services.imports.rows import KEEP, Incoming, IncomingRows, usable

_STAGE, _PROBABILITY = 0, 4
"""Where a row's stage name and probability stand in what it says about its stage."""

_TEXTS = (
    "lead_source", "competitor", "next_step", "next_step_on", "lost_reason", "note", "created_on", "delivery", "feedback",
)  # fmt: skip


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
    times: Callable[[int], DealTimes]
    """The index of a row in the table → when things happened to its deal."""
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
    """The deals of a table. Raises StagesUnknown for names that nobody can place.

    Column by column: of a hundred thousand rows, most of what a cell can say it says many times.
    """
    good = list(usable(table))
    told = list(table.rows("stage", "status", "is_won", "is_closed", "probability"))
    evidence = {said: StageEvidence(*said) for said in dict.fromkeys(told[place] for place in good)}
    resolved = resolve_stages(evidence.values(), context.pipeline, context.given_stages, context.remembered_stages)
    stage_of = {said: resolved[item] for said, item in evidence.items()}
    stage_ids = [stage_of[told[place]] for place in good]
    reader = _ColumnReader(table, links, context, good, stage_ids)
    columns = reader.columns([told[place] for place in good])
    rows = [
        Incoming(place, identifier, (name, account_id), name, values)
        for place, identifier, name, account_id, values in zip(
            good,
            reader.cells("external_id"),
            reader.cells("name"),
            reader.account_ids,
            zip(*columns.values(), strict=True),
            strict=True,
        )
        if place not in reader.refused
    ]

    def make(record_id: str, known: dict[str, Any]) -> Deal:
        currency = known.pop("currency", context.base_currency)
        return Deal(id=record_id, currency=currency, known_since=context.now, **known)

    incoming = IncomingRows(
        tuple(columns),
        rows,
        make,
        lambda deal: [(match_key(deal.name), deal.account_id)],
        lambda names: [(match_key(names[0]), names[1])],
        refused=reader.refused,
    )
    named = {item.name or "": stage for item, stage in resolved.items()}
    return DealRows(incoming, _times(table, context, dict(zip(good, stage_ids, strict=True))), named)


def settled(deal_rows: DealRows, pipeline: Pipeline, zone: tzinfo, now: datetime) -> Any:
    """What follows from a deal's stage for the day it closed; a hook for ``comparison.compare``."""

    def settle(row: Incoming, before: Deal | None, after: Deal) -> Deal:
        if pipeline.by_id[after.stage_id].is_open:
            return replace(after, closed_on=None) if after.closed_on is not None else after
        if after.closed_on is not None:
            return after
        told = deal_rows.times(row.place)
        at = told.entered_stage_at or told.modified_at
        if at is None and before is not None and pipeline.by_id[before.stage_id].is_open:
            # It was open the last time: it closed since then, and this is the day on which that became known.
            at = now
        return replace(after, closed_on=at.astimezone(zone).date()) if at is not None else after

    return settle


class _ColumnReader:
    """Reads the rows without a fault, one field after the other."""

    def __init__(
        self, table: ImportTable, links: Links, context: DealContext, good: Sequence[int], stage_ids: Sequence[str]
    ) -> None:
        self._table = table
        self._links = links
        self._context = context
        self._good = good
        self._stage_ids = stage_ids
        self.account_ids = [
            links.account(name, ref) for name, ref in zip(self.cells("account"), self.cells("account_id"), strict=True)
        ]
        self.refused: dict[int, str] = {}

    def cells(self, name: str) -> list[Any]:
        """The values of one column; None throughout for a column that the file does not have."""
        column = self._table.columns.get(name)
        return [column[place] for place in self._good] if column is not None else [None] * len(self._good)

    def columns(self, told: Sequence[tuple[Any, ...]]) -> dict[str, list[Any]]:
        """Each field that the file tells, with its values; ``told`` is what each row says about its stage."""
        present = self._table.columns.keys()
        links = self._links
        closed_on, close_date = self._closing()
        amount, currency = self._money()
        columns = {
            "name": self.cells("name"),
            "stage_id": list(self._stage_ids),
            "currency": currency,
            "closed_on": closed_on,
        }
        if present & {"account", "account_id"}:
            columns["account_id"] = self.account_ids
        if "contact" in present:
            pairs = zip(self.cells("contact"), self.account_ids, strict=True)
            columns["contact_id"] = [links.contact(name, account_id) for name, account_id in pairs]
        if "owner" in present:
            columns["owner_id"] = [links.person(name) for name in self.cells("owner")]
        if "product" in present:
            columns["product_id"] = [links.product(name) for name in self.cells("product")]
        if "amount" in present:
            columns["amount"] = amount
        if present & {"close_date", "closed_on", "won_on", "lost_on"}:
            columns["close_date"] = close_date
        if "forecast_category" in present:
            columns["forecast_category"] = [
                ForecastCategory(category) if category else None for category in self.cells("forecast_category")
            ]
        if "satisfaction" in present:
            columns["satisfaction"] = [int(told) if told else None for told in self.cells("satisfaction")]
        if {"probability", "stage"} <= present:
            columns["probability"] = self._probabilities(told)
        return columns | {name: self.cells(name) for name in _TEXTS if name in present}

    def _closing(self) -> tuple[list[Any], list[Any]]:
        """The days on which deals closed, and are expected to."""
        pipeline = self._context.pipeline
        is_open = {stage.id: stage.is_open for stage in pipeline.stages}
        separate = bool(self._table.columns.keys() & {"closed_on", "won_on", "lost_on"})
        closed_on: list[Any] = []
        close_date: list[Any] = []
        for stage_id, expected, closed, won, lost in zip(
            self._stage_ids,
            self.cells("close_date"),
            self.cells("closed_on"),
            self.cells("won_on"),
            self.cells("lost_on"),
            strict=True,
        ):
            if is_open[stage_id]:
                closed_on.append(None)
                close_date.append(expected)
                continue
            # Where there is one date only, it is the expected day before a deal closes and the actual one after.
            day = (closed or (won if stage_id == pipeline.won.id else lost)) if separate else expected
            closed_on.append(KEEP if day is None else day)
            close_date.append(expected if separate else KEEP)
        return closed_on, close_date

    def _money(self) -> tuple[list[Any], list[Any]]:
        """Amounts in minor units, and their currencies."""
        base = self._context.base_currency
        amounts: list[Any] = []
        currencies: list[Any] = []
        # Cells that say the same were read as one and the same object.
        known: dict[tuple[int, str | None], tuple[int | None, Any]] = {}
        for place, amount, named in zip(self._good, self.cells("amount"), self.cells("currency"), strict=True):
            key = id(amount), named
            if key not in known:
                currency = resolve_currency(named, amount, base)
                try:
                    known[key] = minor_units(amount, currency or base), KEEP if currency is None else currency
                except AmountTooLarge as error:
                    self.refused[place] = str(error)
                    amounts.append(None)
                    currencies.append(KEEP)
                    continue
            minor, currency_told = known[key]
            amounts.append(minor)
            currencies.append(currency_told)
        return amounts, currencies

    def _probabilities(self, told: Sequence[tuple[Any, ...]]) -> list[int | None]:
        """A probability of its own is one that differs from what most deals of the stage have."""
        usual = _usual_probabilities(told)
        is_open = {stage.id: stage.is_open for stage in self._context.pipeline.stages}
        return [
            said[_PROBABILITY] if is_open[stage_id] and said[_PROBABILITY] != usual.get(said[_STAGE]) else None
            for said, stage_id in zip(told, self._stage_ids, strict=True)
        ]


def _times(table: ImportTable, context: DealContext, stages: Mapping[int, str]) -> Callable[[int], DealTimes]:
    blank: list[Any] = [None] * len(table.lines)
    modified, entered, names = (table.columns.get(name, blank) for name in ("modified_at", "entered_stage_at", "stage"))
    is_open = {stage.id: stage.is_open for stage in context.pipeline.stages}

    def times(place: int) -> DealTimes:
        modified_at, entered_at = _instant(modified[place], context.zone), _instant(entered[place], context.zone)
        if entered_at is None or entered_at > context.now:
            return DealTimes(modified_at, None, None)
        left = None
        if names[place] and not is_open[stages[place]]:
            left = open_stage(names[place], context.pipeline, context.given_stages, context.remembered_stages)
        return DealTimes(modified_at, entered_at, left)

    return times


def _usual_probabilities(told: Sequence[tuple[Any, ...]]) -> dict[str | None, int]:
    """The probability that most deals of a stage name have: what the other system derives from the stage by itself."""
    counts: dict[str | None, Counter[int]] = {}
    for said, number in Counter((said[_STAGE], said[_PROBABILITY]) for said in told).items():
        if said[1] is not None:
            counts.setdefault(said[0], Counter())[said[1]] += number
    return {name: counter.most_common(1)[0][0] for name, counter in counts.items()}


@lru_cache(maxsize=65536)
def _instant(moment: Moment | None, zone: tzinfo) -> datetime | None:
    if moment is None:
        return None
    return datetime.combine(moment.day, moment.at or time.min, zone).astimezone(UTC)
