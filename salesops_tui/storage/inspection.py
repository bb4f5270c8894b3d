"""Is a file a workbook, is it ours, is it of this version, is it whole: asked before anything in it is believed."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Final

from salesops_tui.i18n import _
from salesops_tui.storage import triggers
from salesops_tui.storage.failures import (
    DamagedWorkbook,
    NewerWorkbook,
    WorkbookError,
    damaged,
    not_a_workbook,
)
from salesops_tui.storage.schema import APPLICATION_ID
from salesops_tui.system_errors import reason_of

SCHEMA_VERSION: Final = 7
"""How many migrations this program knows."""

_MAGIC: Final = b"SQLite format 3\x00"


def check_file(path: Path) -> None:
    """Raises NotAWorkbook unless SQLite wrote the file; a file that may not be read raises WorkbookError."""
    if not path.is_file():
        raise not_a_workbook(path)
    try:
        with path.open("rb") as file:
            start = file.read(len(_MAGIC))
    except OSError as error:
        raise WorkbookError(_("{path} cannot be read: {reason}").format(path=path, reason=reason_of(error))) from error
    if start != _MAGIC:
        raise not_a_workbook(path)


def check_header(connection: sqlite3.Connection, path: Path) -> int:
    """The version of a workbook. Raises NotAWorkbook and NewerWorkbook."""
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
    if version < 1:
        raise damaged(path)
    return int(version)


def check_schema(connection: sqlite3.Connection, path: Path, version: int) -> None:
    """Raises DamagedWorkbook for triggers and views that we did not write, or when one of ours is missing.

    A foreign one could do anything to the data, or hang the program; without ours, changes would go unrecorded. Of an
    older version only the names are known.
    """
    current = version == SCHEMA_VERSION
    expected = triggers.expected(connection)
    present = connection.execute(
        "SELECT type, name, sql FROM sqlite_master WHERE type IN ('trigger', 'view')"
    ).fetchall()
    foreign = [
        name
        for kind, name, sql in present
        if kind == "view" or name not in expected or (current and sql != expected[name])
    ]
    if foreign:
        raise DamagedWorkbook(
            _("{path} contains program parts that SalesOps did not write: {names}. It was not touched.").format(
                path=path, names=", ".join(sorted(foreign))
            )
        )
    if current and len(present) < len(expected):
        raise damaged(path)


def check_pages(connection: sqlite3.Connection, path: Path) -> None:
    """Raises DamagedWorkbook when a quick look through all pages finds one that contradicts the others."""
    (result,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    if result != "ok":
        raise damaged(path)
