"""What the views share that list tasks one below the other."""

from __future__ import annotations

from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType

from salesops_tui.errors import SalesopsError
from salesops_tui.services.task_grid import described
from salesops_tui.ui.commands import bindings
from salesops_tui.ui.task_commands import MARK_TASK
from salesops_tui.ui.views.task_view import TaskView
from salesops_tui.ui.widgets.task_rows import TaskRows


class TaskRowsView(TaskView):
    """A list with a cursor and marks."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings((MARK_TASK,))]

    def compose(self) -> ComposeResult:
        """The list."""
        yield TaskRows()

    @property
    def rows(self) -> TaskRows:
        """The list."""
        return self.query_one(TaskRows)

    @property
    def task_id(self) -> str | None:
        """The task under the cursor."""
        return self.rows.task_id

    @property
    def marked(self) -> tuple[str, ...]:
        """The marked tasks."""
        return tuple(self.rows.marked)

    def unmark(self) -> None:
        """Take all marks away."""
        self.rows.unmark()

    def take_focus(self) -> None:
        """Let the keys come here."""
        self.rows.focus()

    def action_mark(self) -> None:
        """Mark the task under the cursor."""
        self.rows.toggle_mark()

    @work(group="rows")
    async def on_task_rows_needed(self, event: TaskRows.Needed) -> None:
        """Fetch the tasks that have come into sight."""
        try:
            rows = await self.room.call(described, event.task_ids)
        except SalesopsError as error:
            self.room.workbench.say_error(error)
        else:
            self.rows.add_rows(rows)

    def on_task_rows_open_wanted(self, event: TaskRows.OpenWanted) -> None:
        """The selected task was clicked."""
        self.room.open_task(event.task_id)
