"""Opening a workbook: is it one, is it ours, is it whole, is it of this version."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from typing import Final

from salesops_tui.clock import Clock
from salesops_tui.domain.stages import COURSE_STAGES
from salesops_tui.domain.steps import Origin, StepKind
from salesops_tui.i18n import _
from salesops_tui.storage import triggers
from salesops_tui.storage.backup import Reason, back_up
from salesops_tui.storage.connection import connect, create_private
from salesops_tui.storage.failures import (
    DamagedWorkbook,
    NewerWorkbook,
    WorkbookError,
    damaged,
    explained,
    not_a_workbook,
)
from salesops_tui.storage.schema import APPLICATION_ID
from salesops_tui.storage.workbook import Workbook

SCHEMA_VERSION: Final = 1
"""How many migrations this program knows."""

_MAGIC: Final = b"SQLite format 3\x00"
_QUICK_CHECK_BYTES: Final = 32_000_000
"""Up to this size the whole file is looked through at every opening; larger ones whenever they are backed up."""


def open_workbook(path: Path, clock: Clock, *, create: bool = True) -> Workbook:
    """Open a workbook, make it if it is not there, upgrade it if it is older (after a verified backup).

    Raises an error of ``failures``; a file that is refused is left byte for byte as it was. A file that may not be
    written to is opened for reading.
    """
    path = path.expanduser()
    with explained(path):
        if not path.exists() or path.stat().st_size == 0:
            if not create:
                raise WorkbookError(_("There is no workbook at {path}.").format(path=path))
            create_workbook(path, clock)
        _check_file(path)
        read_only = not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK))
        connection = connect(path, read_only=read_only)
        try:
            version = _check_header(connection, path)
            if version < SCHEMA_VERSION:
                return _upgrade(path, connection, clock, read_only=read_only)
            _check_schema(connection, path)
            if path.stat().st_size <= _QUICK_CHECK_BYTES:
                _check_pages(connection, path)
        except BaseException:
            connection.close()
            raise
        return Workbook(path, connection, clock, read_only=read_only)


def create_workbook(path: Path, clock: Clock) -> None:
    """Make an empty workbook with the course's stages. It appears whole or not at all: it is built beside its place."""
    draft = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        create_private(draft)
    except OSError as error:
        raise WorkbookError(
            _("No workbook can be made at {path}: {reason}").format(path=path, reason=error.strerror)
        ) from error
    connection = connect(draft)
    try:
        connection.execute("BEGIN IMMEDIATE")
        _migrate(connection)
        connection.execute("COMMIT")
        workbook = Workbook(draft, connection, clock, read_only=False)
        with workbook.step(StepKind.CREATE_WORKBOOK, Origin.PROGRAM):
            workbook.stages.insert(COURSE_STAGES)
        connection.close()
        draft.replace(path)
    finally:
        connection.close()
        draft.unlink(missing_ok=True)


def _upgrade(path: Path, connection: sqlite3.Connection, clock: Clock, *, read_only: bool) -> Workbook:
    if read_only:
        raise WorkbookError(
            _("{path} was written by an older version and is read-only, so it cannot be upgraded.").format(path=path)
        )
    back_up(path, clock, Reason.BEFORE_UPGRADE)
    workbook = Workbook(path, connection, clock, read_only=False)
    with workbook.journal.step(StepKind.UPGRADE_WORKBOOK, Origin.PROGRAM, keep_empty=True):
        _migrate(connection)
    return workbook


def _migrate(connection: sqlite3.Connection) -> None:
    """Run what is pending, inside the caller's transaction."""
    # Half a second of imports, paid only when a workbook is made or upgraded.
    from sqlite_utils import Database

    from salesops_tui.storage.migrations import migrations

    migrations.apply(Database(connection))


def _check_file(path: Path) -> None:
    if not path.is_file():
        raise not_a_workbook(path)
    with path.open("rb") as file:
        start = file.read(len(_MAGIC))
    if start != _MAGIC:
        raise not_a_workbook(path)


def _check_header(connection: sqlite3.Connection, path: Path) -> int:
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if application != APPLICATION_ID:
        raise not_a_workbook(path)
    if version > SCHEMA_VERSION:
        raise NewerWorkbook(
            _(
                "{path} was written by a newer version of SalesOps (format {theirs}; this one reads up to {ours}). "
                "It was not touched; please update the program."
            ).format(path=path, theirs=version, ours=SCHEMA_VERSION)
        )
    return int(version)


def _check_schema(connection: sqlite3.Connection, path: Path) -> None:
    """A trigger or view that we did not write could do anything to the data, or hang the program."""
    expected = triggers.expected(connection)
    foreign = [
        name
        for kind, name, sql in connection.execute(
            "SELECT type, name, sql FROM sqlite_master WHERE type IN ('trigger', 'view')"
        )
        if kind == "view" or (name in expected and sql != expected[name]) or name not in (*expected, *triggers.FIXED)
    ]
    if foreign:
        raise DamagedWorkbook(
            _("{path} contains program parts that SalesOps did not write: {names}. It was not touched.").format(
                path=path, names=", ".join(sorted(foreign))
            )
        )


def _check_pages(connection: sqlite3.Connection, path: Path) -> None:
    (result,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    if result != "ok":
        raise damaged(path)
