"""The stand-up of a day, prepared: who takes part, what each did since the last one and has to do, what blocks them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Final

from salesops_tui.domain import standup_clock
from salesops_tui.domain.calendar import SATURDAY
from salesops_tui.domain.people import Person
from salesops_tui.domain.standup_clock import Plan, Run
from salesops_tui.domain.standup_order import Order, in_order
from salesops_tui.domain.standups import LineKind, PromiseState, Standup, StandupLine
from salesops_tui.i18n import _
from salesops_tui.services.session import Session
from salesops_tui.services.standing import standing
from salesops_tui.services.standups.parts import Part, Presence, Said, SaidKind, StandupDay
from salesops_tui.services.standups.prepared import Prepared, prepared
from salesops_tui.services.standups.promises import judged
from salesops_tui.storage.repositories.standup_record import Ask

GRACE_SECONDS: Final = 60
FARTHEST_BACK: Final = 10
"""Working days that "yesterday" covers at most, after a long break."""


def look(session: Session, day: date | None = None, team: str = "") -> StandupDay:
    """The stand-up of a day (today's, without one) and a team (everybody's, without one)."""
    today = session.clock.today()
    day = day or today
    workbook = session.workbook
    standup = workbook.standups.of_day(day, team)
    lines = workbook.standup_lines.of_standup(standup.id) if standup is not None else []
    run = _run(session, standup)
    started_at = standup.started_at if standup is not None else None
    first = first_day(session, day, team)
    people = _people(session, day, team, run)
    off = day_off(session, day)
    presences = {person.id: presence(person, day, standup, off) for person in people}
    asks = _asks(session, people, team)
    found = prepared(session, [person.id for person in people], day, first, lines)
    if standup is not None and standup.is_closed:
        # What was prepared has become what they said; what else is due now was not said.
        found = replace(found, due={person.id: () for person in people}, due_more={person.id: 0 for person in people})
    parts = [
        _part(
            session,
            person,
            *presences[person.id],
            day,
            found,
            [line for line in lines if line.person_id == person.id],
            asks,
        )
        for person in people
    ]
    # Those who are there come first, each in the order of the round.
    parts.sort(key=lambda part: part.presence is not Presence.PRESENT)
    return StandupDay(
        standing(session),
        day,
        today,
        team,
        tuple(workbook.standup_record.teams()),
        session.calendar.is_working_day(day),
        off,
        standup,
        first,
        day - timedelta(days=1),
        *neighbours(session, day, team),
        not any(person.seat for person in people),
        tuple(parts),
        tuple(_ask(session, ask, day) for ask in asks),
        tuple(_typed(line, SaidKind.REMINDER) for line in lines if line.kind is LineKind.REMINDER),
        run.plan
        if run is not None
        else planned(session, day, sum(part.presence is Presence.PRESENT for part in parts)),
        _late(session, day, started_at or session.clock.now()),
        ends_at(session),
        run,
    )


def first_day(session: Session, day: date, team: str) -> date:
    """The day from which on "yesterday" counts: that of the stand-up before, or the working day before."""
    calendar = session.calendar
    before = session.workbook.standups.before(day, team)
    if before is None:
        return calendar.add_working_days(day, -1)
    return max(before.held_on, calendar.add_working_days(day, -FARTHEST_BACK))


def neighbours(session: Session, day: date, team: str) -> tuple[date, date]:
    """The days before and after one with a stand-up: the nearest working day, or one on which a stand-up was held."""
    calendar, standups = session.calendar, session.workbook.standups
    before, after = standups.before(day, team), standups.after(day, team)
    earlier, later = calendar.add_working_days(day, -1), calendar.add_working_days(day, 1)
    return (
        max(earlier, before.held_on) if before is not None else earlier,
        min(later, after.held_on) if after is not None else later,
    )


def day_off(session: Session, day: date) -> str:
    """Why nobody has to be there on a day; empty on a working day."""
    if session.calendar.is_working_day(day):
        return ""
    return _("weekend") if day.weekday() >= SATURDAY else _("holiday")


def presence(person: Person, day: date, standup: Standup | None, off: str) -> tuple[Presence, str]:
    """Whether somebody takes part, and why not: what was noted at the stand-up comes before their own calendar."""
    if standup is not None:
        for absent in standup.absent:
            if absent.person_id == person.id:
                return Presence.ABSENT, absent.reason
        if person.id in standup.present:
            return Presence.PRESENT, ""
    for absence in person.absences:
        if absence.first_day <= day <= absence.last_day:
            return Presence.AWAY, absence.reason or _("leave")
    return (Presence.AWAY, off) if off else (Presence.PRESENT, "")


def taking_part(session: Session, day: date, team: str) -> list[Person]:
    """The people of a team in the order of a day's round, whether they are there or not."""
    people = [person for person in session.workbook.people.all() if person.active and (not team or person.team == team)]
    return in_order(people, Order(session.settings.standup_order), day, session.calendar)


def planned(session: Session, day: date, people: int) -> Plan:
    """How long everything would take if the stand-up of a day started now."""
    total = session.settings.standup_minutes * 60
    late = _late(session, day, session.clock.now())
    left = total - late if late else None
    return standup_clock.plan(total, people, session.settings.turn_seconds, left=left)


def ends_at(session: Session) -> time:
    """The local time at which a stand-up is to be over."""
    start = datetime.combine(date.min, session.settings.standup_at)
    return (start + timedelta(minutes=session.settings.standup_minutes)).time()


def _late(session: Session, day: date, at: datetime) -> int:
    """Seconds by which a start is late; none before a minute has passed, and none once the stand-up should be over."""
    began = datetime.combine(day, session.settings.standup_at, session.clock.zone)
    late = int((at - began).total_seconds())
    return late if GRACE_SECONDS <= late < session.settings.standup_minutes * 60 else 0


def _run(session: Session, standup: Standup | None) -> Run | None:
    if standup is None or standup.started_at is None or standup.is_closed:
        return None
    run = session.workbook.standup_clocks.get(standup.id)
    return standup_clock.awake(run, session.clock.now()) if run is not None else None


def _people(session: Session, day: date, team: str, run: Run | None) -> list[Person]:
    people = taking_part(session, day, team)
    if run is not None:
        places = {person_id: place for place, person_id in enumerate(run.turns)}
        people.sort(key=lambda person: places.get(person.id, len(places)))
    return people


def _asks(session: Session, people: Sequence[Person], team: str) -> list[Ask]:
    found = session.workbook.standup_record.asks()
    if not team:
        return found
    members = {person.id for person in people}
    return [ask for ask in found if {ask.line.person_id, ask.task.owner_id, ask.task.delegate_id} & members]


def _part(
    session: Session,
    person: Person,
    present: Presence,
    reason: str,
    day: date,
    found: Prepared,
    lines: Sequence[StandupLine],
    asks: Sequence[Ask],
) -> Part:
    typed = defaultdict(list)
    for line in lines:
        typed[line.kind].append(line)
    promises = judged(session, session.workbook.standup_record.of_lines(typed[LineKind.TODAY], day), day)
    mine = [ask for ask in asks if person.id in (ask.line.person_id, ask.task.delegate_id or ask.task.owner_id)]
    return Part(
        person.id,
        person.name,
        present,
        reason,
        (
            *found.promised[person.id],
            *(_typed(line, SaidKind.DONE) for line in typed[LineKind.DONE]),
            *found.happened[person.id],
        ),
        found.happened_more[person.id],
        (
            *(_typed(line, SaidKind.TODAY, state) for line, state in promises),
            *found.due[person.id],
        ),
        found.due_more[person.id],
        tuple(_ask(session, ask, day, person.id) for ask in mine),
    )


def _typed(line: StandupLine, kind: SaidKind, state: PromiseState | None = None) -> Said:
    return Said(f"line:{line.id}", kind, line.text, state, line_id=line.id, task_id=line.task_id, deal_id=line.deal_id)


def _ask(session: Session, ask: Ask, day: date, person_id: str | None = None) -> Said:
    """A blocker or a request for help; where it is not in the part of who raised it, it says who did."""
    raised_here = person_id is not None and ask.line.person_id == person_id
    return Said(
        f"line:{ask.line.id}",
        SaidKind.BLOCKER if ask.line.kind is LineKind.BLOCKER else SaidKind.HELP,
        ask.line.text if raised_here or not ask.by else f"{ask.by}: {ask.line.text}",
        age=max(session.calendar.working_days_between(ask.line.noted_on, day), 0),
        with_name=ask.owner if person_id is None or raised_here else "",
        line_id=ask.line.id,
        task_id=ask.task.id,
        deal_id=ask.line.deal_id,
    )
