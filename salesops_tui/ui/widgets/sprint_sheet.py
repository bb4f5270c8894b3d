"""The sheet of the hygiene sprint: a deal with the keys below it, or how the sprint ended."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from salesops_tui.services.hygiene import Ending, SprintCard
from salesops_tui.ui import sprint_lines
from salesops_tui.ui.commands import Command
from salesops_tui.ui.sprint import Sprint
from salesops_tui.ui.widgets.figure_sheet import FigureLine, FigureSheet


class SprintSheet(FigureSheet):
    """A figure sheet that fills its height: the keys stand at its foot."""

    def show_card(self, card: SprintCard, sprint: Sprint, hints: Sequence[Command]) -> None:
        """Draw a deal, and what the keys do."""
        mended, total = sprint.mended, sprint.total

        def build(width: int) -> list[FigureLine]:
            height = self.size.height
            foot = sprint_lines.keys(hints, width) if hints else []
            head = sprint_lines.progress(mended, total, width)
            lines = [head, *sprint_lines.card(card, width, height - len(foot) - 2)]
            blanks: list[FigureLine] = [()] * max(height - len(lines) - len(foot), 0)
            return [*lines, *blanks, *foot]

        self.show(build)

    def show_end(self, ending: Ending, sprint: Sprint, today: date) -> None:
        """Draw what is told at the end."""
        mended, total = sprint.mended, sprint.total
        self.show(lambda width: sprint_lines.finished(mended, total, ending.next_day, today, width))
