"""Verified backups: a copy counts only after it was opened and looked through; and bringing one back."""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Callable, Hashable, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from itertools import count
from pathlib import Path
from typing import Final

from salesops_tui.clock import Clock
from salesops_tui.i18n import _
from salesops_tui.storage import inspection
from salesops_tui.storage.connection import JOURNALS, connect, create_private
from salesops_tui.storage.failures import (
    DamagedWorkbook,
    LockedWorkbook,
    NotAWorkbook,
    WorkbookError,
    damaged,
    explain,
    explained,
    suspected,
)
from salesops_tui.system_errors import reason_of

KEEP_ALL_FOR: Final = timedelta(days=2)
KEEP_DAILY: Final = 12
KEEP_WEEKLY: Final = 10
KEEP_MONTHLY: Final = 9

_STAMP: Final = "%Y%m%dT%H%M%SZ"
_NAME: Final = re.compile(r"(\d{8}T\d{6}Z)(?:-(\d+))?-([a-z-]+)\.db")


class Reason(StrEnum):
    """Why a backup was made."""

    ASKED = "asked"
    BEFORE_IMPORT = "before-import"
    BEFORE_UPGRADE = "before-upgrade"
    AT_CLOSE = "at-close"


@dataclass(frozen=True, slots=True)
class Backup:
    """One verified copy."""

    path: Path
    made_at: datetime
    """In UTC."""
    reason: Reason
    number: int = 1
    """Counts the copies made within the same second."""

    @property
    def age(self) -> tuple[datetime, int]:
        """What puts backups in the order in which they were made."""
        return self.made_at, self.number


def backup_folder(workbook: Path) -> Path:
    """Where a workbook's backups lie: beside it."""
    return workbook.with_name(f"{workbook.stem}-backups")


def backups(workbook: Path) -> list[Backup]:
    """The backups of a workbook, newest first."""
    folder = backup_folder(workbook)
    found = [_named(path) for path in (folder.iterdir() if folder.is_dir() else ())]
    return sorted((backup for backup in found if backup is not None), key=lambda backup: backup.age, reverse=True)


def back_up(workbook: Path, clock: Clock, reason: Reason) -> Backup:
    """Copy a workbook, look the copy through, and only then give it its name; prune what is too old to keep.

    Raises DamagedWorkbook when the copy does not hold what the workbook holds; no earlier backup is pruned then.
    """
    folder = backup_folder(workbook)
    now = clock.now()
    with explained(workbook):
        try:
            folder.mkdir(mode=0o700, exist_ok=True)
            draft = folder / f".{os.getpid()}.new"
            draft.unlink(missing_ok=True)
            create_private(draft)
            try:
                _copy(workbook, draft)
                _synchronise(draft)
                made = _next(workbook, now, reason)
                draft.rename(made.path)
            finally:
                draft.unlink(missing_ok=True)
        except OSError as error:
            raise WorkbookError(
                _("No backup can be made in {folder}: {reason}").format(folder=folder, reason=reason_of(error))
            ) from error
    _prune(workbook, now)
    return made


def restore(workbook: Path, backup: Path, clock: Clock) -> Path | None:
    """Put a backup in a workbook's place; the file that was there is kept beside it, and its path is returned.

    Left-over journals are put aside with it first: beside a restored file, SQLite would play them back over it.
    Raises an error of ``failures`` when the backup is not whole or the workbook is being written to.
    """
    if not backup.is_file():
        raise WorkbookError(_("There is no backup at {path}.").format(path=backup))
    verify(backup)
    aside = _aside(workbook, clock.now())
    _refuse_while_in_use(workbook)
    draft = workbook.with_name(f".{workbook.name}.{os.getpid()}.restored")
    try:
        create_private(draft)
        with explained(backup):
            _copy(backup, draft)
        _synchronise(draft)
        for ending in (*JOURNALS, ""):
            present = Path(f"{workbook}{ending}")
            if present.exists():
                present.rename(f"{aside}{ending}")
        draft.rename(workbook)
    except OSError as error:
        raise WorkbookError(
            _("{backup} could not be put in place: {reason}").format(backup=backup, reason=reason_of(error))
        ) from error
    finally:
        draft.unlink(missing_ok=True)
    return aside if aside.exists() else None


def verify(copy: Path) -> None:
    """Look a whole file through. Raises an error of ``failures`` unless it is an undamaged workbook."""
    with suspected(copy):
        inspection.check_file(copy)
        with closing(connect(copy, read_only=True)) as connection:
            inspection.check_schema(connection, copy, inspection.check_header(connection, copy))
            (result,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
            dangling = connection.execute("PRAGMA foreign_key_check").fetchone()
    if result != "ok" or dangling:
        raise damaged(copy)


def to_prune(found: Sequence[Backup], now: datetime) -> list[Backup]:
    """Which backups need not be kept: all of two days stay, then one a day (12), a week (10), a month (9).

    Of each day, week and month the newest stays, and the newest of all stays whatever its age.
    """
    newest_first = sorted(found, key=lambda backup: backup.age, reverse=True)
    kept = {backup.path for backup in newest_first[:1]}
    kept |= {backup.path for backup in newest_first if now - backup.made_at <= KEEP_ALL_FOR}
    ladders: tuple[tuple[int, Callable[[datetime], Hashable]], ...] = (
        (KEEP_DAILY, lambda at: at.date()),
        (KEEP_WEEKLY, lambda at: at.isocalendar()[:2]),
        (KEEP_MONTHLY, lambda at: (at.year, at.month)),
    )
    for number, period in ladders:
        newest: dict[Hashable, Path] = {}
        for backup in newest_first:
            newest.setdefault(period(backup.made_at), backup.path)
        kept |= set(list(newest.values())[:number])
    return [backup for backup in newest_first if backup.path not in kept]


def _copy(workbook: Path, draft: Path) -> None:
    with closing(connect(workbook, read_only=True)) as source:
        before = source.execute("PRAGMA data_version").fetchone()
        counts = _counts(source)
        source.execute("VACUUM INTO ?", (str(draft),))
        undisturbed = source.execute("PRAGMA data_version").fetchone() == before
    try:
        verify(draft)
    except (DamagedWorkbook, NotAWorkbook) as error:
        # A copy shows what is wrong with the original.
        raise damaged(workbook) from error
    with closing(connect(draft, read_only=True)) as copy:
        if undisturbed and _counts(copy) != counts:
            raise damaged(workbook)


def _counts(connection: sqlite3.Connection) -> dict[str, int]:
    names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    return {name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names}


def _synchronise(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _aside(workbook: Path, now: datetime) -> Path:
    """Where the file that is replaced goes; never onto one that was put aside within the same second."""
    wanted = workbook.with_name(f"{workbook.name}.before-restore-{now.strftime(_STAMP)}")
    numbers = count(2)
    aside = wanted
    while any(Path(f"{aside}{ending}").exists() for ending in (*JOURNALS, "")):
        aside = wanted.with_name(f"{wanted.name}-{next(numbers)}")
    return aside


def _named(path: Path) -> Backup | None:
    """The backup that a file's name says it is."""
    match = _NAME.fullmatch(path.name)
    if match is None or match[3] not in set(Reason):
        return None
    try:
        made_at = datetime.strptime(match[1], _STAMP).replace(tzinfo=UTC)
    except ValueError:
        return None
    return Backup(path, made_at, Reason(match[3]), int(match[2] or 1))


def _next(workbook: Path, now: datetime, reason: Reason) -> Backup:
    """The backup to be made now, under a name of its own."""
    number = 1 + max((backup.number for backup in backups(workbook) if backup.made_at == now), default=0)
    name = f"{now.strftime(_STAMP)}{f'-{number}' if number > 1 else ''}-{reason}.db"
    return Backup(backup_folder(workbook) / name, now, reason, number)


def _prune(workbook: Path, now: datetime) -> None:
    for backup in to_prune(backups(workbook), now):
        backup.path.unlink(missing_ok=True)


def _refuse_while_in_use(workbook: Path) -> None:
    """A write lock on the old file, taken and let go, shows that nobody is in the middle of a step."""
    if not workbook.exists():
        return
    try:
        with closing(connect(workbook)) as connection:
            connection.execute("BEGIN EXCLUSIVE")
            connection.execute("ROLLBACK")
    except sqlite3.Error as error:
        # A damaged file cannot be locked, and is what restoring is for.
        explanation = explain(error, workbook)
        if isinstance(explanation, LockedWorkbook):
            raise explanation from error
