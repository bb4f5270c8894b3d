"""Charts as lines of text, for a terminal and for plain text: the room colours the pieces, a file joins them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import accumulate
from typing import Final, NamedTuple

from rich.cells import cell_len, set_cell_size

from salesops_tui.domain.written import ChartKind, WrittenChart
from salesops_tui.terminal import printable

_LONGEST_BAR: Final = 60
_SHORTEST_BAR: Final = 8
_LONGEST_LABEL: Final = 22
_COLUMN_ROWS: Final = 4
_EIGHTHS: Final = " ▁▂▃▄▅▆▇█"


class Piece(NamedTuple):
    """A part of a line."""

    text: str
    role: str = "plain"
    """What it is, as the room's colours know it: plain, muted, strong, own, good, bad, average, excellent, rule."""


def chart_lines(chart: WrittenChart, width: int) -> Iterator[tuple[Piece, ...]]:
    """A chart in so many cells, without its title."""
    match chart.kind:
        case ChartKind.BARS:
            yield from _bars(chart, width)
        case ChartKind.WATERFALL:
            yield from _waterfall(chart, width)
        case ChartKind.FUNNEL:
            yield from _funnel(chart, width)
        case ChartKind.TREND:
            yield from _trend(chart, width)


def joined(pieces: Sequence[Piece]) -> str:
    """A line as plain text."""
    return "".join(piece.text for piece in pieces).rstrip()


def _bars(chart: WrittenChart, width: int) -> Iterator[tuple[Piece, ...]]:
    (own,) = chart.series
    labels, length = _room(chart.labels, own.words, width)
    for label, value, words in zip(labels, own.values, own.words, strict=True):
        share = value or Fraction(0)
        full = min(round(length * share), length)
        style = "good" if share >= 1 else "own"
        yield (
            Piece(f"{label} ", "muted"),
            Piece("━" * full, style),
            Piece("─" * (length - full), "rule"),
            Piece(f" {words}", "strong"),
        )


def _waterfall(chart: WrittenChart, width: int) -> Iterator[tuple[Piece, ...]]:
    (own,) = chart.series
    values = [value or Fraction(0) for value in own.values]
    labels, length = _room(chart.labels, own.words, width)
    # The first and the last are balances; what lies between leads from the one to the other.
    levels = list(accumulate(values[:-1]))
    base = base_level(levels)
    top = max([*levels, base + 1])

    def place(level: Fraction) -> int:
        return round(length * (level - base) / (top - base))

    for number, (label, value, words) in enumerate(zip(labels, values, own.words, strict=True)):
        is_balance = number in (0, len(values) - 1)
        start = base if is_balance else levels[number - 1]
        end = value if is_balance else levels[number]
        left, right = sorted((place(start), place(end)))
        # Something always shows: a change of less than a cell is one cell.
        left, right = (left, right) if right > left else (min(left, length - 1), min(left, length - 1) + 1)
        yield (
            Piece(f"{label} ", "strong" if is_balance else "muted"),
            Piece(" " * left),
            Piece("█" * (right - left), "own" if is_balance else "good" if value >= 0 else "bad"),
            Piece(" " * (length - right)),
            Piece(f" {words}", "strong" if is_balance else "plain"),
        )


def base_level(levels: Sequence[Fraction]) -> Fraction:
    """Where the bars begin: nought, or closer to the levels where their changes would be lost otherwise."""
    low, high = min(levels), max(levels)
    if low < 0:
        return low
    return low - (high - low) if high and (high - low) * 2 < high and high > low else Fraction(0)


def _funnel(chart: WrittenChart, width: int) -> Iterator[tuple[Piece, ...]]:
    own, average, excellent = chart.series
    words = [
        "  ".join(word for word in (mine, f"│ {usual}" if usual else "", f"┆ {best}" if best else "") if word)
        for mine, usual, best in zip(own.words, average.words, excellent.words, strict=True)
    ]
    labels, length = _room(chart.labels, words, width)
    rows = zip(labels, own.values, average.values, excellent.values, words, strict=True)
    for label, value, usual, best, told in rows:
        full = round(length * min(value or Fraction(0), Fraction(1)))
        marks = {min(round(length * share), length - 1): sign for share, sign in ((best, "┆"), (usual, "│")) if share}
        below = usual is not None and value is not None and value < usual
        yield (Piece(f"{label} ", "muted"), *_marked(full, length, marks, "bad" if below else "own"), Piece(f" {told}"))


def _marked(full: int, length: int, marks: dict[int, str], style: str) -> Iterator[Piece]:
    """A bar with marks that stand in it or beyond its end."""
    for cell in range(length):
        if cell in marks:
            yield Piece(marks[cell], "average" if marks[cell] == "│" else "excellent")
        else:
            yield Piece("█", style) if cell < full else Piece(" ")


def _trend(chart: WrittenChart, width: int) -> Iterator[tuple[Piece, ...]]:
    """Columns, a few lines high, with the weeks below; the last column is the report's own week."""
    (own,) = chart.series
    values = [value or Fraction(0) for value in own.values]
    top = max([*values, Fraction(1, 10**6)])
    column = max(min((width - 1) // max(len(values), 1), 9), 4)
    heights = [round(8 * _COLUMN_ROWS * max(value, Fraction(0)) / top) for value in values]
    last = len(values) - 1
    for row in reversed(range(_COLUMN_ROWS)):
        yield tuple(
            Piece(
                (_EIGHTHS[max(0, min(height - 8 * row, 8))] * (column - 1)) + " ", "own" if place == last else "average"
            )
            for place, height in enumerate(heights)
        )
    labels = [label[-3:] for label in chart.labels]
    yield tuple(
        Piece(set_cell_size(label, column), "strong" if place == last else "muted")
        for place, label in enumerate(labels)
    )
    if any(own.words):
        highest = values.index(max(values))
        told = dict.fromkeys((highest, last))
        yield tuple(
            Piece(f"{labels[place]} {own.words[place]}  ", "strong" if place == last else "muted") for place in told
        )


def _room(labels: Sequence[str], words: Sequence[str], width: int) -> tuple[list[str], int]:
    """The labels, all of one width, and what is left for the bars."""
    plain = [printable(label) for label in labels]
    widest = min(max(map(cell_len, plain), default=0), _LONGEST_LABEL)
    told = max((cell_len(word) for word in words), default=0)
    length = max(min(width - widest - told - 2, _LONGEST_BAR), _SHORTEST_BAR)
    return [set_cell_size(label, widest) for label in plain], length
