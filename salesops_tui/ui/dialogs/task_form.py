"""The form for a task: plain fields, read when it is saved; what was typed stays until it is."""

from __future__ import annotations

from dataclasses import fields
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, ClassVar, Final, cast

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.suggester import SuggestFromList
from textual.widgets import Input, Label, Select, Static, TextArea

from salesops_tui.domain.steps import Origin
from salesops_tui.errors import SalesopsError
from salesops_tui.i18n import _
from salesops_tui.services import deals, task_form
from salesops_tui.services.deals import Choices, FieldRefused
from salesops_tui.services.task_form import TaskForm
from salesops_tui.services.task_words import task_field_title
from salesops_tui.terminal import printable
from salesops_tui.ui.dialogs.dialog import Dialog

if TYPE_CHECKING:
    from textual.screen import Screen


_LINES: Final = ("checklist", "note")
_CHOICES: Final = ("important", "urgent")


async def edit(screen: Screen[Any], task_id: str) -> bool:
    """Ask for a task's fields and write them; returns whether somebody did so rather than leave."""
    from salesops_tui.ui.app import Workbench

    workbench = cast(Workbench, screen.app)
    try:
        present = await workbench.gateway.call(task_form.read_form, task_id)
        offered = await workbench.gateway.call(deals.choices)
    except SalesopsError as error:
        workbench.say_error(error)
        return False
    return await workbench.push_screen_wait(TaskFormScreen(task_id, present, offered))


class TaskFormScreen(Dialog[bool]):
    """All fields of a task; ctrl+s or enter saves, esc leaves and keeps what was typed for the next time."""

    CSS_PATH: ClassVar[list[str | PurePath]] = ["../screens/sheet.tcss", "deal_form.tcss", "task_form.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", show=False, priority=True),
        Binding("escape", "leave", show=False, priority=True),
    ]

    def __init__(self, task_id: str, present: TaskForm, offered: Choices) -> None:
        super().__init__()
        self._task_id = task_id
        self._offered = offered
        self._original = present

    def compose(self) -> ComposeResult:
        """A line for each field."""
        draft = self.workbench.task_drafts.get(self._task_id)
        form = draft or self._original
        with VerticalScroll(classes="sheet") as sheet:
            sheet.border_title = _("Edit a task")
            sheet.border_subtitle = _("^s saves · esc leaves")
            if draft is not None:
                yield Static(_("This is what you had typed and not saved."), classes="muted")
            yield Static("", id="refused", classes="error", markup=False)
            for field in fields(TaskForm):
                tall = " tall" if field.name in _LINES else ""
                with Horizontal(classes=f"field{tall}"):
                    yield Label(task_field_title(field.name))
                    yield self._control(field.name, getattr(form, field.name))

    def _control(self, name: str, value: Any) -> Input | Select[str] | TextArea:
        if name == "important":
            answers = [(_("yes"), "yes"), (_("no"), "")]
            return Select(answers, value="yes" if value else "", allow_blank=False, id=name, compact=True)
        if name == "urgent":
            answers = [(_("as the dates say"), ""), (_("yes"), "yes"), (_("no"), "no")]
            return Select(answers, value=value, allow_blank=False, id=name, compact=True)
        if name in _LINES:
            return TextArea(value, id=name, compact=True, tab_behavior="focus")
        known = {
            "owner": self._offered.owners,
            "delegate": self._offered.owners,
            "account": self._offered.accounts,
        }.get(name)
        suggester = SuggestFromList(known, case_sensitive=False) if known else None
        return Input(value, id=name, suggester=suggester, compact=True, placeholder=_placeholders().get(name, ""))

    def on_mount(self) -> None:
        """Begin with the title."""
        self.query_one("#title", Input).focus()

    def _typed(self) -> TaskForm:
        texts: dict[str, Any] = {control.id: control.value for control in self.query(Input) if control.id}
        texts |= {control.id: control.text for control in self.query(TextArea) if control.id}
        for name in _CHOICES:
            texts[name] = str(self.query_one(f"#{name}", Select).value)
        texts["important"] = texts["important"] == "yes"
        return TaskForm(**texts)

    def on_input_submitted(self) -> None:
        """Enter saves."""
        self.action_save()

    @work(exclusive=True)
    async def action_save(self) -> None:
        """Write the task; what is refused is said above the fields, and the cursor goes there."""
        gateway = self.workbench.gateway
        try:
            await gateway.call(task_form.save_form, self._task_id, self._typed(), Origin.SCREEN)
        except SalesopsError as error:
            self.query_one("#refused", Static).update(printable(str(error)))
            if isinstance(error, FieldRefused):
                self.query_one(f"#{error.field}").focus()
            return
        self.workbench.task_drafts.pop(self._task_id, None)
        self.dismiss(True)

    def action_leave(self) -> None:
        """Go back; what was typed waits for the next time the form opens."""
        typed = self._typed()
        if typed == self._original:
            self.workbench.task_drafts.pop(self._task_id, None)
        else:
            self.workbench.task_drafts[self._task_id] = typed
            self.workbench.say(_("Not saved. What you typed is there when the form opens again."))
        self.dismiss(False)


def _placeholders() -> dict[str, str]:
    day = _("2026-11-30, 11-30, fri, +7, 月底")
    return {
        "due_on": day,
        "start_on": day,
        "follow_up_on": day,
        "urgent_until": day,
        "due_at": _("15:30, 3pm, 下午3点"),
        "estimate": _("30m, 2h, 1d"),
        "tags": _("words with blanks between them"),
    }
