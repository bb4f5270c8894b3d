"""Charts as shapes on a plane, in pixels: what a page draws as SVG."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate
from typing import Final

from rich.cells import cell_len

from salesops_tui.domain.written import ChartKind, WrittenChart
from salesops_tui.exporting.documents.text_charts import base_level
from salesops_tui.terminal import printable

WIDTH: Final = 680
_CELL: Final = 7.3
"""Pixels that one terminal cell of a label takes at the page's size of letters."""
_LONGEST_LABEL: Final = 170
_ROW: Final = 24
_BAR: Final = 14
_COLUMNS: Final = 150
"""The height of the columns of a trend."""
_GAP: Final = 8


@dataclass(frozen=True, slots=True)
class Box:
    """A filled rectangle."""

    x: float
    y: float
    width: float
    height: float
    role: str
    """What it stands for; the page's style gives it a colour."""


@dataclass(frozen=True, slots=True)
class Label:
    """Words at a place."""

    x: float
    y: float
    text: str
    anchor: str = "start"
    role: str = ""


@dataclass(frozen=True, slots=True)
class Stroke:
    """An upright line: a mark."""

    x: float
    top: float
    bottom: float
    role: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart's shapes."""

    title: str
    height: float
    boxes: tuple[Box, ...]
    strokes: tuple[Stroke, ...]
    labels: tuple[Label, ...]
    legend: tuple[tuple[str, str], ...] = ()
    """Role and name of what needs telling apart."""


def drawing(chart: WrittenChart) -> Drawing:
    """The shapes of a chart."""
    match chart.kind:
        case ChartKind.BARS:
            return _bars(chart)
        case ChartKind.WATERFALL:
            return _waterfall(chart)
        case ChartKind.FUNNEL:
            return _funnel(chart)
        case ChartKind.TREND:
            return _trend(chart)


def _bars(chart: WrittenChart) -> Drawing:
    (own,) = chart.series
    left, right = _sides(chart.labels, own.words)
    length = WIDTH - left - right
    boxes, labels = list[Box](), list(_row_labels(chart.labels, own.words))
    for place, value in enumerate(own.values):
        share = min(max(value or Fraction(0), Fraction(0)), Fraction(1))
        y = place * _ROW + (_ROW - _BAR) / 2
        boxes.append(Box(left, y, length, _BAR, "rest"))
        boxes.append(Box(left, y, float(length * share), _BAR, "more" if share >= 1 else "own"))
    return Drawing(chart.title, _ROW * len(chart.labels), tuple(boxes), (), tuple(labels))


def _waterfall(chart: WrittenChart) -> Drawing:
    (own,) = chart.series
    values = [value or Fraction(0) for value in own.values]
    left, right = _sides(chart.labels, own.words)
    length = WIDTH - left - right
    levels = list(accumulate(values[:-1]))
    base = base_level(levels)
    scale = length / float(max([*levels, base + 1]) - base)
    boxes = []
    for place, value in enumerate(values):
        is_balance = place in (0, len(values) - 1)
        start, end = (base, value) if is_balance else (levels[place - 1], levels[place])
        low, high = sorted((float(start - base) * scale, float(end - base) * scale))
        role = "own" if is_balance else "more" if value >= 0 else "less"
        boxes.append(Box(left + low, place * _ROW + (_ROW - _BAR) / 2, max(high - low, 1.5), _BAR, role))
    return Drawing(chart.title, _ROW * len(values), tuple(boxes), (), tuple(_row_labels(chart.labels, own.words)))


def _funnel(chart: WrittenChart) -> Drawing:
    own, average, excellent = chart.series
    left, right = _sides(chart.labels, own.words)
    length = WIDTH - left - right
    boxes, strokes = [], []
    for place, value in enumerate(own.values):
        y = place * _ROW + (_ROW - _BAR) / 2
        boxes.append(Box(left, y, float(length * min(value or Fraction(0), Fraction(1))), _BAR, "own"))
        for series, role in ((average, "average"), (excellent, "excellent")):
            share = series.values[place]
            if share is not None:
                strokes.append(Stroke(left + float(length * share), y - 3, y + _BAR + 3, role))
    return Drawing(
        chart.title,
        _ROW * len(chart.labels),
        tuple(boxes),
        tuple(strokes),
        tuple(_row_labels(chart.labels, own.words)),
        (("own", own.name), ("average", average.name), ("excellent", excellent.name)),
    )


def _trend(chart: WrittenChart) -> Drawing:
    (own,) = chart.series
    values = [max(value or Fraction(0), Fraction(0)) for value in own.values]
    top = max([*values, Fraction(1, 10**6)])
    column = WIDTH / max(len(values), 1)
    boxes, labels = [], []
    for place, (value, words, label) in enumerate(zip(values, own.words, chart.labels, strict=True)):
        height = float(_COLUMNS * value / top)
        middle = column * (place + 0.5)
        is_last = place == len(values) - 1
        boxes.append(
            Box(
                column * place + _GAP / 2,
                16 + _COLUMNS - height,
                column - _GAP,
                height,
                "own" if is_last else "average",
            )
        )
        labels.append(Label(middle, 16 + _COLUMNS + 16, label[-3:], "middle"))
        if words and value:
            labels.append(Label(middle, 12 + _COLUMNS - height, words, "middle", "small"))
    return Drawing(chart.title, _COLUMNS + 40, tuple(boxes), (), tuple(labels))


def _sides(labels: Sequence[str], words: Sequence[str]) -> tuple[float, float]:
    """What the labels take at the left, and the values at the right."""
    left = max((cell_len(printable(label)) for label in labels), default=0) * _CELL + _GAP
    right = max((cell_len(word) for word in words), default=0) * _CELL + _GAP
    return min(left, _LONGEST_LABEL), right


def _row_labels(labels: Sequence[str], words: Sequence[str]) -> Iterator[Label]:
    for place, (label, told) in enumerate(zip(labels, words, strict=True)):
        y = place * _ROW + _ROW / 2 + 4
        yield Label(0, y, printable(label))
        yield Label(WIDTH, y, told, "end", "strong")
