"""The tasks room on a big workbook: its view and its portions, typing a task, keys in the terminal."""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, timedelta
from pathlib import Path

from salesops_tui.clock import FixedClock
from salesops_tui.domain.quadrants import Quadrant
from salesops_tui.domain.recurrences import Recurrence
from salesops_tui.domain.steps import Origin, StepKind
from salesops_tui.domain.tasks import CheckItem, Task, TaskState
from salesops_tui.services import task_grid, task_lists, task_review
from salesops_tui.services.quick_add import look, prepare
from salesops_tui.services.session import Session, open_session
from salesops_tui.settings import Settings
from salesops_tui.storage.workbook import Workbook
from tests.benchmarks import terminal_run
from tests.benchmarks.big_workbook import TODAY

LINES = (
    "call Account 00123 fri 3pm !! @owner 7 #negotiation ~30m every 2 weeks",
    "下周三前 给 Account 00123 报价 120万 !重要 @owner 7 #谈判 每两周",
)
_DOWN, _TAB = b"\x1b[B", b"\t"


@dataclass(frozen=True)
class Measured:
    """Something's median in milliseconds, and what plain SQL over the same rows takes."""

    what: str
    ours: float
    floor: float | None = None


def fill(path: Path, open_: int, ended: int) -> None:
    """Put tasks into a workbook."""
    chance = random.Random(7)
    session = open_session(path, _clock(), Settings())
    with closing(session.workbook) as workbook:
        people = [person.id for person in workbook.people.all()]
        deals = [row[0] for row in workbook.deals.naming()][:20_000]
        tasks = [_task(workbook, chance, people, deals, number, number >= open_) for number in range(open_ + ended)]
        with workbook.room_for_many(), workbook.step(StepKind.ADD_TASKS, Origin.PROGRAM, {"number": len(tasks)}):
            workbook.tasks.insert(tasks)


def _task(
    workbook: Workbook,
    chance: random.Random,
    people: list[str],
    deals: list[str],
    number: int,
    ended: bool,
) -> Task:
    days = chance.randint(-700, 0) if ended else chance.randint(-20, 120)
    task_id = workbook.new_id()
    return Task(
        task_id,
        f"Task {number} 报价",
        chance.random() < 0.5,
        TODAY + timedelta(days=days) if chance.random() < 0.9 else None,
        state=TaskState.DONE if ended else TaskState.OPEN,
        done_on=TODAY + timedelta(days=days) if ended else None,
        owner_id=chance.choice(people),
        deal_id=chance.choice(deals),
        created_on=TODAY - timedelta(days=30),
        estimate=chance.choice((None, 30, 600)),
        tags=("visit",) if number % 3 else (),
        checklist=(CheckItem("a", True), CheckItem("b")) if number % 7 == 0 else (),
        recurrence=Recurrence("FREQ=WEEKLY") if number % 50 == 0 else None,
        series_id=task_id if number % 50 == 0 else None,
    )


def services(path: Path, runs: int) -> list[Measured]:
    """What the room asks for, each time anew."""
    session = open_session(path, _clock(), Settings())
    with closing(session.workbook) as workbook:
        connection = workbook.connection

        def floor() -> None:
            connection.execute(
                "SELECT id, important, due_on, due_at, start_on, urgent, urgent_until, estimate FROM task "
                "WHERE state IN ('open', 'waiting')"
            ).fetchall()

        def anew(job: Callable[[], object]) -> Callable[[], object]:
            def run() -> object:
                task_grid._KNOWN.clear()
                return job()

            return run

        plain = median(floor, runs)
        return [
            Measured("tasks, grid", median(anew(lambda: task_grid.view(session, "")), runs), plain),
            Measured("tasks, a portion", median(lambda: task_grid.rows(session, "", Quadrant.SCHEDULE, 1000), runs)),
            Measured(
                "tasks, grid under a filter", median(anew(lambda: task_grid.view(session, "@owner #visit")), runs)
            ),
            Measured(
                "tasks, list by date",
                median(lambda: task_lists.listing(session, "", task_lists.ListBy.DATE), runs),
            ),
            Measured("tasks, a week of the logbook", median(lambda: task_lists.logbook(session, "", TODAY), runs)),
            Measured("tasks, review", median(lambda: task_review.review(session, "", TODAY), runs)),
        ]


def reading(path: Path) -> tuple[float, float]:
    """Opening the line, which reads the names, and the worst key typed into it, in milliseconds."""
    session = open_session(path, _clock(), Settings())
    with closing(session.workbook):
        first = _timed(lambda: prepare(session))
        return first, max(_timed(_look(session, line[:end])) for line in LINES for end in range(1, len(line) + 1))


def _look(session: Session, line: str) -> Callable[[], object]:
    return lambda: look(session, line)


def ready(command: list[str], environment: dict[str, str]) -> tuple[float, float]:
    """Milliseconds from the room's key until its tasks are seen, at first and on coming back."""
    steps = [(b"4", b"1 Do now"), (b"3", b"Deal 0"), (b"4", b"1 Do now")]
    run = terminal_run.switch(command, b"Yesterday", steps, environment)
    return run.keys[0], run.keys[2]


def keys(command: list[str], environment: dict[str, str], number: int) -> list[float]:
    """Milliseconds from an arrow key to its repaint."""
    pressed = [b"4", *[_DOWN] * number, *[_TAB] * (number // 4)]
    return terminal_run.run(command, b"Yesterday", pressed, environment).keys[1:]


def median(job: Callable[[], object], runs: int) -> float:
    """The median of a job's runs in milliseconds, after one that is not counted."""
    job()
    return statistics.median(_timed(job) for _run in range(runs))


def _timed(job: Callable[[], object]) -> float:
    began = time.perf_counter()
    job()
    return (time.perf_counter() - began) * 1000


def _clock() -> FixedClock:
    return FixedClock.on(TODAY, UTC)
