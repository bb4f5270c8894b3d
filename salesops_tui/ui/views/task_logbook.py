"""What was done and dropped, week by week."""

from __future__ import annotations

from datetime import date, timedelta
from typing import ClassVar

from textual.binding import BindingType

from salesops_tui.domain.weeks import Week
from salesops_tui.formats import number
from salesops_tui.i18n import _, ngettext
from salesops_tui.services import task_lists
from salesops_tui.ui.commands import EARLIER, LATER, bindings
from salesops_tui.ui.task_commands import LOGBOOK, MARK_TASK
from salesops_tui.ui.views.task_rows_view import TaskRowsView
from salesops_tui.ui.views.view import Loaded
from salesops_tui.ui.widgets.task_rows import TaskRows


class LogbookView(TaskRowsView):
    """The ended tasks of a week, the newest day first."""

    COMMAND = LOGBOOK
    OFFERED = (EARLIER, LATER, MARK_TASK, *TaskRows.OFFERED)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings((EARLIER, LATER))]

    day: date | None = None
    """A day of the week that is shown; None for this week."""

    async def load(self, filter_line: str, follow: str | None) -> Loaded:
        """Ask for the week and draw it."""
        day = self.day or self.room.workbench.clock.today()
        found = await self.room.call(task_lists.logbook, filter_line, day)
        self.rows.show(
            found.lines,
            found.rows,
            found.today,
            empty=_("Nothing was done or dropped in this week. [ goes back to the week before."),
            follow=follow,
        )
        week = Week.of(found.span.first)
        done = ngettext("{number} done", "{number} done", found.done).format(number=number(found.done))
        dropped = ngettext("{number} dropped", "{number} dropped", found.dropped).format(number=number(found.dropped))
        return Loaded(found.standing, "", f"{week} · {done} · {dropped}")

    def action_period(self, by: int) -> None:
        """The week before or after; none beyond today's."""
        today = self.room.workbench.clock.today()
        self.day = min((self.day or today) + timedelta(days=7 * by), today)
        self.room.reload()
