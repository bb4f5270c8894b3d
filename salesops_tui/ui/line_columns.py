"""Lines of a sheet in two columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.cells import cell_len

from salesops_tui.ui.widgets.figure_sheet import FigureLine, Span


def beside(left: Sequence[FigureLine], right: Sequence[FigureLine], width: int) -> Iterator[FigureLine]:
    """Two columns of lines; the left one is so wide."""
    for place in range(max(len(left), len(right))):
        line = list(left[place]) if place < len(left) else []
        if place < len(right):
            line.append(Span(" " * max(width - sum(cell_len(span.text) for span in line), 0)))
            line += right[place]
        yield line
