"""What the parts of a stand-up are called, and its times as people read them off a clock."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from salesops_tui.domain.standup_clock import Segment
from salesops_tui.domain.standups import LineKind, PromiseState
from salesops_tui.i18n import _, mark

_SEGMENTS: Final[Mapping[Segment, str]] = {
    Segment.ROUND: mark("round"),
    Segment.KEY_DEALS: mark("key deals"),
    Segment.HELP: mark("help wanted"),
    Segment.REMINDERS: mark("reminders"),
}
_STATES: Final[Mapping[PromiseState, str]] = {
    PromiseState.OPEN: mark("still open"),
    PromiseState.KEPT: mark("kept"),
    PromiseState.MOVED: mark("moved"),
    PromiseState.BROKEN: mark("broken"),
}
_KINDS: Final[Mapping[LineKind, str]] = {
    LineKind.TODAY: mark("today"),
    LineKind.DONE: mark("was done"),
    LineKind.BLOCKER: mark("blocker"),
    LineKind.HELP: mark("wants help"),
    LineKind.REMINDER: mark("reminder to all"),
}


def segment_title(segment: Segment) -> str:
    """What a part of the stand-up is called."""
    return _(_SEGMENTS[segment])


def promise_words(state: PromiseState) -> str:
    """What became of a promise."""
    return _(_STATES[state])


def line_kind_title(kind: LineKind) -> str:
    """What a typed line is."""
    return _(_KINDS[kind])


def clock_text(seconds: float, *, signed: bool = False) -> str:
    """Minutes and seconds, like 11:42; with a sign where that is asked for, and always below nought."""
    whole = round(seconds)
    sign = "-" if whole < 0 else "+" if signed and whole > 0 else ""
    return f"{sign}{abs(whole) // 60}:{abs(whole) % 60:02}"
