"""Choosing the file to bring in."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, OptionList

from salesops_tui.services.imports.exports import leading_to
from salesops_tui.ui.screens import bring_in
from salesops_tui.ui.screens.bring_in import ImportScreen
from tests.ui.conftest import OpenWorkbench, settle, text_of

DEALS = "Deal ID,Deal,Stage,Amount,Owner\n1,ERP rollout two,First contact,100,Li Na\n"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home folder with exports in it, and what is none."""
    home = tmp_path / "people"
    (home / "Exports" / "old").mkdir(parents=True)
    (home / ".hidden").mkdir()
    (home / "Exports" / "[deals].csv").write_text(DEALS, encoding="utf-8")
    (home / "Exports" / "tasks.ics").write_text("", encoding="utf-8")
    (home / "Exports" / "photo.png").write_bytes(b"")
    (home / "商机.csv").write_text(DEALS, encoding="utf-8")
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("USERPROFILE", str(home))
    monkeypatch.chdir(home)
    return home


async def press(pilot: Pilot[Any], *keys: str) -> None:
    """Press keys, and wait for what comes of each."""
    for key in keys:
        await pilot.press(key)
        await settle(pilot)


async def type_path(pilot: Pilot[Any], path: str) -> list[str]:
    """Type a path; what is offered then."""
    pilot.app.screen.query_one("#path", Input).value = path
    await settle(pilot)
    files = pilot.app.screen.query_one(OptionList)
    return [str(option.prompt) for option in files.options] if files.display else []


async def test_the_newest_exports_are_offered_first_and_come_back(open_workbench: OpenWorkbench, home: Path) -> None:
    async with open_workbench() as (pilot, _board):
        await press(pilot, "i")
        assert await type_path(pilot, "") == [str(home / "商机.csv")]
        assert await type_path(pilot, f"{home}/Ex") == [f"{home}/Exports/"]
        assert await type_path(pilot, "") == [str(home / "商机.csv")]


async def test_a_path_is_followed_from_folder_to_folder_to_the_file(open_workbench: OpenWorkbench, home: Path) -> None:
    async with open_workbench() as (pilot, _board):
        await press(pilot, "i")
        assert await type_path(pilot, "~/") == ["../", f"{home}/Exports/", f"{home}/商机.csv"]
        await press(pilot, "down", "down", "enter")
        assert pilot.app.screen.query_one("#path", Input).value == f"{home}/Exports/"
        await press(pilot, "down", "down", "down", "enter")
        assert isinstance(pilot.app.screen, ImportScreen)
        assert "[deals].csv: deals" in text_of(pilot)
        await press(pilot, "ctrl+s", "3")
        assert "ERP rollout two" in text_of(pilot)


async def test_up_from_a_folder(open_workbench: OpenWorkbench, home: Path) -> None:
    async with open_workbench() as (pilot, _board):
        await press(pilot, "i")
        await type_path(pilot, f"{home}/Exports/")
        await press(pilot, "down", "enter")
        assert pilot.app.screen.query_one("#path", Input).value == f"{home.resolve()}/"


async def test_after_a_refusal_another_file_is_chosen(open_workbench: OpenWorkbench, home: Path) -> None:
    async with open_workbench() as (pilot, _board):
        await press(pilot, "i")
        await type_path(pilot, f"{home}/gone.csv")
        await press(pilot, "enter")
        assert "there is no such file or folder" in text_of(pilot)
        assert await type_path(pilot, f"{home}/Exports/[d") == [f"{home}/Exports/[deals].csv"]


def test_what_a_path_may_become(home: Path) -> None:
    assert [path.name for path in leading_to(f"{home}/Exports/")] == ["..", "old", "[deals].csv", "tasks.ics"]
    assert [path.name for path in leading_to(f"{home}/exp")] == ["Exports"]
    assert [path.name for path in leading_to(f"{home}/.h")] == [".hidden"]
    assert leading_to(f"{home}/nowhere/at/all") == []
    assert leading_to("/")[0].name != ".."
    assert [path.name for path in leading_to("~")][1:] == ["Exports", "商机.csv"]


async def test_leaving_while_a_slow_folder_is_listed_is_no_defect(
    open_workbench: OpenWorkbench, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slow(_typed: str) -> list[Path]:
        time.sleep(0.3)
        return [home]

    monkeypatch.setattr(bring_in, "leading_to", slow)
    async with open_workbench() as (pilot, _board):
        await press(pilot, "i")
        screen = pilot.app.screen
        screen.query_one("#path", Input).value = "~/"
        await pilot.pause(0.05)
        screen.dismiss(False)
        await pilot.pause(0.6)
        assert not isinstance(pilot.app.screen, ImportScreen)
