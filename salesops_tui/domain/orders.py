"""Revenue history."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class OrderLine:
    """One line of a customer's order; a return has a negative amount."""

    id: str
    ordered_on: date
    amount: int
    """In minor units of ``currency``."""
    currency: str
    account_id: str | None = None
    product_id: str | None = None
    deal_id: str | None = None
    owner_id: str | None = None
    quantity: int | None = None
    """In thousandths, so that 2.5 tonnes stay exact."""
    source: str | None = None
    external_id: str | None = None
