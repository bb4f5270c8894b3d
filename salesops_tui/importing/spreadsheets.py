"""XLSX and XLS files: looked at from outside before anything takes them apart, and taken apart in a process of its own.

A spreadsheet is a program's worth of formats inside a compressed archive; a hostile one must cost neither the memory nor
the life of the workbench.
"""

from __future__ import annotations

import pickle
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from salesops_tui.i18n import _
from salesops_tui.importing.failures import FileRefused

LARGEST_FILE: Final = 50_000_000
LARGEST_UNPACKED: Final = 300_000_000
LARGEST_RATIO: Final = 100
MOST_MEMBERS: Final = 2_000

_TIME_LIMIT_S: Final = 120
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_SMALL: Final = 1_000_000
"""Members below this size may be compressed as well as they like: a sheet of equal rows is."""


def read_lines(path: Path, *, is_ole: bool) -> tuple[list[tuple[int, Sequence[str]]], list[str]]:
    """The rows of the first sheet that has any, each with its number, and what is worth telling. Raises FileRefused."""
    if path.stat().st_size > LARGEST_FILE:
        raise _refused(path, _("it is larger than {size} MB").format(size=LARGEST_FILE // 1_000_000))
    if is_ole:
        _refuse_encrypted(path)
    else:
        _refuse_dangerous(path)
    name, lines, others = _read_apart(path)
    notices = []
    if others:
        notices.append(_("Sheet “{sheet}” was read; not read: {others}").format(sheet=name, others=", ".join(others)))
    return lines, notices


def _refuse_encrypted(path: Path) -> None:
    """A workbook with a password is an OLE container around an encrypted package; an old .xls is one too, without it."""
    if _ENCRYPTED in path.read_bytes():
        raise _refused(path, _("it is protected by a password; save it without one"))


def _refuse_dangerous(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
            if len(members) > MOST_MEMBERS:
                raise _refused(path, _("it has more than {number} parts").format(number=MOST_MEMBERS))
            if any(_leads_outside(member.filename) for member in members):
                raise _refused(path, _("one of its parts leads out of the file"))
            unpacked = sum(member.file_size for member in members)
            if unpacked > LARGEST_UNPACKED or any(_is_bomb(member) for member in members):
                raise _refused(path, _("it would unpack to far more than a table needs"))
            if any(_declares_entities(archive, member) for member in members):
                raise _refused(path, _("it defines entities, which no table needs"))
            if not any(member.filename.casefold().endswith(("workbook.xml", "workbook.bin")) for member in members):
                raise _refused(path, _("it is an archive, but no spreadsheet"))
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError) as error:
        raise _refused(path, _("it is damaged")) from error


def _leads_outside(name: str) -> bool:
    return name.startswith(("/", "\\")) or ":" in name or ".." in name.replace("\\", "/").split("/")


def _is_bomb(member: zipfile.ZipInfo) -> bool:
    return member.file_size > _SMALL and member.file_size > LARGEST_RATIO * max(member.compress_size, 1)


def _declares_entities(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bool:
    if not member.filename.casefold().endswith((".xml", ".rels")):
        return False
    with archive.open(member) as part:
        start = part.read(2048)
    return b"<!DOCTYPE" in start.upper() or b"<!ENTITY" in start.upper()


def _read_apart(path: Path) -> tuple[str, list[tuple[int, Sequence[str]]], list[str]]:
    """Have another process read the file: it may be stopped, and its memory is not ours."""
    command = [sys.executable, "-m", "salesops_tui.importing.spreadsheet_reader", str(path.absolute())]
    try:
        done = subprocess.run(command, capture_output=True, timeout=_TIME_LIMIT_S, check=False)
    except subprocess.TimeoutExpired as error:
        raise _refused(path, _("reading it takes too long")) from error
    if done.returncode == 0:
        # Our own process wrote this, not the file.
        result: tuple[str, list[tuple[int, Sequence[str]]], list[str]] = pickle.loads(done.stdout)
        return result
    reason = done.stderr.decode(errors="replace").strip().splitlines()
    if reason and "password" in reason[-1].casefold():
        raise _refused(path, _("it is protected by a password; save it without one"))
    raise _refused(path, _("it is damaged, or not a spreadsheet"))


def _refused(path: Path, reason: str) -> FileRefused:
    return FileRefused(
        _("{file} cannot be read: {reason}. Nothing was brought in.").format(file=path.name, reason=reason)
    )
