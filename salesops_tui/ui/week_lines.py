"""A week's report as lines of a sheet: the four sections, each with its figures, its sentence, and what is behind them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Final

from salesops_tui.domain.weeks import Trend
from salesops_tui.formats import figure_value, number
from salesops_tui.i18n import _, ngettext
from salesops_tui.services.explaining import reason
from salesops_tui.services.week.progress import Progress
from salesops_tui.services.week.report import WeekReport
from salesops_tui.services.week.results import Result, ResultRow
from salesops_tui.services.week.risks import RiskKind
from salesops_tui.services.week.words import (
    change_words,
    coming_words,
    deal_words,
    facts,
    progress_amount,
    progress_title,
    result_title,
    risk_title,
    risk_words,
    sentences,
)
from salesops_tui.storage.repositories.week_figures import ComingRow
from salesops_tui.ui.cells import cut, fit, wrap
from salesops_tui.ui.widgets.figure_sheet import FigureLine, Span, Stop
from salesops_tui.ui.widgets.headings import heading

_BLANK: Final[FigureLine] = ()
_TITLE: Final = 26
_VALUE: Final = 16
_BAR: Final = 20


def report_lines(report: WeekReport, width: int) -> Iterator[FigureLine]:
    """Everything, from top to bottom."""
    told = sentences(report)
    for fact in facts(report):
        yield (Span(f" {cut(fact, max(width - 1, 0))}", "muted"),)
    yield _BLANK
    yield heading(_("1 Results"), width)
    yield from _sentence(told[0], width)
    for result in report.results:
        yield _result(report, result, width)
    if report.leaders:
        leaders = " · ".join(f"{one.rank} {one.name} {figure_value(one.won, compact=True)}" for one in report.leaders)
        yield from _sentence(leaders, width, style="own")
    yield _BLANK
    yield heading(_("2 Deal progress"), width)
    yield from _sentence(told[1], width)
    for progress in report.pipeline.progress:
        yield _progress(progress, width)
        for deal in progress.deals:
            words = deal_words(deal, progress.figure.currency or report.pipeline.end.currency or "")
            stop = Stop(("deal", progress.row.value, deal.id), leads=True)
            yield (Span(f"     {cut(words, max(width - 5, 0))}", "muted", stop),)
    yield _BLANK
    yield heading(_("3 Risks"), width, number(len(report.risks)))
    yield from _sentence(told[2], width)
    yield from _risks(report, width)
    yield _BLANK
    yield heading(_("4 Next week"), width)
    yield from _sentence(told[3], width)
    yield from _ahead(report, width)


def _sentence(words: str, width: int, style: str = "plain") -> Iterator[FigureLine]:
    for line in wrap(words, max(width - 2, 1)):
        yield (Span(f" {line}", style),)


def _result(report: WeekReport, result: Result, width: int) -> FigureLine:
    stop = Stop(("figure", result.row.value), result.figure)
    words = change_words(result.change, str(report.compared.other)) or reason(result.figure)
    bar = _bar(result) if width >= _TITLE + _VALUE + _BAR + 8 else ()
    return (
        Span(f"   {fit(result_title(result.row), _TITLE)} ", "muted", stop),
        Span(f"{fit(figure_value(result.figure, compact=True), _VALUE)} ", "strong", stop),
        *bar,
        Span(cut(words, max(width - _TITLE - _VALUE - 6, 0)), _style(result)),
    )


def _bar(result: Result) -> Sequence[Span]:
    """The attainment and the pace as bars up to the whole."""
    value = result.figure.value
    if result.row not in (ResultRow.ATTAINMENT, ResultRow.PACE) or value is None:
        return ()
    full = min(round(_BAR * min(value, Fraction(1))), _BAR)
    return (Span("━" * full, "good" if value >= 1 else "own"), Span("─" * (_BAR - full) + " ", "rule"))


def _style(result: Result) -> str:
    change = result.change
    if change is None or isinstance(change.relative, Trend) or not change.relative:
        return "muted"
    return "good" if change.relative > 0 else "bad"


def _progress(one: Progress, width: int) -> FigureLine:
    stop = Stop(("progress", one.row.value), one.figure)
    deals = ngettext("{number} deal", "{number} deals", one.count).format(number=number(one.count))
    return (
        Span(f"   {fit(progress_title(one.row), _TITLE)} ", "muted", stop),
        Span(f"{fit(deals, _VALUE)} ", "strong", stop),
        Span(cut(progress_amount(one), max(width - _TITLE - _VALUE - 6, 0)), "plain"),
    )


def _risks(report: WeekReport, width: int) -> Iterator[FigureLine]:
    for kind in RiskKind:
        found = [risk for risk in report.risks if risk.kind is kind]
        if not found:
            continue
        yield (Span(f"   {cut(risk_title(kind), max(width - 3, 0))}", "accent"),)
        for risk in found:
            stop = Stop(("risk", kind.value, risk.deal_id, risk.task_id), leads=True)
            yield (Span("   ! ", "bad"), Span(cut(risk_words(risk), max(width - 5, 0)), "plain", stop))


def _ahead(report: WeekReport, width: int) -> Iterator[FigureLine]:
    groups: Sequence[tuple[str, str, Sequence[ComingRow]]] = (
        ("task", _("Important tasks"), report.ahead.tasks),
        ("step", _("Next steps due"), report.ahead.steps),
        ("task", _("Help wanted"), report.ahead.help),
    )
    for kind, title, rows in groups:
        if rows:
            yield (Span(f"   {cut(title, max(width - 3, 0))}", "accent"),)
        for row in rows:
            stop = Stop((kind, title, row.id), leads=True)
            yield (Span("   ▸ ", "muted"), Span(cut(coming_words(row, report), max(width - 5, 0)), "plain", stop))
