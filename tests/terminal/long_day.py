"""A long day in fast motion: thousands of actions through the real screen in a terminal, and what they cost.

``python -m tests.terminal.long_day --actions 100000`` prints memory, open files and how long a room takes to appear, at the
beginning and at the end. It fails when memory grows by more than a twentieth, an open file is left behind, the log tells of a
defect, or the program is no longer there.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date
from pathlib import Path
from typing import Final

from salesops_tui.clock import FixedClock
from salesops_tui.paths import sample_data
from salesops_tui.services.demo import make_demo
from salesops_tui.settings import load_settings
from tests.terminal.tmux import Terminal, surroundings

MOST_GROWTH: Final = 1.05
_SAMPLES: Final = 10
_WARM: Final = 0.2
"""So much of the day is over before it is measured: what is made once stays."""
_PROBES: Final = 5
_PACE_S: Final = 0.1
"""Between two actions: nobody is faster, and keys that are waiting would be counted as slowness."""
_ACTIONS: Final[Sequence[Sequence[str]]] = (
    ("1",), ("2",), ("3",), ("4",), ("5",),
    ("Down", "Down", "Right"), ("Up", "Left"), ("Home",), ("End",), ("PageDown",), ("v",), ("v", "v"),
    ("3", "b", "Right", "Down", "Enter", "Escape"),
    ("3", "b", "Right", ">", "Escape", "u", "C-y"),
    ("3", "t", "Down", "Right", "s"),
    ("3", "f"), ("3", "d", "w"), ("3", "o"),
    ("3", "/", "l", "i", "Enter", "/", "Escape", "Escape"),
    ("4", "a", "c", "a", "l", "l", "Enter", "Escape", "u", "C-y"),
    ("4", "Down", "+", "u", "C-y"), ("4", "Down", "p", "Escape"), ("4", "t"), ("4", "b"),
    ("2", "[", "]"), ("2", "h"), ("2", "t"), ("2", "r"),
    ("5", "m"), ("5", "t"), ("5", "b"),
    ("?", "Escape"), (",", "Escape"), (";", "Escape"), ("l", "Escape"), ("C-p", "Escape"), ("M-Left",), ("M-Right",),
)  # fmt: skip
"""Keys that a day is made of; a dialog that another action left open is closed by one of them."""


@dataclass(frozen=True, slots=True)
class Sample:
    """The program at one moment."""

    memory_kb: int
    files: int
    room_ms: float
    """The middle of some times that a room took to appear."""


@dataclass(frozen=True, slots=True)
class Day:
    """What a day came to."""

    actions: int
    seconds: float
    early: Sample
    late: Sample
    defects: str
    """What the log of defects says; empty for nothing."""

    @property
    def faults(self) -> list[str]:
        """What must not be."""
        found = []
        if self.late.memory_kb > self.early.memory_kb * MOST_GROWTH:
            found.append(f"memory grew from {self.early.memory_kb} to {self.late.memory_kb} kB")
        if self.late.files > self.early.files:
            found.append(f"open files grew from {self.early.files} to {self.late.files}")
        return [*found, *([self.defects] if self.defects else [])]


def live(actions: int, seed: int, name: str) -> Day:
    """Go through a day of so many actions."""
    folder = Path(tempfile.mkdtemp(prefix="long-day-"))
    try:
        clock, settings = FixedClock.on(date(2026, 11, 25), UTC), load_settings(sample_data() / "settings.toml")
        path = make_demo(folder, clock, settings, "en")
        environment = surroundings(folder)
        command = [sys.executable, "-m", "salesops_tui", "--db", str(path), "--today", "2026-11-25"]
        with Terminal(name, command, environment, (120, 36)) as terminal:
            terminal.wait_for("Stand-up")
            return _day(terminal, actions, random.Random(seed), folder)
    except AssertionError as error:
        raise AssertionError(f"{error}\n{_defects(folder)}") from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _day(terminal: Terminal, actions: int, chance: random.Random, folder: Path) -> Day:
    begun = time.monotonic()
    early: list[Sample] = []
    late: list[Sample] = []
    every = max(actions // (_SAMPLES * 2), 1)
    for number in range(actions):
        terminal.press(*chance.choice(_ACTIONS))
        time.sleep(_PACE_S)
        if number % every == every - 1:
            sample = _sample(terminal)
            if number >= actions * (1 - _WARM):
                late.append(sample)
            elif actions * _WARM <= number < actions * 2 * _WARM:
                early.append(sample)
    return Day(actions, time.monotonic() - begun, _middle(early), _middle(late), _defects(folder))


def _defects(folder: Path) -> str:
    log = folder / ".local" / "state" / "salesops" / "log" / "salesops.log"
    return log.read_text(encoding="utf-8") if log.exists() else ""


def _sample(terminal: Terminal) -> Sample:
    times = []
    terminal.press(*["Escape"] * 4, "4", *["Escape"] * 6, "b")
    for _probe in range(_PROBES):
        terminal.press("4", "b")
        terminal.wait_for("1 Do now", "3 Delegate")
        began = time.monotonic()
        terminal.press("5", "b")
        terminal.wait_without("3 Delegate")
        times.append((time.monotonic() - began) * 1000)
    process = Path("/proc", str(terminal.process_id))
    status = dict(line.split(":", 1) for line in (process / "status").read_text().splitlines() if ":" in line)
    return Sample(int(status["VmRSS"].split()[0]), len(list((process / "fd").iterdir())), statistics.median(times))


def _middle(samples: Sequence[Sample]) -> Sample:
    return Sample(
        round(statistics.median(sample.memory_kb for sample in samples)),
        round(statistics.median(sample.files for sample in samples)),
        statistics.median(sample.room_ms for sample in samples),
    )


def main() -> int:
    """Live a day and tell of it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--actions", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    day = live(arguments.actions, arguments.seed, f"long-day-{os.getpid()}")
    print(f"{day.actions:,} actions in {day.seconds:,.0f} s")
    for title, early, late in (
        ("memory, MB", day.early.memory_kb / 1000, day.late.memory_kb / 1000),
        ("open files", day.early.files, day.late.files),
        ("a room appears after, ms", day.early.room_ms, day.late.room_ms),
    ):
        print(f"{title:<28}{early:>10.1f}{late:>10.1f}")
    for fault in day.faults:
        print(fault)
    return 1 if day.faults else 0


if __name__ == "__main__":
    sys.exit(main())
