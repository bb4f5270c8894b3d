"""The line below the table in which a cell is changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widget import Widget

from salesops_tui.domain.deal_columns import COLUMNS
from salesops_tui.i18n import _
from salesops_tui.services.table_cells import CellDraft
from salesops_tui.terminal import printable
from salesops_tui.ui.cells import cut

if TYPE_CHECKING:
    from textual.widgets import Input

_LONGEST_LABEL = 36


class CellEditor(Widget):
    """A text, and why it was refused; it is there only while it is used."""

    DEFAULT_CSS = """
    CellEditor { height: auto; background: $surface; display: none; }
    CellEditor Horizontal { height: 1; }
    CellEditor Label { width: auto; max-width: 40%; padding: 0 1; color: $muted; }
    CellEditor Input { width: 1fr; border: none; height: 1; padding: 0; background: $surface; }
    CellEditor .error { padding: 0 1; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", show=False)]

    class Typed(Message):
        """Enter was pressed."""

        def __init__(self, draft: CellDraft, text: str) -> None:
            super().__init__()
            self.draft = draft
            self.text = text

    class Left(Message):
        """The person goes back to the table; the cell stays as it was."""

    def __init__(self) -> None:
        super().__init__()
        self._draft: CellDraft | None = None

    async def open(self, draft: CellDraft) -> None:
        """Show what stands in a cell, to be changed."""
        # A text field and its styles are loaded when they are first wanted.
        from textual.containers import Horizontal
        from textual.suggester import SuggestFromList
        from textual.widgets import Input, Label, Static

        self._draft = draft
        if not self.children:
            line = Horizontal(Label("", markup=False), Input(compact=True))
            await self.mount(Static("", classes="error", markup=False), line)
        title = f"{_(COLUMNS[draft.column].title)} · {draft.deal}"
        self.query_one(Label).update(cut(title, _LONGEST_LABEL))
        self.refuse("")
        field = self.query_one(Input)
        field.suggester = SuggestFromList(draft.known, case_sensitive=False) if draft.known else None
        field.value = draft.text
        self.display = True
        field.focus()
        field.action_end()

    def refuse(self, why: str) -> None:
        """Say why what was typed cannot be meant; it stays."""
        from textual.widgets import Static

        refusal = self.query_one(".error", Static)
        refusal.update(printable(why))
        refusal.display = bool(why)

    def close(self) -> None:
        """It was written."""
        self.display = False

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter saves."""
        event.stop()
        if self._draft is not None:
            self.post_message(self.Typed(self._draft, event.value))

    def action_leave(self) -> None:
        """Go back."""
        self.close()
        self.post_message(self.Left())
