"""What people call the values that the program keeps as words of its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from salesops_tui.domain.ageing import AgeClock
from salesops_tui.domain.follow_up import FollowUp, FollowUpRule, FollowUpState
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
    "email": mark("Mail"),
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


_SHORT_CATEGORIES: Final[Mapping[str, str]] = {
    "omitted": mark("Omit"),
    "pipeline": mark("Pipe"),
    "best_case": mark("Best"),
    "commit": mark("Commit"),
    "closed": mark("Closed"),
}
_CLOCKS: Final[Mapping[AgeClock, str]] = {
    AgeClock.IDLE: mark("idle"),
    AgeClock.STUCK: mark("stuck"),
    AgeClock.OLD: mark("old"),
}
_RULES: Final[Mapping[FollowUpRule, str]] = {
    FollowUpRule.CONTACT: mark("contact"),
    FollowUpRule.NEED: mark("need"),
    FollowUpRule.DECISION: mark("decide"),
}
_RULE_TITLES: Final[Mapping[FollowUpRule, str]] = {
    FollowUpRule.CONTACT: mark("First contact"),
    FollowUpRule.NEED: mark("Need clear"),
    FollowUpRule.DECISION: mark("Decision"),
}
_STATES: Final[Mapping[FollowUpState, str]] = {
    FollowUpState.DUE: mark("due {day}"),
    FollowUpState.AT_RISK: mark("at risk, due {day}"),
    FollowUpState.BREACHED: mark("breached {day}"),
    FollowUpState.MOOT: mark("no longer needed"),
    FollowUpState.UNKNOWN: mark("unknown: no day of creation"),
}


def clock_title(clock: AgeClock) -> str:
    """What an ageing clock says when it fires."""
    return _(_CLOCKS[clock])


def short_category(category: str) -> str:
    """A forecast category in a few cells."""
    return _(_SHORT_CATEGORIES[category])


def short_rule(rule: FollowUpRule) -> str:
    """What the follow-up rule asks for, in one word."""
    return _(_RULES[rule])


def follow_up_title(rule: FollowUpRule) -> str:
    """A part of the follow-up rule as a heading."""
    return _(_RULE_TITLES[rule])


def follow_up_words(follow_up: FollowUp) -> str:
    """How a deal stands with a part of the follow-up rule."""
    if follow_up.state is FollowUpState.DONE:
        if follow_up.done_on is None:
            return _("done")
        text = _("done late {day}") if follow_up.on_time is False else _("done {day}")
        return text.format(day=follow_up.done_on.isoformat())
    return _(_STATES[follow_up.state]).format(day=follow_up.due_on.isoformat() if follow_up.due_on else "")


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
    "delivery": mark("Delivery"),
    "feedback": mark("Feedback"),
    "satisfaction": mark("Satisfaction"),
}


def deal_field_title(name: str) -> str:
    """What a field of a deal is called, by its name in forms and settings."""
    return _(_DEAL_FIELDS[name])
