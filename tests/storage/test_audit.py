"""The chain of digests over the journal."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from salesops_tui.clock import FixedClock
from salesops_tui.domain.deals import MADE_HERE
from salesops_tui.domain.steps import Origin, StepKind
from salesops_tui.storage import audit, triggers
from salesops_tui.storage.checking import check
from salesops_tui.storage.opening import open_workbook
from salesops_tui.storage.repositories.deals import DealWrite
from salesops_tui.storage.workbook import Workbook
from tests.storage.helpers import add, change, new_deal


@pytest.fixture
def used(workbook: Workbook) -> Workbook:
    """A workbook with some steps, one of them undone."""
    for _number in range(4):
        deal = new_deal(workbook)
        add(workbook, deal)
        change(workbook, deal.id, amount=5_00)
    workbook.undo.undo(Origin.SCREEN)
    return workbook


def tamper(workbook: Workbook, *statements: str) -> None:
    """Do what nobody may, behind the triggers."""
    connection = workbook.connection
    connection.execute("PRAGMA foreign_keys = OFF")
    triggers.drop(connection)
    for statement in statements:
        connection.execute(statement)
    triggers.renew(connection)


def test_every_step_is_in_the_chain(used: Workbook) -> None:
    assert audit.broken_at(used.connection) is None
    (steps,) = used.connection.execute("SELECT count(*) FROM step").fetchone()
    (links,) = used.connection.execute("SELECT count(*) FROM audit_link").fetchone()
    assert steps == links == used.journal.last_step()


@pytest.mark.parametrize(
    ("statement", "broken"),
    [
        ("UPDATE step SET actor = 'somebody else' WHERE id = 4", 4),
        ("UPDATE step SET at = '2020-01-01T00:00:00Z' WHERE id = 3", 3),
        ("UPDATE step SET params = '{}' WHERE id = 5", 5),
        ("UPDATE change SET before = json_set(before, '$.amount', 1) WHERE operation = 'U' AND step_id = 5", 5),
        ("DELETE FROM change WHERE step_id = 6", 6),
        ("DELETE FROM step WHERE id = 4", 4),
        ("UPDATE audit_link SET digest = 'x' WHERE step_id = 7", 7),
        ("DELETE FROM audit_link WHERE step_id = 2", 2),
        ("DELETE FROM step WHERE id = (SELECT max(id) FROM step)", 10),
    ],
)
def test_whoever_changes_the_past_breaks_it_there(used: Workbook, statement: str, broken: int) -> None:
    tamper(used, statement)
    at = audit.broken_at(used.connection)
    assert at is not None
    # The changes of a step that is gone count as those of the one before it.
    assert broken - 1 <= at <= broken


def test_the_chain_itself_is_only_added_to(used: Workbook) -> None:
    for statement in ("UPDATE audit_link SET digest = 'x'", "DELETE FROM audit_link"):
        with pytest.raises(sqlite3.IntegrityError, match="never"):
            used.connection.execute(statement)


def test_a_step_that_was_taken_back_leaves_no_link(used: Workbook) -> None:
    before = audit.head(used.connection)
    with used.step(StepKind.ADD_DEAL, Origin.SCREEN, trial=True):
        used.deals.write([DealWrite(None, new_deal(used), MADE_HERE)])
    assert audit.head(used.connection) == before
    assert audit.broken_at(used.connection) is None


def test_a_workbook_of_the_sixth_version_gets_its_chain(tmp_path: Path, clock: FixedClock) -> None:
    path = tmp_path / "old.db"
    shutil.copyfile(Path(__file__).parent / "files" / "workbook-v6.db", path)
    with closing(open_workbook(path, clock)) as workbook:
        assert audit.broken_at(workbook.connection) is None
        assert check(workbook.connection) == []
        assert [meeting.slot for meeting in workbook.meetings.all()] == [60]
        assert workbook.journal.last_to_undo() is None
        for number in (3, 2):
            workbook.undo.undo(Origin.SCREEN, number)
        assert audit.broken_at(workbook.connection) is None
        assert check(workbook.connection) == []
