"""The sheet of figures: its cursor, its scrolling, its lines."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

import pytest
from rich.cells import cell_len
from textual.app import App, ComposeResult

from salesops_tui.ui.themes import DARK
from salesops_tui.ui.widgets.figure_sheet import FigureLine, FigureSheet, Span, Stop


class Sheet(App[None]):
    """A sheet and nothing else."""

    CSS_PATH = None

    def __init__(self, lines: Sequence[FigureLine]) -> None:
        super().__init__()
        self.register_theme(DARK)
        self.theme = DARK.name
        self.lines = lines
        self.chosen: list[Any] = []

    def compose(self) -> ComposeResult:
        yield FigureSheet()

    def on_mount(self) -> None:
        self.sheet.show(lambda width: [[Span(f"{width:>{width}}"[:width])], *self.lines])
        self.sheet.focus()

    @property
    def sheet(self) -> FigureSheet:
        return self.query_one(FigureSheet)

    def on_figure_sheet_chosen(self) -> None:
        assert self.sheet.stop is not None
        self.chosen.append(self.sheet.stop.key)


GRID: list[FigureLine] = [
    [Span("华东 ", "muted"), Span("1", stop=Stop("a1")), Span("  "), Span("2", stop=Stop("a2"))],
    [Span("nothing to stop at")],
    [Span("     "), Span("3", stop=Stop("b1")), Span("  "), Span("4", stop=Stop("b2"))],
]


def _first(number: int, _width: int) -> list[FigureLine]:
    return GRID[:number]


async def test_the_cursor_goes_from_figure_to_figure() -> None:
    app = Sheet(GRID)
    async with app.run_test(size=(40, 10)) as pilot:
        seen = []
        for key in ("right", "down", "left", "up", "up", "left", "end", "home"):
            await pilot.press(key)
            assert app.sheet.stop is not None
            seen.append(app.sheet.stop.key)
        assert seen == ["a2", "b2", "b1", "a1", "a1", "a1", "b2", "a1"]


async def test_the_cursor_stays_with_its_figure_when_lines_change() -> None:
    app = Sheet(GRID)
    async with app.run_test(size=(40, 10)) as pilot:
        await pilot.press("end")
        app.sheet.show(lambda _width: [GRID[2], GRID[0]])
        seen = [app.sheet.stop]
        for number in (1, 0):
            app.sheet.show(partial(_first, number))
            seen.append(app.sheet.stop)
        assert seen == [Stop("b2"), Stop("a1"), None]
        await pilot.press("down", "pagedown", "end")


async def test_a_click_goes_to_a_figure_and_a_second_one_chooses_it() -> None:
    app = Sheet(GRID)
    async with app.run_test(size=(40, 10)) as pilot:
        await pilot.click(FigureSheet, offset=(8, 1))
        assert (app.sheet.stop, len(app.chosen)) == (Stop("a2"), 0)
        await pilot.click(FigureSheet, offset=(8, 1))
        assert app.chosen == ["a2"]


@pytest.mark.parametrize("width", [20, 40, 120])
async def test_every_line_is_as_wide_as_the_sheet(width: int) -> None:
    app = Sheet(GRID)
    async with app.run_test(size=(width, 10)):
        assert {cell_len(app.sheet.render_line(y).text) for y in range(10)} == {width}


async def test_what_does_not_fit_is_reached_by_the_cursor_and_by_the_wheel() -> None:
    app = Sheet([[Span(f"line {number} "), Span("x", stop=Stop(number))] for number in range(50)])
    async with app.run_test(size=(40, 10)) as pilot:
        await pilot.press("end")
        assert "line 49" in "".join(app.sheet.render_line(y).text for y in range(10))
        await pilot.press("pageup")
        assert app.sheet.stop == Stop(39)
        await pilot.press("home")
        assert app.sheet.render_line(0).text.strip() == "40"
