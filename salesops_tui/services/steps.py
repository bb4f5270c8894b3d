"""What was done, in words; taking it back, and bringing it back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from salesops_tui.domain.steps import Origin, Step, StepKind
from salesops_tui.i18n import _, language, ngettext
from salesops_tui.services.session import Session
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
        case StepKind.CREATE_WORKBOOK:
            return _("Create the workbook")
        case StepKind.UPGRADE_WORKBOOK:
            return _("Upgrade the workbook")
        case StepKind.IMPORT:
            return _import_title(params)
        case StepKind.ADD_DEAL:
            return _("Add {deal}").format(deal=params["deal"])
        case StepKind.EDIT_DEAL:
            return _("Edit {deal}").format(deal=params["deal"])
        case StepKind.MOVE_DEAL:
            english, chinese = params["stage"]
            return _("Move {deal} to {stage}").format(
                deal=params["deal"], stage=english if language() == "en" else chinese
            )
        case StepKind.UNDO:
            return _("Undo “{step}”").format(step=_title(StepKind(params["kind"]), params["params"]))
        case StepKind.REDO:
            return _("Redo “{step}”").format(step=_title(StepKind(params["kind"]), params["params"]))


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
