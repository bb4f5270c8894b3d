"""The forecast in lines of figures: a grid of periods, and below it what the past says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from fractions import Fraction
from typing import Final

from rich.cells import cell_len

from salesops_tui.domain.figures import Figure, Missing, Unit
from salesops_tui.formats import figure_value, number, percent
from salesops_tui.i18n import _, ngettext
from salesops_tui.services.forecast.history import Past, PushedLine, Slippage, figure_of
from salesops_tui.services.forecast.lists import LEADING, push_words
from salesops_tui.services.forecast.past_forecasts import AccuracyLine
from salesops_tui.services.forecast.view import WEIGHTED, Column, ForecastView, Row
from salesops_tui.services.forecast.wording import lead_title, period_title, row_title, window_title
from salesops_tui.services.wording import category_title
from salesops_tui.terminal import printable
from salesops_tui.ui.cells import cut, fit
from salesops_tui.ui.widgets.figure_sheet import FigureLine, Span, Stop

_NARROWEST: Final = 10
_WIDEST: Final = 19
_BLOCKS: Final = (
    (Row.CLOSED, Row.COMMIT, Row.BEST_CASE, Row.PIPELINE, Row.OMITTED, Row.WEIGHTED),
    (Row.TARGET, Row.ATTAINMENT, Row.PACE, Row.SUBMITTED),
    (Row.COVERAGE, Row.REQUIRED, Row.GAP_EXPECTED, Row.TOTAL_COVERAGE, Row.OVERDUE),
    (Row.WEIGHTED_COMMIT, Row.WEIGHTED_BEST_CASE, Row.WEIGHTED_PIPELINE),
    (Row.STATED, Row.CREDIBLE),
    (Row.SLIPPED, Row.PUSHED),
)
_STRONG: Final = frozenset({Row.CLOSED, Row.ATTAINMENT, Row.COVERAGE})
_BESIDE: Final = 100
"""From so many cells on the naive forecast has room beside the submitted numbers."""
_BEHIND: Final = Fraction(9, 10)
"""Below such a pace a period is behind, not just a little late."""


def lines(seen: ForecastView, past: Past, width: int) -> Sequence[FigureLine]:
    """Everything, for so many cells."""
    if not seen.has_deals:
        return [[], _muted(_("No deals yet. Press i to bring in an export, or a to add a deal."), width)]
    if not seen.found:
        return [[], _muted(_("No deal fits the filter: esc shows all deals."), width)]
    return [
        *_Grid(seen, past, width).lines(),
        *_notes(seen, past, width),
        *_pushed(past.slippage, seen.today, width),
        *_accuracy(seen.accuracy, width),
    ]


class _Grid:
    """Rows of figures under the names of their periods: the first month and its quarter, then as many as there is room for."""

    def __init__(self, seen: ForecastView, past: Past, width: int) -> None:
        self._seen = seen
        self._past = past
        first, *others = seen.months
        quarter, *quarters = seen.quarters
        columns = [first, quarter, *others, *quarters]
        self._label = max(cell_len(_label(row)) for row in Row) + 2
        room = width - self._label - 1
        self._columns = columns[: max(room // _NARROWEST, 1)]
        self._cell = max(min(room // len(self._columns), _WIDEST), 1)
        # What cannot be shared out evenly goes to the names.
        self._label += max(room - self._cell * len(self._columns), 0)

    def lines(self) -> Iterator[FigureLine]:
        """The heads, then the rows in blocks."""
        yield self._line("", (self._head(column) for column in self._columns))
        yield self._line("", (Span(self._right(_days(column)), "muted") for column in self._columns))
        yield [Span(f" {'─' * (self._label - 1 + self._cell * len(self._columns) - 1)}", "rule")]
        for place, block in enumerate(_BLOCKS):
            if place:
                yield []
            if block[0] in WEIGHTED:
                yield _muted(_("Weighted"), self._label)
            for row in block:
                yield self._row(row)
                if row is Row.ATTAINMENT and self._seen.has_targets:
                    yield self._bars()

    def _bars(self) -> FigureLine:
        return self._line("", (span for column in self._columns for span in self._bar(column)))

    def _line(self, label: str, cells: Iterable[Span], style: str = "muted") -> FigureLine:
        return [Span(f" {fit(label, self._label - 1)}", style), *cells]

    def _head(self, column: Column) -> Span:
        style = "title" if column in self._columns[:2] else "strong"
        return Span(self._right(window_title(column.window, self._seen.today)), style)

    def _row(self, row: Row) -> FigureLine:
        return self._line(
            _label(row),
            (span for column in self._columns for span in self._span(row, column)),
            "strong" if row in _STRONG else "plain",
        )

    def _span(self, row: Row, column: Column) -> Iterator[Span]:
        figure = figure_of(column, self._past, row)
        if figure is None:
            yield Span(self._right("…" if self._is_awaited(row) else ""), "muted")
            return
        text, style = _told(figure, row, column)
        # The cursor takes the figure alone, with a blank at each side.
        filled = self._right(text)
        gap = len(filled) - len(filled.lstrip(" "))
        yield Span(filled[: max(gap - 1, 0)])
        stop = Stop((row, column.window), figure, row in LEADING)
        yield Span(filled[max(gap - 1, 0) :], style, stop)

    def _is_awaited(self, row: Row) -> bool:
        if row is Row.CREDIBLE:
            return self._past.credible is None
        return self._past.slippage is None

    def _right(self, text: str) -> str:
        text = cut(text, self._cell - 1)
        return " " * (self._cell - 1 - cell_len(text)) + text + " "

    def _bar(self, column: Column) -> Iterator[Span]:
        """How much of the target is won, as a line; past the end there is no more of it."""
        reached = column.figures[Row.ATTAINMENT].value
        if reached is None:
            yield Span(" " * self._cell)
            return
        size = self._cell - 3
        full = round(min(max(reached, Fraction(0)), Fraction(1)) * size)
        yield Span("  ")
        yield Span("━" * full, "good" if reached >= 1 else "own")
        yield Span("─" * (size - full) + " ", "rule")


def _label(row: Row) -> str:
    """What a line is called in the grid, where the weighted categories stand below a heading."""
    return f"  {category_title(WEIGHTED[row])}" if row in WEIGHTED else row_title(row)


def _days(column: Column) -> str:
    if 0 < column.elapsed < column.working_days:
        return _("day {number}/{days}").format(number=column.elapsed, days=column.working_days)
    return _("{number} d").format(number=column.working_days)


def _told(figure: Figure, row: Row, column: Column) -> tuple[str, str]:
    """A figure in few cells, with its style."""
    if figure.value is None:
        if figure.missing is Missing.TARGET_MET:
            return _("met"), "good"
        return "–" if figure.missing is Missing.NOT_SUBMITTED else figure_value(figure), "muted"
    if figure.unit is Unit.MONEY and not figure.value:
        return "–", "muted"
    text = figure_value(figure, compact=True)
    match row:
        case Row.COVERAGE:
            required = column.figures[Row.REQUIRED].value
            if required is None:
                return text, "strong"
            return (f"✓ {text}", "good") if figure.value >= required else (f"! {text}", "bad")
        case Row.PACE:
            return text, "good" if figure.value >= 1 else "bad" if figure.value < _BEHIND else "plain"
        case Row.OVERDUE:
            return text, "bad"
        case Row.OMITTED | Row.REQUIRED | Row.TOTAL_COVERAGE:
            return text, "muted"
    return text, "strong" if row in _STRONG else "plain"


def _notes(seen: ForecastView, past: Past, width: int) -> Iterator[FigureLine]:
    notes = list(seen.notes)
    if not seen.has_targets and not notes:
        notes.append(_("No target is set for these periods. Press i to bring in a file of targets."))
    if not seen.found:
        notes.append(_("No deal closes in these periods."))
    if past.credible is not None and past.credible.without_date:
        notes.append(
            ngettext(
                "{number} open deal has no credible date: fewer than 8 won deals tell of its stage and age.",
                "{number} open deals have no credible date: fewer than 8 won deals tell of their stages and ages.",
                past.credible.without_date,
            ).format(number=number(past.credible.without_date))
        )
    if notes:
        yield []
    for note in notes:
        yield _muted(note, width)


def _muted(text: str, width: int) -> FigureLine:
    return [Span(f" {cut(text, width - 2)}", "muted")]


def _heading(text: str, width: int) -> Iterator[FigureLine]:
    yield []
    text = cut(text, width - 2)
    yield [Span(f" {text} ", "title"), Span("─" * max(width - cell_len(text) - 3, 0), "rule")]


def _pushed(past: Slippage | None, today: date, width: int) -> Iterator[FigureLine]:
    if past is None or past.lines_of is None:
        return
    period = window_title(past.lines_of, today)
    yield from _heading(_("Put off in {period}").format(period=period), width)
    if not past.lines:
        yield _muted(_("No close date was put off."), width)
        return
    told = [push_words(line, today) for line in past.lines]
    sizes = [max(map(cell_len, parts)) for parts in zip(*told, strict=True)]
    names = _name_sizes(past.lines, width - sum(sizes) - 17)
    for line, parts in zip(past.lines, told, strict=True):
        times, days, old, new = (_right(text, size) for text, size in zip(parts, sizes, strict=True))
        yield [
            Span(" "),
            Span(f" {fit(line.deal.name, names[0])} ", "plain", Stop(line.deal.id, leads=True)),
            Span(f" {fit(line.deal.account or '–', names[1])} ", "muted"),
            Span(f" {fit(line.deal.owner or '–', names[2])}  ", "muted"),
            Span(f"{times} {days}  {old} → {new}  "),
            Span(cut(line.reason or "", names[3]), "muted"),
        ]


def _right(text: str, size: int) -> str:
    return " " * (size - cell_len(text)) + text


def _name_sizes(found: Sequence[PushedLine], room: int) -> tuple[int, int, int, int]:
    """The widths of a deal's name, its account, its owner and the reason: each as it needs, as far as there is room."""
    room = max(room, 12)
    wanted = [
        max(cell_len(printable(text or "–")) for text in texts)
        for texts in zip(
            *((line.deal.name, line.deal.account, line.deal.owner, line.reason) for line in found), strict=True
        )
    ]
    sizes = [min(want, most) for want, most in zip(wanted[:3], (30, 26, 14), strict=True)]
    if sum(sizes) > room:
        sizes = [room * part // 12 for part in (5, 4, 3)]
    return sizes[0], sizes[1], sizes[2], max(room - sum(sizes), 0)


def _accuracy(found: Sequence[AccuracyLine], width: int) -> Iterator[FigureLine]:
    yield from _heading(_("Past numbers, beside what the period before brought"), width)
    if not found:
        yield _muted(_("No number was submitted in time for a period that has ended. Press j to submit one."), width)
        return
    leads = max(cell_len(lead_title(line.lead)) for line in found)
    for line in found:
        name = f"{fit(period_title(line.period), 8)} {fit(lead_title(line.lead), leads)}"
        count = ngettext("{number} period", "{number} periods", line.own.wape.n or 0).format(number=line.own.wape.n)
        head = [Span(f" {name} "), Span(f"{fit(count, 10)} ", "muted")]
        own = [*_measures(line, _("error"), line.own.wape, line.own.bias, "strong")]
        naive = [*_measures(line, _("naive"), line.naive.wape, line.naive.bias, "plain")]
        if width >= _BESIDE:
            yield [*head, *own, Span("  "), *naive]
        else:
            yield [*head, *own]
            yield [Span(" " * sum(cell_len(span.text) for span in head)), *naive]


def _measures(line: AccuracyLine, name: str, wape: Figure, off: Figure, style: str) -> Iterator[Span]:
    yield Span(f" {name}", "muted")
    yield Span(f"{_right(figure_value(wape), 9)} ", style, Stop((line.period, line.lead, wape.metric), wape))
    yield Span(" " + _("bias"), "muted")
    yield Span(f"{_right(_signed(off), 9)} ", style, Stop((line.period, line.lead, off.metric), off))


def _signed(figure: Figure) -> str:
    if figure.value is None:
        return figure_value(figure)
    return f"+{percent(figure.value)}" if figure.value > 0 else percent(figure.value).replace("-", "−")
