"""Tasks as Markdown: a checklist for each quadrant."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from salesops_tui.domain.quadrants import Quadrant
from salesops_tui.domain.task_entries import TaskEntry
from salesops_tui.domain.tasks import TaskState
from salesops_tui.exporting.text import escaped
from salesops_tui.i18n import _


def as_checklist(entries: Sequence[TaskEntry], titles: Mapping[Quadrant, str]) -> str:
    """A heading and a list with boxes for each quadrant that has tasks."""
    blocks = []
    for quadrant in Quadrant:
        lines = [_line(entry) for entry in entries if entry.quadrant is quadrant]
        if lines:
            blocks.append("\n".join([f"## {quadrant.value} {titles[quadrant]}", "", *lines]))
    return "\n\n".join(["# " + _("Tasks"), *(blocks or [_("No task.")])]) + "\n"


def _line(entry: TaskEntry) -> str:
    box = {TaskState.DONE: "x", TaskState.DROPPED: "-"}.get(entry.state, " ")
    told = [entry.due_on.isoformat() if entry.due_on is not None else "", entry.owner, entry.deal or entry.account]
    told += [f"→ {entry.delegate}" if entry.delegate else "", *(f"#{tag}" for tag in entry.tags)]
    line = " · ".join(escaped(part) for part in [entry.title, *told] if part)
    return "\n".join([f"- [{box}] {line}", *(f"  - {item.box} {escaped(item.text)}" for item in entry.checklist)])
