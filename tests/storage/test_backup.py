"""A backup counts once it was looked through; enough of them are kept; one comes back whole, whatever lies beside."""

from __future__ import annotations

import os
import random
import sqlite3
import stat
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from salesops_tui.clock import FixedClock
from salesops_tui.domain.steps import Origin, StepKind
from salesops_tui.storage import backup as backups_module
from salesops_tui.storage.backup import (
    Backup,
    Reason,
    back_up,
    backup_folder,
    backups,
    restore,
    to_prune,
    verify,
)
from salesops_tui.storage.checking import check
from salesops_tui.storage.connection import connect
from salesops_tui.storage.failures import (
    DamagedWorkbook,
    DiskFull,
    LockedWorkbook,
    NewerWorkbook,
    NotAWorkbook,
    WorkbookError,
)
from salesops_tui.storage.opening import open_workbook
from salesops_tui.storage.workbook import Workbook
from tests.storage.helpers import add, change, new_deal

on_posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limits and modes")

PAGE = 4096
START = datetime(2026, 1, 1, 9, tzinfo=UTC)


def fill(path: Path, clock: FixedClock, *names: str) -> None:
    with closing(open_workbook(path, clock)) as workbook:
        add(workbook, *(new_deal(workbook, name=name) for name in names))


def rows(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of all tables of any SQLite file, journal included."""
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
        tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {table: sorted(connection.execute(f'SELECT * FROM "{table}"'), key=repr) for table in tables}


def names_in(path: Path, clock: FixedClock) -> set[str]:
    with closing(open_workbook(path, clock)) as workbook:
        assert check(workbook.connection) == []
        return {name for _id, name, *_rest in workbook.deals.naming()}


def beside(path: Path) -> set[str]:
    """The files in a workbook's folder, hidden ones too."""
    return {entry.name for entry in path.parent.iterdir() if entry.is_file()}


def smash(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[3 * PAGE : 3 * PAGE + 500] = b"\xff" * 500
    path.write_bytes(content)


def smash_the_head(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[16:100] = b"\xff" * 84
    path.write_bytes(content)


def test_a_backup_holds_what_the_workbook_holds(workbook_path: Path, clock: FixedClock) -> None:
    fill(workbook_path, clock, "Huadong ERP", "华东医药")
    made = back_up(workbook_path, clock, Reason.ASKED)
    assert rows(made.path) == rows(workbook_path)
    assert made == Backup(made.path, clock.now(), Reason.ASKED)
    assert backups(workbook_path) == [made]
    assert names_in(made.path, clock) == {"Huadong ERP", "华东医药"}
    assert [entry.name for entry in backup_folder(workbook_path).iterdir()] == ["20261123T010000Z-asked.db"]


def test_a_backup_can_be_made_while_the_workbook_is_open(workbook_path: Path, clock: FixedClock) -> None:
    with closing(open_workbook(workbook_path, clock)) as workbook:
        add(workbook, new_deal(workbook, name="saved"))
        workbook.connection.execute("BEGIN IMMEDIATE")
        made = back_up(workbook_path, clock, Reason.BEFORE_IMPORT)
        workbook.connection.execute("ROLLBACK")
    assert names_in(made.path, clock) == {"saved"}


@on_posix
def test_only_the_owner_may_read_a_backup_or_what_was_restored(workbook_path: Path, clock: FixedClock) -> None:
    before = os.umask(0)
    try:
        made = back_up(workbook_path, clock, Reason.ASKED)
        restore(workbook_path, made.path, clock)
    finally:
        os.umask(before)
    assert stat.S_IMODE(made.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(made.path.parent.stat().st_mode) == 0o700
    assert stat.S_IMODE(workbook_path.stat().st_mode) == 0o600


def test_backups_of_one_second_keep_their_order(workbook_path: Path, clock: FixedClock) -> None:
    """A clock that stands still, as with --today, makes them all at once."""
    made = []
    for number in range(12):
        fill(workbook_path, clock, f"Deal {number}")
        made.append(back_up(workbook_path, clock, Reason.AT_CLOSE if number % 2 else Reason.ASKED))
    assert backups(workbook_path) == made[::-1]
    assert len(names_in(backups(workbook_path)[0].path, clock)) == 12


def test_files_that_are_no_backups_are_neither_listed_nor_pruned(workbook_path: Path, clock: FixedClock) -> None:
    made = back_up(workbook_path, clock, Reason.ASKED)
    folder = backup_folder(workbook_path)
    strangers = ["notes.txt", "20261399T990000Z-asked.db", "20200101T000000Z-whatever.db", "20200101T000000Z.db"]
    for name in strangers:
        (folder / name).write_bytes(b"")
    assert backups(workbook_path) == [made]
    clock.advance(timedelta(days=900))
    back_up(workbook_path, clock, Reason.ASKED)
    assert set(strangers) <= {entry.name for entry in folder.iterdir()}


# A damaged workbook is not copied: neither pages that cannot be read, nor references to nothing.


def break_a_reference(path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        (step,) = connection.execute("SELECT max(id) FROM step").fetchone()
        connection.execute("INSERT INTO current_step VALUES (?)", (step,))
        connection.execute("UPDATE deal SET account_id = 'nobody'")
        connection.execute("DELETE FROM current_step")


@pytest.mark.parametrize("harm", [smash, break_a_reference])
def test_a_damaged_workbook_makes_no_backup_and_costs_none(
    workbook_path: Path, clock: FixedClock, harm: Callable[[Path], None]
) -> None:
    fill(workbook_path, clock, *(f"Deal {number}" for number in range(100)))
    earlier = back_up(workbook_path, clock, Reason.ASKED)
    harm(workbook_path)
    clock.advance(timedelta(days=900))
    with pytest.raises(DamagedWorkbook, match=r"team\.db is damaged"):
        back_up(workbook_path, clock, Reason.ASKED)
    assert list(backup_folder(workbook_path).iterdir()) == [earlier.path]


def test_a_copy_with_fewer_rows_is_not_kept(
    workbook_path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(workbook_path, clock, "Huadong ERP")
    counts = iter([{"deal": 2}, {"deal": 1}])
    monkeypatch.setattr(backups_module, "_counts", lambda _connection: next(counts))
    with pytest.raises(DamagedWorkbook):
        back_up(workbook_path, clock, Reason.ASKED)
    assert list(backup_folder(workbook_path).iterdir()) == []


def sqlite_says_full() -> sqlite3.Error:
    """SQLite's own error, as a full disk makes it."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.execute("CREATE TABLE t (x)")
        connection.execute("PRAGMA max_page_count = 3")
        try:
            connection.execute("INSERT INTO t VALUES (zeroblob(100000))")
        except sqlite3.Error as error:
            return error
    raise AssertionError("there was room")


def test_a_disk_that_fills_up_keeps_the_backups_there_are(
    workbook_path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(workbook_path, clock, "Huadong ERP")
    earlier = back_up(workbook_path, clock, Reason.ASKED)

    def half_a_copy(_workbook: Path, draft: Path) -> None:
        draft.write_bytes(b"SQLite format 3\x00" + bytes(1000))
        raise sqlite_says_full()

    monkeypatch.setattr(backups_module, "_copy", half_a_copy)
    clock.advance(timedelta(days=900))
    with pytest.raises(DiskFull):
        back_up(workbook_path, clock, Reason.ASKED)
    assert list(backup_folder(workbook_path).iterdir()) == [earlier.path]
    verify(earlier.path)
    with pytest.raises(DiskFull):
        restore(workbook_path, earlier.path, clock)
    assert beside(workbook_path) == {"team.db"}
    assert names_in(workbook_path, clock) == {"Huadong ERP"}


@on_posix
def test_a_disk_that_takes_no_more_keeps_the_backups_there_are(workbook_path: Path, clock: FixedClock) -> None:
    """The system itself refuses to make any file longer than half a workbook."""
    import resource

    earlier = back_up(workbook_path, clock, Reason.ASKED)
    usual = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (workbook_path.stat().st_size // 2, usual[1]))
    try:
        with pytest.raises(WorkbookError, match="disk"):
            back_up(workbook_path, clock, Reason.ASKED)
        with pytest.raises(WorkbookError, match="disk"):
            restore(workbook_path, earlier.path, clock)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, usual)
    assert list(backup_folder(workbook_path).iterdir()) == [earlier.path]
    assert beside(workbook_path) == {"team.db"}
    assert names_in(workbook_path, clock) == set()


# What is kept: all of two days, then 12 days, 10 weeks and 9 months, of each the newest.


def made_at(*instants: datetime) -> list[Backup]:
    return [Backup(Path(f"{number}.db"), instant, Reason.AT_CLOSE) for number, instant in enumerate(instants)]


def worth_keeping(found: list[Backup], now: datetime) -> set[Path]:
    """The same rule, day by day: walk back from the newest and keep what is the first seen of its period."""
    keep: set[Path] = set()
    days: list[str] = []
    weeks: list[str] = []
    months: list[str] = []
    for place, backup in enumerate(sorted(found, key=lambda backup: backup.made_at, reverse=True)):
        first_seen = place == 0 or (now - backup.made_at).total_seconds() <= 48 * 3600
        for periods, form, most in ((days, "%Y-%m-%d", 12), (weeks, "%G-%V", 10), (months, "%Y-%m", 9)):
            period = backup.made_at.strftime(form)
            if period not in periods:
                periods.append(period)
                first_seen = first_seen or len(periods) <= most
        if first_seen:
            keep.add(backup.path)
    return keep


def test_after_a_year_of_days_twelve_daily_ten_weekly_and_nine_monthly_are_kept() -> None:
    found = made_at(*(START + timedelta(days=day) for day in range(365)))
    now = found[-1].made_at
    gone = {backup.path for backup in to_prune(found, now)}
    kept = [backup.made_at.date().isoformat() for backup in found if backup.path not in gone]
    december = [f"2026-12-{day}" for day in range(20, 32)]
    sundays = ["2026-11-01", "2026-11-08", "2026-11-15", "2026-11-22", "2026-11-29", "2026-12-06", "2026-12-13"]
    months = ["2026-04-30", "2026-05-31", "2026-06-30", "2026-07-31", "2026-08-31", "2026-09-30", "2026-10-31"]
    assert kept == [*months, *sundays[:4], "2026-11-29", "2026-11-30", *sundays[5:], *december]


@pytest.mark.parametrize("seed", range(5))
def test_pruning_agrees_with_a_walk_through_the_days(seed: int) -> None:
    chance = random.Random(seed)
    instants = sorted(
        START + timedelta(minutes=chance.randrange(500 * 24 * 60)) for _ in range(chance.randrange(1, 700))
    )
    found = made_at(*dict.fromkeys(instants))
    now = found[-1].made_at + timedelta(hours=chance.choice([0, 3, 40, 2000]))
    gone = {backup.path for backup in to_prune(chance.sample(found, len(found)), now)}
    assert {backup.path for backup in found} - gone == worth_keeping(found, now)


def test_pruning_every_day_keeps_what_pruning_once_would() -> None:
    chance = random.Random(1)
    every: list[Backup] = []
    kept: list[Backup] = []
    now = START
    while now < START + timedelta(days=400):
        now += timedelta(minutes=chance.randrange(60, 60 * 60))
        backup = Backup(Path(f"{len(every)}.db"), now, Reason.AT_CLOSE)
        every.append(backup)
        kept.append(backup)
        gone = to_prune(kept, now)
        kept = [backup for backup in kept if backup not in gone]
    assert {backup.path for backup in kept} == worth_keeping(every, now)


def test_the_newest_backup_is_never_pruned() -> None:
    (alone,) = made_at(START)
    assert to_prune([alone], START + timedelta(days=9000)) == []
    # The clock was set back: nothing from the future is older than two days.
    future = made_at(*(START + timedelta(hours=hours) for hours in range(100)))
    assert to_prune(future, START) == []


def test_making_a_backup_prunes_the_old_ones(workbook_path: Path, clock: FixedClock) -> None:
    folder = backup_folder(workbook_path)
    first = back_up(workbook_path, clock, Reason.AT_CLOSE)
    for day in range(1, 400):
        name = (clock.now() + timedelta(days=day)).strftime("%Y%m%dT%H%M%SZ")
        (folder / f"{name}-at-close.db").write_bytes(b"")
    clock.advance(timedelta(days=400))
    everything = [*backups(workbook_path), Backup(folder / "new", clock.now(), Reason.AT_CLOSE)]
    made = back_up(workbook_path, clock, Reason.AT_CLOSE)
    expected = worth_keeping(everything, clock.now()) - {folder / "new"} | {made.path}
    assert {backup.path for backup in backups(workbook_path)} == expected
    assert not first.path.exists()


# Restoring.


def test_what_is_restored_is_the_backup_and_what_was_there_is_kept(workbook_path: Path, clock: FixedClock) -> None:
    fill(workbook_path, clock, "first")
    made = back_up(workbook_path, clock, Reason.ASKED)
    fill(workbook_path, clock, "second")
    before = workbook_path.read_bytes()
    aside = restore(workbook_path, made.path, clock)
    assert aside is not None
    assert aside.read_bytes() == before
    assert rows(workbook_path) == rows(made.path)
    assert names_in(workbook_path, clock) == {"first"}
    assert made.path.exists()
    assert beside(workbook_path) == {"team.db", aside.name}


def test_two_restores_within_a_second_keep_both_replaced_files(workbook_path: Path, clock: FixedClock) -> None:
    fill(workbook_path, clock, "first")
    made = back_up(workbook_path, clock, Reason.ASKED)
    kept = []
    for name in ("second", "third", "fourth"):
        fill(workbook_path, clock, name)
        aside = restore(workbook_path, made.path, clock)
        assert aside is not None
        kept.append(names_in(aside, clock))
    assert kept == [{"first", "second"}, {"first", "third"}, {"first", "fourth"}]


def leave_a_journal(path: Path, clock: FixedClock) -> None:
    """A write was cut off: the file has half of it, and the journal knows how to take it back."""
    with closing(open_workbook(path, clock)) as workbook:
        workbook.connection.execute("PRAGMA cache_size = 1")
        with pytest.raises(RuntimeError, match="cut off"):
            cut_off(path, workbook)


def cut_off(path: Path, workbook: Workbook) -> None:
    with workbook.step(StepKind.ADD_DEAL, Origin.SCREEN):
        workbook.deals.records.insert([new_deal(workbook, note="x" * 5_000) for _ in range(60)])
        content, journal = path.read_bytes(), Path(f"{path}-journal").read_bytes()
        path.with_name("half.db").write_bytes(content)
        path.with_name("half.db-journal").write_bytes(journal)
        raise RuntimeError("cut off")


def put_in_place(path: Path) -> None:
    path.with_name("half.db").replace(path)
    path.with_name("half.db-journal").replace(f"{path}-journal")


def test_a_journal_beside_the_target_is_not_played_over_the_restored_file(
    workbook_path: Path, clock: FixedClock
) -> None:
    fill(workbook_path, clock, "first", *(f"Deal {number} {'x' * 500}" for number in range(200)))
    made = back_up(workbook_path, clock, Reason.ASKED)
    leave_a_journal(workbook_path, clock)
    put_in_place(workbook_path)
    restore(workbook_path, made.path, clock)
    assert rows(workbook_path) == rows(made.path)
    assert beside(workbook_path).isdisjoint({"team.db-journal", "half.db"})


def test_a_journal_whose_workbook_is_gone_is_put_aside(workbook_path: Path, clock: FixedClock) -> None:
    """The damaged file was deleted by hand; its journal was not."""
    fill(workbook_path, clock, *(f"Deal {number} {'x' * 500}" for number in range(200)))
    made = back_up(workbook_path, clock, Reason.ASKED)
    leave_a_journal(workbook_path, clock)
    put_in_place(workbook_path)
    workbook_path.unlink()
    journal = Path(f"{workbook_path}-journal").read_bytes()
    assert restore(workbook_path, made.path, clock) is None
    assert rows(workbook_path) == rows(made.path)
    (parked,) = beside(workbook_path) - {"team.db"}
    assert parked.endswith("-journal")
    assert (workbook_path.parent / parked).read_bytes() == journal


@pytest.mark.parametrize("gone", [False, True], ids=["beside its file", "its file is gone"])
def test_a_later_write_ahead_log_is_not_played_over_the_restored_file(
    workbook_path: Path, clock: FixedClock, gone: bool
) -> None:
    fill(workbook_path, clock, "first")
    made = back_up(workbook_path, clock, Reason.ASKED)
    with closing(sqlite3.connect(workbook_path, isolation_level=None)) as other:
        other.execute("PRAGMA journal_mode = WAL")
        other.execute("CREATE TABLE later (x)")
        other.execute("INSERT INTO later VALUES (zeroblob(100000))")
        copies = {ending: Path(f"{workbook_path}{ending}").read_bytes() for ending in ("", "-wal", "-shm")}
    for ending, content in copies.items():
        Path(f"{workbook_path}{ending}").write_bytes(content)
    if gone:
        workbook_path.unlink()
    restore(workbook_path, made.path, clock)
    assert rows(workbook_path) == rows(made.path)
    assert beside(workbook_path).isdisjoint({"team.db-wal", "team.db-shm"})


def test_a_plain_copy_beside_a_later_write_ahead_log_would_not_be_the_backup(
    workbook_path: Path, clock: FixedClock
) -> None:
    """The negative control: this is what parking prevents."""
    with closing(sqlite3.connect(workbook_path, isolation_level=None)) as other:
        other.execute("PRAGMA journal_mode = WAL")
        earlier = workbook_path.read_bytes()
        other.execute("CREATE TABLE later (x)")
        log = Path(f"{workbook_path}-wal").read_bytes()
    workbook_path.write_bytes(earlier)
    Path(f"{workbook_path}-wal").write_bytes(log)
    with closing(sqlite3.connect(workbook_path)) as connection:
        assert connection.execute("SELECT count(*) FROM later").fetchone() == (0,)


def test_a_chosen_file_with_a_write_ahead_log_is_restored_with_what_the_log_holds(
    workbook_path: Path, blank_workbook: Path, clock: FixedClock, tmp_path: Path
) -> None:
    chosen = tmp_path / "chosen.db"
    chosen.write_bytes(blank_workbook.read_bytes())
    with closing(open_workbook(chosen, clock)) as workbook:
        workbook.connection.execute("PRAGMA journal_mode = WAL")
        add(workbook, new_deal(workbook, name="in the log"))
        restore(workbook_path, chosen, clock)
    assert names_in(workbook_path, clock) == {"in the log"}


@pytest.mark.parametrize("harm", [smash, smash_the_head], ids=["a page", "the head"])
def test_a_damaged_workbook_can_be_replaced_by_its_backup(
    workbook_path: Path, clock: FixedClock, harm: Callable[[Path], None]
) -> None:
    fill(workbook_path, clock, "first")
    made = back_up(workbook_path, clock, Reason.ASKED)
    harm(workbook_path)
    damaged = workbook_path.read_bytes()
    aside = restore(workbook_path, made.path, clock)
    assert aside is not None
    assert aside.read_bytes() == damaged
    assert names_in(workbook_path, clock) == {"first"}


def empty(path: Path) -> None:
    path.write_bytes(b"")


def of_another_program(path: Path) -> None:
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(5000))


def of_the_future(path: Path) -> None:
    execute(path, "PRAGMA user_version = 9")


def with_a_foreign_trigger(path: Path) -> None:
    execute(path, "CREATE TRIGGER tidy_up AFTER INSERT ON step BEGIN DELETE FROM deal; END")


def execute(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute(statement)


@pytest.mark.parametrize(
    ("harm", "error"),
    [
        (smash, DamagedWorkbook),
        (break_a_reference, DamagedWorkbook),
        (with_a_foreign_trigger, DamagedWorkbook),
        (empty, NotAWorkbook),
        (of_another_program, NotAWorkbook),
        (of_the_future, NewerWorkbook),
        (Path.unlink, WorkbookError),
    ],
)
def test_a_backup_that_is_not_whole_is_refused_and_the_workbook_stays(
    workbook_path: Path, clock: FixedClock, harm: Callable[[Path], None], error: type[WorkbookError]
) -> None:
    fill(workbook_path, clock, *(f"Deal {number}" for number in range(100)))
    made = back_up(workbook_path, clock, Reason.ASKED)
    harm(made.path)
    before = workbook_path.read_bytes()
    with pytest.raises(error) as caught:
        restore(workbook_path, made.path, clock)
    assert type(caught.value) is error
    assert made.path.name in str(caught.value)
    assert workbook_path.read_bytes() == before
    assert beside(workbook_path) == {"team.db"}


def test_a_workbook_in_the_middle_of_a_step_is_not_replaced(
    workbook_path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = back_up(workbook_path, clock, Reason.ASKED)
    monkeypatch.setattr(backups_module, "connect", partial(connect, timeout_s=0.02))
    before = workbook_path.read_bytes()
    with closing(sqlite3.connect(workbook_path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(LockedWorkbook):
            restore(workbook_path, made.path, clock)
    assert workbook_path.read_bytes() == before
    assert beside(workbook_path) == {"team.db"}


def test_a_workbook_that_was_lost_altogether_comes_back(workbook_path: Path, clock: FixedClock) -> None:
    with closing(open_workbook(workbook_path, clock)) as workbook:
        deal = new_deal(workbook, name="first")
        add(workbook, deal)
        change(workbook, deal.id, stage_id="won")
    made = back_up(workbook_path, clock, Reason.ASKED)
    workbook_path.unlink()
    assert restore(workbook_path, made.path, clock) is None
    with closing(open_workbook(workbook_path, clock)) as workbook:
        # The memory comes back with the rows: what was done before can still be undone.
        workbook.undo.undo(Origin.SCREEN)
        restored = workbook.deals.get(deal.id)
        assert restored is not None
        assert restored.stage_id == "contact"
