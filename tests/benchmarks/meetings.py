"""The meetings room on two thousand meetings: its lists, its search, one meeting, and the room after its key."""

from __future__ import annotations

import random
from contextlib import closing
from dataclasses import replace
from datetime import UTC, timedelta
from pathlib import Path

from salesops_tui.clock import FixedClock
from salesops_tui.domain.meetings import Decision
from salesops_tui.domain.steps import Origin, StepKind
from salesops_tui.services.meetings import planning
from salesops_tui.services.meetings.page import read_meeting
from salesops_tui.services.meetings.templates import meeting_templates
from salesops_tui.services.session import open_session
from salesops_tui.settings import Settings
from tests.benchmarks import terminal_run
from tests.benchmarks.big_workbook import TODAY
from tests.benchmarks.tasks import Measured, median

WORD = "回款"
"""What is searched for: it stands in one meeting of a hundred."""
_PHRASES = ("客户反馈报价太慢", "华东区目标上调", "the close date moved again", "需要产品部支持", "next step agreed")
_FLOOR = "SELECT agenda FROM meeting"


def fill(path: Path, number: int) -> None:
    """Put meetings of eight years into a workbook, each with a page of notes and two decisions."""
    chance = random.Random(7)
    session = open_session(path, FixedClock.on(TODAY, UTC), Settings())
    templates = meeting_templates().templates
    with closing(session.workbook) as workbook:
        made, decisions = [], []
        for place in range(number):
            template = templates[place % len(templates)]
            day = TODAY - timedelta(days=1 + place * 2920 // max(number, 1))
            meeting = planning.made_from(session, template, day, None, None, "")
            notes = [" ".join(chance.choice(_PHRASES) for _phrase in range(30)) for _item in meeting.agenda]
            if place % 100 == 0:
                notes[0] += WORD
            agenda = tuple(replace(item, note=note) for item, note in zip(meeting.agenda, notes, strict=True))
            spent = tuple(60 * item.minutes for item in agenda)
            made.append(replace(meeting, agenda=agenda, spent=spent, ended_at=session.clock.now()))
            decisions += [
                Decision(workbook.new_id(), meeting.id, agenda[0].key, chance.choice(_PHRASES), day)
                for _two in range(2)
            ]
        with workbook.room_for_many(), workbook.step(StepKind.IMPORT_MEETINGS, Origin.PROGRAM, {"file": "bench"}):
            workbook.meetings.insert(made)
            workbook.decisions.insert(decisions)
        planning.take_up(session, planning.CADENCE, Origin.PROGRAM)


def services(path: Path, runs: int) -> list[Measured]:
    """What the room asks for; the floor reads all notes with plain SQL."""
    session = open_session(path, FixedClock.on(TODAY, UTC), Settings())
    with closing(session.workbook) as workbook:
        meetings = workbook.meetings
        newest = meetings.listed("", 1)[0]

        def floor() -> None:
            workbook.connection.execute(_FLOOR).fetchall()

        return [
            Measured("meetings, what is to come", median(lambda: planning.upcoming(session), runs)),
            Measured("meetings, what is overdue", median(lambda: planning.overdue(session), runs)),
            Measured("meetings, the newest", median(lambda: meetings.listed("", 300), runs)),
            Measured("meetings, search", median(lambda: meetings.listed(WORD, 300), runs), median(floor, runs)),
            Measured("meetings, search in decisions", median(lambda: meetings.decisions(WORD, 300), runs)),
            Measured("meetings, one", median(lambda: read_meeting(session, newest.id), runs)),
        ]


def ready(command: list[str], environment: dict[str, str]) -> tuple[float, float]:
    """Milliseconds from the room's key until what is to come is seen, and until it is seen again."""
    steps = [(b"5", b"To come"), (b"1", b"Yesterday"), (b"5", b"To come")]
    found = terminal_run.switch(command, b"Yesterday", steps, environment)
    return found.keys[0], found.keys[2]
