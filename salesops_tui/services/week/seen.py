"""What the week room shows: the draft by today's data, or the report as it was sealed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from salesops_tui.domain.weeks import Week
from salesops_tui.domain.written import WrittenDocument
from salesops_tui.services.session import Session
from salesops_tui.services.standing import Standing, standing
from salesops_tui.services.week.comparison import comparison
from salesops_tui.services.week.first_section import results_alone
from salesops_tui.services.week.results import results
from salesops_tui.services.week.scopes import ReportScope

if TYPE_CHECKING:
    from salesops_tui.domain.week_reports import SealedReport
    from salesops_tui.services.week.report import WeekReport


@dataclass(frozen=True, slots=True)
class WeekSeen:
    """A week's report as it is shown."""

    standing: Standing
    week: Week
    scope: ReportScope
    written: WrittenDocument
    draft: WeekReport | None
    """What it is made from; None of a sealed one."""
    sealed: SealedReport | None
    """The sealed report of the week, whichever is shown."""
    has_deals: bool
    """Whether the workbook has any deal at all."""


def look(session: Session, week: Week, scope: ReportScope, *, draft: bool) -> WeekSeen:
    """The sealed report, where there is one and no draft is asked for; else the draft."""
    # Loaded here: meanwhile the room shows what ``glance`` told.
    from salesops_tui.services.week.report import report
    from salesops_tui.services.week.written import written

    sealed = session.workbook.sealed_reports.last(week, scope.name)
    if sealed is not None and not draft:
        return WeekSeen(standing(session), week, scope, sealed.report, None, sealed, has_deals=True)
    drafted = report(session, week, scope)
    has_deals = session.workbook.board.has_deals()
    return WeekSeen(drafted.standing, week, scope, written(drafted), drafted, sealed, has_deals)


def glance(session: Session, week: Week, scope: ReportScope) -> WrittenDocument:
    """The results alone, which cost next to nothing, to be shown while everything else is worked out."""
    of = comparison(session, week)
    return results_alone(of, results(session, of, scope), scope)
