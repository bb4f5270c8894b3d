"""All meetings, and what they decided."""

from __future__ import annotations

from typing import Final

from salesops_tui.domain.steps import Origin
from salesops_tui.i18n import _
from salesops_tui.services.meetings import writing
from salesops_tui.services.session import Session
from salesops_tui.services.standing import Standing, standing
from salesops_tui.storage.repositories.meetings import FoundDecision, ListedMeeting
from salesops_tui.ui.meeting_commands import MINUTES
from salesops_tui.ui.meeting_lists import listed_lines
from salesops_tui.ui.views.meeting_view import MeetingView
from salesops_tui.ui.views.view import Loaded

_MOST: Final = 300
"""Meetings and decisions that are listed, the newest."""


class MinutesView(MeetingView):
    """The newest first; the filter is a search in titles, notes and decisions."""

    COMMAND = MINUTES

    async def load(self, filter_line: str, follow: str | None) -> Loaded:
        """Search, and draw what was found."""
        words = filter_line.strip()
        meetings, decisions, stands = await self.room.call(_found, words)
        self.sheet.show(lambda width: list(listed_lines(meetings, decisions, words, width)))
        found = _("{meetings} meetings, {decisions} decisions").format(meetings=len(meetings), decisions=len(decisions))
        return Loaded(stands, found if words else "", "")

    def choose(self) -> None:
        """Enter opens the meeting, or that of the decision."""
        if self.key[0] in ("meeting", "decision"):
            self.room.open_meeting(self.key[1])

    def drop(self) -> None:
        """Take the meeting away."""
        if self.key[0] == "meeting":
            self.room.write(writing.drop_meeting, self.key[1], Origin.SCREEN)
        else:
            self.room.workbench.say(_("There is no meeting under the cursor."))


def _found(session: Session, words: str) -> tuple[list[ListedMeeting], list[FoundDecision], Standing]:
    meetings = session.workbook.meetings
    decisions = meetings.decisions(words, _MOST) if words else []
    return meetings.listed(words, _MOST), decisions, standing(session)
