"""The follow-up rule 2-2-2 at its boundaries (domain row 6, trap A.4.11)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesops_tui.domain.calendar import WorkingCalendar
from salesops_tui.domain.follow_up import Followed, FollowUp, FollowUpRule, FollowUpState, follow_ups, months_later

PLAIN = WorkingCalendar()
NATIONAL_DAY = WorkingCalendar(
    days_off=[date(2026, 10, day) for day in range(1, 8)],
    make_up_days=[date(2026, 9, 20), date(2026, 10, 10)],
    years=range(2026, 2027),
)
MONDAY = date(2026, 11, 2)


def deal(
    created_on: date | None = MONDAY,
    *,
    touched: date | None = None,
    clear: date | bool = False,
    decided: date | bool = False,
) -> Followed:
    """A deal; True for what happened on a day that nobody knows."""
    return Followed(
        created_on,
        touched,
        clear is not False,
        clear if isinstance(clear, date) else None,
        decided is not False,
        decided if isinstance(decided, date) else None,
    )


def judged(rule: FollowUpRule, of: Followed, today: date, *, working: bool = False) -> FollowUp:
    """One of the rules."""
    found = follow_ups(of, today, NATIONAL_DAY, in_working_days=working)
    assert [follow_up.rule for follow_up in found] == list(FollowUpRule)
    return found[list(FollowUpRule).index(rule)]


@pytest.mark.parametrize(
    ("days", "state"),
    [(0, "due"), (1, "due"), (2, "at_risk"), (3, "breached")],
)
def test_the_first_contact_has_two_days(days: int, state: str) -> None:
    found = judged(FollowUpRule.CONTACT, deal(), MONDAY + timedelta(days=days))
    assert (found.state, found.due_on, found.on_time) == (state, date(2026, 11, 4), None)


@pytest.mark.parametrize(("day", "on_time"), [(-3, True), (0, True), (2, True), (3, False)])
def test_a_contact_is_done_in_time_or_late_and_both_are_kept(day: int, on_time: bool) -> None:
    touched = MONDAY + timedelta(days=day)
    found = judged(FollowUpRule.CONTACT, deal(touched=touched), MONDAY + timedelta(days=90))
    assert (found.state, found.done_on, found.on_time) == (FollowUpState.DONE, touched, on_time)


@pytest.mark.parametrize(("days", "state"), [(10, "due"), (11, "at_risk"), (14, "at_risk"), (15, "breached")])
def test_the_need_has_fourteen_days_and_is_at_risk_from_three_quarters_on(days: int, state: str) -> None:
    assert judged(FollowUpRule.NEED, deal(), MONDAY + timedelta(days=days)).state == state


def test_two_months_after_the_last_of_december_are_the_end_of_february() -> None:
    assert months_later(date(2025, 12, 31), 2) == date(2026, 2, 28)
    assert months_later(date(2027, 12, 31), 2) == date(2028, 2, 29)
    old = deal(date(2025, 12, 31))
    assert judged(FollowUpRule.DECISION, old, date(2026, 2, 28)).state is FollowUpState.AT_RISK
    assert judged(FollowUpRule.DECISION, old, date(2026, 3, 1)).state is FollowUpState.BREACHED


@pytest.mark.parametrize(("used", "state"), [(44, "due"), (45, "at_risk")])
def test_a_decision_is_at_risk_from_three_quarters_of_the_two_months_on(used: int, state: str) -> None:
    # From 31 December to 28 February are 59 days: three quarters are 44.25.
    assert judged(FollowUpRule.DECISION, deal(date(2025, 12, 31)), date(2025, 12, 31) + timedelta(used)).state == state


def test_working_days_leave_out_national_day_and_count_its_make_up_days() -> None:
    eve = deal(date(2026, 9, 30))
    contact, need, decision = (judged(rule, eve, date(2026, 9, 30), working=True).due_on for rule in FollowUpRule)
    # 1 to 7 October are off; Saturday the 10th is worked.
    assert contact == date(2026, 10, 9)
    assert need == date(2026, 10, 20)
    assert decision == date(2026, 11, 30)
    assert judged(FollowUpRule.CONTACT, eve, date(2026, 10, 7), working=True).state is FollowUpState.DUE
    assert judged(FollowUpRule.CONTACT, eve, date(2026, 10, 9), working=True).state is FollowUpState.AT_RISK
    assert judged(FollowUpRule.CONTACT, eve, date(2026, 10, 10), working=True).state is FollowUpState.BREACHED
    assert judged(FollowUpRule.CONTACT, eve, date(2026, 10, 3)).state is FollowUpState.BREACHED


def test_what_nobody_knows_is_unknown_and_never_invented() -> None:
    nobody = deal(None)
    assert {found.state for found in follow_ups(nobody, MONDAY, PLAIN, in_working_days=False)} == {
        FollowUpState.UNKNOWN
    }
    done = judged(FollowUpRule.CONTACT, deal(None, touched=MONDAY), MONDAY)
    assert (done.state, done.due_on, done.on_time) == (FollowUpState.DONE, None, None)
    clear = judged(FollowUpRule.NEED, deal(clear=True), MONDAY + timedelta(days=90))
    assert (clear.state, clear.on_time) == (FollowUpState.DONE, None)


def test_a_deal_that_is_decided_owes_nothing_more_but_keeps_what_it_missed() -> None:
    today = MONDAY + timedelta(days=200)
    quick = deal(decided=MONDAY + timedelta(days=2))
    assert judged(FollowUpRule.CONTACT, quick, today).state is FollowUpState.MOOT
    assert judged(FollowUpRule.NEED, quick, today).state is FollowUpState.MOOT
    assert judged(FollowUpRule.DECISION, quick, today).on_time is True
    slow = deal(decided=MONDAY + timedelta(days=100))
    assert judged(FollowUpRule.NEED, slow, today).state is FollowUpState.BREACHED
    assert judged(FollowUpRule.DECISION, slow, today).on_time is False


@given(st.dates(date(2020, 1, 1), date(2030, 12, 31)), st.integers(0, 120), st.booleans())
def test_time_only_ever_runs_from_due_to_at_risk_to_breached(created: date, days: int, working: bool) -> None:
    order = [FollowUpState.DUE, FollowUpState.AT_RISK, FollowUpState.BREACHED]
    today = created + timedelta(days=days)
    for rule in FollowUpRule:
        now = judged(rule, deal(created), today, working=working)
        later = judged(rule, deal(created), today + timedelta(days=1), working=working)
        assert order.index(now.state) <= order.index(later.state)
        assert now.due_on is not None
        assert (now.state is FollowUpState.BREACHED) == (today > now.due_on)
