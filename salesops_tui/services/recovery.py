"""What can be done about a damaged workbook, the best first."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from salesops_tui.clock import Clock
from salesops_tui.services import safety
from salesops_tui.services.steps import step_title
from salesops_tui.storage import salvage as salvaging
from salesops_tui.storage.backup import Backup, restore
from salesops_tui.storage.salvage import Salvaged


@dataclass(frozen=True, slots=True)
class Prospects:
    """What is at hand for a damaged workbook."""

    backup: Backup | None
    """The newest verified one."""
    lacks: tuple[str, ...] | None
    """The steps that were done after it, the newest first; None where the damaged file no longer tells them."""


def prospects(path: Path) -> Prospects:
    """What is at hand."""
    newest = next(iter(safety.backups(path)), None)
    if newest is None:
        return Prospects(None, None)
    there, had = salvaging.steps_of(path), salvaging.steps_of(newest.path)
    if there is None or had is None:
        return Prospects(newest, None)
    known = {step.id for step in had}
    return Prospects(newest, tuple(step_title(step) for step in reversed(there) if step.id not in known))


def restore_backup(path: Path, chosen: Backup, clock: Clock) -> Path | None:
    """Put a backup in the workbook's place; returns where the damaged file is now."""
    return restore(path, chosen.path, clock)


def salvage(path: Path, clock: Clock) -> tuple[Salvaged, Path | None]:
    """Put what can be read of a damaged workbook in its place, in a new file; the damaged one is kept aside, and its path is
    returned, too. Raises WorkbookError when nothing can be read."""
    draft = path.with_name(f"{path.stem}-salvaged{path.suffix}")
    draft.unlink(missing_ok=True)
    try:
        saved = salvaging.salvage(path, draft, clock)
        return saved, restore(path, draft, clock)
    finally:
        draft.unlink(missing_ok=True)
