"""What all rooms share: the lines around them, the way to the workbook, and noticing that somebody else wrote to it."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar, Concatenate, ParamSpec, TypeVar

from textual.app import ComposeResult
from textual.screen import Screen

from salesops_tui.i18n import _
from salesops_tui.services.session import Session
from salesops_tui.ui.commands import PROGRAM, Command
from salesops_tui.ui.widgets.room_strip import RoomStrip
from salesops_tui.ui.widgets.status_line import StatusLine

if TYPE_CHECKING:
    from salesops_tui.ui.app import Workbench

T = TypeVar("T")
P = ParamSpec("P")

_LOOK_EVERY_S = 2.0


class Room(Screen[None]):
    """A screen with the strip of rooms above and the keys below."""

    KEY: ClassVar[str]
    """The digit that leads here."""
    OFFERED: ClassVar[tuple[Command, ...]]
    """What can be done here, for footer and help."""

    version = (0, 0)
    """The workbook's version that the room shows."""

    def compose(self) -> ComposeResult:
        """The room between its two lines."""
        yield RoomStrip(self.workbench.rooms, self.KEY, self.workbench.day_words())
        yield from self.compose_room()
        yield StatusLine((*self.OFFERED, *PROGRAM))

    @abstractmethod
    def compose_room(self) -> ComposeResult:
        """What lies between."""

    @abstractmethod
    def reload(self) -> object:
        """Draw what the workbook says now."""

    @property
    def workbench(self) -> Workbench:
        """The program."""
        from salesops_tui.ui.app import Workbench

        assert isinstance(self.app, Workbench)
        return self.app

    async def call(self, job: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Have a service's function run where the workbook is."""
        return await self.workbench.gateway.call(job, *args, **kwargs)

    def tell_state(self, undoable: str | None) -> None:
        """Say in the bottom line how the workbook stands."""
        parts = [self.workbench.path.name]
        if undoable is not None:
            parts.append(_("undo: {step}").format(step=undoable))
        self.query_one(StatusLine).tell(" · ".join(parts))

    def on_status_line_pressed(self, event: StatusLine.Pressed) -> None:
        """A label of the bottom line was clicked."""
        self.run_worker(self.run_action(event.command.action), name=event.command.id)

    def on_screen_resume(self) -> None:
        """Look whether anything changed meanwhile."""
        self._watch = self.set_interval(_LOOK_EVERY_S, self._look)
        self.run_worker(self._look(), group="look", exclusive=True)

    def on_screen_suspend(self) -> None:
        """Nobody looks at the room: it looks at nothing either."""
        self._watch.stop()

    async def _look(self) -> None:
        """The command line may write while the room is open, and another window too."""
        if await self.call(_version) != self.version:
            self.reload()


def _version(session: Session) -> tuple[int, int]:
    return session.workbook.version()
