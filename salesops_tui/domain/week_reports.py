"""What is kept of weekly reports: what people wrote in them, the reports that were sealed, the parts that were handed in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from salesops_tui.domain.figures import Figure
from salesops_tui.domain.weeks import Week

if TYPE_CHECKING:
    from salesops_tui.domain.written import WrittenDocument


class Section(StrEnum):
    """The four sections of the course's weekly report (domain row 2), in their order."""

    RESULTS = "results"
    PROGRESS = "progress"
    RISKS = "risks"
    NEXT = "next"


@dataclass(frozen=True, slots=True)
class ReportText:
    """What a person wrote in place of a drafted sentence; names in braces are figures."""

    id: str
    week: Week
    scope: str
    """A team or a person; empty for everybody."""
    section: Section
    text: str


@dataclass(frozen=True, slots=True)
class SealedDeal:
    """A deal behind a sealed figure."""

    id: str
    name: str
    counted: int
    """What it added, in minor units of the base currency."""


@dataclass(frozen=True, slots=True)
class SealedFigure:
    """A figure as it was reported."""

    key: str
    figure: Figure
    deals: tuple[SealedDeal, ...] = ()
    """The deals behind it, where it is a sum of deals."""


@dataclass(frozen=True, slots=True)
class Planned:
    """Something that a report said of the week after."""

    kind: str
    """``task`` or ``step``."""
    id: str
    """Of the task, or of the deal whose next step it is."""
    words: str
    owner: str
    day: date


@dataclass(frozen=True, slots=True)
class SealRecord:
    """What a sealed report was made from."""

    figures: tuple[SealedFigure, ...]
    planned: tuple[Planned, ...]
    working_days: tuple[date, ...]
    """Of the week, by the calendar of the day on which it was sealed."""
    base_currency: str
    rates: tuple[tuple[str, str], ...]
    """What one unit of each other currency was worth."""
    last_event: str
    """The change of a deal that was recorded last before the seal."""
    data_digest: str
    """SHA-256 of the changes that took effect in the week, as far as they were recorded then."""


@dataclass(frozen=True, slots=True)
class SealedReport:
    """A report as it was handed on; nothing of it is ever changed."""

    id: str
    week: Week
    scope: str
    edition: int
    """1, and one more for each that took the place of another."""
    sealed_at: datetime
    author: str
    report: WrittenDocument
    record: SealRecord
    digest: str
    """SHA-256 of report and record as they are stored."""


@dataclass(frozen=True, slots=True)
class ReportPart:
    """A person's part of a week's report."""

    id: str
    week: Week
    person_id: str
    handed_in_at: datetime
    texts: Mapping[Section, str]
    """Without a section that nothing was written in."""
