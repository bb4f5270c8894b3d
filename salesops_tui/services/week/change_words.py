"""How a figure of the week changed against another week, in words."""

from __future__ import annotations

from fractions import Fraction

from salesops_tui.domain.week_comparison import Change
from salesops_tui.domain.weeks import Trend
from salesops_tui.formats import percent
from salesops_tui.i18n import _


def change_words(change: Change | None, other: str) -> str:
    """How something changed against another week; empty where nothing can be said."""
    if change is None:
        return ""
    if isinstance(change.relative, Trend):
        words = {Trend.NEW: _("new"), Trend.FLAT: _("unchanged"), Trend.DIFFERENCE: ""}[change.relative]
    else:
        words = signed(change.relative)
    if not words:
        return ""
    told = _("{change} on {week}").format(change=words, week=other)
    if change.per_day is not None:
        told += _(", {change} a working day").format(change=signed(change.per_day))
    return told


def direction(change: Change | None) -> int:
    """1 for more than before, -1 for less, 0 where it is the same or cannot be said."""
    if change is None or isinstance(change.relative, Trend):
        return int(change is not None and change.relative is Trend.NEW)
    return (change.relative > 0) - (change.relative < 0)


def signed(share: Fraction) -> str:
    """A change in per cent, with its sign."""
    sign = "+" if share > 0 else ""
    return f"{sign}{percent(share)}"
