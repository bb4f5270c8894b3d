"""Where the board's columns and cards lie in a widget of some size."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from textual.geometry import Region, Size

from salesops_tui.ui.widgets.card_art import HEAD_LINES

_MINIMUM: Final = 18
"""The narrowest column, in cells; between two columns lies one more."""
_TALL: Final = 30
"""From so many lines on a card has four of them, else three; below it may lie a gap."""


@dataclass(frozen=True)
class Grid:
    """How many columns fit side by side and how many whole cards below each other, and where each begins."""

    size: Size = field(default_factory=Size)
    columns: int = 1
    """How many there are, in sight or not."""
    gap: int = 1
    """Empty lines below a card."""

    @property
    def shown(self) -> int:
        """How many columns fit."""
        return max(1, min(self.columns, (self.size.width + 1) // (_MINIMUM + 1)))

    @property
    def lines(self) -> int:
        """The lines of a card."""
        return 4 if self.size.height >= _TALL else 3

    @property
    def pitch(self) -> int:
        """The lines from one card to the next."""
        return self.lines + self.gap

    @property
    def fit(self) -> int:
        """How many whole cards fit."""
        return max(1, (self.size.height - HEAD_LINES + self.gap) // self.pitch)

    def span(self, place: int) -> tuple[int, int]:
        """Where a column in sight begins, and how wide it is; what cannot be shared out evenly goes to the first ones."""
        each, rest = divmod(self.size.width - (self.shown - 1), self.shown)
        return place * (each + 1) + min(place, rest), each + (place < rest)

    def card(self, place: int, row: int) -> Region:
        """Where a card in sight is drawn."""
        x, width = self.span(place)
        return Region(x, HEAD_LINES + row * self.pitch, width, self.lines).intersection(self.size.region)

    def head(self, place: int) -> Region:
        """Where the head of a column in sight is drawn."""
        x, width = self.span(place)
        return Region(x, 0, width, HEAD_LINES).intersection(self.size.region)

    def whole(self, place: int) -> Region:
        """Where a column in sight is drawn, with the gap beside it."""
        x, width = self.span(place)
        return Region(x, 0, width + 1, self.size.height).intersection(self.size.region)

    def place_at(self, x: int) -> int | None:
        """Which of the columns in sight lies there; None for the gap between two."""
        for place in range(self.shown):
            start, width = self.span(place)
            if start <= x < start + width:
                return place
        return None

    def row_at(self, y: int) -> int | None:
        """Which of the rows in sight lies there; None for the head and for the gap below a card."""
        row, line = divmod(y - HEAD_LINES, self.pitch)
        return row if y >= HEAD_LINES and line < self.lines else None
