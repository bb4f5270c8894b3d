"""Files of field histories: what changed in deals before, or between, the exports that the workbook saw."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any, Final

from salesops_tui.domain.deals import TOLD_BY_HISTORY, DealEvent, EventValue, TrackedField
from salesops_tui.domain.imports import RowVerdict, Verdict
from salesops_tui.domain.stages import Pipeline
from salesops_tui.i18n import _
from salesops_tui.importing.columns import ReadingOptions, read_column
from salesops_tui.importing.fields import field_named
from salesops_tui.importing.kinds import Kind
from salesops_tui.importing.stage_names import StageEvidence, resolve_stages
from salesops_tui.importing.table import ImportTable
from salesops_tui.importing.values import Moment
from salesops_tui.services.imports.amounts import AmountTooLarge, minor_units
from salesops_tui.services.imports.links import Links
from salesops_tui.services.imports.rows import skips, usable
from salesops_tui.storage.records import Change
from salesops_tui.storage.repositories.deals import DealRepository

_SAME_CHANGE: Final = timedelta(days=14)
"""Comparing exports tells of a change days after it happened; a history that tells the same is not a second change."""


@dataclass
class HistoryRows:
    """The events of a file that the workbook does not know yet."""

    events: list[DealEvent] = field(default_factory=list)
    retold: list[Change[DealEvent]] = field(default_factory=list)
    """What an export told of only half, without the stage before: as it is, and as the history tells it."""
    verdicts: list[RowVerdict] = field(default_factory=list)
    stages: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class HistoryContext:
    """What the reading of histories depends on besides the file."""

    deals: DealRepository
    pipeline: Pipeline
    base_currency: str
    options: ReadingOptions
    zone: tzinfo
    now: datetime
    source: str
    given_stages: Mapping[str, str]
    remembered_stages: Mapping[str, str]
    new_id: Callable[[], str]


def read_history(table: ImportTable, links: Links, context: HistoryContext) -> HistoryRows:
    """The events of a table. Raises StagesUnknown for names that nobody can place."""
    links.load_deals()
    rows = list(table.rows("deal_id", "deal", "field", "old", "new", "at", "author", "name"))
    good = list(usable(table))
    reader = _ValueReader(table, links, context, good)
    result = HistoryRows(verdicts=list(skips(table, {})), stages=reader.stages)
    known = _Known(context.deals)
    for place in good:
        external_id, deal_name, changed, _old, _new, moment, author, _name = rows[place]
        line = table.lines[place]
        deal_id = links.deal(deal_name, external_id)
        called = str(deal_name or external_id or "")
        reason = _missing(deal_id, changed) or reader.faults.get(place)
        at = _instant(moment, context.zone)
        if reason is None and at > context.now:
            reason = _("it lies in the future")
        if reason is not None or deal_id is None:
            result.verdicts.append(RowVerdict(line, Verdict.SKIP, called, reason=reason or ""))
            continue
        old, new = reader.values[place]
        event = DealEvent(
            context.new_id(),
            deal_id,
            TrackedField(changed),
            old,
            new,
            at,
            context.now,
            f"{TOLD_BY_HISTORY}{context.source}",
            author,
        )
        same = known.same(event, context.zone)
        if same is not None:
            more = same.old is None and event.old is not None
            if more:
                result.retold.append(Change(same, replace(event, id=same.id)))
                known.forget(same)
                known.add(result.retold[-1].after)
            result.verdicts.append(RowVerdict(line, Verdict.UPDATE if more else Verdict.UNCHANGED, called))
            continue
        known.add(event)
        result.events.append(event)
        result.verdicts.append(RowVerdict(line, Verdict.CREATE, called))
    # Events of one instant keep the file's order through their identifiers.
    result.verdicts.sort(key=lambda verdict: verdict.line)
    return result


def _missing(deal_id: str | None, changed: str | None) -> str | None:
    if deal_id is None:
        return _("no deal of this ID or name is in the workbook")
    if changed is None:
        return _("the field that changed is not one whose history is kept")
    return None


def _instant(moment: Moment, zone: tzinfo) -> datetime:
    return datetime.combine(moment.day, moment.at or time.min, zone).astimezone(UTC)


class _ValueReader:
    """Reads old and new values by what the changed field is: all stages at once, all amounts at once …"""

    def __init__(self, table: ImportTable, links: Links, context: HistoryContext, good: Sequence[int]) -> None:
        self._links = links
        self._context = context
        self.values: dict[int, tuple[EventValue, EventValue]] = {}
        self.faults: dict[int, str] = {}
        self.stages: Mapping[str, str] = {}
        texts = list(table.rows("field", "old", "new", "deal_id", "deal"))
        places: dict[TrackedField, list[int]] = {}
        for place in good:
            if texts[place][0] is not None:
                places.setdefault(TrackedField(texts[place][0]), []).append(place)
        for changed, found in places.items():
            # Old and new values together, so that they have one order of dates and one decimal mark.
            cells = [texts[place][1] for place in found] + [texts[place][2] for place in found]
            values = self._read(changed, [*found, *found], cells, texts)
            pairs = zip(values[: len(found)], values[len(found) :], strict=True)
            self.values |= dict(zip(found, pairs, strict=True))

    def _read(
        self, changed: TrackedField, places: Sequence[int], cells: Sequence[str | None], rows: Sequence[Any]
    ) -> list[EventValue]:
        match changed:
            case TrackedField.STAGE:
                return self._stages(cells)
            case TrackedField.OWNER:
                return [self._links.person(cell) for cell in cells]
            case TrackedField.AMOUNT:
                return list(self._amounts(places, cells, rows))
            case _:
                name = {"close_date": "close_date", "currency": "currency"}.get(changed, "forecast_category")
                return self._column(name, places, cells)

    def _stages(self, cells: Sequence[str | None]) -> list[EventValue]:
        evidence = [StageEvidence(cell, None, None, None, None) if cell else None for cell in cells]
        resolved = resolve_stages(
            dict.fromkeys(item for item in evidence if item is not None),
            self._context.pipeline,
            self._context.given_stages,
            self._context.remembered_stages,
        )
        self.stages = {**self.stages, **{item.name or "": stage for item, stage in resolved.items()}}
        return [resolved[item] if item is not None else None for item in evidence]

    def _amounts(self, places: Sequence[int], cells: Sequence[str | None], rows: Sequence[Any]) -> Iterator[int | None]:
        currencies = self._context.deals.currencies()
        for place, amount in zip(places, self._column("amount", places, cells), strict=True):
            deal_id = self._links.deal(rows[place][4], rows[place][3])
            try:
                yield minor_units(amount, currencies.get(deal_id or "", self._context.base_currency))
            except AmountTooLarge as error:
                self.faults[place] = str(error)
                yield None

    def _column(self, name: str, places: Sequence[int], cells: Sequence[str | None]) -> list[Any]:
        wanted = field_named(Kind.DEALS, name)
        assert wanted is not None
        column = read_column(_(wanted.title), wanted, [cell or "" for cell in cells], self._context.options)
        self.faults |= {places[index]: reason for index, reason in column.faults.items()}
        return column.values


class _Known:
    """The events that the workbook has."""

    def __init__(self, deals: DealRepository) -> None:
        self._deals = deals
        self._by_deal: dict[str, list[DealEvent]] = {}

    def same(self, event: DealEvent, zone: tzinfo) -> DealEvent | None:
        """The event that tells of the same change, if it is known already.

        One from a history file is known by its instant; one that comparing exports brought to light, by its day, or by
        having been noticed a little later.
        """
        for known in self._events(event.deal_id):
            if known.field is event.field and known.new == event.new and _is_same_change(known, event, zone):
                return known
        return None

    def forget(self, event: DealEvent) -> None:
        """An event that is about to be told better."""
        self._events(event.deal_id).remove(event)

    def add(self, event: DealEvent) -> None:
        """An event that is about to be written."""
        self._events(event.deal_id).append(event)

    def _events(self, deal_id: str) -> list[DealEvent]:
        if deal_id not in self._by_deal:
            self._by_deal[deal_id] = self._deals.events(deal_id)
        return self._by_deal[deal_id]


def _is_same_change(known: DealEvent, event: DealEvent, zone: tzinfo) -> bool:
    if known.source.startswith(TOLD_BY_HISTORY):
        return known.at == event.at
    noticed_later = known.old == event.old and timedelta(0) <= known.at - event.at <= _SAME_CHANGE
    return noticed_later or _day(known, zone) == _day(event, zone)


def _day(event: DealEvent, zone: tzinfo) -> date:
    return event.at.astimezone(zone).date()
