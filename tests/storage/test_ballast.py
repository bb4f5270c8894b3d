"""A full disk, and the reserve that is given up for what was being typed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from salesops_tui.clock import FixedClock
from salesops_tui.domain.steps import Origin
from salesops_tui.services.deals import DealForm, add_deal
from salesops_tui.services.session import RoomForOneMore, Session, close_session, lay_ballast, open_session
from salesops_tui.settings import Settings
from salesops_tui.storage import ballast
from salesops_tui.storage.checking import check
from salesops_tui.storage.failures import DiskFull
from salesops_tui.storage.gateway import Gateway

LONG = DealForm("ERP", "Huadong", "Li Na", "contact", note="x" * 19_000)


@pytest.fixture
def gateway(workbook_path: Path, clock: FixedClock) -> Iterator[Gateway[Session]]:
    """The workbook's thread, with a reserve."""
    made = Gateway(lambda: open_session(workbook_path, clock, Settings()), close_session, RoomForOneMore())
    made.submit(lay_ballast).result()
    yield made
    made.close()


def fill_the_disk(session: Session) -> None:
    """Let the file grow no further."""
    (pages,) = session.workbook.connection.execute("PRAGMA page_count").fetchone()
    session.workbook.connection.execute(f"PRAGMA max_page_count = {pages}")


def make_releasing_help(gateway: Gateway[Session], monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the room that the reserve leaves be room for the file."""
    release = ballast.release

    def released(workbook: Path) -> bool:
        gateway.opened().workbook.connection.execute("PRAGMA max_page_count = 1000000")
        return release(workbook)

    monkeypatch.setattr(ballast, "release", released)


def test_what_was_typed_on_a_full_disk_is_saved_with_the_reserve(
    gateway: Gateway[Session], workbook_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reserve = ballast.ballast_of(workbook_path)
    assert reserve.stat().st_size == ballast.SIZE
    assert reserve.stat().st_mode & 0o077 == 0
    make_releasing_help(gateway, monkeypatch)
    gateway.submit(fill_the_disk).result()
    gateway.submit(add_deal, LONG, Origin.SCREEN).result()
    assert gateway.rescued == 1
    assert not reserve.exists()
    assert gateway.submit(lambda session: len(session.workbook.deals.records.all())).result() == 1
    assert gateway.submit(lambda session: check(session.workbook.connection)).result() == []


def test_it_is_tried_once_more_and_then_refused(gateway: Gateway[Session]) -> None:
    gateway.submit(fill_the_disk).result()
    with pytest.raises(DiskFull):
        gateway.submit(add_deal, LONG, Origin.SCREEN).result()
    with pytest.raises(DiskFull):
        gateway.submit(add_deal, LONG, Origin.SCREEN).result()
    assert gateway.rescued == 1
    assert gateway.submit(lambda session: session.workbook.deals.records.all()).result() == []


def test_a_job_that_has_written_a_step_is_not_done_twice(
    gateway: Gateway[Session], monkeypatch: pytest.MonkeyPatch
) -> None:
    make_releasing_help(gateway, monkeypatch)

    def two_steps(session: Session) -> None:
        add_deal(session, DealForm("First", "", "", "contact"), Origin.SCREEN)
        fill_the_disk(session)
        add_deal(session, LONG, Origin.SCREEN)

    with pytest.raises(DiskFull):
        gateway.submit(two_steps).result()
    assert gateway.rescued == 0
    names = gateway.submit(lambda session: [deal.name for deal in session.workbook.deals.records.all()]).result()
    assert names == ["First"]


def test_another_failure_leaves_the_reserve_alone(gateway: Gateway[Session], workbook_path: Path) -> None:
    with pytest.raises(ZeroDivisionError):
        gateway.submit(lambda _session: 1 // 0).result()
    assert ballast.ballast_of(workbook_path).exists()


def test_a_disk_with_little_room_gets_no_ballast(workbook_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("salesops_tui.storage.ballast._ROOMY", 2**70)
    ballast.lay(workbook_path)
    assert not ballast.ballast_of(workbook_path).exists()
    assert not ballast.release(workbook_path)
