"""What was kept under names: going to one, keeping what is seen now, taking one away."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, ClassVar, Generic, Protocol, TypeVar

from rich.text import Text
from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from salesops_tui.domain.steps import Origin
from salesops_tui.errors import SalesopsError
from salesops_tui.i18n import _
from salesops_tui.services import saved_views
from salesops_tui.terminal import printable
from salesops_tui.ui.dialogs.dialog import Dialog

if TYPE_CHECKING:
    from salesops_tui.services.session import Session


class Kept(Protocol):
    """Something under a name."""

    @property
    def id(self) -> str:
        """Its identifier."""

    @property
    def name(self) -> str:
        """Its name."""


K = TypeVar("K", bound=Kept)


@dataclass(frozen=True, slots=True)
class Keeping(Generic[K]):
    """What is kept here: how to fetch all of it, how to keep what is seen now, what to say of each."""

    title: str
    none: str
    """What is said while nothing has been kept."""
    load: Callable[[Session], Sequence[K]]
    keep: Callable[[Session, str], str]
    """Keeps it under a name; returns the name as it is kept."""
    told: Callable[[K], str]


class KeptViewsScreen(Dialog[Any]):
    """A name for the present arrangement, and below it those that were kept."""

    CSS_PATH: ClassVar[list[str | PurePath]] = ["../screens/sheet.tcss", "lists.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [
        ("escape", "dismiss", ""),
        Binding("up", "away(-1)", show=False),
        Binding("down", "away(1)", show=False),
        Binding("delete", "drop", show=False),
    ]

    def __init__(self, keeping: Keeping[Any]) -> None:
        super().__init__()
        self._keeping = keeping
        self._views: Sequence[Kept] = ()

    def compose(self) -> ComposeResult:
        """The name, the list."""
        with Vertical(classes="sheet") as sheet:
            sheet.border_title = self._keeping.title
            sheet.border_subtitle = _("enter keeps or shows · tab changes over · del takes away · esc")
            yield Input(placeholder=_("a name to keep what you see now"), compact=True, classes="line")
            yield Static("", id="refused", classes="error", markup=False)
            yield OptionList(markup=False)
            yield Static(self._keeping.none, id="none", classes="muted", markup=False)

    def on_mount(self) -> None:
        """Fetch the list."""
        self.query_one("#refused").display = False
        self._load()

    @work(group="views", exclusive=True)
    async def _load(self) -> None:
        self._views = await self.workbench.gateway.call(self._keeping.load)
        options = self.query_one(OptionList)
        highlighted = options.highlighted
        options.clear_options()
        options.add_options([Option(self._line(view)) for view in self._views])
        options.display = bool(self._views)
        self.query_one("#none").display = not self._views
        if self._views:
            options.highlighted = min(highlighted or 0, len(self._views) - 1)
            if highlighted is None:
                options.focus()
        else:
            self.query_one(Input).focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Keep the present arrangement under this name."""
        self._keep(event.value)

    @work(group="write")
    async def _keep(self, name: str) -> None:
        try:
            kept = await self.workbench.gateway.call(self._keeping.keep, name)
        except SalesopsError as error:
            self._refuse(error)
            return
        self.workbench.say(_("Kept as “{view}”.").format(view=kept))
        self.dismiss(None)

    def _refuse(self, error: SalesopsError) -> None:
        refused = self.query_one("#refused", Static)
        refused.update(printable(str(error)))
        refused.display = True

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Show a view."""
        self.dismiss(self._views[event.option_index])

    def action_away(self, by: int) -> None:
        """From the name into the list."""
        if self._views:
            self.query_one(OptionList).focus()

    @work(group="write")
    async def action_drop(self) -> None:
        """Take a view away; undo brings it back."""
        options = self.query_one(OptionList)
        if options.highlighted is None or not options.has_focus:
            return
        try:
            await self.workbench.gateway.call(saved_views.drop, self._views[options.highlighted].id, Origin.SCREEN)
        except SalesopsError as error:
            self._refuse(error)
        self._load()

    def _line(self, view: Kept) -> Text:
        text = Text(printable(view.name), style="bold")
        text.append("  " + printable(self._keeping.told(view)), style="not bold dim")
        return text
