"""The open tasks one below the other, by date or by person."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType

from salesops_tui.formats import number
from salesops_tui.i18n import _, ngettext
from salesops_tui.services import task_lists
from salesops_tui.services.task_lists import ListBy
from salesops_tui.ui.commands import GROUP, bindings
from salesops_tui.ui.task_commands import LIST, MARK_TASK
from salesops_tui.ui.views.task_rows_view import TaskRowsView
from salesops_tui.ui.views.view import Loaded
from salesops_tui.ui.widgets.task_rows import TaskRows


class TaskListView(TaskRowsView):
    """By date, or by person."""

    COMMAND = LIST
    OFFERED = (GROUP, MARK_TASK, *TaskRows.OFFERED)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings((GROUP,))]

    by = ListBy.DATE
    """What the headings are."""

    async def load(self, filter_line: str, follow: str | None) -> Loaded:
        """Ask for the list and draw it."""
        found = await self.room.call(task_lists.listing, filter_line, self.by, follow)
        empty = (
            _("No task under this filter. esc shows all again.")
            if filter_line.strip()
            else _("Nothing is to be done. a adds a task, i brings in a file.")
        )
        self.rows.show(found.lines, found.rows, found.today, empty=empty, follow=follow)
        told = _("{found} of {all}").format(found=number(found.count), all=number(found.all_count))
        summary = _("by date") if self.by is ListBy.DATE else _("by person")
        count = ngettext("{number} task", "{number} tasks", found.count).format(number=number(found.count))
        return Loaded(found.standing, told if filter_line.strip() else "", f"{count} · {summary}")

    def action_group(self) -> None:
        """The other headings."""
        self.by = ListBy.PERSON if self.by is ListBy.DATE else ListBy.DATE
        self.room.reload()
