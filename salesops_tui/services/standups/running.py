"""A stand-up under way: started, driven from turn to turn, closed.

The clock itself is no history: it is kept as it stands, so that it goes on after the program was closed, and only the start
and the close are steps.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

from salesops_tui.domain import standup_clock
from salesops_tui.domain.standup_clock import Run
from salesops_tui.domain.standups import LineKind, Standup, StandupLine
from salesops_tui.domain.steps import Origin, StepKind
from salesops_tui.i18n import _
from salesops_tui.services.session import Session
from salesops_tui.services.standups.day import look
from salesops_tui.services.standups.parts import StandupDay
from salesops_tui.services.standups.writing import StandupRefused, standup_of
from salesops_tui.storage.failures import explained
from salesops_tui.storage.records import Change


def start(session: Session, day: date, team: str, origin: Origin) -> Run:
    """Start the clock: the first person has the word; as one step. Raises StandupRefused."""
    seen = look(session, day, team)
    if refusal := _why_not(seen):
        raise StandupRefused(refusal)
    now, workbook = session.clock.now(), session.workbook
    turns = tuple(part.person_id for part in seen.present)
    run = standup_clock.start(seen.plan, turns, now)
    with explained(workbook.path):
        with workbook.step(StepKind.START_STANDUP, origin, {"day": day.isoformat()}):
            before = standup_of(session, day, team)
            started = replace(before, started_at=now, planned=run.plan.segments, present=turns)
            workbook.standups.update([Change(before, started)])
        workbook.standup_clocks.put(started.id, run)
    return run


def _why_not(seen: StandupDay) -> str:
    """Why a stand-up cannot be started; empty if it can."""
    if seen.run is not None:
        return _("This stand-up is under way already.")
    if seen.standup is not None and seen.standup.is_closed:
        return _("This stand-up has been held. To hold it again, undo its close.")
    if seen.day != seen.today:
        return _("Only today's stand-up can be started; other days can be filled and read.")
    if not seen.present:
        return _("Nobody is there. Say who is, and start then.")
    return ""


def advance(session: Session, day: date, team: str) -> Run:
    """The next has the word; after the last, the next segment. Raises StandupRefused."""
    return _drive(session, day, team, standup_clock.advance)


def put_off(session: Session, day: date, team: str) -> Run:
    """Who has the word comes last. Raises StandupRefused."""
    return _drive(session, day, team, standup_clock.put_off)


def go_back(session: Session, day: date, team: str) -> Run:
    """The one before has the word again. Raises StandupRefused."""
    return _drive(session, day, team, standup_clock.go_back)


def pause(session: Session, day: date, team: str) -> Run:
    """The clock stands still. Raises StandupRefused."""
    return _drive(session, day, team, standup_clock.pause)


def resume(session: Session, day: date, team: str) -> Run:
    """The clock goes on. Raises StandupRefused."""
    return _drive(session, day, team, standup_clock.resume)


def _drive(session: Session, day: date, team: str, act: Callable[[Run, datetime], Run]) -> Run:
    workbook = session.workbook
    with explained(workbook.path):
        standup = workbook.standups.of_day(day, team)
        run = workbook.standup_clocks.get(standup.id) if standup is not None and not standup.is_closed else None
        if standup is None or run is None:
            raise StandupRefused(_("No stand-up is under way."))
        now = session.clock.now()
        run = act(standup_clock.awake(run, now), now)
        workbook.standup_clocks.put(standup.id, run)
    return run


def close(session: Session, day: date, team: str, origin: Origin) -> Standup:
    """Close the stand-up, as one step: what was prepared for the day becomes what each said they would do. Raises
    StandupRefused."""
    seen = look(session, day, team)
    if seen.standup is not None and seen.standup.is_closed:
        raise StandupRefused(_("This stand-up has been closed already."))
    workbook, now = session.workbook, session.clock.now()
    run = standup_clock.pause(seen.run, now) if seen.run is not None else None
    with explained(workbook.path):
        with workbook.step(StepKind.CLOSE_STANDUP, origin, {"day": day.isoformat()}):
            before = standup_of(session, day, team)
            closed = replace(
                before,
                ended_at=now,
                spent=tuple(round(seconds) for seconds in run.spent) if run is not None else (),
                present=tuple(part.person_id for part in seen.present),
            )
            workbook.standups.update([Change(before, closed)])
            workbook.standup_lines.insert(_promises(session, closed, seen))
        if run is not None:
            workbook.standup_clocks.put(closed.id, run)
    return closed


def _promises(session: Session, standup: Standup, seen: StandupDay) -> list[StandupLine]:
    return [
        StandupLine(
            session.workbook.new_id(),
            standup.id,
            LineKind.TODAY,
            said.text,
            seen.today,
            person_id=part.person_id,
            task_id=said.task_id,
            deal_id=said.deal_id,
        )
        for part in seen.present
        for said in part.today
        if said.line_id is None
    ]
