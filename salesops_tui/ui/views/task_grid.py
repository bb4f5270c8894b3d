"""The tasks in four quadrants."""

from __future__ import annotations

from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType

from salesops_tui.errors import SalesopsError
from salesops_tui.formats import near_day, number
from salesops_tui.i18n import _, ngettext
from salesops_tui.services import task_grid
from salesops_tui.services.task_grid import GridSeen
from salesops_tui.ui.commands import bindings
from salesops_tui.ui.task_commands import GRID, MARK_TASK, MOVE_DOWN, MOVE_LEFT, MOVE_RIGHT, MOVE_UP
from salesops_tui.ui.views.task_view import TaskView
from salesops_tui.ui.views.view import Loaded
from salesops_tui.ui.widgets.quadrant_grid import QuadrantGrid

_OWN = (MARK_TASK, MOVE_LEFT, MOVE_RIGHT, MOVE_UP, MOVE_DOWN)


class TaskGridView(TaskView):
    """Do now, schedule, delegate, drop."""

    COMMAND = GRID
    OFFERED = (*_OWN, *QuadrantGrid.OFFERED)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(_OWN)]

    def compose(self) -> ComposeResult:
        """The grid."""
        yield QuadrantGrid()

    @property
    def _grid(self) -> QuadrantGrid:
        return self.query_one(QuadrantGrid)

    @property
    def task_id(self) -> str | None:
        """The task under the cursor."""
        return self._grid.chosen.id if self._grid.chosen is not None else None

    @property
    def marked(self) -> tuple[str, ...]:
        """The marked tasks, in the order in which they were."""
        return tuple(self._grid.marked)

    def unmark(self) -> None:
        """Take all marks away."""
        self._grid.unmark()

    def take_focus(self) -> None:
        """Let the keys come here."""
        self._grid.focus()

    async def load(self, filter_line: str, follow: str | None) -> Loaded:
        """Ask for the quadrants under a filter and draw them."""
        seen = await self.room.call(task_grid.view, filter_line, follow)
        self._grid.show(seen, filtered=bool(filter_line.strip()))
        found = sum(part.count for part in seen.quadrants)
        told = _("{found} of {all}").format(found=number(found), all=number(seen.open_count))
        return Loaded(seen.standing, told if filter_line.strip() else "", _summary(seen))

    @work(group="rows")
    async def on_quadrant_grid_needed(self, event: QuadrantGrid.Needed) -> None:
        """Fetch the tasks that have come into sight; another order meanwhile asks for its own."""
        seen = self._grid.seen
        try:
            rows = await self.room.call(task_grid.rows, self.room.filter.text, event.quadrant, event.first)
        except SalesopsError as error:
            self.room.workbench.say_error(error)
            return
        if self._grid.seen is seen:
            self._grid.add_rows(event.quadrant, event.first, rows)

    def on_quadrant_grid_move_wanted(self, event: QuadrantGrid.MoveWanted) -> None:
        """Tasks were dragged to another quadrant."""
        self.room.move_to(event.task_ids, event.quadrant)

    def on_quadrant_grid_open_wanted(self, event: QuadrantGrid.OpenWanted) -> None:
        """The selected task was clicked."""
        self.room.open_task(event.task_id)

    def action_mark(self) -> None:
        """Mark the task under the cursor."""
        self._grid.toggle_mark()

    def action_move_by(self, direction: str) -> None:
        """Bring the chosen tasks into the quadrant on a side of this one."""
        quadrant = self._grid.neighbour(direction)
        if quadrant is not None and (tasks := self.room.chosen_tasks):
            self.room.move_to(tasks, quadrant)


def _summary(seen: GridSeen) -> str:
    urgent = seen.quadrants[0].count
    told = [ngettext("{number} to do now", "{number} to do now", urgent).format(number=number(urgent))]
    if seen.late_count:
        told.append(
            ngettext("{number} overdue", "{number} overdue", seen.late_count).format(number=number(seen.late_count))
        )
    if seen.soon:
        day = near_day(seen.soon[-1].urgent_from or seen.today, seen.today)
        told.append(_("{number} turn urgent by {day}").format(number=number(seen.soon_count), day=day))
    return " · ".join(told)
