"""What a room shows, kept under names of the person's own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from salesops_tui.domain.saved_views import SavedView
from salesops_tui.domain.steps import Origin, StepKind
from salesops_tui.domain.text import clean_text, match_key
from salesops_tui.errors import SalesopsError
from salesops_tui.i18n import _
from salesops_tui.services.session import Session
from salesops_tui.storage.failures import explained
from salesops_tui.storage.records import Change

LONGEST_NAME: Final = 60


class NameRefused(SalesopsError):
    """A view cannot be called that."""


def views_of(session: Session, room: str) -> list[SavedView]:
    """All views of a room, by name."""
    found = [view for view in session.workbook.saved_views.all() if view.room == room]
    return sorted(found, key=lambda view: match_key(view.name))


def keep(session: Session, room: str, name: str, definition: Mapping[str, Any], origin: Origin) -> str:
    """Keep a view under a name, as one step; one that is called the same becomes this one. Raises NameRefused.

    Returns the name as it is kept.
    """
    workbook = session.workbook
    name = clean_text(name).text
    if not name:
        raise NameRefused(_("A view needs a name."))
    if len(name) > LONGEST_NAME:
        raise NameRefused(_("This name is longer than {number} characters.").format(number=LONGEST_NAME))
    with explained(workbook.path):
        records = workbook.saved_views
        before = next((view for view in views_of(session, room) if match_key(view.name) == match_key(name)), None)
        with workbook.step(StepKind.SAVE_VIEW, origin, {"view": name}):
            if before is None:
                records.insert([SavedView(workbook.new_id(), room, name, definition)])
            else:
                records.update([Change(before, replace(before, name=name, definition=definition))])
    return name


def drop(session: Session, view_id: str, origin: Origin) -> None:
    """Take a view away, as one step; undo brings it back."""
    workbook = session.workbook
    with explained(workbook.path):
        view = workbook.saved_views.get(view_id)
        if view is not None:
            with workbook.step(StepKind.DELETE_VIEW, origin, {"view": view.name}):
                workbook.saved_views.delete([view_id])
