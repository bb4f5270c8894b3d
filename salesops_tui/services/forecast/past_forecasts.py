"""How well the numbers submitted for past periods foretold what came, beside a naive forecast."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from salesops_tui.domain.deal_filter import DealFilter
from salesops_tui.domain.forecast_accuracy import Accuracy, Foretold, Lead, accuracy
from salesops_tui.domain.forecasts import Forecast
from salesops_tui.domain.money import CurrencySum, round_minor, total
from salesops_tui.domain.periods import Window
from salesops_tui.domain.targets import Period
from salesops_tui.services.forecast.scope import Scope
from salesops_tui.services.session import Session

_LOOKED_AT: Final = {Period.MONTH: 12, Period.QUARTER: 8}
"""How many periods that have ended are looked at."""


@dataclass(frozen=True, slots=True)
class AccuracyLine:
    """The numbers submitted so early for past periods of one length, held to what came."""

    period: Period
    lead: Lead
    own: Accuracy
    naive: Accuracy
    """The same periods, foretold by what the period before each brought."""


def accuracy_lines(
    session: Session, scope: Scope, forecasts: list[Forecast], chosen: DealFilter
) -> Iterator[AccuracyLine]:
    """The accuracy for months and quarters, by how early a number was submitted; periods without one in time are left out."""
    today = session.clock.today()
    currency = session.rates.base
    for period, count in _LOOKED_AT.items():
        here = Window.month(today) if period is Period.MONTH else Window.quarter(today)
        submitted = {
            window: scope.submitted(forecasts, window) for window in (here.later(-by) for by in range(1, count + 1))
        }
        submitted = {window: found for window, found in submitted.items() if found}
        if not submitted:
            continue
        came = _came(session, min(submitted).later(-1).first, max(submitted).last, chosen)
        for lead in Lead:
            own, naive = [], []
            for window, found in submitted.items():
                said = _said(session, found, _until(window, lead))
                if said is not None:
                    own.append(Foretold(_sum(came, window), said))
                    naive.append(Foretold(_sum(came, window), _sum(came, window.later(-1))))
            if own:
                yield AccuracyLine(period, lead, accuracy(own, currency), accuracy(naive, currency, naive=True))


def _until(window: Window, lead: Lead) -> date:
    """The last day on which a number still counts as submitted so early."""
    match lead:
        case Lead.START:
            return window.first
        case Lead.MIDDLE:
            return window.first + ((window.last - window.first) / 2)
        case Lead.TWO_WEEKS:
            return window.last - timedelta(days=14)


def _said(session: Session, found: list[Forecast], until: date) -> int | None:
    """The number that stood at the end of a day, in the base currency; ``found`` has the newest first."""
    for forecast in found:
        if forecast.submitted_at.astimezone(session.clock.zone).date() <= until:
            amount = session.rates.to_base(forecast.amount, forecast.currency)
            return None if amount is None else round_minor(amount)
    return None


def _came(session: Session, first: date, last: date, chosen: DealFilter) -> Mapping[str, int]:
    """What was won in each month, in minor units of the base currency."""
    by_month: dict[str, list[CurrencySum]] = {}
    pipeline = session.workbook.pipeline
    for part in session.workbook.forecast_figures.closed_sums((pipeline.won,), first, last, chosen, session.rates):
        by_month.setdefault(part.month, []).append(CurrencySum(part.currency, part.deals, part.amount))
    return {month: total(sums, session.rates).amount for month, sums in by_month.items()}


def _sum(came: Mapping[str, int], window: Window) -> int:
    first, last = window.first.isoformat()[:7], window.last.isoformat()[:7]
    return sum(amount for month, amount in came.items() if first <= month <= last)
