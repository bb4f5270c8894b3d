"""What all dialogs share: each closes once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic

from textual import events
from textual.await_complete import AwaitComplete
from textual.screen import ModalScreen, Screen, ScreenResultType

if TYPE_CHECKING:
    from salesops_tui.ui.app import Workbench

    _Base = Screen[Any]
else:
    # No screen of its own: the looks of a class come from the first of its bases that is one.
    _Base = object


class ClosesOnce(_Base):
    """A screen that takes only itself away.

    Textual's ``dismiss`` closes whatever lies on top: a second key that was meant for this screen, pressed before it was gone,
    would close what is below, or end the program where nothing is.
    """

    _is_closed = False

    @property
    def workbench(self) -> Workbench:
        """The program."""
        from salesops_tui.ui.app import Workbench

        assert isinstance(self.app, Workbench)
        return self.app

    @property
    def is_closed(self) -> bool:
        """Whether it is on its way out: nothing can be shown on it any more."""
        return self._is_closed

    def dismiss(self, result: Any = None) -> AwaitComplete:
        """Close it, unless it is closed already or something lies over it."""
        if self._is_closed or not self.is_active:
            return AwaitComplete()
        self._is_closed = True
        return super().dismiss(result)

    async def on_event(self, event: events.Event) -> None:
        """A screen that was closed before it was whole has nothing to begin with: its parts are gone already."""
        if not (self._is_closed and isinstance(event, events.Mount)):
            await super().on_event(event)


class Dialog(ClosesOnce, ModalScreen[ScreenResultType], Generic[ScreenResultType]):
    """A screen over the room; what it was waiting for has nowhere to be shown once it is closed. Only writing goes on."""

    def dismiss(self, result: ScreenResultType | None = None) -> AwaitComplete:
        """Close it, and wait for nothing any more."""
        closing = super().dismiss(result)
        if self._is_closed:
            for worker in [worker for worker in self.workers if worker.node is self and worker.group != "write"]:
                worker.cancel()
        return closing
