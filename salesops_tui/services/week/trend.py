"""What was won, week by week."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from salesops_tui.domain.deals import ForecastCategory
from salesops_tui.domain.figures import Figure, Metric, Span
from salesops_tui.domain.forecasting import Part, amount_figure
from salesops_tui.domain.weeks import Week
from salesops_tui.services.session import Session
from salesops_tui.services.week.scopes import ReportScope

WEEKS: Final = 12
"""Weeks that the report's trend shows."""


@dataclass(frozen=True, slots=True)
class WeekWon:
    """A week, and what it brought."""

    week: Week
    won: Figure
    deals: int


def trend(session: Session, last: Week, scope: ReportScope, weeks: int = WEEKS) -> tuple[WeekWon, ...]:
    """So many weeks up to one, the oldest first; of a running week what has come so far."""
    first = last.monday - timedelta(days=7 * (weeks - 1))
    until = min(last.span.last, session.clock.today())
    found: dict[date, list[Part]] = {first + timedelta(days=7 * place): [] for place in range(weeks)}
    for row in session.workbook.week_figures.won(session.workbook.pipeline, first, until, scope.ids):
        monday = row.day - timedelta(days=row.day.weekday())
        found[monday].append(
            Part(ForecastCategory.CLOSED, row.currency, 0, False, row.deals, row.without_amount, row.amount)
        )
    return tuple(
        WeekWon(
            Week.of(monday),
            amount_figure(
                Metric.WON_AMOUNT,
                parts,
                session.rates,
                span=Span(monday, monday + timedelta(days=6)),
                scope=scope.name,
            ),
            sum(part.deals for part in parts),
        )
        for monday, parts in found.items()
    )
