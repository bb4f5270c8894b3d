"""What the views share that show nothing but a sheet of figures."""

from __future__ import annotations

from textual.app import ComposeResult

from salesops_tui.domain.figures import Figure
from salesops_tui.ui.views.deal_view import DealView
from salesops_tui.ui.widgets.figure_sheet import FigureSheet


class SheetView(DealView):
    """Figures with a cursor; what enter does on one, a second click on it does too."""

    def compose(self) -> ComposeResult:
        """The sheet and nothing else."""
        yield FigureSheet()

    @property
    def sheet(self) -> FigureSheet:
        """The figures."""
        return self.query_one(FigureSheet)

    @property
    def figure(self) -> Figure | None:
        """The figure under the cursor."""
        return self.sheet.stop.figure if self.sheet.stop is not None else None

    def take_focus(self) -> None:
        """Let the keys come to the sheet."""
        self.sheet.focus()

    def on_figure_sheet_chosen(self) -> None:
        """The figure under the cursor was clicked again."""
        self.room.action_open()
