"""The forecast as tables."""

from __future__ import annotations

from collections.abc import Iterator

from salesops_tui.domain.sheets import Sheet, SheetColumn, Value
from salesops_tui.i18n import _
from salesops_tui.services.asking import Asked, scope_note
from salesops_tui.services.forecast.history import Past, credible_dates, figure_of, slippage
from salesops_tui.services.forecast.view import ForecastView, Row, view
from salesops_tui.services.forecast.wording import lead_title, period_title, row_title
from salesops_tui.services.session import Session


def sheets(session: Session, asked: Asked) -> list[Sheet]:
    """The forecast from the month of the first day asked for, or from the current one; then what the past says of it."""
    today = session.clock.today()
    first = asked.first or today
    shift = (first.year - today.year) * 12 + first.month - today.month
    line = asked.filter_line
    seen, past = view(session, line, shift), Past(slippage(session, line, shift), credible_dates(session, line, shift))
    return [_figures(seen, past, asked), _pushed(past), _accuracy(seen)]


def _figures(seen: ForecastView, past: Past, asked: Asked) -> Sheet:
    columns = (*seen.months, *seen.quarters)
    rows = [(row_title(row), *(figure_of(column, past, row) for column in columns)) for row in Row]
    notes = list(seen.notes)
    if past.credible is not None and past.credible.without_date:
        notes.append(_("Open deals without a credible date: {number}.").format(number=past.credible.without_date))
    if scope := scope_note(asked):
        notes.append(_("Filter: {filter}").format(filter=scope))
    heads = (SheetColumn(column.window.code, column.window.code, is_number=True) for column in columns)
    return Sheet("forecast", _("Forecast"), (SheetColumn("line", _("Line")), *heads), tuple(rows), tuple(notes))


def _pushed(past: Past) -> Sheet:
    columns = (
        SheetColumn("deal", _("Deal name")),
        SheetColumn("account", _("Account")),
        SheetColumn("owner", _("Owner")),
        SheetColumn("times", _("Times"), is_number=True),
        SheetColumn("days", _("Days"), is_number=True),
        SheetColumn("before", _("Before")),
        SheetColumn("after", _("After")),
        SheetColumn("reason", _("Reason")),
    )
    rows = tuple(
        (line.deal.name, line.deal.account, line.deal.owner, line.times, line.days, line.old, line.new, line.reason)
        for line in (past.slippage.lines if past.slippage else ())
    )
    period = past.slippage.lines_of.code if past.slippage and past.slippage.lines_of else "–"
    return Sheet("pushed", _("Put off in {period}").format(period=period), columns, rows)


def _accuracy(seen: ForecastView) -> Sheet:
    columns = (
        SheetColumn("periods", _("Periods")),
        SheetColumn("submitted", _("Submitted")),
        SheetColumn("n", _("Number"), is_number=True),
        SheetColumn("wape", _("Error"), is_number=True),
        SheetColumn("bias", _("Bias"), is_number=True),
        SheetColumn("naive_wape", _("Naive error"), is_number=True),
        SheetColumn("naive_bias", _("Naive bias"), is_number=True),
        SheetColumn("mape", "MAPE", is_number=True),
        SheetColumn("dropped", _("Without result"), is_number=True),
        SheetColumn("hubspot", "HubSpot", is_number=True),
    )
    return Sheet("accuracy", _("Accuracy of past numbers"), columns, tuple(_lines(seen)))


def _lines(seen: ForecastView) -> Iterator[tuple[Value, ...]]:
    for line in seen.accuracy:
        own, naive = line.own, line.naive
        yield (
            period_title(line.period),
            lead_title(line.lead),
            own.wape.n,
            own.wape,
            own.bias,
            naive.wape,
            naive.bias,
            own.mape,
            own.dropped,
            own.hubspot,
        )
