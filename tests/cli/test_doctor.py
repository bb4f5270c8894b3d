"""``salesops doctor``: what it finds around it, and what it advises."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from rich.cells import cell_len

from salesops_tui import i18n
from salesops_tui.cli import doctor
from salesops_tui.cli.main import run
from salesops_tui.terminal import KITTY_OPT_OUT

GOOD = {"TERM": "xterm-256color", "COLORTERM": "truecolor", KITTY_OPT_OUT: "1"}


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """English before and after."""
    i18n.set_language("en")
    yield
    i18n.set_language("en")


def looked_at(environment: Mapping[str, str], encoding: str = "utf-8", size: tuple[int, int] | None = (120, 36)) -> str:
    """What is said of a terminal, a line each; advice after an exclamation mark."""
    return "\n".join(
        f"{one.title}: {one.told} ! {one.advice}" if one.advice else f"{one.title}: {one.told}"
        for one in doctor.terminal(environment, encoding, size)
    )


def test_a_good_terminal_needs_no_advice() -> None:
    text = looked_at(GOOD)
    assert "!" not in text
    assert "Colours: true colour" in text
    assert "Window: 120 wide, 36 high" in text


@pytest.mark.parametrize(
    ("environment", "encoding", "size", "told"),
    [
        (GOOD, "gbk", (120, 36), "Characters: gbk ! Set the terminal to UTF-8"),
        (GOOD, "utf-8", (79, 24), "Window: 79 wide, 24 high ! Make the window at least 80 wide and 24 high."),
        (GOOD, "utf-8", None, "Window: none: this goes into a file"),
        ({**GOOD, KITTY_OPT_OUT: "0"}, "utf-8", (80, 24), f"may be lost: take {KITTY_OPT_OUT} out"),
        ({**GOOD, "NO_COLOR": "1"}, "utf-8", (80, 24), "Colours: none, as NO_COLOR says"),
        ({"TERM": "xterm"}, "utf-8", (80, 24), "Colours: 16"),
        ({"TERM": "screen-256color", "TMUX": "/tmp/x,1,0"}, "utf-8", (80, 24), "Colours: 256"),
        ({"TERM": "xterm", "TMUX": "/tmp/x,1,0", "SSH_TTY": "/dev/pts/1"}, "utf-8", (80, 24), "xterm · tmux · ssh"),
        ({}, "utf-8", (80, 24), "Terminal: unknown"),
    ],
)
def test_what_is_said_of_terminals(
    environment: Mapping[str, str], encoding: str, size: tuple[int, int] | None, told: str
) -> None:
    assert told in looked_at(environment, encoding, size)


@pytest.mark.parametrize(("language", "words"), [("en", "Workbook"), ("zh_Hans", "工作簿"), ("zh_Hant", "剪貼簿")])
def test_the_files_are_told_in_the_language(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, language: str, words: str
) -> None:
    monkeypatch.setenv("SALESOPS_SETTINGS", str(tmp_path / "settings.toml"))
    monkeypatch.setenv(KITTY_OPT_OUT, "1")
    assert run(["--db", str(tmp_path / "team.db"), "--lang", language, "doctor"]) == 0
    told = capsys.readouterr().out
    assert words in told
    assert str(tmp_path / "team.db") in told
    assert not (tmp_path / "team.db").exists()
    rulers = [line for line in told.splitlines() if line.startswith("  |")]
    assert {cell_len(line) for line in rulers} == {14}


def test_a_workbook_that_cannot_be_opened_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SALESOPS_SETTINGS", str(tmp_path / "settings.toml"))
    path = tmp_path / "team.db"
    path.write_text("no workbook", encoding="utf-8")
    assert run(["--db", str(path), "doctor"]) == 1
    assert "! " in capsys.readouterr().out
    assert path.read_text(encoding="utf-8") == "no workbook"
