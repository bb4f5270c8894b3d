"""What was done with customers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum


class ActivityKind(StrEnum):
    """How a customer was touched."""

    VISIT = "visit"
    CALL = "call"
    MESSAGE = "message"
    EMAIL = "email"
    MEETING = "meeting"
    DEMO = "demo"
    PROPOSAL = "proposal"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Activity:
    """One touch of a customer."""

    id: str
    kind: ActivityKind
    day: date
    """The local date."""
    at: time | None = None
    """The local time of day, where it is known."""
    note: str | None = None
    person_id: str | None = None
    account_id: str | None = None
    deal_id: str | None = None
    source: str | None = None
    external_id: str | None = None
