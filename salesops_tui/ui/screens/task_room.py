"""A room in which tasks are selected, and everything that can be done with them from there."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any

from textual import work

from salesops_tui.domain.quadrants import Quadrant
from salesops_tui.domain.steps import Origin
from salesops_tui.errors import SalesopsError
from salesops_tui.formats import near_day
from salesops_tui.i18n import _, ngettext
from salesops_tui.ui.screens.room import Room

if TYPE_CHECKING:
    # What is done with tasks is loaded when it is first done: the room is seen sooner.
    from salesops_tui.domain.tasks import Task
    from salesops_tui.services.task_states import Finished
    from salesops_tui.ui.questions import Question, Write


class TaskRoom(Room):
    """Opening, editing, moving, giving away, finishing the task under the cursor, or all that are marked."""

    @property
    @abstractmethod
    def chosen_tasks(self) -> tuple[str, ...]:
        """The marked tasks; without any, the one under the cursor."""

    def unmark(self) -> None:
        """What was marked has been acted on."""

    def _choose(self) -> tuple[str, ...]:
        """The chosen tasks, and a word to the person where there are none."""
        if not self.chosen_tasks:
            self.workbench.say(_("There is no task under the cursor."))
        return self.chosen_tasks

    @work(group="write")
    async def end(self, name: str, told: Callable[[Any], str]) -> None:
        """Have a function of ``services.task_states`` act on the chosen tasks, and say what came of it."""
        tasks = self._choose()
        if not tasks:
            return
        try:
            job = getattr(import_module("salesops_tui.services.task_states"), name)
            result = await self.call(job, tasks, Origin.SCREEN)
        except SalesopsError as error:
            self.workbench.say_error(error)
        else:
            self.unmark()
            self.workbench.say(told(result))
        self.reload(tasks[0])

    # Their end

    def action_finish(self) -> None:
        """Tick them off."""
        self.end("finish", self._finished)

    def _finished(self, finished: Finished) -> str:
        if len(finished.done) != 1:
            number = len(finished.done)
            return ngettext("{number} task done.", "{number} tasks done.", number).format(number=number)
        (task,) = finished.done
        told = _("Done: {task}").format(task=task.title)
        if task.missed:
            told += " " + _("(missed ×{number})").format(number=task.missed)
        for again in finished.again:
            if again.due_on is not None:
                told += " · " + _("again {day}").format(day=near_day(again.due_on, self.workbench.clock.today()))
        return told

    def action_drop(self) -> None:
        """Give them up."""
        self.end("drop", lambda tasks: _told(_("Dropped: {task}"), tasks))

    def action_reopen(self) -> None:
        """Open them again."""
        self.end("reopen", lambda tasks: _told(_("Open again: {task}"), tasks))

    # Where they belong

    def action_move(self) -> None:
        """Ask for the quadrant."""
        self._ask("move")

    @work(group="page", exclusive=True)
    async def move_to(self, task_ids: Sequence[str], quadrant: Quadrant) -> None:
        """Bring tasks into a quadrant, asking for what it needs: a date, a person, whether to drop or park."""
        from salesops_tui.services.task_offers import offers
        from salesops_tui.ui import task_questions
        from salesops_tui.ui.questions import Write

        try:
            offered = await self.call(offers, task_ids)
        except SalesopsError as error:
            self.workbench.say_error(error)
            self.reload()
            return
        asked = task_questions.into(offered, quadrant)
        if isinstance(asked, Write):
            self._carry_out(asked, task_ids)
        else:
            self._put(offered.title, asked, task_ids)

    def action_delegate(self) -> None:
        """Ask who does it, and when to ask how far it is."""
        self._ask("delegate")

    def action_park(self) -> None:
        """Ask until when they are left alone."""
        self._ask("park")

    def action_push(self) -> None:
        """Ask for the new date."""
        self._ask("push")

    def action_recur(self) -> None:
        """Ask how the task comes back."""
        if len(self.chosen_tasks) > 1:
            self.workbench.say(_("One task at a time has a rhythm: take the marks away first."))
        else:
            self._ask("recur")

    @work(group="page", exclusive=True)
    async def _ask(self, name: str) -> None:
        """Ask a question of ``ui.task_questions``, by its name, about the chosen tasks."""
        from salesops_tui.services.task_offers import offers
        from salesops_tui.ui import task_questions

        tasks = self._choose()
        if not tasks:
            return
        try:
            offered = await self.call(offers, tasks)
        except SalesopsError as error:
            self.workbench.say_error(error)
            self.reload()
            return
        self._put(offered.title, getattr(task_questions, name)(offered), tasks)

    def _put(self, title: str, question: Question, tasks: Sequence[str]) -> None:
        from salesops_tui.ui.dialogs.ask import ask

        ask(self, title, question, lambda write: self._carry_out(write, tasks))

    @work(group="write")
    async def _carry_out(self, write: Write, tasks: Sequence[str]) -> None:
        from salesops_tui.services.task_changes import Moved

        try:
            result = await self.call(write.job)
        except SalesopsError as error:
            self.workbench.say_error(error)
        else:
            self.unmark()
            if words := result.told if isinstance(result, Moved) else write.told:
                self.workbench.say(words)
        self.reload(tasks[0])

    # Their forms

    def action_edit(self) -> None:
        """Edit the task, or what all that are marked are to have in common."""
        if tasks := self._choose():
            self._edit(tasks)

    @work(group="page", exclusive=True)
    async def _edit(self, tasks: Sequence[str]) -> None:
        if len(tasks) == 1:
            from salesops_tui.ui.dialogs.task_form import edit

            await edit(self, tasks[0])
        else:
            from salesops_tui.ui.dialogs.task_bulk import edit_together

            if await edit_together(self, tasks):
                self.unmark()
        self.reload(tasks[0])


def _told(text: str, tasks: Sequence[Task]) -> str:
    number = len(tasks)
    if number == 1:
        return text.format(task=tasks[0].title)
    return text.format(task=ngettext("{number} task", "{number} tasks", number).format(number=number))
