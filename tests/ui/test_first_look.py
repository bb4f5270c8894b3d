"""What somebody meets who has never seen the pipeline room: footers that keep their word, and views that find nothing."""

from __future__ import annotations

from salesops_tui import i18n
from salesops_tui.ui.commands import BOARD
from salesops_tui.ui.widgets.view_strip import ViewStrip
from tests.ui.conftest import OpenWorkbench, settle, text_of


async def test_the_footer_offers_what_the_board_can_do_from_the_start(open_workbench: OpenWorkbench) -> None:
    async with open_workbench(size=(120, 24)) as (pilot, _board):
        assert "> Next stage" in text_of(pilot).splitlines()[-1]


async def test_where_no_deal_can_be_under_the_cursor_nothing_is_offered_for_one(open_workbench: OpenWorkbench) -> None:
    async with open_workbench(size=(200, 36)) as (pilot, _board):
        for view in ("f", "d"):
            await pilot.press(view)
            await settle(pilot)
            footer = text_of(pilot).splitlines()[-1]
            assert "a Add" in footer
            assert "e Edit" not in footer
            assert "c Touch" not in footer


async def test_a_key_that_wants_a_deal_says_that_there_is_none(open_workbench: OpenWorkbench) -> None:
    async with open_workbench() as (pilot, _board):
        await pilot.press("f")
        await settle(pilot)
        for key in ("e", "plus", "n"):
            pilot.app.clear_notifications()
            await pilot.press(key)
            await settle(pilot)
            assert "There is no deal under the cursor." in text_of(pilot)


async def test_a_filter_that_finds_nothing_is_told_and_no_figure_is_invented(open_workbench: OpenWorkbench) -> None:
    async with open_workbench() as (pilot, _board):
        await pilot.press("slash", *"nowhere", "enter")
        await settle(pilot)
        for key, said in (
            ("f", "No deal that fits began or closed in these days"),
            ("d", "No open deal fits the filter on these days"),
            ("o", "No deal fits the filter"),
        ):
            await pilot.press(key)
            await settle(pilot)
            text = text_of(pilot)
            assert said in text
            assert "esc shows all deals" in text
            assert "No bottleneck" not in text


async def test_too_few_deals_are_no_reason_to_praise_the_funnel(open_workbench: OpenWorkbench) -> None:
    async with open_workbench() as (pilot, _board):
        await pilot.press("f")
        await settle(pilot)
        text = text_of(pilot)
        assert "No bottleneck" not in text
        assert "No step was taken by 8 deals yet" in text


async def test_the_palette_speaks_the_language_in_use(open_workbench: OpenWorkbench) -> None:
    async with open_workbench(language="zh_Hans") as (pilot, _board):
        await pilot.press("ctrl+p")
        await settle(pilot)
        assert "命令、商机、客户、人员、任务或会议" in text_of(pilot)
        assert "Search" not in text_of(pilot)
    i18n.set_language("en")


async def test_half_a_summary_is_left_out_rather_than_cut(open_workbench: OpenWorkbench) -> None:
    async with open_workbench(size=(80, 24)) as (pilot, _board):
        strip = pilot.app.screen.query_one(ViewStrip)
        strip.show(BOARD, "largest first · weighted ¥10.2M · 23 stuck")
        assert strip.render_line(0).text.rstrip().endswith("largest first")


async def test_the_deal_page_tells_all_clocks_however_narrow_it_is(open_workbench: OpenWorkbench) -> None:
    async with open_workbench(size=(110, 40)) as (pilot, _board):
        await pilot.press("enter")
        await settle(pilot)
        text = text_of(pilot)
        assert "Need clear: " in text
        assert "Decision: " in text
