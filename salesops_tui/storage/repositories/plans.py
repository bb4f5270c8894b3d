"""How plans lie in the file."""

from __future__ import annotations

from salesops_tui.domain.plans import Plan, PlanState
from salesops_tui.storage.codecs import DAY, word
from salesops_tui.storage.records import Table

PLAN = Table("plan", Plan, {"anchor_on": DAY, "created_on": DAY, "state": word(PlanState)})
