"""The English sample workbook, on Wednesday 25 November 2026."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from salesops_tui.clock import FixedClock
from salesops_tui.domain.weeks import Week
from salesops_tui.services.demo import make_demo
from salesops_tui.services.session import Session, close_session, open_session
from salesops_tui.settings import Settings

TODAY = date(2026, 11, 25)
RATES = {"USD": Decimal("7.1"), "EUR": Decimal("7.7")}
W47 = Week(2026, 47)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The English sample workbook."""
    clock = FixedClock.on(TODAY, ZoneInfo("Asia/Shanghai"))
    return make_demo(tmp_path_factory.mktemp("demo"), clock, Settings(rates=RATES), "en")


@pytest.fixture
def sample(demo: Path, tmp_path: Path) -> Iterator[Session]:
    """A session on a copy of it."""
    path = tmp_path / "sample.db"
    path.write_bytes(demo.read_bytes())
    path.chmod(0o600)
    opened = open_session(path, FixedClock.on(TODAY, ZoneInfo("Asia/Shanghai")), Settings(rates=RATES))
    try:
        yield opened
    finally:
        close_session(opened)
