"""Finding meetings: as tables, and one by a part of its name."""

from __future__ import annotations

from typing import Final

from salesops_tui.domain.sheets import Sheet, SheetColumn, Value
from salesops_tui.errors import UsageError
from salesops_tui.i18n import _
from salesops_tui.services.meetings.planning import overdue, upcoming
from salesops_tui.services.session import Session

MOST: Final = 1000
SHORTEST_ID: Final = 8
"""The last letters of an identifier that tell a meeting on the command line."""


def tables(session: Session, words: str, *, upcoming_only: bool) -> list[Sheet]:
    """What is overdue and to come; and those that were, with the decisions in which the words occur."""
    found = [_upcoming(session, words)]
    if not upcoming_only:
        found += [_held(session, words), _decisions(session, words)]
    return found


def meeting_named(session: Session, name: str) -> str:
    """The identifier of the meeting that is meant: by the end of its identifier, or the newest with words in it.

    Raises UsageError.
    """
    wanted = name.strip()
    listed = session.workbook.meetings.listed("", MOST)
    by_id = [one.id for one in listed if len(wanted) >= 4 and one.id.endswith(wanted)]
    if len(by_id) == 1:
        return by_id[0]
    found = session.workbook.meetings.listed(wanted, 1) if wanted else []
    if not found:
        raise UsageError(_("There is no meeting “{name}”: salesops meetings lists them.").format(name=name))
    return found[0].id


def _upcoming(session: Session, words: str) -> Sheet:
    late = {(due.day, due.title) for due in overdue(session)}
    rows: list[tuple[Value, ...]] = [
        (
            due.day,
            due.at.strftime("%H:%M") if due.at is not None else None,
            due.title,
            due.minutes,
            _("overdue") if (due.day, due.title) in late else _("planned") if due.meeting_id is not None else None,
            due.meeting_id[-SHORTEST_ID:] if due.meeting_id is not None else None,
        )
        for due in (*overdue(session), *upcoming(session))
        if words.casefold() in due.title.casefold()
    ]
    columns = (
        SheetColumn("day", _("Day")),
        SheetColumn("at", _("Time")),
        SheetColumn("title", _("Meeting")),
        SheetColumn("minutes", _("Length, min"), is_number=True),
        SheetColumn("state", _("State")),
        SheetColumn("id", _("Identifier")),
    )
    return Sheet("upcoming", _("To come"), columns, tuple(rows))


def _held(session: Session, words: str) -> Sheet:
    rows: list[tuple[Value, ...]] = [
        (
            one.held_on,
            one.title,
            round(one.seconds / 60) if one.seconds else None,
            one.people,
            one.decisions,
            one.id[-SHORTEST_ID:],
        )
        for one in session.workbook.meetings.listed(words, MOST)
        if one.is_held
    ]
    columns = (
        SheetColumn("day", _("Day")),
        SheetColumn("title", _("Meeting")),
        SheetColumn("minutes", _("Length, min"), is_number=True),
        SheetColumn("people", _("People"), is_number=True),
        SheetColumn("decisions", _("Decisions"), is_number=True),
        SheetColumn("id", _("Identifier")),
    )
    return Sheet("held", _("Held"), columns, tuple(rows))


def _decisions(session: Session, words: str) -> Sheet:
    rows: list[tuple[Value, ...]] = [
        (one.decided_on, one.text, one.meeting) for one in session.workbook.meetings.decisions(words, MOST)
    ]
    columns = (
        SheetColumn("day", _("Day")),
        SheetColumn("decision", _("Decision")),
        SheetColumn("meeting", _("Meeting")),
    )
    return Sheet("decisions", _("Decisions"), columns, tuple(rows))
