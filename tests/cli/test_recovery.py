"""A damaged workbook, and what a person may choose then."""

from __future__ import annotations

import builtins
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from salesops_tui.cli.context import Context
from salesops_tui.cli.main import run
from salesops_tui.cli.recovery import offer
from salesops_tui.clock import FixedClock
from salesops_tui.domain.steps import Origin
from salesops_tui.errors import SalesopsError
from salesops_tui.services import safety
from salesops_tui.services.deals import DealForm, add_deal
from salesops_tui.services.session import Session, open_session, with_settings
from salesops_tui.settings import Settings
from salesops_tui.storage.failures import DamagedWorkbook

CLOCK = FixedClock.on(date(2026, 11, 25), ZoneInfo("Asia/Shanghai"))
PAGE = 4096


def sell(session: Session, *names: str) -> None:
    """Write deals."""
    for name in names:
        add_deal(session, DealForm(name, "ACME", "Li Na", "contact", "100", "CNY", "2026-12-01"), Origin.SCREEN)


@pytest.fixture
def damaged(workbook_path: Path) -> Path:
    """A workbook with forty deals of which thirty are in a backup; then a page of it was overwritten."""
    session = open_session(workbook_path, CLOCK, Settings())
    with closing(session.workbook) as workbook:
        sell(session, *(f"Deal {number}" for number in range(30)))
        safety.back_up(workbook_path, CLOCK)
        sell(session, *(f"Later {number}" for number in range(10)))
        (root,) = workbook.connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'deal_board'").fetchone()
    content = bytearray(workbook_path.read_bytes())
    content[(root - 1) * PAGE : (root - 1) * PAGE + 300] = b"\xff" * 300
    workbook_path.write_bytes(content)
    return workbook_path


Ask = Callable[..., Context | None]


@pytest.fixture
def ask(damaged: Path, monkeypatch: pytest.MonkeyPatch) -> Ask:
    """Opens the damaged workbook and answers what is asked then."""
    context = Context(damaged, CLOCK, Settings())

    def asked(*answers: str) -> Context | None:
        given = iter(answers)
        monkeypatch.setattr(builtins, "input", lambda _prompt: next(given))
        monkeypatch.setattr("sys.stdin.isatty", lambda: True)
        monkeypatch.setattr("sys.stdout.isatty", lambda: True)
        with pytest.raises(DamagedWorkbook) as refused:
            open_session(damaged, CLOCK, Settings())
        return offer(context, refused.value)

    return asked


def deals(context: Context) -> list[str]:
    """The names of the deals, as they can be read."""
    session = open_session(context.path, CLOCK, Settings(), despite_damage=context.despite_damage)
    with closing(session.workbook):
        return sorted(name for (name,) in session.workbook.connection.execute("SELECT name FROM deal NOT INDEXED"))


def test_the_backup_is_offered_first_with_what_it_lacks(ask: Ask, capsys: pytest.CaptureFixture[str]) -> None:
    context = ask("1")
    told = capsys.readouterr().out
    assert "is damaged" in told
    assert (
        told.index("1  Bring back the verified backup of")
        < told.index("2  Save what can be read")
        < told.index("3  Open it")
    )
    assert "It lacks 10 steps, the newest first:" in told
    assert [line.strip() for line in told.splitlines() if "Later" in line][:2] == ["Add Later 9", "Add Later 8"]
    assert context is not None
    assert len(deals(context)) == 30
    assert list(context.path.parent.glob("*before-restore*"))


def test_what_can_be_read_is_saved_into_a_new_workbook(ask: Ask, capsys: pytest.CaptureFixture[str]) -> None:
    context = ask("2", "")
    assert context is not None
    assert len(deals(context)) == 40
    told = capsys.readouterr().out
    assert "rows saved, 0 lost" in told
    assert "The file that was there is now" in told


def test_it_is_read_as_far_as_it_can_be(ask: Ask, damaged: Path) -> None:
    before = damaged.read_bytes()
    context = ask("x", "3")
    assert context is not None
    assert len(deals(context)) == 40
    session = open_session(damaged, CLOCK, Settings(), despite_damage=True)
    with closing(session.workbook), pytest.raises(SalesopsError):
        sell(session, "New")
    assert damaged.read_bytes() == before


def test_everything_is_left_as_it_is(ask: Ask, damaged: Path) -> None:
    before = damaged.read_bytes()
    assert ask("q") is None
    assert damaged.read_bytes() == before


def test_where_nobody_can_answer_it_says_what_to_do(damaged: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--db", str(damaged), "tasks"]) == 1
    told = capsys.readouterr().err
    assert "salesops restore" in told
    assert "salesops salvage" in told
    assert run(["--db", str(damaged), "salvage"]) == 0
    assert run(["--db", str(damaged), "check"]) == 0


def test_what_is_open_for_reading_stays_so_under_other_settings(damaged: Path) -> None:
    session = with_settings(open_session(damaged, CLOCK, Settings(), despite_damage=True), Settings(bell=True))
    with closing(session.workbook) as workbook:
        assert session.settings.bell
        assert workbook.read_only
