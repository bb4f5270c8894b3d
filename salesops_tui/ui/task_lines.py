"""A task's page as lines of spans: its fields, its checklist, what happened to it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import tzinfo

from salesops_tui.domain.tasks import Task
from salesops_tui.formats import local_minute, near_day, number, weekday_and_date
from salesops_tui.i18n import _
from salesops_tui.services.recurrence_words import words
from salesops_tui.services.steps import step_title
from salesops_tui.services.task_page import TaskPage
from salesops_tui.services.task_words import (
    minutes_words,
    origin_title,
    quadrant_meaning,
    quadrant_title,
    state_title,
    task_field_title,
)
from salesops_tui.ui.cells import fit, wrap
from salesops_tui.ui.deal_lines import pair
from salesops_tui.ui.widgets.figure_sheet import FigureLine, Span, Stop
from salesops_tui.ui.widgets.headings import heading

_BLANK: FigureLine = ()
_TIME_CELLS = 17


def page_lines(page: TaskPage, width: int, zone: tzinfo) -> Iterator[FigureLine]:
    """The whole page."""
    task = page.task
    for name, value, style in _fields(page):
        if value:
            lines = wrap(value, max(width - 22, 10))
            stop = Stop((name, None), leads=name in ("deal", "account"))
            yield pair(task_field_title(name), lines[0], width, stop, style)
            for line in lines[1:]:
                yield pair("", line, width)
    if task.checklist:
        yield _BLANK
        done = sum(item.done for item in task.checklist)
        yield heading(task_field_title("checklist"), width, f"{number(done)}/{number(len(task.checklist))}")
        for place, item in enumerate(task.checklist):
            stop = Stop(("item", place))
            yield (
                Span("  ✓ " if item.done else "  · ", "good" if item.done else "muted", stop),
                Span(fit(item.text, max(width - 4, 4)), "muted" if item.done else "plain", stop),
            )
    if task.note:
        yield _BLANK
        yield heading(task_field_title("note"), width)
        for paragraph in task.note.splitlines():
            for line in wrap(paragraph, max(width - 2, 10)):
                yield (Span(f" {line}"),)
    yield _BLANK
    yield heading(_("History"), width)
    if not page.steps:
        yield (Span(fit(" " + _("It came with an import; nothing was changed since."), width), "muted"),)
    for step in page.steps:
        at = fit(f" {local_minute(step.at, zone)}", _TIME_CELLS)
        yield (Span(f"{at}  ", "muted"), Span(fit(step_title(step), max(width - _TIME_CELLS - 2, 4))))


def _fields(page: TaskPage) -> Iterator[tuple[str, str, str]]:
    """Names of fields, what they say, and in which style."""
    task = page.task
    ended = near_day(task.done_on, page.today) if task.done_on is not None else ""
    state = state_title(task.state)
    yield "state", f"{state} · {ended}" if ended else f"{state} · {_quadrant(page)}", "strong"
    yield "due_on", _due(page), "bad" if _is_late(page) else "plain"
    yield "start_on", weekday_and_date(task.start_on) if task.start_on is not None else "", "plain"
    yield "urgent", _spoken(task), "plain"
    yield "estimate", minutes_words(task.estimate) if task.estimate else "", "plain"
    yield "owner", page.owner, "plain"
    yield "delegate", page.delegate, "plain"
    yield "follow_up_on", weekday_and_date(task.follow_up_on) if task.follow_up_on is not None else "", "plain"
    yield "recurrence", words(task.recurrence) if task.recurrence is not None else "", "plain"
    yield "deal", page.deal, "accent"
    yield "account", page.account, "accent"
    yield "tags", " ".join(f"#{tag}" for tag in task.tags), "plain"
    yield "plan", page.plan, "plain"
    yield "made_from", origin_title(task.made_from) if task.made_from is not None else "", "plain"


def _quadrant(page: TaskPage) -> str:
    told = f"{quadrant_title(page.quadrant)} ({quadrant_meaning(page.quadrant)})"
    if page.urgent_from is not None:
        told += " · " + _("turns urgent {day}").format(day=near_day(page.urgent_from, page.today))
    return told


def _due(page: TaskPage) -> str:
    task = page.task
    if task.due_on is None:
        return _("no date")
    told = weekday_and_date(task.due_on)
    if task.due_at is not None:
        told += f" {task.due_at:%H:%M}"
    if page.missed:
        told += " · " + _("missed ×{number}").format(number=page.missed)
    return told


def _is_late(page: TaskPage) -> bool:
    return page.task.state.is_open and page.task.due_on is not None and page.task.due_on < page.today


def _spoken(task: Task) -> str:
    if task.urgent is None or task.urgent_until is None:
        return ""
    day = weekday_and_date(task.urgent_until)
    return _("yes, until {day}").format(day=day) if task.urgent else _("no, until {day}").format(day=day)
