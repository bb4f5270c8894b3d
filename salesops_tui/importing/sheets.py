"""Any file that holds a table, as lines of text cells; what it is, its content says, not its name."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from salesops_tui.i18n import _
from salesops_tui.importing import delimited, spreadsheets
from salesops_tui.importing.failures import FileRefused
from salesops_tui.importing.kinds import Kind
from salesops_tui.importing.task_files.reading import read_tasks
from salesops_tui.system_errors import reason_of

LARGEST_TEXT_FILE: Final = 512_000_000

_ZIP: Final = b"PK\x03\x04"
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

Line = tuple[int, Sequence[str]]
"""Where a record begins in its file, counted from 1, and its cells."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table, as it stands in its file."""

    path: Path
    modified_at: datetime
    """When the file was last written, in UTC."""
    lines: Sequence[Line]
    notices: Sequence[str]
    kind: Kind | None = None
    """What its rows are, where the file's own format says so."""
    source: str | None = None
    """The program that writes such files, where the format says so."""


def read_sheet(path: Path) -> Sheet:
    """Read a file of at most half a gigabyte. Raises FileRefused."""
    try:
        with path.open("rb") as file:
            status = os.fstat(file.fileno())
            start = file.read(len(_OLE))
            modified = datetime.fromtimestamp(int(status.st_mtime), UTC)
            if start.startswith(_ZIP) or start == _OLE:
                lines, notices = spreadsheets.read_lines(path, is_ole=start == _OLE)
                return Sheet(path, modified, lines, notices)
            if status.st_size > LARGEST_TEXT_FILE:
                raise FileRefused(
                    _("{file} is larger than {size} MB. Nothing was brought in; please split it.").format(
                        file=path.name, size=LARGEST_TEXT_FILE // 1_000_000
                    )
                )
            content = start + file.read()
    except OSError as error:
        raise FileRefused(_("{file} cannot be read: {reason}").format(file=path, reason=reason_of(error))) from error
    if (tasks := read_tasks(content, path)) is not None:
        source, lines = tasks
        return Sheet(path, modified, lines, [], Kind.TASKS, source)
    return Sheet(path, modified, delimited.read_lines(content, path), [])
