"""A desk over a new workbook."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date
from pathlib import Path

import pytest

from salesops_tui import i18n
from salesops_tui.clock import FixedClock
from salesops_tui.paths import sample_data
from salesops_tui.services.demo import make_demo
from salesops_tui.services.session import Session, open_session
from salesops_tui.settings import load_settings
from tests.services.helpers import Desk, new_desk


@pytest.fixture
def desk(blank_workbook: Path, clock: FixedClock) -> Iterator[Desk]:
    """A session on a new workbook, on Monday 23 November 2026."""
    with new_desk(blank_workbook, clock) as made:
        yield made


@pytest.fixture
def chinese(tmp_path: Path) -> Iterator[Session]:
    """A session on the Chinese sample."""
    i18n.set_language("zh_Hans")
    clock, settings = FixedClock.on(date(2026, 11, 25), UTC), load_settings(sample_data() / "settings.toml")
    session = open_session(make_demo(tmp_path, clock, settings, "zh_Hans"), clock, settings)
    with closing(session.workbook):
        yield session
    i18n.set_language("en")
