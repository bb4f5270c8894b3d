"""Mending a deal: each a named step that can be taken back."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest

from salesops_tui.domain.activities import ActivityKind
from salesops_tui.domain.deal_roles import Role
from salesops_tui.domain.deals import Deal
from salesops_tui.domain.steps import Origin, StepKind
from salesops_tui.domain.tasks import TaskState
from salesops_tui.services import checklists, mending, steps, touches
from salesops_tui.services.deals import DealForm, DealGone, FieldRefused, add_deal
from salesops_tui.services.offers import offers
from tests.conftest import TODAY
from tests.services.helpers import Desk

HERE = Origin.SCREEN


def new_deal(desk: Desk, **fields: str) -> str:
    form = DealForm(**{"name": "ERP", "account": "Beike", "owner": "Li Na", "amount": "1000", **fields})
    return add_deal(desk.session, form, HERE)


def deal(desk: Desk, deal_id: str) -> Deal:
    found = desk.session.workbook.deals.get(deal_id)
    assert found is not None
    return found


def title(desk: Desk) -> str | None:
    return steps.next_to_undo(desk.session)


def test_a_date_is_put_off_with_its_reason_kept(desk: Desk) -> None:
    number = new_deal(desk, close_date="2026-11-20")
    mending.push_deal(desk.session, number, date(2026, 11, 30), "The board meets later", HERE)
    event = desk.events("ERP")[-1]
    assert (event.old, event.new, event.reason) == (date(2026, 11, 20), date(2026, 11, 30), "The board meets later")
    assert title(desk) == "Put off ERP to 2026-11-30"
    steps.undo(desk.session, HERE)
    assert deal(desk, number).close_date == date(2026, 11, 20)


@pytest.mark.parametrize(("days", "needed"), [(14, False), (15, True)])
def test_more_than_two_weeks_need_a_reason(desk: Desk, days: int, needed: bool) -> None:
    number = new_deal(desk, close_date="2026-12-01")
    day = date(2026, 12, 1) + timedelta(days=days)
    if not needed:
        mending.push_deal(desk.session, number, day, None, HERE)
        assert deal(desk, number).close_date == day
        return
    with pytest.raises(FieldRefused, match="more than 14 days needs a reason"):
        mending.push_deal(desk.session, number, day, "  ", HERE)
    assert deal(desk, number).close_date == date(2026, 12, 1)


def test_a_date_is_only_ever_put_off_to_a_later_one_that_lies_ahead(desk: Desk) -> None:
    number = new_deal(desk, close_date="2026-12-10")
    with pytest.raises(FieldRefused, match="not later than"):
        mending.push_deal(desk.session, number, date(2026, 12, 10), None, HERE)
    late = new_deal(desk, close_date="2026-11-02")
    with pytest.raises(FieldRefused, match="has passed"):
        mending.push_deal(desk.session, late, date(2026, 11, 12), None, HERE)


def test_what_is_offered_lies_ahead_of_the_date_and_of_today(desk: Desk) -> None:
    ahead = offers(desk.session, new_deal(desk, close_date="2026-12-31")).pushes
    assert [suggestion.day for suggestion in ahead] == [
        date(2027, 1, 7), date(2027, 1, 14), date(2027, 1, 31), date(2027, 3, 31),
    ]  # fmt: skip
    late = offers(desk.session, new_deal(desk, close_date="2026-10-01")).pushes
    assert [suggestion.day for suggestion in late] == [
        date(2026, 11, 30), date(2026, 12, 7), date(2026, 11, 30), date(2027, 3, 31),
    ]  # fmt: skip
    assert offers(desk.session, new_deal(desk)).pushes == late


@pytest.mark.parametrize(
    ("typed", "step", "day"),
    [
        ("Send the contract fri", "Send the contract", date(2026, 11, 27)),
        ("发合同 周五", "发合同", date(2026, 11, 27)),
        ("Call +3", "Call", date(2026, 11, 26)),
        ("Call Wang", "Call Wang", None),
        ("fri", "fri", None),
    ],
)
def test_a_date_at_the_end_says_when(typed: str, step: str, day: date | None) -> None:
    assert mending.read_step(typed, TODAY) == (step, day)


@pytest.mark.parametrize("typed", ["", "   ", "Call 2026-11-01"])
def test_a_step_without_words_or_in_the_past_is_refused(typed: str) -> None:
    with pytest.raises(FieldRefused):
        mending.read_step(typed, TODAY)


def test_a_next_step_replaces_the_old_one_with_its_date(desk: Desk) -> None:
    number = new_deal(desk, next_step="Old", next_step_on="2026-11-20")
    mending.set_next_step(desk.session, number, "New", None, HERE)
    assert (deal(desk, number).next_step, deal(desk, number).next_step_on) == ("New", None)
    assert title(desk) == "Next step for ERP"


def test_a_snooze_is_kept_once_and_taken_back(desk: Desk) -> None:
    number = new_deal(desk)
    mending.snooze_deal(desk.session, number, date(2026, 11, 24), HERE)
    mending.snooze_deal(desk.session, number, date(2026, 11, 30), HERE)
    (snooze,) = desk.session.workbook.snoozes.all()
    assert snooze.until == date(2026, 11, 30)
    steps.undo(desk.session, HERE)
    assert desk.session.workbook.snoozes.all()[0].until == date(2026, 11, 24)


def test_a_touch_is_the_owners_and_of_this_minute(desk: Desk) -> None:
    number = new_deal(desk)
    touches.log_touch(desk.session, number, ActivityKind.CALL, "  Asked for\tthe budget ", HERE)
    (touch,) = desk.session.workbook.activities.of_deal(number)
    assert (touch.kind, touch.day, touch.at, touch.note) == ("call", TODAY, time(9, 0), "Asked for the budget")
    assert (touch.person_id, touch.account_id) == (deal(desk, number).owner_id, deal(desk, number).account_id)
    steps.undo(desk.session, HERE)
    assert desk.session.workbook.activities.all() == []


def test_a_task_is_made_for_the_owner(desk: Desk) -> None:
    number = new_deal(desk)
    mending.add_task_line(desk.session, number, "Write the offer 2026-11-27", HERE)
    (task,) = desk.session.workbook.tasks.of_deal(number)
    assert (task.title, task.due_on, task.state) == ("Write the offer", date(2026, 11, 27), TaskState.OPEN)
    assert (task.owner_id, task.account_id) == (deal(desk, number).owner_id, deal(desk, number).account_id)


def test_a_role_has_one_person(desk: Desk) -> None:
    number = new_deal(desk)
    new_deal(desk, owner="Zhao Lei")
    people = {person.name: person.id for person in desk.session.workbook.people.all()}
    for name in ("Li Na", "Zhao Lei"):
        mending.assign_role(desk.session, number, Role.SOLUTION, people[name], HERE)
    (role,) = desk.session.workbook.deal_roles.of_deal(number)
    assert role.person_id == people["Zhao Lei"]
    assert title(desk) == "Put Zhao Lei on ERP"


def test_an_owner_is_set_and_told_by_the_history(desk: Desk) -> None:
    number = new_deal(desk, owner="")
    new_deal(desk, name="Other", owner="Zhao Lei")
    (person,) = desk.session.workbook.people.all()
    mending.set_owner(desk.session, number, person.id, HERE)
    assert [(event.old, event.new) for event in desk.events("ERP")][-1] == (None, person.id)


def test_ticking_twice_is_one_tick_and_unticking_none(desk: Desk) -> None:
    number = new_deal(desk)
    for _again in range(2):
        checklists.tick(desk.session, number, "risk:payment", HERE)
    assert len(desk.session.workbook.ticks.of_deal(number)) == 1
    assert sum(item.ticked_on == TODAY for item in checklists.checklist(desk.session, number)) == 1
    checklists.untick(desk.session, number, "risk:payment", HERE)
    assert desk.session.workbook.ticks.of_deal(number) == []
    steps.undo(desk.session, HERE)
    assert len(desk.session.workbook.ticks.of_deal(number)) == 1


def test_what_changes_nothing_is_no_step(desk: Desk) -> None:
    number = new_deal(desk, next_step="Call")
    mending.set_next_step(desk.session, number, "Call", None, HERE)
    assert title(desk) == "Add ERP"
    assert all(entry.step.kind is not StepKind.SET_NEXT_STEP for entry in desk.session.workbook.journal.entries())


def test_a_deal_that_is_gone_is_told(desk: Desk) -> None:
    number = new_deal(desk)
    steps.undo(desk.session, HERE)
    with pytest.raises(DealGone):
        mending.snooze_deal(desk.session, number, TODAY, HERE)
    with pytest.raises(DealGone):
        touches.log_touch(desk.session, number, ActivityKind.CALL, "", HERE)
