"""Arrangements of the deal table that are kept under a name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from salesops_tui.domain.deal_table import Arrangement, arrangement_of
from salesops_tui.domain.saved_views import SavedView
from salesops_tui.domain.steps import Origin
from salesops_tui.services import saved_views
from salesops_tui.services.session import Session

ROOM: Final = "table"


@dataclass(frozen=True, slots=True)
class TableViewKept:
    """An arrangement with the filter under which it was kept."""

    id: str
    name: str
    arrangement: Arrangement
    filter_line: str


def kept_views(session: Session) -> tuple[TableViewKept, ...]:
    """All views of the table, by name."""
    return tuple(_read(view) for view in saved_views.views_of(session, ROOM))


def keep_view(session: Session, name: str, arrangement: Arrangement, filter_line: str, origin: Origin) -> str:
    """Keep an arrangement under a name, as one step. Raises NameRefused. Returns the name as it is kept."""
    definition = {**arrangement.as_json(), "filter": filter_line.strip()}
    return saved_views.keep(session, ROOM, name, definition, origin)


def _read(view: SavedView) -> TableViewKept:
    told = view.definition.get("filter")
    return TableViewKept(view.id, view.name, arrangement_of(view.definition), told if isinstance(told, str) else "")
