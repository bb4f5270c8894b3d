"""Meetings as iCalendar (RFC 5545), a VEVENT each; times are local ones without a zone: ten o'clock stays ten o'clock."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Calendar, Event


@dataclass(frozen=True, slots=True)
class CalendarMeeting:
    """What a calendar has to know of a meeting."""

    uid: str
    title: str
    day: date
    at: time | None
    minutes: int
    description: str = ""
    category: str = ""
    """The key of the template."""


def as_icalendar(meetings: Sequence[CalendarMeeting], stamp: datetime) -> bytes:
    """A calendar of events."""
    calendar = Calendar()
    calendar.add("prodid", "-//SalesOps//Meetings//EN")
    calendar.add("version", "2.0")
    for meeting in meetings:
        calendar.add_component(_event(meeting, stamp))
    return bytes(calendar.to_ical())


def _event(meeting: CalendarMeeting, stamp: datetime) -> Event:
    event = Event()
    event.add("uid", meeting.uid)
    event.add("dtstamp", stamp.astimezone(UTC))
    event.add("summary", meeting.title)
    if meeting.at is None:
        event.add("dtstart", meeting.day)
    else:
        begins = datetime.combine(meeting.day, meeting.at)
        event.add("dtstart", begins)
        event.add("dtend", begins + timedelta(minutes=meeting.minutes))
    if meeting.description:
        event.add("description", meeting.description)
    if meeting.category:
        event.add("x-salesops-template", meeting.category)
    event.add("x-salesops-minutes", str(meeting.minutes))
    return event
