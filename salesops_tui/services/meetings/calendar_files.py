"""Meetings to and from the calendars of other programs."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from salesops_tui.domain.meeting_templates import Layout
from salesops_tui.domain.meetings import AgendaItem, Meeting
from salesops_tui.domain.steps import Origin, StepKind
from salesops_tui.errors import SalesopsError
from salesops_tui.exporting.meeting_calendar import CalendarMeeting, as_icalendar
from salesops_tui.i18n import _
from salesops_tui.importing.meeting_calendar import CalendarEvent, read_calendar
from salesops_tui.services.meetings.planning import Due, made_from, upcoming
from salesops_tui.services.meetings.templates import MeetingTemplates, known_templates
from salesops_tui.services.people import team
from salesops_tui.services.session import Session
from salesops_tui.storage.failures import explained
from salesops_tui.system_errors import reason_of

LARGEST: Final = 10_000_000
"""Bytes of a calendar file."""
DAYS: Final = 370
"""That a calendar file reaches ahead."""


class CalendarFileRefused(SalesopsError):
    """A calendar file that cannot be read."""


def upcoming_calendar(session: Session) -> bytes:
    """What is to come within a year, as a calendar file."""
    known = known_templates(session)
    return as_icalendar([_told(session, due, known) for due in upcoming(session, DAYS)], session.clock.now())


def _told(session: Session, due: Due, known: MeetingTemplates) -> CalendarMeeting:
    meeting = session.workbook.meetings.get(due.meeting_id) if due.meeting_id is not None else None
    agenda = meeting.agenda if meeting is not None else ()
    lines = [f"{item.minutes}' {item.title}" for item in agenda]
    uid = due.meeting_id or f"{due.series_id}-{due.day.isoformat()}"
    category = due.template if known.get(due.template) is not None else ""
    return CalendarMeeting(uid, due.title, due.day, due.at, due.minutes, "\n".join(lines), category)


def bring_in_calendar(session: Session, path: Path, origin: Origin) -> tuple[int, int]:
    """Plan the meetings of a calendar file as one step: how many, and how many were there already.

    Raises CalendarFileRefused and CalendarRefused.
    """
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        raise CalendarFileRefused(
            _("{file} cannot be read: {reason}. Nothing was taken in.").format(file=path, reason=reason_of(error))
        ) from error
    if len(data) > LARGEST:
        raise CalendarFileRefused(_("{file} is too large for a calendar; nothing was taken from it.").format(file=path))
    events = read_calendar(data, session.clock.zone)
    workbook = session.workbook
    with explained(workbook.path):
        planned = {(meeting.title, meeting.held_on) for meeting in workbook.meetings.all()}
        series = {(due.title, due.day) for due in upcoming(session, DAYS)}
        known = known_templates(session)
        new: dict[tuple[str, object], Meeting] = {}
        for event in events:
            place = (event.title, event.day)
            if place not in planned and place not in series:
                new[place] = _meeting(session, event, known)
        if new:
            with workbook.step(StepKind.IMPORT_MEETINGS, origin, {"file": path.name, "number": len(new)}):
                workbook.meetings.insert(list(new.values()))
    return len(new), len(events) - len(new)


def _meeting(session: Session, event: CalendarEvent, known: MeetingTemplates) -> Meeting:
    template = known.get(event.template)
    if template is not None and event.minutes >= len(template.items):
        return made_from(session, template, event.day, event.minutes, event.at, event.title)
    people = tuple(person_id for person_id, _name in team(session))
    agenda = (AgendaItem("all", event.title, event.minutes),)
    return Meeting(
        session.workbook.new_id(),
        "",
        event.title,
        event.day,
        event.minutes,
        Layout.AGENDA,
        agenda,
        people,
        starts_at=event.at,
    )
