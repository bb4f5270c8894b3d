"""The pipeline room: the board of all deals, and what can be done with them there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType

from salesops_tui.domain.board import Column
from salesops_tui.domain.steps import Origin
from salesops_tui.errors import SalesopsError
from salesops_tui.formats import money
from salesops_tui.i18n import _, language, ngettext
from salesops_tui.services import board as boards
from salesops_tui.services import steps
from salesops_tui.services.board import BoardView
from salesops_tui.ui.commands import PIPELINE, bindings
from salesops_tui.ui.screens.room import Room
from salesops_tui.ui.widgets.board import PipelineBoard
from salesops_tui.ui.widgets.filter_line import FilterLine


class PipelineRoom(Room):
    """The board, a filter, and a hint where there is nothing to show."""

    KEY = "3"
    OFFERED = (*PIPELINE, *PipelineBoard.OFFERED)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(PIPELINE)]

    def __init__(self) -> None:
        super().__init__()
        self._follow: str | None = None
        self._is_stale = False
        self._is_loading = False

    def compose_room(self) -> ComposeResult:
        """The board with its filter above it."""
        yield FilterLine()
        yield PipelineBoard()

    def on_mount(self) -> None:
        """Draw what was asked for before the screen was there."""
        self._draw(self.workbench.first_view())

    @property
    def board(self) -> PipelineBoard:
        """The board."""
        return self.query_one(PipelineBoard)

    @property
    def filter(self) -> FilterLine:
        """The filter above it."""
        return self.query_one(FilterLine)

    # Drawing

    def _draw(self, view: BoardView) -> None:
        self.version = view.version
        board = self.board
        board.show(view.board, view.pages)
        if view.place is not None:
            board.select(view.place.column, view.place.row)
        found = sum(column.total.count for column in view.board.columns)
        self.filter.tell(ngettext("{number} deal", "{number} deals", found).format(number=found))
        self.tell_state(view.undoable)

    def reload(self, follow: str | None = None) -> None:
        """Ask for the board again; the cursor stays with its deal, or goes to another one.

        However often this is called meanwhile, as by fast typing, only one question is under way and one more waits.
        """
        self._follow = follow or self._follow
        self._is_stale = True
        if not self._is_loading:
            self._load()

    @work(group="view")
    async def _load(self) -> None:
        self._is_loading = True
        try:
            while self._is_stale:
                self._is_stale = False
                card, wanted = self.board.card, self.board.pages_in_sight()
                follow, self._follow = self._follow or (card.id if card else None), None
                self._draw(await self.call(boards.view, self.filter.text, wanted, follow))
        finally:
            self._is_loading = False

    async def on_pipeline_board_cards_wanted(self, event: PipelineBoard.CardsWanted) -> None:
        """Fetch a page of cards."""
        self._fetch(event.column, event.page)

    @work(group="cards")
    async def _fetch(self, column: int, number: int) -> None:
        board = self.board.board
        assert board is not None
        cards = await self.call(boards.page, board.columns[column].stage, self.filter.text, number)
        # Meanwhile the board may have become another one, whose cards these are not.
        if self.board.board is board:
            self.board.add_cards(column, number, cards)

    # Filtering

    async def action_filter(self) -> None:
        """Type a filter."""
        await self.filter.open()

    def action_back(self) -> None:
        """Show all deals again."""
        self.filter.clear()

    def on_filter_line_changed(self) -> None:
        """Show what the filter leaves."""
        self.reload()

    def on_filter_line_left(self) -> None:
        """Go back to the board."""
        self.board.focus()

    # Deals

    def action_move(self, by: int) -> None:
        """Move the selected deal to a neighbouring stage."""
        card, board = self.board.card, self.board.board
        if card is None or board is None:
            return
        column = self.board.column + by
        if 0 <= column < len(board.columns):
            self._move(card.id, board.columns[column].stage.id)

    def on_pipeline_board_move_wanted(self, event: PipelineBoard.MoveWanted) -> None:
        """A card was dropped on a column."""
        self._move(event.deal_id, event.stage_id)

    def _move(self, deal_id: str, stage_id: str) -> None:
        # Loaded when a deal is first touched, not before the board is there.
        from salesops_tui.services import deals

        self._write(deals.move_deal, deal_id, stage_id, Origin.SCREEN, follow=deal_id)

    def action_undo(self) -> None:
        """Take back the last step."""
        self._write(
            steps.undo, Origin.SCREEN, told=lambda step: _("Undone: {step}").format(step=steps.step_title(step))
        )

    def action_redo(self) -> None:
        """Bring back what undo took back."""
        self._write(
            steps.redo, Origin.SCREEN, told=lambda step: _("Done again: {step}").format(step=steps.step_title(step))
        )

    @work(group="write")
    async def _write(
        self,
        job: Callable[..., Any],
        *args: Any,
        follow: str | None = None,
        told: Callable[[Any], str] | None = None,
    ) -> None:
        try:
            result = await self.call(job, *args)
        except SalesopsError as error:
            self.workbench.say_error(error)
        else:
            if told is not None:
                self.workbench.say(told(result))
        self.reload(follow)

    def action_open(self) -> None:
        """Open the selected deal."""
        if self.board.card is not None:
            self._open(self.board.card.id)

    def on_pipeline_board_open_wanted(self, event: PipelineBoard.OpenWanted) -> None:
        """The selected card was clicked."""
        self._open(event.deal_id)

    @work(group="page", exclusive=True)
    async def _open(self, deal_id: str) -> None:
        from salesops_tui.services import deals
        from salesops_tui.ui.screens.deal import DealScreen

        try:
            page = await self.call(deals.read_deal, deal_id)
        except SalesopsError as error:
            self.workbench.say_error(error)
            return
        await self.app.push_screen_wait(DealScreen(page))
        self.reload(deal_id)

    def action_add(self) -> None:
        """Add a deal to the stage of the cursor."""
        self._form(None)

    def action_edit(self) -> None:
        """Edit the selected deal."""
        if self.board.card is not None:
            self._form(self.board.card.id)

    @work(group="page", exclusive=True)
    async def _form(self, deal_id: str | None) -> None:
        from salesops_tui.ui.dialogs.deal_form import edit

        board = self.board.board
        stage = board.columns[self.board.column].stage if board else None
        written = await edit(self, deal_id, stage.id if stage and stage.is_open else "")
        if written is not None:
            self.reload(written)

    # Figures

    def action_explain(self) -> None:
        """Say how the sum of the cursor's column came about."""
        board = self.board.board
        if board is not None:
            self.workbench.say(explanation(board.columns[self.board.column], self.filter.text))


def explanation(column: Column, filter_line: str) -> str:
    """How a column's sum came about: what was added, what was left out and why."""
    total = column.total
    counted = total.count - sum(part.count for part in total.left_out)
    parts = [
        _("{stage}: {amount} is the sum of {number} deals, counted over the whole workbook").format(
            stage=column.stage.name(language()), amount=money(total.amount, total.currency), number=counted
        )
    ]
    if filter_line.strip():
        parts.append(_("under the filter “{filter}”").format(filter=filter_line.strip()))
    if not column.stage.is_open:
        parts.append(_("closed in this month"))
    if column.without_amount:
        parts.append(
            ngettext("{number} of them has no amount", "{number} of them have no amount", column.without_amount).format(
                number=column.without_amount
            )
        )
    parts += [
        ngettext(
            "left out: {number} deal, {amount}, because no rate for {currency} is set",
            "left out: {number} deals, {amount}, because no rate for {currency} is set",
            part.count,
        ).format(number=part.count, amount=money(part.amount, part.currency), currency=part.currency)
        for part in total.left_out
    ]
    return "; ".join(parts) + "."
