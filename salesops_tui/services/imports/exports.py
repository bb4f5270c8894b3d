"""Files that somebody may want to bring in: tables in the places where browsers and mail programs put them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

ENDINGS: Final = frozenset({".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls"})

_SHOWN: Final = 12


def recent_exports(home: Path, here: Path) -> list[Path]:
    """The newest tables in the present folder, the downloads and the desktop, newest first."""
    found = {
        path.resolve(): path
        for folder in (here, home / "Downloads", home / "下载", home / "Desktop", home / "桌面")
        for path in _tables(folder)
    }
    return sorted(found.values(), key=_age, reverse=True)[:_SHOWN]


def _tables(folder: Path) -> Iterator[Path]:
    # A folder that is not there, or may not be looked into, has nothing to offer.
    with suppress(OSError):
        yield from (path for path in folder.iterdir() if path.suffix.casefold() in ENDINGS and path.is_file())


def _age(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0
