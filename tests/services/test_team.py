"""The team, kept up to date."""

from __future__ import annotations

from dataclasses import replace

import pytest

from salesops_tui.domain.steps import Origin
from salesops_tui.services.deals import FieldRefused
from salesops_tui.services.people import team
from salesops_tui.services.session import Session
from salesops_tui.services.steps import log, undo
from salesops_tui.services.team import PersonForm, PersonGone, everybody, form_of, save_person
from tests.services.helpers import Desk

HERE = Origin.SCREEN


def test_somebody_is_added_edited_and_leaves_step_by_step(desk: Desk) -> None:
    session = desk.session
    lina = save_person(session, None, PersonForm("  Li Na ", "Account manager", "East", "", "李娜，li.na"), HERE)
    person = session.workbook.people.get(lina)
    assert person is not None
    assert (person.name, person.aliases, person.email) == ("Li Na", ("李娜", "li.na"), None)
    save_person(session, lina, replace(form_of(person), team="West", active=False), HERE)
    assert team(session) == ()
    assert [line.title for line in log(session, 2)] == ["Edit Li Na in the team", "Add Li Na to the team"]
    undo(session, HERE)
    assert team(session) == ((lina, "Li Na"),)


def test_what_did_not_change_is_no_step(desk: Desk) -> None:
    lina = save_person(desk.session, None, PersonForm("Li Na"), HERE)
    before = desk.session.workbook.journal.last_step()
    person = desk.session.workbook.people.get(lina)
    assert person is not None
    save_person(desk.session, lina, form_of(person), HERE)
    assert desk.session.workbook.journal.last_step() == before


@pytest.mark.parametrize(
    ("form", "field"),
    [
        (PersonForm(""), "name"),
        (PersonForm(" \u200b\x1b "), "name"),
        (PersonForm("ｌｉ ｎａ"), "name"),
        (PersonForm("李娜"), "name"),
        (PersonForm("Wang Wei", aliases="wang, LI NA"), "aliases"),
    ],
)
def test_a_name_is_needed_and_is_nobody_elses(desk: Desk, form: PersonForm, field: str) -> None:
    save_person(desk.session, None, PersonForm("Li Na", aliases="李娜"), HERE)
    with pytest.raises(FieldRefused) as refused:
        save_person(desk.session, None, form, HERE)
    assert refused.value.field == field
    assert len(everybody(desk.session)) == 1


def test_somebody_who_is_gone_is_told(desk: Desk) -> None:
    with pytest.raises(PersonGone):
        save_person(desk.session, "nobody", PersonForm("X"), HERE)


def test_those_who_left_come_last(chinese: Session) -> None:
    first = everybody(chinese)[0]
    save_person(chinese, first.id, replace(form_of(first), active=False), HERE)
    assert everybody(chinese)[-1].id == first.id
