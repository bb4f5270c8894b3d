"""A sheet that stands beside others: up and down go from line to line, left and right from sheet to sheet."""

from __future__ import annotations

from textual.message import Message

from salesops_tui.ui.widgets.figure_sheet import FigureSheet


class PaneSheet(FigureSheet):
    """One of several sheets."""

    class Left(Message):
        """The sheet before or after is wanted."""

        def __init__(self, by: int) -> None:
            super().__init__()
            self.by = by

    def action_cursor(self, columns: int, rows: int) -> None:
        """To another line, or to another sheet."""
        if columns:
            self.post_message(self.Left(columns))
        else:
            super().action_cursor(columns, rows)
