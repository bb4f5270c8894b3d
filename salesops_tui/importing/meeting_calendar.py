"""Meetings out of an iCalendar file: a title, a day, a time, minutes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, tzinfo
from typing import Any

from salesops_tui.domain.days import in_range
from salesops_tui.domain.text import clean_text
from salesops_tui.errors import SalesopsError
from salesops_tui.i18n import _
from salesops_tui.importing.icalendar_files import NotACalendar, components, first, words

_USUAL_MINUTES = 60
_MOST_MINUTES = 40 * 60


class CalendarRefused(SalesopsError):
    """A file that is no calendar."""


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """An event as its file tells it."""

    uid: str
    title: str
    day: date
    at: time | None
    minutes: int
    template: str


def read_calendar(data: bytes, zone: tzinfo) -> list[CalendarEvent]:
    """The events of a file, in its order; those without a title or a day that a workbook holds are left out.

    Raises CalendarRefused.
    """
    try:
        found = components(data, "VEVENT")
    except NotACalendar as error:
        raise CalendarRefused(_("This is no calendar file: {reason}").format(reason=str(error)[:80])) from error
    return list(_events(found, zone))


def _events(found: Sequence[Any], zone: tzinfo) -> Iterator[CalendarEvent]:
    for event in found:
        title = clean_text(words(event, "summary")).text
        begins, ends = (getattr(first(event, name), "dt", None) for name in ("dtstart", "dtend"))
        day, at = _local(begins, zone)
        if not title or day is None or in_range(day) is None:
            continue
        yield CalendarEvent(
            words(event, "uid"),
            title,
            day,
            at,
            _minutes(words(event, "x-salesops-minutes"), begins, ends),
            clean_text(words(event, "x-salesops-template")).text,
        )


def _local(moment: object, zone: tzinfo) -> tuple[date | None, time | None]:
    if isinstance(moment, datetime):
        local = moment.astimezone(zone) if moment.tzinfo is not None else moment
        return local.date(), local.time().replace(second=0, microsecond=0)
    return (moment, None) if isinstance(moment, date) else (None, None)


def _minutes(text: str, begins: object, ends: object) -> int:
    if text.isascii() and text.isdigit() and 1 <= int(text) <= _MOST_MINUTES:
        return int(text)
    if isinstance(begins, datetime) and isinstance(ends, datetime) and (begins.tzinfo is None) == (ends.tzinfo is None):
        minutes = round((ends - begins).total_seconds() / 60)
        if 1 <= minutes <= _MOST_MINUTES:
            return minutes
    return _USUAL_MINUTES
