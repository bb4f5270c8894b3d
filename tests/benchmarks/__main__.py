"""``python -m tests.benchmarks``: how fast things are, each beside the least that it could cost, in the same run.

``--smoke`` runs everything once on little data, to see that it runs; its figures mean nothing.
"""

from __future__ import annotations

import argparse
import csv
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks import floors, meetings, standups, tasks, terminal_run, views, weeks
from tests.benchmarks.big_workbook import TODAY, make_workbook

_HEADERS = (
    "ID", "Deal name", "Account", "Owner", "Stage", "Amount", "Currency", "Close date", "Created Date", "Last modified",
    "Lead Source", "Product", "Next step", "Probability",
)  # fmt: skip
_DOWN, _RIGHT, _LEFT = b"\x1b[B", b"\x1b[C", b"\x1b[D"


@dataclass(frozen=True)
class Sizes:
    """How much of everything."""

    deals: int
    events_per_deal: int
    runs: int
    keys: int
    imports: int
    open_tasks: int
    ended_tasks: int
    meetings: int
    seconds: float
    """How long the running clock is watched."""


FULL = Sizes(
    deals=100_000,
    events_per_deal=10,
    runs=7,
    keys=60,
    imports=5,
    open_tasks=10_000,
    ended_tasks=100_000,
    meetings=2_000,
    seconds=20,
)
SMOKE = Sizes(
    deals=200, events_per_deal=2, runs=1, keys=3, imports=1, open_tasks=50, ended_tasks=50, meetings=30, seconds=1
)


@dataclass(frozen=True)
class Line:
    """One row of the table."""

    what: str
    ours: str
    floor: str
    ratio: str
    target: str


def main(arguments: Sequence[str]) -> int:
    """Run everything and print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--smoke", action="store_true")
    sizes = SMOKE if parser.parse_args(arguments).smoke else FULL
    with tempfile.TemporaryDirectory() as folder:
        parts = (_opening, _views, _tasks, _standups, _weeks, _meetings, _import)
        lines = [line for part in parts for line in part(Path(folder), sizes)]
    table = [Line("what", "ours", "floor", "ratio", "target"), *lines]
    for line in table:
        print(f"{line.what:<44}{line.ours:>12}{line.floor:>12}{line.ratio:>8}  {line.target}")
    return 0


def _opening(folder: Path, sizes: Sizes) -> list[Line]:
    path = folder / "big.db"
    make_workbook(path, sizes.deals, sizes.events_per_deal)
    # Else the program would read the history while its keys are timed.
    pasts = views.work_out_pasts(path)
    environment = _environment(folder)
    workbench = _salesops("--db", str(path), "--today", TODAY.isoformat(), "--lang", "en")
    keys = [b"3", *[_DOWN] * sizes.keys, *[_RIGHT, _LEFT] * (sizes.keys // 2)]
    ours, floor = [], []
    for _number in range(sizes.runs):
        floor.append(terminal_run.run(floors.python(floors.BARE_LIST), b"Deal 0", [], environment))
        ours.append(terminal_run.run(workbench, standups.READY, keys, environment))
    ready, bare = (statistics.median(run.ready for run in runs) for runs in (ours, floor))
    pressed = sorted(key for run in ours for key in run.keys[1:])
    return [
        Line("all histories read once", f"{pasts:.1f} s", "", "", ""),
        Line("program ready", f"{ready:.0f} ms", f"{bare:.0f} ms", f"{ready / bare:.2f}", "≤ 1.5"),
        Line("board, key to repaint, median", f"{statistics.median(pressed):.1f} ms", "", "", ""),
        Line("board, key to repaint, p95", f"{pressed[int(len(pressed) * 0.95)]:.1f} ms", "", "", "≤ 10 ms"),
        Line("resident memory, peak", f"{max(run.peak_mb for run in ours):.0f} MB", "", "", "≤ 64 MB"),
    ]


def _views(folder: Path, sizes: Sizes) -> list[Line]:
    path, environment = folder / "big.db", _environment(folder)
    workbench = _salesops("--db", str(path), "--today", TODAY.isoformat(), "--lang", "en")
    lines = []
    shown, most = views.shown(workbench, environment)
    for name, first, again in shown:
        lines.append(Line(f"{name} after its key, first and again", f"{first:.0f}/{again:.0f} ms", "", "", "≤ 300 ms"))
    typing = views.typed(workbench, environment, "deal 0123")
    query = views.ledger(path, sizes.keys)
    ours, floor = statistics.median(query.ours), statistics.median(query.floor)
    p95 = sorted(query.ours)[int(len(query.ours) * 0.95)]
    return [
        *lines,
        Line("typing in the filter, worst key to echo", f"{typing.echo:.0f} ms", "", "", "≤ 50 ms"),
        Line("typing in the filter, key to results", f"{typing.results:.0f} ms", "", "", ""),
        Line("all views, memory, peak", f"{most:.0f} MB", "", "", "≤ 120 MB"),
        Line("changes of a quarter, median", f"{ours:.0f} ms", f"{floor:.0f} ms", f"{ours / floor:.1f}", "≤ 200 ms"),
        Line("changes of a quarter, p95", f"{p95:.0f} ms", "", "", "≤ 200 ms"),
    ]


def _tasks(folder: Path, sizes: Sizes) -> list[Line]:
    path, environment = folder / "big.db", _environment(folder)
    workbench = _salesops("--db", str(path), "--today", TODAY.isoformat(), "--lang", "en")
    tasks.fill(path, sizes.open_tasks, sizes.ended_tasks)
    lines = [_measured(part) for part in tasks.services(path, sizes.runs)]
    opened, typed = tasks.reading(path)
    runs = [tasks.ready(workbench, environment) for _run in range(sizes.runs)]
    first, again = (statistics.median(times) for times in zip(*runs, strict=True))
    pressed = sorted(tasks.keys(workbench, environment, sizes.keys))
    p95 = pressed[int(len(pressed) * 0.95)]
    return [
        *lines,
        Line("tasks after their key, first and again", f"{first:.0f}/{again:.0f} ms", "", "", "≤ 200 ms"),
        Line("tasks, key to repaint, p95", f"{p95:.1f} ms", "", "", "≤ 16 ms"),
        Line("a task's line, names read", f"{opened:.0f} ms", "", "", ""),
        Line("a task's line, worst key to its reading", f"{typed:.1f} ms", "", "", "≤ 20 ms"),
    ]


def _standups(folder: Path, sizes: Sizes) -> list[Line]:
    path, environment = folder / "big.db", _environment(folder)
    workbench = _salesops("--db", str(path), "--today", TODAY.isoformat(), "--lang", "en")
    standups.fill(path, sizes.ended_tasks)
    lines = [
        _measured(part, target)
        for part, target in zip(standups.services(path, sizes.runs), ("≤ 300 ms", *[""] * 3), strict=True)
    ]
    runs = [standups.ready(workbench, environment) for _run in range(sizes.runs)]
    again, whole = (statistics.median(times) for times in zip(*runs, strict=True))
    pressed = sorted(standups.keys(workbench, environment, sizes.keys))
    p95 = pressed[int(len(pressed) * 0.95)]
    cost = standups.clock_cost(workbench, environment, sizes.seconds)
    return [
        *lines,
        Line("stand-up after its key, again", f"{again:.0f} ms", "", "", "≤ 300 ms"),
        Line("program started, all beside it there", f"{whole:.0f} ms", "", "", ""),
        Line("stand-up, key to repaint, p95", f"{p95:.1f} ms", "", "", "≤ 16 ms"),
        Line("stand-up, the running clock", f"{cost * 100:.1f} %", "", "", "< 2 %"),
    ]


def _weeks(folder: Path, sizes: Sizes) -> list[Line]:
    path, environment = folder / "big.db", _environment(folder)
    workbench = _salesops("--db", str(path), "--today", TODAY.isoformat(), "--lang", "en")
    targets = {"week, the draft": "≤ 1000 ms", "week, its results at once": "≤ 300 ms"}
    parts = weeks.services(path, sizes.runs)
    lines = [_measured(part, targets.get(part.what, "≤ 2000 ms" if " as " in part.what else "")) for part in parts]
    runs = [weeks.ready(workbench, environment) for _run in range(sizes.runs)]
    first, filled, again = (statistics.median(times) for times in zip(*runs, strict=True))
    return [
        *lines,
        Line("week after its key, results", f"{first:.0f} ms", "", "", "≤ 300 ms"),
        Line("week after its key, everything", f"{filled:.0f} ms", "", "", ""),
        Line("week after its key, again", f"{again:.0f} ms", "", "", "≤ 300 ms"),
    ]


def _meetings(folder: Path, sizes: Sizes) -> list[Line]:
    path, environment = folder / "big.db", _environment(folder)
    workbench = _salesops("--db", str(path), "--today", TODAY.isoformat(), "--lang", "en")
    meetings.fill(path, sizes.meetings)
    lines = [
        _measured(part, "≤ 100 ms" if "search" in part.what else "") for part in meetings.services(path, sizes.runs)
    ]
    runs = [meetings.ready(workbench, environment) for _run in range(sizes.runs)]
    first, again = (statistics.median(times) for times in zip(*runs, strict=True))
    return [
        *lines,
        Line("meetings after their key, first and again", f"{first:.0f}/{again:.0f} ms", "", "", "≤ 200 ms"),
    ]


def _measured(part: tasks.Measured, target: str = "") -> Line:
    return Line(
        part.what,
        f"{part.ours:.1f} ms",
        f"{part.floor:.1f} ms" if part.floor else "",
        f"{part.ours / part.floor:.1f}" if part.floor else "",
        target,
    )


def _environment(folder: Path) -> dict[str, str]:
    return {"SALESOPS_SETTINGS": str(folder / "settings.toml"), "LANG": "C.UTF-8", **views.ENVIRONMENT}


def _import(folder: Path, sizes: Sizes) -> list[Line]:
    source = folder / "deals.csv"
    _write_export(source, sizes.deals)
    first, again, floor, peak = [], [], [], 0.0
    for run in range(sizes.imports):
        workbook = folder / f"import-{run}.db"
        command = _salesops("--db", str(workbook), "--today", TODAY.isoformat(), "import", str(source))
        # The floor has no workbook to make either.
        subprocess.run([*command, "--dry-run"], check=True, stdout=subprocess.DEVNULL)
        floor.append(_timed(floors.python(floors.PANDAS, str(source), str(folder / f"floor-{run}.db"))))
        first.append(_timed(command))
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1000
        again.append(_timed(command))
    bare, new, same = (statistics.median(times) for times in (floor, first, again))
    return [
        Line(f"import of {sizes.deals:,} deals", f"{new:.1f} s", f"{bare:.1f} s", f"{new / bare:.1f}", "≤ 5"),
        Line("the same file again", f"{same:.1f} s", f"{new:.1f} s", f"{same / new:.2f}", "< 1"),
        Line("import, memory, peak", f"{peak:.0f} MB", "", "", "≤ 600 MB"),
    ]


def _timed(command: Sequence[str]) -> float:
    began = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - began


def _salesops(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "salesops_tui", *arguments]


def _write_export(path: Path, deals: int) -> None:
    stages = ("First contact", "Need confirmed", "Proposal", "Negotiation", "Won", "Lost")
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(_HEADERS)
        for number in range(deals):
            day = f"2026-{number % 12 + 1:02}-{number % 28 + 1:02}"
            table.writerow(
                [
                    f"D{number:06}", f"Deal {number:06} 二期", f"Account {number % 20_000:05}", f"Owner {number % 40}",
                    stages[number % 6], number % 480 * 10_000, "USD" if number % 9 == 0 else "CNY", day, "2026-01-05",
                    f"2026-10-{number % 28 + 1:02} 10:{number % 60:02}", "Web", "A", "Call them", 50,
                ]
            )  # fmt: skip


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
