"""A disk that is full, a file that is held or closed to writing, in the middle of the work."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from salesops_tui.clock import FixedClock
from salesops_tui.domain.steps import Origin
from salesops_tui.errors import SalesopsError
from salesops_tui.importing.answers import Answers
from salesops_tui.services.deals import DealForm, add_deal
from salesops_tui.services.imports.run import import_files
from salesops_tui.services.session import Session, close_session, open_session
from salesops_tui.settings import Settings
from salesops_tui.storage import audit
from salesops_tui.storage.checking import check
from salesops_tui.storage.failures import DiskFull, LockedWorkbook, ReadOnlyWorkbook
from tests.storage.helpers import dump
from tests.thorough import times

FORM = DealForm("ERP", "Huadong", "Li Na", "contact", "1200", "CNY", "2026-12-01")


def allow_pages(session: Session, more: int) -> None:
    """Let the file grow by so many pages and no further, as a disk that is nearly full would."""
    (pages,) = session.workbook.connection.execute("PRAGMA page_count").fetchone()
    session.workbook.connection.execute(f"PRAGMA max_page_count = {pages + more}")


def export(path: Path, deals: int) -> Path:
    """A file with so many deals."""
    rows = "".join(f"{n},Deal {n},Account {n},Owner,Proposal,{n},2026-12-01\n" for n in range(deals))
    path.write_text(f"ID,Deal name,Account,Owner,Stage,Amount,Close date\n{rows}", encoding="utf-8")
    return path


@pytest.mark.parametrize("room", [0, 1, 7, 20, 40])
def test_an_import_onto_a_full_disk_leaves_no_row(
    workbook_path: Path, clock: FixedClock, tmp_path: Path, room: int
) -> None:
    session = open_session(workbook_path, clock, Settings())
    try:
        add_deal(session, FORM, Origin.SCREEN)
        before = dump(session.workbook.connection)
        steps = len(session.workbook.journal.entries())
        file = export(tmp_path / "deals.csv", 2_000)
        allow_pages(session, room)
        with pytest.raises(DiskFull, match=r"no room left.*everything before it is kept"):
            import_files(session, [file], Answers(), Origin.COMMAND_LINE)
        assert dump(session.workbook.connection) == before
        assert len(session.workbook.journal.entries()) == steps
        assert check(session.workbook.connection) == []
        # Once there is room again, the same session goes on.
        session.workbook.connection.execute("PRAGMA max_page_count = 1000000")
        import_files(session, [file], Answers(), Origin.COMMAND_LINE)
        assert len(session.workbook.deals.records.all()) == 2_001
    finally:
        close_session(session)


@pytest.mark.parametrize("room", range(times(25, 200)))
def test_however_little_room_there_is_a_step_is_whole_or_not_there(
    workbook_path: Path, clock: FixedClock, tmp_path: Path, room: int
) -> None:
    session = open_session(workbook_path, clock, Settings())
    try:
        add_deal(session, FORM, Origin.SCREEN)
        before = dump(session.workbook.connection)
        file = export(tmp_path / "deals.csv", 30)
        allow_pages(session, room)
        try:
            import_files(session, [file], Answers(), Origin.COMMAND_LINE)
        except DiskFull:
            assert dump(session.workbook.connection) == before
        else:
            assert len(session.workbook.deals.records.all()) == 31
        assert check(session.workbook.connection) == []
        assert audit.broken_at(session.workbook.connection) is None
    finally:
        close_session(session)


def test_a_deal_typed_in_on_a_full_disk_is_refused_and_can_be_typed_again(
    workbook_path: Path, clock: FixedClock
) -> None:
    session = open_session(workbook_path, clock, Settings())
    try:
        allow_pages(session, 0)
        long = FORM.__class__(FORM.name, FORM.account, FORM.owner, "contact", note="x" * 19_000)
        with pytest.raises(DiskFull):
            add_deal(session, long, Origin.SCREEN)
        assert session.workbook.deals.records.all() == []
        session.workbook.connection.execute("PRAGMA max_page_count = 1000000")
        add_deal(session, long, Origin.SCREEN)
    finally:
        close_session(session)


def test_while_another_program_writes_a_step_is_refused_and_nothing_is_lost(
    workbook_path: Path, clock: FixedClock
) -> None:
    session = open_session(workbook_path, clock, Settings())
    session.workbook.connection.execute("PRAGMA busy_timeout = 10")
    try:
        with closing(sqlite3.connect(workbook_path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(LockedWorkbook, match="another program"):
                add_deal(session, FORM, Origin.SCREEN)
            other.execute("ROLLBACK")
        add_deal(session, FORM, Origin.SCREEN)
        assert [deal.name for deal in session.workbook.deals.records.all()] == ["ERP"]
    finally:
        close_session(session)


def test_a_connection_that_may_only_read_says_so(workbook_path: Path, clock: FixedClock) -> None:
    session = open_session(workbook_path, clock, Settings())
    session.workbook.connection.execute("PRAGMA query_only = ON")
    try:
        with pytest.raises(ReadOnlyWorkbook, match="read-only") as refused:
            add_deal(session, FORM, Origin.SCREEN)
        assert isinstance(refused.value, SalesopsError)
        assert session.workbook.deals.records.all() == []
    finally:
        close_session(session)
