"""The stand-up room on a big workbook: what it is prepared from, keys while the clock runs, and what the clock costs."""

from __future__ import annotations

import random
from contextlib import closing
from datetime import UTC, time, timedelta
from pathlib import Path

from salesops_tui.clock import FixedClock
from salesops_tui.domain.activities import Activity, ActivityKind
from salesops_tui.domain.steps import Origin, StepKind
from salesops_tui.services.session import open_session
from salesops_tui.services.standups.activity_results import activity_results
from salesops_tui.services.standups.completeness import complete
from salesops_tui.services.standups.day import look
from salesops_tui.services.standups.surroundings import surroundings
from salesops_tui.settings import Settings
from tests.benchmarks import terminal_run
from tests.benchmarks.big_workbook import TODAY
from tests.benchmarks.tasks import Measured, median

READY = b"Yesterday"
"""What is on the screen once the round is prepared."""
_BESIDE = b"Records complete"
_LATE = """
    SELECT * FROM task WHERE state IN ('open', 'waiting') AND due_on <= :day AND owner_id = :person
    ORDER BY due_on DESC LIMIT 6
"""


def fill(path: Path, activities: int) -> None:
    """Put touches into a workbook."""
    chance = random.Random(13)
    session = open_session(path, _clock(), Settings())
    with closing(session.workbook) as workbook:
        people = [person.id for person in workbook.people.all()]
        deals = [row[0] for row in workbook.deals.naming()]
        touches = [
            Activity(
                workbook.new_id(),
                chance.choice(list(ActivityKind)),
                TODAY - timedelta(days=chance.randint(-5, 400)),
                time(chance.randint(9, 17), 30),
                "沟通记录",
                chance.choice(people),
                None,
                chance.choice(deals),
            )
            for _number in range(activities)
        ]
        with (
            workbook.room_for_many(),
            workbook.step(StepKind.IMPORT, Origin.PROGRAM, {"files": ["bench.csv"], "created": 0, "updated": 0}),
        ):
            workbook.activities.insert(touches)


def services(path: Path, runs: int) -> list[Measured]:
    """What the room asks for, each time anew; the floor reads each person's late tasks with plain SQL."""
    session = open_session(path, _clock(), Settings())
    with closing(session.workbook) as workbook:
        people = [person.id for person in workbook.people.all()]

        def floor() -> None:
            for person in people:
                workbook.connection.execute(_LATE, {"day": TODAY.isoformat(), "person": person}).fetchall()

        first = look(session).first
        return [
            Measured("stand-up, everybody's part", median(lambda: look(session), runs), median(floor, runs)),
            Measured("stand-up, what lies beside", median(lambda: surroundings(session, TODAY, "", first), runs)),
            Measured("stand-up, completeness", median(lambda: complete(session, TODAY), runs)),
            Measured("stand-up, activity and results", median(lambda: activity_results(session), runs)),
        ]


def ready(command: list[str], environment: dict[str, str]) -> tuple[float, float]:
    """Milliseconds from the room's key until the round is seen again, and from the start until all beside it is there."""
    whole = terminal_run.switch(command, _BESIDE, [(b"4", b"Do now"), (b"1", READY)], environment)
    return whole.keys[1], whole.ready


def keys(command: list[str], environment: dict[str, str], number: int) -> list[float]:
    """Milliseconds from an arrow key to what comes of it while the clock runs, whose own repaints come in between."""
    pressed = [b" ", *[b"\x1b[B"] * (number // 2), b"\x1b[C", *[b"\x1b[B"] * (number // 2)]
    return terminal_run.run(command, _BESIDE, pressed, environment).echoes[1:]


def clock_cost(command: list[str], environment: dict[str, str], seconds: float) -> float:
    """The share of one processor that the running clock takes."""
    return terminal_run.cost(command, _BESIDE, [b" "], environment, seconds)


def _clock() -> FixedClock:
    return FixedClock.on(TODAY, UTC)
