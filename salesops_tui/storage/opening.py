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
from salesops_tui.storage import inspection
from salesops_tui.storage.connection import JOURNALS, connect, create_private
from salesops_tui.storage.failures import WorkbookError, damaged, explained, suspected
from salesops_tui.storage.workbook import Workbook
from salesops_tui.system_errors import reason_of

_QUICK_CHECK_BYTES: Final = 32_000_000
"""Up to this size the whole file is looked through at every opening; larger ones whenever they are backed up."""


def open_workbook(path: Path, clock: Clock, *, create: bool = True, despite_damage: bool = False) -> Workbook:
    """Open a workbook, make it if it is not there, upgrade it if it is older (after a verified backup).

    Raises an error of ``failures``; a file that is refused is left byte for byte as it was. A file that may not be
    written to is opened for reading, and so is a damaged one if that is asked for.
    """
    path = path.expanduser()
    with explained(path):
        if not path.exists() or (path.is_file() and path.stat().st_size == 0):
            if not create:
                raise WorkbookError(_("There is no workbook at {path}.").format(path=path))
            create_workbook(path, clock)
        inspection.check_file(path)
        read_only = despite_damage or not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK))
        with suspected(path):
            connection = connect(path, read_only=read_only)
        try:
            with suspected(path):
                version = inspection.check_header(connection, path)
                inspection.check_schema(connection, path, version)
                if path.stat().st_size <= _QUICK_CHECK_BYTES and not despite_damage:
                    inspection.check_pages(connection, path)
            if version < inspection.SCHEMA_VERSION:
                return _upgrade(path, connection, clock, read_only=read_only)
            return Workbook(path, connection, clock, read_only=read_only)
        except BaseException:
            connection.close()
            raise


def create_workbook(path: Path, clock: Clock) -> None:
    """Make an empty workbook with the course's stages. It appears whole or not at all: it is built beside its place."""
    for ending in JOURNALS:
        if (journal := Path(f"{path}{ending}")).exists():
            # SQLite would play it back over whatever is put in its workbook's place.
            raise WorkbookError(
                _(
                    "{journal} belongs to a workbook that is no longer there. Nothing was made; put that workbook back beside "
                    "it, or move it away."
                ).format(journal=journal)
            )
    draft = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        create_private(draft)
    except OSError as error:
        raise WorkbookError(
            _("No workbook can be made at {path}: {reason}").format(path=path, reason=reason_of(error))
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
    from salesops_tui.storage.backup import Reason, back_up

    back_up(path, clock, Reason.BEFORE_UPGRADE)
    workbook = Workbook(path, connection, clock, read_only=False)
    with workbook.journal.step(StepKind.UPGRADE_WORKBOOK, Origin.PROGRAM, keep_empty=True):
        _migrate(connection)
        version = inspection.check_header(connection, path)
        if version != inspection.SCHEMA_VERSION:
            raise damaged(path)
        inspection.check_schema(connection, path, version)
    return workbook


def _migrate(connection: sqlite3.Connection) -> None:
    """Run what is pending, inside the caller's transaction."""
    # Half a second of imports, paid only when a workbook is made or upgraded.
    from sqlite_utils import Database

    from salesops_tui.storage.migrations import migrations

    migrations.apply(Database(connection))
