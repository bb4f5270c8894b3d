"""What can go wrong with a workbook's file, in words for the person whose file it is."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from salesops_tui.domain.steps import Conflict, Step
from salesops_tui.errors import SalesopsError
from salesops_tui.i18n import _


class WorkbookError(SalesopsError):
    """The workbook's file cannot be used as asked."""


class NotAWorkbook(WorkbookError):
    """The file is something else; it was not touched."""


class NewerWorkbook(WorkbookError):
    """The file was written by a newer version of the program; it was not touched."""


class DamagedWorkbook(WorkbookError):
    """The file's contents contradict themselves."""


class LockedWorkbook(WorkbookError):
    """Another program is writing to the file."""


class ReadOnlyWorkbook(WorkbookError):
    """The file, or its folder, may not be written to."""


class DiskFull(WorkbookError):
    """There is no room left for a write, which was taken back."""


class UndoConflicts(SalesopsError):
    """A step cannot be taken back by itself, because later steps stand on it."""

    def __init__(self, step: Step, conflicts: tuple[Conflict, ...], message: str) -> None:
        super().__init__(message)
        self.step = step
        self.conflicts = conflicts


class NothingToUndo(SalesopsError):
    """There is no step that could be taken back, or brought back."""


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn SQLite's errors into errors that say what happened to which file, what was kept, and what to do."""
    try:
        yield
    except sqlite3.Error as error:
        explanation = explain(error, path)
        if explanation is None:
            raise
        raise explanation from error


@contextmanager
def suspected(path: Path) -> Iterator[None]:
    """Like ``explained``, while a file is looked at for the first time: what cannot be explained is damage of the file."""
    try:
        yield
    except UnicodeDecodeError as error:
        # SQLite's own message quotes the damaged text, and Python cannot read it.
        raise damaged(path) from error
    except sqlite3.Error as error:
        raise (explain(error, path) or damaged(path)) from error


def explain(error: sqlite3.Error, path: Path) -> WorkbookError | None:
    """The explanation of an SQLite error, or None when it is a defect of the program."""
    code = getattr(error, "sqlite_errorname", "") or ""
    if code.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return LockedWorkbook(
            _("{path} is being written to by another program. Nothing was changed; try again in a moment.").format(
                path=path
            )
        )
    if code.startswith("SQLITE_FULL"):
        return DiskFull(
            _(
                "There is no room left on the disk of {path}. The step was taken back, everything before it is kept."
            ).format(path=path)
        )
    if code == "SQLITE_READONLY_DBMOVED":
        return WorkbookError(
            _("{path} was replaced or moved while it was open. Nothing was changed; open it again.").format(path=path)
        )
    if code.startswith("SQLITE_READONLY"):
        return ReadOnlyWorkbook(
            _("{path} is read-only, so nothing was changed. Copy it to a folder of your own to work on it.").format(
                path=path
            )
        )
    if code.startswith("SQLITE_NOTADB"):
        return not_a_workbook(path)
    if code.startswith("SQLITE_CORRUPT"):
        return damaged(path)
    if code.startswith("SQLITE_CANTOPEN"):
        return WorkbookError(
            _("{path} cannot be opened. Does the folder exist, and may you read and write there?").format(path=path)
        )
    if code.startswith("SQLITE_IOERR"):
        return WorkbookError(
            _(
                "The disk did not read or write {path} as asked ({code}). What was saved before is kept; the last step is not."
            ).format(path=path, code=code)
        )
    return None


def not_a_workbook(path: Path) -> NotAWorkbook:
    """The file is no workbook of this program."""
    return NotAWorkbook(_("{path} is not a SalesOps workbook. It was not touched.").format(path=path))


def damaged(path: Path) -> DamagedWorkbook:
    """The file has damage, found by whoever calls."""
    return DamagedWorkbook(
        _(
            "{path} is damaged. It was left as it is. `salesops restore` brings back the newest verified backup, `salesops "
            "salvage` saves what can be read; both keep the damaged file beside it."
        ).format(path=path)
    )
