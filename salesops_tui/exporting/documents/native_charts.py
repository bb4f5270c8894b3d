"""A document's charts as Excel draws them itself; a Word document takes the same ones over."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import accumulate
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from salesops_tui.domain.written import ChartKind, WrittenChart
from salesops_tui.exporting.values import decimal_of
from salesops_tui.exporting.workbooks import Formats, writable

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

OWN: Final = "#2F6DB5"
AVERAGE: Final = "#B8BEC8"
EXCELLENT: Final = "#7FB58A"
MORE: Final = "#3E9C5C"
LESS: Final = "#C6483D"
_COLOURS: Final = (OWN, AVERAGE, EXCELLENT)


class Column(NamedTuple):
    """One series of a chart as it is drawn."""

    name: str
    values: Sequence[Fraction | None]
    colour: str | None
    """None for what only carries another series."""


def columns(chart: WrittenChart, more: str = "+", less: str = "−") -> list[Column]:
    """The series of a chart; a waterfall's floats above what carries it."""
    if chart.kind is not ChartKind.WATERFALL:
        return [
            Column(series.name, series.values, _COLOURS[place % len(_COLOURS)])
            for place, series in enumerate(chart.series)
        ]
    values = [value or Fraction(0) for value in chart.series[0].values]
    levels = list(accumulate(values[:-1]))
    inner = range(1, len(values) - 1)
    nothing: list[Fraction | None] = [None] * len(values)
    carried, balance, up, down = (list(nothing) for _series in range(4))
    balance[0], balance[-1] = values[0], values[-1]
    for place in inner:
        carried[place] = min(levels[place - 1], levels[place])
        (up if values[place] >= 0 else down)[place] = abs(values[place])
    return [
        Column("", carried, None),
        Column(chart.series[0].name, balance, OWN),
        Column(more, up, MORE),
        Column(less, down, LESS),
    ]


def add_chart(book: Workbook, page: Worksheet, row: int, chart: WrittenChart, formats: Formats) -> Any:
    """Write a chart's values from a row of a worksheet on, and make the chart of them."""
    is_share = chart.kind in (ChartKind.BARS, ChartKind.FUNNEL)
    pattern = formats.number("0.0%" if is_share else "#,##0.##")
    page.write_string(row, 0, writable(chart.title), formats.of("head", bold=True, bottom=1))
    drawn = columns(chart)
    for place, column in enumerate(drawn, 1):
        page.write_string(row, place, writable(column.name), formats.of("head", bold=True, bottom=1))
    for line, label in enumerate(chart.labels, row + 1):
        page.write_string(line, 0, writable(label))
        for place, column in enumerate(drawn, 1):
            value = column.values[line - row - 1]
            if value is not None:
                page.write_number(line, place, float(decimal_of(value)), pattern)
    made = book.add_chart(_form(chart.kind))
    last = row + len(chart.labels)
    for place, column in enumerate(drawn, 1):
        fill: dict[str, Any] = {"none": True} if column.colour is None else {"color": column.colour}
        made.add_series(
            {
                "name": [page.name, row, place],
                "categories": [page.name, row + 1, 0, last, 0],
                "values": [page.name, row + 1, place, last, place],
                "fill": fill,
                "border": {"none": True},
                "gap": 60,
                **({"data_labels": {"value": True, "num_format": "0.0%"}} if is_share and place == 1 else {}),
            }
        )
    made.set_title({"name": writable(chart.title), "name_font": {"size": 11, "bold": True}, "overlay": False})
    if chart.kind is ChartKind.FUNNEL:
        made.set_legend({"position": "bottom"})
    else:
        made.set_legend({"none": True})
    axis = {
        "num_format": "0%" if is_share else "#,##0",
        "major_gridlines": {"visible": True, "line": {"color": "#E4E7EC"}},
    }
    upright = chart.kind in (ChartKind.WATERFALL, ChartKind.TREND)
    # The values of a lying chart run along its foot, and its first label stands at the top.
    (made.set_y_axis if upright else made.set_x_axis)(axis)
    if not upright:
        made.set_y_axis({"reverse": True, "crossing": "max"})
    made.set_size({"width": 620, "height": 300})
    return made


def _form(kind: ChartKind) -> dict[str, Any]:
    match kind:
        case ChartKind.WATERFALL:
            return {"type": "column", "subtype": "stacked"}
        case ChartKind.TREND:
            return {"type": "column"}
        case _:
            return {"type": "bar"}
