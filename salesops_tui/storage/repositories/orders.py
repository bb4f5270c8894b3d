"""How order lines lie in the file."""

from __future__ import annotations

from salesops_tui.domain.orders import OrderLine
from salesops_tui.storage.codecs import DAY
from salesops_tui.storage.records import Table

ORDER_LINE = Table("order_line", OrderLine, {"ordered_on": DAY})
