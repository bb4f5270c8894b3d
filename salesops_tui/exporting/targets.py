"""Where a person wants a file to be: the name that was typed, looked at before anything is written."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path, PurePath
from typing import Final

from salesops_tui.domain.sheets import Sheet
from salesops_tui.errors import SalesopsError
from salesops_tui.exporting import files, sheet_files
from salesops_tui.exporting.kinds import Format
from salesops_tui.exporting.watching import Progress, watched
from salesops_tui.i18n import _
from salesops_tui.terminal import printable

ENDINGS: Final = {
    ".xlsx": Format.XLSX,
    ".csv": Format.CSV,
    ".md": Format.MARKDOWN,
    ".json": Format.JSON,
    ".txt": Format.TEXT,
}
"""File endings → what is written."""


class PathRefused(SalesopsError):
    """No file can be written under that name; nothing was."""


class FileThere(PathRefused):
    """A file of that name is there already; it is replaced only when that is said."""


def usual_name(title: str, day: str) -> str:
    """A file name for a view on a day."""
    return files.safe_name(f"{title} {day}") + ".xlsx"


def target(typed: str, *, replace: bool) -> Path:
    """The file that a person means, whose ending says what is written. Raises PathRefused and FileThere before anything is
    read or written."""
    if typed.strip() and PurePath(typed.strip()).suffix.casefold() not in ENDINGS and not _is_folder(typed):
        raise PathRefused(_("The ending says what is written: {endings}.").format(endings=", ".join(ENDINGS)))
    return place(typed, replace=replace)


def _is_folder(typed: str) -> bool:
    try:
        return Path(typed.strip()).expanduser().is_dir()
    except (OSError, RuntimeError, ValueError):
        return False


def place(typed: str, *, replace: bool) -> Path:
    """The file that a person means, whatever its ending. Raises PathRefused and FileThere."""
    if not typed.strip():
        raise PathRefused(_("A file needs a name."))
    if not typed.strip().isprintable():
        raise PathRefused(_("“{name}” is no file name.").format(name=printable(typed.strip())))
    try:
        path = Path(typed.strip()).expanduser().absolute()
        is_folder, is_there, has_folder = path.is_dir(), path.exists(), path.parent.is_dir()
    except (OSError, RuntimeError, ValueError) as error:
        raise PathRefused(_("“{name}” is no file name.").format(name=typed.strip())) from error
    if is_folder:
        raise PathRefused(_("{path} is a folder. Add a file name.").format(path=path))
    if not has_folder:
        raise PathRefused(_("There is no folder {path}.").format(path=path.parent))
    if is_there and not replace:
        raise FileThere(_("{path} is there already. Press enter again to replace it.").format(path=path))
    return path


def write(path: Path, sheets: Sequence[Sheet], progress: Progress | None = None) -> None:
    """Write tables as the file's ending says; needs no workbook, so that it can go on beside it. Raises ExportFailed, and
    whatever ``progress`` raises: then nothing is written."""
    told = watched(sheets, progress) if progress is not None else sheets
    data = sheet_files.content(told, ENDINGS[path.suffix.casefold()])
    if progress is not None:
        progress(1.0)
    files.write(path, data)
