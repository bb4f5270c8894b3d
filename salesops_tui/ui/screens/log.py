"""What was done, newest first; any step can be taken back from here."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, ClassVar

from rich.text import Text
from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from salesops_tui.domain.steps import Origin, Step
from salesops_tui.errors import SalesopsError
from salesops_tui.formats import local_minute
from salesops_tui.i18n import _, ngettext
from salesops_tui.services import steps
from salesops_tui.services.steps import LogLine
from salesops_tui.terminal import printable
from salesops_tui.ui.commands import REDO, UNDO, bindings
from salesops_tui.ui.dialogs.dialog import Dialog

if TYPE_CHECKING:
    pass

_SHOWN = 500


class LogScreen(Dialog[None]):
    """A list of steps; enter takes the chosen one back, ``u`` the newest."""

    CSS_PATH: ClassVar[list[str | PurePath]] = ["sheet.tcss", "log.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [*bindings((UNDO, REDO)), ("escape,q,l,f8", "dismiss", "")]

    def compose(self) -> ComposeResult:
        """The list."""
        with Vertical(classes="sheet") as sheet:
            sheet.border_title = _("What was done")
            sheet.border_subtitle = _("enter takes the step back · u the newest · ^y redoes · esc closes")
            yield OptionList(markup=False)

    def on_mount(self) -> None:
        """Fetch the list."""
        self._load()

    @work(group="log", exclusive=True)
    async def _load(self) -> None:
        lines = await self.workbench.gateway.call(steps.log, _SHOWN)
        if self.is_closed:
            return
        options = self.query_one(OptionList)
        highlighted = options.highlighted
        options.clear_options()
        options.add_options([Option(self._line(line), id=str(line.step.id)) for line in lines])
        options.highlighted = min(highlighted or 0, len(lines) - 1)
        options.focus()

    def _line(self, line: LogLine) -> Text:
        text = Text(f"{line.step.id:>5}  {local_minute(line.step.at, self.workbench.clock.zone)}  ", style="dim")
        text.append(printable(line.title), style="strike dim" if not line.in_effect else "bold")
        told = ngettext("{number} record", "{number} records", line.changes).format(number=line.changes)
        undone = " · " + _("undone") if not line.in_effect else ""
        text.append(f"  {told} · {line.step.actor}{undone}", style="dim")
        return text

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Take the chosen step back."""
        self._do(steps.undo, Origin.SCREEN, int(str(event.option.id)))

    def action_undo(self) -> None:
        """Take the newest step back."""
        self._do(steps.undo, Origin.SCREEN)

    def action_redo(self) -> None:
        """Bring the last one back."""
        self._do(steps.redo, Origin.SCREEN)

    @work(group="write")
    async def _do(self, job: Callable[..., Step], *args: Any) -> None:
        try:
            await self.workbench.gateway.call(job, *args)
        except SalesopsError as error:
            self.workbench.say_error(error)
        self._load()
