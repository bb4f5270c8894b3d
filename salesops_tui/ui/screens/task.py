"""A task on a page of its own."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from salesops_tui.domain.steps import Origin
from salesops_tui.i18n import _
from salesops_tui.services import task_changes
from salesops_tui.services.task_page import TaskPage, read_task
from salesops_tui.services.task_words import quadrant_title
from salesops_tui.services.tasks import TaskRefused
from salesops_tui.ui.commands import REDO, UNDO, Command, bindings
from salesops_tui.ui.screens.record_page import RecordPage
from salesops_tui.ui.screens.task_room import TaskRoom
from salesops_tui.ui.task_commands import (
    DELEGATE,
    DROP,
    EDIT_TASK,
    FINISH,
    MOVE,
    PARK,
    PUSH_TASK,
    RECUR,
    REOPEN_TASK,
    TICK_LINE,
)
from salesops_tui.ui.task_lines import page_lines
from salesops_tui.ui.widgets.figure_sheet import FigureSheet
from salesops_tui.ui.widgets.title_line import TitleLine


class TaskScreen(RecordPage, TaskRoom):
    """One task; what can be done with it is one key away, esc goes back."""

    GONE = TaskRefused
    KEY = "4"
    OFFERED: ClassVar[tuple[Command, ...]] = (
        EDIT_TASK, FINISH, MOVE, DELEGATE, *(replace(command, footer=True) for command in (PUSH_TASK, PARK, RECUR)), TICK_LINE,
        DROP, REOPEN_TASK, UNDO, REDO,
    )  # fmt: skip
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(OFFERED),
        Binding("enter", "choose", show=False),
    ]

    def __init__(self, page: TaskPage) -> None:
        super().__init__()
        self.page = page

    def compose_room(self) -> ComposeResult:
        """The task in one line, and all of it below."""
        yield TitleLine()
        yield FigureSheet()

    def on_mount(self) -> None:
        """Draw the page that was read before the screen was there."""
        self.query_one(FigureSheet).focus()
        self.draw()

    @property
    def chosen_tasks(self) -> tuple[str, ...]:
        """The task of the page."""
        return (self.page.task.id,)

    def draw(self) -> None:
        """Draw the page as it was read."""
        page = self.page
        self.version = page.standing.version
        self.tell_state(page.standing.undoable)
        self.query_one(TitleLine).tell(page.task.title, page.deal or page.account, quadrant_title(page.quadrant))
        zone = self.workbench.clock.zone
        self.query_one(FigureSheet).show(lambda width: list(page_lines(page, width, zone)))

    async def read(self) -> None:
        """Ask for the page again."""
        self.page = await self.call(read_task, self.page.task.id)

    @property
    def _here(self) -> tuple[str, Any]:
        """What the cursor stands on: which field, or which line of the checklist."""
        stop = self.query_one(FigureSheet).stop
        key = stop.key if stop is not None else None
        return key if isinstance(key, tuple) else ("", None)

    def action_tick(self) -> None:
        """Tick the line of the checklist under the cursor, or untick it."""
        kind, place = self._here
        if kind == "item":
            self.write(task_changes.tick, self.page.task.id, place, Origin.SCREEN)
        else:
            self.workbench.say(_("The cursor is on no line of a checklist."))

    def action_choose(self) -> None:
        """Tick the line, open the deal, or edit."""
        kind, _place = self._here
        if kind == "item":
            self.action_tick()
        elif kind == "deal" and self.page.task.deal_id is not None:
            self.open_deal(self.page.task.deal_id)
        else:
            self.action_edit()

    def on_figure_sheet_chosen(self) -> None:
        """A line was clicked again."""
        self.action_choose()
