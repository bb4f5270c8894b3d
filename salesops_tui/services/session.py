"""What every job works with: the open workbook, the clock, the settings, the calendar."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from salesops_tui.clock import Clock
from salesops_tui.domain.calendar import WorkingCalendar
from salesops_tui.domain.money import Rates
from salesops_tui.services.calendars import working_calendar
from salesops_tui.settings import Settings
from salesops_tui.storage import ballast
from salesops_tui.storage.failures import DiskFull, explained
from salesops_tui.storage.opening import open_workbook
from salesops_tui.storage.workbook import Workbook

if TYPE_CHECKING:
    from salesops_tui.domain.quadrants import Urgency


@dataclass(frozen=True, slots=True)
class Session:
    """An open workbook and what is needed to make sense of it; it belongs to the thread that opened it."""

    workbook: Workbook
    clock: Clock
    settings: Settings
    calendar: WorkingCalendar
    steps_at_opening: int

    @property
    def rates(self) -> Rates:
        """The exchange rates, around the base currency."""
        return Rates(self.settings.base_currency, self.settings.rates)

    @property
    def urgency(self) -> Urgency:
        """The team's rule of what is urgent."""
        from salesops_tui.domain.quadrants import Urgency

        return Urgency(self.calendar, self.settings.urgent_days, self.settings.hours_a_day * 60)


def open_session(
    path: Path, clock: Clock, settings: Settings, *, create: bool = True, despite_damage: bool = False
) -> Session:
    """Open a workbook for work, or a damaged one for reading. Raises an error of ``storage.failures``."""
    # Before the workbook is opened: a calendar that nobody knows must not leave it open.
    calendar = working_calendar(settings, clock.today())
    workbook = open_workbook(path, clock, create=create, despite_damage=despite_damage)
    return Session(workbook, clock, settings, calendar, workbook.journal.last_step())


def with_settings(session: Session, settings: Settings) -> Session:
    """The same workbook under other settings, opened anew: nothing that was worked out under the old ones is kept."""
    workbook = session.workbook
    # What is open for reading may be damaged, and stays open all the same.
    renewed = open_session(workbook.path, session.clock, settings, create=False, despite_damage=workbook.read_only)
    workbook.close()
    return replace(renewed, steps_at_opening=session.steps_at_opening)


def close_session(session: Session, *, keep_copy: bool = False) -> None:
    """Let go of the workbook; with ``keep_copy`` back it up first if this session wrote to it."""
    workbook = session.workbook
    try:
        with explained(workbook.path):
            changed = workbook.journal.last_step() != session.steps_at_opening
    finally:
        workbook.close()
    if keep_copy and changed:
        from salesops_tui.storage.backup import Reason, back_up

        back_up(workbook.path, session.clock, Reason.AT_CLOSE)


class RoomForOneMore:
    """On a full disk, gives up the ballast beside the workbook, so that the step that failed is done after all."""

    def mark(self, session: Session) -> int:
        """How many steps were written: one that is there already is not written twice."""
        return session.workbook.journal.ended

    def makes_possible(self, session: Session, error: Exception) -> bool:
        """Whether there is room now that was not there before."""
        return isinstance(error, DiskFull) and ballast.release(session.workbook.path)


def lay_ballast(session: Session) -> None:
    """Have something to give up when the disk is full."""
    if not session.workbook.read_only:
        ballast.lay(session.workbook.path)
