"""Where all time comes from."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from time import monotonic
from typing import Protocol

OPENING_TIME = time(9, 0)
"""The time of day at which a clock fixed to a date stands: when the stand-up begins."""


class Clock(Protocol):
    """Tells the time; the program asks nothing else for it."""

    @property
    def zone(self) -> tzinfo:
        """The person's time zone: what makes an instant a local date."""

    def now(self) -> datetime:
        """The present instant, in UTC, to the second."""

    def today(self) -> date:
        """The present date where the person is."""


def start_of_day(day: date, zone: tzinfo) -> datetime:
    """The instant at which a local day begins."""
    return datetime.combine(day, time(), zone)


@dataclass(frozen=True)
class SystemClock:
    """The computer's clock and time zone."""

    @property
    def zone(self) -> tzinfo:
        """The computer's time zone as it is now."""
        zone = datetime.now(UTC).astimezone().tzinfo
        return zone if zone is not None else UTC

    def now(self) -> datetime:
        """The present instant, in UTC, to the second: what the workbook keeps of it."""
        return datetime.now(UTC).replace(microsecond=0)

    def today(self) -> date:
        """The present local date."""
        return self.now().astimezone().date()


@dataclass(frozen=True)
class PretendedClock:
    """A clock that stood at nine in the morning of some day when it was made, and runs on from there."""

    day: date
    zone: tzinfo = field(default_factory=lambda: SystemClock().zone)
    _made_at: float = field(default_factory=monotonic)

    def now(self) -> datetime:
        """The pretended instant, in UTC, to the second."""
        begun = datetime.combine(self.day, OPENING_TIME, self.zone).astimezone(UTC)
        return begun + timedelta(seconds=int(monotonic() - self._made_at))

    def today(self) -> date:
        """The pretended local date."""
        return self.now().astimezone(self.zone).date()


@dataclass
class FixedClock:
    """A clock that stands where it was put until somebody moves it."""

    instant: datetime
    zone: tzinfo = field(default=UTC)

    @classmethod
    def on(cls, day: date, zone: tzinfo | None = None) -> FixedClock:
        """A clock at nine in the morning of a day, in the given zone or the computer's."""
        where = zone if zone is not None else SystemClock().zone
        return cls(datetime.combine(day, OPENING_TIME, where).astimezone(UTC), where)

    def now(self) -> datetime:
        """The instant at which the clock stands, in UTC."""
        return self.instant

    def today(self) -> date:
        """The local date at which the clock stands."""
        return self.instant.astimezone(self.zone).date()

    def advance(self, by: timedelta) -> None:
        """Move the clock."""
        self.instant += by
