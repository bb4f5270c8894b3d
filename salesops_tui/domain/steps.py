"""The memory of the workbook: named steps, and what each of them changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Final


class StepKind(StrEnum):
    """What a person did; the title is made from it and the step's parameters, in the language of whoever reads it."""

    CREATE_WORKBOOK = "workbook.create"
    UPGRADE_WORKBOOK = "workbook.upgrade"
    SALVAGE_WORKBOOK = "workbook.salvage"
    IMPORT = "import"
    ADD_DEAL = "deal.add"
    EDIT_DEAL = "deal.edit"
    MOVE_DEAL = "deal.move"
    WIN_DEAL = "deal.win"
    LOSE_DEAL = "deal.lose"
    REOPEN_DEAL = "deal.reopen"
    PUSH_DEAL = "deal.push"
    SET_NEXT_STEP = "deal.next_step"
    EDIT_DEALS = "deals.edit"
    TOUCH_DEAL = "deal.touch"
    TICK_ITEM = "deal.tick"
    UNTICK_ITEM = "deal.untick"
    SET_DISCOUNT = "deal.discount"
    APPROVE_DISCOUNT = "deal.approve"
    ASSIGN_ROLE = "deal.role"
    SNOOZE_DEAL = "deal.snooze"
    ADD_TASK = "task.add"
    ADD_TASKS = "tasks.add"
    EDIT_TASK = "task.edit"
    MOVE_TASK = "task.move"
    DELEGATE_TASK = "task.delegate"
    PARK_TASK = "task.park"
    PUSH_TASK = "task.push"
    FINISH_TASK = "task.finish"
    DROP_TASK = "task.drop"
    REOPEN_TASK = "task.reopen"
    SKIP_TASK = "task.skip"
    PAUSE_TASK = "task.pause"
    RESUME_TASK = "task.resume"
    EDIT_TASKS = "tasks.edit"
    START_PLAN = "plan.start"
    EDIT_PLAN = "plan.edit"
    SHIFT_PLAN = "plan.shift"
    DROP_PLAN = "plan.drop"
    NOTE_STANDUP = "standup.note"
    EDIT_STANDUP = "standup.edit"
    RETRACT_STANDUP = "standup.retract"
    CALL_ROLL = "standup.roll"
    START_STANDUP = "standup.start"
    CLOSE_STANDUP = "standup.close"
    SET_MEMBERS = "standup.members"
    ADD_PERSON = "person.add"
    EDIT_PERSON = "person.edit"
    ERASE_CONTACT = "contact.erase"
    AUDIT_DATA = "data.audit"
    SUBMIT_FORECAST = "forecast.submit"
    SET_TARGET = "target.set"
    CLEAR_TARGET = "target.clear"
    SPLIT_TARGET = "target.split"
    PLAN_MEETING = "meeting.plan"
    EDIT_MEETING = "meeting.edit"
    NOTE_MEETING = "meeting.note"
    START_MEETING = "meeting.start"
    END_MEETING = "meeting.end"
    DECIDE = "meeting.decide"
    RETRACT_DECISION = "meeting.retract"
    SEAL_MINUTES = "meeting.seal"
    DROP_MEETING = "meeting.drop"
    TAKE_UP_CADENCE = "meetings.cadence"
    DROP_SERIES = "meetings.drop"
    IMPORT_MEETINGS = "meetings.import"
    EDIT_REPORT = "report.edit"
    SEAL_REPORT = "report.seal"
    HAND_IN_PARTS = "report.parts"
    SAVE_VIEW = "view.save"
    DELETE_VIEW = "view.delete"
    UNDO = "undo"
    REDO = "redo"


class Origin(StrEnum):
    """Through which door a step came in."""

    SCREEN = "screen"
    COMMAND_LINE = "cli"
    PROGRAM = "program"


PERMANENT: Final = frozenset(
    {
        StepKind.CREATE_WORKBOOK,
        StepKind.UPGRADE_WORKBOOK,
        StepKind.SALVAGE_WORKBOOK,
        StepKind.ERASE_CONTACT,
        StepKind.AUDIT_DATA,
    }
)
"""Steps of the program itself, what is to be gone for good, and what was looked at: they are not offered for undoing."""


@dataclass(frozen=True, slots=True)
class Step:
    """One named thing that a person did, in one transaction."""

    id: int
    kind: StepKind
    at: datetime
    actor: str
    origin: Origin
    params: Mapping[str, Any] = field(default_factory=dict)
    """What its title tells: the name of a deal, a file, counts. Plain JSON values."""
    undoes: int | None = None
    """The step whose effect this one takes back: for an undo the step itself, for a redo the undo."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """Why a step cannot be undone by itself: something later stands on it."""

    table: str
    row_id: str
    fields: tuple[str, ...]
    """The fields that both steps changed; empty when the row as a whole is meant."""
    step: Step
    """The later step."""
