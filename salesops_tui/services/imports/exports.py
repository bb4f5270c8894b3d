"""Files that somebody may want to bring in: in the places where browsers and mail programs put them, or where a path leads."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

ENDINGS: Final = frozenset({".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls"})

_SHOWN: Final = 12
_TASK_FILES: Final = frozenset({".ics", ".json"})
_MOST_LISTED: Final = 200


def recent_exports(home: Path, here: Path) -> list[Path]:
    """The newest tables in the present folder, the downloads and the desktop, newest first."""
    found = {
        path.resolve(): path
        for folder in (here, home / "Downloads", home / "下载", home / "Desktop", home / "桌面")
        for path in _tables(folder)
    }
    return sorted(found.values(), key=_age, reverse=True)[:_SHOWN]


def leading_to(typed: str) -> list[Path]:
    """What a path that is being typed may become: the folders that begin so, and the files that can be brought in.

    A path that ends in a slash names a folder; the folder above it comes first.
    """
    path = Path(typed).expanduser()
    folder, begin = (path, "") if typed.endswith(("/", "\\")) or typed in ("~", ".", "..") else (path.parent, path.name)
    found: list[tuple[bool, str, Path]] = []
    with suppress(OSError):
        for each in folder.iterdir():
            is_file = each.suffix.casefold() in ENDINGS | _TASK_FILES
            hidden = each.name.startswith(".") and not begin.startswith(".")
            if not hidden and each.name.casefold().startswith(begin.casefold()) and (is_file or each.is_dir()):
                found.append((not each.is_dir(), each.name.casefold(), each))
    above = [] if begin or folder.parent == folder else [folder / ".."]
    return [*above, *(each for _is_file, _name, each in sorted(found)[:_MOST_LISTED])]


def _tables(folder: Path) -> Iterator[Path]:
    # A folder that is not there, or may not be looked into, has nothing to offer.
    with suppress(OSError):
        yield from (path for path in folder.iterdir() if path.suffix.casefold() in ENDINGS and path.is_file())


def _age(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0
