"""How ticks and discounts lie in the file."""

from __future__ import annotations

from salesops_tui.domain.gates import Discount, Tick
from salesops_tui.storage.codecs import DAY
from salesops_tui.storage.records import Table

TICK = Table("deal_tick", Tick, {"ticked_on": DAY})
DISCOUNT = Table("discount", Discount, {"asked_on": DAY, "approved_on": DAY})
