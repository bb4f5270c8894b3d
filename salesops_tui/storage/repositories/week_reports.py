"""How weekly reports lie in the file: what people wrote, what was sealed, what was handed in."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from salesops_tui.domain.week_reports import (
    Planned,
    ReportPart,
    ReportText,
    SealedDeal,
    SealedFigure,
    SealedReport,
    SealRecord,
    Section,
)
from salesops_tui.domain.weeks import Week
from salesops_tui.domain.written import (
    WrittenDocument,
)
from salesops_tui.storage.codecs import INSTANT, Codec, word
from salesops_tui.storage.frozen import DOCUMENT, Frozen
from salesops_tui.storage.records import Records, Table
from salesops_tui.storage.store import Store

_FROZEN: Final = Frozen((*DOCUMENT, Section, SealRecord, SealedFigure, SealedDeal, Planned))
_WEEK: Codec[Week] = Codec(str, lambda text: Week(int(text[:4]), int(text[6:])))
_TEXTS: Codec[Mapping[Section, str]] = Codec(
    lambda texts: json.dumps(texts, ensure_ascii=False),
    lambda text: {Section(section): written for section, written in json.loads(text).items()},
)
_WHOLE: Codec[Any] = Codec(_FROZEN.dump, _FROZEN.load)

REPORT_TEXT = Table("report_text", ReportText, {"week": _WEEK, "section": word(Section)})
SEALED_REPORT = Table(
    "sealed_report", SealedReport, {"week": _WEEK, "sealed_at": INSTANT, "report": _WHOLE, "record": _WHOLE}
)
REPORT_PART = Table("report_part", ReportPart, {"week": _WEEK, "handed_in_at": INSTANT, "texts": _TEXTS})

_BEHIND: Final = """
    SELECT id, deal_id, field, old, new, at FROM deal_event WHERE at BETWEEN :first AND :last AND id <= :last_event
    ORDER BY id
"""
# Identifiers sort by the time of recording, to less than the second that an instant tells.
_LATE: Final = """
    SELECT deal.id, deal.name, event.field, event.old, event.new, event.at, event.recorded_at, coalesce(event.author, '')
    FROM deal_event AS event JOIN deal ON deal.id = event.deal_id
    WHERE event.id > :last_event AND event.at <= :ended
        AND (:people IS NULL OR deal.owner_id IN (SELECT value FROM json_each(:people)))
    ORDER BY event.id LIMIT :limit
"""


@dataclass(frozen=True, slots=True)
class Seal:
    """That a report was sealed."""

    id: str
    week: Week
    scope: str
    edition: int
    sealed_at: datetime
    author: str


@dataclass(frozen=True, slots=True)
class LateEvent:
    """A change of a deal that was dated into a sealed week after the seal."""

    deal_id: str
    deal: str
    field: str
    old: str | int | None
    new: str | int | None
    at: datetime
    recorded_at: datetime
    author: str


class ReportTexts(Records[ReportText]):
    """What people wrote, by week, scope and section."""

    def __init__(self, store: Store) -> None:
        super().__init__(store, REPORT_TEXT)

    def of(self, week: Week, scope: str) -> dict[Section, ReportText]:
        """What was written in a report."""
        rows = self._connection.execute(f"{self.table.select} WHERE week = ? AND scope = ?", (str(week), scope))
        return {text.section: text for text in map(self.table.decode, rows)}


class SealedReports(Records[SealedReport]):
    """The sealed ones, by week, scope and edition."""

    def __init__(self, store: Store) -> None:
        super().__init__(store, SEALED_REPORT)

    def last(self, week: Week, scope: str) -> SealedReport | None:
        """The edition that holds."""
        row = self._connection.execute(
            f"{self.table.select} WHERE week = ? AND scope = ? ORDER BY edition DESC LIMIT 1", (str(week), scope)
        ).fetchone()
        return self.table.decode(row) if row else None

    def seals(self, first: Week, last: Week, scope: str) -> list[Seal]:
        """What was sealed in a span of weeks, all editions, the newest of each week last."""
        rows = self._connection.execute(
            "SELECT id, week, scope, edition, sealed_at, author FROM sealed_report "
            "WHERE week BETWEEN ? AND ? AND scope = ? ORDER BY week, edition",
            (str(first), str(last), scope),
        )
        return [
            Seal(row_id, _WEEK.decode(week), whose, edition, INSTANT.decode(at), author)
            for row_id, week, whose, edition, at, author in rows
        ]

    def is_whole(self, sealed: SealedReport) -> bool:
        """Whether the file still holds what was sealed, to the byte."""
        row = self._connection.execute("SELECT report, record FROM sealed_report WHERE id = ?", (sealed.id,)).fetchone()
        return row is not None and _digest(*row) == sealed.digest

    def last_event(self) -> str:
        """The change of a deal that was recorded last; empty before any."""
        (last,) = self._connection.execute("SELECT coalesce(max(id), '') FROM deal_event").fetchone()
        return str(last)

    def data_digest(self, first: datetime, last: datetime, last_event: str) -> str:
        """A digest of the changes of deals that took effect between two moments, up to the one recorded last."""
        digest = hashlib.sha256()
        for row in self._connection.execute(
            _BEHIND, {"first": INSTANT.encode(first), "last": INSTANT.encode(last), "last_event": last_event}
        ):
            digest.update(json.dumps(row, ensure_ascii=False).encode())
        return digest.hexdigest()

    def late(self, last_event: str, ended: datetime, people: Sequence[str] | None, limit: int) -> list[LateEvent]:
        """The changes of deals recorded after one of them that took effect up to a moment: in a week already sealed."""
        rows = self._connection.execute(
            _LATE,
            {
                "last_event": last_event,
                "ended": INSTANT.encode(ended),
                "people": json.dumps(list(people)) if people is not None else None,
                "limit": limit,
            },
        )
        return [
            LateEvent(deal_id, deal, field, old, new, INSTANT.decode(at), INSTANT.decode(recorded_at), author)
            for deal_id, deal, field, old, new, at, recorded_at, author in rows
        ]


class ReportParts(Records[ReportPart]):
    """The parts, by week and person."""

    def __init__(self, store: Store) -> None:
        super().__init__(store, REPORT_PART)

    def of(self, week: Week) -> list[ReportPart]:
        """The parts of a week, in the order in which they came."""
        rows = self._connection.execute(f"{self.table.select} WHERE week = ? ORDER BY handed_in_at, id", (str(week),))
        return [self.table.decode(row) for row in rows]

    def people(self, first: Week, last: Week) -> dict[Week, set[str]]:
        """Who handed in a part, week by week."""
        found: dict[Week, set[str]] = {}
        for week, person_id in self._connection.execute(
            "SELECT week, person_id FROM report_part WHERE week BETWEEN ? AND ?", (str(first), str(last))
        ):
            found.setdefault(_WEEK.decode(week), set()).add(person_id)
        return found


def seal_digest(report: WrittenDocument, record: SealRecord) -> str:
    """The digest of a report as it is stored."""
    return _digest(_WHOLE.encode(report), _WHOLE.encode(record))  # type: ignore[arg-type]


def _digest(report: str, record: str) -> str:
    return hashlib.sha256(f"{report}\n{record}".encode()).hexdigest()
