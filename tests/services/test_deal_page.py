"""A deal's page: its people, its checklist, its timeline, and taking a line of it back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from salesops_tui.domain.accounts import Contact
from salesops_tui.domain.activities import ActivityKind
from salesops_tui.domain.deal_roles import Role
from salesops_tui.domain.deals import MADE_HERE
from salesops_tui.domain.meddic import BuyingRole
from salesops_tui.domain.steps import Origin, StepKind
from salesops_tui.services import checklists, deals, mending, steps, touches
from salesops_tui.services.deal_page import DealPage, read_deal
from salesops_tui.services.deal_timeline import Happening, StaysAsItIs, take_back
from salesops_tui.services.deals import DealForm, DealGone, add_deal
from salesops_tui.services.moves import Answers, move
from salesops_tui.storage.failures import UndoConflicts
from salesops_tui.storage.repositories.deals import DealWrite
from tests.services.helpers import Desk

HERE = Origin.SCREEN
FORM = DealForm("ERP", "Beike", "Li Na", "contact", "1000", "CNY", "2026-12-01", next_step="Call")


def page(desk: Desk, name: str = "ERP") -> DealPage:
    return read_deal(desk.session, desk.deals()[name].id)


def told(desk: Desk) -> list[tuple[str, str]]:
    return [(line.title, line.told) for line in page(desk).timeline]


def key(desk: Desk, title: str) -> str:
    return next(line.key for line in page(desk).timeline if line.title == title)


def contacts(desk: Desk, *roles: str | None) -> None:
    account = desk.deals()["ERP"].account_id
    workbook = desk.session.workbook
    with workbook.step(StepKind.EDIT_DEAL, HERE, {"deal": "ERP"}):
        workbook.contacts.insert(
            [Contact(workbook.new_id(), f"Person {n}", account, role=role) for n, role in enumerate(roles)]
        )


# People


def test_missing_roles_are_those_that_nobody_has(desk: Desk) -> None:
    add_deal(desk.session, FORM, HERE)
    contacts(desk, "影响人", "User", "决策人")
    buyers = page(desk).buyers
    assert [buyer.role for buyer in buyers.people] == [BuyingRole.DECISION_MAKER, BuyingRole.USER, None]
    assert buyers.people[-1].contact.role == "影响人"
    assert buyers.missing == (BuyingRole.BUDGET_HOLDER, BuyingRole.TECHNICAL_EVALUATOR)
    assert not buyers.hangs_on_one


def test_a_single_contact_is_a_risk_also_when_it_is_listed_twice(desk: Desk) -> None:
    add_deal(desk.session, FORM, HERE)
    assert not page(desk).buyers.hangs_on_one
    contacts(desk, "User")
    assert page(desk).buyers.hangs_on_one
    contacts(desk, "Decision maker")
    assert page(desk).buyers.distinct == 1


def test_the_triangle_flags_who_is_missing_and_uses_the_teams_words(desk: Desk) -> None:
    number = add_deal(desk.session, FORM, HERE)
    (person,) = desk.session.workbook.people.all()
    mending.assign_role(desk.session, number, Role.DELIVERY, person.id, HERE)
    named = replace(desk.session.settings, roles={"solution": "Technical expert"})
    team = read_deal(replace(desk.session, settings=named), number).team
    assert [(member.title, member.person) for member in team] == [
        ("Sales", "Li Na"), ("Technical expert", None), ("Delivery", "Li Na"),
    ]  # fmt: skip


def test_only_open_tasks_are_listed_the_first_due_first(desk: Desk) -> None:
    number = add_deal(desk.session, FORM, HERE)
    mending.add_task_line(desk.session, number, "Sometime", HERE)
    mending.add_task_line(desk.session, number, "Soon 2026-11-24", HERE)
    assert [task.title for task in page(desk).tasks] == ["Soon", "Sometime"]


def test_touches_come_newest_first(desk: Desk) -> None:
    number = add_deal(desk.session, FORM, HERE)
    for note in ("first", "second"):
        touches.log_touch(desk.session, number, ActivityKind.CALL, note, HERE)
    assert [touch.note for touch in page(desk).touches] == ["second", "first"]


# The timeline


def test_the_timeline_has_changes_touches_ticks_and_the_beginning(desk: Desk) -> None:
    number = add_deal(desk.session, FORM, HERE)
    move(desk.session, number, "need", Answers(), HERE)
    mending.set_next_step(desk.session, number, "Visit", date(2026, 11, 26), HERE)
    touches.log_touch(desk.session, number, ActivityKind.VISIT, "Met the team", HERE)
    checklists.tick(desk.session, number, "exit:contact", HERE)
    mending.assign_role(desk.session, number, Role.SOLUTION, desk.session.workbook.people.all()[0].id, HERE)
    assert {line.kind for line in page(desk).timeline} == set(Happening)
    lines = told(desk)
    assert lines[-1] == ("New deal", "")
    assert ("Stage", "First contact → Need confirmed") in lines
    assert ("Next step", "Call → Visit") in lines
    assert ("Next step on", "– → 26 Nov") in lines
    assert ("Visit", "Met the team") in lines
    assert ("Solution", "– → Li Na") in lines
    assert ("Ticked off", "Basic customer information collected") in lines


def test_the_timeline_is_in_the_order_of_time_whoever_told_of_it(desk: Desk) -> None:
    desk.bring_rows(("1", "ERP", "Beike", "Li Na", "First contact", "1000", "CNY", "2026-12-01"), source="crm")
    headers = ("Deal ID", "Field", "Old value", "New value", "Changed at", "Changed by")
    history = desk.write(
        ("1", "Stage", "", "First contact", "2026-10-01 09:00", "Li Na"),
        ("1", "Amount", "500", "1000", "2026-11-02 15:00", "Li Na"),
        headers=headers,
        name="history.csv",
    )
    desk.bring(history, source="crm", kind=None)
    touches.log_touch(desk.session, desk.deals()["ERP"].id, ActivityKind.CALL, "now", HERE)
    days = [line.day for line in page(desk).timeline if line.kind is not Happening.CREATION]
    assert days == sorted(days, reverse=True)
    assert len(days) == 3


def test_a_push_is_told_with_its_reason(desk: Desk) -> None:
    number = add_deal(desk.session, FORM, HERE)
    mending.push_deal(desk.session, number, date(2026, 12, 31), "The board meets later", HERE)
    line = page(desk).timeline[0]
    assert (line.title, line.told, line.reason) == ("Close date", "1 Dec → 31 Dec", "The board meets later")
    assert page(desk).pushes.days == 30


def test_an_amount_is_told_in_the_currency_of_its_time(desk: Desk) -> None:
    number = add_deal(desk.session, FORM, HERE)
    deals.edit_deal(desk.session, number, replace(FORM, amount="2000"), HERE)
    deals.edit_deal(desk.session, number, replace(FORM, amount="300", currency="USD"), HERE)
    assert ("Amount", "¥1,000 → ¥2,000") in told(desk)


def test_what_was_undone_is_told_no_more_and_what_was_redone_is(desk: Desk) -> None:
    number = add_deal(desk.session, FORM, HERE)
    mending.set_next_step(desk.session, number, "Visit", None, HERE)
    steps.undo(desk.session, HERE)
    assert ("Next step", "Call → Visit") not in told(desk)
    steps.redo(desk.session, HERE)
    assert ("Next step", "Call → Visit") in told(desk)


# Taking back


def test_a_line_in_the_middle_is_taken_back_and_the_rest_stays(desk: Desk) -> None:
    number = add_deal(desk.session, FORM, HERE)
    move(desk.session, number, "need", Answers(), HERE)
    mending.push_deal(desk.session, number, date(2026, 12, 8), None, HERE)
    take_back(desk.session, number, key(desk, "Stage"), HERE)
    deal = desk.deals()["ERP"]
    assert (deal.stage_id, deal.close_date) == ("contact", date(2026, 12, 8))
    assert ("Close date", "1 Dec → 8 Dec") in told(desk)


def test_a_line_on_which_later_work_stands_names_it_and_changes_nothing(desk: Desk) -> None:
    number = add_deal(desk.session, FORM, HERE)
    move(desk.session, number, "need", Answers(), HERE)
    first = key(desk, "Stage")
    move(desk.session, number, "proposal", Answers(), HERE)
    with pytest.raises(UndoConflicts, match="later steps stand on it"):
        take_back(desk.session, number, first, HERE)
    assert desk.deals()["ERP"].stage_id == "proposal"


@pytest.mark.parametrize("title", ["Visit", "Ticked off", "Next step"])
def test_touches_ticks_and_untracked_fields_are_taken_back_too(desk: Desk, title: str) -> None:
    number = add_deal(desk.session, FORM, HERE)
    touches.log_touch(desk.session, number, ActivityKind.VISIT, "", HERE)
    checklists.tick(desk.session, number, "risk:ip", HERE)
    mending.set_next_step(desk.session, number, "Visit", None, HERE)
    take_back(desk.session, number, key(desk, title), HERE)
    assert title not in {line.title for line in page(desk).timeline}


def test_who_had_a_role_before_comes_back(desk: Desk) -> None:
    number = add_deal(desk.session, FORM, HERE)
    add_deal(desk.session, replace(FORM, name="CRM", owner="Zhao Lei"), HERE)
    for person in desk.session.workbook.people.all():
        mending.assign_role(desk.session, number, Role.DELIVERY, person.id, HERE)
    assert [text for title, text in told(desk) if title == "Delivery"] == ["Li Na → Zhao Lei", "– → Li Na"]
    take_back(desk.session, number, key(desk, "Delivery"), HERE)
    assert page(desk).team[-1].person == "Li Na"


def test_taking_back_the_beginning_takes_the_deal_away(desk: Desk) -> None:
    number = add_deal(desk.session, FORM, HERE)
    take_back(desk.session, number, key(desk, "New deal"), HERE)
    with pytest.raises(DealGone):
        read_deal(desk.session, number)


def test_a_change_that_came_with_an_import_is_set_back_alone(desk: Desk) -> None:
    row = ("1", "ERP", "Beike", "Li Na", "First contact", "1000", "CNY", "2026-12-01")
    other = ("2", "CRM", "Beike", "Li Na", "First contact", "700", "CNY", "2026-12-01")
    desk.bring_rows(row, other, source="crm")
    desk.bring_rows((*row[:4], "Won", "2000", *row[6:]), (*other[:5], "900", *other[6:]), source="crm")
    number = desk.deals()["ERP"].id
    assert take_back(desk.session, number, key(desk, "Amount"), HERE) == "Set back: Amount"
    assert (desk.deals()["ERP"].amount, desk.deals()["CRM"].amount) == (1000_00, 900_00)
    assert steps.next_to_undo(desk.session) == "Edit ERP"
    newest, *_rest, oldest = [line for line in page(desk).timeline if line.title == "Amount"]
    assert (newest.told, newest.who) == ("¥2,000 → ¥1,000", "here")
    with pytest.raises(StaysAsItIs, match="changed again since"):
        take_back(desk.session, number, oldest.key, HERE)
    won = next(line for line in page(desk).timeline if line.title == "Stage" and "Won" in line.told)
    take_back(desk.session, number, won.key, HERE)
    assert (desk.deals()["ERP"].stage_id, desk.deals()["ERP"].closed_on) == ("contact", None)


def test_the_beginning_of_an_imported_deal_stays(desk: Desk) -> None:
    desk.bring_rows(("1", "ERP", "Beike", "Li Na", "First contact", "1000"), source="crm")
    number = desk.deals()["ERP"].id
    with pytest.raises(StaysAsItIs, match="open the log"):
        take_back(desk.session, number, f"creation:{number}", HERE)


def test_an_edit_of_several_deals_is_set_back_for_this_one_only(desk: Desk) -> None:
    one, two = add_deal(desk.session, FORM, HERE), add_deal(desk.session, replace(FORM, name="CRM"), HERE)
    workbook = desk.session.workbook
    before = [workbook.deals.get(number) for number in (one, two)]
    with workbook.step(StepKind.EDIT_DEALS, HERE, {"number": 2}):
        workbook.deals.write(
            [DealWrite(deal, replace(deal, amount=5, competitor="Acme"), MADE_HERE) for deal in before if deal]
        )
    take_back(desk.session, one, key(desk, "Amount"), HERE)
    take_back(desk.session, one, key(desk, "Competitor"), HERE)
    assert (desk.deals()["ERP"].amount, desk.deals()["ERP"].competitor) == (1000_00, None)
    assert (desk.deals()["CRM"].amount, desk.deals()["CRM"].competitor) == (5, "Acme")


def test_a_line_that_is_gone_already_is_told(desk: Desk) -> None:
    number = add_deal(desk.session, FORM, HERE)
    mending.set_next_step(desk.session, number, "Visit", None, HERE)
    move(desk.session, number, "need", Answers(), HERE)
    lines = [key(desk, "Stage"), key(desk, "Next step")]
    steps.undo(desk.session, HERE)
    steps.undo(desk.session, HERE)
    for line in lines:
        with pytest.raises(StaysAsItIs, match="already"):
            take_back(desk.session, number, line, HERE)
