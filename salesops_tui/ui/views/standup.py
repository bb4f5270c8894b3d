"""The round of a stand-up: the clock, the people, one person's part, and what lies beside."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING, ClassVar, cast

from textual import events, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.timer import Timer

from salesops_tui.domain.figures import Figure
from salesops_tui.domain.standup_clock import Run, Segment, dial
from salesops_tui.domain.text import match_key
from salesops_tui.errors import SalesopsError
from salesops_tui.formats import weekday_and_date
from salesops_tui.i18n import _, ngettext
from salesops_tui.services.standups.day import look
from salesops_tui.services.standups.parts import Part, Said, StandupDay
from salesops_tui.ui.commands import bindings
from salesops_tui.ui.first_steps import KIND, first_lines
from salesops_tui.ui.standup_commands import IN_THE_ROUND, PANE, ROUND
from salesops_tui.ui.views.view import Loaded, View
from salesops_tui.ui.widgets.figure_sheet import FigureLine, FigureSheet
from salesops_tui.ui.widgets.pane_sheet import PaneSheet
from salesops_tui.ui.widgets.standup_art import BLANK, empty_lines, part_lines, preview_lines, round_lines, said_lines
from salesops_tui.ui.widgets.standup_clock_line import StandupClockLine

if TYPE_CHECKING:
    from salesops_tui.services.session import Session
    from salesops_tui.services.standups.completeness import Complete
    from salesops_tui.services.standups.surroundings import Surroundings
    from salesops_tui.ui.screens.standup import StandupRoom

_NARROW = 100
"""Under so many cells the sheet beside takes the place of the person's part, when it is gone to."""
_NEXT = 4
"""So many people to come are shown below who has the word, as far as there is room."""


class StandupView(View):
    """Three sheets under a clock; the cursor stands in one of them."""

    COMMAND = ROUND
    OFFERED = (*IN_THE_ROUND, *FigureSheet.OFFERED)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings((PANE,))]
    DEFAULT_CSS = """
    StandupView #round { width: 26; }
    StandupView #part { width: 1fr; }
    StandupView #beside { width: 1fr; }
    StandupView.-narrow #round { width: 20; }
    StandupView.-narrow #beside { display: none; }
    StandupView.-narrow.-beside #beside { display: block; }
    StandupView.-narrow.-beside #part { display: none; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.day: date | None = None
        """The day that is shown; None for today."""
        self.team = ""
        self.seen: StandupDay | None = None
        self._person: str | None = None
        self._beside: Surroundings | None = None
        self._complete: tuple[Complete, ...] = ()
        self._filter = ""
        self._rung = ""
        self._pane = 0
        self._is_seen = True

    def compose(self) -> ComposeResult:
        """The clock and the three sheets."""
        yield StandupClockLine()
        with Horizontal():
            yield PaneSheet(id="round")
            yield PaneSheet(id="part")
            yield PaneSheet(id="beside")

    @property
    def room(self) -> StandupRoom:
        """The room that it is in."""
        return cast("StandupRoom", self.screen)

    # What is under the cursor

    @property
    def _sheets(self) -> tuple[FigureSheet, FigureSheet, FigureSheet]:
        find = self.query_one
        return find("#round", FigureSheet), find("#part", FigureSheet), find("#beside", FigureSheet)

    @property
    def _focused(self) -> FigureSheet:
        """The sheet that has the keys, or had them last."""
        return self._sheets[self._pane]

    @property
    def figure(self) -> Figure | None:
        """The figure under the cursor."""
        stop = self._focused.stop
        return stop.figure if stop is not None else None

    @property
    def said(self) -> Said | None:
        """The line of a person's part under the cursor."""
        stop = self._sheets[1].stop if self._pane == 1 else None
        key = stop.key if stop is not None else None
        return next((said for said in self._all_said() if said.key == key), None)

    def _all_said(self) -> Iterator[Said]:
        if self.seen is None:
            return
        for part in self.seen.parts:
            if part.person_id == self.person_id:
                yield from (*part.yesterday, *part.today, *part.blockers)
        yield from (*self.seen.help, *self.seen.reminders)

    @property
    def matter(self) -> tuple[str, str] | None:
        """The kind and the identifier of the record under the cursor: a task, a deal."""
        if (said := self.said) is not None:
            if said.task_id is not None:
                return "task", said.task_id
            return ("deal", said.deal_id) if said.deal_id is not None else None
        stop = self._focused.stop
        key = stop.key if stop is not None and stop.leads else None
        if isinstance(key, tuple) and key[0] == "deal":
            return "deal", key[2]
        if isinstance(key, tuple) and key[0] == "meeting":
            return ("task", key[3]) if key[3] is not None else ("deal", key[2])
        return None

    @property
    def person_id(self) -> str | None:
        """Whose part is seen."""
        shown = [part.person_id for part in self._parts]
        if self._person in shown:
            return self._person
        return shown[0] if shown else None

    @property
    def speaker_id(self) -> str | None:
        """To whom goes what is typed: who has the word, else whose part is seen."""
        run = self.seen.run if self.seen is not None else None
        return run.speaker if run is not None and run.speaker is not None else self.person_id

    @property
    def first_step(self) -> str | None:
        """What the line under the cursor does in a workbook that is new."""
        stop = self._focused.stop
        key = stop.key if stop is not None else None
        return key[1] if isinstance(key, tuple) and key[0] == KIND else None

    @property
    def _is_first_look(self) -> bool:
        """Whether nobody is known yet."""
        return self.seen is not None and not self.seen.parts and not self.seen.team

    def name_of(self, person_id: str | None) -> str:
        """A person's name."""
        parts = self.seen.parts if self.seen is not None else ()
        return next((part.name for part in parts if part.person_id == person_id), "")

    @property
    def _parts(self) -> Sequence[Part]:
        """The people that the filter leaves."""
        if self.seen is None:
            return ()
        wanted = match_key(self._filter)
        return [part for part in self.seen.parts if wanted in match_key(part.name)]

    def take_focus(self) -> None:
        """Let the keys come here."""
        self._focused.focus()

    # Drawing

    async def load(self, filter_line: str, follow: str | None) -> Loaded:
        """Ask for the stand-up and draw it; what lies beside is asked for next."""
        # A stand-up that is under way stays the same one past midnight.
        running = self.seen is not None and self.seen.run is not None and self.seen.team == self.team
        day = self.seen.day if self.day is None and running and self.seen is not None else self.day
        seen = await self.room.call(look, day, self.team)
        self._filter = filter_line
        return self.draw(seen)

    def draw(self, seen: StandupDay) -> Loaded:
        """Draw a stand-up, and have what lies beside asked for."""
        another = self.seen is None or (self.seen.day, self.seen.team) != (seen.day, seen.team)
        self.seen = seen
        if another:
            self._beside, self._complete = None, ()
        self._follow_speaker(seen.run)
        self._draw_all()
        if self._is_first_look and self._pane == 0:
            self._pane = 1
            self.take_focus()
        # The round is painted first: it does not wait for what lies beside it.
        self.call_after_refresh(self._ask_beside)
        return Loaded(seen.standing, self._found(), self._summary())

    def _found(self) -> str:
        return f"{len(self._parts)}/{len(self.seen.parts)}" if self._filter and self.seen is not None else ""

    def _summary(self) -> str:
        seen = self.seen
        if seen is None:
            return ""
        there = len(seen.present)
        present = ngettext("{number} there", "{number} there", there).format(number=there)
        words = [weekday_and_date(seen.day), seen.team, seen.day_off, present]
        if away := len(seen.parts) - there:
            words.append(ngettext("{number} away", "{number} away", away).format(number=away))
        return " · ".join(word for word in words if word)

    def _follow_speaker(self, run: Run | None) -> None:
        if run is not None and run.speaker is not None:
            self._person = run.speaker

    def driven(self, run: Run) -> None:
        """Show the clock after it was driven on, without asking for everything again."""
        if self.seen is None:
            return
        self.seen = replace(self.seen, run=run, plan=run.plan)
        self._follow_speaker(run)
        self._draw_all()

    def _draw_all(self) -> None:
        seen = self.seen
        if seen is None:
            return
        round_, _part, beside = self._sheets
        parts = self._parts
        round_.show(lambda width: list(round_lines(seen, parts, seen.run, width)))
        if self.person_id is not None:
            round_.select(("person", self.person_id))
        self._draw_part()
        beside.show(lambda width: list(self._beside_lines(width)))
        self.query_one(StandupClockLine).show(seen, self._now)
        self._set_timer()

    def _draw_part(self) -> None:
        self._sheets[1].show(lambda width: list(self._part_lines(width)))

    @property
    def _now(self) -> datetime:
        return self.room.workbench.clock.now()

    def _part_lines(self, width: int) -> Iterator[FigureLine]:
        seen = self.seen
        if seen is None:
            return
        segment = seen.run.segment if seen.run is not None else 0
        if segment == list(Segment).index(Segment.KEY_DEALS) and self._beside is not None:
            from salesops_tui.ui.widgets.standup_beside import closing_lines

            yield from closing_lines(self._beside, seen.day, width)
            return
        if segment == list(Segment).index(Segment.HELP):
            yield from said_lines(_("Help wanted and blockers"), seen.help, _("Nobody waits for anything."), width)
            return
        if segment >= list(Segment).index(Segment.REMINDERS):
            yield from said_lines(_("Reminders"), seen.reminders, _("None yet: r adds one."), width)
            return
        yield from self._people_lines(seen, width)

    def _people_lines(self, seen: StandupDay, width: int) -> Iterator[FigureLine]:
        parts = self._parts
        places = [part.person_id for part in parts]
        if self._is_first_look:
            yield from first_lines(width)
            return
        if self.person_id is None:
            yield from empty_lines(seen, width)
            return
        place = places.index(self.person_id)
        yield from part_lines(seen, parts[place], width)
        if seen.reminders and seen.run is None:
            yield BLANK
            yield from said_lines(_("Reminders"), seen.reminders, "", width)
        if following := [part for part in parts[place + 1 : place + 1 + _NEXT] if part in seen.present]:
            yield BLANK
            yield from preview_lines(following, width)

    def _beside_lines(self, width: int) -> Iterator[FigureLine]:
        if self.seen is not None and self._beside is not None:
            from salesops_tui.ui.widgets.standup_beside import beside_lines

            yield from beside_lines(self._beside, self._complete, self.seen.first, self.seen.day, width)

    @work(group="beside", exclusive=True)
    async def _ask_beside(self) -> None:
        seen = self.seen
        if seen is None:
            return
        try:
            found = await self.room.call(_surroundings, seen)
            records = await self.room.call(_complete, seen)
        except SalesopsError as error:
            self.room.workbench.say_error(error)
            return
        if self.seen is not None and (self.seen.day, self.seen.team) == (seen.day, seen.team):
            self._beside, self._complete = found, records
            self._draw_all()

    # The clock

    _timer: Timer | None = None
    """Ticks while the clock runs and is seen."""

    def _set_timer(self) -> None:
        run = self.seen.run if self.seen is not None else None
        wanted = run is not None and run.since is not None and not run.is_over and self._is_seen
        if wanted and self._timer is None:
            self._timer = self.set_interval(1.0, self._tick)
        elif not wanted and self._timer is not None:
            self._timer.stop()
            self._timer = None

    def _tick(self) -> None:
        now = self._now
        self.query_one(StandupClockLine).tick(now)
        self._ring(now)

    def _ring(self, now: datetime) -> None:
        """Ring once when a turn has used up its time."""
        run = self.seen.run if self.seen is not None else None
        if run is None or run.speaker is None or not dial(run, now).is_turn_over or self._rung == run.speaker:
            return
        self._rung = run.speaker
        if self.room.workbench.settings.bell:
            self.app.bell()

    def come_into_sight(self, is_seen: bool) -> None:
        """The clock ticks only while somebody sees it."""
        self._is_seen = is_seen
        self._set_timer()
        if self.seen is not None:
            self.query_one(StandupClockLine).tick(self._now)

    # Getting around

    def action_pane(self) -> None:
        """To the next of the three sheets."""
        self._go_to((self._pane + 1) % len(self._sheets))

    def on_pane_sheet_left(self, event: PaneSheet.Left) -> None:
        """To the sheet at the left or at the right."""
        self._go_to(max(0, min(self._pane + event.by, len(self._sheets) - 1)))

    def _go_to(self, place: int) -> None:
        self._pane = place
        self.set_class(place == len(self._sheets) - 1, "-beside")
        self._focused.focus()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """A sheet may be clicked as well."""
        if event.widget in self._sheets:
            self._pane = self._sheets.index(event.widget)

    def on_figure_sheet_moved(self) -> None:
        """In the round's sheet, the part of the person under the cursor is seen."""
        round_ = self._sheets[0]
        if round_.has_focus and round_.stop is not None and isinstance(round_.stop.key, tuple):
            self._person = round_.stop.key[1]
            self._draw_part()

    def on_figure_sheet_chosen(self) -> None:
        """The line under the cursor was clicked again."""
        self.room.open_matter()

    def on_resize(self, event: events.Resize) -> None:
        """A narrow screen has room for two sheets."""
        self.set_class(event.size.width < _NARROW, "-narrow")


# Loaded where the workbook is, while the round is on the screen already.


def _surroundings(session: Session, seen: StandupDay) -> Surroundings:
    from salesops_tui.services.standups.surroundings import surroundings

    return surroundings(session, seen.day, seen.team, seen.first)


def _complete(session: Session, seen: StandupDay) -> tuple[Complete, ...]:
    from salesops_tui.services.standups.completeness import complete

    return complete(session, seen.day, seen.team)
