"""Undo and redo of anything, in any order, with conflicts named."""

from __future__ import annotations

from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from salesops_tui.clock import FixedClock
from salesops_tui.domain.accounts import Account
from salesops_tui.domain.deals import TrackedField
from salesops_tui.domain.steps import Origin, StepKind
from salesops_tui.storage.checking import check
from salesops_tui.storage.failures import NothingToUndo, UndoConflicts
from salesops_tui.storage.opening import open_workbook
from salesops_tui.storage.records import BULK
from salesops_tui.storage.workbook import Workbook
from tests.storage.helpers import add, change, dump, new_deal


def test_undo_takes_back_an_edit_and_redo_brings_it_back(workbook: Workbook) -> None:
    deal = new_deal(workbook)
    add(workbook, deal)
    before = dump(workbook.connection)
    change(workbook, deal.id, stage_id="need", amount=None, close_date=date(2027, 1, 15))
    after = dump(workbook.connection)
    target, step = workbook.undo.undo(Origin.SCREEN)
    assert (target.kind, step.kind) == (StepKind.EDIT_DEAL, StepKind.UNDO)
    assert dump(workbook.connection) == before
    workbook.undo.redo(Origin.SCREEN)
    assert dump(workbook.connection) == after
    assert check(workbook.connection) == []


def test_undo_goes_back_step_by_step_and_across_restarts(workbook_path: Path, clock: FixedClock) -> None:
    states = []
    with closing(open_workbook(workbook_path, clock)) as workbook:
        deal = new_deal(workbook)
        states.append(dump(workbook.connection))
        add(workbook, deal)
        for stage in ("need", "proposal", "negotiation"):
            states.append(dump(workbook.connection))
            change(workbook, deal.id, stage_id=stage)
    for state in reversed(states):
        with closing(open_workbook(workbook_path, clock)) as workbook:
            workbook.undo.undo(Origin.COMMAND_LINE)
            assert dump(workbook.connection) == state
    with closing(open_workbook(workbook_path, clock)) as workbook:
        with pytest.raises(NothingToUndo):
            workbook.undo.undo(Origin.COMMAND_LINE)
        for _ in states:
            workbook.undo.redo(Origin.COMMAND_LINE)
        again = workbook.deals.get(deal.id)
        assert again is not None
        assert again.stage_id == "negotiation"
        with pytest.raises(NothingToUndo):
            workbook.undo.redo(Origin.COMMAND_LINE)


def test_something_new_ends_redo(workbook: Workbook) -> None:
    first, second = new_deal(workbook), new_deal(workbook, name="Beike renewal")
    add(workbook, first)
    workbook.undo.undo(Origin.SCREEN)
    add(workbook, second)
    with pytest.raises(NothingToUndo, match="nothing to redo"):
        workbook.undo.redo(Origin.SCREEN)


def test_undo_of_an_old_step_keeps_later_work_on_other_fields(workbook: Workbook) -> None:
    deal = new_deal(workbook, amount=100_00)
    add(workbook, deal)
    change(workbook, deal.id, amount=200_00)
    raised = workbook.journal.entries()[0].step
    change(workbook, deal.id, next_step="send contract", stage_id="need")
    workbook.undo.undo(Origin.SCREEN, raised.id)
    now = workbook.deals.get(deal.id)
    assert now is not None
    assert (now.amount, now.next_step, now.stage_id) == (100_00, "send contract", "need")
    assert [event.field for event in workbook.deals.events(deal.id)] == [TrackedField.STAGE]
    assert check(workbook.connection) == []


def test_a_later_change_of_the_same_field_is_a_conflict_and_named(workbook: Workbook) -> None:
    deal = new_deal(workbook)
    add(workbook, deal)
    change(workbook, deal.id, stage_id="need")
    moved = workbook.journal.entries()[0].step
    change(workbook, deal.id, stage_id="proposal")
    later = workbook.journal.entries()[0].step
    before = dump(workbook.connection)
    with pytest.raises(UndoConflicts) as caught:
        workbook.undo.undo(Origin.SCREEN, moved.id)
    (conflict,) = {(c.table, c.fields, c.step.id) for c in caught.value.conflicts if c.table == "deal"}
    assert conflict == ("deal", ("stage_id",), later.id)
    assert str(later.id) in str(caught.value)
    assert dump(workbook.connection) == before


def test_a_later_change_that_was_undone_is_no_conflict(workbook: Workbook) -> None:
    deal = new_deal(workbook)
    add(workbook, deal)
    change(workbook, deal.id, stage_id="need")
    moved = workbook.journal.entries()[0].step
    change(workbook, deal.id, stage_id="proposal")
    workbook.undo.undo(Origin.SCREEN)
    workbook.undo.undo(Origin.SCREEN, moved.id)
    now = workbook.deals.get(deal.id)
    assert now is not None
    assert now.stage_id == "contact"


def test_a_row_that_something_later_refers_to_is_not_taken_away(workbook: Workbook) -> None:
    account = Account(workbook.new_id(), "Huadong")
    with workbook.step(StepKind.IMPORT, Origin.SCREEN):
        workbook.accounts.insert([account])
    made = workbook.journal.entries()[0].step
    add(workbook, new_deal(workbook, account_id=account.id))
    later = workbook.journal.entries()[0].step
    with pytest.raises(UndoConflicts) as caught:
        workbook.undo.undo(Origin.SCREEN, made.id)
    assert {(c.table, c.step.id) for c in caught.value.conflicts} == {("deal", later.id)}
    assert workbook.accounts.get(account.id) == account


@pytest.mark.parametrize(("number", "reason"), [(1, "not one that can be undone"), (99, "no step 99")])
def test_what_cannot_be_undone_is_said(workbook: Workbook, number: int, reason: str) -> None:
    with pytest.raises(NothingToUndo, match=reason):
        workbook.undo.undo(Origin.SCREEN, number)


def test_an_undone_step_is_not_undone_twice(workbook: Workbook) -> None:
    add(workbook, new_deal(workbook))
    step = workbook.journal.entries()[0].step
    workbook.undo.undo(Origin.SCREEN)
    with pytest.raises(NothingToUndo, match="already"):
        workbook.undo.undo(Origin.SCREEN, step.id)


def test_undo_of_many_rows_and_few_give_the_same(workbook: Workbook) -> None:
    """Rows are written one by one or in bulk, depending on their number."""
    for number in (BULK - 1, BULK + 1):
        before = dump(workbook.connection)
        deals = [new_deal(workbook, name=f"Deal {n}", amount=n, next_step='a\'b\n"c"') for n in range(number)]
        add(workbook, *deals)
        assert [workbook.deals.get(deal.id) for deal in deals] == deals
        after = dump(workbook.connection)
        workbook.undo.undo(Origin.SCREEN)
        assert dump(workbook.connection) == before
        workbook.undo.redo(Origin.SCREEN)
        assert dump(workbook.connection) == after
        workbook.undo.undo(Origin.SCREEN)


def test_a_row_that_a_step_took_away_comes_back_although_others_brought_it_and_took_it_again(
    workbook: Workbook,
) -> None:
    """The mark of a local edit goes when the field is as its source said; undone and redone, it goes twice."""
    deal = new_deal(workbook, source="crm", external_id="1")
    add(workbook, deal, kind=StepKind.IMPORT)
    change(workbook, deal.id, amount=1)
    away = workbook.journal.last_step()
    change(workbook, deal.id, amount=deal.amount)
    before = dump(workbook.connection)
    change(workbook, deal.id, amount=2)
    marked = dump(workbook.connection)
    change(workbook, deal.id, amount=deal.amount, name="Other")
    workbook.undo.undo(Origin.SCREEN)
    workbook.undo.redo(Origin.SCREEN)
    workbook.undo.undo(Origin.SCREEN)
    assert dump(workbook.connection) == marked
    workbook.undo.undo(Origin.SCREEN)
    assert dump(workbook.connection) == before
    workbook.undo.undo(Origin.SCREEN)
    assert workbook.journal.last_to_undo() is not None
    assert workbook.journal.last_to_undo().id == away  # type: ignore[union-attr]
