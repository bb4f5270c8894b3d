"""Import, log, deal page and help, as a person opens them."""

from __future__ import annotations

from pathlib import Path

from textual.widgets import Input, Select

from salesops_tui.ui.commands import PIPELINE, PROGRAM
from salesops_tui.ui.widgets.board import PipelineBoard
from tests.ui.conftest import OpenWorkbench, settle, text_of

EXPORT = "ID,Deal name,Account,Owner,Stage,Amount,Close date\n1,ERP,Beike,Li Na,{stage},1000,2026-12-01\n"


async def test_an_export_is_previewed_then_brought_in_then_taken_back(
    open_workbench: OpenWorkbench, tmp_path: Path
) -> None:
    export = tmp_path / "export.csv"
    export.write_text(EXPORT.format(stage="Proposal"), encoding="utf-8")
    async with open_workbench() as (pilot, board):
        await pilot.press("i")
        await pilot.pause(0.3)
        pilot.app.screen.query_one("#path", Input).value = str(export)
        await pilot.press("enter")
        await pilot.pause(2.5)
        assert "1 new · 0 updated" in text_of(pilot)
        await pilot.press("ctrl+s")
        await pilot.pause(1.5)
        await settle(pilot)
        assert board.board is not None
        assert board.board.columns[2].total.count == 1
        await pilot.press("u")
        await settle(pilot)
        assert board.board.columns[2].total.count == 0


async def test_an_unknown_stage_is_asked_about_and_never_guessed(open_workbench: OpenWorkbench, tmp_path: Path) -> None:
    export = tmp_path / "export.csv"
    export.write_text(EXPORT.format(stage="Blue sky"), encoding="utf-8")
    async with open_workbench() as (pilot, _board):
        await pilot.press("i")
        await pilot.pause(0.3)
        pilot.app.screen.query_one("#path", Input).value = str(export)
        await pilot.press("enter")
        await pilot.pause(2.5)
        assert "Which stage is “Blue sky”?" in text_of(pilot)
        await pilot.press("ctrl+s")
        await pilot.pause(0.3)
        assert "Please choose an answer" in text_of(pilot)
        pilot.app.screen.query_one("#answer-0", Select).value = "need"
        await pilot.press("ctrl+s")
        await pilot.pause(1.5)
        assert "Blue sky → Need confirmed" in text_of(pilot)


async def test_a_file_that_cannot_be_read_says_so_where_it_was_named(
    open_workbench: OpenWorkbench, tmp_path: Path
) -> None:
    empty = tmp_path / "empty.csv"
    empty.touch()
    async with open_workbench() as (pilot, _board):
        await pilot.press("i")
        await pilot.pause(0.3)
        pilot.app.screen.query_one("#path", Input).value = str(empty)
        await pilot.press("enter")
        await pilot.pause(2.5)
        assert "empty.csv is empty. Nothing was brought in." in text_of(pilot)


async def test_the_log_takes_any_step_back(open_workbench: OpenWorkbench) -> None:
    async with open_workbench() as (pilot, board):
        await pilot.press("l")
        await pilot.pause(0.5)
        assert "Add Portal" in text_of(pilot)
        await pilot.press("down", "enter")
        await pilot.pause(0.5)
        await pilot.press("escape")
        await pilot.pause(0.3)
        await settle(pilot)
        assert board.board is not None
        assert [column.total.count for column in board.board.columns][:2] == [2, 1]


async def test_a_deals_page_tells_its_history(open_workbench: OpenWorkbench) -> None:
    async with open_workbench() as (pilot, _board):
        await pilot.press("shift+right")
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        await pilot.press("enter")
        await pilot.pause(0.5)
        text = text_of(pilot)
        assert "First contact → Need confirmed" in text
        assert "¥1,200,000" in text


async def test_help_lists_every_command(open_workbench: OpenWorkbench) -> None:
    async with open_workbench((120, 76)) as (pilot, _board):
        await pilot.press("question_mark")
        await pilot.pause(0.3)
        text = text_of(pilot)
        for command in (*PIPELINE, *PROGRAM, *PipelineBoard.OFFERED):
            assert command.words in text


async def test_the_other_theme_can_be_put_on(open_workbench: OpenWorkbench) -> None:
    async with open_workbench() as (pilot, _board):
        await pilot.press("f12")
        await pilot.pause()
        assert pilot.app.theme == "light"
