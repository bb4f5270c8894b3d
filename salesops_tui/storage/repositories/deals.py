"""Deals and their events: the one place that writes either."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from operator import attrgetter
from typing import Any, Final

from salesops_tui.domain.deals import Deal, DealEvent, EventValue, ForecastCategory, TrackedField
from salesops_tui.storage.codecs import DAY, INSTANT, Codec, word
from salesops_tui.storage.records import Change, Records, Table
from salesops_tui.storage.store import Store

_VALUE: Final[Codec[Any]] = Codec(
    lambda value: value.isoformat() if isinstance(value, date) else value, lambda stored: stored
)
DEAL: Final = Table(
    "deal",
    Deal,
    {
        "known_since": INSTANT,
        "close_date": DAY,
        "closed_on": DAY,
        "next_step_on": DAY,
        "forecast_category": word(ForecastCategory),
        "created_on": DAY,
    },
)
EVENT: Final = Table("deal_event", DealEvent, {"old": _VALUE, "new": _VALUE, "at": INSTANT, "recorded_at": INSTANT})

_tracked: Final = attrgetter(*TrackedField)
_DECODE: Final[dict[TrackedField, Callable[[Any], EventValue]]] = {
    TrackedField.CLOSE_DATE: DAY.decode,
    TrackedField.FORECAST_CATEGORY: ForecastCategory,
}


@dataclass(frozen=True, slots=True)
class DealWrite:
    """One deal to be written, with what is known of when it changed."""

    before: Deal | None
    """None for a new deal."""
    after: Deal
    source: str
    """Who tells of the change: ``MADE_HERE`` or a system's name."""
    at: datetime | None = None
    """When the changes took effect, in UTC; None for the time of the step."""
    entered_stage_at: datetime | None = None
    """For a new deal: when it entered its stage, if that is known; nothing is invented otherwise."""
    left_stage: str | None = None
    """For a new deal that has entered its stage: the stage before, if that is known."""
    reason: str | None = None
    """Why, where the person said so: kept with the events."""


class DealRepository:
    """Reads deals and their history, and writes both together."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._connection = store.connection
        self.records = Records(store, DEAL)
        self._events = Records(store, EVENT)

    def get(self, deal_id: str) -> Deal | None:
        """One deal."""
        return self.records.get(deal_id)

    def naming(self) -> list[tuple[str, str, str | None, str | None]]:
        """By what a file may name a deal: identifier, name, source, identifier there; oldest first."""
        return self._connection.execute("SELECT id, name, source, external_id FROM deal ORDER BY id").fetchall()

    def currencies(self) -> dict[str, str]:
        """The currency of every deal, by identifier."""
        return dict(self._connection.execute("SELECT id, currency FROM deal"))

    def events(self, deal_id: str) -> list[DealEvent]:
        """A deal's history, oldest change first."""
        rows = self._connection.execute(f"{EVENT.select} WHERE deal_id = ? ORDER BY at, id", (deal_id,))
        return [_decode_event(row) for row in rows]

    def write(self, writes: Sequence[DealWrite]) -> None:
        """Write deals together with an event for each change of a tracked field: there is no other way to either."""
        self.records.insert([write.after for write in writes if write.before is None])
        self.records.update([Change(write.before, write.after) for write in writes if write.before is not None])
        step = self._store.journal.current
        now = step.at if step is not None else self._store.clock.now()
        self.add_history([*self._entries(writes, now), *self._changes(writes, now)])

    def add_history(self, events: Sequence[DealEvent]) -> None:
        """Write events as they are; the deals themselves stay as they stand."""
        self._events.insert(events)

    def retell(self, changes: Sequence[Change[DealEvent]]) -> None:
        """Write events anew that another system's history tells better; the deals themselves stay as they stand."""
        self._events.update(changes)

    def _entries(self, writes: Iterable[DealWrite], now: datetime) -> Iterator[DealEvent]:
        """The first stage event of each new deal whose entry is known."""
        for write in writes:
            if write.before is None and write.entered_stage_at is not None:
                yield DealEvent(
                    id=self._store.ids.new(),
                    deal_id=write.after.id,
                    field=TrackedField.STAGE,
                    old=write.left_stage,
                    new=write.after.stage_id,
                    at=write.entered_stage_at,
                    recorded_at=now,
                    source=write.source,
                )

    def _changes(self, writes: Iterable[DealWrite], now: datetime) -> Iterator[DealEvent]:
        """An event for each tracked field that differs."""
        new_id = self._store.ids.new
        for write in writes:
            if write.before is None:
                continue
            before, after = _tracked(write.before), _tracked(write.after)
            if before == after:
                continue
            for field, old, new in zip(TrackedField, before, after, strict=True):
                if old != new:
                    at = self._effective(write, field, now)
                    yield DealEvent(
                        new_id(), write.after.id, field, old, new, at, now, write.source, reason=write.reason
                    )

    def _effective(self, write: DealWrite, field: TrackedField, now: datetime) -> datetime:
        """The time that a file gives for a change, unless it contradicts what the workbook saw itself.

        Never before the change told last: a clock set back must not let an older change have the last word.
        """
        (told,) = self._connection.execute(
            "SELECT max(at) FROM deal_event WHERE deal_id = ? AND field = ?", (write.after.id, field)
        ).fetchone()
        last = INSTANT.decode(told) if told is not None else write.after.known_since
        if write.at is not None and write.after.known_since < write.at <= now and (told is None or last < write.at):
            return write.at
        return max(now, last, write.after.known_since)


def _decode_event(row: tuple[Any, ...]) -> DealEvent:
    event = EVENT.decode(row)
    field = TrackedField(event.field)
    decode = _DECODE.get(field)
    if decode is None:
        return replace(event, field=field)
    old, new = (decode(value) if value is not None else None for value in (event.old, event.new))
    return replace(event, field=field, old=old, new=new)
