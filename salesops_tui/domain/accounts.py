"""Customers and the people who work there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Account:
    """A customer: the organisation that buys."""

    id: str
    name: str
    industry: str | None = None
    size: str | None = None
    region: str | None = None
    owner_id: str | None = None
    phone: str | None = None
    website: str | None = None
    note: str | None = None
    created_on: date | None = None
    source: str | None = None
    external_id: str | None = None


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody who works at an account."""

    id: str
    name: str
    account_id: str | None = None
    title: str | None = None
    role: str | None = None
    """What the person decides in a purchase: decision maker, user, budget holder, technical evaluator …"""
    email: str | None = None
    phone: str | None = None
    note: str | None = None
    source: str | None = None
    external_id: str | None = None
    purpose: str | None = None
    """What their data is kept for (domain row 74)."""
    consented_on: date | None = None
    """When they agreed to it."""
