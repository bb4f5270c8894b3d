"""What ``salesops check`` finds, one contradiction at a time."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import timedelta

import pytest

from salesops_tui.clock import FixedClock
from salesops_tui.domain.deals import DealEvent, TrackedField
from salesops_tui.domain.steps import Origin, StepKind
from salesops_tui.storage.checking import Finding, check
from salesops_tui.storage.workbook import Workbook
from tests.storage.helpers import add, change, new_deal

UNGUARDED = "PRAGMA foreign_keys = OFF"


@pytest.fixture
def used(workbook: Workbook, clock: FixedClock) -> Workbook:
    """A workbook with some history, undone and redone."""
    deal = new_deal(workbook)
    add(workbook, deal)
    clock.advance(timedelta(hours=1))
    change(workbook, deal.id, stage_id="need", amount=5_00)
    workbook.undo.undo(Origin.SCREEN)
    workbook.undo.redo(Origin.SCREEN)
    return workbook


def test_a_whole_workbook_has_no_problem(used: Workbook) -> None:
    assert check(used.connection) == []


@pytest.mark.parametrize(
    ("statements", "finding"),
    [
        ([UNGUARDED, "DROP TRIGGER journal_deal_update", "UPDATE deal SET owner_id = 'nobody'"], Finding.REFERENCES),
        (["UPDATE deal_total SET amount = amount + 1"], Finding.TOTALS),
        (["DELETE FROM deal_total"], Finding.TOTALS),
        ([UNGUARDED, "DROP TRIGGER change_is_kept", "DELETE FROM change WHERE operation = 'I'"], Finding.JOURNAL),
        ([UNGUARDED, "DROP TRIGGER change_stays", "UPDATE change SET step_id = 99 WHERE operation = 'I'"], Finding.JOURNAL),
        ([UNGUARDED, "INSERT INTO current_step VALUES (99)"], Finding.JOURNAL),
        (["DROP TRIGGER journal_deal_event_update", "UPDATE deal_event SET new = 7 WHERE field = 'amount'"], Finding.HISTORY),
    ],
)  # fmt: skip
def test_what_contradicts_is_found(used: Workbook, statements: list[str], finding: Finding) -> None:
    for statement in statements:
        used.connection.execute(statement)
    assert finding in {problem.finding for problem in check(used.connection)}


def test_damaged_pages_are_all_that_is_told(used: Workbook) -> None:
    path = used.path
    (page,) = used.connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'deal_board'").fetchone()
    (size,) = used.connection.execute("PRAGMA page_size").fetchone()
    used.close()
    content = bytearray(path.read_bytes())
    place = content.index(b"need", (page - 1) * size, page * size)
    content[place : place + 4] = b"neck"
    path.write_bytes(content)
    with closing(sqlite3.connect(path)) as connection:
        problems = check(connection)
    assert {problem.finding for problem in problems} == {Finding.PAGES}


def test_what_another_system_tells_of_the_past_is_no_contradiction(used: Workbook, clock: FixedClock) -> None:
    (deal,) = used.deals.records.all()
    clock.advance(timedelta(hours=1))
    now = clock.now()
    told = DealEvent(used.new_id(), deal.id, TrackedField.STAGE, "need", "proposal", now, now, "history:crm")
    with used.step(StepKind.IMPORT, Origin.COMMAND_LINE):
        used.deals.add_history([told])
    assert check(used.connection) == []


def test_a_clock_set_back_leaves_the_newest_change_the_last_word(workbook: Workbook, clock: FixedClock) -> None:
    deal = new_deal(workbook)
    add(workbook, deal)
    clock.advance(timedelta(hours=2))
    change(workbook, deal.id, amount=5_00)
    clock.advance(timedelta(days=-6))
    change(workbook, deal.id, amount=7_00, stage_id="need")
    assert check(workbook.connection) == []
    events = workbook.deals.events(deal.id)
    assert [event.new for event in events if event.field is TrackedField.AMOUNT] == [5_00, 7_00]
    assert all(event.at >= deal.known_since for event in events)
