"""How targets lie in the file."""

from __future__ import annotations

from salesops_tui.domain.targets import Period, Target, TargetScope
from salesops_tui.storage.codecs import DAY, word
from salesops_tui.storage.records import Table

TARGET = Table("target", Target, {"scope": word(TargetScope), "period": word(Period), "starts_on": DAY})
