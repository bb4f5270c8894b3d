"""What people call the values that the program keeps as words of its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from salesops_tui.i18n import _, mark

_CATEGORIES: Final[Mapping[str, str]] = {
    "omitted": mark("Omitted"),
    "pipeline": mark("Pipeline deals"),
    "best_case": mark("Best case"),
    "commit": mark("Commit"),
    "closed": mark("Closed"),
}


def category_title(category: str) -> str:
    """What a forecast category is called."""
    return _(_CATEGORIES[category])


_DEAL_FIELDS: Final[Mapping[str, str]] = {
    "name": mark("Deal name"),
    "account": mark("Account"),
    "contact": mark("Contact"),
    "owner": mark("Owner"),
    "stage_id": mark("Stage"),
    "amount": mark("Amount"),
    "currency": mark("Currency"),
    "close_date": mark("Close date"),
    "closed_on": mark("Closed on"),
    "next_step": mark("Next step"),
    "next_step_on": mark("Next step on"),
    "product": mark("Product"),
    "lead_source": mark("Source"),
    "competitor": mark("Competitor"),
    "forecast_category": mark("Forecast category"),
    "probability": mark("Probability"),
    "note": mark("Note"),
}


def deal_field_title(name: str) -> str:
    """What a field of a deal is called, by its name in forms and settings."""
    return _(_DEAL_FIELDS[name])
