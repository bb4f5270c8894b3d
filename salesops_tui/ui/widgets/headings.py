"""The head of a section in a sheet."""

from __future__ import annotations

from rich.cells import cell_len

from salesops_tui.ui.cells import cut
from salesops_tui.ui.widgets.figure_sheet import FigureLine, Span


def heading(title: str, width: int, note: str = "") -> FigureLine:
    """The head of a section, with a rule to the end of the line."""
    text = cut(f" {title} ", width)
    told = cut(f"{note} ", max(width - cell_len(text) - 2, 0)) if note else ""
    rule = "─" * max(width - cell_len(text) - cell_len(told) - 1, 0)
    return (Span(text, "title"), Span(rule, "rule"), Span(f" {told}" if told else "", "muted"))
