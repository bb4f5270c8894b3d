"""Arrangements of a room that a person keeps under a name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class SavedView:
    """What a room showed: its columns, order, groups, filter."""

    id: str
    room: str
    name: str
    definition: Mapping[str, Any]
    """Plain JSON values; whoever reads it leaves out what it no longer knows."""
