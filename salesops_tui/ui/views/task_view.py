"""What all views of the tasks room share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from salesops_tui.ui.views.view import View

if TYPE_CHECKING:
    from salesops_tui.ui.screens.tasks import TasksRoom


class TaskView(View):
    """One way of seeing the tasks: it answers for the task under its cursor, and for those that are marked."""

    @property
    def room(self) -> TasksRoom:
        """The room it belongs to."""
        from salesops_tui.ui.screens.tasks import TasksRoom

        assert isinstance(self.screen, TasksRoom)
        return self.screen

    @property
    def task_id(self) -> str | None:
        """The task under the cursor."""
        return None

    @property
    def record_id(self) -> str | None:
        """The task under the cursor."""
        return self.task_id
