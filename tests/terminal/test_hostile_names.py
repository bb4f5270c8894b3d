"""Names that would take over a terminal or the markup, on every room's screen in a real terminal."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date
from pathlib import Path
from typing import Final

import pytest

from salesops_tui.clock import FixedClock
from salesops_tui.domain.steps import Origin
from salesops_tui.services.deals import DealForm, add_deal
from salesops_tui.services.quick_add import add_line
from salesops_tui.services.session import open_session
from salesops_tui.settings import Settings
from tests.terminal.tmux import TMUX, Terminal, surroundings

pytestmark = pytest.mark.skipif(TMUX is None, reason="tmux is not there")

MARK: Final = "PWNED"
HOSTILE: Final = (
    f"[@click=app.quit]{MARK}[/]",
    "[/]",
    "ACME [East] Ltd",
    f"\x1b]0;{MARK}\x07title",
    f"\x1b]52;c;{MARK}\x07clip",
    "\x1b[2J\x1b[1;1Hgone",
    "\x9b31mred",
    f"[link=http://{MARK}]x[/link]",
    "{0} %s $HOME `id`",
    "back\\slash 'quote' \"double\"",
    "wide 华东医药 ｆｕｌｌ 👩‍💻 é́́",
    "\u202eright to left\u202c",
)


@pytest.fixture
def terminal(workbook_path: Path, tmp_path: Path) -> Iterator[Terminal]:
    """The program on a workbook of such names."""
    clock = FixedClock.on(date(2026, 11, 25), UTC)
    session = open_session(workbook_path, clock, Settings())
    with closing(session.workbook):
        for name in HOSTILE:
            form = DealForm(name, name, name, "contact", "100", "CNY", "2026-11-25", next_step=name, note=name)
            add_deal(session, form, Origin.SCREEN)
            add_line(session, f"{name} !!", Origin.SCREEN)
    environment = surroundings(tmp_path)
    command = [sys.executable, "-m", "salesops_tui", "--db", str(workbook_path), "--today", "2026-11-25"]
    with Terminal(f"hostile-{os.getpid()}", command, environment, (150, 45)) as made:
        yield made


def test_no_name_does_anything_and_each_can_be_read(terminal: Terminal, tmp_path: Path) -> None:
    terminal.wait_for("Stand-up")
    seen = ""
    for keys, text in (
        (("1",), "round"),
        (("3", "b"), "First contact"),
        (("t",), "Deals"),
        (("b", "Enter"), "Timeline"),
    ):
        terminal.press(*keys)
        seen += terminal.wait_for(text) if text != "Deals" else terminal.wait_for("Amount")
    terminal.press("Escape")
    for keys, text in (
        (("4", "b"), "1 Do now"),
        (("t",), "by date"),
        (("2", "r"), "Results"),
        (("l",), "What was done"),
    ):
        terminal.press(*keys)
        seen += terminal.wait_for(text)
    for name in ("[/]", "ACME [East] Ltd", "[@click=app.quit]", "{0} %s $HOME `id`", "华东医药"):
        assert name in seen, name
    title = subprocess.run(
        [str(TMUX), "-L", f"hostile-{os.getpid()}", "display-message", "-p", "#{pane_title}"],
        check=True, capture_output=True, text=True,
    ).stdout  # fmt: skip
    buffers = subprocess.run(
        [str(TMUX), "-L", f"hostile-{os.getpid()}", "list-buffers"], check=True, capture_output=True, text=True
    ).stdout
    assert MARK not in title
    assert MARK not in buffers
    assert not (tmp_path / ".local" / "state" / "salesops" / "log").exists()


def test_a_terminal_that_obeys_would_be_noticed(tmp_path: Path) -> None:
    """The negative control: what a careless program would print sets the title."""
    printed = f"import sys, time; sys.stdout.write({HOSTILE[3]!r}); sys.stdout.flush(); print('done'); time.sleep(60)"
    environment = {"PATH": os.environ["PATH"], "TERM": "tmux-256color", "LANG": "C.UTF-8"}
    name = f"control-{os.getpid()}"
    with Terminal(name, [sys.executable, "-c", printed], environment, (80, 24)) as made:
        made.wait_for("done")
        title = subprocess.run(
            [str(TMUX), "-L", name, "display-message", "-p", "#{pane_title}"],
            check=True,
            capture_output=True,
            text=True,
        ).stdout
    assert MARK in title
