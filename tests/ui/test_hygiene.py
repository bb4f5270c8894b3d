"""The hygiene sprint under keys."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len
from textual import events
from textual.pilot import Pilot

from salesops_tui.clock import FixedClock
from salesops_tui.domain.deals import Deal
from salesops_tui.domain.steps import Origin
from salesops_tui.services.deals import DealForm, add_deal
from salesops_tui.services.session import Session, close_session, open_session
from salesops_tui.settings import Settings
from salesops_tui.ui.screens.hygiene import HygieneScreen
from tests.ui.conftest import OpenWorkbench, settle, text_of

STEP = {"next_step": "Call", "next_step_on": "2026-11-27"}
WHOLE = {"account": "Beike", "owner": "Li Na", "amount": "1000", "close_date": "2026-12-10", **STEP}


def fill(path: Path, clock: FixedClock, *forms: dict[str, str]) -> Path:
    """A workbook with deals in it, each whole but for what is said."""
    session = open_session(path, clock, Settings())
    for number, form in enumerate(forms):
        # The later a deal is made the less it is worth: the queue is in their order.
        fields = {**WHOLE, "amount": str(9000 - number), "name": f"Deal {number}", **form}
        add_deal(session, DealForm(**fields), Origin.SCREEN)
    close_session(session)
    return path


@pytest.fixture
def path(tmp_path: Path, blank_workbook: Path) -> Path:
    """A workbook without deals."""
    return Path(shutil.copyfile(blank_workbook, tmp_path / "sprint.db"))


async def press(pilot: Pilot[Any], *keys: str) -> None:
    await pilot.press(*keys)
    await settle(pilot)


async def sprint(pilot: Pilot[Any]) -> HygieneScreen:
    await press(pilot, "h")
    screen = pilot.app.screen
    assert isinstance(screen, HygieneScreen)
    return screen


def _deals(session: Session) -> dict[str, Deal]:
    return {deal.name: deal for deal in session.workbook.deals.records.all()}


async def deals(pilot: Pilot[Any]) -> dict[str, Deal]:
    found: dict[str, Deal] = await pilot.app.gateway.call(_deals)  # type: ignore[attr-defined]
    return found


async def test_twenty_issues_are_mended_with_at_most_forty_keys(
    open_workbench: OpenWorkbench, path: Path, clock: FixedClock
) -> None:
    late = {"close_date": "2026-11-18"}
    long_late = {"close_date": "2026-10-18"}
    idle = {"next_step": "", "next_step_on": ""}
    nobodys = {"owner": ""}
    forms = [{**WHOLE}] + [late] * 5 + [long_late] * 4 + [idle] * 5 + [nobodys] * 3 + [late] * 3
    keys = (
        ["p", "1"] * 5  # put off by a week
        + ["p", "1", "2", "r", "r", "r"]  # with a reason; the same again
        + ["n", "1"] * 5  # a call in two days
        + ["w", "1"] * 3  # Li Na's
        + ["-", "1", "z", "3", "z", "1"]  # lost on price; left alone
    )
    assert len(keys) <= 40
    async with open_workbench(path=fill(path, clock, *forms)) as (pilot, _board):
        await sprint(pilot)
        assert "1 of 20 · 0 mended" in text_of(pilot)
        for key in keys:
            await press(pilot, "minus" if key == "-" else key)
        text = text_of(pilot)
        assert "20 of 20 · 20 mended" in text
        assert "All done." in text
        found = await deals(pilot)
        assert {str(found[f"Deal {number}"].close_date) for number in range(1, 10)} == {"2026-11-30"}
        assert found["Deal 18"].lost_reason == "Price too high"


async def test_keys_that_come_faster_than_deals_are_each_for_the_deal_seen_then(
    open_workbench: OpenWorkbench, path: Path, clock: FixedClock
) -> None:
    late = {"close_date": "2026-11-18"}
    async with open_workbench(path=fill(path, clock, late, late, late)) as (pilot, _board):
        await sprint(pilot)
        for character in "p1p1n0Ask fri":
            key = "space" if character == " " else character
            pilot.app.post_message(events.Key(key, character))
        pilot.app.post_message(events.Key("enter", "\r"))
        for _round in range(6):
            await settle(pilot)
        found = await deals(pilot)
        assert [str(found[f"Deal {number}"].close_date) for number in range(3)] == [
            "2026-11-30", "2026-11-30", "2026-11-18",
        ]  # fmt: skip
        assert (found["Deal 2"].next_step, str(found["Deal 2"].next_step_on)) == ("Ask", "2026-11-27")


async def test_the_same_again_is_one_key(open_workbench: OpenWorkbench, path: Path, clock: FixedClock) -> None:
    late = {"close_date": "2026-10-18"}
    async with open_workbench(path=fill(path, clock, *[late] * 4)) as (pilot, _board):
        await sprint(pilot)
        for character in "p12rrr":
            pilot.app.post_message(events.Key(character, character))
        for _round in range(6):
            await settle(pilot)
        assert {str(deal.close_date) for deal in (await deals(pilot)).values()} == {"2026-11-30"}
        assert "All done." in text_of(pilot)


async def test_a_deal_stays_until_its_last_fault_is_mended(
    open_workbench: OpenWorkbench, path: Path, clock: FixedClock
) -> None:
    async with open_workbench(path=fill(path, clock, {"owner": "", "close_date": "2026-11-18"}, {})) as (pilot, _board):
        await sprint(pilot)
        text = text_of(pilot)
        assert "! Nobody owns it" in text
        assert "! The close date passed 5 days ago" in text
        await press(pilot, "p", "1")
        text = text_of(pilot)
        assert "1 of 1 · 0 mended" in text
        assert "passed" not in text
        await press(pilot, "w", "1")
        assert "1 of 1 · 1 mended" in text_of(pilot)


async def test_skipping_leaves_a_deal_as_it_was_and_the_way_back_finds_it(
    open_workbench: OpenWorkbench, path: Path, clock: FixedClock
) -> None:
    late = {"close_date": "2026-11-18"}
    async with open_workbench(path=fill(path, clock, late, late, late)) as (pilot, _board):
        await sprint(pilot)
        await press(pilot, "right", "p", "1", "p", "1")
        text = text_of(pilot)
        assert "That was the last one." in text
        assert "2 deals mended." in text
        assert "1 deal is left as it was" in text
        await press(pilot, "left")
        assert "1 of 3 · 2 mended" in text_of(pilot)
        await press(pilot, "p", "1")
        assert "All done." in text_of(pilot)


async def test_undo_takes_the_last_mend_back_and_returns_to_its_deal(
    open_workbench: OpenWorkbench, path: Path, clock: FixedClock
) -> None:
    late = {"close_date": "2026-11-18"}
    async with open_workbench(path=fill(path, clock, late, late)) as (pilot, _board):
        await sprint(pilot)
        await press(pilot, "p", "1")
        assert "2 of 2 · 1 mended" in text_of(pilot)
        await press(pilot, "u")
        text = text_of(pilot)
        assert "1 of 2 · 0 mended" in text
        assert "Deal 0" in text
        assert str((await deals(pilot))["Deal 0"].close_date) == "2026-11-18"
        await press(pilot, "ctrl+y")
        assert "1 mended" in text_of(pilot)


async def test_an_empty_queue_says_so_and_when_it_will_not_be(
    open_workbench: OpenWorkbench, path: Path, clock: FixedClock
) -> None:
    async with open_workbench(path=fill(path, clock, {})) as (pilot, _board):
        await sprint(pilot)
        text = text_of(pilot)
        assert "Nothing needs mending today." in text
        assert "Sat 28 Nov 2026, in 5 days" in text
        await press(pilot, "p", "escape")
        assert not isinstance(pilot.app.screen, HygieneScreen)


async def test_the_sprint_ends_in_the_room_with_the_cursor_where_it_was(
    open_workbench: OpenWorkbench, path: Path, clock: FixedClock
) -> None:
    late = {"close_date": "2026-11-18"}
    async with open_workbench(path=fill(path, clock, late, {}, {})) as (pilot, board):
        board.select(0, 2)
        before = board.card
        await sprint(pilot)
        await press(pilot, "p", "1", "escape")
        assert before is not None
        assert board.card is not None
        assert board.card.id == before.id


async def test_the_rooms_filter_holds_in_the_sprint(
    open_workbench: OpenWorkbench, path: Path, clock: FixedClock
) -> None:
    forms = [{"close_date": "2026-11-18"}, {"close_date": "2026-11-18", "owner": "Zhao Lei"}]
    async with open_workbench(path=fill(path, clock, *forms)) as (pilot, _board):
        await press(pilot, "slash", "at", *"zhao", "down")
        await sprint(pilot)
        assert "1 of 1" in text_of(pilot)


async def test_enter_opens_the_deal_and_comes_back_to_it(
    open_workbench: OpenWorkbench, path: Path, clock: FixedClock
) -> None:
    async with open_workbench(path=fill(path, clock, {"close_date": "2026-11-18"})) as (pilot, _board):
        await sprint(pilot)
        await press(pilot, "enter")
        assert "Checklist" in text_of(pilot)
        await press(pilot, "escape")
        assert "1 of 1 · 0 mended" in text_of(pilot)


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (200, 60)])
@pytest.mark.parametrize("language", ["en", "zh_Hans"])
async def test_every_line_of_the_sprint_is_as_wide_as_the_screen(
    open_workbench: OpenWorkbench, path: Path, clock: FixedClock, size: tuple[int, int], language: str
) -> None:
    broken = {"owner": "", "close_date": "2026-10-18", "next_step": "", "next_step_on": "", "account": ""}
    forms = [{"name": "[@click=app.quit]x[/] 华东医药集团股份有限公司" * 4, **broken}, broken]
    async with open_workbench(size, language, fill(path, clock, *forms)) as (pilot, _board):
        await sprint(pilot)
        for keys in ((), ("p",), ("4",), ("escape",), ("right",), ("right",)):
            await press(pilot, *keys)
            assert {cell_len(line) for line in text_of(pilot).splitlines()} == {size[0]}
        assert pilot.app.is_running
