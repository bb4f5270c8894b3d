"""Handing a weekly report on: read, copied in full or as a message, saved in any format, without names or amounts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import ClassVar, Final

from textual import work
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from salesops_tui.domain.written import WrittenDocument
from salesops_tui.exporting.documents.rendering import content, rendered
from salesops_tui.exporting.kinds import DocumentFormat, Masking
from salesops_tui.i18n import _, mark
from salesops_tui.services.week.report import WeekReport
from salesops_tui.services.week.written import whole
from salesops_tui.ui.dialogs.written import WrittenScreen

_FORMATS: Final = {
    ".docx": DocumentFormat.DOCX,
    ".xlsx": DocumentFormat.XLSX,
    ".html": DocumentFormat.HTML,
    ".md": DocumentFormat.MARKDOWN,
    ".txt": DocumentFormat.TEXT,
    ".json": DocumentFormat.JSON,
}
_MASKINGS: Final = {
    Masking.NOTHING: mark("Names and amounts are told."),
    Masking.NAMES: mark("Names are left out."),
    Masking.AMOUNTS: mark("Amounts are left out."),
    Masking.ALL: mark("Names and amounts are left out."),
}


class HandOnScreen(WrittenScreen):
    """As every text; t copies what fits a message, m leaves out names, amounts or both."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("t,f6", "message", show=False),
        Binding("m,f4", "mask", show=False),
    ]

    def __init__(self, report: WrittenDocument, file_name: str, draft: WeekReport | None) -> None:
        super().__init__(
            report.title, file_name, rendered(report, DocumentFormat.TEXT), _endings(report), usual=".docx"
        )
        self._report, self._draft = report, draft
        self._masking = Masking.NOTHING

    def keys_told(self) -> str:
        """What the keys do here."""
        return _("c copies · t copies a message · m masks · s saves · esc leaves")

    async def action_message(self) -> None:
        """Put what fits a message on the clipboard."""
        await self.copy(rendered(self._report, DocumentFormat.CHAT))

    @work(group="mask", exclusive=True)
    async def action_mask(self) -> None:
        """Leave out names, then amounts, then both, then nothing."""
        if self._draft is None:
            self.tell(_("A sealed report is told as it was sealed: w shows today's data, which can be masked."))
            return
        order = list(Masking)
        self._masking = order[(order.index(self._masking) + 1) % len(order)]
        self._report = await self.workbench.gateway.call(whole, self._draft, self._masking)
        self.text, self.endings = rendered(self._report, DocumentFormat.TEXT), _endings(self._report)
        self.query_one("#text", Static).update(self.text)
        self.query_one(VerticalScroll).scroll_home(animate=False)
        self.tell(_(_MASKINGS[self._masking]))


def _endings(report: WrittenDocument) -> Mapping[str, Callable[[], bytes]]:
    return {ending: partial(content, report, form) for ending, form in _FORMATS.items()}
