"""Meetings to and from the calendars of other programs, reopened by the library that they use."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar

from salesops_tui.domain.steps import Origin
from salesops_tui.errors import SalesopsError
from salesops_tui.importing.meeting_calendar import CalendarRefused
from salesops_tui.services.meetings import planning
from salesops_tui.services.meetings.calendar_files import bring_in_calendar, upcoming_calendar
from salesops_tui.services.session import Session
from salesops_tui.services.steps import undo

HERE = Origin.COMMAND_LINE
FOREIGN = """BEGIN:VCALENDAR
VERSION:2.0
BEGIN:VEVENT
UID:1
SUMMARY:华东客户季度回顾
DTSTART:20261201T060000Z
DTEND:20261201T073000Z
END:VEVENT
BEGIN:VEVENT
UID:2
SUMMARY:Whole day
DTSTART;VALUE=DATE:20261202
END:VEVENT
BEGIN:VEVENT
UID:3
SUMMARY:
DTSTART;VALUE=DATE:20261203
END:VEVENT
BEGIN:VEVENT
UID:4
SUMMARY:No day
END:VEVENT
END:VCALENDAR
"""


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No templates but the shipped ones."""
    monkeypatch.setenv("SALESOPS_SETTINGS", str(tmp_path / "settings.toml"))


def test_what_is_to_come_is_read_by_other_programs(sample: Session) -> None:
    planning.take_up(sample, ["weekly"], HERE)
    planning.plan(sample, "review", date(2026, 11, 30), HERE, slot=60, at=time(10), title="Review; with, signs\\")
    calendar: Any = Calendar.from_ical(upcoming_calendar(sample))
    events = [(str(event["summary"]), event["dtstart"].dt) for event in calendar.walk("VEVENT")]
    assert events[0][0] == "Weekly meeting"
    assert events[0][1].isoformat() == "2026-11-27T16:00:00"
    review = next(event for event in calendar.walk("VEVENT") if str(event["summary"]).startswith("Review"))
    assert str(review["summary"]) == "Review; with, signs\\"
    assert (review["dtend"].dt - review["dtstart"].dt).seconds == 3600
    assert "9' Data overview" in str(review["description"])
    assert len({str(event["uid"]) for event in calendar.walk("VEVENT")}) == len(events)


def test_our_own_file_comes_back_with_its_agendas_and_without_doubles(sample: Session, tmp_path: Path) -> None:
    first = planning.plan(sample, "review", date(2026, 11, 30), HERE, slot=60, at=time(10))
    file = tmp_path / "meetings.ics"
    file.write_bytes(upcoming_calendar(sample))
    assert bring_in_calendar(sample, file, HERE) == (0, 1)
    sample.workbook.undo.undo(HERE)
    assert sample.workbook.meetings.all() == []
    assert bring_in_calendar(sample, file, HERE) == (1, 0)
    (again,) = sample.workbook.meetings.all()
    assert (again.title, again.held_on, again.starts_at, again.slot) == (first.title, first.held_on, time(10), 60)
    assert again.agenda == first.agenda


def test_a_foreign_file_is_planned_in_the_persons_own_time(sample: Session, tmp_path: Path) -> None:
    file = tmp_path / "theirs.ics"
    file.write_text(FOREIGN.replace("\n", "\r\n"), encoding="utf-8")
    assert bring_in_calendar(sample, file, HERE) == (2, 0)
    review, day = sample.workbook.meetings.all()
    assert (review.title, review.held_on, review.starts_at, review.slot) == (
        "华东客户季度回顾",
        date(2026, 12, 1),
        time(14),
        90,
    )
    assert (day.held_on, day.starts_at, day.slot) == (date(2026, 12, 2), None, 60)
    undo(sample, HERE)
    assert sample.workbook.meetings.all() == []


def test_a_title_and_a_day_that_are_told_twice_count_once(sample: Session, tmp_path: Path) -> None:
    file = tmp_path / "twice.ics"
    event = "SUMMARY:first\r\nSUMMARY:second\r\nDTSTART;VALUE=DATE:20261201\r\nDTSTART;VALUE=DATE:20261202\r\n"
    file.write_bytes(f"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n{event}END:VEVENT\r\nEND:VCALENDAR\r\n".encode())
    assert bring_in_calendar(sample, file, HERE) == (1, 0)
    (meeting,) = sample.workbook.meetings.all()
    assert (meeting.title, meeting.held_on) == ("first", date(2026, 12, 1))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"no calendar",
        b"\xff\xfe\x00",
        b"BEGIN:VEVENT\r\nEND:VEVENT\r\n",
        b"BEGIN:VCALENDAR\r\nBEGIN:VTIMEZONE\r\nTZID:x\r\nEND:VTIMEZONE\r\nEND:VCALENDAR\r\n",
        b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:half\r\n",
    ],
)
def test_what_is_no_calendar_is_refused(sample: Session, tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "broken.ics"
    file.write_bytes(data)
    with pytest.raises(CalendarRefused, match="no calendar file"):
        bring_in_calendar(sample, file, HERE)
    assert sample.workbook.meetings.all() == []


def test_a_file_that_is_not_there(sample: Session, tmp_path: Path) -> None:
    with pytest.raises(SalesopsError, match="cannot be read"):
        bring_in_calendar(sample, tmp_path / "gone.ics", HERE)
