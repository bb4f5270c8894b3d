"""Two days asked for: from which on, and until when."""

from __future__ import annotations

from datetime import date
from pathlib import PurePath
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Input, Label, Static

from salesops_tui.domain.figures import Span
from salesops_tui.domain.spans import read_past_day
from salesops_tui.i18n import _
from salesops_tui.ui.dialogs.dialog import Dialog


class DaysScreen(Dialog[Span | None]):
    """Two dates; enter takes them, esc leaves. What cannot be read stays as it was typed."""

    CSS_PATH: ClassVar[list[str | PurePath]] = ["../screens/sheet.tcss", "deal_form.tcss", "days.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "take", show=False, priority=True),
        Binding("escape", "leave", show=False),
    ]

    def __init__(self, span: Span, today: date) -> None:
        super().__init__()
        self._span = span
        self._today = today

    def compose(self) -> ComposeResult:
        """The two lines."""
        with Vertical(classes="sheet") as sheet:
            sheet.border_title = _("Changes between two days")
            sheet.border_subtitle = _("enter takes them · esc leaves")
            yield Static("", id="refused", classes="error", markup=False)
            for name, title, day in (
                ("first", _("From the beginning of"), self._span.first),
                ("last", _("To the end of"), self._span.last),
            ):
                with Horizontal(classes="field"):
                    yield Label(title)
                    yield Input(
                        day.isoformat(), id=name, compact=True, placeholder=_("2026-11-16, 11-16, mon, yesterday")
                    )

    def on_mount(self) -> None:
        """Begin with the first."""
        self.query_one("#first", Input).focus()

    def on_input_submitted(self) -> None:
        """Enter takes both."""
        self.action_take()

    def action_take(self) -> None:
        """Take the days, if they can be read."""
        days = []
        for name in ("first", "last"):
            field = self.query_one(f"#{name}", Input)
            day = read_past_day(field.value, self._today)
            if day is None:
                self._refuse(field, _("“{text}” is no day up to today. Write it like 2026-11-16, 11-16 or mon."))
                return
            days.append(day)
        first, last = days
        if last < first:
            self._refuse(self.query_one("#last", Input), _("The last day comes before the first."))
            return
        self.dismiss(Span(first, last))

    def _refuse(self, field: Input, why: str) -> None:
        self.query_one("#refused", Static).update(why.format(text=field.value))
        field.focus()

    def action_leave(self) -> None:
        """Keep the days as they are."""
        self.dismiss(None)
