"""The week room on a big workbook: its draft, each format of its report, and the room after its key."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, timedelta
from functools import partial
from pathlib import Path

from salesops_tui.clock import FixedClock
from salesops_tui.domain.steps import Origin
from salesops_tui.domain.weeks import Week
from salesops_tui.exporting.documents.rendering import content
from salesops_tui.exporting.kinds import DocumentFormat
from salesops_tui.services.session import open_session
from salesops_tui.services.week.comparing import compare
from salesops_tui.services.week.history import history
from salesops_tui.services.week.report import report
from salesops_tui.services.week.scopes import ReportScope
from salesops_tui.services.week.sealing import drift, seal
from salesops_tui.services.week.seen import glance
from salesops_tui.services.week.written import whole
from salesops_tui.settings import Settings
from tests.benchmarks import terminal_run
from tests.benchmarks.big_workbook import TODAY
from tests.benchmarks.tasks import Measured, median

WEEK = Week.of(TODAY - timedelta(days=7))
_SHOWN = b"Won this week"
_WHOLE = "draft ·".encode()
"""What stands above the report once everything has been worked out."""
# The rows that the draft cannot do without: the week's closed deals, and all changes of deals in it.
_CLOSED = "SELECT * FROM deal WHERE stage_id IN ('won', 'lost') AND closed_on BETWEEN :first AND :last"
_EVENTS = "SELECT * FROM deal_event WHERE at BETWEEN :first AND :last"
_OPEN = "SELECT stage_id, close_date, amount, owner_id FROM deal WHERE stage_id NOT IN ('won', 'lost')"


def services(path: Path, runs: int) -> list[Measured]:
    """What the room and the command line ask for; the floor reads the rows behind the draft with plain SQL."""
    session = open_session(path, FixedClock.on(TODAY, UTC), Settings())
    with closing(session.workbook) as workbook:
        span = {"first": WEEK.span.first.isoformat(), "last": WEEK.span.last.isoformat()}

        def floor() -> None:
            for sql, values in ((_CLOSED, span), (_EVENTS, span), (_OPEN, {})):
                workbook.connection.execute(sql, values).fetchall()

        scope = ReportScope()
        drafted = report(session, WEEK, scope)
        told = whole(session, drafted)
        sealed = seal(session, WEEK, scope, Origin.PROGRAM)
        return [
            Measured("week, its results at once", median(lambda: glance(session, WEEK, scope), runs)),
            Measured("week, the draft", median(lambda: report(session, WEEK, scope), runs), median(floor, runs)),
            Measured("week, the deals behind it", median(lambda: whole(session, drafted), runs)),
            *(
                Measured(f"week, as {form}", median(partial(content, told, form), runs))
                for form in DocumentFormat
                if form is not DocumentFormat.CHAT
            ),
            Measured("week, drift of a sealed one", median(lambda: drift(session, sealed), runs)),
            Measured("two weeks side by side", median(lambda: compare(session, WEEK, None, scope), runs)),
            Measured("the weeks behind each other", median(lambda: history(session, scope), runs)),
        ]


def ready(command: list[str], environment: dict[str, str]) -> tuple[float, float, float]:
    """Milliseconds from the room's key until results are seen, until all is there, and until it is seen again."""
    first = terminal_run.switch(command, b"Yesterday", [(b"2", _SHOWN)], environment)
    again = terminal_run.switch(
        command, b"Yesterday", [(b"2", _WHOLE), (b"1", b"Yesterday"), (b"2", _WHOLE)], environment
    )
    return first.keys[0], again.keys[0], again.keys[2]
