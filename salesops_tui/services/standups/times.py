"""Where the minutes of the last stand-ups went, against their plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from salesops_tui.domain.figures import Figure, Metric, Missing, Span, Unit, quotient
from salesops_tui.domain.standup_clock import Segment
from salesops_tui.domain.standups import Standup
from salesops_tui.services.session import Session
from salesops_tui.services.standing import Standing, standing

NUMBER: Final = 20
"""So many stand-ups are looked back on."""


@dataclass(frozen=True, slots=True)
class HeldStandup:
    """One that was held by the clock."""

    day: date
    planned: tuple[int, ...]
    """Seconds of each segment."""
    spent: tuple[int, ...]
    present: int
    absent: int

    @property
    def over(self) -> int:
        """Seconds by which it ran over; below nought where some were left."""
        return sum(self.spent) - sum(self.planned)


@dataclass(frozen=True, slots=True)
class UsedTimes:
    """The last stand-ups, newest first."""

    standing: Standing
    held: tuple[HeldStandup, ...]
    on_time: Figure
    """The share that did not run over."""
    planned: tuple[int, ...]
    """Seconds of each segment, on average."""
    spent: tuple[int, ...]


def used_times(session: Session, team: str = "", until: date | None = None) -> UsedTimes:
    """The last stand-ups of a team up to a day; those that were closed without a clock tell nothing."""
    found = session.workbook.standups.closed(team, until or session.clock.today(), NUMBER)
    held = [_held(standup) for standup in found if standup.spent]
    span = Span(held[-1].day, held[0].day) if held else None
    on_time = quotient(
        Metric.STANDUPS_ON_TIME,
        Unit.SHARE,
        sum(one.over <= 0 for one in held),
        len(held),
        Missing.NO_STANDUPS,
        n=len(held),
        span=span,
        scope=team,
    )
    return UsedTimes(
        standing(session),
        tuple(held),
        on_time,
        _mean([one.planned for one in held]),
        _mean([one.spent for one in held]),
    )


def _held(standup: Standup) -> HeldStandup:
    return HeldStandup(standup.held_on, standup.planned, standup.spent, len(standup.present), len(standup.absent))


def _mean(seconds: Sequence[tuple[int, ...]]) -> tuple[int, ...]:
    if not seconds:
        return (0,) * len(Segment)
    return tuple(round(sum(part) / len(seconds)) for part in zip(*seconds, strict=True))
