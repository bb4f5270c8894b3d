"""Copies of the workbook, and whether it agrees with itself."""

from __future__ import annotations

from pathlib import Path

from salesops_tui.clock import Clock
from salesops_tui.i18n import _
from salesops_tui.services.session import Session
from salesops_tui.storage import backup, checking
from salesops_tui.storage.backup import Backup, Reason
from salesops_tui.storage.checking import Finding, Problem
from salesops_tui.storage.failures import WorkbookError


def back_up(path: Path, clock: Clock) -> Backup:
    """Make a verified copy of a workbook now."""
    if not path.is_file():
        raise WorkbookError(_("There is no workbook at {path}.").format(path=path))
    return backup.back_up(path, clock, Reason.ASKED)


def backups(path: Path) -> list[Backup]:
    """The verified copies of a workbook, newest first."""
    return backup.backups(path)


def restore(path: Path, chosen: Path | None, clock: Clock) -> tuple[Path, Path | None]:
    """Put a copy, or the newest one, in the workbook's place; returns the copy and where the replaced file is now."""
    if chosen is None:
        found = backups(path)
        if not found:
            raise WorkbookError(_("There is no backup of {path}.").format(path=path))
        chosen = found[0].path
    return chosen, backup.restore(path, chosen, clock)


def check(session: Session) -> list[str]:
    """What contradicts itself in the workbook, in words; empty when it is whole."""
    return [_told(problem) for problem in checking.check(session.workbook.connection)]


def reason_title(reason: Reason) -> str:
    """Why a copy was made."""
    match reason:
        case Reason.ASKED:
            return _("asked for")
        case Reason.BEFORE_IMPORT:
            return _("before an import")
        case Reason.BEFORE_UPGRADE:
            return _("before an upgrade")
        case Reason.AT_CLOSE:
            return _("at closing")


def _told(problem: Problem) -> str:
    match problem.finding:
        case Finding.PAGES:
            words = _("The file is damaged: {detail}")
        case Finding.REFERENCES:
            words = _("A record refers to one that is not there: {detail}")
        case Finding.TOTALS:
            words = _("A total of the pipeline differs from its deals: {detail}")
        case Finding.JOURNAL:
            words = _("The journal does not account for a record: {detail}")
        case Finding.HISTORY:
            words = _("A deal differs from the last event of its history: {detail}")
    return words.format(detail=problem.detail)
