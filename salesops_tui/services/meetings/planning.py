"""Planning meetings: from a template, on a day, fitted to the time there is; one that comes back, and the next dates of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from typing import Final

from salesops_tui.domain.agenda import SlotTooShort, fitted
from salesops_tui.domain.meeting_templates import MeetingTemplate, Trigger
from salesops_tui.domain.meetings import AgendaItem, Meeting, MeetingSeries
from salesops_tui.domain.recurrence import anchored, occurrences
from salesops_tui.domain.recurrences import DaysOff
from salesops_tui.domain.steps import Origin, StepKind
from salesops_tui.domain.text import clean_text
from salesops_tui.errors import SalesopsError
from salesops_tui.i18n import _, language, ngettext
from salesops_tui.services.meetings.templates import existing_template
from salesops_tui.services.people import team
from salesops_tui.services.session import Session
from salesops_tui.storage.failures import explained

CADENCE: Final = ("weekly", "monthly", "quarterly", "yearly")
"""The course's cadence (domain row 8) beside the stand-up, which has a room of its own."""
DAYS_AHEAD: Final = 42
LONGEST_SLOT: Final = 40 * 60
"""Minutes: five days of eight hours."""
SERIES_BACK: Final = 400
"""Days before today from which on a series is counted, so that a yearly one is seen to be overdue."""


class MeetingRefused(SalesopsError):
    """A meeting that cannot be meant, or is gone."""


def typed_minutes(text: str) -> int:
    """A number of minutes as somebody typed it. Raises MeetingRefused."""
    told = text.strip()
    if not (told.isascii() and told.isdigit() and len(told) < 6):
        raise MeetingRefused(_("“{text}” is no number of minutes.").format(text=told))
    return int(told)


@dataclass(frozen=True, slots=True)
class Due:
    """A meeting that is to come: planned, or called for by the cadence."""

    day: date
    at: time | None
    title: str
    template: str
    minutes: int
    meeting_id: str | None = None
    """None while it stands in the cadence only."""
    series_id: str | None = None
    is_started: bool = False


@dataclass(frozen=True, slots=True)
class Load:
    """How many hours of a month meetings take of those who are in them."""

    who: str
    meetings: int
    minutes: int


def plan(
    session: Session,
    key: str,
    day: date,
    origin: Origin,
    *,
    slot: int | None = None,
    at: time | None = None,
    title: str = "",
    account_id: str | None = None,
    series_id: str | None = None,
) -> Meeting:
    """Plan a meeting as one step; its items are fitted to the slot. Raises MeetingRefused and TemplateProblem."""
    template = existing_template(key)
    made = made_from(session, template, day, slot, at, title, account_id, series_id)
    with (
        explained(session.workbook.path),
        session.workbook.step(StepKind.PLAN_MEETING, origin, {"meeting": made.title, "day": day.isoformat()}),
    ):
        session.workbook.meetings.insert([made])
    return made


def made_from(
    session: Session,
    template: MeetingTemplate,
    day: date,
    slot: int | None,
    at: time | None,
    title: str,
    account_id: str | None = None,
    series_id: str | None = None,
) -> Meeting:
    """A new meeting from a template, in the language in use. Raises MeetingRefused for a slot that is too short."""
    said = language()
    minutes = slot if slot is not None else template.minutes
    parts = fit([item.minutes for item in template.items], minutes)
    agenda = tuple(
        AgendaItem(
            item.key,
            item.title.said(said),
            part,
            item.owner.said(said),
            item.prompt.said(said),
            item.outcome.said(said),
            item.embed,
            item.priority,
        )
        for item, part in zip(template.items, parts, strict=True)
    )
    people = tuple(person_id for person_id, _name in team(session))
    account = session.workbook.accounts.get(account_id) if account_id is not None else None
    own = template.name.said(said)
    # One customer's review is told from another's by its name, wherever it is listed, searched or handed on.
    named = clean_text(title).text or (f"{own} · {account.name}" if account is not None else own)
    return Meeting(
        session.workbook.new_id(),
        template.key,
        named,
        day,
        minutes,
        template.layout,
        agenda,
        people,
        starts_at=at or template.at,
        series_id=series_id,
        account_id=account_id,
    )


def fit(minutes: Sequence[int], slot: int) -> list[int]:
    """Items fitted to a slot. Raises MeetingRefused where there are fewer minutes than items, or more than a week has."""
    if not 1 <= slot <= LONGEST_SLOT:
        raise MeetingRefused(_("A meeting takes 1 to {most} minutes, not {slot}.").format(most=LONGEST_SLOT, slot=slot))
    try:
        return fitted(minutes, slot)
    except SlotTooShort as error:
        raise MeetingRefused(
            ngettext(
                "{slot} minute is too short for {number} items: each needs one at least.",
                "{slot} minutes are too short for {number} items: each needs one at least.",
                slot,
            ).format(slot=slot, number=len(minutes))
        ) from error


# What comes back


def take_up(session: Session, keys: Iterable[str], origin: Origin) -> int:
    """Let meetings come back as their templates say, as one step; what comes back already is left alone. Returns how many
    were taken up. Raises TemplateProblem."""
    workbook, today = session.workbook, session.clock.today()
    known = {series.template for series in workbook.meeting_series.all() if series.account_id is None}
    made = [
        _series(session, template, today) for key in keys if key not in known for template in (existing_template(key),)
    ]
    made = [series for series in made if series is not None]
    if made:
        with explained(workbook.path), workbook.step(StepKind.TAKE_UP_CADENCE, origin, {"number": len(made)}):
            workbook.meeting_series.insert([series for series in made if series is not None])
    return len(made)


def drop_series(session: Session, series_id: str, origin: Origin) -> MeetingSeries:
    """Let a meeting come back no more, as one step; those that were planned stay. Raises MeetingRefused."""
    workbook = session.workbook
    series = workbook.meeting_series.get(series_id)
    if series is None:
        raise MeetingRefused(_("This meeting comes back no more already."))
    with explained(workbook.path), workbook.step(StepKind.DROP_SERIES, origin, {"meeting": series.title}):
        workbook.meeting_series.delete([series_id])
    return series


def _series(session: Session, template: MeetingTemplate, today: date) -> MeetingSeries | None:
    if template.recurrence is None or template.trigger is not Trigger.CALENDAR:
        return None
    return MeetingSeries(
        session.workbook.new_id(),
        template.key,
        template.name.said(language()),
        template.recurrence,
        today,
        template.minutes,
        template.at,
    )


def hold(session: Session, due: Due, origin: Origin) -> str:
    """The meeting of a date: the one that is planned, or a new one out of the cadence. Returns its identifier.

    Raises MeetingRefused and TemplateProblem.
    """
    if due.meeting_id is not None:
        return due.meeting_id
    series = session.workbook.meeting_series.get(due.series_id) if due.series_id is not None else None
    return plan(
        session,
        due.template,
        due.day,
        origin,
        slot=due.minutes,
        at=due.at,
        title=due.title,
        account_id=series.account_id if series is not None else None,
        series_id=due.series_id,
    ).id


def upcoming(session: Session, days: int = DAYS_AHEAD) -> tuple[Due, ...]:
    """What is to come from today on, so many days: planned meetings, and the dates of the cadence that none is planned for."""
    today = session.clock.today()
    last = today + timedelta(days=days)
    found = [_planned(meeting) for meeting in session.workbook.meetings.between(today, last) if not meeting.is_held]
    for series in session.workbook.meeting_series.all():
        taken = session.workbook.meetings.days_of_series(series.id)
        found += [_of_series(series, day) for day in dates(session, series, today, last) if day not in taken]
    return tuple(sorted(found, key=_order))


def overdue(session: Session) -> tuple[Due, ...]:
    """What should have been: planned meetings that were not held, and the last date of each series that has none."""
    today = session.clock.today()
    found = [_planned(meeting) for meeting in session.workbook.meetings.unheld(today)]
    for series in session.workbook.meeting_series.all():
        past = list(dates(session, series, max(series.starts_on, today - timedelta(days=SERIES_BACK)), today))
        taken = session.workbook.meetings.days_of_series(series.id)
        missed = [day for day in past if day < today and day not in taken]
        found += [_of_series(series, day) for day in missed[-1:]]
    return tuple(sorted(found, key=_order))


def dates(session: Session, series: MeetingSeries, first: date, last: date) -> Iterator[date]:
    """The days on which a series comes between two days, moved by the working calendar as it says."""
    rule = anchored(series.recurrence, series.starts_on)
    begin = max(first, series.starts_on)
    if rule.days_off in (DaysOff.NEXT, DaysOff.PREVIOUS):
        # A date may be moved into the span from beyond it, over the longest of holidays.
        begin = max(series.starts_on, begin - timedelta(days=14))
    for day in occurrences(rule, begin, session.calendar):
        if day > last + timedelta(days=14):
            return
        if first <= day <= last:
            yield day


def load(session: Session, month: date) -> tuple[Load, ...]:
    """The hours that the cadence takes in a month, by who is in it, the most first."""
    first = month.replace(day=1)
    last = (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    found: dict[str, Load] = {}
    for series in session.workbook.meeting_series.all():
        template = existing_template(series.template)
        whole = replace(series, starts_on=min(series.starts_on, first))
        times = sum(1 for _day in dates(session, whole, first, last))
        if not times:
            continue
        who = template.who.said(language()) or series.title
        before = found.get(who, Load(who, 0, 0))
        found[who] = Load(who, before.meetings + times, before.minutes + times * series.slot)
    return tuple(sorted(found.values(), key=lambda one: (-one.minutes, one.who)))


def _planned(meeting: Meeting) -> Due:
    return Due(
        meeting.held_on,
        meeting.starts_at,
        meeting.title,
        meeting.template,
        meeting.slot,
        meeting.id,
        meeting.series_id,
        meeting.started_at is not None,
    )


def _of_series(series: MeetingSeries, day: date) -> Due:
    return Due(day, series.starts_at, series.title, series.template, series.slot, None, series.id)


def _order(due: Due) -> tuple[date, time, str]:
    return due.day, due.at or time.max, due.title
