"""The table: all deals in lines, in any order and in groups, their cells changed where they stand."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType

from salesops_tui.domain.deal_columns import COLUMNS as TITLES
from salesops_tui.domain.deal_columns import Column
from salesops_tui.domain.deal_table import USUAL, Arrangement
from salesops_tui.domain.figures import Figure
from salesops_tui.formats import compact_money, number
from salesops_tui.i18n import _, ngettext
from salesops_tui.services import table as tables
from salesops_tui.services.asking import Asked
from salesops_tui.ui.commands import BACK, MARK, TABLE, bindings
from salesops_tui.ui.view_commands import COLUMNS, COPY, EDIT_CELL, GROUP_BY, KEPT_VIEWS, SORT_BY
from salesops_tui.ui.views.cell_view import CellView
from salesops_tui.ui.views.view import Loaded
from salesops_tui.ui.widgets.cell_editor import CellEditor
from salesops_tui.ui.widgets.deal_grid import DealGrid
from salesops_tui.ui.widgets.view_strip import ViewStrip

_OWN = (EDIT_CELL, SORT_BY, GROUP_BY, COLUMNS, KEPT_VIEWS, MARK, COPY)


class TableView(CellView):
    """The table with its deals, fetched as they come into sight."""

    COMMAND = TABLE
    OFFERED = (*_OWN, *DealGrid.OFFERED)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings((*_OWN, BACK))]

    def __init__(self) -> None:
        super().__init__()
        self.arrangement: Arrangement = USUAL

    def compose(self) -> ComposeResult:
        """The table, and the line in which its cells are changed."""
        yield DealGrid()
        yield CellEditor()

    @property
    def grid(self) -> DealGrid:
        """The table."""
        return self.query_one(DealGrid)

    @property
    def deal_id(self) -> str | None:
        """The deal of the cursor's line."""
        return self.grid.row.id if self.grid.row is not None else None

    @property
    def marked(self) -> tuple[str, ...]:
        """The marked deals."""
        return tuple(self.grid.marks)

    @property
    def figure(self) -> Figure | None:
        """The sum of the cursor's group, or of everything; weighted in the weighted column."""
        table = self.grid.table
        if table is None:
            return None
        return tables.figure(table, self.grid.group, is_weighted=self.grid.column is Column.WEIGHTED)

    @property
    def asked(self) -> Asked:
        """The deals under the filter, as they are arranged."""
        return Asked(self.room.filter.text, arrangement=self.arrangement.as_json())

    def take_focus(self) -> None:
        """Let the keys come to the table."""
        self.grid.focus()

    def choose(self) -> None:
        """Enter on the head of a group."""
        self.grid.fold()

    async def load(self, filter_line: str, follow: str | None) -> Loaded:
        """Ask for the groups, the deals in sight, the place of a deal."""
        grid = self.grid
        seen = await self.room.call(
            tables.view, filter_line, self.arrangement, grid.pages_in_sight(), follow, self.marked
        )
        grid.marks = dict.fromkeys(seen.marked)
        grid.show(seen.table, seen.pages)
        if seen.row is not None:
            grid.select(seen.row)
        found = ngettext("{number} deal", "{number} deals", seen.table.count)
        return Loaded(seen.standing, found.format(number=number(seen.table.count)), _summary(grid))

    def _tell(self) -> None:
        self.room.query_one(ViewStrip).show(self.COMMAND, _summary(self.grid))

    def on_deal_grid_page_wanted(self, event: DealGrid.PageWanted) -> None:
        """Fetch a page of deals."""
        self._fetch(event.page)

    @work(group="cards")
    async def _fetch(self, wanted: int) -> None:
        table = self.grid.table
        assert table is not None
        page = await self.room.call(tables.page, table.filter_line, table.arrangement, wanted)
        # Meanwhile the table may have become another one, whose deals these are not.
        if self.grid.table is table:
            if page.version == table.version:
                self.grid.add_page(wanted, page.rows)
            else:
                self.room.reload()

    # How it is arranged

    def _arrange(self, arrangement: Arrangement) -> None:
        self.arrangement = arrangement
        self.room.reload()

    def action_sort(self) -> None:
        """Sort by the column under the cursor."""
        if self.grid.column is not None:
            self._arrange(self.arrangement.sorted_by(self.grid.column))

    def on_deal_grid_title_chosen(self) -> None:
        """A title was clicked."""
        self.action_sort()

    def action_group(self) -> None:
        """Group by the column under the cursor."""
        column = self.grid.column
        if column is None:
            return
        if not TITLES[column].groupable:
            told = _("There is nothing to group by in “{column}”.").format(column=_(TITLES[column].title))
            self.room.workbench.say(told)
            return
        self._arrange(self.arrangement.grouped_by(column))

    @work(group="page", exclusive=True)
    async def action_columns(self) -> None:
        """Choose and order the columns."""
        from salesops_tui.ui.dialogs.ordered import OrderedScreen

        shown = self.arrangement.columns
        order = [*shown, *(column for column in TITLES if column not in shown)]
        lines = [(column.value, _(TITLES[column].title)) for column in order]
        chosen = await self.app.push_screen_wait(
            OrderedScreen(_("Columns"), lines, shown, self.grid.column or shown[0])
        )
        if chosen is not None:
            self._arrange(replace(self.arrangement, columns=tuple(Column(key) for key in chosen)))

    @work(group="page", exclusive=True)
    async def action_kept_views(self) -> None:
        """Keep the arrangement, or take one that was kept."""
        from salesops_tui.ui.dialogs.kept_views import KeptViewsScreen
        from salesops_tui.ui.keepings import table_views

        screen = KeptViewsScreen(table_views(self.arrangement, self.room.filter.text))
        chosen = await self.app.push_screen_wait(screen)
        if chosen is not None:
            self.arrangement = chosen.arrangement
            await self.room.filter.put(chosen.filter_line)
        self.room.reload()

    # Marks and the clipboard

    def action_mark(self) -> None:
        """Mark the deal under the cursor, or no longer."""
        self.grid.toggle_mark()
        self._tell()

    def on_deal_grid_mark_chosen(self) -> None:
        """The margin was clicked."""
        self.action_mark()

    def action_back(self) -> None:
        """Take the marks away; without any, show all deals again."""
        if self.grid.marks:
            self.grid.marks.clear()
            self.grid.refresh()
            self._tell()
        else:
            self.room.action_back()

    @work(group="copy", exclusive=True)
    async def action_copy(self) -> None:
        """Copy the marked deals, or the one under the cursor."""
        from salesops_tui.ui import clipboard

        deals = self.marked or ((self.deal_id,) if self.deal_id is not None else ())
        workbench = self.room.workbench
        if not deals:
            workbench.say(_("Put the cursor on a deal, or mark some."))
            return
        text = await self.room.call(tables.copied, self.arrangement, deals)
        tool = await clipboard.copy(self.app, text)
        copied = ngettext("{number} deal", "{number} deals", len(deals)).format(number=number(len(deals)))
        if tool is not None:
            workbench.say(_("Copied with {tool}: {deals}").format(tool=tool, deals=copied))
        else:
            workbench.say(
                _("Handed to the terminal: {deals}. If nothing can be pasted, it does not take texts.").format(
                    deals=copied
                )
            )

    # Cells

    def on_deal_grid_chosen(self) -> None:
        """A line was clicked again."""
        self.room.action_open()

    def action_edit(self) -> None:
        """Change the cell under the cursor, or all marked deals."""
        if self.grid.marks:
            self.room.action_edit()
        elif self.deal_id is not None and self.grid.column is not None:
            self.edit_cell(self.deal_id, self.grid.column)


def _summary(grid: DealGrid) -> str:
    """How many deals, their amount and their weighted amount; what is marked."""
    table, marks = grid.table, len(grid.marks)
    if table is None or not table.count:
        return ""
    amount = table.amount
    told = [
        ngettext("{number} deal", "{number} deals", table.count).format(number=number(table.count)),
        compact_money(amount.amount, amount.currency),
        _("weighted {amount}").format(amount=compact_money(table.weighted, amount.currency)),
    ]
    if amount.left_out:
        told.append(_("+{number} unrated").format(number=number(sum(part.count for part in amount.left_out))))
    if marks:
        told.insert(0, _("{number} marked").format(number=number(marks)))
    return " · ".join(told)
