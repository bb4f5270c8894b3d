"""The deals behind the forecast's figures, and the numbers submitted before."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Final

from salesops_tui.domain.deal_filter import DealFilter
from salesops_tui.domain.deals import ForecastCategory
from salesops_tui.domain.forecasting import IN_PROSPECT, category_of
from salesops_tui.domain.forecasts import Forecast
from salesops_tui.domain.periods import Window
from salesops_tui.formats import local_minute, money, short_day
from salesops_tui.i18n import _
from salesops_tui.services.deal_lists import DealLine, DealList
from salesops_tui.services.filter_lines import deal_filter
from salesops_tui.services.forecast.history import PushedLine, pushed_lines, slipped_deals
from salesops_tui.services.forecast.scope import scope_of
from salesops_tui.services.forecast.view import CATEGORIES, WEIGHTED, Row
from salesops_tui.services.forecast.wording import row_title, window_title
from salesops_tui.services.session import Session
from salesops_tui.storage.repositories.forecast_figures import DealRow

LONGEST: Final = 500
"""So many deals are listed at most."""

LEADING: Final = frozenset(
    {
        *CATEGORIES, *WEIGHTED, Row.WEIGHTED, Row.ATTAINMENT, Row.PACE, Row.SUBMITTED, Row.COVERAGE, Row.GAP_EXPECTED,
        Row.TOTAL_COVERAGE, Row.OVERDUE, Row.STATED, Row.SLIPPED, Row.PUSHED,
    }
)  # fmt: skip
"""The rows behind whose figures there are deals, or numbers."""

_Deal = tuple[DealRow, ForecastCategory]


def behind(session: Session, filter_line: str, row: Row, window: Window) -> DealList:
    """What is behind a figure of the forecast."""
    chosen = deal_filter(session, filter_line)
    match row:
        case Row.SUBMITTED:
            lines = _submitted(session, chosen, window)
        case Row.PUSHED:
            lines = [_pushed(session, line) for line in pushed_lines(session, filter_line, window, LONGEST)]
        case Row.SLIPPED:
            slipped = slipped_deals(session, filter_line, window)
            lines = [_line(session, deal) for deal in session.workbook.forecast_figures.deals(slipped)]
        case _:
            lines = [_line(session, deal) for deal in _deals(session, row, window, chosen)]
    title = f"{row_title(row)} · {window_title(window, session.clock.today())}"
    return DealList(title, tuple(lines[:LONGEST]), len(lines))


def _deals(session: Session, row: Row, window: Window, chosen: DealFilter) -> list[DealRow]:
    """The deals that a sum is made from."""
    if row in (Row.CLOSED, Row.ATTAINMENT, Row.PACE):
        return _closed(session, window, chosen, ForecastCategory.CLOSED)
    open_deals = _open(session, window, chosen)
    if row is Row.OMITTED:
        omitted = [deal for deal, category in open_deals if category is ForecastCategory.OMITTED]
        return omitted + _closed(session, window, chosen, ForecastCategory.OMITTED)
    is_behind = _condition(row, session.clock.today())
    return [deal for deal, category in open_deals if is_behind(deal, category)]


def _condition(row: Row, today: date) -> Callable[[DealRow, ForecastCategory], bool]:
    """Which open deals are behind a row."""

    def is_overdue(deal: DealRow) -> bool:
        return deal.close_date is not None and deal.close_date < today

    if (wanted := {**CATEGORIES, **WEIGHTED}.get(row)) is not None:
        return lambda _deal, category: category is wanted
    if row is Row.OVERDUE:
        return lambda deal, _category: is_overdue(deal)
    if row in (Row.WEIGHTED, Row.STATED):
        return lambda _deal, category: category in IN_PROSPECT
    return lambda deal, category: category in IN_PROSPECT and not is_overdue(deal)


def _open(session: Session, window: Window, chosen: DealFilter) -> list[_Deal]:
    pipeline = session.workbook.pipeline
    found = session.workbook.forecast_figures.open_deals(
        pipeline.open, window.first, window.last, chosen, session.rates
    )
    deals = []
    for deal in found:
        stage = pipeline.by_id[deal.stage_id]
        probability = stage.probability if deal.probability is None else deal.probability
        deals.append((deal, category_of(stage.kind, deal.chosen, probability)))
    return deals


def _closed(session: Session, window: Window, chosen: DealFilter, category: ForecastCategory) -> list[DealRow]:
    pipeline = session.workbook.pipeline
    stage = pipeline.won if category is ForecastCategory.CLOSED else pipeline.lost
    return session.workbook.forecast_figures.closed_deals((stage,), window.first, window.last, chosen, session.rates)


def _line(session: Session, deal: DealRow) -> DealLine:
    amount = money(deal.amount, deal.currency) if deal.amount is not None else _("no amount")
    day = deal.closed_on or deal.close_date
    told = f"{amount} · {short_day(day, session.clock.today())}" if day else amount
    return DealLine(deal.id, deal.name, deal.account, deal.owner, told)


def _pushed(session: Session, line: PushedLine) -> DealLine:
    deal = line.deal
    times, days, old, new = push_words(line, session.clock.today())
    return DealLine(deal.id, deal.name, deal.account, deal.owner, f"{times} {days}  {old} → {new}", line.reason)


def push_words(line: PushedLine, today: date) -> tuple[str, str, str, str]:
    """How often a deal was put off, how far, from when, to when."""
    days = "+" + _("{number} d").format(number=line.days)
    return f"{line.times}×", days, short_day(line.old, today), short_day(line.new, today)


def _submitted(session: Session, chosen: DealFilter, window: Window) -> list[DealLine]:
    found: Sequence[Forecast] = scope_of(session, chosen).submitted(session.workbook.forecasts.all(), window)
    return [
        DealLine(
            None,
            money(forecast.amount, forecast.currency),
            local_minute(forecast.submitted_at, session.clock.zone),
            session.workbook.forecast_figures.author(forecast.id),
            "",
            forecast.note,
        )
        for forecast in found
    ]
