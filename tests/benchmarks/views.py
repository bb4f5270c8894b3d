"""The views of the pipeline room on a big workbook: each after its key, typing in the filter, the ledger's query."""

from __future__ import annotations

import random
import statistics
import time
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from salesops_tui.clock import FixedClock
from salesops_tui.domain.figures import Span
from salesops_tui.services import ledgers, pasts
from salesops_tui.services.session import open_session
from salesops_tui.settings import Settings
from tests.benchmarks import terminal_run
from tests.benchmarks.big_workbook import TODAY

ENVIRONMENT = {"TZ": "UTC"}
"""The zone that the workbook was made in: in another one its pasts would be worked out anew."""

_VIEWS = (
    ("table", b"t", b"Account"),
    ("funnel", b"f", b"Steps"),
    ("changes", b"d", b"Stage moves"),
    ("forecast", b"o", b"Attainment"),
    ("board", b"b", b"Deal 0"),
)
"""Each with its key, and with something that is on the screen once its answer is drawn."""
_QUARTER = timedelta(days=91)
# The filter's own cursor blinks every half second.
_TYPING_SILENCE_S = 0.3


@dataclass(frozen=True)
class Query:
    """The ledger's times in milliseconds, and those of plain SQL that reads the same days' rows."""

    ours: list[float]
    floor: list[float]


def work_out_pasts(path: Path) -> float:
    """Replay all histories; in seconds."""
    session = open_session(path, _clock(), Settings())
    with closing(session.workbook):
        began = time.perf_counter()
        pasts.catch_up(session)
        return time.perf_counter() - began


def ledger(path: Path, pairs: int) -> Query:
    """Changes between dates a quarter apart, at random places of the four years."""
    chance = random.Random(4)
    ours, floor = [], []
    session = open_session(path, _clock(), Settings())
    with closing(session.workbook) as workbook:
        for _number in range(pairs):
            first = TODAY - timedelta(days=chance.randint(92, 4 * 365))
            span = Span(first, first + _QUARTER)
            ends = [int(datetime.combine(day, datetime.min.time(), UTC).timestamp()) for day in (span.first, span.last)]
            began = time.perf_counter()
            workbook.connection.execute("SELECT * FROM deal_state WHERE since BETWEEN ? AND ?", ends).fetchall()
            floor.append((time.perf_counter() - began) * 1000)
            began = time.perf_counter()
            ledgers.changes(session, ledgers.Question(span, ledgers.Closing.ROLLING, None, ""))
            ours.append((time.perf_counter() - began) * 1000)
    return Query(ours, floor)


def shown(command: list[str], environment: dict[str, str]) -> tuple[list[tuple[str, float, float]], float]:
    """Each view with milliseconds from its key until it is seen, at first and again; and peak memory in MB."""
    steps = [(key, text) for _name, key, text in _VIEWS]
    run = terminal_run.switch(command, b"Yesterday", [(b"3", b"Deal 0"), *steps, *steps], environment)
    first, again = run.keys[1 : len(steps) + 1], run.keys[len(steps) + 1 :]
    return list(zip((name for name, _key, _text in _VIEWS), first, again, strict=True)), run.peak_mb


@dataclass(frozen=True)
class Typing:
    """Typing a filter on the board, in milliseconds."""

    echo: float
    """The worst key until something of it is seen."""
    results: float
    """The median key until its results are drawn."""


def typed(command: list[str], environment: dict[str, str], text: str) -> Typing:
    """Type a filter."""
    keys = [b"3", b"/", *(letter.encode() for letter in text)]
    run = terminal_run.run(command, b"Yesterday", keys, environment, _TYPING_SILENCE_S)
    return Typing(max(run.echoes[2:]), statistics.median(run.keys[2:]))


def _clock() -> FixedClock:
    return FixedClock.on(TODAY, UTC)
