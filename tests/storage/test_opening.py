"""What is opened is a whole workbook of ours; everything else is refused in words and left as it is."""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import sqlite3
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path

import pytest
from sqlite_utils import Database

from salesops_tui.clock import FixedClock
from salesops_tui.domain.stages import COURSE_STAGES
from salesops_tui.domain.steps import Origin, StepKind
from salesops_tui.domain.tasks import TaskState
from salesops_tui.storage import inspection, opening, triggers
from salesops_tui.storage.backup import Reason, backups, verify
from salesops_tui.storage.checking import check
from salesops_tui.storage.connection import connect
from salesops_tui.storage.failures import (
    DamagedWorkbook,
    LockedWorkbook,
    NewerWorkbook,
    NotAWorkbook,
    ReadOnlyWorkbook,
    WorkbookError,
    explained,
)
from salesops_tui.storage.migrations import migrations
from salesops_tui.storage.opening import open_workbook
from salesops_tui.storage.schema import APPLICATION_ID
from tests.storage.helpers import add, change, new_deal
from tests.thorough import times

PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)) * 40
PAGE = 4096
HEADER = 100

on_posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps files private by folder")


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@contextmanager
def untouched(path: Path) -> Iterator[None]:
    """The file, and what lies beside it, stay byte for byte as they were."""
    before = {entry.name: digest(entry) for entry in path.parent.iterdir() if entry.is_file()}
    yield
    assert {entry.name: digest(entry) for entry in path.parent.iterdir() if entry.is_file()} == before


def tamper(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)


def fill(path: Path, clock: FixedClock, deals: int) -> None:
    with closing(open_workbook(path, clock)) as workbook:
        add(workbook, *(new_deal(workbook, name=f"Deal {number} {'x' * 100}") for number in range(deals)))


def refused(path: Path, clock: FixedClock, error: type[WorkbookError]) -> str:
    with untouched(path), pytest.raises(error) as caught:
        open_workbook(path, clock)
    assert type(caught.value) is error
    return str(caught.value)


def write_png(path: Path) -> None:
    path.write_bytes(PNG)


def write_text(path: Path) -> None:
    path.write_text("Deal,Amount\nHuadong,1\n", encoding="utf-8")


def write_foreign_database(path: Path) -> None:
    path.unlink()
    tamper(path, "CREATE TABLE deal (id TEXT, name TEXT)", "INSERT INTO deal VALUES ('1', 'theirs')")


def forget_the_application(path: Path) -> None:
    tamper(path, "PRAGMA application_id = 0")


@pytest.mark.parametrize("make", [write_png, write_text, write_foreign_database, forget_the_application])
def test_what_is_no_workbook_is_refused_and_left_as_it_is(
    workbook_path: Path, clock: FixedClock, make: Callable[[Path], None]
) -> None:
    make(workbook_path)
    words = refused(workbook_path, clock, NotAWorkbook)
    assert str(workbook_path) in words
    assert "not touched" in words


def test_a_folder_is_no_workbook(tmp_path: Path, clock: FixedClock) -> None:
    folder = tmp_path / "folder.db"
    folder.mkdir()
    with pytest.raises(NotAWorkbook):
        open_workbook(folder, clock)
    assert list(folder.iterdir()) == []


def test_a_folder_of_no_size_is_no_workbook_to_be_made(
    tmp_path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Some file systems say that a folder has no bytes."""
    folder = tmp_path / "folder.db"
    folder.mkdir()
    real = Path.stat

    def without_size(path: Path, *, follow_symlinks: bool = True) -> os.stat_result:
        found = real(path, follow_symlinks=follow_symlinks)
        return os.stat_result((*found[:6], 0, *found[7:])) if path == folder else found

    monkeypatch.setattr(Path, "stat", without_size)
    with pytest.raises(NotAWorkbook):
        open_workbook(folder, clock)


def test_a_newer_workbook_is_refused_and_says_which_version_it_needs(workbook_path: Path, clock: FixedClock) -> None:
    tamper(workbook_path, f"PRAGMA user_version = {NEXT}")
    words = refused(workbook_path, clock, NewerWorkbook)
    assert f"format {NEXT}" in words
    assert f"up to {inspection.SCHEMA_VERSION}" in words
    assert "update the program" in words


def test_a_schema_that_is_no_text_any_more_is_damage(workbook_path: Path, clock: FixedClock) -> None:
    content = workbook_path.read_bytes()
    workbook_path.write_bytes(content.replace(b"CREATE TABLE step (", b"CREATE T\xc1BLE step ("))
    refused(workbook_path, clock, DamagedWorkbook)


def test_a_workbook_of_no_version_is_damaged(workbook_path: Path, clock: FixedClock) -> None:
    tamper(workbook_path, "PRAGMA user_version = 0")
    refused(workbook_path, clock, DamagedWorkbook)


ENDLESS_VIEW = """
CREATE VIEW deal_summary AS
WITH RECURSIVE without_end (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM without_end) SELECT max(n) AS n FROM without_end
"""
DELETING_TRIGGER = "CREATE TRIGGER tidy_up AFTER INSERT ON step BEGIN DELETE FROM deal; END"


def test_a_trigger_that_deletes_and_an_endless_view_are_named_and_refused(
    workbook_path: Path, clock: FixedClock
) -> None:
    fill(workbook_path, clock, 1)
    tamper(workbook_path, DELETING_TRIGGER, ENDLESS_VIEW)
    words = refused(workbook_path, clock, DamagedWorkbook)
    assert "deal_summary, tidy_up" in words
    assert "not touched" in words


@pytest.mark.parametrize("name", ["step_stays", "change_is_kept", "deal_total_insert", "journal_person_update"])
def test_a_foreign_trigger_under_one_of_our_names_is_refused(workbook_path: Path, clock: FixedClock, name: str) -> None:
    tamper(
        workbook_path,
        f"DROP TRIGGER {name}",
        f"CREATE TRIGGER {name} AFTER INSERT ON step BEGIN DELETE FROM deal; END",
    )
    assert name in refused(workbook_path, clock, DamagedWorkbook)


@pytest.mark.parametrize("name", ["step_stays", "journal_deal_update", "deal_total_delete"])
def test_a_missing_trigger_is_damage(workbook_path: Path, clock: FixedClock, name: str) -> None:
    """Without it changes would go unrecorded from here on."""
    tamper(workbook_path, f"DROP TRIGGER {name}")
    refused(workbook_path, clock, DamagedWorkbook)


def test_a_file_that_only_pretends_is_damage(workbook_path: Path, clock: FixedClock) -> None:
    workbook_path.unlink()
    tamper(
        workbook_path, f"PRAGMA application_id = {APPLICATION_ID}", f"PRAGMA user_version = {inspection.SCHEMA_VERSION}"
    )
    refused(workbook_path, clock, DamagedWorkbook)


def smash_a_page(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[5 * PAGE : 5 * PAGE + 200] = b"\xff" * 200
    path.write_bytes(content)


def smash_the_header(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[16:60] = b"\xa5" * 44
    path.write_bytes(content)


def truncate(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def keep_the_first_line_only(path: Path) -> None:
    os.truncate(path, 16)


@pytest.mark.parametrize("harm", [smash_a_page, truncate])
def test_damage_is_noticed_and_points_to_the_backups(
    workbook_path: Path, clock: FixedClock, harm: Callable[[Path], None]
) -> None:
    fill(workbook_path, clock, 200)
    harm(workbook_path)
    words = refused(workbook_path, clock, DamagedWorkbook)
    assert "salesops restore" in words


@pytest.mark.parametrize("harm", [smash_the_header, keep_the_first_line_only])
def test_a_file_without_a_head_is_refused(workbook_path: Path, clock: FixedClock, harm: Callable[[Path], None]) -> None:
    harm(workbook_path)
    with untouched(workbook_path), pytest.raises(WorkbookError, match=r"damaged|not a SalesOps workbook"):
        open_workbook(workbook_path, clock)


FLIPS = times(150, 2000)


def test_flipped_bits_are_refused_or_harmless_but_never_a_defect(workbook_path: Path, clock: FixedClock) -> None:
    fill(workbook_path, clock, 60)
    whole = workbook_path.read_bytes()
    chance = random.Random(7)
    refusals = 0
    for attempt in range(FLIPS):
        content = bytearray(whole)
        # A third of them in the header that says what the file is.
        place = chance.randrange(HEADER if attempt % 3 == 0 else len(content))
        content[place] ^= 1 << chance.randrange(8)
        workbook_path.write_bytes(content)
        try:
            open_workbook(workbook_path, clock).close()
        except WorkbookError:
            refusals += 1
            assert workbook_path.read_bytes() == content
    assert FLIPS / 10 < refusals < FLIPS


def test_an_empty_file_becomes_a_workbook(tmp_path: Path, clock: FixedClock) -> None:
    path = tmp_path / "team.db"
    path.touch()
    with closing(open_workbook(path, clock)) as workbook:
        assert workbook.pipeline.stages == COURSE_STAGES
        assert check(workbook.connection) == []


def test_a_workbook_that_is_not_there_is_made_only_on_request(tmp_path: Path, clock: FixedClock) -> None:
    path = tmp_path / "deep" / "folder" / "team.db"
    with pytest.raises(WorkbookError, match="There is no workbook at"):
        open_workbook(path, clock, create=False)
    assert not path.parent.exists()
    open_workbook(path, clock).close()
    assert [entry.name for entry in path.parent.iterdir()] == ["team.db"]


@pytest.mark.parametrize("name", ["with blank.db", "销售 工作簿.db", "🚀.db", "a#b?c%20.db", "长" * 70 + ".db"])
def test_any_name_of_a_file_will_do(tmp_path: Path, clock: FixedClock, name: str) -> None:
    path = tmp_path / "夹 #1" / name
    open_workbook(path, clock).close()
    with closing(open_workbook(path, clock, create=False)) as workbook:
        add(workbook, new_deal(workbook))
    assert [entry.name for entry in path.parent.iterdir()] == [name]


def test_making_a_workbook_that_fails_leaves_nothing(
    tmp_path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_connection: sqlite3.Connection) -> None:
        raise RuntimeError("half way")

    monkeypatch.setattr(opening, "_migrate", fail)
    with pytest.raises(RuntimeError, match="half way"):
        open_workbook(tmp_path / "team.db", clock)
    assert [entry for entry in tmp_path.iterdir() if entry.name != "home"] == []


def test_making_a_workbook_where_none_can_be_says_why(tmp_path: Path, clock: FixedClock) -> None:
    (tmp_path / "file").write_text("not a folder", encoding="utf-8")
    with pytest.raises(WorkbookError, match="No workbook can be made"):
        opening.create_workbook(tmp_path / "file" / "team.db", clock)


def test_a_journal_without_its_workbook_is_not_played_into_a_new_one(workbook_path: Path, clock: FixedClock) -> None:
    """Its workbook was moved away after the program was killed."""
    with closing(open_workbook(workbook_path, clock)) as workbook:
        workbook.connection.execute("PRAGMA cache_size = 1")
        workbook.connection.execute("BEGIN IMMEDIATE")
        workbook.journal._open(StepKind.ADD_DEAL, Origin.SCREEN, {}, None)
        workbook.deals.records.insert([new_deal(workbook, note="x" * 10_000) for _ in range(40)])
        journal = Path(f"{workbook_path}-journal")
        left = journal.read_bytes()
        assert len(left) > PAGE
    workbook_path.unlink()
    journal.write_bytes(left)
    with untouched(workbook_path), pytest.raises(WorkbookError, match=r"team\.db-journal belongs to a workbook"):
        open_workbook(workbook_path, clock)


@on_posix
def test_only_the_owner_may_read_a_workbook(tmp_path: Path, clock: FixedClock) -> None:
    before = os.umask(0)
    try:
        path = tmp_path / "team.db"
        with closing(open_workbook(path, clock)) as workbook, workbook.step(StepKind.ADD_DEAL, Origin.SCREEN):
            workbook.deals.records.insert([new_deal(workbook)])
            assert stat.S_IMODE(Path(f"{path}-journal").stat().st_mode) == 0o600
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    finally:
        os.umask(before)


def test_a_workbook_that_may_not_be_written_to_is_opened_for_reading(
    workbook_path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(workbook_path, clock, 1)
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    with untouched(workbook_path), closing(open_workbook(workbook_path, clock)) as workbook:
        assert workbook.read_only
        assert workbook.board.has_deals()
        with pytest.raises(ReadOnlyWorkbook, match="nothing was changed"), explained(workbook_path):
            add(workbook, new_deal(workbook))
        assert workbook.journal.last_to_undo() is not None


def test_a_file_that_may_not_be_read_is_refused_in_words(
    workbook_path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def forbidden(*_arguments: object, **_named: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", forbidden)
    with pytest.raises(WorkbookError, match=r"team\.db cannot be read: it is not allowed here"):
        open_workbook(workbook_path, clock)


def test_while_another_program_writes_reading_goes_on_and_writing_is_refused(
    workbook_path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(workbook_path, clock, 1)
    monkeypatch.setattr(opening, "connect", partial(connect, timeout_s=0.02))
    with closing(sqlite3.connect(workbook_path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with closing(open_workbook(workbook_path, clock)) as workbook:
            (deal_id, *_), *_rest = workbook.deals.naming()
            with pytest.raises(LockedWorkbook, match="another program"), explained(workbook_path):
                change(workbook, deal_id, stage_id="won")
            other.execute("ROLLBACK")
            assert change(workbook, deal_id, stage_id="need").stage_id == "need"
            assert check(workbook.connection) == []


def test_a_file_that_another_program_holds_alone_is_refused(
    workbook_path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "connect", partial(connect, timeout_s=0.02))
    with closing(sqlite3.connect(workbook_path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        words = refused(workbook_path, clock, LockedWorkbook)
    assert "Nothing was changed" in words


@on_posix
def test_a_workbook_replaced_under_an_open_window_is_not_written_to(
    workbook_path: Path, blank_workbook: Path, clock: FixedClock
) -> None:
    with closing(open_workbook(workbook_path, clock)) as workbook:
        add(workbook, new_deal(workbook))
        moved = workbook_path.rename(workbook_path.with_name("moved.db"))
        workbook_path.write_bytes(blank_workbook.read_bytes())
        with (
            untouched(moved),
            pytest.raises(WorkbookError, match="replaced or moved"),
            explained(workbook_path),
        ):
            add(workbook, new_deal(workbook))


NOW = inspection.SCHEMA_VERSION
NEXT = NOW + 1


def next_version(monkeypatch: pytest.MonkeyPatch, upgrade: Callable[[Database], None]) -> None:
    """This program, one release later."""
    monkeypatch.setattr(inspection, "SCHEMA_VERSION", NEXT)
    monkeypatch.setattr(migrations, "_migrations", list(migrations._migrations))
    migrations(name="next_tables")(upgrade)


def add_a_column(db: Database) -> None:
    db.conn.execute("ALTER TABLE deal ADD COLUMN budget INTEGER")
    triggers.renew(db.conn)
    db.conn.execute(f"PRAGMA user_version = {NEXT}")


def test_an_older_workbook_is_upgraded_after_a_verified_backup(
    workbook_path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(workbook_path, clock, 3)
    next_version(monkeypatch, add_a_column)
    with closing(open_workbook(workbook_path, clock)) as workbook:
        assert workbook.connection.execute("PRAGMA user_version").fetchone() == (NEXT,)
        assert workbook.connection.execute("SELECT count(*), count(budget) FROM deal").fetchone() == (3, 0)
        assert [entry.step.kind for entry in workbook.journal.entries()][:2] == [
            StepKind.UPGRADE_WORKBOOK,
            StepKind.ADD_DEAL,
        ]
        assert workbook.journal.last_to_undo() is None
        assert check(workbook.connection) == []
    (backup,) = backups(workbook_path)
    assert backup.reason is Reason.BEFORE_UPGRADE
    verify(backup.path)
    with closing(sqlite3.connect(backup.path)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (NOW,)
        assert connection.execute("SELECT count(*) FROM deal").fetchone() == (3,)
    # The next opening has nothing left to do.
    open_workbook(workbook_path, clock).close()
    assert backups(workbook_path) == [backup]


def break_half_way(db: Database) -> None:
    add_a_column(db)
    raise RuntimeError("half way")


def forget_the_version(db: Database) -> None:
    add_a_column(db)
    db.conn.execute(f"PRAGMA user_version = {NOW}")


def forget_the_triggers(db: Database) -> None:
    add_a_column(db)
    db.conn.execute("DROP TRIGGER journal_deal_update")


@pytest.mark.parametrize("upgrade", [break_half_way, forget_the_version, forget_the_triggers])
def test_an_upgrade_that_fails_leaves_the_workbook_as_it_was(
    workbook_path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch, upgrade: Callable[[Database], None]
) -> None:
    fill(workbook_path, clock, 1)
    with monkeypatch.context() as later:
        next_version(later, upgrade)
        before = digest(workbook_path)
        with pytest.raises((RuntimeError, DamagedWorkbook)):
            open_workbook(workbook_path, clock)
        assert digest(workbook_path) == before
    with closing(open_workbook(workbook_path, clock)) as workbook:
        assert check(workbook.connection) == []
        assert workbook.board.has_deals()


def test_an_upgrade_waits_for_its_backup(
    workbook_path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    (workbook_path.parent / "team-backups").write_text("in the way", encoding="utf-8")
    next_version(monkeypatch, add_a_column)
    assert "No backup can be made" in refused(workbook_path, clock, WorkbookError)


def test_foreign_parts_of_an_older_workbook_are_refused_before_the_upgrade(
    workbook_path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    tamper(workbook_path, DELETING_TRIGGER, ENDLESS_VIEW)
    next_version(monkeypatch, add_a_column)
    assert "deal_summary, tidy_up" in refused(workbook_path, clock, DamagedWorkbook)
    assert backups(workbook_path) == []


def test_an_older_workbook_that_may_not_be_written_to_is_not_upgraded(
    workbook_path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    next_version(monkeypatch, add_a_column)
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    assert "cannot be upgraded" in refused(workbook_path, clock, WorkbookError)


def test_a_workbook_of_the_first_version_comes_up_to_date_with_all_it_held(tmp_path: Path, clock: FixedClock) -> None:
    path = tmp_path / "old.db"
    shutil.copyfile(Path(__file__).parent / "files" / "workbook-v1.db", path)
    with closing(open_workbook(path, clock)) as workbook:
        assert workbook.connection.execute("PRAGMA user_version").fetchone() == (inspection.SCHEMA_VERSION,)
        assert check(workbook.connection) == []
        assert [deal.stage_id for deal in workbook.deals.records.all()] == ["need", "won", "negotiation"]
        assert [event.reason for event in workbook.deals.events(workbook.deals.naming()[0][0])] == [None, None]
        # Steps of that time can still be taken back, down to the first.
        for number in range(workbook.journal.last_step() - 1, 1, -1):
            workbook.undo.undo(Origin.SCREEN, number)
            assert check(workbook.connection) == []
        assert workbook.deals.records.all() == []
    (backup,) = backups(path)
    assert backup.reason is Reason.BEFORE_UPGRADE


def test_a_workbook_of_the_second_version_keeps_its_tasks_and_their_steps(tmp_path: Path, clock: FixedClock) -> None:
    path = tmp_path / "old.db"
    shutil.copyfile(Path(__file__).parent / "files" / "workbook-v2.db", path)
    with closing(open_workbook(path, clock)) as workbook:
        assert check(workbook.connection) == []
        quote, other = workbook.tasks.all()
        assert (quote.state, other.title, other.tags, other.missed) == (TaskState.DONE, "给华东医药报价", (), 0)
        # Steps of that time know nothing of the columns that came later: these are as in a new row.
        workbook.undo.undo(Origin.SCREEN, workbook.journal.last_step() - 1)
        assert [task.state for task in workbook.tasks.all()] == [TaskState.OPEN, TaskState.OPEN]
        assert workbook.tasks.all()[0].checklist == ()
        assert check(workbook.connection) == []


def test_a_workbook_of_the_fifth_version_keeps_its_sealed_report(tmp_path: Path, clock: FixedClock) -> None:
    path = tmp_path / "old.db"
    shutil.copyfile(Path(__file__).parent / "files" / "workbook-v5.db", path)
    with closing(open_workbook(path, clock)) as workbook:
        assert check(workbook.connection) == []
        (sealed,) = workbook.sealed_reports.all()
        assert workbook.sealed_reports.is_whole(sealed)
        assert sealed.report.sections[3].text == "Call Acme."
        assert (workbook.meetings.all(), workbook.decisions.all(), workbook.meeting_series.all()) == ([], [], [])
        for number in range(workbook.journal.last_step() - 1, 1, -1):
            workbook.undo.undo(Origin.SCREEN, number)
            assert check(workbook.connection) == []
        assert workbook.sealed_reports.all() == []


def test_a_workbook_of_the_fourth_version_keeps_its_standups(tmp_path: Path, clock: FixedClock) -> None:
    path = tmp_path / "old.db"
    shutil.copyfile(Path(__file__).parent / "files" / "workbook-v4.db", path)
    with closing(open_workbook(path, clock)) as workbook:
        assert check(workbook.connection) == []
        assert [line.text for line in workbook.standup_lines.all()] == ["send the quote"]
        assert (workbook.report_texts.all(), workbook.sealed_reports.all(), workbook.report_parts.all()) == ([], [], [])
        for number in range(workbook.journal.last_step() - 1, 1, -1):
            workbook.undo.undo(Origin.SCREEN, number)
            assert check(workbook.connection) == []
        assert workbook.standups.all() == []


def test_a_workbook_of_the_third_version_keeps_its_deals_and_plans(tmp_path: Path, clock: FixedClock) -> None:
    path = tmp_path / "old.db"
    shutil.copyfile(Path(__file__).parent / "files" / "workbook-v3.db", path)
    with closing(open_workbook(path, clock)) as workbook:
        assert check(workbook.connection) == []
        (deal,) = workbook.deals.records.all()
        assert (deal.name, deal.delivery, deal.feedback, deal.satisfaction) == ("ERP rollout", None, None, None)
        assert [plan.name for plan in workbook.plans.all()] == ["Spring"]
        assert workbook.standups.all() == []
        # A step of that time knows nothing of what is known after the sale.
        workbook.undo.undo(Origin.SCREEN, 2)
        assert workbook.deals.records.all() == []
        assert check(workbook.connection) == []
