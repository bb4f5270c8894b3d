"""A meeting on a page of its own: its agenda by the clock, what is noted, decided and to be done."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import ClassVar, Final

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType

from salesops_tui.domain.meeting_clock import MeetingRun
from salesops_tui.domain.meeting_templates import Embed
from salesops_tui.domain.meetings import AgendaItem
from salesops_tui.domain.quick_add.reading import Named
from salesops_tui.domain.standups import Absent
from salesops_tui.domain.steps import Origin
from salesops_tui.errors import SalesopsError
from salesops_tui.formats import number, weekday_and_date
from salesops_tui.i18n import _
from salesops_tui.services.meetings import running, writing
from salesops_tui.services.meetings.embeds import EmbedLine
from salesops_tui.services.meetings.page import MeetingPage, live_tables, read_meeting
from salesops_tui.services.meetings.planning import MeetingRefused, typed_minutes
from salesops_tui.services.session import Session
from salesops_tui.ui.commands import bindings
from salesops_tui.ui.meeting_commands import ACT, DECIDE, ON_A_MEETING
from salesops_tui.ui.meeting_lines import meeting_lines
from salesops_tui.ui.screens.line_taking import LineTaking
from salesops_tui.ui.screens.record_page import RecordPage
from salesops_tui.ui.widgets.figure_sheet import FigureSheet
from salesops_tui.ui.widgets.meeting_clock_line import MeetingClockLine
from salesops_tui.ui.widgets.quick_add_line import QuickAddLine
from salesops_tui.ui.widgets.title_line import TitleLine

_ROOMS: Final[Mapping[Embed | None, tuple[str, str]]] = {
    Embed.PIPELINE: ("pipeline", "board"),
    Embed.LEDGER: ("week", "report"),
    Embed.WEEK: ("week", "report"),
    Embed.TARGETS: ("week", "targets"),
    Embed.FORECAST: ("pipeline", "forecast"),
    Embed.RISKS: ("week", "report"),
}
"""The room and its view that a live table comes from."""


class MeetingScreen(RecordPage, LineTaking):
    """One meeting; esc goes back, and the clock runs on."""

    KEY = "5"
    OFFERED = ON_A_MEETING
    IMPORTANT = True
    GONE = MeetingRefused
    ASKING = (ACT, DECIDE)
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(ON_A_MEETING),
    ]

    def __init__(self, page: MeetingPage) -> None:
        super().__init__()
        self.page = page
        self._tables: Mapping[Embed, Sequence[EmbedLine]] = {}

    def compose_room(self) -> ComposeResult:
        """The meeting in one line, its clock, its agenda, and the line for what is said."""
        yield TitleLine()
        yield MeetingClockLine()
        yield FigureSheet()
        yield QuickAddLine()

    @property
    def _sheet(self) -> FigureSheet:
        return self.query_one(FigureSheet)

    @property
    def _clock(self) -> MeetingClockLine:
        return self.query_one(MeetingClockLine)

    def take_focus(self) -> None:
        """Let the keys come to the agenda again."""
        self._sheet.focus()

    def on_mount(self) -> None:
        """Draw the page that was read before the screen was there; its live tables come after."""
        self.take_focus()
        self.draw()
        self._sheet.select(("item", self.page.meeting.agenda[self._here_now or 0].key))
        self._ticking = self.set_interval(1.0, self._tick)
        self._fill_in()

    @property
    def _here_now(self) -> int | None:
        """The place of the item that is on."""
        run = self.page.run
        return run.place if run is not None and not run.is_over else None

    def _tick(self) -> None:
        if self.page.run is not None and self.page.run.since is not None:
            self._clock.tick(self.workbench.clock.now())

    @work(group="tables", exclusive=True)
    async def _fill_in(self) -> None:
        try:
            self._tables = await self.call(live_tables, self.page.meeting.id)
        except SalesopsError as error:
            self.workbench.say_error(error)
        else:
            self.draw()

    def draw(self) -> None:
        """Draw the page; its live tables as far as they are there."""
        page, now = self.page, self.workbench.clock.now()
        self.version = page.standing.version
        self.tell_state(page.standing.undoable)
        state = _("sealed") if page.sealed is not None else ""
        beside = " · ".join(word for word in (weekday_and_date(page.meeting.held_on), page.unsaid_account) if word)
        self.query_one(TitleLine).tell(page.meeting.title, beside, state)
        self._clock.show(page, now)
        self._sheet.show(lambda width: list(meeting_lines(page, self._tables, now, width)))

    async def read(self) -> None:
        """Ask for the page again."""
        self.page = await self.call(read_meeting, self.page.meeting.id)

    # Where the cursor is

    @property
    def _key(self) -> tuple[str, str]:
        key = self._sheet.stop.key if self._sheet.stop is not None else None
        return key if isinstance(key, tuple) else ("", "")

    def _item(self) -> AgendaItem:
        """The item under the cursor, or around it; else the one that is on."""
        kind, key = self._key
        page = self.page
        if kind == "decision":
            key = next((one.item for one in page.decisions if one.id == key), "")
        elif kind == "action":
            key = next((one.item for one in page.actions if one.task_id == key), "")
        elif kind == "embed":
            key = key.rpartition("-")[0]
        found = next((item for item in page.meeting.agenda if item.key == key), None)
        return found or page.meeting.agenda[self._here_now or 0]

    async def action_choose(self) -> None:
        """Open the task of an action, or the room that a live table comes from; elsewhere the notes of the item."""
        kind, key = self._key
        if kind in ("action", "last"):
            self.open_task(key)
        elif kind == "people":
            self.action_attendees()
        elif kind == "embed" and (embed := self._item().embed) in _ROOMS:
            await self.workbench.action_show_room(*_ROOMS[embed])
        else:
            self.action_edit()

    async def on_figure_sheet_chosen(self) -> None:
        """A line was clicked again."""
        await self.action_choose()

    # Driving it

    async def action_drive(self) -> None:
        """Start; then the next item; after the last one the end."""
        run = self.page.run
        if self.page.meeting.is_held:
            self.workbench.say(_("This meeting has been ended: x shows its minutes."))
        elif run is None:
            await self._drive(partial(running.start, origin=Origin.SCREEN))
        elif run.is_over:
            self.action_end()
        else:
            await self._drive(running.advance if run.since is not None else running.resume)

    async def action_pause(self) -> None:
        """Stop the clock, or let it go on."""
        run = self.page.run
        await self._drive(running.pause if run is not None and run.since is not None else running.resume)

    async def action_previous(self) -> None:
        """Back to the item before."""
        await self._drive(running.go_back)

    async def action_jump(self) -> None:
        """Go on with the item under the cursor."""
        place = self.page.meeting.agenda.index(self._item())
        await self._drive(lambda session, meeting_id: running.go_to(session, meeting_id, place))

    async def _drive(self, act: Callable[[Session, str], MeetingRun]) -> None:
        try:
            await self.call(act, self.page.meeting.id)
            self.page = await self.call(read_meeting, self.page.meeting.id)
        except SalesopsError as error:
            self.workbench.say_error(error)
            return
        self.draw()
        if self._here_now is not None:
            self._sheet.select(("item", self.page.meeting.agenda[self._here_now].key))

    def action_end(self) -> None:
        """End the meeting."""
        self.write(
            running.end,
            self.page.meeting.id,
            Origin.SCREEN,
            told=lambda _meeting: _("The meeting is over: x shows its minutes, s seals them."),
        )

    # Writing down

    @work(group="page", exclusive=True)
    async def action_edit(self) -> None:
        """Notes of the item under the cursor."""
        from salesops_tui.ui.dialogs.long_text import LongTextScreen

        item, meeting_id = self._item(), self.page.meeting.id

        async def save(text: str) -> object:
            return await self.call(writing.note, meeting_id, item.key, text, Origin.SCREEN)

        key = f"note-{meeting_id}-{item.key}"
        await self.app.push_screen_wait(LongTextScreen(item.title, key, item.note, save, item.prompt))
        self.reload()

    async def action_decide(self) -> None:
        """Write down a decision of the item."""
        item = self._item()

        def take(session: Session, text: str, _chosen: Sequence[Named]) -> object:
            return writing.decide(session, self.page.meeting.id, item.key, text, Origin.SCREEN)

        await self.take_line(_("{item}, decision").format(item=item.title), take, as_task=False)

    async def action_add(self) -> None:
        """An action in one line: who, until when."""
        item = self._item()

        def take(session: Session, text: str, chosen: Sequence[Named]) -> object:
            return writing.act(session, self.page.meeting.id, item.key, text, Origin.SCREEN, chosen=chosen)

        await self.take_line(_("{item}, action").format(item=item.title), take)

    def action_complete(self) -> None:
        """Mark the item as complete, or take the mark away."""
        self.write(writing.mark_complete, self.page.meeting.id, self._item().key, Origin.SCREEN)

    def action_retract(self) -> None:
        """Take the decision under the cursor back."""
        kind, key = self._key
        if kind == "decision":
            self.write(writing.retract_decision, key, Origin.SCREEN)
        else:
            self.workbench.say(_("There is no decision under the cursor."))

    @work(group="page", exclusive=True)
    async def action_attendees(self) -> None:
        """Who is there; the others are not."""
        from salesops_tui.ui.dialogs.ordered import OrderedScreen

        meeting = self.page.meeting
        names = list(self.page.names.items())
        chosen = await self.app.push_screen_wait(OrderedScreen(_("Who is there"), names, meeting.present))
        if chosen is not None:
            reasons = {away.person_id: away.reason for away in meeting.absent}
            away = [
                Absent(person, reasons.get(person, ""))
                for person in (*meeting.present, *reasons)
                if person not in chosen
            ]
            self.write(writing.attend, meeting.id, chosen, tuple(dict.fromkeys(away)), Origin.SCREEN)

    @work(group="page", exclusive=True)
    async def action_fit(self) -> None:
        """Fit the agenda to other minutes."""
        from salesops_tui.ui.dialogs.line import LineScreen

        meeting = self.page.meeting
        asked = LineScreen(_("How many minutes are there?"), str(meeting.slot), typed_minutes)
        slot = await self.app.push_screen_wait(asked)
        if slot is not None:
            self.write(writing.fit_to, meeting.id, slot, Origin.SCREEN)

    # What comes of it

    @work(group="page", exclusive=True)
    async def action_seal(self) -> None:
        """Freeze the minutes as they read now."""
        from salesops_tui.services.meetings.minutes import seal_minutes

        try:
            sealed = await self.call(seal_minutes, self.page.meeting.id, Origin.SCREEN)
        except SalesopsError as error:
            self.workbench.say_error(error)
            return
        told = _("The minutes are sealed, edition {edition}. u takes the seal off again.")
        self.workbench.say(told.format(edition=number(sealed.edition)))
        self.reload()

    @work(group="page", exclusive=True)
    async def action_export(self) -> None:
        """Read, copy or save the minutes, in any format."""
        from salesops_tui.services.meetings.minutes import minutes
        from salesops_tui.ui.dialogs.hand_on import HandOnScreen

        told = await self.call(minutes, self.page.meeting.id)
        name = " ".join(word for word in (self.page.meeting.title, told.scope, told.about) if word)
        path = await self.app.push_screen_wait(HandOnScreen(told, name))
        if path is not None:
            self.workbench.say(_("Written: {path}").format(path=path))

    def action_explain(self) -> None:
        """Say what the figure under the cursor is and how it came about."""
        from salesops_tui.services.explaining import explain
        from salesops_tui.ui.dialogs.explanation import ExplanationScreen

        stop = self._sheet.stop
        if stop is not None and stop.figure is not None:
            self.app.push_screen(ExplanationScreen(explain(stop.figure)))
