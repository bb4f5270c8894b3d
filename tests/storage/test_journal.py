"""Every write is in a step; every step can be taken back."""

from __future__ import annotations

import sqlite3

import pytest

from salesops_tui.clock import FixedClock
from salesops_tui.domain.steps import Origin, StepKind
from salesops_tui.storage.checking import check
from salesops_tui.storage.ids import IdSource
from salesops_tui.storage.schema import JOURNALLED
from salesops_tui.storage.workbook import Workbook
from tests.storage.helpers import add, dump, new_deal


def test_a_new_workbook_is_whole_and_has_nothing_to_undo(workbook: Workbook) -> None:
    assert check(workbook.connection) == []
    assert workbook.journal.last_to_undo() is None
    assert [entry.step.kind for entry in workbook.journal.entries()] == [StepKind.CREATE_WORKBOOK]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE deal SET name = 'x'",
        "DELETE FROM deal",
        "INSERT INTO person (id, name, aliases, active, absences) VALUES ('1', 'Li Na', '[]', 1, '[]')",
        "INSERT OR REPLACE INTO stage SELECT * FROM stage WHERE id = 'won'",
    ],
)
def test_a_write_outside_a_step_is_refused(workbook: Workbook, statement: str) -> None:
    add(workbook, new_deal(workbook))
    before = dump(workbook.connection)
    with pytest.raises(sqlite3.IntegrityError, match="step_id"):
        workbook.connection.execute(statement)
    assert dump(workbook.connection) == before


@pytest.mark.parametrize("table", ["step", "change"])
@pytest.mark.parametrize("statement", ["DELETE FROM {}", "UPDATE {} SET id = id + 1"])
def test_the_journal_is_append_only(workbook: Workbook, table: str, statement: str) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="never"):
        workbook.connection.execute(statement.format(table))


def test_every_table_of_records_has_its_three_triggers(workbook: Workbook) -> None:
    tables = {
        row[0]
        for row in workbook.connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        if not row[0].startswith(("sqlite_", "_sqlite"))
    }
    assert tables - {
        "step",
        "change",
        "audit_link",
        "current_step",
        "deal_total",
        "deal_state",
        "deal_stage",
        "deal_past",
        "deal_past_read",
        "standup_clock",
        "meeting_clock",
    } == set(JOURNALLED)
    triggers = {row[0] for row in workbook.connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")}
    assert {f"journal_{table}_{verb}" for table in JOURNALLED for verb in ("insert", "update", "delete")} <= triggers


def test_a_step_that_fails_leaves_nothing(workbook: Workbook) -> None:
    before = dump(workbook.connection)

    def fail() -> None:
        with workbook.step(StepKind.ADD_DEAL, Origin.SCREEN):
            workbook.deals.records.insert([new_deal(workbook)])
            raise RuntimeError("half way")

    with pytest.raises(RuntimeError, match="half way"):
        fail()
    assert dump(workbook.connection) == before
    assert workbook.journal.last_to_undo() is None


def test_a_trial_step_leaves_nothing_and_an_empty_one_no_trace(workbook: Workbook) -> None:
    before = dump(workbook.connection)
    with workbook.step(StepKind.ADD_DEAL, Origin.SCREEN, trial=True):
        workbook.deals.records.insert([new_deal(workbook)])
        assert workbook.connection.execute("SELECT count(*) FROM deal").fetchone() == (1,)
    with workbook.step(StepKind.EDIT_DEAL, Origin.SCREEN):
        pass
    assert dump(workbook.connection) == before
    assert len(workbook.journal.entries()) == 1


def test_steps_do_not_nest(workbook: Workbook) -> None:
    with (
        workbook.step(StepKind.ADD_DEAL, Origin.SCREEN),
        pytest.raises(RuntimeError, match="one transaction"),
        workbook.step(StepKind.EDIT_DEAL, Origin.SCREEN),
    ):
        pass


def test_a_step_remembers_who_when_and_what(workbook: Workbook) -> None:
    add(workbook, new_deal(workbook, name="华东医药 [ERP]"))
    (entry, _created) = workbook.journal.entries()
    assert entry.step.params == {"deal": "华东医药 [ERP]"}
    assert entry.step.at == workbook.store.clock.now()
    assert entry.step.actor
    assert entry.in_effect
    assert entry.changes == 1


def test_the_journal_check_finds_what_went_round_it(workbook: Workbook) -> None:
    add(workbook, new_deal(workbook))
    connection = workbook.connection
    connection.execute("DROP TRIGGER journal_deal_delete")
    connection.execute("DROP TRIGGER deal_total_delete")
    connection.execute("DELETE FROM deal")
    assert {problem.finding for problem in check(connection)} == {"journal", "totals"}


def test_an_identifier_is_never_given_out_twice_even_when_the_clock_stands_still(clock: FixedClock) -> None:
    first = IdSource(clock).new()
    given = [IdSource(clock, after=first).new() for _opening in range(1000)]
    assert len(set(given)) == len(given)
    assert min(given) > first
