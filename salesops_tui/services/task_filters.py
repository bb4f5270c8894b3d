"""Filters of the tasks room that are kept under a name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from salesops_tui.domain.steps import Origin
from salesops_tui.services import saved_views
from salesops_tui.services.session import Session

ROOM: Final = "tasks"


@dataclass(frozen=True, slots=True)
class TaskFilterKept:
    """A filter line under a name."""

    id: str
    name: str
    filter_line: str


def kept_filters(session: Session) -> tuple[TaskFilterKept, ...]:
    """All filters of the room, by name."""
    return tuple(
        TaskFilterKept(view.id, view.name, str(view.definition.get("filter", "")))
        for view in saved_views.views_of(session, ROOM)
    )


def keep_filter(session: Session, name: str, filter_line: str, origin: Origin) -> str:
    """Keep a filter under a name, as one step. Raises NameRefused. Returns the name as it is kept."""
    return saved_views.keep(session, ROOM, name, {"filter": filter_line.strip()}, origin)
