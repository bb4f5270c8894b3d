"""A few megabytes beside the workbook that are given up when the disk is full: what was being typed can be saved then."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path
from typing import Final

from salesops_tui.storage.connection import PRIVATE

SIZE: Final = 4_000_000
"""Bytes: many steps, of which the largest that is typed has some thousand."""
_ROOMY: Final = 25 * SIZE
"""On a disk with less room the ballast would itself be what fills it."""


def ballast_of(workbook: Path) -> Path:
    """Where the ballast of a workbook lies."""
    return workbook.with_name(f".{workbook.name}.ballast")


def lay(workbook: Path) -> None:
    """Have the ballast there; where it cannot be, there is none."""
    ballast = ballast_of(workbook)
    with suppress(OSError):
        if not ballast.exists() and shutil.disk_usage(workbook.parent).free > _ROOMY:
            with os.fdopen(os.open(ballast, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE), "wb") as file:
                # Noughts would take no room on a disk that packs its files.
                file.write(os.urandom(SIZE))


def release(workbook: Path) -> bool:
    """Give the ballast up; says whether there was any."""
    try:
        ballast_of(workbook).unlink()
    except OSError:
        return False
    return True
