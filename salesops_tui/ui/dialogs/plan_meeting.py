"""Planning a meeting: from which template, when, for how long, with which customer; the agenda as it will be is in sight."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time
from pathlib import PurePath
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.suggester import SuggestFromList
from textual.widgets import Input, Label, Select, Static

from salesops_tui.domain.meetings import Meeting
from salesops_tui.domain.steps import Origin
from salesops_tui.errors import SalesopsError
from salesops_tui.i18n import _, language
from salesops_tui.services.deals import FieldRefused, typed_day, typed_record
from salesops_tui.services.meetings.planning import MeetingRefused, fit, plan, typed_minutes
from salesops_tui.services.meetings.templates import MeetingTemplates
from salesops_tui.services.meetings.words import minutes_words
from salesops_tui.services.session import Session
from salesops_tui.terminal import printable
from salesops_tui.ui.dialogs.dialog import Dialog

if TYPE_CHECKING:
    pass


class PlanMeetingScreen(Dialog[str | None]):
    """Template, title, day, time, minutes, customer; the answer is the meeting's identifier."""

    CSS_PATH: ClassVar[list[str | PurePath]] = ["../screens/sheet.tcss", "deal_form.tcss"]
    DEFAULT_CSS = "PlanMeetingScreen #agenda { height: auto; margin-top: 1; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", show=False, priority=True),
        Binding("escape", "dismiss", show=False),
    ]

    def __init__(self, known: MeetingTemplates, accounts: Sequence[str], key: str | None = None) -> None:
        super().__init__()
        self._known, self._accounts, self._key = known, accounts, key

    def compose(self) -> ComposeResult:
        """The fields, and the agenda below."""
        names = [(template.name.said(language()), template.key) for template in self._known.templates]
        first = self._key if self._key is not None else names[0][1]
        with VerticalScroll(classes="sheet") as sheet:
            sheet.border_title = _("Plan a meeting")
            sheet.border_subtitle = _("^s or enter saves · esc leaves")
            yield Static("", id="refused", classes="error", markup=False)
            choice: Select[str] = Select(names, value=first, allow_blank=False, id="template", compact=True)
            yield Horizontal(Label(_("Template")), choice, classes="field")
            for name, title, hint in (
                ("title", _("Title"), _("as the template's, or your own")),
                ("day", _("Day"), _("2026-11-30, 11-30, fri, +7, 月底")),
                ("at", _("Time"), _("15:30, 3pm, 下午3点")),
                ("slot", _("How long"), _("as long as the template, or other minutes: the items are fitted")),
                ("account", _("Account"), _("whom it is about, where it is about one")),
            ):
                known = SuggestFromList(self._accounts, case_sensitive=False) if name == "account" else None
                control = Input(id=name, compact=True, placeholder=hint, suggester=known)
                yield Horizontal(Label(title), control, classes="field")
            yield Static("", id="agenda", classes="muted", markup=False)

    def on_mount(self) -> None:
        """Begin with what is asked first."""
        (self.query_one("#day", Input) if self._key is not None else self.query_one("#template", Select)).focus()
        self._preview()

    def on_select_changed(self) -> None:
        """Another template has another agenda."""
        self._preview()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Other minutes fit the agenda differently."""
        if event.input.id == "slot":
            self._preview()

    def _value(self, name: str) -> str:
        return self.query_one(f"#{name}", Input).value.strip()

    def _slot(self) -> int | None:
        text = self._value("slot")
        if not text:
            return None
        try:
            return typed_minutes(text)
        except MeetingRefused as error:
            raise FieldRefused("slot", str(error)) from error

    def _preview(self) -> None:
        """Show the agenda as it would be."""
        shown = self.query_one("#agenda", Static)
        template = self._known.get(str(self.query_one("#template", Select).value))
        if template is None:
            return
        try:
            slot = self._slot()
            parts = fit([item.minutes for item in template.items], slot if slot is not None else template.minutes)
        except SalesopsError as error:
            shown.update(printable(str(error)))
            return
        lines = [
            f"{minutes_words(part):>8}  {item.title.said(language())}"
            for item, part in zip(template.items, parts, strict=True)
        ]
        shown.update("\n".join(map(printable, lines)))

    def on_input_submitted(self) -> None:
        """Enter saves."""
        self.action_save()

    @work(exclusive=True)
    async def action_save(self) -> None:
        """Plan it; what is refused is said above the fields, and the cursor goes there."""
        try:
            today = self.workbench.clock.today()
            day: date = typed_day("day", self._value("day"), today) or today
            meeting = await self.workbench.gateway.call(
                _plan,
                str(self.query_one("#template", Select).value),
                day,
                self._slot(),
                _time(self._value("at")),
                self._value("title"),
                self._value("account"),
            )
        except SalesopsError as error:
            self.query_one("#refused", Static).update(printable(str(error)))
            if isinstance(error, FieldRefused):
                self.query_one(f"#{error.field}").focus()
            return
        self.dismiss(meeting.id)


def _plan(
    session: Session, key: str, day: date, slot: int | None, at: time | None, title: str, account: str
) -> Meeting:
    """Plan it with the account of that name."""
    account_id = typed_record(session.workbook.accounts.names(), "account", account)
    return plan(session, key, day, Origin.SCREEN, slot=slot, at=at, title=title, account_id=account_id)


def _time(text: str) -> time | None:
    """The time that was typed. Raises MeetingRefused."""
    if not text:
        return None
    from salesops_tui.domain.quick_add.times import read_time

    found = read_time(text)
    if found is None:
        raise MeetingRefused(_("“{text}” is no time of day. Write it like 15:30.").format(text=text))
    return found
