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
_TOUCHES: Final[Mapping[str, str]] = {
    "call": mark("Call"),
    "visit": mark("Visit"),
    "message": mark("Message"),
    "email": mark("E-mail"),
    "meeting": mark("Meeting"),
    "demo": mark("Demo"),
    "proposal": mark("Proposal sent"),
    "other": mark("Other touch"),
}
_BUYING_ROLES: Final[Mapping[str, str]] = {
    "decision_maker": mark("Decision maker"),
    "user": mark("User"),
    "budget_holder": mark("Budget holder"),
    "technical_evaluator": mark("Technical evaluator"),
}


def touch_title(kind: str) -> str:
    """What a kind of touch is called."""
    return _(_TOUCHES[kind])


def buying_role_title(role: str) -> str:
    """What somebody is called who decides something in a purchase."""
    return _(_BUYING_ROLES[role])


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
