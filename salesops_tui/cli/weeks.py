"""Weeks as they are typed on the command line."""

from __future__ import annotations

from datetime import date

from salesops_tui.domain.weeks import Week
from salesops_tui.errors import UsageError
from salesops_tui.i18n import _


def read_week(text: str | None, today: date) -> Week:
    """The week that was typed, today's without one. Raises UsageError."""
    week = Week.named(text, today) if text is not None else Week.of(today)
    if week is None:
        raise UsageError(_("--week takes a week such as 2026-W47, not “{text}”.").format(text=text))
    return week
