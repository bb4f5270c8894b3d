"""Snapshots of every room: what is written, and in which colours.

``python -m tests.ui.take_snapshots`` takes them anew after the looks were changed on purpose; a diff tells what changed.

A snapshot has the text as it stands on the screen, and below it, for each look, the colours by letters with how many cells
each fills: ``3a 10b`` is three cells of the first and ten of the second.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from rich.cells import cell_len
from rich.segment import Segment
from textual.pilot import Pilot

from salesops_tui import i18n
from tests.ui.conftest import settle
from tests.ui.walk import opened, sample

FOLDER: Final = Path(__file__).parent / "snapshots"
LANGUAGES: Final = ("en", "zh_Hans")
SIZES: Final = ((80, 24), (120, 36), (200, 60))
LOOKS: Final = ("dark", "light")
ROOMS: Final = {"1": "standup", "2": "week", "3": "pipeline", "4": "tasks", "5": "meetings"}


def file_of(room: str, language: str, size: tuple[int, int]) -> Path:
    """Where a snapshot lies."""
    return FOLDER / f"{room}-{language}-{size[0]}x{size[1]}.txt"


async def snapshots(path: Path, size: tuple[int, int]) -> dict[str, str]:
    """The rooms of a workbook by name, as they look now."""
    taken = {}
    async with opened(path, size) as pilot:
        for key, room in ROOMS.items():
            await pilot.press(key)
            await settle(pilot)
            taken[room] = await _snapshot(pilot)
    return taken


async def _snapshot(pilot: Pilot[Any]) -> str:
    parts: list[str] = []
    for look in LOOKS:
        pilot.app.theme = look
        await settle(pilot)
        lines = pilot.app.screen._compositor.render_strips()
        text = "\n".join(strip.text.rstrip() for strip in lines)
        if not parts:
            parts.append(text)
        assert text == parts[0], "the looks differ in more than colours"
        parts.append(f"{look}\n" + "\n".join(_colours(lines)))
    pilot.app.theme = LOOKS[0]
    return "\n\n".join(parts) + "\n"


def _colours(lines: list[Any]) -> Iterator[str]:
    letters: dict[str, str] = {}
    drawn = [
        " ".join(
            f"{sum(cells for cells, _letter in run)}{letter}" for letter, run in groupby(_cells(line, letters), _letter)
        )
        for line in lines
    ]
    yield from (f"  {letter} {style}" for style, letter in letters.items())
    yield from drawn


def _cells(line: Any, letters: dict[str, str]) -> Iterator[tuple[int, str]]:
    segment: Segment
    for segment in filter(None, line):
        style = str(segment.style)
        letter = letters.setdefault(
            style, chr(ord("a") + len(letters)) if len(letters) < 26 else f"A{len(letters) - 25}_"
        )
        yield cell_len(segment.text), letter


def _letter(cell: tuple[int, str]) -> str:
    return cell[1]


def main() -> int:
    """Take them all anew."""
    FOLDER.mkdir(exist_ok=True)
    for language in LANGUAGES:
        i18n.set_language(language)
        with TemporaryDirectory() as folder:
            path = sample(Path(folder), language)
            for size in SIZES:
                for room, text in asyncio.run(snapshots(path, size)).items():
                    file_of(room, language, size).write_text(text, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
