"""The tasks room: four quadrants, and the same tasks in other orders."""

from __future__ import annotations

from typing import ClassVar, cast

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType

from salesops_tui.i18n import _
from salesops_tui.ui.commands import bindings
from salesops_tui.ui.screens.quick_adding import QuickAdding
from salesops_tui.ui.screens.task_room import TaskRoom
from salesops_tui.ui.screens.views_room import ViewsRoom
from salesops_tui.ui.task_commands import ADD_TASK, FILTER_TASKS, LOGBOOK, TASK_VIEWS, TASKS
from salesops_tui.ui.views.task_view import TaskView
from salesops_tui.ui.widgets.quick_add_line import QuickAddLine


class TasksRoom(ViewsRoom, TaskRoom, QuickAdding):
    """The views of the tasks, with the filter above them."""

    KEY = "4"
    OFFERED = TASKS
    ASKING = (ADD_TASK, FILTER_TASKS)
    VIEWS = TASK_VIEWS
    CLASSES: ClassVar = {
        "grid": "task_grid:TaskGridView",
        "list": "task_list:TaskListView",
        "logbook": "task_logbook:LogbookView",
        "review": "task_review:ReviewView",
        "plans": "plans:PlansView",
    }
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(TASKS)]

    def __init__(self) -> None:
        super().__init__("grid")

    def compose_room(self) -> ComposeResult:
        """The views, and the line for new tasks."""
        yield from super().compose_room()
        yield QuickAddLine()

    def take_focus(self) -> None:
        """Let the keys come to the view again."""
        self.view.take_focus()

    def filter_hint(self) -> str:
        """What may be typed into the filter."""
        return _("@owner  #tag  <fri  overdue  deal:huadong  any word")

    @property
    def chosen_tasks(self) -> tuple[str, ...]:
        """The marked tasks of the view; without any, the one under its cursor."""
        view = cast("TaskView", self.view)
        return view.marked or ((view.task_id,) if view.task_id is not None else ())

    def unmark(self) -> None:
        """What was marked has been acted on."""
        self.view.unmark()

    def action_open(self) -> None:
        """Open the task under the cursor, or what is behind the line."""
        view = cast("TaskView", self.view)
        if view.task_id is not None:
            self.open_task(view.task_id)
        else:
            view.choose()

    @work(group="page", exclusive=True)
    async def action_kept_filters(self) -> None:
        """Keep the filter under a name, or go back to one that was kept."""
        from salesops_tui.ui.dialogs.kept_views import KeptViewsScreen
        from salesops_tui.ui.keepings import task_filters

        chosen = await self.app.push_screen_wait(KeptViewsScreen(task_filters(self.filter.text)))
        if chosen is not None:
            await self.filter.put(chosen.filter_line)
        self.reload()

    @work(group="page", exclusive=True)
    async def action_export(self) -> None:
        """Write the tasks under the filter to a file."""
        from salesops_tui.ui.dialogs.task_export import TaskExportScreen

        ended = self.view.COMMAND is LOGBOOK
        written = await self.app.push_screen_wait(TaskExportScreen(self.filter.text, ended=ended))
        if written is not None:
            self.workbench.say(_("Written: {path}").format(path=written))

    def on_mount(self) -> None:
        """Draw the first view."""
        self.open_first()
