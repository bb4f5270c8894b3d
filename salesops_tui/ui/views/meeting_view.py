"""What the views of the meetings room share: one sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult

from salesops_tui.ui.views.view import View
from salesops_tui.ui.widgets.figure_sheet import FigureSheet

if TYPE_CHECKING:
    from salesops_tui.ui.screens.meetings import MeetingsRoom


class MeetingView(View):
    """A sheet about meetings."""

    OFFERED = FigureSheet.OFFERED

    @property
    def room(self) -> MeetingsRoom:
        """The room it belongs to."""
        from salesops_tui.ui.screens.meetings import MeetingsRoom

        assert isinstance(self.screen, MeetingsRoom)
        return self.screen

    def compose(self) -> ComposeResult:
        """The sheet and nothing else."""
        yield FigureSheet()

    @property
    def sheet(self) -> FigureSheet:
        """The lines."""
        return self.query_one(FigureSheet)

    @property
    def key(self) -> tuple[str, ...]:
        """What the line under the cursor is about."""
        key = self.sheet.stop.key if self.sheet.stop is not None else None
        return key if isinstance(key, tuple) else ("",)

    @property
    def template(self) -> str | None:
        """The key of the template under the cursor."""
        return None

    def take_focus(self) -> None:
        """Let the keys come to the sheet."""
        self.sheet.focus()

    def on_figure_sheet_chosen(self) -> None:
        """The line under the cursor was clicked again."""
        self.room.action_open()
