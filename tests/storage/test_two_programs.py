"""Two programs that write to one workbook at the same time."""

from __future__ import annotations

import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

from salesops_tui.clock import FixedClock
from salesops_tui.storage import audit
from salesops_tui.storage.checking import check
from salesops_tui.storage.opening import open_workbook
from tests.thorough import times

SECONDS = times(3, 60)
PAUSE_S = "0.01"
"""Without a pause, one of them would hardly ever find the file free."""


def test_every_step_that_either_acknowledged_is_there_and_none_is_half_done(
    workbook_path: Path, clock: FixedClock
) -> None:
    command = [sys.executable, "-m", "tests.storage.kill_child", str(workbook_path), PAUSE_S]
    children = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _number in range(2)]
    time.sleep(SECONDS)
    acknowledged: list[set[int]] = []
    for child in children:
        with child:
            assert child.poll() is None, "a program gave up"
            child.kill()
            assert child.stdout is not None
            lines = child.stdout.read().splitlines(keepends=True)
            acknowledged.append({int(line.split()[1]) for line in lines[1:] if line.endswith("\n")})
    one, other = acknowledged
    assert one
    assert other
    assert not one & other
    with closing(open_workbook(workbook_path, clock)) as workbook:
        steps = {entry.step.id for entry in workbook.journal.entries()}
        assert one | other <= steps
        assert check(workbook.connection) == []
        assert audit.broken_at(workbook.connection) is None
