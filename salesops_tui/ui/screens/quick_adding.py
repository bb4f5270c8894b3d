"""Adding tasks in one line, in any room that has tasks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import work

from salesops_tui.domain.quick_add.reading import Named, Problem, Reading
from salesops_tui.domain.steps import Origin
from salesops_tui.errors import SalesopsError
from salesops_tui.i18n import _
from salesops_tui.ui.screens.room import Room
from salesops_tui.ui.widgets.quick_add_line import QuickAddLine


class QuickAdding(Room):
    """A room with a line for new tasks."""

    IMPORTANT: ClassVar[bool] = False
    """Whether every task that is typed here is important."""

    _unread: str | None = None
    _is_reading = False

    @property
    def quick_add(self) -> QuickAddLine:
        """The line."""
        return self.query_one(QuickAddLine)

    async def action_add(self) -> None:
        """Type a task."""
        await self.type_line()

    async def type_line(self, prompt: str = "+", hint: str = "", text: str = "", *, as_task: bool = True) -> None:
        """Open the line, with a text to begin with or with what was typed there before; what is no task is not read as
        one."""
        await self.quick_add.open(prompt, hint, text, as_task=as_task)
        if not as_task:
            return
        self._prepare()
        if self.quick_add.text.strip():
            self.on_quick_add_line_changed(QuickAddLine.Changed(self.quick_add.text))

    @work(group="names", exclusive=True)
    async def _prepare(self) -> None:
        from salesops_tui.services.quick_add import prepare

        await self.call(prepare)

    def on_quick_add_line_changed(self, event: QuickAddLine.Changed) -> None:
        """Read what is typed; however fast that is, one reading is under way and only the newest waits."""
        self._unread = event.text if self.quick_add.as_task else None
        if self._unread is not None and not self._is_reading:
            self._read()

    @work(group="reading")
    async def _read(self) -> None:
        # The grammar and the names are loaded when somebody first types a task.
        from salesops_tui.services.quick_add import look
        from salesops_tui.services.reading_words import describe

        self._is_reading = True
        try:
            while (text := self._unread) is not None:
                self._unread = None
                seen = await self.call(look, text, important=self.IMPORTANT)
                self.quick_add.tell(text, describe(seen))
        except SalesopsError as error:
            self.workbench.say_error(error)
        finally:
            self._is_reading = False

    def on_quick_add_line_wanted(self, event: QuickAddLine.Wanted) -> None:
        """Enter was pressed in the line."""
        self.take_lines(event.lines)

    @work(group="page", exclusive=True)
    async def take_lines(self, lines: Sequence[str]) -> None:
        """Add the tasks; where a name is that of several, ask first. What is refused stays in the line."""
        from salesops_tui.services.quick_add import add_lines

        try:
            chosen = await self.chosen_names(lines)
            added = await self.call(lambda session: add_lines(session, lines, Origin.SCREEN, chosen=chosen))
        except SalesopsError as error:
            self.workbench.say_error(error)
            return
        self.quick_add.done()
        self.reload(added[-1].task.id)

    async def chosen_names(self, lines: Sequence[str]) -> Sequence[Named]:
        """Which of several a name in the line means; of pasted lines nothing is asked."""
        from salesops_tui.services.quick_add import read_line

        if len(lines) != 1 or not self.quick_add.as_task:
            return ()
        reading: Reading = await self.call(read_line, lines[0])
        picked = [await self._pick(problem) for problem in reading.problems if problem.candidates]
        return [named for named in picked if named is not None]

    async def _pick(self, problem: Problem) -> Named | None:
        from salesops_tui.ui.dialogs.pick import PickScreen

        names = [
            (named.id, f"{named.name}  {named.detail}" if named.detail else named.name) for named in problem.candidates
        ]
        title = _("Which one is “{text}”?").format(text=problem.text)
        picked = await self.app.push_screen_wait(PickScreen(title, [*names, ("", _("none of them"))], names[0][0]))
        return next((named for named in problem.candidates if named.id == picked), None)

    def on_quick_add_line_left(self) -> None:
        """Go back to what was there before."""
        self.take_focus()

    def take_focus(self) -> None:
        """Let the keys come to the room again."""
