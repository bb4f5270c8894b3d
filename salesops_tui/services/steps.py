"""What was done, in words; taking it back, and bringing it back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from salesops_tui.domain.quadrants import Quadrant
from salesops_tui.domain.steps import Origin, Step, StepKind
from salesops_tui.i18n import _, language, mark, ngettext
from salesops_tui.services.session import Session
from salesops_tui.services.task_words import quadrant_title
from salesops_tui.storage.failures import explained


@dataclass(frozen=True, slots=True)
class LogLine:
    """A step as the log shows it."""

    step: Step
    title: str
    in_effect: bool
    """False once it has been undone."""
    changes: int
    """How many records it changed, events of deals included."""


def log(session: Session, limit: int | None = None) -> list[LogLine]:
    """The steps, newest first."""
    return [
        LogLine(entry.step, step_title(entry.step), entry.in_effect, entry.changes)
        for entry in session.workbook.journal.entries(limit)
    ]


def undo(session: Session, origin: Origin, step_id: int | None = None) -> Step:
    """Take back the newest step, or the given one; returns it. Raises NothingToUndo and UndoConflicts."""
    with explained(session.workbook.path), session.workbook.room_for_many():
        undone, _written = session.workbook.undo.undo(origin, step_id)
    return undone


def redo(session: Session, origin: Origin) -> Step:
    """Bring back what the newest undo took back; returns that step. Raises NothingToUndo and UndoConflicts."""
    with explained(session.workbook.path), session.workbook.room_for_many():
        redone, _written = session.workbook.undo.redo(origin)
    return redone


def next_to_undo(session: Session) -> str | None:
    """The title of the step that undo would take back."""
    step = session.workbook.journal.last_to_undo()
    return step_title(step) if step else None


def step_title(step: Step) -> str:
    """What a step did, in the language in use."""
    return _title(step.kind, step.params)


def _title(kind: StepKind, params: Mapping[str, Any]) -> str:
    match kind:
        case StepKind.IMPORT:
            return _import_title(params)
        case StepKind.EDIT_DEALS:
            number = params["number"]
            return ngettext("Edit {number} deal", "Edit {number} deals", number).format(number=number)
        case StepKind.ADD_TASKS:
            number = params["number"]
            return ngettext("Add {number} task", "Add {number} tasks", number).format(number=number)
        case StepKind.MOVE_TASK:
            return _("Move the task “{task}” to “{quadrant}”").format(
                task=params["task"], quadrant=quadrant_title(Quadrant(params["quadrant"]))
            )
        case StepKind.EDIT_TASKS:
            return _many_tasks(params)
        case StepKind.MOVE_DEAL:
            return _("Move {deal} to {stage}").format(deal=params["deal"], stage=_either(params["stage"]))
        case StepKind.REOPEN_DEAL:
            return _("Reopen {deal} in {stage}").format(deal=params["deal"], stage=_either(params["stage"]))
        case StepKind.TICK_ITEM | StepKind.UNTICK_ITEM:
            return _(_TITLES[kind]).format(deal=params["deal"], item=_either(params["item"]))
        case StepKind.SET_TARGET | StepKind.CLEAR_TARGET | StepKind.SPLIT_TARGET:
            return _(_TITLES[kind]).format(whose=params["whose"] or _("Company"), period=params["period"])
        case StepKind.UNDO:
            return _("Undo “{step}”").format(step=_title(StepKind(params["kind"]), params["params"]))
        case StepKind.REDO:
            return _("Redo “{step}”").format(step=_title(StepKind(params["kind"]), params["params"]))
    return _(_TITLES[kind]).format(**params)


_TITLES: Final[Mapping[StepKind, str]] = {
    StepKind.CREATE_WORKBOOK: mark("Create the workbook"),
    StepKind.UPGRADE_WORKBOOK: mark("Upgrade the workbook"),
    StepKind.SALVAGE_WORKBOOK: mark("Save what could be read of {file}"),
    StepKind.ADD_DEAL: mark("Add {deal}"),
    StepKind.EDIT_DEAL: mark("Edit {deal}"),
    StepKind.WIN_DEAL: mark("Win {deal}"),
    StepKind.LOSE_DEAL: mark("Lose {deal}"),
    StepKind.PUSH_DEAL: mark("Put off {deal} to {day}"),
    StepKind.SET_NEXT_STEP: mark("Next step for {deal}"),
    StepKind.TOUCH_DEAL: mark("Log a touch of {deal}"),
    StepKind.TICK_ITEM: mark("Tick off {item} for {deal}"),
    StepKind.UNTICK_ITEM: mark("Untick {item} for {deal}"),
    StepKind.SET_DISCOUNT: mark("Discount of {percent} % for {deal}"),
    StepKind.APPROVE_DISCOUNT: mark("Approve {percent} % discount for {deal}"),
    StepKind.ASSIGN_ROLE: mark("Put {person} on {deal}"),
    StepKind.SNOOZE_DEAL: mark("Leave {deal} alone until {day}"),
    StepKind.ADD_TASK: mark("Add the task “{task}”"),
    StepKind.EDIT_TASK: mark("Edit the task “{task}”"),
    StepKind.DELEGATE_TASK: mark("Give the task “{task}” to {person}"),
    StepKind.PARK_TASK: mark("Park the task “{task}” until {day}"),
    StepKind.PUSH_TASK: mark("Put off the task “{task}” to {day}"),
    StepKind.FINISH_TASK: mark("Finish the task “{task}”"),
    StepKind.DROP_TASK: mark("Drop the task “{task}”"),
    StepKind.REOPEN_TASK: mark("Reopen the task “{task}”"),
    StepKind.SKIP_TASK: mark("Skip the task “{task}” this time"),
    StepKind.PAUSE_TASK: mark("Pause the task “{task}”"),
    StepKind.RESUME_TASK: mark("Resume the task “{task}”"),
    StepKind.START_PLAN: mark("Start the plan “{plan}”"),
    StepKind.EDIT_PLAN: mark("Edit the plan “{plan}”"),
    StepKind.DROP_PLAN: mark("Give up the plan “{plan}”"),
    StepKind.SHIFT_PLAN: mark("Move the plan “{plan}” to {day}"),
    StepKind.NOTE_STANDUP: mark("Note “{text}” in the stand-up"),
    StepKind.EDIT_STANDUP: mark("Edit “{text}” in the stand-up"),
    StepKind.RETRACT_STANDUP: mark("Take “{text}” out of the stand-up"),
    StepKind.CALL_ROLL: mark("Note who is at the stand-up of {day}"),
    StepKind.START_STANDUP: mark("Start the stand-up of {day}"),
    StepKind.CLOSE_STANDUP: mark("Close the stand-up of {day}"),
    StepKind.ADD_PERSON: mark("Add {name} to the team"),
    StepKind.EDIT_PERSON: mark("Edit {name} in the team"),
    StepKind.ERASE_CONTACT: mark("Erase a contact ({contact})"),
    StepKind.AUDIT_DATA: mark("Look the data through: {held} of {number} hold"),
    StepKind.SET_MEMBERS: mark("Change who takes part in the stand-up"),
    StepKind.SUBMIT_FORECAST: mark("Submit a forecast for {period}"),
    StepKind.EDIT_REPORT: mark("Write in the report of {week}"),
    StepKind.PLAN_MEETING: mark("Plan the meeting “{meeting}” for {day}"),
    StepKind.EDIT_MEETING: mark("Change the meeting “{meeting}”"),
    StepKind.NOTE_MEETING: mark("Note “{item}” in “{meeting}”"),
    StepKind.START_MEETING: mark("Start the meeting “{meeting}”"),
    StepKind.END_MEETING: mark("End the meeting “{meeting}”"),
    StepKind.DECIDE: mark("Decide “{text}”"),
    StepKind.RETRACT_DECISION: mark("Take back the decision “{text}”"),
    StepKind.SEAL_MINUTES: mark("Seal the minutes of “{meeting}”"),
    StepKind.DROP_MEETING: mark("Take the meeting “{meeting}” away"),
    StepKind.TAKE_UP_CADENCE: mark("Take up the cadence of meetings"),
    StepKind.DROP_SERIES: mark("Take “{meeting}” out of the cadence"),
    StepKind.IMPORT_MEETINGS: mark("Bring in meetings of {file}"),
    StepKind.SET_TARGET: mark("Set the target of {whose} for {period}"),
    StepKind.CLEAR_TARGET: mark("Take the target of {whose} for {period} away"),
    StepKind.SPLIT_TARGET: mark("Share out the target of {whose} for {period}"),
    StepKind.SEAL_REPORT: mark("Seal the report of {week}"),
    StepKind.HAND_IN_PARTS: mark("Take in parts of the report of {week}"),
    StepKind.SAVE_VIEW: mark("Save the view “{view}”"),
    StepKind.DELETE_VIEW: mark("Delete the view “{view}”"),
}


def _many_tasks(params: Mapping[str, Any]) -> str:
    """What one kind of change to several tasks at once is called; the kind is that of the same change to one."""
    number = params["number"]
    match StepKind(params["kind"]):
        case StepKind.FINISH_TASK:
            return ngettext("Finish {number} task", "Finish {number} tasks", number).format(number=number)
        case StepKind.DROP_TASK:
            return ngettext("Drop {number} task", "Drop {number} tasks", number).format(number=number)
        case StepKind.REOPEN_TASK:
            return ngettext("Reopen {number} task", "Reopen {number} tasks", number).format(number=number)
        case StepKind.MOVE_TASK:
            return ngettext("Move {number} task", "Move {number} tasks", number).format(number=number)
    return ngettext("Edit {number} task", "Edit {number} tasks", number).format(number=number)


def _either(names: list[str]) -> str:
    """The name in the language in use, out of an English and a Chinese one."""
    english, chinese = names
    return english if language() == "en" else chinese


def _import_title(params: Mapping[str, Any]) -> str:
    files = params["files"]
    named = _("Import {file}").format(file=files[0])
    if len(files) > 1:
        more = len(files) - 1
        named = ngettext("{import_of} and {number} more", "{import_of} and {number} more", more).format(
            import_of=named, number=more
        )
    return _("{import_of}: {created} new, {updated} updated").format(
        import_of=named, created=params["created"], updated=params["updated"]
    )
