"""Which deals are broken today, and in which order."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from salesops_tui.clock import FixedClock
from salesops_tui.domain.calendar import WorkingCalendar
from salesops_tui.domain.steps import Origin
from salesops_tui.services import hygiene, mending, steps
from salesops_tui.services.deals import DealForm, add_deal
from salesops_tui.services.hygiene import Fault
from salesops_tui.services.session import Session
from tests.conftest import TODAY
from tests.services.helpers import Desk

HERE = Origin.SCREEN
WHOLE = DealForm(
    "Whole",
    "Beike",
    "Li Na",
    "proposal",
    "1000",
    "CNY",
    "2026-12-10",
    "ERP",
    next_step="Call",
    next_step_on="2026-11-25",
)


def add(session: Session, name: str, **fields: str) -> str:
    return add_deal(session, replace(WHOLE, name=name, **fields), HERE)


def faults(session: Session, deal_id: str) -> tuple[Fault, ...]:
    card = hygiene.card(session, deal_id)
    assert card is not None
    return card.faults


def later(session: Session, days: int) -> Session:
    """The same workbook on another day."""
    return replace(session, clock=FixedClock.on(TODAY + timedelta(days=days), session.clock.zone))


def test_a_whole_deal_is_not_in_the_queue(desk: Desk) -> None:
    add(desk.session, "Whole")
    assert hygiene.queue(desk.session, "").deal_ids == ()


def test_an_empty_workbook_has_an_empty_queue(desk: Desk) -> None:
    assert hygiene.queue(desk.session, "").deal_ids == ()
    assert hygiene.ending(desk.session).next_day is None


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"owner": ""}, Fault.NO_OWNER),
        ({"close_date": "2026-11-22"}, Fault.PAST_CLOSE),
        ({"next_step": "", "next_step_on": ""}, Fault.NO_STEP),
        ({"next_step_on": "2026-11-22"}, Fault.STEP_PAST),
        ({"amount": ""}, Fault.MISSING_FIELD),
        ({"close_date": ""}, Fault.MISSING_FIELD),
        ({"account": ""}, Fault.MISSING_FIELD),
    ],
)
def test_each_fault_is_found(desk: Desk, fields: dict[str, str], expected: Fault) -> None:
    number = add(desk.session, "Broken", **fields)
    assert hygiene.queue(desk.session, "").deal_ids == (number,)
    assert faults(desk.session, number) == (expected,)


@pytest.mark.parametrize("fields", [{"close_date": "2026-11-23"}, {"next_step_on": "2026-11-23"}, {"next_step_on": ""}])
def test_what_is_due_today_is_not_late_yet(desk: Desk, fields: dict[str, str]) -> None:
    add(desk.session, "Due", **fields)
    assert hygiene.queue(desk.session, "").deal_ids == ()


def test_a_deal_is_stuck_once_its_stage_took_more_working_days_than_it_may(desk: Desk) -> None:
    number = add(desk.session, "Slow", next_step_on="", close_date="2027-06-30")
    # Entered on Monday the 23rd: ten working days later it is Monday, 7 December.
    assert faults(later(desk.session, 14), number) == ()
    assert faults(later(desk.session, 15), number) == (Fault.STUCK,)


def test_the_edge_of_being_stuck_agrees_with_the_calendar() -> None:
    calendar = WorkingCalendar(days_off=[date(2026, 11, 19)], make_up_days=[date(2026, 11, 14)])
    for today in (TODAY + timedelta(days=shift) for shift in range(-10, 10)):
        for limit in (0, 1, 5, 12):
            day = hygiene.first_day_within(calendar, today, limit)
            assert calendar.working_days_between(day, today) <= limit
            assert calendar.working_days_between(day - timedelta(days=1), today) > limit


def test_won_and_lost_deals_are_left_in_peace(desk: Desk) -> None:
    add(desk.session, "Won", stage_id="won", owner="", close_date="2026-01-01")
    add(desk.session, "Lost", stage_id="lost", owner="", close_date="2026-01-01")
    assert hygiene.queue(desk.session, "").deal_ids == ()


def test_the_most_faults_come_first_then_the_largest_amounts_in_one_currency(desk: Desk) -> None:
    session = replace(desk.session, settings=replace(desk.session.settings, rates={"USD": Decimal("7.1")}))
    small = add(session, "Small", owner="", amount="500")
    large = add(session, "Large", owner="", amount="600")
    dollars = add(session, "Dollars", owner="", amount="100", currency="USD")
    unrated = add(session, "Unrated", owner="", amount="9000000", currency="XAF")
    worst = add(session, "Worst", owner="", amount="1", close_date="2026-11-01")
    assert hygiene.queue(session, "").deal_ids == (worst, dollars, large, small, unrated)


def test_the_filter_narrows_the_queue(desk: Desk) -> None:
    add(desk.session, "Hers", close_date="2026-11-01")
    his = add(desk.session, "His", owner="Zhao Lei", close_date="2026-11-01", amount="5000")
    assert hygiene.queue(desk.session, "@zhao").deal_ids == (his,)
    assert hygiene.queue(desk.session, ">2000 his").deal_ids == (his,)
    assert hygiene.queue(desk.session, "'; DROP TABLE deal; ?").deal_ids == ()


def test_a_snoozed_deal_comes_back_on_its_day(desk: Desk) -> None:
    number = add(desk.session, "Broken", owner="")
    mending.snooze_deal(desk.session, number, TODAY + timedelta(days=1), HERE)
    assert hygiene.queue(desk.session, "").deal_ids == ()
    assert hygiene.queue(later(desk.session, 1), "").deal_ids == (number,)
    steps.undo(desk.session, HERE)
    assert hygiene.queue(desk.session, "").deal_ids == (number,)


def test_the_settings_say_what_a_stage_asks_for(desk: Desk) -> None:
    settings = replace(desk.session.settings, required_fields={"contact": ("lead_source", "owner", "?"), "need": ()})
    session = replace(desk.session, settings=settings)
    without_source = add(session, "Second", stage_id="need", amount="")
    add(session, "First", stage_id="contact", amount="")
    assert hygiene.queue(session, "").deal_ids == (without_source,)
    card = hygiene.card(session, without_source)
    assert card is not None
    assert card.missing == ("lead_source",)


def test_the_end_tells_when_the_next_date_passes(desk: Desk) -> None:
    add(desk.session, "Whole", close_date="2026-12-10", next_step_on="2026-12-01")
    assert hygiene.ending(desk.session).next_day == date(2026, 12, 2)
    number = add(desk.session, "Snoozed", owner="")
    mending.snooze_deal(desk.session, number, date(2026, 11, 26), HERE)
    assert hygiene.ending(desk.session).next_day == date(2026, 11, 26)


def test_a_card_knows_what_comes_next_and_that_a_deal_is_gone(desk: Desk) -> None:
    first, second = add(desk.session, "A", owner=""), add(desk.session, "B", owner="")
    card = hygiene.card(desk.session, first, [second, "nobody"])
    assert card is not None
    assert [(deal.name, account) for deal, account in card.ahead] == [("B", "Beike")]
    assert hygiene.card(desk.session, "nobody") is None
