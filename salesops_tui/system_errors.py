"""What the operating system and the TOML reader complain of, in the program's language."""

from __future__ import annotations

import errno
import re
from collections.abc import Mapping
from typing import Final

from salesops_tui.i18n import _, mark

_REASONS: Final[Mapping[int, str]] = {
    errno.ENOENT: mark("there is no such file or folder"),
    errno.EACCES: mark("it is not allowed here"),
    errno.EPERM: mark("it is not allowed here"),
    errno.EEXIST: mark("there is something of that name already"),
    errno.EISDIR: mark("it is a folder"),
    errno.ENOTDIR: mark("a part of its path is no folder"),
    errno.ENOTEMPTY: mark("the folder is not empty"),
    errno.ENOSPC: mark("the disk is full"),
    errno.EDQUOT: mark("the disk is full"),
    errno.EROFS: mark("the disk may only be read"),
    errno.EBUSY: mark("another program is using it"),
    errno.ENAMETOOLONG: mark("its name is too long"),
    errno.EIO: mark("the disk reports an error"),
    errno.EMFILE: mark("too many files are open"),
    errno.ENFILE: mark("too many files are open"),
    errno.ELOOP: mark("it is a link that leads back to itself"),
}


def reason_of(error: OSError | UnicodeError) -> str:
    """Why a file could not be read or written; the system's own words where there are none of ours."""
    if isinstance(error, UnicodeError):
        return _("it is no text in UTF-8")
    known = _REASONS.get(error.errno or 0)
    return _(known) if known is not None else error.strerror or str(error)


def toml_reason_of(error: ValueError) -> str:
    """Where a TOML text cannot be understood; the reader tells the place at the end of its English words."""
    place = re.search(r"at line (\d+), column (\d+)", str(error))
    if place is None:
        return _("it ends in the middle of something")
    return _("line {line} cannot be understood, at character {column}").format(line=place[1], column=place[2])
