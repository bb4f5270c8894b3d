"""Sorting, grouping, marking and editing together under keys, and what the cards and heads say."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.style import Style
from textual.widgets import Input, Select

from salesops_tui.clock import FixedClock
from salesops_tui.domain.board import Card
from salesops_tui.domain.deals import Deal
from salesops_tui.domain.steps import Origin
from salesops_tui.services import board as boards
from salesops_tui.services import deals as deal_service
from salesops_tui.services.deals import DealForm
from salesops_tui.services.session import Session, close_session, open_session
from salesops_tui.settings import Settings
from salesops_tui.ui.cells import cut
from salesops_tui.ui.commands import GROUP, MARK, SORT
from salesops_tui.ui.screens.pipeline import PipelineRoom
from salesops_tui.ui.widgets.card_art import card_lines
from salesops_tui.ui.widgets.line_pieces import Piece, spread
from tests.ui.conftest import OpenWorkbench, settle, text_of

HOSTILE = "[@click=app.quit]x[/]"
SIZES = [(80, 24), (120, 36), (200, 60)]


def saved(session: Session, clock: FixedClock) -> dict[str, Deal]:
    """The deals as they lie in the file."""
    opened = open_session(session.workbook.path, clock, Settings())
    try:
        return {deal.name: deal for deal in opened.workbook.deals.records.all()}
    finally:
        close_session(opened)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", ["en", "zh_Hans"])
async def test_every_line_stays_exactly_as_wide_as_the_screen_in_every_order_and_group(
    open_workbench: OpenWorkbench, size: tuple[int, int], language: str
) -> None:
    async with open_workbench(size, language) as (pilot, _board):
        for key in ("g", "s", "g", "space", "s", "g", "s", "insert", "s"):
            await pilot.press(key)
            await settle(pilot)
            assert {cell_len(line) for line in text_of(pilot).splitlines()} == {size[0]}


async def test_groups_are_named_with_their_counts_and_the_cursor_stays_with_its_deal(
    open_workbench: OpenWorkbench,
) -> None:
    async with open_workbench() as (pilot, board):
        assert board.card is not None
        name = board.card.name
        await pilot.press("g")
        await settle(pilot)
        text = text_of(pilot)
        assert "per owner" in text
        assert "━ Li Na · 2 ━" in text
        assert "赵磊 · 1" in text
        assert board.card.name == name
        await pilot.press("ctrl+g", "ctrl+g")
        await settle(pilot)
        assert "━ no region · 3 ━" in text_of(pilot)
        await pilot.press("g")
        await settle(pilot)
        assert "per region" not in text_of(pilot)


async def test_the_head_names_the_group_of_the_first_card_in_sight(open_workbench: OpenWorkbench) -> None:
    async with open_workbench((80, 12)) as (pilot, board):
        await pilot.press("g")
        await settle(pilot)
        board.select(0, 2)
        await settle(pilot)
        assert "━ 赵磊 · 1 ━" in text_of(pilot)
        assert "━ Li Na · 2 ━" not in text_of(pilot)


async def test_orders_take_turns_and_are_told(open_workbench: OpenWorkbench) -> None:
    async with open_workbench() as (pilot, board):
        for key, told, first in (
            ("s", "largest first", "ERP rollout"),
            ("f10", "longest in stage first", "ERP rollout"),
            ("s", "by name", HOSTILE),
            ("s", "longest untouched first", "ERP rollout"),
        ):
            await pilot.press(key)
            await settle(pilot)
            assert told in text_of(pilot)
            await pilot.press("home")
            assert board.card is not None
            assert board.card.name == first
        await pilot.press("s")
        await settle(pilot)
        assert "first" not in text_of(pilot).splitlines()[1]


async def test_heads_and_summary_tell_the_weighted_amount_and_the_clocks_that_fired(
    open_workbench: OpenWorkbench, clock: FixedClock
) -> None:
    async with open_workbench() as (pilot, _board):
        # 5 % of 1,280,000; the dollars and yen have no rate.
        assert "weighted ¥64k" in text_of(pilot).splitlines()[4]
        assert "weighted ¥64k" in text_of(pilot).splitlines()[1]
        assert "idle" not in text_of(pilot)
        clock.advance(clock.instant - clock.instant.replace(day=clock.instant.day - 14))
        await pilot.press("s")
        await settle(pilot)
        text = text_of(pilot)
        assert "4 idle" in text.splitlines()[1]
        assert "!never touched 10d" in text or "!idle 10d" in text
        assert "!contact" in text


async def test_explain_tells_the_card_its_column_and_the_weighted_sum(open_workbench: OpenWorkbench) -> None:
    async with open_workbench((120, 60)) as (pilot, board):
        board.select(0, 2)
        await pilot.press("equals_sign")
        await pilot.pause(0.3)
        text = " ".join(text_of(pilot).split())
        assert HOSTILE in text
        assert "0d, never touched · limit 2d, from the settings" in text
        assert "2-2-2 · First contact due 2026-11-25" in text
        assert "5 %, the stage's" in text
        assert "Amount in a stage: ¥1,280,000" in text
        assert "Weighted amount: ¥64,000" in text


async def test_marks_are_kept_across_orders_and_filters_and_escape_takes_them_away_before_the_filter(
    open_workbench: OpenWorkbench,
) -> None:
    async with open_workbench() as (pilot, board):
        await pilot.press("space", "insert")
        assert board.row == 2
        assert len(board.marked) == 2
        assert "2 marked" in text_of(pilot)
        assert text_of(pilot).count("✓") == 2
        await pilot.press("slash", *"Portal")
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        assert "2 marked" in text_of(pilot)
        await pilot.press("escape")
        await settle(pilot)
        assert "marked" not in text_of(pilot)
        assert board.board is not None
        assert sum(column.total.count for column in board.board.columns) == 1
        await pilot.press("escape")
        await settle(pilot)
        assert sum(column.total.count for column in board.board.columns) == 4


async def test_marked_twice_is_not_marked(open_workbench: OpenWorkbench) -> None:
    async with open_workbench() as (pilot, board):
        await pilot.press("space", "up", "space")
        assert board.marked == {}
        assert "marked" not in text_of(pilot)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", ["en", "zh_Hans"])
async def test_marked_deals_are_edited_together_and_undone_together(
    open_workbench: OpenWorkbench, session: Session, clock: FixedClock, size: tuple[int, int], language: str
) -> None:
    async with open_workbench(size, language) as (pilot, board):
        before = saved(session, clock)
        await pilot.press("space", "down", "space", "e")
        await pilot.pause(0.3)
        assert {cell_len(line) for line in text_of(pilot).splitlines()} == {size[0]}
        screen = pilot.app.screen
        screen.query_one("#owner", Input).value = "Chen Jing"
        screen.query_one("#stage_id", Select).value = "need"
        screen.query_one("#close_date", Input).value = "eventually"
        await pilot.press("ctrl+s")
        await pilot.pause(0.3)
        assert "eventually" in text_of(pilot)
        assert saved(session, clock) == before
        screen.query_one("#close_date", Input).value = "12-31"
        screen.query_one("#forecast_category", Select).value = "best_case"
        await pilot.press("ctrl+s")
        await pilot.pause(0.3)
        await settle(pilot)
        after = saved(session, clock)
        changed = [after[name] for name in ("ERP rollout", HOSTILE)]
        assert {deal.stage_id for deal in changed} == {"need"}
        assert {str(deal.close_date) for deal in changed} == {"2026-12-31"}
        assert len({deal.owner_id for deal in changed}) == 1
        assert {deal.forecast_category for deal in changed} == {"best_case"}
        assert after["官网改版"] == before["官网改版"]
        assert board.marked == {}
        await pilot.press("u")
        await settle(pilot)
        assert saved(session, clock) == before


async def test_leaving_the_form_keeps_the_marks_and_writes_nothing(
    open_workbench: OpenWorkbench, session: Session, clock: FixedClock
) -> None:
    async with open_workbench() as (pilot, board):
        before = saved(session, clock)
        await pilot.press("space", "f2")
        await pilot.pause(0.3)
        await pilot.press("escape")
        await settle(pilot)
        assert len(board.marked) == 1
        await pilot.press("e")
        await pilot.pause(0.3)
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert len(board.marked) == 1
        assert saved(session, clock) == before


def cards(session: Session, clock: FixedClock) -> list[Card]:
    """Cards that have everything to say, a fortnight after they were made."""
    opened = open_session(session.workbook.path, clock, Settings())
    try:
        form = DealForm(
            HOSTILE * 3, HOSTILE, "Anna-Maria [b]", "negotiation", "123456789", "USD", "2026-11-30",
            forecast_category="commit", probability="60",
        )  # fmt: skip
        deal_service.add_deal(opened, form, Origin.SCREEN)
        clock.advance(clock.instant - clock.instant.replace(day=clock.instant.day - 14))
        view = boards.view(opened, "")
        return [card for page in view.pages.values() for card in page]
    finally:
        close_session(opened)


def test_a_card_is_as_wide_as_its_column_and_ranks_what_it_says(session: Session, clock: FixedClock) -> None:
    styles = _Styles()
    found = cards(session, clock)
    card = next(card for card in found if card.probability == 60)
    for each in found:
        for width in (18, 19, 24, 33, 60):
            for lines in (3, 4):
                drawn = card_lines(each, width, styles, lines=lines, selected=False, marked=width == 24)
                assert len(drawn) == lines
                assert {sum(segment.cell_length for segment in line) for line in drawn} == {width}
    narrow = ["".join(segment.text for segment in line) for line in card_lines(card, 18, styles, lines=3)]
    assert narrow[2].split() == ["▌$123.5M", "!idle"]
    tall = ["".join(segment.text for segment in line) for line in card_lines(card, 18, styles, lines=4)]
    assert tall[2].split() == ["▌$123.5M", "A[", "60%*"]
    wide = ["".join(segment.text for segment in line) for line in card_lines(card, 60, styles, lines=4)]
    assert wide[2].split() == ["▌$123.5M", "Anna-Maria", "[b]", "60%*", "Commit"]
    assert wide[3].split() == ["▌!never", "touched", "10d", "!contact", "25", "Nov"]


class _Styles(dict[str, Style]):
    def __missing__(self, key: str) -> Style:
        return Style()


texts = st.lists(st.text("ab中文 [", min_size=1, max_size=12), max_size=3).map(
    lambda found: tuple(sorted((cut(text, 40) for text in found), key=cell_len, reverse=True))
)
pieces = st.lists(
    st.builds(Piece, texts, st.just(Style()), st.integers(1, 6), st.sampled_from(["", "!", "中文"])), max_size=3
)


@given(texts, pieces, pieces, st.integers(1, 60))
def test_pieces_fill_a_line_exactly_and_the_first_is_always_there(
    first: tuple[str, ...], left: list[Piece], right: list[Piece], width: int
) -> None:
    segments = spread([Piece(first, Style()), *left], right, width, Style())
    assert sum(segment.cell_length for segment in segments) == width
    if first and cell_len(first[-1]) <= width:
        assert "".join(segment.text for segment in segments).startswith(tuple(first))


def test_the_less_important_is_left_out_before_the_more_important_loses_a_word() -> None:
    plain = Style()
    amount, clock = Piece(("¥90k",), plain), Piece(("!idle 9d · old 60d", "!idle 9d"), plain, 1, at_least="!idle")
    owner, rule = Piece(("Zhao Lei", "ZL"), plain, 4), Piece(("!need 4 Nov", "!need"), plain, 3)

    def said(width: int) -> str:
        return "".join(segment.text for segment in spread([amount, owner], [rule, clock], width, plain))

    assert said(45) == "¥90k Zhao Lei  !need 4 Nov !idle 9d · old 60d"
    assert said(34) == "¥90k ZL   !need !idle 9d · old 60d"
    assert said(22) == "¥90k ZL !need !idle 9d"
    assert said(19) == "¥90k !need !idle 9d"
    assert said(14) == "¥90k  !idle 9d"
    assert said(12) == "¥90k   !idle"
    assert said(9) == "¥90k     "


async def test_a_workbook_whose_history_was_never_read_reads_it_while_the_board_is_seen(
    open_workbench: OpenWorkbench, tmp_path: Path, session: Session, clock: FixedClock
) -> None:
    async with open_workbench() as (pilot, _board):
        await settle(pilot)
        assert "reading the history" not in text_of(pilot)
    opened = open_session(session.workbook.path, clock, Settings())
    try:
        assert boards.view(opened, "").is_settled
    finally:
        close_session(opened)


async def test_the_palette_can_mark_sort_and_group_too(open_workbench: OpenWorkbench) -> None:
    async with open_workbench() as (pilot, board):
        room = pilot.app.screen
        assert isinstance(room, PipelineRoom)
        for command in (MARK, SORT, GROUP):
            assert command in room.offered
            room.perform(command)
            await settle(pilot)
        assert len(board.marked) == 1
        assert "1 marked · per owner · largest first" in text_of(pilot)
