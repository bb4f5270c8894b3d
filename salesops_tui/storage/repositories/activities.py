"""How activities lie in the file."""

from __future__ import annotations

from salesops_tui.domain.activities import Activity, ActivityKind
from salesops_tui.storage.codecs import DAY, TIME, word
from salesops_tui.storage.records import Table

ACTIVITY = Table("activity", Activity, {"kind": word(ActivityKind), "day": DAY, "at": TIME})
