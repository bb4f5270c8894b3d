"""The weeks behind each other: what each brought, whether its report was sealed, who handed in a part."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from salesops_tui.domain.figures import Figure
from salesops_tui.domain.weeks import Week
from salesops_tui.domain.written import WrittenChart
from salesops_tui.services.session import Session
from salesops_tui.services.standing import Standing, standing
from salesops_tui.services.week.charts import trend_chart
from salesops_tui.services.week.scopes import ReportScope
from salesops_tui.services.week.trend import WEEKS, trend
from salesops_tui.storage.repositories.week_reports import Seal

LONGEST: Final = 53
"""Weeks that are listed."""


@dataclass(frozen=True, slots=True)
class HistoryWeek:
    """One week."""

    week: Week
    working_days: int
    won: Figure
    deals: int
    seal: Seal | None
    """Of the edition that holds."""
    handed_in: int
    """Parts of the people in scope."""
    missing: tuple[str, ...]
    """Who has not handed in a part, once somebody has."""


@dataclass(frozen=True, slots=True)
class History:
    """The weeks, the newest first, with the last of them as a chart."""

    scope: ReportScope
    weeks: tuple[HistoryWeek, ...]
    chart: WrittenChart | None
    standing: Standing


def history(session: Session, scope: ReportScope, weeks: int = LONGEST) -> History:
    """So many weeks up to this one; those before the first deal was won are left out."""
    last = Week.of(session.clock.today())
    found = trend(session, last, scope, weeks)
    first = found[0].week
    seals = {seal.week: seal for seal in session.workbook.sealed_reports.seals(first, last, scope.name)}
    parts = session.workbook.report_parts.people(first, last)
    people = scope.people if scope.people is not None else tuple(session.workbook.people.all())
    members = {person.id: person.name for person in people if person.active}
    lines = []
    for one in reversed(found):
        handed_in = parts.get(one.week, set()) & members.keys()
        missing = tuple(name for key, name in members.items() if key not in handed_in) if handed_in else ()
        eve = one.week.monday - timedelta(days=1)
        days = session.calendar.working_days_between(eve, one.week.span.last)
        lines.append(HistoryWeek(one.week, days, one.won, one.deals, seals.get(one.week), len(handed_in), missing))
    while len(lines) > 1 and not (lines[-1].deals or lines[-1].seal or lines[-1].handed_in):
        lines.pop()
    chart = trend_chart(found[-WEEKS:])
    return History(scope, tuple(lines), chart, standing(session))
