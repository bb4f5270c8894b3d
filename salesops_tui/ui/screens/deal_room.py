"""A room in which a deal is selected, and everything that can be done with that deal from there."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Awaitable, Callable

from textual import work

from salesops_tui.errors import SalesopsError
from salesops_tui.i18n import _
from salesops_tui.ui.screens.room import Room


class DealRoom(Room):
    """Opening, editing, moving, winning, losing the selected deal, and small questions about it."""

    @property
    @abstractmethod
    def selected_deal(self) -> str | None:
        """The deal under the cursor."""

    @property
    def new_deal_stage(self) -> str:
        """The stage that a new deal begins in here; empty for the first."""
        return ""

    @property
    def chosen_deal(self) -> str | None:
        """The deal under the cursor, and a word to the person where there is none."""
        if self.selected_deal is None:
            self.workbench.say(_("There is no deal under the cursor."))
        return self.selected_deal

    # Its form

    def action_edit(self) -> None:
        """Edit the selected deal."""
        if (deal_id := self.chosen_deal) is not None:
            self.show_form(deal_id)

    @work(group="page", exclusive=True)
    async def show_form(self, deal_id: str | None) -> None:
        """Ask for a deal's fields, a new one's for None."""
        from salesops_tui.ui.dialogs.deal_form import edit

        written = await edit(self, deal_id, self.new_deal_stage)
        if written is not None:
            self.reload(written)

    # Its stage

    def move_deal(self, deal_id: str, stage_id: str) -> None:
        """Bring a deal to another stage, through its gate."""
        from salesops_tui.ui import deal_actions

        self.act(deal_actions.move, deal_id, stage_id)

    def action_win(self) -> None:
        """Close the selected deal as won."""
        from salesops_tui.ui import deal_actions

        self.act(deal_actions.win, self.chosen_deal)

    def action_lose(self) -> None:
        """Close the selected deal as lost."""
        from salesops_tui.ui import deal_actions

        self.act(deal_actions.lose, self.chosen_deal)

    def action_reopen(self) -> None:
        """Open the selected deal again."""
        from salesops_tui.ui import deal_actions

        self.act(deal_actions.reopen, self.chosen_deal)

    @work(group="page", exclusive=True)
    async def act(self, action: Callable[..., Awaitable[bool]], deal_id: str | None, *args: str) -> None:
        """Have something done with a deal, and draw the room again with the cursor on it."""
        if deal_id is not None:
            await action(self, deal_id, *args)
            self.reload(deal_id)

    # Small questions

    async def ask_about(self, name: str) -> None:
        """Ask a question of ``ui.questions``, by its name, about the selected deal."""
        from salesops_tui.services.offers import offers
        from salesops_tui.ui import questions
        from salesops_tui.ui.dialogs.ask import ask

        deal_id = self.chosen_deal
        if deal_id is None:
            return
        try:
            offered = await self.call(offers, deal_id)
        except SalesopsError as error:
            self.workbench.say_error(error)
            return

        def write(answered: questions.Write) -> None:
            self.write(answered.job, follow=deal_id, told=answered.say)

        question: questions.Question = getattr(questions, name)(offered)
        ask(self, offered.deal.name, question, write)

    async def action_touch(self) -> None:
        """Log a touch."""
        await self.ask_about("touch")

    async def action_next_step(self) -> None:
        """Say what is to be done next."""
        await self.ask_about("next_step")

    async def action_push(self) -> None:
        """Put the close date off."""
        await self.ask_about("push")

    async def action_owner(self) -> None:
        """Give the deal to somebody."""
        await self.ask_about("owner")

    async def action_snooze(self) -> None:
        """Leave the deal alone for a while."""
        await self.ask_about("snooze")

    async def action_task(self) -> None:
        """Make a task of the deal."""
        await self.ask_about("task")
