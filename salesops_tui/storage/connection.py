"""Connections to a workbook's file, with the settings that keep an acknowledged commit."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from typing import Final

BUSY_TIMEOUT_S: Final = 5.0
PRIVATE: Final = 0o600
"""The mode of a workbook and of every copy: customers' names are nobody else's business."""
JOURNALS: Final = ("-journal", "-wal", "-shm")
"""What SQLite's own files beside a workbook are called after its name."""

_CACHE_KB: Final = 8_000


def connect(path: Path, *, read_only: bool = False, timeout_s: float = BUSY_TIMEOUT_S) -> sqlite3.Connection:
    """Open an SQLite file, without looking at what is in it.

    A rollback journal with ``synchronous=EXTRA`` costs about a millisecond a commit and loses none; the file is one file
    at rest, at home on shares and in synced folders. Transactions are opened by ``transaction`` alone (no implicit ones).
    """
    address = path.absolute().as_uri() + ("?mode=ro" if read_only else "?mode=rw")
    connection = sqlite3.connect(address, uri=True, timeout=timeout_s, isolation_level=None)
    try:
        # Statement journals and bulk tables stay in memory: on disk they would triple the cost of an import.
        for setting in (
            "foreign_keys = ON",
            "recursive_triggers = ON",
            "synchronous = EXTRA",
            "temp_store = MEMORY",
            f"cache_size = -{_CACHE_KB}",
        ):
            connection.execute(f"PRAGMA {setting}")
    except BaseException:
        # Some settings read the file, which may be no database.
        connection.close()
        raise
    return connection


def create_private(path: Path) -> None:
    """Make an empty file that only its owner may read. Raises FileExistsError rather than touch one that is there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, PRIVATE))
