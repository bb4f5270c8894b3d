"""The team: who is in it, in which role and team, under which names exports know them, and who has left."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePath
from typing import TYPE_CHECKING, ClassVar, Final, cast

from rich.text import Text
from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from salesops_tui.domain.people import Person
from salesops_tui.domain.steps import Origin, Step
from salesops_tui.errors import SalesopsError
from salesops_tui.i18n import _
from salesops_tui.services import steps
from salesops_tui.services.session import Session
from salesops_tui.services.team import PersonForm, everybody, form_of
from salesops_tui.terminal import printable
from salesops_tui.ui.cells import fit
from salesops_tui.ui.commands import REDO, UNDO, bindings
from salesops_tui.ui.dialogs.dialog import Dialog
from salesops_tui.ui.dialogs.person_form import PersonFormScreen

if TYPE_CHECKING:
    from salesops_tui.ui.app import Workbench

_NAME: Final = 16
_ROLE: Final = 14
_TEAM: Final = 14


class TeamScreen(Dialog[None]):
    """A list of people; enter edits one, a adds one, u takes the last step back."""

    CSS_PATH: ClassVar[list[str | PurePath]] = ["sheet.tcss"]
    CSS = """
    TeamScreen OptionList { height: auto; max-height: 100%; background: $surface; border: none; padding: 0;
        text-wrap: nowrap; text-overflow: ellipsis; }
    TeamScreen OptionList:focus { border: none; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings((UNDO, REDO)),
        Binding("a,ctrl+n", "add", show=False),
        Binding("escape,q", "dismiss", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._people: tuple[Person, ...] = ()

    def compose(self) -> ComposeResult:
        """The list."""
        with Vertical(classes="sheet") as sheet:
            sheet.border_title = _("The team")
            sheet.border_subtitle = _("enter edits · a adds · u takes back · esc closes")
            yield Static(_("Nobody is in the team yet: a adds somebody, or bring in a list of people."), id="none")
            yield OptionList(markup=False)

    def on_mount(self) -> None:
        """Fetch the list."""
        self._load()

    @property
    def _workbench(self) -> Workbench:

        return cast("Workbench", self.app)

    @work(group="team", exclusive=True)
    async def _load(self, follow: str | None = None) -> None:
        people = await self.workbench.gateway.call(everybody)
        if self.is_closed:
            return
        options = self.query_one(OptionList)
        here = follow or (self._people[options.highlighted].id if options.highlighted is not None else None)
        self._people = people
        options.clear_options()
        options.add_options([Option(_line(person)) for person in self._people])
        places = [place for place, person in enumerate(self._people) if person.id == here]
        options.highlighted = places[0] if places else 0 if self._people else None
        options.display = bool(self._people)
        self.query_one("#none").display = not self._people
        options.focus()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Edit somebody."""
        self._edit(self._people[event.option_index])

    def action_add(self) -> None:
        """Add somebody."""
        self._edit(None)

    @work(group="page", exclusive=True)
    async def _edit(self, person: Person | None) -> None:
        form = form_of(person) if person is not None else PersonForm()
        saved = await self.app.push_screen_wait(PersonFormScreen(person.id if person is not None else None, form))
        if saved is not None:
            self._load(saved)

    @work(group="write")
    async def action_undo(self) -> None:
        """Take the newest step back."""
        await self._step(steps.undo)

    @work(group="write")
    async def action_redo(self) -> None:
        """Bring the last one back."""
        await self._step(steps.redo)

    async def _step(self, job: Callable[[Session, Origin], Step]) -> None:
        try:
            step = await self.workbench.gateway.call(job, Origin.SCREEN)
        except SalesopsError as error:
            self.workbench.say_error(error)
        else:
            self.workbench.say(steps.step_title(step))
        self._load()


def _line(person: Person) -> Text:
    text = Text(no_wrap=True, overflow="ellipsis")
    text.append(fit(printable(person.name), _NAME), style="bold" if person.active else "dim strike")
    text.append(f"  {fit(printable(person.role or ''), _ROLE)}  {fit(printable(person.team or ''), _TEAM)}")
    others = " · ".join([*person.aliases, *([_("has left")] if not person.active else [])])
    text.append(f"  {printable(others)}", style="dim")
    return text
