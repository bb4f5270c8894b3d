"""Writing a file for the person: whole or not at all, under a name that every system can keep."""

from __future__ import annotations

import os
import re
import unicodedata
from pathlib import Path
from typing import Final

from salesops_tui.errors import SalesopsError
from salesops_tui.i18n import _
from salesops_tui.system_errors import reason_of

PRIVATE: Final = 0o600
"""Customers' names are nobody else's business."""

_LONGEST_NAME: Final = 120
_RESERVED: Final = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?", re.IGNORECASE)
_UNSAFE: Final = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]')
_EDGES: Final = re.compile(r"^[\s.-]+|[\s.-]+$")


class ExportFailed(SalesopsError):
    """The file could not be written; nothing half-written is left."""


def write(path: Path, data: bytes) -> None:
    """Write a file that only its owner may read; one that is there is replaced, a link is not followed.

    Raises ExportFailed; then the old file, if there was one, is as it was.
    """
    path = path.expanduser()
    if path.is_symlink():
        raise ExportFailed(_("{path} is a link to another place. Nothing was written.").format(path=path))
    draft = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE), "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except OSError as error:
        raise ExportFailed(
            _("{path} cannot be written: {reason}. Nothing was left half-written.").format(
                path=path, reason=reason_of(error)
            )
        ) from error
    finally:
        draft.unlink(missing_ok=True)


def safe_name(text: str) -> str:
    """A file name made from any text: no folders, nothing that a system forbids, not too long."""
    name = _EDGES.sub("", _UNSAFE.sub("-", unicodedata.normalize("NFC", text)))
    while len(name.encode("utf-8")) > _LONGEST_NAME:
        name = _EDGES.sub("", name[:-1])
    return f"_{name}" if _RESERVED.fullmatch(name) else name or "export"
