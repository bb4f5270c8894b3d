"""Folders in which a workbook is not safe: those that a program copies elsewhere while it is written, and network shares."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePath
from typing import Final

SYNCED: Final[Mapping[str, tuple[str, ...]]] = {
    "OneDrive": ("onedrive",),
    "Dropbox": ("dropbox",),
    "iCloud Drive": ("icloud drive", "icloud~", "com~apple~clouddocs", "mobile documents", "iclouddrive"),
    "Google Drive": ("google drive", "googledrive", "my drive"),
    "坚果云 (Nutstore)": ("nutstore", "坚果云", "我的坚果云"),
}
"""Programs, and how the folders that they copy begin; those of macOS carry the account behind it."""
_NETWORK: Final = frozenset(
    {
        "nfs",
        "nfs4",
        "cifs",
        "smb3",
        "smbfs",
        "9p",
        "davfs",
        "afpfs",
        "ncpfs",
        "fuse.sshfs",
        "fuse.rclone",
        "fuse.davfs2",
    }
)
_REMOTE_DRIVE: Final = 4
"""What Windows calls a drive on the network."""


def synced_by(path: PurePath) -> str | None:
    """The program that copies the folder elsewhere, by the folders' names; None for any other."""
    names = [part.casefold() for part in path.parent.parts]
    for program, beginnings in SYNCED.items():
        if any(name.startswith(beginnings) for name in names):
            return program
    return None


def on_network(path: Path) -> bool:
    """Whether the folder lies on another computer."""
    there = path.expanduser().absolute()
    if sys.platform == "win32":
        import ctypes

        return str(there).startswith("\\\\") or ctypes.windll.kernel32.GetDriveTypeW(there.anchor) == _REMOTE_DRIVE
    try:
        mounts = Path("/proc/self/mounts").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return False
    return mounted_as(there, mounts) in _NETWORK


def mounted_as(path: PurePath, mounts: Iterable[str]) -> str:
    """The kind of file system that a path lies on, by the lines of ``/proc/self/mounts``; the longest place wins."""
    found = [
        (len(place), kind)
        for _source, place, kind, *_rest in (line.split(" ") for line in mounts if line.count(" ") >= 3)
        if path.is_relative_to(os.fsdecode(place.encode().decode("unicode_escape").encode("latin-1", "replace")))
    ]
    return max(found)[1] if found else ""
