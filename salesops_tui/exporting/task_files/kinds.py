"""What tasks can be written as; by itself, because the command line knows it before anything is written."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from salesops_tui.domain.task_entries import TaskEntry


class TaskFormat(StrEnum):
    """Files of other task programs."""

    ICALENDAR = "ics"
    """VTODO, for Apple Reminders, Thunderbird, Nextcloud."""
    TODO_TXT = "todotxt"
    TASKWARRIOR = "taskwarrior"
    TODOIST = "todoist"
    TRELLO = "trello"


ENDINGS = {
    TaskFormat.ICALENDAR: ".ics",
    TaskFormat.TODO_TXT: ".todo.txt",
    TaskFormat.TASKWARRIOR: ".taskwarrior.json",
    TaskFormat.TODOIST: ".todoist.csv",
    TaskFormat.TRELLO: ".trello.json",
}
"""How a file's name ends that is written as each."""


def rendered(entries: Sequence[TaskEntry], kind: TaskFormat) -> str:
    """Tasks as the text of a file. Each kind is loaded when it is wanted."""
    match kind:
        case TaskFormat.ICALENDAR:
            from salesops_tui.exporting.task_files.icalendar import as_icalendar

            return as_icalendar(entries)
        case TaskFormat.TODO_TXT:
            from salesops_tui.exporting.task_files.todo_txt import as_todo_txt

            return as_todo_txt(entries)
        case TaskFormat.TASKWARRIOR:
            from salesops_tui.exporting.task_files.taskwarrior import as_taskwarrior

            return as_taskwarrior(entries)
        case TaskFormat.TODOIST:
            from salesops_tui.exporting.task_files.todoist import as_todoist

            return as_todoist(entries)
        case TaskFormat.TRELLO:
            from salesops_tui.exporting.task_files.trello import as_trello

            return as_trello(entries)
