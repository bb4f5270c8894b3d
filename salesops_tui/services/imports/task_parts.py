"""What other programs say of a task, as this one keeps it; what it cannot keep goes into the note."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from salesops_tui.domain.quick_add.estimates import read_estimate
from salesops_tui.domain.quick_add.recurring import find_recurrence, find_single_word
from salesops_tui.domain.recurrence import RuleRefused, anchored, read_rule
from salesops_tui.domain.recurrences import Recurrence
from salesops_tui.domain.tasks import CheckItem, Task
from salesops_tui.i18n import _
from salesops_tui.services.imports.comparison import Settle
from salesops_tui.services.imports.rows import Incoming


def recurrence(text: str | None, due_on: date | None) -> tuple[Recurrence | None, str]:
    """A rule of RFC 5545, or one in words, anchored in the due date; else the text that cannot be kept as one."""
    if not text:
        return None, ""
    try:
        rule = read_rule(text)
    except RuleRefused:
        # A rule with an end is no rhythm, though words of one stand in it.
        found = None if "FREQ=" in text.upper() else find_recurrence(text) or find_single_word(text)
        if found is None:
            return None, text
        rule = found.recurrence
    return anchored(rule, due_on) if due_on is not None else rule, ""


def estimate(text: str | None) -> tuple[int | None, str]:
    """Minutes; a bare number is one. Else the text that says no length of work."""
    if not text:
        return None, ""
    minutes = int(text) if text.isascii() and text.isdigit() and len(text) < 6 else read_estimate(text)
    return (minutes, "") if minutes is not None else (None, text)


def checklist(lines: Sequence[str]) -> tuple[CheckItem, ...]:
    """Lines with a box before them, or without one."""
    items = []
    for line in lines:
        done = line.startswith(("[x] ", "[X] "))
        items.append(CheckItem(line[4:] if done or line.startswith("[ ] ") else line, done))
    return tuple(item for item in items if item.text.strip())


def note(text: str | None, rule: str, work: str) -> str | None:
    """The note, with what could not be kept otherwise."""
    parts = [text or ""]
    if rule:
        parts.append(_("Repeats: {rule}").format(rule=rule))
    if work:
        parts.append(_("Work: {work}").format(work=work))
    return "\n".join(part for part in parts if part) or None


def as_series(task: Task) -> Task:
    """A new task that recurs begins a series of its own."""
    return replace(task, series_id=task.id) if task.recurrence is not None else task


def settled(today: date) -> Settle:
    """What follows from a task's state: a day on which it ended, or none.

    Many programs tell that a task is done and not since when. One that was open here ended by today; one that was never
    seen open is taken to have ended when it was due.
    """

    def settle(_row: Incoming, before: Task | None, after: Task) -> Task:
        if after.state.is_open:
            return replace(after, done_on=None) if after.done_on is not None else after
        if after.done_on is not None:
            return after
        if before is not None and before.state.is_open:
            return replace(after, done_on=today)
        known = before.done_on if before is not None else None
        return replace(after, done_on=known or min(after.due_on or today, today))

    return settle
