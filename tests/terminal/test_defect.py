"""A defect of the program, as a person sees it: in words, with the details in the log."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Final

import pytest

from tests.terminal.tmux import TMUX, Terminal, surroundings

pytestmark = pytest.mark.skipif(TMUX is None, reason="tmux is not there")

BROKEN: Final = """
import sys
from salesops_tui import terminal
terminal.prepare()
from salesops_tui.ui import app
def broken(self):
    customer = "Secret Customer Ltd"
    raise RuntimeError("a defect")
app.Workbench.action_help = broken
from salesops_tui.cli.main import run
sys.exit(run(sys.argv[1:]))
"""


def test_no_traceback_reaches_the_screen_and_the_log_has_it(workbook_path: Path, tmp_path: Path) -> None:
    environment = surroundings(tmp_path)
    command = [sys.executable, "-c", BROKEN, "--db", str(workbook_path)]
    with Terminal(f"defect-{os.getpid()}", command, environment, (100, 30)) as terminal:
        terminal.wait_for("Stand-up")
        terminal.press("?")
        screen = terminal.wait_for("Something went wrong that should not have")
    assert "Traceback" not in screen
    assert "Secret Customer" not in screen
    (log,) = (tmp_path / ".local" / "state" / "salesops" / "log").glob("*.log")
    assert "RuntimeError: a defect" in log.read_text(encoding="utf-8")
