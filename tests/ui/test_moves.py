"""Gates and outcomes under keys and mouse."""

from __future__ import annotations

from typing import Any

import pytest
from rich.cells import cell_len
from textual.pilot import Pilot
from textual.widgets import Input, OptionList, Select

from salesops_tui.domain.deals import Deal
from salesops_tui.services import checklists, deal_task_offers
from salesops_tui.services.session import Session
from salesops_tui.ui.dialogs.gate import GateScreen
from salesops_tui.ui.dialogs.outcome import LostScreen
from salesops_tui.ui.widgets.tick_box import TickBox
from tests.ui.conftest import OpenWorkbench, settle, text_of


async def call(pilot: Pilot[Any], job: Any, *args: Any) -> Any:
    """Have something done where the workbook is."""
    return await pilot.app.gateway.call(job, *args)  # type: ignore[attr-defined]


def deal_named(session: Session, name: str) -> Deal:
    """A deal by its name."""
    return next(deal for deal in session.workbook.deals.records.all() if deal.name == name)


async def deal(pilot: Pilot[Any], name: str = "ERP rollout") -> Deal:
    """A deal as it stands in the workbook."""
    found: Deal = await call(pilot, deal_named, name)
    return found


async def press(pilot: Pilot[Any], *keys: str) -> None:
    """Press keys, and wait for what comes of them."""
    await pilot.press(*keys)
    await settle(pilot)


def field(pilot: Pilot[Any], name: str) -> Input:
    """A field of the dialog."""
    return pilot.app.screen.query_one(f"#{name}", Input)


def ticks(pilot: Pilot[Any]) -> list[bool]:
    """The boxes of the dialog, from top to bottom."""
    return [box.done for box in pilot.app.screen.query(TickBox)]


async def test_the_gate_shows_the_exit_criterion_and_the_required_fields(open_workbench: OpenWorkbench) -> None:
    async with open_workbench() as (pilot, _board):
        await press(pilot, "shift+right")
        text = text_of(pilot)
        assert "ERP rollout: First contact → Need confirmed" in text
        assert "[ ] Basic customer information collected" in text
        assert field(pilot, "account").value == "Huadong Pharma"
        assert "1 thing is open: enter goes on all the same" in text
        await press(pilot, "space")
        assert "[✓] Basic customer information collected" in text_of(pilot)
        assert "nothing is open" in text_of(pilot)
        await press(pilot, "enter")
        moved = await deal(pilot)
        assert moved.stage_id == "need"
        assert await call(pilot, checklists.ticked, moved.id) == {"exit:contact"}


async def test_a_card_whose_gate_is_open_moves_with_one_key(open_workbench: OpenWorkbench) -> None:
    async with open_workbench() as (pilot, board):
        await press(pilot, "shift+right", "space", "escape")
        await call(pilot, checklists.tick, (await deal(pilot)).id, "exit:contact", "screen")
        await press(pilot, "shift+right")
        assert board.column == 1
        assert (await deal(pilot)).stage_id == "need"


async def test_leaving_keeps_the_card_where_it_was_and_what_was_typed(open_workbench: OpenWorkbench) -> None:
    async with open_workbench() as (pilot, board):
        await press(pilot, "shift+right", "space")
        field(pilot, "owner").value = "Wang Wei"
        await press(pilot, "escape")
        assert (board.column, (await deal(pilot)).stage_id) == (0, "contact")
        await press(pilot, "shift+right")
        assert "what you had typed" in text_of(pilot)
        assert (ticks(pilot), field(pilot, "owner").value) == ([True], "Wang Wei")
        await press(pilot, "enter")
        assert (await deal(pilot)).stage_id == "need"
        await press(pilot, "u", "shift+right")
        assert (ticks(pilot), field(pilot, "owner").value) == ([False], "Li Na")


async def test_a_card_dropped_two_columns_on_meets_both_gates_in_one_dialog(open_workbench: OpenWorkbench) -> None:
    async with open_workbench() as (pilot, board):
        await pilot.mouse_down(board, offset=(5, 5))
        await pilot.hover(board, offset=(45, 6))
        await pilot.mouse_up(board, offset=(45, 6))
        await settle(pilot)
        assert isinstance(pilot.app.screen, GateScreen)
        assert ticks(pilot) == [False, False]
        assert "Requirement document confirmed" in text_of(pilot)
        await pilot.click(pilot.app.screen.query(TickBox).first())
        await settle(pilot)
        assert ticks(pilot) == [True, False]
        await press(pilot, "escape")
        assert board.board is not None
        assert [column.total.count for column in board.board.columns] == [3, 1, 0, 0, 0, 0]


async def test_moving_back_asks_why(open_workbench: OpenWorkbench) -> None:
    async with open_workbench() as (pilot, _board):
        await press(pilot, "right", "shift+left")
        assert "Portal: Need confirmed → First contact" in text_of(pilot)
        await press(pilot, "enter")
        assert "Say why" in text_of(pilot)
        await press(pilot, *"Wrong person", "enter")
        assert (await deal(pilot, "Portal")).stage_id == "contact"


async def test_what_is_refused_is_said_and_nothing_typed_is_lost(open_workbench: OpenWorkbench) -> None:
    async with open_workbench() as (pilot, _board):
        await press(pilot, "right", "shift+right")
        field(pilot, "amount").value = "a lot"
        await press(pilot, "enter")
        assert "“a lot” is no amount" in text_of(pilot)
        assert pilot.app.focused is field(pilot, "amount")
        field(pilot, "amount").value = "7万"
        await press(pilot, "enter")
        portal = await deal(pilot, "Portal")
        assert (portal.stage_id, portal.amount, portal.currency) == ("proposal", 7_000_000, "USD")


@pytest.mark.parametrize("key", ["plus", "fullwidth_plus_sign"])
async def test_won_asks_amount_and_day_and_goes_through_the_risks(open_workbench: OpenWorkbench, key: str) -> None:
    async with open_workbench((120, 50)) as (pilot, _board):
        await press(pilot, key)
        text = text_of(pilot)
        assert "ERP rollout: First contact → Won" in text
        assert "Liability: there is a cap" in text
        assert (field(pilot, "amount").value, field(pilot, "closed_on").value) == ("1200000", "2026-11-23")
        field(pilot, "closed_on").value = "2026-11-24"
        await press(pilot, "enter")
        assert "still to come" in text_of(pilot)
        field(pilot, "closed_on").value = "11-20"
        await press(pilot, "enter")
        won = await deal(pilot)
        assert (won.stage_id, str(won.closed_on)) == ("won", "2026-11-20")


async def test_a_discount_asks_for_a_word_before_it_is_won(open_workbench: OpenWorkbench) -> None:
    async with open_workbench((120, 50)) as (pilot, _board):
        await press(pilot, "plus")
        assert not pilot.app.screen.query_one("#line-approved_by").display
        field(pilot, "discount").value = "12.5"
        await settle(pilot)
        assert "needs the word of Team lead" in text_of(pilot)
        assert "the discount awaits a word" in text_of(pilot)
        await press(pilot, "enter")
        assert pilot.app.focused is field(pilot, "approved_by")
        await press(pilot, *"Zhou", "enter")
        assert (await deal(pilot)).stage_id == "won"
        # Another percentage is not agreed to by the same word.
        await press(pilot, "u", "plus")
        assert field(pilot, "discount").value == ""


@pytest.mark.parametrize("key", ["minus", "fullwidth_hyphen_minus"])
async def test_lost_is_two_keys(open_workbench: OpenWorkbench, key: str) -> None:
    async with open_workbench() as (pilot, _board):
        await press(pilot, key, "3")
        lost = await deal(pilot)
        assert (lost.stage_id, lost.lost_reason) == ("lost", "No budget")


async def test_lost_to_a_competitor_asks_to_whom_and_other_asks_for_words(open_workbench: OpenWorkbench) -> None:
    async with open_workbench() as (pilot, board):
        await press(pilot, "minus", "2")
        assert pilot.app.focused is field(pilot, "competitor")
        # Digits belong to the field now.
        await press(pilot, *"4Paradigm", "enter")
        lost = await deal(pilot)
        assert (lost.lost_reason, lost.competitor) == ("Chose a competitor", "4Paradigm")
        board.select(0, 0)
        await press(pilot, "minus")
        assert not pilot.app.screen.query_one("#line-words").display
        await press(pilot, "8", "enter")
        assert "needs words" in text_of(pilot)
        await press(pilot, *"Merged", "enter")
        assert (await deal(pilot, "官网改版")).lost_reason == "Other: Merged"


async def test_a_lost_deals_words_wait_and_are_shown_when_it_is_set_right(open_workbench: OpenWorkbench) -> None:
    async with open_workbench() as (pilot, board):
        await press(pilot, "minus", "8", *"Merg", "escape")
        assert (await deal(pilot)).stage_id == "contact"
        await press(pilot, "minus")
        assert field(pilot, "words").value == "Merg"
        await press(pilot, "8", "end", *"ed", "enter")
        assert (await deal(pilot)).lost_reason == "Other: Merged"
        assert board.column == 5
        await press(pilot, "minus")
        assert isinstance(pilot.app.screen, LostScreen)
        assert pilot.app.screen.query_one(OptionList).highlighted == 7
        await press(pilot, "1")
        assert (await deal(pilot)).lost_reason == "Price too high"


async def test_a_lost_deal_is_opened_again_where_it_was(open_workbench: OpenWorkbench) -> None:
    async with open_workbench() as (pilot, board):
        await press(pilot, "right", "minus", "3")
        assert board.column == 5
        await press(pilot, "asterisk")
        assert "Portal: Lost → Need confirmed" in text_of(pilot)
        assert "was lost: No budget" in text_of(pilot)
        await press(pilot, *"New budget", "enter")
        assert (board.column, (await deal(pilot, "Portal")).stage_id) == (1, "need")
        await press(pilot, "asterisk")
        assert "This deal is open" in str([note.message for note in pilot.app._notifications])


async def test_an_own_probability_is_told_when_the_stage_says_otherwise(open_workbench: OpenWorkbench) -> None:
    async with open_workbench() as (pilot, _board):
        await press(pilot, "e")
        field(pilot, "probability").value = "60"
        await press(pilot, "enter")
        await press(pilot, "shift+right")
        told = "Its probability stays at 60 %, set for this deal; Need confirmed says 13 %."
        assert told in " ".join(text_of(pilot).split())
        await press(pilot, "enter")
        assert (await deal(pilot)).probability == 60


async def test_a_stage_chosen_in_the_form_goes_through_the_gate(open_workbench: OpenWorkbench) -> None:
    async with open_workbench() as (pilot, _board):
        await press(pilot, "e")
        pilot.app.screen.query_one("#stage_id", Select).value = "proposal"
        field(pilot, "competitor").value = "Northstar"
        await press(pilot, "ctrl+s")
        assert isinstance(pilot.app.screen, GateScreen)
        await press(pilot, "escape")
        kept = await deal(pilot)
        assert (kept.stage_id, kept.competitor) == ("contact", "Northstar")


async def test_arrows_travel_through_the_dialog(open_workbench: OpenWorkbench) -> None:
    async with open_workbench() as (pilot, _board):
        await press(pilot, "shift+right", "down")
        assert pilot.app.focused is field(pilot, "account")
        await press(pilot, "up", "space")
        assert ticks(pilot) == [True]


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (200, 60)])
@pytest.mark.parametrize("language", ["en", "zh_Hans"])
async def test_hostile_names_are_shown_as_typed_and_no_line_breaks(
    open_workbench: OpenWorkbench, size: tuple[int, int], language: str
) -> None:
    async with open_workbench(size, language) as (pilot, board):
        board.select(0, 2)
        for key in ("shift+right", "plus", "minus"):
            await press(pilot, key)
            assert isinstance(pilot.app.screen, GateScreen | LostScreen)
            text = text_of(pilot)
            assert "[@click=app.quit]x[/]" in text
            assert {cell_len(line) for line in text.splitlines()} == {size[0]}
            await press(pilot, "escape")


async def test_a_long_name_leaves_the_stages_readable(open_workbench: OpenWorkbench) -> None:
    async with open_workbench((80, 24)) as (pilot, _board):
        await press(pilot, "e")
        field(pilot, "name").value = "华东医药集团" * 30
        await press(pilot, "enter", "shift+right")
        assert "First contact → Need confirmed" in text_of(pilot)


async def test_what_a_gate_asks_for_becomes_one_task_however_often_the_key_is_pressed(
    open_workbench: OpenWorkbench,
) -> None:
    async with open_workbench() as (pilot, _board):
        await press(pilot, "shift+right", "ctrl+k", "ctrl+k")
        assert "is an open task already" in text_of(pilot)
        tasks = await call(pilot, lambda session: session.workbook.tasks.all())
        assert [task.title for task in tasks] == ["Basic customer information collected: ERP rollout"]
        moved = await deal(pilot)
        # The deal's page offers it no more.
        offers = await call(pilot, deal_task_offers.task_offers, moved.id)
        assert tasks[0].made_from_id not in [offer.made_from_id for offer in offers]


async def test_where_a_gate_asks_why_or_how_much_there_is_nothing_to_make_a_task_of(
    open_workbench: OpenWorkbench,
) -> None:
    async with open_workbench() as (pilot, _board):
        await press(pilot, "right", "shift+left")
        field(pilot, "reason").focus()
        await press(pilot, "ctrl+k")
        assert "nothing to find out" in text_of(pilot)
        assert await call(pilot, lambda session: session.workbook.tasks.all()) == []
