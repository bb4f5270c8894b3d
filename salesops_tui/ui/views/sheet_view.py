"""What the views of all rooms share that show nothing but a sheet."""

from __future__ import annotations

from textual.app import ComposeResult

from salesops_tui.domain.figures import Figure
from salesops_tui.ui.views.view import View
from salesops_tui.ui.widgets.figure_sheet import FigureSheet


class SheetView(View):
    """Lines with a cursor; what enter does on one, a second click on it does too."""

    OFFERED = FigureSheet.OFFERED

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

    async def on_figure_sheet_chosen(self) -> None:
        """The line under the cursor was clicked again."""
        await self.app.run_action("open", default_namespace=self.screen)
