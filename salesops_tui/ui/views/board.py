"""The board: columns of cards, and what can be done with a card where it lies."""

from __future__ import annotations

from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType

from salesops_tui.domain.figures import Figure
from salesops_tui.i18n import ngettext
from salesops_tui.services import board as boards
from salesops_tui.services.board import BoardView as Seen
from salesops_tui.ui.commands import ADVANCE, BOARD, RETREAT, bindings
from salesops_tui.ui.views.view import Loaded, View
from salesops_tui.ui.widgets.board import PipelineBoard

_OWN = (ADVANCE, RETREAT)


class BoardView(View):
    """The board with its cards, fetched as they come into sight."""

    COMMAND = BOARD
    OFFERED = (*_OWN, *PipelineBoard.OFFERED)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(_OWN)]

    def compose(self) -> ComposeResult:
        """The board and nothing else."""
        yield PipelineBoard()

    @property
    def board(self) -> PipelineBoard:
        """The board."""
        return self.query_one(PipelineBoard)

    @property
    def deal_id(self) -> str | None:
        """The deal of the selected card."""
        return self.board.card.id if self.board.card is not None else None

    @property
    def new_deal_stage(self) -> str:
        """The stage of the cursor, if deals begin there."""
        stage = self.board.stage
        return stage.id if stage is not None and stage.is_open else ""

    @property
    def figure(self) -> Figure | None:
        """The sum of the cursor's column."""
        board = self.board.board
        return boards.column_figure(board.columns[self.board.column], self.room.filter.text) if board else None

    def take_focus(self) -> None:
        """Let the keys come to the board."""
        self.board.focus()

    async def load(self, filter_line: str, follow: str | None) -> Loaded:
        """Ask for the heads, the cards in sight and the place of a deal."""
        return self.draw(await self.room.call(boards.view, filter_line, self.board.pages_in_sight(), follow))

    def draw(self, seen: Seen) -> Loaded:
        """Draw what was asked for."""
        board = self.board
        board.show(seen.board, seen.pages)
        if seen.place is not None:
            board.select(seen.place.column, seen.place.row)
        found = sum(column.total.count for column in seen.board.columns)
        return Loaded(
            seen.standing,
            ngettext("{number} deal", "{number} deals", found).format(number=found),
        )

    def on_pipeline_board_cards_wanted(self, event: PipelineBoard.CardsWanted) -> None:
        """Fetch a page of cards."""
        self._fetch(event.column, event.page)

    @work(group="cards")
    async def _fetch(self, column: int, number: int) -> None:
        board = self.board.board
        assert board is not None
        cards = await self.room.call(boards.page, board.columns[column].stage, self.room.filter.text, number)
        # Meanwhile the board may have become another one, whose cards these are not.
        if self.board.board is board:
            self.board.add_cards(column, number, cards)

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
        self.room.move_deal(deal_id, stage_id)

    def on_pipeline_board_open_wanted(self, event: PipelineBoard.OpenWanted) -> None:
        """The selected card was clicked."""
        self.room.open_deal(event.deal_id)
