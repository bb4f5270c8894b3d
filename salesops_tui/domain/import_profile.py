"""What was answered once about files with a certain set of headers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class ImportProfile:
    """The answers for one set of headers, so that tomorrow's export of the same shape asks nothing."""

    id: str
    """A digest of the headers."""
    kind: str
    """What the rows are: deals, accounts …"""
    source: str
    """The name of the system."""
    choices: Mapping[str, Any]
    """The mapping of columns and stages, orders of dates, policies; plain JSON values."""
