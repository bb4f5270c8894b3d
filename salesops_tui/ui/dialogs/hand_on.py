"""Handing a document on: read, copied in full or as a message, saved in any format, without names or amounts."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
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

    def __init__(
        self,
        document: WrittenDocument,
        file_name: str,
        masked: Callable[[Masking], Awaitable[WrittenDocument]] | None = None,
        refused: str = "",
    ) -> None:
        """``masked`` makes the document without what is not to be told; without it, ``refused`` says why there is none."""
        super().__init__(
            document.title, file_name, rendered(document, DocumentFormat.TEXT), _endings(document), usual=".docx"
        )
        self._document, self._masked, self._refused = document, masked, refused
        self._masking = Masking.NOTHING

    def keys_told(self) -> str:
        """What the keys do here."""
        if self._masked is None and not self._refused:
            return _("c copies · t copies a message · s saves · esc leaves")
        return _("c copies · t copies a message · m masks · s saves · esc leaves")

    async def action_message(self) -> None:
        """Put what fits a message on the clipboard."""
        await self.copy(rendered(self._document, DocumentFormat.CHAT))

    @work(group="mask", exclusive=True)
    async def action_mask(self) -> None:
        """Leave out names, then amounts, then both, then nothing."""
        if self._masked is None:
            self.tell(self._refused)
            return
        order = list(Masking)
        self._masking = order[(order.index(self._masking) + 1) % len(order)]
        self._document = await self._masked(self._masking)
        self.text, self.endings = rendered(self._document, DocumentFormat.TEXT), _endings(self._document)
        self.query_one("#text", Static).update(self.text)
        self.query_one(VerticalScroll).scroll_home(animate=False)
        self.tell(_(_MASKINGS[self._masking]))


def _endings(document: WrittenDocument) -> Mapping[str, Callable[[], bytes]]:
    return {ending: partial(content, document, form) for ending, form in _FORMATS.items()}
