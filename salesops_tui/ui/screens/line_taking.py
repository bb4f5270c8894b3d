"""Writing down what is typed in a line, each time for another purpose."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual import work

from salesops_tui.domain.quick_add.reading import Named
from salesops_tui.errors import SalesopsError
from salesops_tui.services.session import Session
from salesops_tui.ui.screens.quick_adding import QuickAdding

Take = Callable[[Session, str, Sequence[Named]], object]
"""What is done with a line that was typed, and with what somebody picked where a name is that of several."""


class LineTaking(QuickAdding):
    """A room in which the line is opened for different things, and closes when it was written down."""

    _take: Take | None = None

    async def take_line(self, prompt: str, take: Take, text: str = "", *, as_task: bool = True) -> None:
        """Open the line; what is typed goes to ``take``."""
        self._take = take
        await self.type_line(prompt, " ", text, as_task=as_task)

    @work(group="page", exclusive=True)
    async def take_lines(self, lines: Sequence[str]) -> None:
        """Write down what was typed; where a name is that of several, ask first. What is refused stays in the line, with
        what would have come after it."""
        take = self._take
        if take is None:
            return
        taken = 0
        try:
            chosen = await self.chosen_names(lines)
            for line in lines:
                await self.call(take, line, chosen)
                taken += 1
        except SalesopsError as error:
            self.workbench.say_error(error)
            if taken:
                self.quick_add.keep(lines[taken:])
        else:
            self.quick_add.done()
            self.quick_add.action_leave()
        self.reload()
