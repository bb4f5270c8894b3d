"""Killed at any moment: every acknowledged step is there, and no half of one."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from salesops_tui.clock import FixedClock
from salesops_tui.domain.steps import StepKind
from salesops_tui.storage.checking import check
from salesops_tui.storage.opening import open_workbook
from tests.storage.kill_child import ROWS
from tests.thorough import times

KILLS = times(200, 2000)
WORKERS = 4
"""So many tests share the kills, each with a workbook of its own."""

LONGEST_LIFE_S = 0.12


def live_and_die(path: Path, chance: random.Random) -> list[int]:
    """Let the child work for a moment; returns the steps that it acknowledged."""
    command = [sys.executable, "-m", "tests.storage.kill_child", str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "ready\n"
        time.sleep(chance.uniform(0, LONGEST_LIFE_S))
        child.kill()
        said = child.stdout.read()
    # A line that was cut off acknowledges nothing.
    return [int(line.split()[1]) for line in said.splitlines(keepends=True) if line.endswith("\n")]


@pytest.mark.parametrize("worker", range(WORKERS))
def test_a_program_killed_at_any_moment_keeps_every_acknowledged_step_and_no_half_of_one(
    worker: int, workbook_path: Path, clock: FixedClock
) -> None:
    chance = random.Random(worker)
    acknowledged: set[int] = set()
    for _kill in range(KILLS // WORKERS):
        acknowledged |= set(live_and_die(workbook_path, chance))
        with closing(open_workbook(workbook_path, clock)) as workbook:
            entries = {entry.step.id: entry for entry in workbook.journal.entries()}
            assert acknowledged <= entries.keys()
            imports = [entry for entry in entries.values() if entry.step.kind is StepKind.IMPORT]
            moves = [entry for entry in entries.values() if entry.step.kind is StepKind.MOVE_DEAL]
            assert all(entry.changes == ROWS for entry in imports)
            # The deal and its event.
            assert all(entry.changes == 2 for entry in moves)
            (deals,) = workbook.connection.execute("SELECT count(*) FROM deal").fetchone()
            assert deals == ROWS * len(imports)
    with closing(open_workbook(workbook_path, clock)) as workbook:
        assert check(workbook.connection) == []
    assert len(acknowledged) > KILLS // WORKERS
