"""What the views of the meetings room share: one sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from salesops_tui.ui.views.sheet_view import SheetView

if TYPE_CHECKING:
    from salesops_tui.ui.screens.meetings import MeetingsRoom


class MeetingView(SheetView):
    """A sheet about meetings."""

    @property
    def room(self) -> MeetingsRoom:
        """The room it belongs to."""
        from salesops_tui.ui.screens.meetings import MeetingsRoom

        assert isinstance(self.screen, MeetingsRoom)
        return self.screen

    @property
    def key(self) -> tuple[str, ...]:
        """What the line under the cursor is about."""
        key = self.sheet.stop.key if self.sheet.stop is not None else None
        return key if isinstance(key, tuple) else ("",)

    @property
    def template(self) -> str | None:
        """The key of the template under the cursor."""
        return None
