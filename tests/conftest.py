"""What all tests share: a clock that stands still, and a fresh workbook."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from salesops_tui import i18n, paths
from salesops_tui.clock import FixedClock
from salesops_tui.storage.opening import create_workbook, open_workbook
from salesops_tui.storage.workbook import Workbook

TODAY = date(2026, 11, 23)
"""A Monday."""


@pytest.fixture(autouse=True)
def at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No test sees this computer's settings, workbook or language, and none leaves a language behind."""
    monkeypatch.setenv(paths.WORKBOOK_VARIABLE, str(tmp_path / "home" / "workbook.db"))
    monkeypatch.setenv(paths.SETTINGS_VARIABLE, str(tmp_path / "home" / "settings.toml"))
    for variable in ("LC_ALL", "LC_MESSAGES", "LANGUAGE"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    i18n.set_language("en")
    yield
    i18n.set_language("en")


@pytest.fixture
def clock() -> FixedClock:
    """Nine in the morning of a Monday in Shanghai."""
    return FixedClock.on(TODAY, ZoneInfo("Asia/Shanghai"))


@pytest.fixture(scope="session")
def blank_workbook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workbook just made, to be copied: making one loads sqlite-utils and pandas."""
    path = tmp_path_factory.mktemp("blank") / "blank.db"
    create_workbook(path, FixedClock.on(date(2026, 11, 1), ZoneInfo("Asia/Shanghai")))
    return path


@pytest.fixture
def workbook_path(tmp_path: Path, blank_workbook: Path) -> Path:
    """The path of a new workbook."""
    path = tmp_path / "team.db"
    shutil.copyfile(blank_workbook, path)
    path.chmod(0o600)
    return path


@pytest.fixture
def workbook(workbook_path: Path, clock: FixedClock) -> Iterator[Workbook]:
    """A new workbook, open."""
    with closing(open_workbook(workbook_path, clock)) as opened:
        yield opened
