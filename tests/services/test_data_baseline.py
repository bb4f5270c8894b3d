"""The twelve checks of the quarterly audit of the data."""

from __future__ import annotations

from datetime import timedelta

import pytest

from salesops_tui.cli.main import run
from salesops_tui.domain.steps import Origin
from salesops_tui.errors import SalesopsError
from salesops_tui.services import safety
from salesops_tui.services.data_baseline import audit_is_due, look_through, write_down
from salesops_tui.services.session import Session
from salesops_tui.services.steps import log, undo
from tests.services.helpers import HEADERS, Desk

HERE = Origin.COMMAND_LINE


@pytest.fixture(autouse=True)
def private(desk: Desk) -> None:
    """The workbook as the program makes it: nobody else may read it."""
    desk.session.workbook.path.chmod(0o600)


def against(session: Session) -> dict[int, int | None]:
    """The checks by their numbers: how many records stand against each."""
    return {number: check.number for number, check in enumerate(look_through(session), 1)}


def test_an_empty_workbook_has_nothing_against_it_but_the_copy_that_is_not_there(desk: Desk) -> None:
    assert against(desk.session) == {**dict.fromkeys(range(1, 12), 0), 10: 1, 12: None}
    safety.back_up(desk.session.workbook.path, desk.session.clock)
    assert against(desk.session)[10] == 0


def test_each_check_counts_what_stands_against_it(desk: Desk) -> None:
    desk.bring_rows(
        ["1", "One", "ACME", "Li Na", "Proposal", "100", "CNY", "2026-12-01"],
        ["2", "Two", "Ａｃｍｅ", "", "Proposal", "100", "CNY", "2026-01-01"],
        headers=HEADERS,
    )
    found = against(desk.session)
    assert found[4] == 1
    assert found[5] == 1
    assert found[7]
    desk.session.workbook.path.chmod(0o644)
    assert against(desk.session)[9] == 1


def test_a_broken_chain_stands_against_it(desk: Desk) -> None:
    desk.bring_rows(["1", "One", "ACME", "Li Na", "Proposal", "100", "CNY", "2026-12-01"], headers=HEADERS)
    connection = desk.session.workbook.connection
    connection.execute("DROP TRIGGER step_stays")
    connection.execute("UPDATE step SET actor = 'nobody' WHERE id = 1")
    assert against(desk.session)[6] == 1


def test_it_is_due_after_a_quarter_and_after_that_again(desk: Desk) -> None:
    session = desk.session
    assert not audit_is_due(session)
    clock = session.clock
    clock.advance(timedelta(days=93))  # type: ignore[attr-defined]
    assert audit_is_due(session)
    write_down(session, look_through(session), HERE)
    assert not audit_is_due(session)
    assert log(session, 1)[0].title == "Look the data through: 10 of 12 hold"
    with pytest.raises(SalesopsError):
        undo(session, HERE, session.workbook.journal.last_step())
    clock.advance(timedelta(days=93))  # type: ignore[attr-defined]
    assert audit_is_due(session)


def test_the_command_tells_all_twelve(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    path = str(desk.session.workbook.path)
    assert run(["--db", path, "baseline", "--look"]) == 1
    told = capsys.readouterr().out
    assert " 10  ! A verified copy of the last 7 days: 1 against it" in told
    assert " 12  · Plan for a leak, and training: to be seen to by a person" in told
    assert "the next audit is due as before" in told
    assert run(["--db", path, "backup"]) == 0
    assert run(["--db", path, "baseline"]) == 0
