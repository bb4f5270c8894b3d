"""The table under keys and mouse."""

from __future__ import annotations

import threading
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from rich.cells import cell_len
from textual.events import MouseScrollDown
from textual.pilot import Pilot
from textual.widgets import Input, OptionList, ProgressBar

from salesops_tui.clock import FixedClock
from salesops_tui.domain.deal_columns import Column
from salesops_tui.domain.deal_table import USUAL, Arrangement, SortKey
from salesops_tui.domain.sheets import Sheet
from salesops_tui.domain.steps import Origin
from salesops_tui.exporting import targets
from salesops_tui.services.deals import DealForm, add_deal
from salesops_tui.services.session import close_session, open_session
from salesops_tui.settings import Settings
from salesops_tui.ui import clipboard
from salesops_tui.ui.dialogs.export import ExportScreen
from salesops_tui.ui.dialogs.gate import GateScreen
from salesops_tui.ui.dialogs.kept_views import KeptViewsScreen
from salesops_tui.ui.dialogs.ordered import OrderedScreen
from salesops_tui.ui.dialogs.pick import PickScreen
from salesops_tui.ui.screens.deal import DealScreen
from salesops_tui.ui.views.table import TableView
from salesops_tui.ui.widgets.deal_grid import DealGrid
from tests.ui.conftest import OpenWorkbench, settle, text_of

NAMES = ["ERP rollout", "官网改版", "[@click=app.quit]x[/]", "Portal"]
"""The deals by stage and close date, as the table begins."""

_TRAVEL = frozenset({"left", "right", "up", "down", "home", "end", "space"})


@asynccontextmanager
async def table(
    open_workbench: OpenWorkbench, size: tuple[int, int] = (120, 36), language: str = "en", path: Path | None = None
) -> AsyncIterator[tuple[Pilot[Any], DealGrid]]:
    """The table, opened by its key."""
    async with open_workbench(size, language, path) as (pilot, _board):
        await pilot.press("t")
        await settle(pilot)
        yield pilot, pilot.app.screen.query_one(DealGrid)


async def press(pilot: Pilot[Any], *keys: str) -> None:
    """Press keys, and wait for what comes of each; a cursor that only travels waits for nothing."""
    for key in keys:
        await pilot.press(key)
        if key not in _TRAVEL:
            await settle(pilot)
    if keys and keys[-1] in _TRAVEL:
        await pilot.pause()


def names(grid: DealGrid) -> list[str]:
    """The deals' names from above to below."""
    assert grid.table is not None
    return [row.name for number in sorted(grid._pages) for row in grid._pages[number]]


def here(grid: DealGrid) -> tuple[str | None, Column | None]:
    """The deal and the column under the cursor."""
    return grid.row.name if grid.row else None, grid.column


def head(grid: DealGrid) -> str | None:
    """The group whose head is under the cursor."""
    return grid.group.title if grid.group is not None else None


def view(pilot: Pilot[Any]) -> TableView:
    return pilot.app.screen.query_one(TableView)


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (200, 60)])
@pytest.mark.parametrize("language", ["en", "zh_Hans"])
async def test_every_line_is_exactly_as_wide_as_the_screen_however_far_the_cursor_goes(
    open_workbench: OpenWorkbench, size: tuple[int, int], language: str
) -> None:
    async with table(open_workbench, size, language) as (pilot, grid):
        for columns, key in ((0, "space"), (5, "g"), (15, "end"), (-14, "e")):
            grid.action_cursor(columns, 0)
            await press(pilot, key)
            assert {cell_len(line) for line in text_of(pilot).splitlines()} == {size[0]}
        assert grid.column is not None


async def test_the_table_shows_all_deals_open_ones_first_and_says_what_they_add_up_to(
    open_workbench: OpenWorkbench,
) -> None:
    async with table(open_workbench) as (pilot, grid):
        assert names(grid) == NAMES
        text = text_of(pilot)
        assert "4 deals · ¥1.28M · weighted ¥64k · +2 unrated" in text
        assert "2026-11-20!" in text
        assert "[@click=app.quit]x[/]" in text
        await press(pilot, "equals_sign")
        assert "no rate for JPY" in " ".join(text_of(pilot).split())


async def test_the_cursor_stops_at_the_edges_and_brings_columns_into_sight(open_workbench: OpenWorkbench) -> None:
    async with table(open_workbench, (80, 24)) as (pilot, grid):
        await press(pilot, "up", "left")
        assert here(grid) == ("ERP rollout", Column.NAME)
        assert "Lost reason" not in text_of(pilot)
        grid.action_cursor(30, 0)
        await press(pilot, "right", "end", "down", "pagedown")
        assert here(grid) == ("Portal", Column.LOST_REASON)
        text = text_of(pilot)
        assert "Lost reason" in text
        assert "Portal" in text
        assert "‹" in text
        grid.action_cursor(-30, 0)
        await press(pilot, "left", "home")
        assert here(grid) == ("ERP rollout", Column.NAME)
        assert "Account" in text_of(pilot)


@pytest.mark.parametrize("key", ["s", "f10"])
async def test_sorting_goes_up_down_and_off_and_the_cursor_stays_with_its_deal(
    open_workbench: OpenWorkbench, key: str
) -> None:
    async with table(open_workbench) as (pilot, grid):
        await press(pilot, "right", "right", "right", key)
        assert grid.column is Column.AMOUNT
        # Dollars and yen have no rate here: what cannot be compared comes last.
        assert names(grid) == ["官网改版", "ERP rollout", "[@click=app.quit]x[/]", "Portal"]
        assert here(grid)[0] == "ERP rollout"
        assert "Amount ↑1" in text_of(pilot)
        assert "Stage ↑2" in text_of(pilot)
        await press(pilot, key)
        assert names(grid)[:2] == ["ERP rollout", "官网改版"]
        assert "Amount ↓1" in text_of(pilot)
        await press(pilot, key)
        assert view(pilot).arrangement == USUAL
        assert names(grid) == NAMES


async def test_a_click_on_a_title_sorts_by_it(open_workbench: OpenWorkbench) -> None:
    async with table(open_workbench) as (pilot, grid):
        await pilot.click(grid, offset=(4, 0))
        await settle(pilot)
        assert view(pilot).arrangement.sort[0] == SortKey(Column.NAME)
        assert names(grid)[0] == "[@click=app.quit]x[/]"


@pytest.mark.parametrize("key", ["g", "ctrl+g"])
async def test_groups_have_heads_with_sums_and_fold_away(open_workbench: OpenWorkbench, key: str) -> None:
    async with table(open_workbench) as (pilot, grid):
        await press(pilot, *["right"] * 5, key, "home")
        assert grid.column is Column.OWNER
        assert head(grid) == "Li Na"
        text = text_of(pilot)
        assert "▾ Li Na · 2 deals · +1 unrated" in text
        assert "¥1,200,000" in text
        await press(pilot, "equals_sign")
        assert "Only" in text_of(pilot)
        await press(pilot, "escape", "enter")
        assert "▸ Li Na" in text_of(pilot)
        assert "ERP rollout" not in text_of(pilot)
        await press(pilot, "down")
        assert head(grid) == "Wang Wei"
        await press(pilot, "down", "down")
        assert head(grid) == "赵磊"
        await press(pilot, key)
        assert head(grid) is None
        assert "▾" not in text_of(pilot)


async def test_a_column_that_makes_no_groups_says_so(open_workbench: OpenWorkbench) -> None:
    async with table(open_workbench) as (pilot, _grid):
        await press(pilot, "g")
        assert view(pilot).arrangement.group is None
        assert "nothing to group by" in " ".join(text_of(pilot).split())


@pytest.mark.parametrize("key", ["m", "ctrl+x"])
async def test_columns_are_chosen_and_moved(open_workbench: OpenWorkbench, key: str) -> None:
    async with table(open_workbench) as (pilot, _grid):
        await press(pilot, "right", key)
        assert isinstance(pilot.app.screen, OrderedScreen)
        # The account goes, the stage comes to the front.
        await press(pilot, "space", "down", "shift+up", "shift+up", "enter")
        assert view(pilot).arrangement.columns[:3] == (Column.STAGE, Column.NAME, Column.AMOUNT)
        assert "Account" not in text_of(pilot)
        await press(pilot, key, "space", "escape")
        assert Column.STAGE in view(pilot).arrangement.columns


async def test_the_last_column_cannot_be_taken_away(open_workbench: OpenWorkbench) -> None:
    async with table(open_workbench) as (pilot, _grid):
        view(pilot).arrangement = Arrangement((Column.NAME, Column.OWNER))
        await press(pilot, "m", "space", "down", "space", "enter")
        assert view(pilot).arrangement.columns == (Column.OWNER,)


@pytest.mark.parametrize("key", ["e", "f2"])
async def test_a_cell_is_changed_where_it_stands(open_workbench: OpenWorkbench, key: str) -> None:
    async with table(open_workbench) as (pilot, grid):
        await press(pilot, "down", "right", "right", "right", key)
        field = pilot.app.focused
        assert isinstance(field, Input)
        assert field.value == "80000"
        assert "Amount · 官网改版" in text_of(pilot)
        field.value = "a lot"
        await press(pilot, "enter")
        assert "“a lot” is no amount" in text_of(pilot)
        assert field.value == "a lot"
        field.value = "9万"
        await press(pilot, "enter")
        assert here(grid) == ("官网改版", Column.AMOUNT)
        assert "¥90,000" in text_of(pilot)
        assert pilot.app.focused is grid
        await press(pilot, "u")
        assert "¥80,000" in text_of(pilot)


async def test_escape_leaves_a_cell_as_it_was(open_workbench: OpenWorkbench) -> None:
    async with table(open_workbench) as (pilot, grid):
        await press(pilot, "e")
        field = pilot.app.focused
        assert isinstance(field, Input)
        field.value = "Another"
        await press(pilot, "escape")
        assert pilot.app.focused is grid
        assert names(grid) == NAMES
        assert "Another" not in text_of(pilot)


async def test_a_cell_that_follows_from_others_says_that_it_cannot_be_changed(open_workbench: OpenWorkbench) -> None:
    async with table(open_workbench) as (pilot, grid):
        await press(pilot, *["right"] * 6, "e")
        assert grid.column is Column.DAYS_IN_STAGE
        assert "cannot be changed here" in " ".join(text_of(pilot).split())
        assert pilot.app.focused is grid


async def test_a_stage_is_taken_from_a_list_and_the_cursor_follows(open_workbench: OpenWorkbench) -> None:
    async with table(open_workbench) as (pilot, grid):
        await press(pilot, "right", "right", "e")
        assert isinstance(pilot.app.screen, PickScreen)
        assert pilot.app.screen.query_one(OptionList).highlighted == 0
        await press(pilot, "escape", "e", "down", "down", "enter")
        assert isinstance(pilot.app.screen, GateScreen)
        await press(pilot, "enter")
        assert here(grid) == ("ERP rollout", Column.STAGE)
        assert names(grid)[-1] == "ERP rollout"
        assert "undo: Move ERP rollout to Pro" in text_of(pilot)


async def test_marks_are_set_told_kept_while_sorting_and_taken_away_before_the_filter(
    open_workbench: OpenWorkbench,
) -> None:
    async with table(open_workbench) as (pilot, grid):
        await press(pilot, "space", "down", "insert")
        assert len(view(pilot).marked) == 2
        assert "2 marked" in text_of(pilot)
        assert text_of(pilot).count("✓") == 2
        await press(pilot, "s")
        assert len(view(pilot).marked) == 2
        await press(pilot, "home", "slash")
        pilot.app.screen.query_one(Input).value = "erp"
        await settle(pilot)
        # What is filtered away is not acted on either.
        assert "1 marked" in text_of(pilot)
        await press(pilot, "enter", "escape")
        assert view(pilot).marked == ()
        assert names(grid) == ["ERP rollout"]
        await press(pilot, "escape")
        assert len(names(grid)) == 4


@pytest.mark.parametrize("key", ["y", "f11"])
async def test_a_copy_goes_to_the_clipboard_and_the_message_says_which_way(
    open_workbench: OpenWorkbench, monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    taken: list[str] = []

    def take(text: str) -> str:
        taken.append(text)
        return "pbcopy"

    monkeypatch.setattr(clipboard, "_hand_over", take)
    async with table(open_workbench) as (pilot, _grid):
        await press(pilot, key)
        assert taken[-1].startswith("ERP rollout\tHuadong Pharma\tFirst contact\t1200000")
        assert "Copied with pbcopy: 1 deal" in " ".join(text_of(pilot).split())
        await press(pilot, "space", "space", key)
        lines = taken[-1].split("\n")
        assert [line.split("\t")[0] for line in lines] == ["Deal name", "ERP rollout", "官网改版"]
        monkeypatch.setattr(clipboard, "_hand_over", lambda _text: None)
        await press(pilot, key)
        assert pilot.app.clipboard == taken[-1]
        assert "Handed to the terminal" in " ".join(text_of(pilot).split())


async def test_a_view_is_kept_with_its_filter_shown_again_and_taken_away(open_workbench: OpenWorkbench) -> None:
    async with table(open_workbench) as (pilot, grid):
        await press(pilot, "slash")
        pilot.app.screen.query_one(Input).value = "@li"
        await press(pilot, "enter", "right", "s", "j")
        assert isinstance(pilot.app.screen, KeptViewsScreen)
        await press(pilot, "enter")
        assert "needs a name" in text_of(pilot)
        await pilot.press(*"我的")
        await press(pilot, "enter")
        kept = view(pilot).arrangement
        await press(pilot, "s", "g", "escape")
        assert (view(pilot).arrangement != kept, len(names(grid))) == (True, 4)
        await press(pilot, "ctrl+a")
        assert "我的" in text_of(pilot)
        assert "/ @li" in text_of(pilot)
        await press(pilot, "enter")
        assert view(pilot).arrangement == kept
        assert len(names(grid)) == 2
        assert pilot.app.focused is grid
        await press(pilot, "j", "delete")
        assert "No view has been kept yet" in text_of(pilot)
        await press(pilot, "escape", "u", "j")
        assert "我的" in text_of(pilot)


@pytest.mark.parametrize("key", ["x", "ctrl+e"])
async def test_what_is_shown_is_written_to_a_file_and_one_that_is_there_only_when_asked_twice(
    open_workbench: OpenWorkbench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    monkeypatch.chdir(tmp_path)
    async with table(open_workbench, (200, 60)) as (pilot, _grid):
        await press(pilot, *["right"] * 5, "g", key)
        field = pilot.app.focused
        assert isinstance(field, Input)
        assert field.value == "Table 2026-11-23.xlsx"
        await press(pilot, "enter")
        assert "Written:" in " ".join(text_of(pilot).split())
        book = openpyxl.load_workbook(tmp_path / "Table 2026-11-23.xlsx")
        assert book.sheetnames == ["Deals", "Subtotals"]
        assert {row[0].value for row in book["Deals"].iter_rows(2, 5)} == set(NAMES)
        (tmp_path / "out.csv").write_text("mine", encoding="utf-8")
        await press(pilot, key)
        field = pilot.app.focused
        assert isinstance(field, Input)
        field.value = "out.docx"
        await press(pilot, "enter")
        assert "The ending says what is written" in text_of(pilot)
        field.value = "out.csv"
        await press(pilot, "enter")
        assert "is there already" in text_of(pilot)
        assert (tmp_path / "out.csv").read_text(encoding="utf-8") == "mine"
        await press(pilot, "enter")
        assert (tmp_path / "out.csv").read_bytes().startswith(b"\xef\xbb\xbf")


async def test_esc_stops_an_export_and_nothing_is_written(
    open_workbench: OpenWorkbench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    stopped = threading.Event()

    def slow(path: Path, sheets: Sequence[Sheet], progress: Callable[[float], None]) -> None:
        try:
            for share in range(10_000):
                progress(share / 10_000)
                time.sleep(0.005)
        except Exception:
            stopped.set()
            raise

    monkeypatch.setattr(targets, "write", slow)
    async with table(open_workbench) as (pilot, _grid):
        await press(pilot, "x")
        await pilot.press("enter")
        await pilot.pause(0.3)
        assert "esc stops it" in text_of(pilot)
        assert pilot.app.screen.query_one(ProgressBar).percentage
        await pilot.press("escape")
        await pilot.pause(0.3)
        assert not isinstance(pilot.app.screen, ExportScreen)
        assert stopped.wait(5)
    assert list(tmp_path.glob("*.xlsx")) == []


async def test_the_board_is_exported_with_the_same_key(
    open_workbench: OpenWorkbench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with open_workbench() as (pilot, _board):
        await press(pilot, "x", "enter")
        assert openpyxl.load_workbook(tmp_path / "Board 2026-11-23.xlsx").sheetnames == ["Pipeline", "Open deals"]


async def test_enter_opens_the_deal_and_a_second_click_does_too(open_workbench: OpenWorkbench) -> None:
    async with table(open_workbench) as (pilot, grid):
        await press(pilot, "down", "enter")
        assert isinstance(pilot.app.screen, DealScreen)
        await press(pilot, "escape")
        await pilot.click(grid, offset=(35, 5))
        await settle(pilot)
        assert here(grid) == ("Portal", Column.ACCOUNT)
        await pilot.click(grid, offset=(35, 5))
        await settle(pilot)
        assert isinstance(pilot.app.screen, DealScreen)
        await press(pilot, "escape")
        await pilot.click(grid, offset=(0, 3))
        assert len(grid.marks) == 1


async def test_the_selected_deal_is_the_same_in_board_and_table(open_workbench: OpenWorkbench) -> None:
    async with open_workbench() as (pilot, board):
        board.select(1, 0)
        await press(pilot, "t")
        grid = pilot.app.screen.query_one(DealGrid)
        assert here(grid)[0] == "Portal"
        await press(pilot, "up", "b")
        assert board.card is not None
        assert board.card.name == "[@click=app.quit]x[/]"


async def test_pages_are_fetched_as_they_come_into_sight_and_lines_far_down_are_at_once_there(
    open_workbench: OpenWorkbench, workbook_path: Path, clock: FixedClock
) -> None:
    session = open_session(workbook_path, clock, Settings())
    for number in range(260):
        add_deal(session, DealForm(f"Deal {number:03}", close_date="2027-01-01"), Origin.SCREEN)
    close_session(session)
    async with table(open_workbench, (120, 14), path=workbook_path) as (pilot, grid):
        assert sorted(grid._pages) == [0]
        await press(pilot, "s", "end")
        assert grid.row is not None
        assert grid.row.name == "官网改版"
        assert 1 not in grid._pages
        await press(pilot, "pageup")
        assert "Deal 256" in text_of(pilot)
        await press(pilot, "home")
        grid.post_message(MouseScrollDown(grid, 5, 5, 0, 1, 0, shift=False, meta=False, ctrl=False))
        await settle(pilot)
        assert "[@click" not in text_of(pilot)
        assert "Deal 009" in text_of(pilot)


async def test_moving_the_cursor_repaints_two_lines(
    open_workbench: OpenWorkbench, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with table(open_workbench) as (pilot, grid):
        drawn: list[int] = []
        draw = grid.render_line

        def counted(y: int) -> Any:
            drawn.append(y)
            return draw(y)

        monkeypatch.setattr(grid, "render_line", counted)
        await press(pilot, "down")
        assert sorted(set(drawn)) == [2, 3]


async def test_an_empty_workbook_says_what_to_press_and_an_empty_filter_how_to_get_out(
    open_workbench: OpenWorkbench, tmp_path: Path, blank_workbook: Path
) -> None:
    empty = tmp_path / "empty.db"
    empty.write_bytes(blank_workbook.read_bytes())
    async with table(open_workbench, path=empty) as (pilot, _grid):
        assert "bring in a CRM export" in text_of(pilot)
        await press(pilot, *"sgeyjm", "escape", "space", "enter", "end", "pagedown")
        assert pilot.app.is_running
    async with table(open_workbench) as (pilot, _grid):
        await press(pilot, "slash")
        pilot.app.screen.query_one(Input).value = "nothing-like-this"
        await settle(pilot)
        assert "No deal fits the filter" in text_of(pilot)


async def test_another_theme_and_another_size_are_drawn_anew(open_workbench: OpenWorkbench) -> None:
    async with table(open_workbench) as (pilot, grid):
        grid.action_cursor(9, 0)
        await press(pilot, "f12")
        await pilot.resize_terminal(60, 16)
        await settle(pilot)
        assert {cell_len(line) for line in text_of(pilot).splitlines()} == {60}
        await pilot.resize_terminal(20, 10)
        await settle(pilot)
        await press(pilot, "right", "right")
        grid.action_cursor(-30, 0)
        await press(pilot, "left")
        assert pilot.app.is_running


async def test_help_lists_each_key_once(open_workbench: OpenWorkbench) -> None:
    async with table(open_workbench, (120, 80)) as (pilot, _grid):
        keys = [key for command in pilot.app.screen.offered for key in command.keys]  # type: ignore[attr-defined]
        assert len(keys) == len(set(keys))
