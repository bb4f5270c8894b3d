"""What is written down in a meeting: notes of each item, decisions, actions that become tasks, who was there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from salesops_tui.domain.meetings import AgendaItem, Decision, Meeting
from salesops_tui.domain.quick_add.reading import Named
from salesops_tui.domain.standups import Absent
from salesops_tui.domain.steps import Origin, StepKind
from salesops_tui.domain.tasks import MadeFrom, Task
from salesops_tui.domain.text import LONGEST_TEXT, clean_text
from salesops_tui.i18n import _
from salesops_tui.services.meetings.planning import MeetingRefused, fit
from salesops_tui.services.session import Session
from salesops_tui.storage.failures import explained
from salesops_tui.storage.records import Change

LONGEST_NOTE = 20_000
"""Characters of one item's notes."""


def existing_meeting(session: Session, meeting_id: str) -> Meeting:
    """A meeting. Raises MeetingRefused when it is gone."""
    meeting = session.workbook.meetings.get(meeting_id)
    if meeting is None:
        raise MeetingRefused(
            _("This meeting is no longer there: somebody took it back meanwhile. Nothing was changed.")
        )
    return meeting


def note(session: Session, meeting_id: str, item: str, text: str, origin: Origin) -> Meeting:
    """Keep the notes of an item, Markdown, as one step. Raises MeetingRefused."""
    cleaned = clean_text(text, multiline=True).text.strip()
    if len(cleaned) > LONGEST_NOTE:
        raise MeetingRefused(
            _("These notes have {number} characters; {most} are possible. Nothing was changed.").format(
                number=len(cleaned), most=LONGEST_NOTE
            )
        )
    return _edit(session, meeting_id, item, origin, lambda found: replace(found, note=cleaned))


def mark_complete(session: Session, meeting_id: str, item: str, origin: Origin) -> Meeting:
    """Mark an item as complete, or take the mark away, as one step. Raises MeetingRefused."""
    return _edit(session, meeting_id, item, origin, lambda found: replace(found, is_complete=not found.is_complete))


def _edit(
    session: Session, meeting_id: str, item: str, origin: Origin, change: Callable[[AgendaItem], AgendaItem]
) -> Meeting:
    workbook = session.workbook
    with explained(workbook.path):
        before = existing_meeting(session, meeting_id)
        found = next((one for one in before.agenda if one.key == item), None)
        if found is None:
            raise MeetingRefused(_("This item is no longer on the agenda. Nothing was changed."))
        agenda = tuple(change(one) if one.key == item else one for one in before.agenda)
        after = replace(before, agenda=agenda)
        if after != before:
            params = {"item": found.title, "meeting": before.title}
            with workbook.step(StepKind.NOTE_MEETING, origin, params):
                workbook.meetings.update([Change(before, after)])
    return after


def fit_to(session: Session, meeting_id: str, slot: int, origin: Origin) -> Meeting:
    """Fit the agenda to another slot of so many minutes, as one step; the sum stays exact.

    Raises MeetingRefused, also for one that was started: then its clock gives and takes.
    """
    workbook = session.workbook
    with explained(workbook.path):
        before = existing_meeting(session, meeting_id)
        if before.started_at is not None:
            raise MeetingRefused(_("This meeting has been started: what runs over is taken from the items to come."))
        parts = fit([item.minutes for item in before.agenda], slot)
        agenda = tuple(replace(item, minutes=part) for item, part in zip(before.agenda, parts, strict=True))
        after = replace(before, slot=slot, agenda=agenda)
        if after != before:
            with workbook.step(StepKind.EDIT_MEETING, origin, {"meeting": before.title}):
                workbook.meetings.update([Change(before, after)])
    return after


def attend(
    session: Session, meeting_id: str, present: Sequence[str], absent: Sequence[Absent], origin: Origin
) -> Meeting:
    """Keep who is there and who is not, as one step. Raises MeetingRefused."""
    workbook = session.workbook
    with explained(workbook.path):
        before = existing_meeting(session, meeting_id)
        after = replace(before, present=tuple(present), absent=tuple(absent))
        if after != before:
            with workbook.step(StepKind.EDIT_MEETING, origin, {"meeting": before.title}):
                workbook.meetings.update([Change(before, after)])
    return after


def decide(session: Session, meeting_id: str, item: str, text: str, origin: Origin) -> Decision:
    """Write down a decision as one step: a record of its own. Raises MeetingRefused for one that says nothing."""
    workbook = session.workbook
    said = clean_text(text).text
    if not said:
        raise MeetingRefused(_("A decision says what was decided. Nothing was written."))
    if len(said) > LONGEST_TEXT:
        raise MeetingRefused(_("This text is longer than {number} characters.").format(number=LONGEST_TEXT))
    with explained(workbook.path):
        meeting = existing_meeting(session, meeting_id)
        decision = Decision(workbook.new_id(), meeting.id, item, said, session.clock.today())
        with workbook.step(StepKind.DECIDE, origin, {"text": said, "meeting": meeting.title}):
            workbook.decisions.insert([decision])
    return decision


def retract_decision(session: Session, decision_id: str, origin: Origin) -> Decision:
    """Take a decision back as one step. Raises MeetingRefused when it is gone."""
    workbook = session.workbook
    with explained(workbook.path):
        decision = workbook.decisions.get(decision_id)
        if decision is None:
            raise MeetingRefused(_("This decision is no longer there. Nothing was changed."))
        with workbook.step(StepKind.RETRACT_DECISION, origin, {"text": decision.text}):
            workbook.decisions.delete([decision.id])
    return decision


def act(
    session: Session, meeting_id: str, item: str, text: str, origin: Origin, *, chosen: Sequence[Named] = ()
) -> Task:
    """Make an action of one line, with its owner and date in it: a task like others, which reports back.

    Raises TaskRefused for a line that says nothing, and MeetingRefused.
    """
    from salesops_tui.services.quick_add import read_line, task_of
    from salesops_tui.services.tasks import add_tasks

    meeting = existing_meeting(session, meeting_id)
    read = task_of(session, read_line(session, text), session.workbook.new_id(), chosen)
    task = replace(
        read,
        important=True,
        made_from=MadeFrom.MEETING,
        made_from_id=f"{meeting.id}:{item}",
        account_id=read.account_id or meeting.account_id,
    )
    return add_tasks(session, [task], origin)[0]


def drop_meeting(session: Session, meeting_id: str, origin: Origin) -> Meeting:
    """Take a meeting away as one step, with its decisions; undo brings it back. Raises MeetingRefused for one that has
    sealed minutes."""
    workbook = session.workbook
    with explained(workbook.path):
        meeting = existing_meeting(session, meeting_id)
        if workbook.sealed_minutes.last(meeting.id) is not None:
            raise MeetingRefused(_("The minutes of this meeting are sealed: it stays."))
        decisions = [decision.id for decision in workbook.decisions.of_meeting(meeting.id)]
        with workbook.step(StepKind.DROP_MEETING, origin, {"meeting": meeting.title}):
            workbook.decisions.delete(decisions)
            workbook.meetings.delete([meeting.id])
    return meeting
