"""How a figure of the week changed against another week, in words."""

from __future__ import annotations

from fractions import Fraction

from salesops_tui.domain.week_comparison import Change
from salesops_tui.domain.weeks import Trend
from salesops_tui.formats import percent
from salesops_tui.i18n import _


def change_words(change: Change | None, other: str) -> str:
    """How something changed against another week; empty where nothing can be said."""
    words = _relative(change)
    if change is None or not words:
        return ""
    return _("{change} on {week}").format(change=words, week=other) + _per_day(change)


def change_alone(change: Change | None) -> str:
    """The same where it is plain which week is meant."""
    words = _relative(change)
    return words + _per_day(change) if change is not None and words else ""


def _relative(change: Change | None) -> str:
    if change is None:
        return ""
    if isinstance(change.relative, Trend):
        return {Trend.NEW: _("new"), Trend.FLAT: _("unchanged"), Trend.DIFFERENCE: ""}[change.relative]
    return signed(change.relative)


def _per_day(change: Change) -> str:
    if change.per_day is None:
        return ""
    return _(", {change} a working day").format(change=signed(change.per_day))


def direction(change: Change | None) -> int:
    """1 for more than before, -1 for less, 0 where it is the same or cannot be said."""
    if change is None or isinstance(change.relative, Trend):
        return int(change is not None and change.relative is Trend.NEW)
    return (change.relative > 0) - (change.relative < 0)


def signed(share: Fraction) -> str:
    """A change in per cent, with its sign."""
    sign = "+" if share > 0 else ""
    return f"{sign}{percent(share)}"
