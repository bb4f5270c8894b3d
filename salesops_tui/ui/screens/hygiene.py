"""The hygiene sprint: today's broken deals one after the other, each mended with a key or two."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, ClassVar, Final

from textual import events, work
from textual.app import ComposeResult
from textual.binding import BindingType

from salesops_tui.domain.steps import Origin
from salesops_tui.errors import SalesopsError
from salesops_tui.formats import number
from salesops_tui.i18n import _
from salesops_tui.services import hygiene, steps
from salesops_tui.services.hygiene import Queue, SprintCard
from salesops_tui.services.session import Session
from salesops_tui.ui import questions
from salesops_tui.ui.commands import (
    BACK,
    EDIT,
    LOSE,
    NEXT_STEP,
    OPEN,
    PUSH,
    REDO,
    SNOOZE,
    TOUCH,
    UNDO,
    Command,
    bindings,
)
from salesops_tui.ui.questions import Answer, Question, Write
from salesops_tui.ui.screens.deal_room import DealRoom
from salesops_tui.ui.sprint import Sprint
from salesops_tui.ui.view_commands import AGAIN, OWNER, RETURN, SKIP
from salesops_tui.ui.widgets.question_panel import QuestionPanel
from salesops_tui.ui.widgets.sprint_sheet import SprintSheet
from salesops_tui.ui.widgets.title_line import TitleLine

_MENDING: Final = (PUSH, NEXT_STEP, OWNER, LOSE, SNOOZE, AGAIN, SKIP, RETURN)
_AHEAD: Final = 20
"""So many of the deals that come next are named, where there is room."""


class HygieneScreen(DealRoom):
    """One deal at a time; what is mended goes, and the next one comes."""

    KEY = "3"
    OFFERED: ClassVar[tuple[Command, ...]] = (*_MENDING, OPEN, EDIT, TOUCH, UNDO, REDO, BACK)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(OFFERED)]
    AUTO_FOCUS = ""

    def __init__(self, queue: Queue) -> None:
        super().__init__()
        self._sprint = Sprint(queue.deal_ids)
        self._card: SprintCard | None = None
        self._last: tuple[str, tuple[Answer, ...]] | None = None
        self._asked = ""
        self._is_busy = True
        self._waiting: list[events.Key] = []

    def compose_room(self) -> ComposeResult:
        """How far it is, the deal, and the question about it."""
        yield TitleLine()
        yield SprintSheet()
        yield QuestionPanel()

    def on_mount(self) -> None:
        """Show the worst deal."""
        self.reload()

    @property
    def selected_deal(self) -> str | None:
        """The deal that is seen."""
        return self._card.deal.id if self._card is not None else None

    @property
    def _panel(self) -> QuestionPanel:
        return self.query_one(QuestionPanel)

    # The queue

    @work(group="view", exclusive=True)
    async def reload(self, follow: str | None = None) -> None:
        """Read the deal at the present place again."""
        await self._turn(0)

    async def _turn(self, by: int) -> None:
        """Show the deal so many places on; on the way forward, over those that need nothing any more."""
        self._is_busy = True
        sprint = self._sprint
        try:
            sprint.go(by)
            self._card = await self._read()
            while by > 0 and self._card is not None and not self._card.faults:
                sprint.note(self._card)
                sprint.go(1)
                self._card = await self._read()
            await self._draw()
        except SalesopsError as error:
            self.workbench.say_error(error)
        finally:
            self._is_busy = False
            self._let_wait_no_more()

    async def _read(self) -> SprintCard | None:
        while (deal_id := self._sprint.deal_id) is not None:
            card = await self.call(hygiene.card, deal_id, self._sprint.ahead(_AHEAD))
            if card is not None:
                return card
            self._sprint.drop()
        return None

    async def _draw(self) -> None:
        card = self._card
        if card is not None:
            self._sprint.note(card)
            standing = card.standing
            self._redraw()
        else:
            ending = await self.call(hygiene.ending)
            standing = ending.standing
            self.query_one(SprintSheet).show_end(ending, self._sprint, self.workbench.clock.today())
        self.version = standing.version
        self.tell_state(standing.undoable)
        self._tell_progress()

    def _tell_progress(self) -> None:
        total, mended = self._sprint.total, self._sprint.mended
        place = min(self._sprint.place + 1, total)
        told = _("{place} of {total} · {mended} mended").format(
            place=number(place), total=number(total), mended=number(mended)
        )
        self.query_one(TitleLine).tell(
            _("Clean up"), _("the deals that need mending, worst first"), told if total else ""
        )

    # Keys

    async def on_key(self, event: events.Key) -> None:
        """Take the keys in the order in which they were pressed, however fast: each is for the deal that is seen then."""
        # Not the room's own way as well.
        event.prevent_default()
        if self._is_busy:
            self._waiting.append(event)
        elif self._panel.question is not None:
            if not self._panel.take(event):
                return
            # An answer is on its way to be written: what follows is for the next deal.
            self._is_busy = self._panel.question is None
        elif (command := _BY_KEY.get(event.key)) is not None:
            await self.app.run_action(command.action, default_namespace=self)
        else:
            return
        event.stop()

    def _let_wait_no_more(self) -> None:
        waiting, self._waiting = self._waiting, []
        for event in waiting:
            self.app.post_message(events.Key(event.key, event.character))

    async def ask_about(self, name: str) -> None:
        """Ask below the deal."""
        if self._card is not None:
            self._asked = name
            self._panel.ask(_question(name, self._card))
            self._redraw()

    def _redraw(self) -> None:
        if self._card is not None:
            hints = () if self._panel.question is not None else _MENDING
            self.query_one(SprintSheet).show_card(self._card, self._sprint, hints)

    def action_again(self) -> None:
        """Mend this deal as the one before."""
        if self._card is not None and self._last is not None:
            self._asked, answers = self._last
            self._panel.replay(_question(self._asked, self._card), answers)
            self._is_busy = self._panel.question is None
            self._redraw()

    def on_question_panel_answered(self, event: QuestionPanel.Answered) -> None:
        """Write it, and go on."""
        self._last = (self._asked, event.answers)
        self._is_busy = True
        self._do(event.write)

    def on_question_panel_left(self) -> None:
        """Show the keys again."""
        self._is_busy = False
        self._redraw()
        self._let_wait_no_more()

    @work(group="write")
    async def _do(self, write: Write) -> None:
        try:
            await self.call(write.job)
        except SalesopsError as error:
            self.workbench.say_error(error)
        else:
            self._sprint.acted()
        await self._go_on()

    async def _go_on(self) -> None:
        """Show the deal as it is now, and the next one if it has no fault left."""
        await self._turn(0)
        if self._card is not None and not self._card.faults:
            await self._turn(1)

    def action_skip(self, by: int) -> None:
        """Go on without mending, or back."""
        self._is_busy = True
        if by < 0:
            self._sprint.go_back()
        self._go(max(by, 0))

    @work(group="write")
    async def _go(self, by: int) -> None:
        await self._turn(by)

    def action_undo(self) -> None:
        """Take back the last step, and return to the deal that it was about."""
        self._is_busy = True
        self._revert(steps.undo)

    def action_redo(self) -> None:
        """Bring back what undo took back."""
        self._is_busy = True
        self._revert(steps.redo)

    @work(group="write")
    async def _revert(self, job: Callable[[Session, Origin], Any]) -> None:
        try:
            step = await self.call(job, Origin.SCREEN)
        except SalesopsError as error:
            self.workbench.say_error(error)
        else:
            done = _("Undone: {step}") if job is steps.undo else _("Done again: {step}")
            self.workbench.say(done.format(step=steps.step_title(step)))
            if job is steps.undo:
                self._sprint.return_to_last()
        await self._turn(0)

    def action_open(self) -> None:
        """Show the deal on a page of its own, and come back."""
        if self.selected_deal is not None:
            self.open_deal(self.selected_deal)

    @work(group="page", exclusive=True)
    async def act(self, action: Callable[..., Awaitable[bool]], deal_id: str | None, *args: str) -> None:
        """Have something done with the deal, and go on when it was."""
        if deal_id is None:
            return
        if await action(self, deal_id, *args):
            self._sprint.acted()
        await self._go_on()

    def action_back(self) -> None:
        """Back to the room."""
        self.dismiss()


def _question(name: str, card: SprintCard) -> Question:
    asked: Question = getattr(questions, name)(card.offers)
    return asked


_BY_KEY: Final = {key: command for command in HygieneScreen.OFFERED for key in command.keys}
