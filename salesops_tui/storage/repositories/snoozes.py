"""How snoozed deals lie in the file."""

from __future__ import annotations

from salesops_tui.domain.snoozes import Snooze
from salesops_tui.storage.codecs import DAY
from salesops_tui.storage.records import Table

SNOOZE = Table("snooze", Snooze, {"until": DAY})
