"""Pieces that the funnel's lines are made of."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from fractions import Fraction
from itertools import zip_longest
from typing import Final

from rich.cells import cell_len

from salesops_tui.domain.figures import Figure, Unit
from salesops_tui.formats import amount_of, decimal, figure_value
from salesops_tui.i18n import language
from salesops_tui.services.funnel import StageLine
from salesops_tui.ui.cells import cut, wrap
from salesops_tui.ui.widgets.figure_sheet import FigureLine, Span, Stop

WIDE: Final = 116
"""From so many cells on there is room for more columns."""

GAP: Final = 2
"""Between two columns of the sheet."""

_MANY_DAYS: Final = 100

Lines = list[FigureLine]


def stage_name(line: StageLine) -> str:
    """The stage in the language in use."""
    return line.stage.name(language())


def muted(text: str) -> Span:
    """A text that explains a figure."""
    return Span(text, "muted")


def short_value(figure: Figure) -> str:
    """The value in few cells; money a day without these words, which the heading says, and many days without a half."""
    if figure.value is not None and figure.unit is Unit.MONEY_PER_DAY:
        return amount_of(figure.value, Unit.MONEY, figure.currency, compact=True)
    if figure.value is not None and figure.value >= _MANY_DAYS and figure.unit in (Unit.DAYS, Unit.WORKING_DAYS):
        return amount_of(Fraction(round(figure.value)), figure.unit, None)
    return figure_value(figure, compact=True)


def figure_span(
    figure: Figure, width: int, key: Hashable, *, strong: bool = False, faint: bool = False, leads: bool = False
) -> Span:
    """A figure at the right end of so many cells, where the cursor can stop."""
    style = "muted" if faint or figure.value is None else "strong" if strong else "plain"
    return Span(right(short_value(figure), width), style, Stop(key, figure, leads))


def right(text: str, width: int) -> str:
    """A text at the right end of so many cells; of nought cells, as it is."""
    text = cut(text, width) if width else text
    return " " * (width - cell_len(text)) + text


def interval(figure: Figure) -> str:
    """The bounds of a share made from few cases: ``(10.8–60.3)``, in per cent."""
    if figure.low is None or figure.high is None:
        return ""
    return f"({decimal(figure.low * 100, 1)}–{decimal(figure.high * 100, 1)})"


def share_or_nothing(share: Fraction | None) -> str:
    """A benchmark in per cent; nothing where the course says nothing."""
    return "" if share is None else amount_of(share, Unit.SHARE, None)


def cut_spans(spans: Sequence[Span], width: int) -> Iterator[Span]:
    """The spans as far as they fit into so many cells."""
    for span in spans:
        text = cut(span.text, max(width, 0))
        width -= cell_len(text)
        if text:
            yield Span(text, span.style, span.stop)


def beside(left: Lines, other: Lines, width: int) -> Lines:
    """Two columns, the left one as wide as told."""
    drawn: Lines = []
    for one, two in zip_longest(left, other, fillvalue=()):
        used = sum(cell_len(span.text) for span in one)
        drawn.append([*one, Span(" " * (width - used + GAP)), *two])
    return drawn


def indented(drawn: Lines) -> Lines:
    """The lines one cell away from the edge."""
    return [[Span(" "), *line] for line in drawn]


def paragraph(text: str, width: int, style: str = "plain") -> Lines:
    """A text in as many lines as it takes."""
    return [[Span(line, style)] for line in wrap(text, width)]
