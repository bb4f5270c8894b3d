"""The clock of a meeting: each item has its time, an overrun is gentle and is taken from the items to come.

Nothing here asks what time it is: every question comes with the moment it is asked for, so that a meeting which was left in
the middle goes on where it was, and a test can let it run in no time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from salesops_tui.domain.agenda import remaining

LEFT_RUNNING: Final = timedelta(hours=12)
"""A clock on which nobody pressed anything for so long was left running."""


@dataclass(frozen=True, slots=True)
class MeetingRun:
    """A meeting under way. Moments are UTC, spans are seconds."""

    planned: tuple[int, ...]
    priorities: tuple[int, ...]
    since: datetime | None
    """From when on the present item is running; None while it is paused."""
    place: int = 0
    """Of the present item; past the last once all are through."""
    spent: tuple[float, ...] = ()
    """Of each item, up to ``since``."""

    @property
    def is_over(self) -> bool:
        """Whether all items are through."""
        return self.place >= len(self.planned)


@dataclass(frozen=True, slots=True)
class MeetingDial:
    """What the clock shows at a moment, in seconds."""

    left: float
    """Of the whole; below nought when it has run over."""
    used: float
    """By the present item."""
    item_left: float
    """Of the present item's time; below nought it has run over."""
    allotted: tuple[int, ...]
    """The time of each item, as it is now: those to come have given what was overrun."""


def start(minutes: Sequence[int], priorities: Sequence[int], now: datetime) -> MeetingRun:
    """The first item begins."""
    return MeetingRun(tuple(60 * each for each in minutes), tuple(priorities), now, spent=(0.0,) * len(minutes))


def dial(run: MeetingRun, now: datetime) -> MeetingDial:
    """What the clock shows."""
    run = _counted(run, now)
    left = sum(run.planned) - sum(run.spent)
    place = min(run.place, len(run.planned))
    over = sum(max(spent - planned, 0) for spent, planned in zip(run.spent[:place], run.planned[:place], strict=True))
    saved = sum(max(planned - spent, 0) for spent, planned in zip(run.spent[:place], run.planned[:place], strict=True))
    # What some items saved pays for what others overran, before any item to come has to give.
    coming = remaining(run.planned[place:], max(over - saved, 0), run.priorities[place:])
    allotted = (*run.planned[:place], *coming)
    if run.is_over:
        return MeetingDial(left, 0.0, 0.0, allotted)
    return MeetingDial(left, run.spent[place], allotted[place] - run.spent[place], allotted)


def go_to(run: MeetingRun, place: int, now: datetime) -> MeetingRun:
    """Another item begins, or goes on counting where it stopped; past the last the meeting is through."""
    run = _counted(run, now)
    place = max(0, min(place, len(run.planned)))
    if place >= len(run.planned):
        return replace(run, place=place, since=None)
    return replace(run, place=place, since=now if run.since is not None or run.is_over else None)


def pause(run: MeetingRun, now: datetime) -> MeetingRun:
    """The clock stands still."""
    return replace(_counted(run, now), since=None)


def resume(run: MeetingRun, now: datetime) -> MeetingRun:
    """The clock runs on."""
    return run if run.since is not None or run.is_over else replace(run, since=now)


def awake(run: MeetingRun, now: datetime) -> MeetingRun:
    """The run as it is to be taken after a while: one that was left running stands where it was pressed last."""
    return replace(run, since=None) if run.since is not None and now - run.since > LEFT_RUNNING else run


def _counted(run: MeetingRun, now: datetime) -> MeetingRun:
    """The run with the time up to now on the account of the present item; a clock set back counts nothing."""
    if run.since is None or run.is_over:
        return run
    seconds = max((now - run.since).total_seconds(), 0.0)
    spent = tuple(each + seconds * (place == run.place) for place, each in enumerate(run.spent))
    return replace(run, since=now, spent=spent)
