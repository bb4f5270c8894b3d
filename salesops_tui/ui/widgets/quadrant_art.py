"""How tasks and quadrants are drawn, line by line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style

from salesops_tui.domain.quadrants import Quadrant
from salesops_tui.domain.tasks import TaskState
from salesops_tui.formats import near_day, number
from salesops_tui.i18n import _, ngettext
from salesops_tui.services.task_grid import GridSeen, TaskRow
from salesops_tui.services.task_words import quadrant_meaning, quadrant_title, state_title
from salesops_tui.ui.cells import cut, fit

Line = list[Segment]
Styles = Mapping[str, Style]

_MARK: Final = 2
_WIDE: Final = 64
"""From so many cells on a row shows names in full."""
_GAP: Final = "  "
_TAGS_SHOWN: Final = 2


def due_words(row: TaskRow, today: date) -> tuple[str, str]:
    """When a task is due, in few cells, and the style that goes with it."""
    if row.done_on is not None:
        return near_day(row.done_on, today), "muted"
    if row.start_on is not None:
        return _("from {day}").format(day=near_day(row.start_on, today)), "muted"
    if row.due_on is None:
        return "", "muted"
    at = f" {row.due_at:%H:%M}" if row.due_at is not None else ""
    if row.due_on < today:
        late = ngettext("! {number} d late", "! {number} d late", row.late_days).format(number=row.late_days)
        return late if row.late_days else near_day(row.due_on, today), "late"
    return near_day(row.due_on, today) + at, "today" if row.due_on == today else "plain"


def extras(row: TaskRow, today: date) -> Iterable[str]:
    """What else a line may tell, the most useful first."""
    if row.state is TaskState.DROPPED:
        yield state_title(row.state)
    if row.deal:
        yield row.deal
    if row.delegate and row.follow_up_on is not None and row.state.is_open:
        yield _("ask {day}").format(day=near_day(row.follow_up_on, today))
    if row.missed:
        yield _("missed ×{number}").format(number=row.missed)
    elif row.recurs:
        yield "↻"
    if row.to_check:
        yield f"{row.checked}/{row.to_check}"
    if row.said_until is not None:
        yield _("until {day}").format(day=near_day(row.said_until, today))
    for tag in row.tags[:_TAGS_SHOWN]:
        yield f"#{tag}"


def who(row: TaskRow) -> str:
    """Who has it: the owner, or behind an arrow whom it was given to."""
    return f"→ {row.delegate}" if row.delegate else row.owner


def task_line(
    row: TaskRow, width: int, today: date, styles: Styles, *, selected: bool, marked: bool, prefix: str = "row"
) -> Line:
    """One task in one line: mark, title with what else there is room for, who, when."""
    base = "selected" if selected else prefix
    due, tone = due_words(row, today)
    wide = width >= _WIDE
    due_width, who_width = (15, 14) if wide else (12, 9)
    room = max(width - _MARK - due_width - who_width - 3, 8)
    parked = row.start_on is not None or row.state is TaskState.DROPPED
    title = cut(row.title, room)
    line = [
        Segment("● " if marked else "▸ " if selected else "  ", styles[f"{base}-mark"]),
        Segment(title, styles[f"{base}-muted" if parked else f"{base}-title"]),
    ]
    left = room - cell_len(title)
    for extra in extras(row, today):
        needed = cell_len(extra) + len(_GAP)
        if needed > left:
            continue
        line.append(Segment(_GAP + cut(extra, left), styles[f"{base}-muted"]))
        left -= needed
    line.append(Segment(" " * (left + 1), styles[base]))
    line.append(Segment(fit(who(row), who_width), styles[f"{base}-muted"]))
    line.append(Segment(" ", styles[base]))
    if cell_len(due) > due_width and row.due_at is not None:
        # The day rather than half of the time.
        due, _tone = due_words(replace(row, due_at=None), today)
    due = cut(due, due_width)
    style = {"late": f"{base}-late", "today": f"{base}-today", "muted": f"{base}-muted"}.get(tone, base)
    line.append(Segment(due, styles[style]))
    line.append(Segment(" " * max(width - _MARK - room - who_width - 2 - cell_len(due), 0), styles[base]))
    return line


def head_lines(
    quadrant: Quadrant, count: int, width: int, styles: Styles, *, here: bool, target: bool, hidden: int
) -> list[Line]:
    """A quadrant's name and the rule below it; ``hidden`` rows lie out of sight."""
    told = number(count) + (f" ↓{number(hidden)}" if hidden else "")
    accent = f"accent-{quadrant.value}"
    name = f" {quadrant.value} {quadrant_title(quadrant)}"
    room = width - cell_len(told) - 2
    name = cut(name, room)
    meaning = f"  {quadrant_meaning(quadrant)}"
    if cell_len(name) + cell_len(meaning) > room:
        meaning = ""
    gap = " " * max(room - cell_len(name) - cell_len(meaning), 0)
    style = "target" if target else "head-here" if here else "head"
    rule = "━" if here or target else "─"
    return [
        [
            Segment(name, styles[accent if not target else "target"]),
            Segment(meaning, styles["muted"]),
            Segment(gap + " ", styles["board"]),
            Segment(told + " ", styles[style]),
        ],
        [Segment(rule * width, styles["target" if target else accent])],
    ]


def tab_lines(counts: Sequence[int], here: Quadrant, width: int, styles: Styles) -> tuple[Line, list[tuple[int, int]]]:
    """The names of all quadrants in one line where only one is seen, and where each of them lies."""
    line: Line = []
    spans = []
    place = 0
    for quadrant, count in zip(Quadrant, counts, strict=True):
        text = f" {quadrant.value} {quadrant_title(quadrant)} {number(count)} "
        text = cut(text, max(width - place, 0))
        line.append(Segment(text, styles["tab-here" if quadrant is here else "tab"]))
        spans.append((place, place + cell_len(text)))
        place += cell_len(text)
    line.append(Segment(" " * max(width - place, 0), styles["board"]))
    return line, spans


def soon_line(seen: GridSeen, width: int, styles: Styles) -> Line:
    """What turns urgent by itself in the next days."""
    if not seen.soon:
        return [Segment(fit(" " + _("Nothing turns urgent in the next 3 days."), width), styles["muted"])]
    lead = " " + _("Turns urgent soon ({number}):").format(number=number(seen.soon_count)) + " "
    line = [Segment(cut(lead, width), styles["soon"])]
    left = width - cell_len(lead)
    for place, row in enumerate(seen.soon):
        day = near_day(row.urgent_from, seen.today) if row.urgent_from is not None else ""
        piece = f"{' · ' if place else ''}{row.title} {day}"
        if cell_len(piece) > left - 2:
            line.append(Segment(" …" if left >= 2 else "", styles["muted"]))
            left -= 2
            break
        line.append(Segment(cut(piece, left), styles["plain"]))
        left -= cell_len(piece)
    line.append(Segment(" " * max(left, 0), styles["board"]))
    return line


def empty_words(quadrant: Quadrant, *, filtered: bool) -> str:
    """What an empty quadrant says."""
    if filtered:
        return _("nothing here under this filter")
    return {
        Quadrant.DO: _("Nothing burns. The time is best spent on what is important: see 2."),
        Quadrant.SCHEDULE: _("Nothing planned that matters. a adds a task; !! says that it is important."),
        Quadrant.DELEGATE: _("Nothing to hand on."),
        Quadrant.DROP: _("Nothing to drop. Well kept."),
    }[quadrant]
