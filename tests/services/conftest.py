"""A desk over a new workbook."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from salesops_tui.clock import FixedClock
from salesops_tui.services.session import close_session, open_session
from salesops_tui.settings import Settings
from tests.services.helpers import Desk


@pytest.fixture
def desk(workbook_path: Path, clock: FixedClock, tmp_path: Path) -> Iterator[Desk]:
    """A session on a new workbook, on Monday 23 November 2026."""
    session = open_session(workbook_path, clock, Settings())
    yield Desk(session, tmp_path)
    close_session(session)
