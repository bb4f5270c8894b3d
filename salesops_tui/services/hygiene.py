"""The hygiene sprint: today's broken deals, worst first, and what is wrong with each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Final

from salesops_tui.domain import gates
from salesops_tui.domain.activities import Activity
from salesops_tui.domain.calendar import WorkingCalendar
from salesops_tui.domain.deal_filter import DealFilter
from salesops_tui.domain.deals import Deal
from salesops_tui.domain.pushes import Pushes, pushes
from salesops_tui.domain.stages import Stage
from salesops_tui.services.ageing import limits
from salesops_tui.services.deal_page import InStage, in_stage, touches
from salesops_tui.services.deal_timeline import TimelineLine, timeline
from salesops_tui.services.deals import name_of
from salesops_tui.services.filter_lines import deal_filter
from salesops_tui.services.offers import Offers, offers
from salesops_tui.services.session import Session
from salesops_tui.services.standing import Standing, standing
from salesops_tui.storage.repositories.hygiene import FaultRow, StageRule

_TOLD_APART: Final = ("owner_id", "next_step", "next_step_on")
"""Fields whose absence is a fault by itself."""


class Fault(StrEnum):
    """What can be wrong with an open deal."""

    NO_OWNER = "no_owner"
    PAST_CLOSE = "past_close"
    NO_STEP = "no_step"
    STEP_PAST = "step_past"
    STUCK = "stuck"
    MISSING_FIELD = "missing_field"


@dataclass(frozen=True, slots=True)
class Queue:
    """The deals to be mended, as they stood when the sprint began."""

    deal_ids: tuple[str, ...]
    """Worst first."""
    standing: Standing


@dataclass(frozen=True, slots=True)
class Ending:
    """What there is to say when nothing is left to mend."""

    next_day: date | None
    """The first day on which something will be broken that is whole today, as far as dates tell."""
    standing: Standing


@dataclass(frozen=True, slots=True)
class SprintCard:
    """A deal of the sprint, with what is wrong and what one needs to know to mend it."""

    deal: Deal
    stage: Stage
    account: str | None
    owner: str | None
    faults: tuple[Fault, ...]
    """Empty once it is mended, or while it is snoozed."""
    missing: tuple[str, ...]
    """The required fields that are empty."""
    in_stage: InStage
    stuck_days: int | None
    """Working days in the stage that are too many."""
    touches: tuple[Activity, ...]
    """Newest first."""
    pushes: Pushes
    timeline: tuple[TimelineLine, ...]
    """What happened to it, newest first."""
    ahead: tuple[tuple[Deal, str | None], ...]
    """The deals that come next, each with its account's name."""
    snoozed_until: date | None
    offers: Offers
    standing: Standing


def queue(session: Session, filter_line: str) -> Queue:
    """The broken deals under a filter."""
    workbook, today = session.workbook, session.clock.today()
    rows = workbook.hygiene.broken(_rules(session), today, deal_filter(session, filter_line), session.rates)
    return Queue(tuple(row.id for row in rows), standing(session))


def ending(session: Session) -> Ending:
    """What is told when the queue is at its end."""
    day = session.workbook.hygiene.next_day(_rules(session), session.clock.today())
    return Ending(day, standing(session))


def card(session: Session, deal_id: str, ahead: Sequence[str] = ()) -> SprintCard | None:
    """One deal of the sprint, and some of those ahead; None when it is no longer in the workbook."""
    workbook, today = session.workbook, session.clock.today()
    deal = workbook.deals.get(deal_id)
    if deal is None:
        return None
    rows = workbook.hygiene.broken(_rules(session), today, DealFilter(), session.rates, deal_id=deal_id)
    stage = workbook.pipeline.by_id[deal.stage_id]
    snooze = workbook.snoozes.get(f"{deal_id}:snooze")
    return SprintCard(
        deal,
        stage,
        name_of(workbook.accounts, deal.account_id),
        name_of(workbook.people, deal.owner_id),
        _faults(rows[0]) if rows else (),
        tuple(field for field in required_fields(session, stage) if getattr(deal, field) is None) if rows else (),
        in_stage(session, deal),
        stuck_limit(session, stage),
        touches(session, deal_id),
        pushes(workbook.deals.events(deal_id)),
        timeline(session, deal),
        tuple(
            (other, name_of(workbook.accounts, other.account_id))
            for number in ahead
            if (other := workbook.deals.get(number)) is not None
        ),
        snooze.until if snooze is not None and snooze.until > today else None,
        offers(session, deal_id),
        standing(session),
    )


def required_fields(session: Session, stage: Stage) -> tuple[str, ...]:
    """The fields of a deal that had to be filled on its way to a stage, but for those whose absence is a fault by itself."""
    own = session.settings.required_fields
    passed = [earlier for earlier in session.workbook.pipeline.open if earlier.position < stage.position]
    asked = [name for earlier in passed for name in gates.required_fields(earlier.id, own)]
    names = dict.fromkeys(gates.ATTRIBUTES[name] for name in asked if name in gates.ATTRIBUTES)
    return tuple(name for name in names if name not in _TOLD_APART)


def stuck_limit(session: Session, stage: Stage) -> int | None:
    """After how many working days in a stage a deal counts as stuck; None for never."""
    limit = limits(session)[stage.id].stuck
    return limit.days if limit is not None else None


def _rules(session: Session) -> Sequence[StageRule]:
    return [
        StageRule(stage.id, stuck_before(session, stuck_limit(session, stage)), required_fields(session, stage))
        for stage in session.workbook.pipeline.open
    ]


def stuck_before(session: Session, limit: int | None) -> datetime | None:
    """The moment before which a deal must have entered its stage to have been there too long."""
    if limit is None:
        return None
    day = first_day_within(session.calendar, session.clock.today(), limit)
    return datetime.combine(day, time(), session.clock.zone)


def first_day_within(calendar: WorkingCalendar, today: date, limit: int) -> date:
    """The earliest day of entry from which no more than so many working days have passed until today."""
    day = today
    while calendar.working_days_between(day - timedelta(days=1), today) <= limit:
        day -= timedelta(days=1)
    return day


def _faults(row: FaultRow) -> tuple[Fault, ...]:
    present = {
        Fault.NO_OWNER: row.has_no_owner,
        Fault.PAST_CLOSE: row.is_past_close,
        Fault.NO_STEP: row.has_no_step,
        Fault.STEP_PAST: row.is_step_past,
        Fault.STUCK: row.is_stuck,
        Fault.MISSING_FIELD: row.missing > 0,
    }
    return tuple(fault for fault, is_there in present.items() if is_there)
