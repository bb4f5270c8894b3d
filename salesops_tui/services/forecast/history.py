"""What the past says of the forecast: deals that slipped and were put off, and when open deals will credibly close."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from fractions import Fraction

from salesops_tui.domain.calendar import DayNumbers
from salesops_tui.domain.deal_filter import DealFilter
from salesops_tui.domain.figures import Figure, Metric, Missing, Span, Unit, share
from salesops_tui.domain.money import CurrencySum, total
from salesops_tui.domain.periods import Window
from salesops_tui.domain.slippage import Push, PushedDeal, pushed_deals, pushes
from salesops_tui.services.credible_close import by_stage_and_age, day_after
from salesops_tui.services.filter_lines import deal_filter
from salesops_tui.services.forecast.view import Column, Row, undated, windows
from salesops_tui.services.session import Session
from salesops_tui.storage.repositories.forecast_figures import DealRow, Slipped

MOST_PUSHED = 50
"""So many of the deals that were put off are told one by one."""


@dataclass(frozen=True, slots=True)
class PushedLine:
    """A deal that was put off."""

    deal: DealRow
    times: int
    days: int
    """All calendar days by which it was put off in the period."""
    old: date
    new: date
    reason: str | None


@dataclass(frozen=True, slots=True)
class Slippage:
    """What became of close dates in the first month and in its quarter, as far as they have begun."""

    slipped: Mapping[Window, Figure]
    """The slip rates."""
    pushed: Mapping[Window, Figure]
    """How often dates were put off."""
    lines: tuple[PushedLine, ...]
    """The deals put off in the quarter, the most often first."""
    lines_of: Window | None
    """That quarter; None where it has not begun."""


@dataclass(frozen=True, slots=True)
class CredibleDates:
    """The open amount by when it would credibly close."""

    amounts: Mapping[Window, Figure]
    without_date: int
    """Open deals that nothing credible can be said of."""


@dataclass(frozen=True, slots=True)
class Past:
    """What the past says of the forecast; on the screen it comes after the figures, one part after the other."""

    slippage: Slippage | None = None
    credible: CredibleDates | None = None


def figure_of(column: Column, past: Past, row: Row) -> Figure | None:
    """The figure of a line in a column; None where there is none to be had, or not yet."""
    match row:
        case Row.SLIPPED:
            return past.slippage.slipped.get(column.window) if past.slippage else None
        case Row.PUSHED:
            return past.slippage.pushed.get(column.window) if past.slippage else None
        case Row.CREDIBLE:
            return past.credible.amounts.get(column.window) if past.credible else None
    return column.figures[row]


def slippage(session: Session, filter_line: str, shift: int = 0) -> Slippage:
    """What became of close dates under a filter. Reads pasts: they must be worked out."""
    today = session.clock.today()
    months, quarters = windows(today, shift)
    begun = [window for window in (months[0], quarters[0]) if window.first <= today]
    if not begun:
        return Slippage({}, {}, (), None)
    numbers = _numbers(session, deal_filter(session, filter_line))
    # The quarter begins no later than its month.
    quarter = begun[-1]
    found = _pushes(session, quarter, numbers)
    named = filter_line.strip()
    slipped, pushed = {}, {}
    for window in begun:
        became = _slipped(session, window, numbers)
        span = Span(window.first, min(window.last, today))
        slipped[window] = share(Metric.SLIP_RATE, len(became.deal_ids), became.at_start, span=span, scope=named)
        begins, ends = _moments(session, window)
        own = [push for push in found if begins <= push.at < ends]
        pushed[window] = Figure(
            Metric.PUSHED_DEALS,
            Unit.COUNT,
            Fraction(len(own)),
            n=len({push.deal for push in own}),
            span=span,
            scope=named,
        )
    return Slippage(slipped, pushed, tuple(_lines(session, pushed_deals(found)[:MOST_PUSHED])), quarter)


def slipped_deals(session: Session, filter_line: str, window: Window) -> tuple[str, ...]:
    """The deals that were to close in a period when it began, and are open now, or at its end, with a later date."""
    return _slipped(session, window, _numbers(session, deal_filter(session, filter_line))).deal_ids


def pushed_lines(session: Session, filter_line: str, window: Window, limit: int) -> list[PushedLine]:
    """The deals put off in a period, the most often first."""
    numbers = _numbers(session, deal_filter(session, filter_line))
    return list(_lines(session, pushed_deals(_pushes(session, window, numbers))[:limit]))


def _numbers(session: Session, chosen: DealFilter) -> frozenset[int] | None:
    return session.workbook.forecast_figures.numbers(undated(chosen), session.rates)


def _slipped(session: Session, window: Window, numbers: frozenset[int] | None) -> Slipped:
    begins, ends = _moments(session, window)
    # What held at the end is what held in its last second.
    return session.workbook.forecast_figures.slipped(window.first, window.last, begins, ends - 1, numbers)


def _pushes(session: Session, window: Window, numbers: frozenset[int] | None) -> list[Push[int]]:
    begins, ends = _moments(session, window)
    return pushes(session.workbook.forecast_figures.date_changes(begins, ends, numbers))


def _moments(session: Session, window: Window) -> tuple[int, int]:
    """The first moment of a period, and the one after its last, or after now while it runs; seconds since 1970, UTC."""
    zone = session.clock.zone
    begins, ends = (
        int(datetime.combine(day, time(), zone).timestamp()) for day in (window.first, window.last + timedelta(days=1))
    )
    return begins, min(ends, int(session.clock.now().timestamp()) + 1)


def _lines(session: Session, found: Sequence[PushedDeal[int]]) -> Iterator[PushedLine]:
    figures = session.workbook.forecast_figures
    names = figures.deal_ids(one.deal for one in found)
    rows = {row.id: row for row in figures.deals(names.values())}
    reasons = figures.push_reasons(names.values())
    for one in found:
        deal_id = names[one.deal]
        yield PushedLine(rows[deal_id], one.times, one.days, one.old, one.new, reasons.get(deal_id))


def credible_dates(session: Session, filter_line: str, shift: int = 0) -> CredibleDates:
    """The open amount in each period by credible close dates. Reads pasts: they must be worked out."""
    figures, today = session.workbook.forecast_figures, session.clock.today()
    chosen = deal_filter(session, filter_line)
    months, quarters = windows(today, shift)
    standing = figures.standing(session.workbook.pipeline, chosen, session.rates)
    number = DayNumbers(session.calendar, today)
    ages: dict[int, set[int]] = {}
    for group in standing:
        if group.entered is not None:
            ages.setdefault(group.position, set()).add(max(-number[group.entered], 0))
    credible = by_stage_and_age(session, ages) if ages else {}
    days = {key: day_after(session, found.median) for key, found in credible.items()}
    parts: dict[Window, list[CurrencySum]] = {window: [] for window in (*months, *quarters)}
    missing = dict.fromkeys(parts, 0)
    without = 0
    for group in standing:
        day = days[group.position, max(-number[group.entered], 0)] if group.entered is not None else None
        if day is None:
            without += group.deals
            continue
        for window in (Window.month(day), Window.quarter(day)):
            if window in parts:
                parts[window].append(CurrencySum(group.currency, group.deals, group.amount))
                missing[window] += group.without_amount
    named = filter_line.strip()
    amounts = {window: _amount(session, sums, missing[window], window, named) for window, sums in parts.items()}
    return CredibleDates(amounts, without)


def _amount(session: Session, sums: Sequence[CurrencySum], without_amount: int, window: Window, named: str) -> Figure:
    """What deals would bring in a period; one that has ended gets no more of them."""
    added = total(sums, session.rates)
    ended = window.last < session.clock.today()
    return Figure(
        Metric.CREDIBLE_AMOUNT,
        Unit.MONEY,
        None if ended else Fraction(added.amount),
        Missing.NO_DEALS if ended else None,
        n=added.count - sum(part.count for part in added.left_out),
        currency=session.rates.base,
        span=window.span,
        scope=named,
        without_amount=without_amount,
        unrated=added.left_out,
    )
