"""The stand-up room: what the program opens on in the morning."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import ClassVar, Final

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType

from salesops_tui.domain.standup_clock import Run
from salesops_tui.domain.standup_summary import StandupSummary
from salesops_tui.domain.steps import Origin
from salesops_tui.errors import SalesopsError
from salesops_tui.exporting.kinds import SummaryFormat
from salesops_tui.i18n import _
from salesops_tui.services.standups import running
from salesops_tui.services.standups.parts import StandupDay
from salesops_tui.ui.commands import bindings
from salesops_tui.ui.screens.standup_saying import StandupSaying
from salesops_tui.ui.screens.views_room import ViewsRoom
from salesops_tui.ui.standup_commands import EDIT_LINE, FILTER_PEOPLE, IN_THE_ROUND, SAYING, STANDUP, STANDUP_VIEWS
from salesops_tui.ui.widgets.quick_add_line import QuickAddLine

_ENDINGS: Final = {".md": SummaryFormat.MARKDOWN, ".txt": SummaryFormat.TEXT, ".json": SummaryFormat.JSON}


class StandupRoom(ViewsRoom, StandupSaying):
    """The round, and two views of what came of earlier ones."""

    KEY = "1"
    OFFERED = STANDUP
    ASKING = (*SAYING.values(), EDIT_LINE, FILTER_PEOPLE)
    VIEWS = STANDUP_VIEWS
    CLASSES: ClassVar = {
        "standup": "standup:StandupView",
        "results": "activity_results:ResultsView",
        "times": "standup_times:TimesView",
    }
    BINDINGS: ClassVar[list[BindingType]] = [*bindings((*IN_THE_ROUND, *STANDUP))]

    def __init__(self) -> None:
        super().__init__("standup")

    def compose_room(self) -> ComposeResult:
        """The views, and the line for what is said."""
        yield from super().compose_room()
        yield QuickAddLine()

    def filter_hint(self) -> str:
        """What may be typed into the filter."""
        return _("a part of a name")

    def on_mount(self) -> None:
        """Draw what was asked for before the screen was there."""
        self.open_first()

    def on_screen_resume(self) -> None:
        """The clock is seen again."""
        self.round.come_into_sight(True)

    def on_screen_suspend(self) -> None:
        """Nobody sees the clock."""
        self.round.come_into_sight(False)

    def take_focus(self) -> None:
        """Let the keys come to the view again."""
        self.view.take_focus()

    # Driving it

    async def action_drive(self) -> None:
        """Start; then the next; after the last the close."""
        seen = self.round.seen
        if seen is None or self.view is not self.round:
            return
        if seen.run is None:
            await self._start(seen)
        elif seen.run.is_over:
            self.action_close()
        else:
            await self._drive(running.advance if seen.run.since is not None else running.resume)

    async def action_open(self) -> None:
        """The next has the word while the clock runs; else what the line is about is opened."""
        seen = self.round.seen
        if self.view is not self.round:
            self.view.choose()
        elif seen is not None and seen.run is not None and seen.run.since is not None:
            await self.action_drive()
        else:
            self.open_matter()

    def open_matter(self) -> None:
        """Open what the line under the cursor is about; in a new workbook, begin as it says."""
        matter = self.round.matter
        if (step := self.round.first_step) is not None:
            self.run_worker(self.app.run_action(step, default_namespace=self), group="step")
        elif matter is not None and matter[0] == "task":
            self.open_task(matter[1])
        elif matter is not None:
            self.open_deal(matter[1])

    @work(group="page", exclusive=True)
    async def action_by_hand(self) -> None:
        """Write down a first deal."""
        from salesops_tui.ui.dialogs.deal_form import edit

        await edit(self, None, "")
        self.reload()

    async def action_skip(self) -> None:
        """Who has the word comes last."""
        await self._drive(running.put_off)

    async def action_previous(self) -> None:
        """The one before has the word again."""
        await self._drive(running.go_back)

    async def action_pause(self) -> None:
        """Stop the clock, or let it go on."""
        run = self.round.seen.run if self.round.seen is not None else None
        await self._drive(running.pause if run is not None and run.since is not None else running.resume)

    async def _start(self, seen: StandupDay) -> None:
        try:
            await self.call(running.start, seen.day, seen.team, Origin.SCREEN)
        except SalesopsError as error:
            self.workbench.say_error(error)
        self.reload()

    async def _drive(self, act: Callable[..., Run]) -> None:
        seen = self.round.seen
        if seen is None:
            return
        try:
            run = await self.call(act, seen.day, seen.team)
        except SalesopsError as error:
            self.workbench.say_error(error)
        else:
            self.round.driven(run)

    # Closing it

    @work(group="page", exclusive=True)
    async def action_close(self) -> None:
        """Close the stand-up, and show what was said."""
        if (seen := self.round.seen) is None:
            return
        try:
            await self.call(running.close, seen.day, seen.team, Origin.SCREEN)
        except SalesopsError as error:
            self.workbench.say_error(error)
            return
        self.reload()
        await self._summarise(seen)

    @work(group="page", exclusive=True)
    async def action_export(self) -> None:
        """Read, copy or save what was said; before the meeting, a briefing."""
        if self.round.seen is not None:
            await self._summarise(self.round.seen)

    async def _summarise(self, seen: StandupDay) -> None:
        from salesops_tui.exporting.standups import rendered
        from salesops_tui.services.standups.summary import summary
        from salesops_tui.ui.dialogs.written import WrittenScreen

        told = await self.call(summary, seen.day, seen.team)
        name = " ".join(word for word in (_("Stand-up"), told.team, told.day.isoformat()) if word)
        endings = {ending: partial(_bytes, told, form) for ending, form in _ENDINGS.items()}
        screen = WrittenScreen(told.title, name, rendered(told, SummaryFormat.TEXT), endings)
        written = await self.app.push_screen_wait(screen)
        if written is not None:
            self.workbench.say(_("Written: {path}").format(path=written))

    # Which one

    def action_period(self, by: int) -> None:
        """The stand-up before or after: a working day, or one that was held; the day ahead can be filled."""
        if (seen := self.round.seen) is not None:
            self.round.day = seen.earlier if by < 0 else seen.later
            self.reload()

    @work(group="page", exclusive=True)
    async def action_team(self) -> None:
        """Another team's stand-up, or everybody's."""
        from salesops_tui.ui.dialogs.pick import PickScreen

        if (seen := self.round.seen) is None:
            return
        teams = [("", _("Everybody")), *((team, team) for team in seen.teams)]
        picked = await self.app.push_screen_wait(PickScreen(_("Whose stand-up?"), teams, seen.team))
        if picked is not None:
            self.round.team = picked
            self.reload()

    @work(group="page", exclusive=True)
    async def action_members(self) -> None:
        """Who takes part, and in which order."""
        from salesops_tui.services.standups.members import members, seat
        from salesops_tui.ui.dialogs.ordered import OrderedScreen

        found = await self.call(members)
        names = [(one.person_id, f"{one.name} · {one.team}" if one.team else one.name) for one in found]
        taken = [one.person_id for one in found if one.takes_part]
        chosen = await self.app.push_screen_wait(
            OrderedScreen(_("Who takes part, in this order"), names, taken, self.round.person_id)
        )
        if chosen is not None:
            self.write(seat, chosen, Origin.SCREEN)


def _bytes(summary: StandupSummary, form: SummaryFormat) -> bytes:
    from salesops_tui.exporting.standups import rendered

    return rendered(summary, form).encode()
