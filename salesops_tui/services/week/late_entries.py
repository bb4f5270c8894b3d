"""What came into a week after its report was sealed: it belongs to the next report, not to the sealed figures (D.8)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from fractions import Fraction
from typing import Final

from salesops_tui.domain.deal_filter import DealFilter
from salesops_tui.domain.money import round_minor
from salesops_tui.domain.week_reports import SealedDeal, SealedReport
from salesops_tui.domain.weeks import Week
from salesops_tui.services.session import Session
from salesops_tui.services.week.results import ResultRow, won
from salesops_tui.services.week.scopes import ReportScope
from salesops_tui.storage.repositories.week_reports import LateEvent

MOST: Final = 20
"""Late changes of deals that are told."""


@dataclass(frozen=True, slots=True)
class DealDrift:
    """A deal behind a figure of which the record says something else today."""

    id: str
    name: str
    reported: int | None
    """What it added when the report was sealed, in minor units of the base currency; None where it was not there."""
    now: int | None
    """What it adds today; None where it adds nothing any more."""


@dataclass(frozen=True, slots=True)
class LateEntries:
    """What a sealed week gained and lost afterwards."""

    week: Week
    reported: int
    """What was won, as it was reported, in minor units of the base currency."""
    now: int
    """The same by today's data."""
    deals: tuple[DealDrift, ...]
    """The won deals that make the difference."""
    events: tuple[LateEvent, ...]
    """The changes of deals that were dated into the week, the newest last."""

    def __bool__(self) -> bool:
        return bool(self.deals or self.events)


def late_entries(session: Session, sealed: SealedReport, scope: ReportScope) -> LateEntries:
    """What came into a sealed week since."""
    reported = next((one for one in sealed.record.figures if one.key == ResultRow.WON), None)
    span = sealed.week.span
    today = won(session, span, scope)
    return LateEntries(
        sealed.week,
        round(reported.figure.value or Fraction(0)) if reported is not None else 0,
        round(today.value or Fraction(0)),
        drifted(reported.deals if reported is not None else (), won_deals(session, sealed.week, scope)),
        tuple(late_events(session, sealed, scope)),
    )


def late_events(session: Session, sealed: SealedReport, scope: ReportScope) -> list[LateEvent]:
    """The changes of deals dated into a sealed week, or before it, after the seal."""
    ended = datetime.combine(sealed.week.span.last + timedelta(days=1), time(), session.clock.zone) - timedelta(
        seconds=1
    )
    return session.workbook.sealed_reports.late(sealed.record.last_event, ended, scope.ids, MOST)


def won_deals(session: Session, week: Week, scope: ReportScope) -> tuple[SealedDeal, ...]:
    """The deals won in a week, with what each adds in the base currency."""
    found = session.workbook.forecast_figures.closed_deals(
        [session.workbook.pipeline.won], week.span.first, week.span.last, DealFilter(people=scope.ids), session.rates
    )
    return tuple(SealedDeal(row.id, row.name, _counted(session, row.amount, row.currency)) for row in found)


def drifted(reported: tuple[SealedDeal, ...], now: tuple[SealedDeal, ...]) -> tuple[DealDrift, ...]:
    """The deals of which one side says something else than the other, in the order of the report, then the new ones."""
    before = {deal.id: deal for deal in reported}
    after = {deal.id: deal for deal in now}
    return tuple(
        DealDrift(
            key,
            (after.get(key) or before[key]).name,
            before[key].counted if key in before else None,
            after[key].counted if key in after else None,
        )
        for key in {**before, **after}
        if (before[key].counted if key in before else None) != (after[key].counted if key in after else None)
    )


def _counted(session: Session, amount: int | None, currency: str) -> int:
    worth = session.rates.to_base(amount, currency) if amount is not None else None
    return round_minor(worth) if worth is not None else 0
