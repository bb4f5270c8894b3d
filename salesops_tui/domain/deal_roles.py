"""Who works on a deal beside its owner: the iron triangle (domain row 81)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """The two corners of the triangle beside sales, which is the deal's owner."""

    SOLUTION = "solution"
    DELIVERY = "delivery"


@dataclass(frozen=True, slots=True)
class DealRole:
    """A person in a role on a deal."""

    id: str
    """The deal and the role: each has one person."""
    deal_id: str
    role: Role
    person_id: str
