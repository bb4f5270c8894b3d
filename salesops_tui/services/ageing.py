"""How long deals have been left alone, and how they are followed up: for a card, a deal, or all that are open.

The time in a stage and the way to a clear need are read from the deals' pasts: ask once ``pasts.catch_up`` returned 0.
Before that the limits are the settings'.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from weakref import WeakKeyDictionary

from salesops_tui.domain.ageing import AgeClock, Ages, Life, Limit, Limits, ages, fires_before, limits_of
from salesops_tui.domain.calendar import DayNumbers
from salesops_tui.domain.follow_up import Followed, FollowUp, follow_ups
from salesops_tui.domain.stages import Pipeline, Stage
from salesops_tui.services.filter_lines import deal_filter
from salesops_tui.services.session import Session
from salesops_tui.storage.repositories.ageing import Firing, LifeRow
from salesops_tui.storage.workbook import Workbook


@dataclass(frozen=True, slots=True)
class Clocks:
    """A deal's clocks of both kinds."""

    ages: Ages
    limits: Limits
    """Those of the stage it is in."""
    follow_ups: tuple[FollowUp, FollowUp, FollowUp]


@dataclass(frozen=True, slots=True)
class _Known:
    """The limits as last worked out."""

    change: int
    """The entry of the journal up to which they hold."""
    settings: tuple[Stage, ...]
    limits: Mapping[str, Limits]


FEW: Final = 3_000
"""So many won deals are gone through for their times, and so many open ones for their clocks, in a moment."""

# Working them out takes fifty thousand stays of won deals into account; moving an open deal changes none of them.
_KNOWN: Final[WeakKeyDictionary[Workbook, _Known]] = WeakKeyDictionary()


def are_settled(session: Session) -> bool:
    """Whether the pasts are worked out and the limits at hand, so that asking for them takes no time."""
    pipeline = session.workbook.pipeline
    return session.workbook.pasts.is_current(pipeline, session.clock.zone) and (
        _holding(session, pipeline) is not None or session.workbook.ageing.won_deals(pipeline.won.id) <= FEW
    )


def limits(session: Session) -> Mapping[str, Limits]:
    """The limits of each stage: from won deals' own times where there are enough, else from the settings."""
    workbook = session.workbook
    pipeline = workbook.pipeline
    if not workbook.pasts.is_current(pipeline, session.clock.zone):
        return settings_limits(session)
    found = _holding(session, pipeline) or _worked_out(session, pipeline)
    _KNOWN[workbook] = _Known(workbook.ageing.last_change(), pipeline.stages, found)
    return found


def settings_limits(session: Session) -> Mapping[str, Limits]:
    """The limits of each stage as the settings say: what holds until history has been read."""
    return {stage.id: limits_of(stage, ()) for stage in session.workbook.pipeline.stages}


def _holding(session: Session, pipeline: Pipeline) -> Mapping[str, Limits] | None:
    """The limits as last worked out, if neither a won deal nor a stage has changed since."""
    known = _KNOWN.get(session.workbook)
    if known is None or known.settings != pipeline.stages:
        return None
    return None if session.workbook.ageing.won_changed(known.change, pipeline.won.id) else known.limits


def clocks(
    session: Session, deal_ids: Sequence[str] | None = None, found: Mapping[str, Limits] | None = None
) -> dict[str, Clocks]:
    """The clocks of some deals, by identifier, or of all that are open; deals that are gone are left out.

    ``found`` are limits that were asked for before.
    """
    workbook, today = session.workbook, session.clock.today()
    pipeline = workbook.pipeline
    rows = workbook.ageing.lives(deal_ids, [stage.id for stage in pipeline.open], today)
    by_stage = limits(session) if found is None else found
    return {row.deal_id: _clocks(session, row, pipeline, by_stage[row.stage_id], today) for row in rows}


def fired(session: Session, filter_line: str, found: Mapping[str, Limits] | None = None) -> Mapping[AgeClock, int]:
    """For how many open deals under a filter each clock has fired; ``found`` are limits that were asked for before."""
    today, calendar = session.clock.today(), session.calendar

    def before(limit: Limit | None) -> date | None:
        return fires_before(limit, today, calendar) if limit is not None else None

    by_stage = limits(session) if found is None else found
    firing = [
        Firing(stage.id, *(before(by_stage[stage.id].of(clock)) for clock in AgeClock))
        for stage in session.workbook.pipeline.open
    ]
    chosen = deal_filter(session, filter_line)
    return session.workbook.ageing.fired(firing, chosen, session.rates, today, session.clock.zone)


def _worked_out(session: Session, pipeline: Pipeline) -> Mapping[str, Limits]:
    days: defaultdict[int, list[int]] = defaultdict(list)
    number = DayNumbers(session.calendar, date.min)
    for position, entered, left in session.workbook.ageing.won_times():
        days[position].append(max(number[left] - number[entered], 0))
    positions = {stage.id: number for number, stage in enumerate(pipeline.open, start=1)}
    return {stage.id: limits_of(stage, days[positions.get(stage.id, 0)]) for stage in pipeline.stages}


def _clocks(session: Session, row: LifeRow, pipeline: Pipeline, limits: Limits, today: date) -> Clocks:
    zone = session.clock.zone
    stage = pipeline.by_id[row.stage_id]

    def local(moment: datetime | None) -> date | None:
        return moment.astimezone(zone).date() if moment is not None else None

    # A closed deal without a date stopped when it came into its stage, if anything tells when that was.
    decided_on = None if stage.is_open else row.closed_on or local(row.entered_stage_at)
    life = Life(
        row.known_since.astimezone(zone).date(),
        row.created_on,
        local(row.entered_stage_at),
        row.touched_on,
        decided_on,
    )
    is_past_first = stage in pipeline.open[1:] or stage == pipeline.won
    followed = Followed(
        row.created_on,
        row.first_touch_on,
        row.reached_second or is_past_first,
        row.reached_second_on,
        not stage.is_open,
        decided_on,
    )
    return Clocks(
        ages(life, limits, today, session.calendar),
        limits,
        follow_ups(followed, today, session.calendar, in_working_days=session.settings.follow_up_days == "working"),
    )
