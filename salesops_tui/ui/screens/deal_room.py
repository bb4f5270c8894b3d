"""A room in which a deal is selected, and the ways on which it can be brought to another stage from there."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Awaitable, Callable

from textual import work

from salesops_tui.ui.screens.room import Room


class DealRoom(Room):
    """Moving, winning, losing and reopening the selected deal."""

    @property
    @abstractmethod
    def selected_deal(self) -> str | None:
        """The deal under the cursor."""

    def move_deal(self, deal_id: str, stage_id: str) -> None:
        """Bring a deal to another stage, through its gate."""
        # Loaded when a deal is first moved, not before the first view is there.
        from salesops_tui.ui import deal_actions

        self._act(deal_actions.move, deal_id, stage_id)

    def action_win(self) -> None:
        """Close the selected deal as won."""
        from salesops_tui.ui import deal_actions

        self._act(deal_actions.win, self.selected_deal)

    def action_lose(self) -> None:
        """Close the selected deal as lost."""
        from salesops_tui.ui import deal_actions

        self._act(deal_actions.lose, self.selected_deal)

    def action_reopen(self) -> None:
        """Open the selected deal again."""
        from salesops_tui.ui import deal_actions

        self._act(deal_actions.reopen, self.selected_deal)

    @work(group="page", exclusive=True)
    async def _act(self, action: Callable[..., Awaitable[bool]], deal_id: str | None, *args: str) -> None:
        """Have something done with a deal, and draw the room again with the cursor on it."""
        if deal_id is not None:
            await action(self, deal_id, *args)
            self.reload(deal_id)
