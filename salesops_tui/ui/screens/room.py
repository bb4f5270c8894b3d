"""What all rooms share: the lines around them, the way to the workbook, and noticing that somebody else wrote to it."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, ClassVar, Concatenate, ParamSpec, TypeVar

from textual import events, work
from textual.app import ComposeResult
from textual.dom import DOMNode
from textual.screen import Screen

from salesops_tui.domain.found import FoundRecord, RecordKind
from salesops_tui.domain.steps import Origin
from salesops_tui.errors import SalesopsError
from salesops_tui.i18n import _
from salesops_tui.services import steps
from salesops_tui.services.session import Session
from salesops_tui.ui.commands import PROGRAM, ROOMS, Command
from salesops_tui.ui.dialogs.dialog import ClosesOnce
from salesops_tui.ui.widgets.room_strip import RoomStrip
from salesops_tui.ui.widgets.status_line import StatusLine
from salesops_tui.ui.widgets.typing_line import TypingLine

if TYPE_CHECKING:
    from salesops_tui.services.deal_lists import DealList

T = TypeVar("T")
P = ParamSpec("P")

_LOOK_EVERY_S = 2.0


class Room(ClosesOnce, Screen[None]):
    """A screen with the strip of rooms above and the keys below."""

    KEY: ClassVar[str]
    """The digit that leads here."""
    OFFERED: ClassVar[tuple[Command, ...]]
    """What can be done here, for footer and help."""

    ASKING: ClassVar[tuple[Command, ...]] = ()
    """Commands that bring another screen or open a line at once: keys that follow are meant for that, however fast they
    come."""

    version = (0, 0)
    """The workbook's version that the room shows."""

    def compose(self) -> ComposeResult:
        """The room between its two lines."""
        yield RoomStrip(self.workbench.rooms, self.KEY, self.workbench.day_words())
        yield from self.compose_room()
        yield StatusLine((*self.offered, *PROGRAM))

    @abstractmethod
    def compose_room(self) -> ComposeResult:
        """What lies between."""

    @abstractmethod
    def reload(self, follow: str | None = None) -> object:
        """Draw what the workbook says now; the cursor stays with its record, or goes to another one."""

    async def call(self, job: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Have a service's function run where the workbook is."""
        gateway = self.workbench.gateway
        rescued = gateway.rescued
        result = await gateway.call(job, *args, **kwargs)
        if gateway.rescued > rescued:
            self.workbench.notify(
                _(
                    "The disk is full. This was saved with the last reserve: please make room on the disk before you go on."
                ),
                severity="warning",
                timeout=30,
                markup=False,
            )
        return result

    def tell_state(self, undoable: str | None) -> None:
        """Say in the bottom line how the workbook stands."""
        parts = [self.workbench.path.name]
        if undoable is not None:
            parts.append(_("undo: {step}").format(step=undoable))
        self.query_one(StatusLine).tell(" · ".join(parts))

    @property
    def offered(self) -> tuple[Command, ...]:
        """What can be done here now, for footer, help and palette."""
        return self.OFFERED

    def actors(self) -> Iterable[DOMNode]:
        """Who may carry out a command, the nearest first."""
        return (self,)

    def perform(self, command: Command) -> None:
        """Do what a command says, as if its key had been pressed."""
        self.run_worker(self._run_command(command), name=command.id)

    async def _run_command(self, command: Command) -> None:
        method = f"action_{command.action.split('(')[0]}"
        actor = next((actor for actor in self.actors() if hasattr(actor, method)), self)
        await self.app.run_action(command.action, default_namespace=actor)

    async def on_key(self, event: events.Key) -> None:
        """Carry out a command that asks something before the next key is looked at, and pass on what is for the question.

        Bindings would be looked up only after the key has come up to the program, when the next one is on its way already.
        """
        command = next((command for command in self.ASKING if event.key in command.keys), None)
        if self.app.screen is not self or self._is_overdue(event):
            event.stop()
            # The program is to send it: a key of the room's own would not come up beyond the room.
            self.app.call_later(lambda: self.app.post_message(events.Key(event.key, event.character)))
        elif command is not None:
            event.stop()
            await self._run_command(command)

    def _is_overdue(self, event: events.Key) -> bool:
        """Whether a key is for a line that was opened after it was pressed."""
        return any(line.misses(event) for line in self.query(TypingLine))

    async def on_room_strip_pressed(self, event: RoomStrip.Pressed) -> None:
        """The name of a room was clicked."""
        self.perform(next(room for room in ROOMS if event.key in room.keys))

    def on_status_line_pressed(self, event: StatusLine.Pressed) -> None:
        """A label of the bottom line was clicked."""
        self.perform(event.command)

    @work(group="write")
    async def write(
        self,
        job: Callable[..., Any],
        *args: Any,
        follow: str | None = None,
        told: Callable[[Any], str] | None = None,
    ) -> None:
        """Have a service write something, say what came of it, and draw the room again with the cursor on a record."""
        try:
            result = await self.call(job, *args)
        except SalesopsError as error:
            self.workbench.say_error(error)
        else:
            if told is not None:
                self.workbench.say(told(result))
        self.reload(follow)

    # The pages of records

    @work(group="page", exclusive=True)
    async def open_deal(self, deal_id: str) -> None:
        """Show a deal on a page of its own, and come back to it."""
        # Loaded when a deal is first opened, not before the first view is there.
        from salesops_tui.services.deal_page import read_deal
        from salesops_tui.ui.screens.deal import DealScreen

        await self._open(read_deal, FoundRecord(RecordKind.DEAL, deal_id, ""), DealScreen)

    @work(group="page", exclusive=True)
    async def open_task(self, task_id: str) -> None:
        """Show a task on a page of its own, and come back to it."""
        from salesops_tui.services.task_page import read_task
        from salesops_tui.ui.screens.task import TaskScreen

        await self._open(read_task, FoundRecord(RecordKind.TASK, task_id, ""), TaskScreen)

    @work(group="page", exclusive=True)
    async def open_meeting(self, meeting_id: str) -> None:
        """Show a meeting on a page of its own, and come back."""
        from salesops_tui.services.meetings.page import read_meeting
        from salesops_tui.ui.screens.meeting import MeetingScreen

        await self._open(read_meeting, FoundRecord(RecordKind.MEETING, meeting_id, ""), MeetingScreen)

    def open_record(self, record: FoundRecord) -> None:
        """Show a record of any kind: on its page, an account or a person by the deals."""
        match record.kind:
            case RecordKind.DEAL:
                self.open_deal(record.id)
            case RecordKind.TASK:
                self.open_task(record.id)
            case RecordKind.MEETING:
                self.open_meeting(record.id)
            case RecordKind.ACCOUNT | RecordKind.PERSON:
                self._open_deals(record)

    @work(group="page", exclusive=True)
    async def _open_deals(self, record: FoundRecord) -> None:
        from salesops_tui.services.search import deals_of
        from salesops_tui.ui.listings import of_figure
        from salesops_tui.ui.screens.deal_list import DealListScreen

        def read(session: Session, _id: str) -> DealList:
            return deals_of(session, record)

        await self._open(read, record, lambda found: DealListScreen(of_figure(found)))

    async def _open(
        self, read: Callable[[Session, str], T], record: FoundRecord, page: Callable[[T], Screen[Any]]
    ) -> None:
        try:
            found = await self.call(read, record.id)
        except SalesopsError as error:
            self.workbench.say_error(error)
        else:
            self.workbench.note_whereabouts(record)
            await self.app.push_screen_wait(page(found))
            self.workbench.note_whereabouts()
        self.reload(record.id)

    def action_undo(self) -> None:
        """Take back the last step."""
        self.write(steps.undo, Origin.SCREEN, told=lambda step: _("Undone: {step}").format(step=steps.step_title(step)))

    def action_redo(self) -> None:
        """Bring back what undo took back."""
        self.write(
            steps.redo, Origin.SCREEN, told=lambda step: _("Done again: {step}").format(step=steps.step_title(step))
        )

    def on_screen_resume(self) -> None:
        """Look whether anything changed meanwhile."""
        self._watch = self.set_interval(_LOOK_EVERY_S, self._look)
        self._look_again()

    def on_screen_suspend(self) -> None:
        """Nobody looks at the room: it looks at nothing either."""
        self._watch.stop()

    @work(group="look", exclusive=True)
    async def _look_again(self) -> None:
        await self._look()

    async def _look(self) -> None:
        """The command line may write while the room is open, and another window too."""
        if await self.call(_version) != self.version:
            self.reload()


def _version(session: Session) -> tuple[int, int]:
    return session.workbook.version()
