"""A view whose cells are changed where they stand."""

from __future__ import annotations

from textual import work

from salesops_tui.domain.deal_columns import COLUMNS, Column
from salesops_tui.domain.steps import Origin
from salesops_tui.errors import SalesopsError
from salesops_tui.i18n import _
from salesops_tui.services import table_cells
from salesops_tui.services.table_cells import CellDraft
from salesops_tui.ui.views.deal_view import DealView
from salesops_tui.ui.widgets.cell_editor import CellEditor


class CellView(DealView):
    """Has a ``CellEditor`` among its parts, and writes what was typed into it or taken from a list."""

    @work(group="page", exclusive=True)
    async def edit_cell(self, deal_id: str, column: Column) -> None:
        """Ask for what shall stand in a cell."""
        try:
            draft = await self.room.call(table_cells.draft, deal_id, column)
        except SalesopsError as error:
            self.room.workbench.say(str(error))
            return
        if not draft.choices:
            await self.query_one(CellEditor).open(draft)
            return
        from salesops_tui.ui.dialogs.pick import PickScreen

        title = f"{_(COLUMNS[column].title)} · {draft.deal}"
        chosen = await self.app.push_screen_wait(PickScreen(title, draft.choices, draft.text))
        if chosen is None or chosen == draft.text:
            return
        if column is Column.STAGE:
            self.room.move_deal(deal_id, chosen)
        else:
            self.room.write(table_cells.edit_cell, deal_id, column, chosen, Origin.SCREEN, follow=deal_id)

    def on_cell_editor_typed(self, event: CellEditor.Typed) -> None:
        """Write what was typed."""
        self._write(event.draft, event.text)

    @work(group="write")
    async def _write(self, draft: CellDraft, text: str) -> None:
        editor = self.query_one(CellEditor)
        try:
            await self.room.call(table_cells.edit_cell, draft.deal_id, draft.column, text, Origin.SCREEN)
        except SalesopsError as error:
            editor.refuse(str(error))
            return
        editor.close()
        self.take_focus()
        self.room.reload(draft.deal_id)

    def on_cell_editor_left(self) -> None:
        """Back to the cells."""
        self.take_focus()
