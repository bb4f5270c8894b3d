"""Amounts of a row in minor units: which currency holds, and what ``$`` means here."""

from __future__ import annotations

from typing import Final

from salesops_tui.domain.amounts import Amount
from salesops_tui.domain.money import LARGEST_AMOUNT, to_minor
from salesops_tui.i18n import _

DOLLARS: Final = frozenset({"USD", "HKD", "TWD", "SGD", "AUD", "CAD", "NZD"})


class AmountTooLarge(ValueError):
    """No deal is worth that much; its text is the reason to give."""


def resolve_currency(named: str | None, amount: Amount | None, base: str) -> str | None:
    """The currency of a row: its own column's, else the one beside the number; None when neither names one.

    ``$`` is the base currency where that is a dollar, and the US dollar elsewhere.
    """
    currency = named or (amount.currency if amount else None)
    if currency == "$":
        return base if base in DOLLARS else "USD"
    return currency


def minor_units(amount: Amount | None, currency: str) -> int | None:
    """The amount in minor units. Raises AmountTooLarge."""
    if amount is None:
        return None
    minor = to_minor(amount.value, currency)
    if abs(minor) > LARGEST_AMOUNT:
        raise AmountTooLarge(
            _("the amount {amount} is larger than the workbook can add up").format(amount=amount.value)
        )
    return minor
