"""What is to be reached."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Period(StrEnum):
    """The length of a target's period."""

    YEAR = "year"
    QUARTER = "quarter"
    MONTH = "month"
    WEEK = "week"


class TargetScope(StrEnum):
    """Whose target it is: one of the dimensions along which targets are decomposed (domain row 33)."""

    COMPANY = "company"
    TEAM = "team"
    PERSON = "person"
    PRODUCT = "product"
    ACCOUNT = "account"
    REGION = "region"


@dataclass(frozen=True, slots=True)
class Target:
    """An amount to be won by a scope in a period."""

    id: str
    scope: TargetScope
    period: Period
    starts_on: date
    """The first day of the period."""
    amount: int
    """In minor units of ``currency``."""
    currency: str
    scope_name: str = ""
    """The name of the team, product, account or region; empty for the company and for a person."""
    person_id: str | None = None
    """The person, for a person's target."""
    source: str | None = None
    external_id: str | None = None
