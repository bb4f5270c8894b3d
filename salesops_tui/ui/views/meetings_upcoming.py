"""What is to come, what is overdue, and what the cadence takes."""

from __future__ import annotations

from textual import work

from salesops_tui.domain.steps import Origin
from salesops_tui.errors import SalesopsError
from salesops_tui.i18n import _, ngettext
from salesops_tui.services.meetings import planning, writing
from salesops_tui.services.meetings.planning import Due
from salesops_tui.services.session import Session
from salesops_tui.services.standing import standing
from salesops_tui.ui.meeting_commands import UPCOMING
from salesops_tui.ui.meeting_lists import Upcoming, upcoming_lines
from salesops_tui.ui.views.meeting_view import MeetingView
from salesops_tui.ui.views.view import Loaded


class UpcomingView(MeetingView):
    """Dates of the next weeks; enter opens the meeting of a date."""

    COMMAND = UPCOMING

    _seen: Upcoming | None = None

    async def load(self, filter_line: str, follow: str | None) -> Loaded:
        """Ask for the dates and draw them."""
        seen, stands = await self.room.call(lambda session: (_upcoming(session, filter_line), standing(session)))
        self._seen = seen
        self.sheet.show(lambda width: list(upcoming_lines(seen, width)))
        count = len(seen.due)
        told = ngettext("{number} meeting to come", "{number} meetings to come", count).format(number=count)
        return Loaded(stands, "", told)

    def _due(self) -> Due | None:
        kind, _dash, place = self.key[0].partition("-")
        if self._seen is None or not place:
            return None
        return (self._seen.overdue if kind == "late" else self._seen.due)[int(place)]

    def choose(self) -> None:
        """Enter: the meeting of the date, made out of the cadence where it is not there yet."""
        if (due := self._due()) is not None:
            self._hold(due)

    @work(group="page", exclusive=True)
    async def _hold(self, due: Due) -> None:
        try:
            meeting_id = await self.room.call(planning.hold, due, Origin.SCREEN)
        except SalesopsError as error:
            self.room.workbench.say_error(error)
            return
        self.room.open_meeting(meeting_id)

    def drop(self) -> None:
        """Take the planned meeting away, or the one that comes back out of the cadence."""
        due = self._due()
        if due is None:
            self.room.workbench.say(_("There is no meeting under the cursor."))
        elif due.meeting_id is not None:
            self.room.write(writing.drop_meeting, due.meeting_id, Origin.SCREEN)
        else:
            self.room.write(planning.drop_series, due.series_id, Origin.SCREEN)


def _upcoming(session: Session, words: str) -> Upcoming:
    wanted = words.casefold().strip()
    due, late = (
        tuple(one for one in found if wanted in one.title.casefold())
        for found in (planning.upcoming(session), planning.overdue(session))
    )
    today = session.clock.today()
    return Upcoming(due, late, planning.load(session, today), today)
