"""The board: columns of cards, and what can be done with a card where it lies."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType

from salesops_tui.domain.ageing import AgeClock
from salesops_tui.domain.board import AS_USUAL, Arrangement, GroupBy, SortBy
from salesops_tui.domain.figures import Figure
from salesops_tui.errors import SalesopsError
from salesops_tui.formats import number
from salesops_tui.i18n import _, ngettext
from salesops_tui.services import board as boards
from salesops_tui.services.board import BoardView as Seen
from salesops_tui.ui.board_summary import summary
from salesops_tui.ui.commands import ADVANCE, BOARD, GROUP, MARK, RETREAT, SORT, bindings
from salesops_tui.ui.views.deal_view import DealView
from salesops_tui.ui.views.view import Loaded
from salesops_tui.ui.widgets.board import PipelineBoard

if TYPE_CHECKING:
    from salesops_tui.services.explaining import Explanation

_OWN = (ADVANCE, RETREAT, SORT, GROUP, MARK)
_FEW = 100
"""So many changed deals are read again before the board is drawn; more are read while it is seen."""


class BoardView(DealView):
    """The board with its cards, fetched as they come into sight."""

    COMMAND = BOARD
    OFFERED = (*_OWN, *PipelineBoard.OFFERED)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(_OWN)]

    def __init__(self) -> None:
        super().__init__()
        self._arrangement: Arrangement = AS_USUAL
        self._fired: Mapping[AgeClock, int] | None = None
        self._counted: Hashable = None
        """Of which workbook and filter the clocks that fired were last counted."""

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
    def marked(self) -> tuple[str, ...]:
        """The deals of the marked cards."""
        return tuple(self.board.marked)

    def unmark(self) -> None:
        """Take all marks away."""
        self.board.unmark()
        self._summarise()

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

    def explanations(self) -> Sequence[Explanation]:
        """The card under the cursor, the sum of its column, and the weighted sum."""
        from salesops_tui.services.card_words import explain_card
        from salesops_tui.services.explaining import explain

        board, card = self.board.board, self.board.card
        if board is None:
            return []
        column = board.columns[self.board.column]
        figures = (self.figure, boards.weighted_figure(column, self.room.filter.text))
        told = [explain(figure) for figure in figures if figure is not None]
        return [explain_card(card, column), *told] if card is not None else told

    def take_focus(self) -> None:
        """Let the keys come to the board."""
        self.board.focus()

    # Drawing

    async def load(self, filter_line: str, follow: str | None) -> Loaded:
        """Ask for the heads, the cards in sight and the place of a deal."""
        from salesops_tui.services import pasts

        # Where the history cannot be read now, the settings' limits hold; the reading that follows says why.
        with suppress(SalesopsError):
            await self.room.call(pasts.catch_up, _FEW)
        here = self.deal_id
        seen = await self.room.call(
            boards.view, filter_line, self.board.pages_in_sight(), follow, self._arrangement, patient=True
        )
        # Whoever went on to another card meanwhile is not fetched back.
        has_moved = follow == here != self.deal_id
        return self.draw(replace(seen, place=None) if has_moved else seen)

    def draw(self, seen: Seen) -> Loaded:
        """Draw what was asked for."""
        board = self.board
        board.show(seen.board, seen.pages, self._arrangement.group)
        if seen.place is not None:
            board.select(seen.place.column, seen.place.row)
        counted = (seen.standing.version, self.room.filter.text)
        if seen.fired is not None or counted != self._counted:
            self._fired = seen.fired
        if not seen.is_settled:
            self._read_history()
        elif self._fired is None:
            self._count(counted)
        found = sum(column.total.count for column in seen.board.columns)
        return Loaded(
            seen.standing, ngettext("{number} deal", "{number} deals", found).format(number=found), self._summary()
        )

    def _summary(self) -> str:
        return summary(self.board.board, self._arrangement, self._fired, len(self.marked))

    def _summarise(self) -> None:
        if self.room.view is self:
            self.room.summarise(self._summary())

    @work(group="history", exclusive=True)
    async def _read_history(self) -> None:
        """Have the deals' pasts worked out while the board is seen, and draw it again with the limits they give."""
        from salesops_tui.services import pasts

        try:
            while left := await self.room.call(pasts.catch_up, pasts.PORTION):
                if self.room.view is self:
                    told = _("reading the history: {number} deals to go").format(number=number(left))
                    self.room.summarise(told)
        except SalesopsError as error:
            self.room.workbench.say_error(error)
        else:
            self.room.reload()

    @work(group="count", exclusive=True)
    async def _count(self, counted: tuple[Hashable, str]) -> None:
        """Count the clocks that fired, where there are so many deals that the board does not wait for it."""
        from salesops_tui.services import ageing

        self._fired = await self.room.call(ageing.fired, counted[1])
        self._counted = counted
        self._summarise()

    def on_pipeline_board_cards_wanted(self, event: PipelineBoard.CardsWanted) -> None:
        """Fetch a page of cards."""
        self._fetch(event.column, event.page)

    @work(group="cards")
    async def _fetch(self, column: int, page: int) -> None:
        board = self.board.board
        assert board is not None
        cards = await self.room.call(boards.page, board.columns[column], self.room.filter.text, page, self._arrangement)
        # Meanwhile the board may have become another one, whose cards these are not.
        if self.board.board is board:
            self.board.add_cards(column, page, cards)

    # Arranging and marking

    def action_sort(self) -> None:
        """Put the cards in the next order."""
        orders = list(SortBy)
        following = orders[(orders.index(self._arrangement.sort) + 1) % len(orders)]
        self._arrange(replace(self._arrangement, sort=following))

    def action_group(self) -> None:
        """Group the cards by the next thing, at last by nothing."""
        groups = [None, *GroupBy]
        following = groups[(groups.index(self._arrangement.group) + 1) % len(groups)]
        self._arrange(replace(self._arrangement, group=following))

    def _arrange(self, arrangement: Arrangement) -> None:
        self._arrangement = arrangement
        self.room.reload()

    def action_mark(self) -> None:
        """Mark the selected deal, or take its mark away."""
        self.board.toggle_mark()
        self._summarise()

    # Moving

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
