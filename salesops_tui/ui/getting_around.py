"""Getting around in the program: back to where one was and forward again, and to any pane by a letter."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, Final

from textual import work
from textual.app import App

from salesops_tui.domain.found import FoundRecord
from salesops_tui.i18n import _
from salesops_tui.ui.screens.room import Room
from salesops_tui.ui.screens.views_room import ViewsRoom
from salesops_tui.ui.trail import Trail, Whereabouts

if TYPE_CHECKING:
    _Base = App[Any]
else:
    _Base = object

_CLOSING_S: Final = 0.01
"""How long a screen is given to close before it is looked at again."""


class GettingAround(_Base):
    """The part of the program that knows where a person has been."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._trail = Trail()
        self._is_travelling = False
        self._destination: Whereabouts | None = None

    def note_whereabouts(self, record: FoundRecord | None = None) -> None:
        """Remember where the person is now, and what is opened over it."""
        room = self.screen_stack[0]
        if not self._is_travelling:
            view = room.view_name if isinstance(room, ViewsRoom) else ""
            self._trail.note(Whereabouts(self.current_mode, view, record))

    def action_step(self, by: int) -> None:
        """Go back to where one was, or forward again."""
        if self.screen.is_modal:
            return
        there = self._trail.step(by)
        if there is None:
            told = _("There is nothing before this.") if by < 0 else _("There is nothing after this.")
            self.notify(told, markup=False)
            return
        self._destination = there
        if not self._is_travelling:
            self._is_travelling = True
            self._travel()

    @work(group="travel")
    async def _travel(self) -> None:
        """In a worker that nothing ends: what is closing already has to get its turn, and no screen is left half closed.

        Whoever presses the key several times goes on to the last place at once.
        """
        record: FoundRecord | None = None
        try:
            while (there := self._destination) is not None:
                self._destination, record = None, there.record
                await self._go_to(there)
        finally:
            self._is_travelling = False
        if record is not None and isinstance(self.screen, Room):
            self.screen.open_record(record)

    async def _go_to(self, there: Whereabouts) -> None:
        if there.room != self.current_mode:
            await self.switch_mode(there.room)
        while len(self.screen_stack) > 1:
            self.screen.dismiss()
            await asyncio.sleep(_CLOSING_S)
        if isinstance(self.screen, ViewsRoom):
            await self.screen.action_show_view(there.view)

    async def action_jump(self) -> None:
        """Put a letter on every pane, and go where one leads."""
        from salesops_tui.ui.screens.jump import JumpScreen, Place, places

        def go(place: Place | None) -> None:
            if place is not None:
                place.go()

        if not self.screen.is_modal and (found := places(self.screen)):
            self.push_screen(JumpScreen(found), go)
