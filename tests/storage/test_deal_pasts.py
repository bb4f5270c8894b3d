"""What deals were at any time follows the journal: changes, undone mistakes, other stages, other zones."""

from __future__ import annotations

import os
import shutil
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from salesops_tui.clock import FixedClock
from salesops_tui.domain.deals import TOLD_BY_HISTORY, DealEvent, TrackedField
from salesops_tui.domain.past import FOREVER
from salesops_tui.domain.steps import Origin, StepKind
from salesops_tui.storage.checking import check
from salesops_tui.storage.opening import open_workbook
from salesops_tui.storage.records import Change
from salesops_tui.storage.workbook import Workbook
from tests.storage.helpers import add, change, forget_pasts, new_deal, pasts


def states(workbook: Workbook, *columns: str) -> list[tuple[Any, ...]]:
    """Some columns of all states in the order of time."""
    pasts(workbook)
    return workbook.connection.execute(f"SELECT {', '.join(columns)} FROM deal_state ORDER BY since").fetchall()


def test_each_change_ends_a_state_and_tells_the_one_before(workbook: Workbook, clock: FixedClock) -> None:
    deal = new_deal(workbook, amount=100)
    add(workbook, deal)
    begun = int(clock.now().timestamp())
    clock.advance(timedelta(days=1))
    change(workbook, deal.id, amount=120, stage_id="need")
    clock.advance(timedelta(days=1))
    change(workbook, deal.id, stage_id="won")
    day = 86_400
    assert states(workbook, "since", "until", "was_amount", "amount", "was_stage_id", "stage_id", "is_open") == [
        (begun, begun + day, None, 100, None, "contact", 1),
        (begun + day, begun + 2 * day, 100, 120, "contact", "need", 1),
        (begun + 2 * day, FOREVER, 120, 120, "need", "won", 0),
    ]


def test_an_undone_mistake_never_was(workbook: Workbook, clock: FixedClock) -> None:
    deal = new_deal(workbook)
    add(workbook, deal)
    before = pasts(workbook)
    clock.advance(timedelta(days=1))
    change(workbook, deal.id, stage_id="lost")
    assert pasts(workbook) != before
    workbook.undo.undo(Origin.SCREEN)
    assert pasts(workbook) == before


def test_a_deal_that_an_undo_took_away_has_no_past(workbook: Workbook) -> None:
    add(workbook, new_deal(workbook))
    assert pasts(workbook)["deal_state"]
    workbook.undo.undo(Origin.SCREEN)
    assert pasts(workbook) == {"deal_state": [], "deal_stage": []}
    assert workbook.connection.execute("SELECT count(*) FROM deal_past").fetchone() == (0,)


def test_portions_come_to_the_same(workbook: Workbook) -> None:
    add(workbook, *(new_deal(workbook) for _number in range(5)))
    left = [workbook.pasts.catch_up(workbook.pipeline, UTC, 2) for _portion in range(3)]
    assert left == [3, 1, 0]
    assert len(pasts(workbook)["deal_state"]) == 5


def test_other_stages_and_another_zone_have_everything_worked_out_anew(workbook: Workbook, clock: FixedClock) -> None:
    deal = new_deal(workbook)
    add(workbook, deal)
    with workbook.step(StepKind.EDIT_DEAL, Origin.SCREEN, {"deal": deal.name}):
        workbook.deals.add_history([_told(workbook, deal.id, "contact", datetime(2026, 11, 1, 20, tzinfo=UTC))])
    entered = "SELECT entered_on FROM deal_stage WHERE position = 1"
    pasts(workbook)
    assert workbook.connection.execute(entered).fetchone() == ("2026-11-02",)
    workbook.pasts.catch_up(workbook.pipeline, ZoneInfo("Europe/London"))
    assert workbook.connection.execute(entered).fetchone() == ("2026-11-01",)
    contact = workbook.pipeline.by_id["contact"]
    with workbook.step(StepKind.EDIT_DEAL, Origin.SCREEN, {"deal": deal.name}):
        workbook.stages.update([Change(contact, replace(contact, position=2))])
        need = workbook.pipeline.by_id["need"]
        workbook.stages.update([Change(need, replace(need, position=1))])
    pasts(workbook)
    assert workbook.connection.execute("SELECT max(position) FROM deal_stage").fetchone() == (2,)


def _told(workbook: Workbook, deal_id: str, stage: str, at: datetime) -> DealEvent:
    return DealEvent(workbook.new_id(), deal_id, TrackedField.STAGE, None, stage, at, at, f"{TOLD_BY_HISTORY}crm")


def test_a_workbook_that_may_only_be_read_keeps_them_in_memory(
    workbook_path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(open_workbook(workbook_path, clock)) as workbook:
        add(workbook, new_deal(workbook, created_on=date(2026, 11, 2)))
    content = workbook_path.read_bytes()
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    with closing(open_workbook(workbook_path, clock)) as workbook:
        assert workbook.read_only
        assert len(pasts(workbook)["deal_state"]) == 1
    assert workbook_path.read_bytes() == content


def test_what_lies_beside_the_records_may_be_forgotten(workbook: Workbook) -> None:
    add(workbook, new_deal(workbook), new_deal(workbook, stage_id="won"))
    before = pasts(workbook)
    forget_pasts(workbook)
    assert check(workbook.connection) == []
    assert pasts(workbook) == before


def test_a_copy_of_a_file_keeps_what_was_worked_out(workbook_path: Path, clock: FixedClock, tmp_path: Path) -> None:
    with closing(open_workbook(workbook_path, clock)) as workbook:
        add(workbook, new_deal(workbook))
        before = pasts(workbook)
        workbook.connection.execute("VACUUM INTO ?", (str(tmp_path / "copy.db"),))
    shutil.move(tmp_path / "copy.db", workbook_path)
    with closing(open_workbook(workbook_path, clock)) as workbook:
        assert workbook.pasts.catch_up(workbook.pipeline, clock.zone, 0) == 0
        assert pasts(workbook) == before
