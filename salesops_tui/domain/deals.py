"""Deals and their business history."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final


class ForecastCategory(StrEnum):
    """How surely a deal is counted on."""

    OMITTED = "omitted"
    PIPELINE = "pipeline"
    BEST_CASE = "best_case"
    COMMIT = "commit"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Deal:
    """A chance to sell something to an account."""

    id: str
    name: str
    stage_id: str
    currency: str
    known_since: datetime
    """When this workbook first saw the deal, in UTC; what happened before is unknown unless a history file tells."""
    account_id: str | None = None
    contact_id: str | None = None
    owner_id: str | None = None
    amount: int | None = None
    """In minor units of ``currency``."""
    close_date: date | None = None
    """When it is expected to close."""
    closed_on: date | None = None
    """When it was won or lost."""
    lead_source: str | None = None
    product_id: str | None = None
    competitor: str | None = None
    next_step: str | None = None
    next_step_on: date | None = None
    forecast_category: ForecastCategory | None = None
    """A person's choice; None follows the stage."""
    probability: int | None = None
    """A person's choice in per cent; None follows the stage."""
    lost_reason: str | None = None
    note: str | None = None
    created_on: date | None = None
    source: str | None = None
    external_id: str | None = None
    delivery: str | None = None
    """How far the delivery is, once it is won."""
    feedback: str | None = None
    """What the customer says of it."""
    satisfaction: int | None = None
    """How content the customer is, from 1 to 5."""


class TrackedField(StrEnum):
    """The fields of a deal whose every change is kept as an event; the values are the fields' names."""

    STAGE = "stage_id"
    AMOUNT = "amount"
    CURRENCY = "currency"
    CLOSE_DATE = "close_date"
    OWNER = "owner_id"
    FORECAST_CATEGORY = "forecast_category"


EventValue = str | int | date | None
"""An event's old or new value: a stage's or person's id, minor units, a currency, a date, a forecast category."""

MADE_HERE: Final = "here"
"""The source of an event that a person made in this program."""

TOLD_BY_HISTORY: Final = "history:"
"""What precedes the system's name in the source of an event from its history file, rather than from comparing exports."""


@dataclass(frozen=True, slots=True)
class DealEvent:
    """One change of one field of a deal."""

    id: str
    deal_id: str
    field: TrackedField
    old: EventValue
    """None also when the value before is not known, as for the first stage event of a deal."""
    new: EventValue
    at: datetime
    """When the change took effect, in UTC."""
    recorded_at: datetime
    """When this workbook learned of it, in UTC."""
    source: str
    """``MADE_HERE``, or the system whose export told of it (after ``TOLD_BY_HISTORY`` for its history file)."""
    author: str | None = None
    """Who made the change, where an export says so."""
    reason: str | None = None
    """Why, where a person said so: a close date put off, a stage gone back, a deal lost."""
