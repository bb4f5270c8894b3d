"""Where the minutes of meetings went."""

from __future__ import annotations

from textual import work

from salesops_tui.errors import SalesopsError
from salesops_tui.services.meetings.proposals import proposed_template
from salesops_tui.services.meetings.times import meeting_times
from salesops_tui.ui.meeting_commands import MEETING_TIMES
from salesops_tui.ui.meeting_lists import times_lines
from salesops_tui.ui.template_keeping import keep
from salesops_tui.ui.views.meeting_view import MeetingView
from salesops_tui.ui.views.view import Loaded


class MeetingTimesView(MeetingView):
    """Planned against taken, kind by kind; enter keeps better minutes as the team's own template."""

    COMMAND = MEETING_TIMES

    async def load(self, filter_line: str, follow: str | None) -> Loaded:
        """Ask for the times and draw them."""
        found = await self.room.call(meeting_times)
        self.sheet.show(lambda width: list(times_lines(found, width)))
        return Loaded(found.standing)

    @property
    def template(self) -> str | None:
        """The kind under the cursor."""
        return self.key[1] if self.key[0] == "kind" else None

    def choose(self) -> None:
        """Enter: keep what is proposed."""
        if self.template is not None:
            self._keep(self.template)

    @work(group="page", exclusive=True)
    async def _keep(self, key: str) -> None:
        try:
            told = await keep(await self.room.call(proposed_template, key))
        except SalesopsError as error:
            self.room.workbench.say_error(error)
        else:
            self.room.workbench.say(told)
            self.room.reload()
