"""What is said in a stand-up, in one line each: for today, done, a blocker, help that is wanted, a reminder to all.

A line for today becomes a task and with it a promise; a blocker and a wish for help become tasks that stay in sight until
somebody resolved them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from salesops_tui.domain import standup_clock
from salesops_tui.domain.quick_add.reading import Named, Reading
from salesops_tui.domain.standups import Absent, LineKind, Standup, StandupLine
from salesops_tui.domain.steps import Origin, StepKind
from salesops_tui.domain.tasks import MadeFrom, Task
from salesops_tui.domain.text import clean_text, match_key
from salesops_tui.i18n import _
from salesops_tui.services import task_states
from salesops_tui.services.quick_add import read_line, task_of
from salesops_tui.services.session import Session
from salesops_tui.services.standups.members import send_away
from salesops_tui.services.standups.writing import StandupRefused, standup_of
from salesops_tui.services.tasks import checked, put_tasks
from salesops_tui.storage.failures import explained
from salesops_tui.storage.records import Change

_MADE_FROM: Final = {
    LineKind.TODAY: MadeFrom.STANDUP,
    LineKind.BLOCKER: MadeFrom.BLOCKER,
    LineKind.HELP: MadeFrom.HELP,
}


@dataclass(frozen=True, slots=True)
class Noted:
    """What was written down."""

    line: StandupLine
    task: Task | None
    """The task that it made, means or finished."""
    reading: Reading


def note(
    session: Session,
    day: date,
    team: str,
    person_id: str | None,
    kind: LineKind,
    text: str,
    origin: Origin,
    *,
    chosen: Sequence[Named] = (),
) -> Noted:
    """Write down what somebody said, as one step; a reminder is nobody's. ``chosen`` are people, deals or accounts that were
    picked where the line names several. Raises TaskRefused for a line that says nothing, StandupRefused for somebody who is
    gone."""
    workbook = session.workbook
    with explained(workbook.path):
        person = workbook.people.get(person_id) if person_id is not None else None
        if kind is not LineKind.REMINDER and person is None:
            raise StandupRefused(_("Nobody is chosen to say this. Nothing was written."))
        reading = read_line(session, text)
        said = checked(_meant(session, kind, text, reading, chosen))
        title = said.title
        with workbook.step(StepKind.NOTE_STANDUP, origin, {"text": title}):
            standup = standup_of(session, day, team)
            line = StandupLine(
                workbook.new_id(),
                standup.id,
                kind,
                title,
                session.clock.today(),
                said.due_on,
                person_id,
                deal_id=said.deal_id,
            )
            task = _matter(session, line, said, day)
            line = replace(line, task_id=task.id if task is not None else None)
            workbook.standup_lines.insert([line])
    return Noted(line, task, reading)


def _meant(session: Session, kind: LineKind, text: str, reading: Reading, chosen: Sequence[Named]) -> Task:
    """The task that a line means; what was done, and a reminder, are kept word for word."""
    task = task_of(session, reading, session.workbook.new_id(), chosen)
    return replace(task, title=text) if kind in (LineKind.DONE, LineKind.REMINDER) else task


def _matter(session: Session, line: StandupLine, said: Task, day: date) -> Task | None:
    """The task that a line is about: an open one of the person that is called the same, or a new one."""
    if line.kind is LineKind.REMINDER:
        return None
    known = _known(session, line)
    if line.kind is LineKind.DONE:
        if known is not None:
            changes, again = task_states.ending(session, [known])
            put_tasks(session, changes, new=again)
        return known
    if line.kind is LineKind.TODAY and known is not None:
        return known
    # What is said for today is for today; a blocker and help have the date that was named, if any.
    due_on = said.due_on or (day if line.kind is LineKind.TODAY else None)
    new = replace(
        said,
        important=True,
        due_on=due_on,
        owner_id=said.owner_id or line.person_id,
        made_from=_MADE_FROM[line.kind],
        made_from_id=line.id,
    )
    return put_tasks(session, new=[new])[0]


def _known(session: Session, line: StandupLine) -> Task | None:
    """The open task of the person that is called what was said."""
    if line.person_id is None:
        return None
    called = match_key(line.text)
    tasks = session.workbook.standup_record.open_tasks(line.person_id)
    return next((task for task in tasks if match_key(task.title) == called), None)


def edit(session: Session, line_id: str, text: str, origin: Origin) -> StandupLine:
    """Say a line in other words, as one step; the task that it made is called so too. Raises StandupRefused and
    TaskRefused."""
    workbook = session.workbook
    with explained(workbook.path):
        line = _line(session, line_id)
        title = checked(Task("", text)).title
        changed = replace(line, text=title)
        task = workbook.tasks.get(line.task_id) if line.task_id is not None else None
        with workbook.step(StepKind.EDIT_STANDUP, origin, {"text": title}):
            workbook.standup_lines.update([Change(line, changed)])
            if task is not None and task.made_from_id == line.id:
                put_tasks(session, [Change(task, replace(task, title=title))])
    return changed


def retract(session: Session, line_id: str, origin: Origin) -> StandupLine:
    """Take a line out, as one step; the task that it made is dropped. Raises StandupRefused."""
    workbook = session.workbook
    with explained(workbook.path):
        line = _line(session, line_id)
        task = workbook.tasks.get(line.task_id) if line.task_id is not None else None
        with workbook.step(StepKind.RETRACT_STANDUP, origin, {"text": line.text}):
            workbook.standup_lines.delete([line.id])
            if task is not None and task.made_from_id == line.id and task.state.is_open:
                put_tasks(session, [task_states.dropped(task, session.clock.today())])
    return line


def call_roll(
    session: Session, day: date, team: str, person_id: str, origin: Origin, *, present: bool, reason: str = ""
) -> Standup:
    """Note that somebody is there or not, as one step; while the round is under way they join it last, or leave it."""
    workbook = session.workbook
    with explained(workbook.path):
        with workbook.step(StepKind.CALL_ROLL, origin, {"day": day.isoformat()}):
            before = standup_of(session, day, team)
            there = tuple(other for other in before.present if other != person_id)
            away = tuple(absent for absent in before.absent if absent.person_id != person_id)
            after = replace(
                before,
                present=(*there, person_id) if present else there,
                absent=away if present else (*away, Absent(person_id, clean_text(reason).text)),
            )
            workbook.standups.update([Change(before, after)])
        run = workbook.standup_clocks.get(after.id)
        if run is not None and not after.is_closed:
            act = standup_clock.join if present else standup_clock.leave
            workbook.standup_clocks.put(after.id, act(run, person_id, session.clock.now()))
    return after


def excuse(session: Session, day: date, team: str, person_id: str, text: str, origin: Origin) -> Standup:
    """Say why somebody is not there, with a date in it (年假 下周三, leave until Fri) they are away until then."""
    reading = read_line(session, text)
    if reading.due_on is not None and reading.due_on >= day:
        send_away(session, person_id, day, reading.due_on, reading.title, origin)
    return call_roll(session, day, team, person_id, origin, present=False, reason=reading.title)


def _line(session: Session, line_id: str) -> StandupLine:
    line = session.workbook.standup_lines.get(line_id)
    if line is None:
        raise StandupRefused(_("This line is no longer there: somebody took it back meanwhile. Nothing was changed."))
    return line
