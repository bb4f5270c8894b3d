"""How the workbook stands, told with everything that a room shows."""

from __future__ import annotations

from dataclasses import dataclass

from salesops_tui.services.session import Session
from salesops_tui.services.steps import next_to_undo


@dataclass(frozen=True, slots=True)
class Standing:
    """What a room needs to know of the workbook beside its own matter."""

    version: tuple[int, int]
    """What ``Workbook.version`` said; another one means that what was read is old."""
    undoable: str | None
    """The title of the step that undo would take back."""


def standing(session: Session) -> Standing:
    """How the workbook stands now."""
    return Standing(session.workbook.version(), next_to_undo(session))
