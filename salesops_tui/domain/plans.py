"""Plans: several tasks that belong together and are dated from one day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class PlanState(StrEnum):
    """The four states of an improvement card (PDCA)."""

    PLAN = "plan"
    DO = "do"
    CHECK = "check"
    ACT = "act"


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan that was started; its tasks carry its identifier."""

    id: str
    template: str
    """The key of the template that it was made from."""
    name: str
    anchor_on: date
    """The day from which its tasks are dated: the launch, the start."""
    created_on: date
    state: PlanState | None = None
    """For a card with states; None for a plan that is only its tasks."""
    note: str | None = None
    deal_id: str | None = None
    account_id: str | None = None
