"""Deals that the hygiene sprint leaves alone for a while."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Snooze:
    """A deal that is not asked about before a day."""

    id: str
    """The deal's."""
    deal_id: str
    until: date
    """The first day on which it is asked about again."""
