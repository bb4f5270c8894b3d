"""What the views of the week room share that show a sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from salesops_tui.ui.views.sheet_view import SheetView

if TYPE_CHECKING:
    from salesops_tui.ui.screens.week import WeekRoom


class WeekView(SheetView):
    """One sheet about the week and the people that the room is at."""

    @property
    def room(self) -> WeekRoom:
        """The room it belongs to."""
        from salesops_tui.ui.screens.week import WeekRoom

        assert isinstance(self.screen, WeekRoom)
        return self.screen
