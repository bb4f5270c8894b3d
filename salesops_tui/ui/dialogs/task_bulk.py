"""The form for several tasks at once: what is left empty stays as it is in each of them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, ClassVar, cast

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.suggester import SuggestFromList
from textual.widgets import Input, Label, Select, Static

from salesops_tui.domain.steps import Origin
from salesops_tui.errors import SalesopsError
from salesops_tui.i18n import _, ngettext
from salesops_tui.services import deals, task_form
from salesops_tui.services.deals import FieldRefused
from salesops_tui.services.task_form import TaskBulkForm
from salesops_tui.services.task_words import task_field_title
from salesops_tui.terminal import printable
from salesops_tui.ui.dialogs.dialog import Dialog

if TYPE_CHECKING:
    from textual.screen import Screen


async def edit_together(screen: Screen[Any], task_ids: Sequence[str]) -> bool:
    """Ask what several tasks are to have in common and write it; returns whether somebody did so rather than leave."""
    from salesops_tui.ui.app import Workbench

    workbench = cast(Workbench, screen.app)
    try:
        offered = await workbench.gateway.call(deals.choices)
    except SalesopsError as error:
        workbench.say_error(error)
        return False
    return await workbench.push_screen_wait(TaskBulkScreen(task_ids, offered.owners))


class TaskBulkScreen(Dialog[bool]):
    """Owner, due date, importance and tags; ctrl+s or enter saves, esc leaves."""

    CSS_PATH: ClassVar[list[str | PurePath]] = ["../screens/sheet.tcss", "deal_form.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", show=False, priority=True),
        Binding("escape", "leave", show=False),
    ]

    def __init__(self, task_ids: Sequence[str], owners: Sequence[str]) -> None:
        super().__init__()
        self._task_ids = tuple(task_ids)
        self._owners = owners

    def compose(self) -> ComposeResult:
        """A line for each field."""
        number = len(self._task_ids)
        with VerticalScroll(classes="sheet") as sheet:
            sheet.border_title = ngettext("Edit {number} task", "Edit {number} tasks", number).format(number=number)
            sheet.border_subtitle = _("^s saves · esc leaves")
            yield Static(_("What is left empty stays as it is in each task."), classes="muted", markup=False)
            yield Static("", id="refused", classes="error", markup=False)
            owners = SuggestFromList(self._owners, case_sensitive=False)
            yield _field(task_field_title("owner"), Input(id="owner", compact=True, suggester=owners))
            yield _field(
                task_field_title("due_on"),
                Input(id="due_on", compact=True, placeholder=_("2026-11-30, 11-30, fri, +7, 月底")),
            )
            answers = [(_("unchanged"), ""), (_("yes"), "yes"), (_("no"), "no")]
            yield _field(
                task_field_title("important"),
                Select(answers, value="", allow_blank=False, id="important", compact=True),
            )
            yield _field(_("Add tags"), Input(id="add_tags", compact=True))
            yield _field(_("Remove tags"), Input(id="remove_tags", compact=True))

    def on_mount(self) -> None:
        """Begin with the owner."""
        self.query_one("#owner", Input).focus()

    def on_input_submitted(self) -> None:
        """Enter saves."""
        self.action_save()

    @work(exclusive=True)
    async def action_save(self) -> None:
        """Write the tasks; what is refused is said above the fields, and the cursor goes there."""

        texts = {str(control.id): control.value for control in self.query(Input)}
        important = {"": None, "yes": True, "no": False}[str(self.query_one("#important", Select).value)]
        form = TaskBulkForm(important=important, **texts)
        try:
            number = await self.workbench.gateway.call(task_form.edit_tasks, self._task_ids, form, Origin.SCREEN)
        except SalesopsError as error:
            self.query_one("#refused", Static).update(printable(str(error)))
            if isinstance(error, FieldRefused):
                self.query_one(f"#{error.field}").focus()
            return
        self.workbench.say(ngettext("{number} task changed", "{number} tasks changed", number).format(number=number))
        self.dismiss(True)

    def action_leave(self) -> None:
        """Go back; the marks stay."""
        self.dismiss(False)


def _field(title: str, control: Input | Select[str]) -> Horizontal:
    return Horizontal(Label(title), control, classes="field")
