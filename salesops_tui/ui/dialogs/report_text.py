"""Other words for a section of the weekly report, with the figures filled in below while they are typed."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static, TextArea

from salesops_tui.domain.steps import Origin
from salesops_tui.domain.week_reports import Section
from salesops_tui.errors import SalesopsError
from salesops_tui.i18n import _
from salesops_tui.services.week.first_section import section_title
from salesops_tui.services.week.report import WeekReport
from salesops_tui.services.week.sentences import drafts, filled, texts, tokens, unknown_tokens, unknown_words
from salesops_tui.services.week.texts import write_text
from salesops_tui.terminal import printable
from salesops_tui.ui.dialogs.dialog import Dialog

if TYPE_CHECKING:
    pass


class ReportTextScreen(Dialog[bool]):
    """The words; ctrl+s saves, ctrl+r brings the draft back, esc leaves and keeps what was typed for the next time."""

    CSS_PATH: ClassVar[list[str | PurePath]] = ["../screens/sheet.tcss"]
    CSS = """
    ReportTextScreen TextArea { height: 6; background: $panel; border: none; padding: 0 1; }
    ReportTextScreen #refused { height: auto; }
    ReportTextScreen #read { height: auto; margin: 0 0 1 0; }
    ReportTextScreen #figures { height: auto; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s,f10", "save", show=False, priority=True),
        Binding("ctrl+r,f5", "draft", show=False, priority=True),
        Binding("escape", "leave", show=False, priority=True),
    ]

    def __init__(self, report: WeekReport, section: Section) -> None:
        super().__init__()
        self._report, self._section = report, section
        self._known = tokens(report)
        self._drafted = drafts(report)[section]
        self._kept = texts(report)[section]

    @property
    def _place(self) -> tuple[str, str, str]:
        return str(self._report.week), self._report.scope.name, self._section

    def compose(self) -> ComposeResult:
        """The words, the same as they will be read, and the figures that there are."""
        waiting = self.workbench.report_drafts.get(self._place)
        with Vertical(classes="sheet") as sheet:
            sheet.border_title = f"{section_title(self._section)} · {self._report.week}"
            sheet.border_subtitle = _("^s saves · ^r the draft again · esc leaves")
            if waiting is not None:
                yield Static(_("This is what you had typed and not saved."), classes="muted")
            yield TextArea(waiting if waiting is not None else self._kept, tab_behavior="focus")
            yield Static("", id="refused", classes="error", markup=False)
            yield Static("", id="read", markup=False)
            yield Static(self._figures(), id="figures", classes="muted", markup=False)

    def _figures(self) -> str:
        told = "  ".join(f"{{{name}}} {value}" for name, value in self._known.items() if name != "won_change")
        return printable(_("Figures: {figures}").format(figures=told))

    def on_mount(self) -> None:
        """Begin at the end of the text."""
        field = self.query_one(TextArea)
        field.focus()
        field.move_cursor(field.document.end)
        self._read()

    def on_text_area_changed(self) -> None:
        """Show it as it will be read."""
        self._read()

    def _read(self) -> None:
        text = self.query_one(TextArea).text
        self.query_one("#refused", Static).update(unknown_words(unknown_tokens(text, self._known)))
        lines = filled(text, self._known).splitlines()
        self.query_one("#read", Static).update("\n".join(printable(line) for line in lines))

    @work(exclusive=True)
    async def action_save(self) -> None:
        """Write it; what is refused is said, and what was typed stays."""
        text = self.query_one(TextArea).text
        report = self._report
        try:
            await self.workbench.gateway.call(
                write_text, report.week, report.scope, self._section, text, self._drafted, Origin.SCREEN
            )
        except SalesopsError as error:
            self.query_one("#refused", Static).update(printable(str(error)))
            return
        self.workbench.report_drafts.pop(self._place, None)
        self.dismiss(True)

    def action_draft(self) -> None:
        """The program's own words again."""
        self.query_one(TextArea).text = self._drafted

    def action_leave(self) -> None:
        """Go back; what was typed waits for the next time."""
        typed = self.query_one(TextArea).text
        if typed == self._kept:
            self.workbench.report_drafts.pop(self._place, None)
        else:
            self.workbench.report_drafts[self._place] = typed
            self.workbench.say(_("Not saved. What you typed is there when the form opens again."))
        self.dismiss(False)
