"""``salesops add``, ``salesops tasks``, ``salesops done``: tasks without the screen."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterator, Sequence
from datetime import date

from rich.cells import cell_len

from salesops_tui.cli.context import Context, say
from salesops_tui.domain.quadrants import Quadrant
from salesops_tui.domain.steps import Origin
from salesops_tui.errors import UsageError
from salesops_tui.exporting import files
from salesops_tui.exporting.kinds import Format
from salesops_tui.exporting.task_files.contents import content
from salesops_tui.exporting.task_files.kinds import ENDINGS, TaskFormat
from salesops_tui.formats import near_day
from salesops_tui.i18n import _, ngettext
from salesops_tui.services import short_ids, task_exchange, task_states
from salesops_tui.services.quick_add import Added, LiveReading, add_lines
from salesops_tui.services.reading_words import Tone, describe
from salesops_tui.services.session import Session
from salesops_tui.services.task_grid import TaskRow
from salesops_tui.services.task_lists import listed
from salesops_tui.services.task_words import quadrant_meaning, quadrant_title
from salesops_tui.terminal import printable


def add(context: Context, arguments: Namespace) -> int:
    """Add a task from a line, or one from each line of the standard input."""
    lines = [line.strip() for line in sys.stdin] if arguments.line == ["-"] else [" ".join(arguments.line)]
    with context.session() as session:
        added = add_lines(
            session, [line for line in lines if line] or [""], Origin.COMMAND_LINE, deal_id=_deal(session, arguments)
        )
        for each in added:
            _tell(session, each)
    return 0


def _deal(session: Session, arguments: Namespace) -> str | None:
    """The deal that was named. Raises UsageError when that means none or several."""
    if arguments.deal is None:
        return None
    key = arguments.deal.casefold()
    known = session.workbook.deals.naming()
    found = [row[0] for row in known if row[1].casefold() == key] or [
        row[0] for row in known if key in row[1].casefold()
    ]
    if len(found) != 1:
        raise UsageError(
            ngettext(
                "“{name}” is the name of {number} deal.", "“{name}” is the name of {number} deals.", len(found)
            ).format(name=arguments.deal, number=len(found))
        )
    return found[0]


def _tell(session: Session, added: Added) -> None:
    task, today = added.task, session.clock.today()
    pieces = describe(LiveReading(added.reading, session.urgency.quadrant(task, today), today), asks=False)
    say(f"{task.id[-6:]}  {task.title}")
    say("        " + " · ".join(piece.text for piece in pieces if piece.tone is not Tone.WARNING))
    for piece in pieces:
        if piece.tone is Tone.WARNING:
            say(f"        ! {piece.text}")


def show(context: Context, arguments: Namespace) -> int:
    """List tasks, or write them to a file."""
    kind = _format(arguments)
    filter_line = " ".join(arguments.filter)
    with context.session() as session:
        if kind is Format.TEXT:
            data = "".join(
                f"{printable(line)}\n" for line in _lines(session, filter_line, ended=arguments.done)
            ).encode("utf-8")
        else:
            told = task_exchange.told(session, filter_line, ended=arguments.done)
            data = content(told, kind, {quadrant: quadrant_title(quadrant) for quadrant in Quadrant})
    if arguments.output is not None:
        files.write(arguments.output, data)
    else:
        sys.stdout.write(data.decode("utf-8"))
    return 0


def _format(arguments: Namespace) -> Format | TaskFormat:
    """The format asked for, or the one of the file's ending."""
    kinds: tuple[Format | TaskFormat, ...] = (*Format, *TaskFormat)
    named = arguments.format
    if named is None and arguments.output is not None:
        name = arguments.output.name.casefold()
        endings = {kind.value: ending for kind, ending in ENDINGS.items()} | {
            kind.value: f".{kind.value}" for kind in Format
        }
        named = next((value for value, ending in endings.items() if name.endswith(ending)), None)
    kind = next((kind for kind in kinds if kind.value == (named or Format.TEXT.value)), Format.TEXT)
    if kind is Format.XLSX and arguments.output is None:
        raise UsageError(_("An XLSX workbook cannot be printed; name a file with -o."))
    return kind


def _lines(session: Session, filter_line: str, *, ended: bool) -> Iterator[str]:
    """The tasks in columns, open ones under their quadrants."""
    rows = listed(session, filter_line, ended=ended)
    if not rows:
        yield _("No task.")
        return
    size = short_ids.length([row.id for row in rows])
    today = session.clock.today()
    table = [_cells(row, size, today) for row in rows]
    widths = [max(cell_len(cells[place]) for cells in table) for place in range(len(table[0]))]
    quadrant: Quadrant | None = None
    for row, cells in zip(rows, table, strict=True):
        if not ended and row.quadrant is not quadrant:
            if quadrant is not None:
                yield ""
            quadrant = row.quadrant
            yield f"{quadrant.value} {quadrant_title(quadrant)} ({quadrant_meaning(quadrant)})"
        yield "  ".join(_padded(text, width) for text, width in zip(cells, widths, strict=True)).rstrip()


def _cells(row: TaskRow, size: int, today: date) -> Sequence[str]:
    day = row.done_on or row.due_on
    due = near_day(day, today) if day is not None else ""
    if row.late_days:
        due = ngettext("! {number} d late", "! {number} d late", row.late_days).format(number=row.late_days)
    elif row.due_at is not None and row.done_on is None:
        due = f"{due} {row.due_at:%H:%M}"
    who = f"{row.owner} → {row.delegate}" if row.delegate else row.owner
    return (row.id[-size:], printable(row.title), due, printable(who), printable(row.deal))


def _padded(text: str, width: int) -> str:
    return text + " " * (width - cell_len(text))


def finish(context: Context, arguments: Namespace) -> int:
    """Tick tasks off, by the ends of their identifiers or parts of their titles."""
    with context.session() as session:
        rows = short_ids.find(session, arguments.task)
        done = task_states.finish(session, [row.id for row in rows], Origin.COMMAND_LINE)
        today = session.clock.today()
    for task in done.done:
        told = _("Done: {task}").format(task=task.title)
        if task.missed:
            told += " " + _("(missed ×{number})").format(number=task.missed)
        say(told)
    for task in done.again:
        if task.due_on is not None:
            say(_("Again {day}: {task}").format(day=near_day(task.due_on, today), task=task.title))
    return 0
