"""The deals behind a figure, as a list."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DealLine:
    """One line of the list."""

    deal_id: str | None
    """The deal that enter opens; None for a line that is not about one."""
    name: str
    account: str | None
    owner: str | None
    told: str
    """What the figure is about: an amount and a day, or before → after."""
    more: str | None = None
    """What somebody said about it."""


@dataclass(frozen=True, slots=True)
class DealList:
    """What is behind a figure."""

    title: str
    lines: tuple[DealLine, ...]
    """As many as are worth reading, the weightiest first."""
    count: int
    """How many there are."""
