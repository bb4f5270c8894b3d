"""The charts of a report: how much of the target is won, what became of the pipeline, the funnel, the last weeks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from salesops_tui.domain.figures import Figure, Unit
from salesops_tui.domain.money import to_major
from salesops_tui.domain.written import ChartKind, WrittenChart, WrittenSeries
from salesops_tui.formats import figure_value, percent
from salesops_tui.i18n import _
from salesops_tui.services.change_words import bar_title
from salesops_tui.services.week.report import WeekReport
from salesops_tui.services.week.results import ResultRow
from salesops_tui.services.week.trend import WeekWon


def result_charts(report: WeekReport) -> Iterator[WrittenChart]:
    """Completion bars, for all and for each who has a target; and what the last weeks brought."""
    whole = next(result.figure for result in report.results if result.row is ResultRow.ATTAINMENT)
    bars = [(report.scope.name or _("Everybody"), whole), *((one.name, one.attainment) for one in report.completions)]
    known = [(name, figure) for name, figure in bars if figure.value is not None]
    if known:
        yield WrittenChart(
            "completion",
            _("Target of the month won"),
            ChartKind.BARS,
            tuple(name for name, _figure in known),
            (_series(_("Won"), [figure for _name, figure in known]),),
        )
    chart = trend_chart(report.trend, hidden=report.hides_amounts)
    if chart is not None:
        yield chart


def trend_chart(weeks: Sequence[WeekWon], *, hidden: bool = False) -> WrittenChart | None:
    """What each of some weeks brought; None where none brought anything."""
    if not any(one.won.value for one in weeks):
        return None
    return WrittenChart(
        "trend",
        _("Won in the last {number} weeks").format(number=len(weeks)),
        ChartKind.TREND,
        tuple(str(one.week) for one in weeks),
        (_series(_("Won"), [one.won for one in weeks], hidden=hidden),),
    )


def progress_charts(report: WeekReport) -> Iterator[WrittenChart]:
    """What led from the pipeline at the start of the week to that at its end; and the funnel of twelve months."""
    pipeline = report.pipeline
    if pipeline.bars:
        figures = [pipeline.start, *(figure for _bar, figure in pipeline.bars), pipeline.end]
        yield WrittenChart(
            "ledger",
            _("Open pipeline, from the start of the week to its end"),
            ChartKind.WATERFALL,
            (_("Start"), *(bar_title(bar) for bar, _figure in pipeline.bars), _("End")),
            (_series(_("Amount"), figures, hidden=report.hides_amounts),),
        )
    shares = [step.share for step in report.funnel]
    if shares and shares[0].value is not None:
        yield WrittenChart(
            "funnel",
            _("Funnel of twelve months, beside the course's shares"),
            ChartKind.FUNNEL,
            tuple(step.stage for step in report.funnel),
            (
                _series(_("Own"), shares),
                _shares(_("Average"), [share.benchmark for share in shares]),
                _shares(_("Excellent"), [share.excellent for share in shares]),
            ),
        )


def _series(name: str, figures: Sequence[Figure], *, hidden: bool = False) -> WrittenSeries:
    """The figures as they are drawn; amounts that are not to be told are drawn as shares of the largest."""
    values = tuple(_drawn(figure) for figure in figures)
    if hidden:
        largest = max((abs(value) for value in values if value is not None), default=Fraction(0))
        scaled = tuple(value / largest if value is not None and largest else value for value in values)
        return WrittenSeries(name, scaled, tuple("" for _value in values))
    return WrittenSeries(name, values, tuple(figure_value(figure, compact=True) for figure in figures))


def _drawn(figure: Figure) -> Fraction | None:
    if figure.value is None or figure.unit is not Unit.MONEY or figure.currency is None:
        return figure.value
    major: Decimal = to_major(round(figure.value), figure.currency)
    return Fraction(major)


def _shares(name: str, shares: Sequence[Fraction | None]) -> WrittenSeries:
    return WrittenSeries(name, tuple(shares), tuple(percent(share, 0) if share is not None else "" for share in shares))
