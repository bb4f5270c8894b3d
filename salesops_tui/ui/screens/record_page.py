"""What the pages of records share: a deal's, a task's, a meeting's."""

from __future__ import annotations

from abc import abstractmethod
from typing import ClassVar

from textual import work
from textual.binding import Binding, BindingType

from salesops_tui.errors import SalesopsError
from salesops_tui.ui.commands import Command
from salesops_tui.ui.screens.room import Room
from salesops_tui.ui.widgets.figure_sheet import FigureSheet


class RecordPage(Room):
    """A record over the room; esc goes back, and a record that is gone has no page."""

    GONE: ClassVar[type[SalesopsError]]
    """How its service says that the record is no longer there."""
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q", "dismiss", show=False)]

    @property
    def offered(self) -> tuple[Command, ...]:
        """What can be done here, and how to get around."""
        return (*self.OFFERED, *FigureSheet.OFFERED)

    @abstractmethod
    async def read(self) -> None:
        """Ask for the page again."""

    @abstractmethod
    def draw(self) -> None:
        """Draw the page as it was read."""

    @work(group="view", exclusive=True)
    async def reload(self, follow: str | None = None) -> None:
        """Read the page again and draw it."""
        try:
            await self.read()
        except self.GONE:
            self.dismiss()
        except SalesopsError as error:
            self.workbench.say_error(error)
        else:
            self.draw()
