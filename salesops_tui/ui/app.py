"""The program on the screen: its rooms, its looks, and what can be done everywhere."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Final

from textual import work
from textual.app import App, SystemCommand
from textual.binding import BindingType
from textual.screen import Screen

from salesops_tui.clock import Clock
from salesops_tui.domain.weeks import Week
from salesops_tui.errors import SalesopsError
from salesops_tui.formats import short_day, weekday_and_date
from salesops_tui.i18n import LANGUAGE_NAMES, _, language, preferred_language, set_language
from salesops_tui.services.session import Session, with_settings
from salesops_tui.settings import Settings
from salesops_tui.storage.gateway import Gateway
from salesops_tui.terminal import printable
from salesops_tui.ui.commands import PALETTE, PROGRAM, ROOMS, Command, Group, bindings
from salesops_tui.ui.getting_around import GettingAround
from salesops_tui.ui.narrow_signs import NarrowSigns
from salesops_tui.ui.screens.room import Room
from salesops_tui.ui.screens.standup import StandupRoom
from salesops_tui.ui.screens.views_room import ViewsRoom
from salesops_tui.ui.themes import THEMES
from salesops_tui.ui.widgets.quick_add_line import QuickAddLine

if TYPE_CHECKING:
    from textual.command import Provider
    from textual.filter import LineFilter

    from salesops_tui.services.deals import DealForm
    from salesops_tui.services.moves import Answers
    from salesops_tui.services.task_form import TaskForm


_BETWEEN: Final = "between"
"""The mode in which the rooms are made anew."""
SAMPLE: Final = "sample"
"""What the program ends with when the sample is wanted."""


def _week_room() -> Screen[Any]:
    """Loaded when it is first gone to."""
    from salesops_tui.ui.screens.week import WeekRoom

    return WeekRoom()


def _pipeline_room() -> Screen[Any]:
    """Loaded when it is first gone to."""
    from salesops_tui.ui.screens.pipeline import PipelineRoom

    return PipelineRoom()


def _tasks_room() -> Screen[Any]:
    """Loaded when it is first gone to."""
    from salesops_tui.ui.screens.tasks import TasksRoom

    return TasksRoom()


def _meetings_room() -> Screen[Any]:
    """Loaded when it is first gone to."""
    from salesops_tui.ui.screens.meetings import MeetingsRoom

    return MeetingsRoom()


def _record_provider() -> type[Provider]:
    from salesops_tui.ui.record_provider import RecordProvider

    return RecordProvider


class Workbench(GettingAround, App[str]):
    """Rooms are modes; digits switch between them."""

    TITLE = "SalesOps"
    CSS_PATH = "app.tcss"
    MODES: ClassVar[dict[str, str | Callable[[], Screen[Any]]]] = {
        "standup": StandupRoom,
        "week": _week_room,
        "pipeline": _pipeline_room,
        "tasks": _tasks_room,
        "meetings": _meetings_room,
    }
    DEFAULT_MODE = "standup"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(PROGRAM)]
    ENABLE_COMMAND_PALETTE = True
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {*App.COMMANDS, _record_provider}

    def __init__(
        self,
        gateway: Gateway[Session],
        clock: Clock,
        settings: Settings,
        path: Path,
        first_view: Future[Any],
    ) -> None:
        super().__init__(ansi_color=THEMES[settings.theme].ansi or None)
        self.gateway = gateway
        self._first_view: Future[Any] | None = first_view
        self.clock = clock
        self.settings = settings
        self.path = path
        self.drafts: dict[str | None, DealForm] = {}
        """What was typed into a deal's form and not saved, by the deal; a new deal's under None."""
        self.task_drafts: dict[str, TaskForm] = {}
        """What was typed into a task's form and not saved."""
        self.move_drafts: dict[tuple[str, str], Answers] = {}
        """What was answered about a move and not carried out, by the deal and the stage."""
        self.report_drafts: dict[tuple[str, str, str], str] = {}
        """What was typed into a weekly report and not saved, by week, scope and section."""
        self.text_drafts: dict[str, str] = {}
        """What was typed as notes of a meeting, or as a template, and not saved."""
        for theme in THEMES.values():
            self.register_theme(theme)
        self._look = settings.theme
        self._narrow_signs = NarrowSigns()
        self._wear(settings.theme)
        self._lay_out_by(settings)

    def _wear(self, theme: str) -> None:
        """Put a look on before the first paint; setting ``theme`` would compute all styles a second time."""
        self.set_reactive(App.theme, theme)
        self.stylesheet.set_variables(self.get_css_variables())
        self.set_class(self.current_theme.dark, "-dark-mode", update=False)
        self.set_class(not self.current_theme.dark, "-light-mode", update=False)

    @property
    def rooms(self) -> tuple[tuple[str, str], ...]:
        """Each room's digit and name."""
        return tuple((room.keys[0], _(room.label)) for room in ROOMS)

    def first_view(self) -> Any | None:
        """What the first room shows, which was asked for before it was there; for all later ones nothing was."""
        first, self._first_view = self._first_view, None
        return first.result() if first is not None else None

    def day_words(self) -> tuple[str, ...]:
        """The day, as the top line tells it; shorter ones for where there is less room."""
        today = self.clock.today()
        week = f"W{Week.of(today).number:02}"
        return f"{weekday_and_date(today)} · {week}", f"{short_day(today, today)} · {week}", week

    def on_ready(self) -> None:
        """The first screen is there: what made it stays, and from now on garbage is collected again."""
        gc.freeze()
        gc.enable()
        self.note_whereabouts()
        self._warn_of_place()
        self._remind_of_audit()

    @work
    async def _warn_of_place(self) -> None:
        """A network that does not answer may keep this waiting; nothing else waits for it."""
        from salesops_tui.services.places import place_warning

        if told := await asyncio.to_thread(place_warning, self.path):
            self.notify(printable(told), severity="warning", timeout=20, markup=False)

    @work
    async def _remind_of_audit(self) -> None:
        from salesops_tui.services.data_baseline import audit_is_due

        # Of a damaged workbook, which is open for reading, the room itself tells what is wrong.
        with suppress(SalesopsError):
            if await self.gateway.call(audit_is_due):
                self.say(_("A quarter has passed since the data was looked through: salesops baseline"))

    @property
    def defect(self) -> Exception | None:
        """What ended the program, if it was no person."""
        return self._exception

    def _fatal_error(self) -> None:
        """End the program. Textual would print a traceback with all it knows, customers' names among it: that is for the log
        alone, which whoever runs the program writes."""
        self.bell()
        self._close_messages_no_wait()

    def say(self, text: str) -> None:
        """Tell something in passing."""
        self.notify(printable(text), markup=False)

    def say_error(self, error: SalesopsError) -> None:
        """Tell what went wrong, long enough to read it."""
        self.notify(printable(str(error)), severity="error", timeout=12, markup=False)

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """The palette lists every command of the room and of the program."""
        for command in (*_offered(screen), *PROGRAM):
            if command.group is Group.MOVE or command is PALETTE:
                continue
            title = f"{_(command.label)}  {command.key_names}"
            yield SystemCommand(title, command.words, self._runner(screen, command))

        for name, called in LANGUAGE_NAMES.items():
            if name != language():
                yield SystemCommand(called, _("Speak this language from now on"), partial(self.speak, name))

    async def speak(self, name: str) -> None:
        """Speak another language from now on, and the next time: every room is made anew; what was typed and not saved is not
        lost by that."""
        # Writing settings is seldom wanted, and loaded only then.
        from salesops_tui.paths import settings_file
        from salesops_tui.services.setting_changes import change
        from salesops_tui.settings.schema import LANGUAGE

        if self.screen.is_modal or self.has_typed_lines():
            self.say(_("Something is being typed: finish or leave it first."))
            return
        set_language(name)
        await self.make_rooms_anew()
        self.settings = replace(self.settings, language=name)
        try:
            await asyncio.to_thread(change, settings_file(), LANGUAGE, name, self.clock)
        except SalesopsError as error:
            # It is spoken all the same, until the program ends.
            self.say_error(error)

    async def make_rooms_anew(self) -> None:
        """Build every room again where it is next gone to; what is open over them is closed."""
        here = self.current_mode
        self.add_mode(_BETWEEN, Screen)
        await self.switch_mode(_BETWEEN)
        for mode, room in self.MODES.items():
            await self.remove_mode(mode)
            self.add_mode(mode, room)
        await self.switch_mode(here)
        await self.remove_mode(_BETWEEN)

    def has_typed_lines(self) -> bool:
        """Whether a task is typed in a line anywhere and not added."""
        screens = (screen for stack in self._screen_stacks.values() for screen in stack)
        return any(line.text.strip() for screen in screens for line in screen.query(QuickAddLine))

    def _runner(self, screen: Screen[Any], command: Command) -> Callable[[], None]:
        def run() -> None:
            if isinstance(screen, Room):
                screen.perform(command)
            else:
                self.run_worker(self.run_action(command.action, default_namespace=screen), name=command.id)

        return run

    def action_command_palette(self) -> None:
        """Look for a command, or for whatever has a name."""
        from salesops_tui.ui.palette import Palette

        if not isinstance(self.screen, Palette):
            self.push_screen(Palette())

    async def action_show_room(self, name: str, view: str = "") -> None:
        """Go to another room, to a view of it; what is open over this one stays, and is there again on coming back."""
        if not self.screen.is_modal and name != self.current_mode:
            await self.switch_mode(name)
            if view and isinstance(self.screen, ViewsRoom):
                await self.screen.action_show_view(view)
            self.note_whereabouts()

    def action_sample(self) -> None:
        """Leave this workbook for the sample, and come back to it after that."""
        self.exit(SAMPLE)

    def action_help(self) -> None:
        """What the keys do here."""
        from salesops_tui.ui.screens.help import HelpScreen

        self.push_screen(HelpScreen((*_offered(self.screen), *PROGRAM)))

    def action_tour(self) -> None:
        """Learn the keys."""
        from salesops_tui.ui.screens.tour import TourScreen

        self.push_screen(TourScreen())

    def action_log(self) -> None:
        """See what was done."""
        from salesops_tui.ui.screens.log import LogScreen

        self.push_screen(LogScreen())

    def action_import(self) -> None:
        """Bring in an export."""
        from salesops_tui.ui.screens.bring_in import ImportScreen

        self.push_screen(ImportScreen())

    def action_switch_theme(self) -> None:
        """The next look: dark, light, and the one that was chosen if it is another."""
        looks = list(dict.fromkeys(("dark", "light", self._look)))
        self._put_on(looks[(looks.index(self.theme) + 1) % len(looks)])

    def _put_on(self, theme: str) -> None:
        # Whether the terminal's own colours are sent to it as they are is the look's business from now on.
        self.ansi_color = None
        self.theme = theme

    def _lay_out_by(self, settings: Settings) -> None:
        self.set_class(settings.spacing == "dense", "-dense")
        self._narrow_signs.enabled = settings.ambiguous_width == "wide"

    def get_line_filters(self) -> Sequence[LineFilter]:
        """What every drawn line goes through."""
        filters = super().get_line_filters()
        return [*filters, self._narrow_signs] if self._narrow_signs.enabled else filters

    def action_settings(self) -> None:
        """See and change what is set."""
        from salesops_tui.ui.screens.settings import SettingsScreen

        if self.has_typed_lines():
            self.say(_("Something is being typed: finish or leave it first."))
        else:
            self.push_screen(SettingsScreen(), self._take_settings)

    def action_team(self) -> None:
        """See and change who is in the team; the room shows what came of it."""
        from salesops_tui.ui.screens.team import TeamScreen

        self.push_screen(TeamScreen())

    async def _take_settings(self, settings: Settings | None) -> None:
        """Work under other settings from now on, in all rooms."""
        if settings is None or settings == self.settings:
            return
        try:
            await self.gateway.renew(partial(with_settings, settings=settings))
        except SalesopsError as error:
            self.say_error(error)
            return
        if settings.theme != self.settings.theme:
            self._look = settings.theme
            self._put_on(settings.theme)
        if settings.language != self.settings.language:
            set_language(settings.language or preferred_language())
        self.settings = settings
        self._lay_out_by(settings)
        await self.make_rooms_anew()


def _offered(screen: Screen[Any]) -> Iterable[Command]:
    if isinstance(screen, Room):
        return screen.offered
    offered: Iterable[Command] = getattr(screen, "OFFERED", ())
    return offered
