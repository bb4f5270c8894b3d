"""Where the tasks under the filter are to be written, and as what."""

from __future__ import annotations

import asyncio
from pathlib import Path, PurePath
from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from salesops_tui.domain.quadrants import Quadrant
from salesops_tui.exporting import files, targets
from salesops_tui.exporting.kinds import Format
from salesops_tui.exporting.task_files.contents import content
from salesops_tui.exporting.task_files.kinds import ENDINGS, TaskFormat
from salesops_tui.i18n import _, mark
from salesops_tui.services import task_exchange
from salesops_tui.services.task_words import quadrant_title
from salesops_tui.terminal import printable
from salesops_tui.ui.dialogs.write_file import WriteFileScreen

_KINDS: Final[tuple[tuple[Format | TaskFormat, str, str], ...]] = (
    (Format.XLSX, ".xlsx", mark("Excel workbook")),
    (Format.CSV, ".csv", mark("CSV, for Excel as well")),
    (Format.MARKDOWN, ".md", mark("Markdown checklist")),
    (Format.TEXT, ".txt", mark("Plain text")),
    (Format.JSON, ".json", mark("JSON")),
    (TaskFormat.ICALENDAR, ENDINGS[TaskFormat.ICALENDAR], mark("iCalendar, for calendars and reminders")),
    (TaskFormat.TODO_TXT, ENDINGS[TaskFormat.TODO_TXT], mark("todo.txt")),
    (TaskFormat.TASKWARRIOR, ENDINGS[TaskFormat.TASKWARRIOR], mark("Taskwarrior")),
    (TaskFormat.TODOIST, ENDINGS[TaskFormat.TODOIST], mark("Todoist")),
    (TaskFormat.TRELLO, ENDINGS[TaskFormat.TRELLO], mark("Trello")),
)


class TaskExportScreen(WriteFileScreen):
    """A format, and below it the file name that goes with it; enter writes, esc leaves."""

    CSS_PATH: ClassVar[list[str | PurePath]] = ["../screens/sheet.tcss", "lists.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [Binding("down", "to_list", show=False)]

    def __init__(self, filter_line: str, *, ended: bool) -> None:
        super().__init__()
        self._filter_line = filter_line
        self._ended = ended

    def compose(self) -> ComposeResult:
        """The formats, the name, where it is."""
        with Vertical(classes="sheet") as sheet:
            sheet.border_title = _("Export the tasks")
            sheet.border_subtitle = _("tab changes over · enter writes · esc leaves")
            yield OptionList(*(Option(_(title)) for _kind, _ending, title in _KINDS), markup=False)
            yield Input(self._usual(0), compact=True, classes="line")
            yield Static("", id="told", markup=False)
            yield Static(_("In {folder}").format(folder=printable(str(Path.cwd()))), classes="muted", markup=False)

    def _usual(self, place: int) -> str:
        title = _("Tasks done") if self._ended else _("Tasks")
        return files.safe_name(f"{title} {self.workbench.clock.today().isoformat()}") + _KINDS[place][1]

    def on_mount(self) -> None:
        """Begin with the formats."""
        options = self.query_one(OptionList)
        options.highlighted = 0
        options.focus()

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """The name ends as the format asks."""
        self.query_one(Input).value = self._usual(event.option_index)

    def on_option_list_option_selected(self) -> None:
        """Enter writes."""
        self.write(self.query_one(Input).value)

    def action_to_list(self) -> None:
        """From the name back to the formats."""
        self.query_one(OptionList).focus()

    async def write_file(self, typed: str, *, replace: bool) -> Path:
        """Write the tasks under the filter."""
        kind = _KINDS[self.query_one(OptionList).highlighted or 0][0]
        path = await asyncio.to_thread(targets.place, typed, replace=replace)
        self.tell(_("Writing …"))
        found = await self.workbench.gateway.call(task_exchange.told, self._filter_line, ended=self._ended)
        titles = {quadrant: quadrant_title(quadrant) for quadrant in Quadrant}
        await asyncio.to_thread(lambda: files.write(path, content(found, kind, titles)))
        return path
