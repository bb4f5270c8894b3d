"""A walk through every room, its views, a page, a form, help and a line to type in, on a copy of the sample."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

from textual.pilot import Pilot

from salesops_tui import paths
from salesops_tui.clock import FixedClock
from salesops_tui.services.demo import make_demo
from salesops_tui.services.session import Session, close_session, open_session
from salesops_tui.settings import load_settings
from salesops_tui.storage.gateway import Gateway
from salesops_tui.ui.app import Workbench
from tests.ui.conftest import settle

CLOCK: Final = FixedClock.on(date(2026, 11, 25), ZoneInfo("Asia/Shanghai"))
_STOPS: Final = (
    ("1",), ("f",), ("o",),
    ("2",), ("d",), ("h",), ("t",),
    ("3",), ("t",), ("f",), ("d",), ("o",), ("b", "down"), ("e",), ("escape", "enter"), ("escape", "question_mark"),
    ("escape", "slash"),
    ("escape", "4"), ("t",), ("d",), ("b", "a"),
    ("escape", "5"), ("m",), ("d",), ("t",), ("enter",), ("ctrl+s",), ("e",),
)  # fmt: skip
"""Keys, and after each group of them the screen is looked at."""


def sample(folder: Path, language: str = "en") -> Path:
    """Make the sample workbook in a language."""
    return make_demo(folder, CLOCK, load_settings(paths.sample_data() / "settings.toml"), language)


@asynccontextmanager
async def opened(path: Path, size: tuple[int, int], theme: str = "dark") -> AsyncIterator[Pilot[Any]]:
    """The program on a workbook."""
    settings = replace(load_settings(paths.sample_data() / "settings.toml"), theme=theme)
    gateway = Gateway(lambda: open_session(path, CLOCK, settings), close_session)
    app = Workbench(gateway, CLOCK, settings, path, gateway.submit(_nothing))
    try:
        async with app.run_test(size=size) as pilot:
            yield pilot
    finally:
        gateway.close()


async def walk(pilot: Pilot[Any]) -> AsyncIterator[str]:
    """Go from stop to stop; says at each what is seen and which keys led there."""
    for keys in _STOPS:
        for key in keys:
            await pilot.press(key)
            await settle(pilot)
        yield f"{type(pilot.app.screen).__name__} after {' '.join(keys)}"


def _nothing(_session: Session) -> None:
    """The stand-up asks for its first view by itself."""
