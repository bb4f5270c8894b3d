"""What the views of the week room share that show a sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult

from salesops_tui.domain.figures import Figure
from salesops_tui.ui.views.view import View
from salesops_tui.ui.widgets.figure_sheet import FigureSheet

if TYPE_CHECKING:
    from salesops_tui.ui.screens.week import WeekRoom


class WeekView(View):
    """One sheet about the week and the people that the room is at."""

    @property
    def room(self) -> WeekRoom:
        """The room it belongs to."""
        from salesops_tui.ui.screens.week import WeekRoom

        assert isinstance(self.screen, WeekRoom)
        return self.screen

    def compose(self) -> ComposeResult:
        """The sheet and nothing else."""
        yield FigureSheet()

    @property
    def sheet(self) -> FigureSheet:
        """The lines."""
        return self.query_one(FigureSheet)

    @property
    def figure(self) -> Figure | None:
        """The figure under the cursor."""
        return self.sheet.stop.figure if self.sheet.stop is not None else None

    def take_focus(self) -> None:
        """Let the keys come to the sheet."""
        self.sheet.focus()

    def on_figure_sheet_chosen(self) -> None:
        """The line under the cursor was clicked again."""
        self.room.action_open()
