"""Everything that can be set, made from the schema of the settings; what is changed is written into their file."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from pathlib import PurePath
from typing import TYPE_CHECKING, ClassVar, Final

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static

from salesops_tui import paths
from salesops_tui.errors import SalesopsError
from salesops_tui.i18n import _
from salesops_tui.services import setting_changes
from salesops_tui.settings import Settings
from salesops_tui.settings.schema import SETTINGS, Setting, SettingKind
from salesops_tui.settings.texts import lines_of, told
from salesops_tui.terminal import printable
from salesops_tui.ui.cells import cut, fit
from salesops_tui.ui.dialogs.dialog import Dialog
from salesops_tui.ui.dialogs.line import LineScreen
from salesops_tui.ui.dialogs.long_text import LongTextScreen
from salesops_tui.ui.dialogs.pick import PickScreen
from salesops_tui.ui.widgets.figure_sheet import FigureLine, FigureSheet, Span, Stop
from salesops_tui.ui.widgets.headings import heading

if TYPE_CHECKING:
    pass

_TITLE: Final = 26
_SHIPPED: Final = Settings()
_IN_ONE_LINE: Final = (SettingKind.WORD, SettingKind.NUMBER, SettingKind.TIME)


@dataclass(frozen=True, slots=True)
class _Changed:
    """What came of a change."""

    before: str | None
    """What the file said before it."""
    settings: Settings


class SettingsScreen(Dialog[Settings]):
    """The settings by groups; enter changes one, backspace takes what is shipped, u takes the last change back.

    Its answer is what is set in the end.
    """

    CSS_PATH: ClassVar[list[str | PurePath]] = ["sheet.tcss"]
    CSS = """
    SettingsScreen .sheet { height: 90%; background: $background; }
    SettingsScreen #about { height: 2; margin: 1 0 0 0; color: $muted; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,comma,fullwidth_comma", "leave", show=False),
        Binding("enter", "change", show=False),
        Binding("backspace,delete", "as_shipped", show=False),
        Binding("u,ctrl+z", "undo", show=False),
        Binding("t,ctrl+t", "app.team", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._path = paths.settings_file()
        self._before: list[str | None] = []
        """The texts of the file that u brings back, the last at the end."""

    def compose(self) -> ComposeResult:
        """The settings, and below them what the chosen one is about."""
        with Vertical(classes="sheet") as sheet:
            sheet.border_title = printable(_("Settings · {path}").format(path=self._path))
            sheet.border_subtitle = _("enter changes · backspace as shipped · u takes back · t the team · esc closes")
            yield FigureSheet()
            yield Static("", id="about", markup=False)

    def on_mount(self) -> None:
        """Show what is set now."""
        self._settings = self.workbench.settings
        self.query_one(FigureSheet).focus()
        self._draw()

    def _draw(self) -> None:
        settings = self._settings
        self.query_one(FigureSheet).show(lambda width: list(_lines(settings, width)))
        self._tell()

    def on_figure_sheet_moved(self) -> None:
        """Say what the setting under the cursor is about."""
        self._tell()

    def on_figure_sheet_chosen(self) -> None:
        """A click on the setting under the cursor."""
        self.action_change()

    @property
    def _here(self) -> Setting:
        stop = self.query_one(FigureSheet).stop
        key = stop.key if stop is not None else None
        return next((setting for setting in SETTINGS if setting.key == key), SETTINGS[0])

    def _tell(self) -> None:
        self.query_one("#about", Static).update(_(self._here.about))

    @work(group="page", exclusive=True)
    async def action_change(self) -> None:
        """Ask for another value: a choice from its choices, anything else as text; yes and no change places."""
        setting = self._here
        value = getattr(self._settings, setting.key)
        if setting.kind is SettingKind.YES_NO:
            await self._set(setting, "no" if value else "yes")
        elif setting.kind is SettingKind.CHOICE:
            choices = [(choice, _(name)) for choice, name in setting.choices.items()]
            picked = await self.app.push_screen_wait(PickScreen(_(setting.title), choices, str(value)))
            if picked is not None:
                await self._set(setting, picked)
        elif setting.kind in _IN_ONE_LINE:
            title, present = _(setting.title), lines_of(setting, value)
            asked = LineScreen(title, present, partial(self._write, setting), _(setting.about))
            if (changed := await self.app.push_screen_wait(asked)) is not None:
                self._take(changed)
        else:
            hint = _(setting.about)
            if setting.example:
                hint = "\n".join((hint, _("Such as:"), setting.example))

            async def save(text: str) -> None:
                self._take(await asyncio.to_thread(self._write, setting, text))

            await self.app.push_screen_wait(
                LongTextScreen(_(setting.title), f"setting {setting.key}", lines_of(setting, value), save, hint)
            )

    @work(group="write")
    async def action_as_shipped(self) -> None:
        """Take the setting out of the file."""
        await self._set(self._here, "")

    @work(group="write")
    async def action_undo(self) -> None:
        """Take the last change back."""
        if not self._before:
            self.workbench.say(_("Nothing was changed here that could be taken back."))
            return
        try:
            clock = self.workbench.clock
            self._settings = await asyncio.to_thread(setting_changes.put, self._path, self._before[-1], clock)
        except SalesopsError as error:
            self.workbench.say_error(error)
            return
        self._before.pop()
        self._draw()

    def action_leave(self) -> None:
        """Go back to the room, which works under these settings from now on."""
        self.dismiss(self._settings)

    async def _set(self, setting: Setting, text: str) -> None:
        try:
            changed = await asyncio.to_thread(self._write, setting, text)
        except SalesopsError as error:
            self.workbench.say_error(error)
        else:
            self._take(changed)

    def _write(self, setting: Setting, text: str) -> _Changed:
        """Called on a thread of its own: a file is written, and a country's calendar may be worked out."""
        before = setting_changes.read(self._path)
        return _Changed(before, setting_changes.change(self._path, setting, text, self.workbench.clock))

    def _take(self, changed: _Changed) -> None:
        self._before.append(changed.before)
        self._settings = changed.settings
        self._draw()


def _lines(settings: Settings, width: int) -> Iterator[FigureLine]:
    for group, members in groupby(SETTINGS, key=lambda setting: setting.group):
        yield heading(_(group.value), width)
        for setting in members:
            value = getattr(settings, setting.key)
            is_own = value != getattr(_SHIPPED, setting.key)
            shown = cut(printable(told(setting, value)), max(width - _TITLE - 4, 1))
            yield (
                Span(" ● " if is_own else "   ", "accent"),
                Span(fit(_(setting.title), _TITLE), "plain" if is_own else "muted"),
                Span(shown, "strong" if is_own else "plain", Stop(setting.key, leads=True)),
            )
        yield ()
