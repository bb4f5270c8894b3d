"""The clocks of deals in a real workbook: where their limits come from, what stops them, what the counts say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from salesops_tui.clock import FixedClock
from salesops_tui.domain.activities import Activity, ActivityKind
from salesops_tui.domain.ageing import AgeClock, Limit
from salesops_tui.domain.deals import Deal
from salesops_tui.domain.follow_up import FollowUpState
from salesops_tui.domain.steps import Origin, StepKind
from salesops_tui.services import ageing, pasts, steps
from salesops_tui.services.ageing import Clocks
from salesops_tui.services.session import Session, close_session, open_session
from salesops_tui.settings import Settings
from tests.conftest import TODAY
from tests.storage.helpers import add, change, new_deal


@pytest.fixture
def session(workbook_path: Path, clock: FixedClock) -> Iterator[Session]:
    """An empty workbook."""
    opened = open_session(workbook_path, clock, Settings(calendar=None))
    yield opened
    close_session(opened)


def win(session: Session, clock: FixedClock, weeks_in_contact: int) -> str:
    """A deal that stood so many weeks in the first stage, a day in each of the others, and was won."""
    deal = new_deal(session.workbook, created_on=session.clock.today())
    add(session.workbook, deal)
    clock.advance(timedelta(weeks=weeks_in_contact))
    for stage in ("need", "proposal", "negotiation"):
        change(session.workbook, deal.id, stage_id=stage)
        clock.advance(timedelta(days=1))
    change(session.workbook, deal.id, stage_id="won", closed_on=session.clock.today())
    return deal.id


def touch(session: Session, deal: Deal, day: date) -> None:
    """Log a call."""
    with session.workbook.step(StepKind.TOUCH_DEAL, Origin.SCREEN, {"deal": deal.name}):
        session.workbook.activities.insert(
            [Activity(session.workbook.new_id(), ActivityKind.CALL, day, deal_id=deal.id)]
        )


def clocks_of(session: Session, deal: Deal) -> Clocks:
    """A deal's clocks, with its past worked out."""
    pasts.catch_up(session)
    return ageing.clocks(session, [deal.id])[deal.id]


def test_seven_won_deals_leave_the_setting_the_eighth_gives_the_quartile_and_undo_takes_it_back(
    session: Session, clock: FixedClock
) -> None:
    for weeks in range(1, 8):
        win(session, clock, weeks)
    pasts.catch_up(session)
    assert ageing.limits(session)["contact"].stuck == Limit(10)
    win(session, clock, 8)
    # Until the pasts are worked out again, nothing is said from half of them.
    assert not ageing.are_settled(session)
    assert ageing.limits(session)["contact"].stuck == Limit(10)
    pasts.catch_up(session)
    # 5 10 15 20 25 30 35 40 working days: the upper quartile is 31.25.
    assert ageing.limits(session)["contact"].stuck == Limit(31, 8)
    assert ageing.limits(session)["contact"].idle == Limit(2)
    steps.undo(session, Origin.SCREEN)
    pasts.catch_up(session)
    assert ageing.limits(session)["contact"].stuck == Limit(10)


def test_moving_an_open_deal_leaves_the_limits_and_a_won_one_works_them_out_again(
    session: Session, clock: FixedClock
) -> None:
    won = [win(session, clock, weeks) for weeks in range(1, 9)]
    pasts.catch_up(session)
    assert ageing.limits(session)["contact"].stuck == Limit(31, 8)
    add(session.workbook, new_deal(session.workbook))
    pasts.catch_up(session)
    assert ageing.limits(session)["contact"].stuck == Limit(31, 8)
    change(session.workbook, won[0], stage_id="negotiation", closed_on=None)
    pasts.catch_up(session)
    assert ageing.limits(session)["contact"].stuck == Limit(10)


def test_an_empty_workbook_is_settled(session: Session) -> None:
    assert ageing.are_settled(session)
    assert ageing.clocks(session) == {}
    assert set(ageing.fired(session, "").values()) == {0}


def test_an_unknown_entry_is_at_least_since_the_workbook_first_saw_the_deal(
    session: Session, clock: FixedClock
) -> None:
    deal = new_deal(session.workbook, created_on=TODAY - timedelta(weeks=4))
    add(session.workbook, deal)
    clock.advance(timedelta(weeks=1))
    found = clocks_of(session, deal).ages
    assert (found.stuck.days, found.stuck.at_least) == (5, True)
    assert (found.old.days, found.old.at_least) == (25, False)
    change(session.workbook, deal.id, stage_id="need")
    found = clocks_of(session, deal).ages
    assert (found.stuck.days, found.stuck.at_least) == (0, False)


def test_a_touch_stops_idling_and_one_that_is_only_planned_does_not(session: Session, clock: FixedClock) -> None:
    deal = new_deal(session.workbook, created_on=TODAY)
    add(session.workbook, deal)
    clock.advance(timedelta(weeks=1))
    touch(session, deal, session.clock.today() + timedelta(days=1))
    found = clocks_of(session, deal)
    assert (found.ages.idle.days, found.ages.never_touched) == (5, True)
    assert found.follow_ups[0].state is FollowUpState.BREACHED
    touch(session, deal, session.clock.today() - timedelta(days=3))
    found = clocks_of(session, deal)
    assert (found.ages.idle.days, found.ages.never_touched) == (1, False)
    assert (found.follow_ups[0].state, found.follow_ups[0].on_time) == (FollowUpState.DONE, False)


def test_a_closed_deal_stops_ageing_and_never_fires(session: Session, clock: FixedClock) -> None:
    deal = new_deal(session.workbook, created_on=TODAY)
    add(session.workbook, deal)
    clock.advance(timedelta(weeks=1))
    change(session.workbook, deal.id, stage_id="lost", closed_on=session.clock.today())
    clock.advance(timedelta(weeks=30))
    found = clocks_of(session, deal)
    assert (found.ages.old.days, found.ages.fired) == (5, ())
    assert deal.id not in ageing.clocks(session)


def test_a_need_that_was_clear_once_stays_clear_when_the_deal_goes_back(session: Session, clock: FixedClock) -> None:
    deal = new_deal(session.workbook, created_on=TODAY)
    add(session.workbook, deal)
    clock.advance(timedelta(days=3))
    change(session.workbook, deal.id, stage_id="need")
    clock.advance(timedelta(weeks=5))
    change(session.workbook, deal.id, stage_id="contact")
    need = clocks_of(session, deal).follow_ups[1]
    assert (need.state, need.done_on, need.on_time) == (FollowUpState.DONE, TODAY + timedelta(days=3), True)


def test_follow_up_days_are_counted_as_the_settings_say(workbook_path: Path) -> None:
    clock = FixedClock.on(date(2026, 9, 30), FixedClock.on(TODAY).zone)
    for counted, due in (("calendar", date(2026, 10, 2)), ("working", date(2026, 10, 9))):
        session = open_session(workbook_path, clock, Settings(follow_up_days=counted))
        try:
            deal = new_deal(session.workbook, created_on=date(2026, 9, 30))
            add(session.workbook, deal)
            assert clocks_of(session, deal).follow_ups[0].due_on == due
        finally:
            close_session(session)


def test_the_counts_are_those_of_the_clocks(session: Session, clock: FixedClock) -> None:
    for weeks in range(1, 9):
        win(session, clock, weeks)
    stages = ("contact", "need", "proposal", "negotiation")
    for number in range(40):
        created = None if number % 7 == 0 else session.clock.today() - timedelta(days=number * 3)
        deal = new_deal(session.workbook, name=f"D{number % 4}", stage_id=stages[number % 4], created_on=created)
        add(session.workbook, deal)
        clock.advance(timedelta(days=1))
        if number % 3 == 0:
            change(session.workbook, deal.id, stage_id=stages[(number + 1) % 4])
        if number % 5 == 0:
            touch(session, deal, session.clock.today() + timedelta(days=number % 2 * 9))
    clock.advance(timedelta(days=5))
    pasts.catch_up(session)
    open_clocks = ageing.clocks(session)
    assert len(open_clocks) == 40
    expected = Counter(clock for found in open_clocks.values() for clock in found.ages.fired)
    assert ageing.fired(session, "") == {clock: expected[clock] for clock in AgeClock}
    assert len([clock for clock in AgeClock if 0 < expected[clock] < 40]) >= 2
    named = {deal.id for deal in session.workbook.deals.records.all() if deal.name == "D1"}
    expected = Counter(clock for key, found in open_clocks.items() if key in named for clock in found.ages.fired)
    assert ageing.fired(session, "D1") == {clock: expected[clock] for clock in AgeClock}
