"""When deals are likely to close, going by the deals won in the last two years."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from math import ceil
from typing import Final

from salesops_tui.domain.calendar import DayNumbers
from salesops_tui.domain.credible_close import Credible, Stay, remaining
from salesops_tui.domain.deals import Deal, TrackedField
from salesops_tui.domain.figures import Figure
from salesops_tui.domain.periods import Window
from salesops_tui.services.session import Session
from salesops_tui.storage.repositories.forecast_figures import WonStay

HISTORY_MONTHS: Final = 24
"""How far back the won deals go that are looked at: older ones were sold by another team, in another market."""

MOST_WON: Final = 2_000
"""So many of them say all that there is to be said."""


@dataclass(frozen=True, slots=True)
class CredibleClose:
    """When an open deal is likely to close."""

    median: Figure
    """In working days from today; half of the won deals took less."""
    p80: Figure
    """Four of five took no longer."""
    median_day: date | None
    p80_day: date | None


def credible_close(session: Session, deal: Deal) -> CredibleClose | None:
    """When a deal is likely to close; None for one that is closed, or whose entry into its stage is not known.

    Reads the ways of won deals: their pasts must be worked out.
    """
    workbook, calendar, today = session.workbook, session.calendar, session.clock.today()
    pipeline = workbook.pipeline
    stage = pipeline.by_id[deal.stage_id]
    last = next(
        (event for event in reversed(workbook.deals.events(deal.id)) if event.field is TrackedField.STAGE), None
    )
    if not stage.is_open or last is None or last.new != deal.stage_id:
        return None
    position = pipeline.open.index(stage) + 1
    age = max(calendar.working_days_between(last.at.astimezone(session.clock.zone).date(), today), 0)
    found = by_stage_and_age(session, {position: {age}}, position)[position, age]
    return CredibleClose(found.median, found.p80, day_after(session, found.median), day_after(session, found.p80))


def by_stage_and_age(
    session: Session, ages: Mapping[int, Iterable[int]], position: int | None = None
) -> Mapping[tuple[int, int], Credible]:
    """What is credible for deals of some ages, by the positions of their stages; with ``position`` in that stage only."""
    pipeline, today = session.workbook.pipeline, session.clock.today()
    since = Window.month(today).later(-HISTORY_MONTHS).first
    stays = _stays(session, session.workbook.forecast_figures.won_stays(pipeline.won, since, MOST_WON, position))
    return {
        (place, age): credible
        for place, of_stage in ages.items()
        for age, credible in remaining(stays.get(place, ()), of_stage).items()
    }


def day_after(session: Session, figure: Figure) -> date | None:
    """The day that lies so many working days after today; half a day counts as one."""
    if figure.value is None:
        return None
    return session.calendar.add_working_days(session.clock.today(), ceil(figure.value))


def _stays(session: Session, found: Iterable[WonStay]) -> Mapping[int, list[Stay]]:
    number = DayNumbers(session.calendar, session.clock.today())
    stays: dict[int, list[Stay]] = {}
    for position, entered, left, won in found:
        start = number[entered]
        stays.setdefault(position, []).append(Stay(number[left] - start, number[won] - start))
    return stays
