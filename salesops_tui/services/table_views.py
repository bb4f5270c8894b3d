"""Arrangements of the deal table that are kept under a name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from salesops_tui.domain.deal_table import Arrangement, arrangement_of
from salesops_tui.domain.saved_views import SavedView
from salesops_tui.domain.steps import Origin, StepKind
from salesops_tui.domain.text import clean_text, match_key
from salesops_tui.errors import SalesopsError
from salesops_tui.i18n import _
from salesops_tui.services.session import Session
from salesops_tui.storage.failures import explained
from salesops_tui.storage.records import Change

ROOM: Final = "table"
LONGEST_NAME: Final = 60


class NameRefused(SalesopsError):
    """A view cannot be called that."""


@dataclass(frozen=True, slots=True)
class TableViewKept:
    """An arrangement with the filter under which it was kept."""

    id: str
    name: str
    arrangement: Arrangement
    filter_line: str


def kept_views(session: Session) -> tuple[TableViewKept, ...]:
    """All views of the table, by name."""
    found = [_read(view) for view in session.workbook.saved_views.all() if view.room == ROOM]
    return tuple(sorted(found, key=lambda view: match_key(view.name)))


def keep_view(session: Session, name: str, arrangement: Arrangement, filter_line: str, origin: Origin) -> str:
    """Keep an arrangement under a name, as one step; one that is called the same becomes this one. Raises NameRefused.

    Returns the name as it is kept.
    """
    workbook = session.workbook
    name = clean_text(name).text
    if not name:
        raise NameRefused(_("A view needs a name."))
    if len(name) > LONGEST_NAME:
        raise NameRefused(_("This name is longer than {number} characters.").format(number=LONGEST_NAME))
    definition: Mapping[str, Any] = {**arrangement.as_json(), "filter": filter_line.strip()}
    with explained(workbook.path):
        records = workbook.saved_views
        same = (view for view in records.all() if view.room == ROOM and match_key(view.name) == match_key(name))
        before = next(same, None)
        with workbook.step(StepKind.SAVE_VIEW, origin, {"view": name}):
            if before is None:
                records.insert([SavedView(workbook.new_id(), ROOM, name, definition)])
            else:
                records.update([Change(before, replace(before, name=name, definition=definition))])
    return name


def drop_view(session: Session, view_id: str, origin: Origin) -> None:
    """Take a view away, as one step; undo brings it back."""
    workbook = session.workbook
    with explained(workbook.path):
        view = workbook.saved_views.get(view_id)
        if view is not None:
            with workbook.step(StepKind.DELETE_VIEW, origin, {"view": view.name}):
                workbook.saved_views.delete([view_id])


def _read(view: SavedView) -> TableViewKept:
    told = view.definition.get("filter")
    return TableViewKept(view.id, view.name, arrangement_of(view.definition), told if isinstance(told, str) else "")
