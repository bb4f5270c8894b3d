"""Tasks as the bytes of a file, of whatever kind."""

from __future__ import annotations

from collections.abc import Mapping

from salesops_tui.domain.quadrants import Quadrant
from salesops_tui.domain.task_entries import ToldTasks
from salesops_tui.exporting import sheet_files
from salesops_tui.exporting.kinds import Format
from salesops_tui.exporting.task_files.kinds import TaskFormat, rendered


def content(told: ToldTasks, kind: Format | TaskFormat, titles: Mapping[Quadrant, str]) -> bytes:
    """A file's bytes; ``titles`` are the quadrants' names in the language in use."""
    if isinstance(kind, TaskFormat):
        return rendered(told.entries, kind).encode("utf-8")
    if kind is Format.MARKDOWN:
        from salesops_tui.exporting.task_files.markdown import as_checklist

        return as_checklist(told.entries, titles).encode("utf-8")
    return sheet_files.content([told.sheet], kind)
