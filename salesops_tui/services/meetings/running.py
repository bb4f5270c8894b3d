"""A meeting under way: started, driven from item to item, ended.

The clock itself is no history: it is kept as it stands, so that it goes on after the program was closed, and only the start
and the end are steps.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from salesops_tui.domain import meeting_clock
from salesops_tui.domain.meeting_clock import MeetingRun
from salesops_tui.domain.meetings import Meeting
from salesops_tui.domain.steps import Origin, StepKind
from salesops_tui.i18n import _
from salesops_tui.services.meetings.planning import MeetingRefused
from salesops_tui.services.meetings.writing import existing_meeting
from salesops_tui.services.session import Session
from salesops_tui.storage.failures import explained
from salesops_tui.storage.records import Change


def start(session: Session, meeting_id: str, origin: Origin) -> MeetingRun:
    """Start the clock with the first item, as one step; a meeting planned for another day is held today.

    Raises MeetingRefused for one that was started.
    """
    workbook, now = session.workbook, session.clock.now()
    with explained(workbook.path):
        before = existing_meeting(session, meeting_id)
        if before.started_at is not None:
            raise MeetingRefused(_("This meeting has been started already."))
        run = meeting_clock.start(
            [item.minutes for item in before.agenda], [item.priority for item in before.agenda], now
        )
        with workbook.step(StepKind.START_MEETING, origin, {"meeting": before.title}):
            after = replace(before, started_at=now, held_on=session.clock.today())
            workbook.meetings.update([Change(before, after)])
        workbook.meeting_clocks.put(meeting_id, run)
    return run


def advance(session: Session, meeting_id: str) -> MeetingRun:
    """The next item; after the last one all are through. Raises MeetingRefused."""
    return _drive(session, meeting_id, lambda run, now: meeting_clock.go_to(run, run.place + 1, now))


def go_back(session: Session, meeting_id: str) -> MeetingRun:
    """The item before, which goes on counting where it stopped. Raises MeetingRefused."""
    return _drive(session, meeting_id, lambda run, now: meeting_clock.go_to(run, run.place - 1, now))


def go_to(session: Session, meeting_id: str, place: int) -> MeetingRun:
    """Any item. Raises MeetingRefused."""
    return _drive(session, meeting_id, lambda run, now: meeting_clock.go_to(run, place, now))


def pause(session: Session, meeting_id: str) -> MeetingRun:
    """The clock stands still. Raises MeetingRefused."""
    return _drive(session, meeting_id, meeting_clock.pause)


def resume(session: Session, meeting_id: str) -> MeetingRun:
    """The clock goes on. Raises MeetingRefused."""
    return _drive(session, meeting_id, meeting_clock.resume)


def end(session: Session, meeting_id: str, origin: Origin) -> Meeting:
    """End the meeting as one step, with the seconds that each item took. Raises MeetingRefused."""
    workbook, now = session.workbook, session.clock.now()
    with explained(workbook.path):
        before = existing_meeting(session, meeting_id)
        if before.is_held:
            raise MeetingRefused(_("This meeting has been ended already."))
        run = workbook.meeting_clocks.get(meeting_id)
        stopped = meeting_clock.pause(meeting_clock.awake(run, now), now) if run is not None else None
        spent = tuple(round(seconds) for seconds in stopped.spent) if stopped is not None else ()
        with workbook.step(StepKind.END_MEETING, origin, {"meeting": before.title}):
            after = replace(before, ended_at=now, spent=spent, started_at=before.started_at or now)
            workbook.meetings.update([Change(before, after)])
        if stopped is not None:
            workbook.meeting_clocks.put(meeting_id, stopped)
    return after


def _drive(session: Session, meeting_id: str, act: Callable[[MeetingRun, datetime], MeetingRun]) -> MeetingRun:
    workbook = session.workbook
    with explained(workbook.path):
        meeting = existing_meeting(session, meeting_id)
        run = (
            workbook.meeting_clocks.get(meeting_id) if meeting.started_at is not None and not meeting.is_held else None
        )
        if run is None:
            raise MeetingRefused(_("This meeting is not under way."))
        now = session.clock.now()
        run = act(meeting_clock.awake(run, now), now)
        workbook.meeting_clocks.put(meeting_id, run)
    return run
