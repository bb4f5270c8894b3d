"""A desk over a new workbook."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from salesops_tui.clock import FixedClock
from tests.services.helpers import Desk, new_desk


@pytest.fixture
def desk(blank_workbook: Path, clock: FixedClock) -> Iterator[Desk]:
    """A session on a new workbook, on Monday 23 November 2026."""
    with new_desk(blank_workbook, clock) as made:
        yield made
