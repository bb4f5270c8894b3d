"""Which days a week's report is held against, as far as anything is known of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time

from salesops_tui.domain.week_comparison import Compared, compared
from salesops_tui.domain.weeks import Week
from salesops_tui.services.session import Session


def comparison(session: Session, week: Week, other: Week | None = None) -> Compared:
    """A week and the one it is held against: the chosen one, else the one before; the first week of all has nothing."""
    of = compared(week, session.clock.today(), session.calendar, other)
    if of.before is None:
        return of
    after = max(of.before.last, of.before.first)
    midnight = datetime.combine(week.monday, time(), session.clock.zone)
    is_known = session.workbook.week_figures.knows_before(session.workbook.pipeline, week.monday, midnight)
    return of if is_known or after > of.now.first else replace(of, other=None, before=None, days_before=0)
