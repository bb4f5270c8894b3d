"""The table's saved views: going to one, keeping the present one, taking one away."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, ClassVar, cast

from rich.text import Text
from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from salesops_tui.domain.deal_columns import COLUMNS
from salesops_tui.domain.deal_table import Arrangement
from salesops_tui.domain.steps import Origin
from salesops_tui.errors import SalesopsError
from salesops_tui.i18n import _, ngettext
from salesops_tui.services import table_views
from salesops_tui.services.table_views import TableViewKept
from salesops_tui.terminal import printable

if TYPE_CHECKING:
    from salesops_tui.ui.app import Workbench


class KeptViewsScreen(ModalScreen[TableViewKept | None]):
    """A name for the present arrangement, and below it those that were kept."""

    CSS_PATH: ClassVar[list[str | PurePath]] = ["../screens/sheet.tcss", "lists.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [
        ("escape", "dismiss", ""),
        Binding("up", "away(-1)", show=False),
        Binding("down", "away(1)", show=False),
        Binding("delete", "drop", show=False),
    ]

    def __init__(self, present: Arrangement, filter_line: str) -> None:
        super().__init__()
        self._present = present
        self._filter_line = filter_line
        self._views: tuple[TableViewKept, ...] = ()

    @property
    def _workbench(self) -> Workbench:
        from salesops_tui.ui.app import Workbench

        return cast(Workbench, self.app)

    def compose(self) -> ComposeResult:
        """The name, the list."""
        with Vertical(classes="sheet") as sheet:
            sheet.border_title = _("Saved views")
            sheet.border_subtitle = _("enter keeps or shows · tab changes over · del takes away · esc")
            yield Input(placeholder=_("a name to keep what you see now"), compact=True, classes="line")
            yield Static("", id="refused", classes="error", markup=False)
            yield OptionList(markup=False)
            yield Static(_("No view has been kept yet."), id="none", classes="muted", markup=False)

    def on_mount(self) -> None:
        """Fetch the list."""
        self.query_one("#refused").display = False
        self._load()

    @work(group="views", exclusive=True)
    async def _load(self) -> None:
        self._views = await self._workbench.gateway.call(table_views.kept_views)
        options = self.query_one(OptionList)
        highlighted = options.highlighted
        options.clear_options()
        options.add_options([Option(_line(view)) for view in self._views])
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
            kept = await self._workbench.gateway.call(
                table_views.keep_view, name, self._present, self._filter_line, Origin.SCREEN
            )
        except SalesopsError as error:
            self._refuse(error)
            return
        self._workbench.say(_("Kept as “{view}”.").format(view=kept))
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
            await self._workbench.gateway.call(
                table_views.drop_view, self._views[options.highlighted].id, Origin.SCREEN
            )
        except SalesopsError as error:
            self._refuse(error)
        self._load()


def _line(view: TableViewKept) -> Text:
    columns = len(view.arrangement.columns)
    told = [ngettext("{number} column", "{number} columns", columns).format(number=columns)]
    if view.arrangement.group is not None:
        told.append(_("by {column}").format(column=_(COLUMNS[view.arrangement.group].title)))
    if view.filter_line:
        told.append(f"/ {view.filter_line}")
    text = Text(printable(view.name), style="bold")
    text.append("  " + printable(" · ".join(told)), style="not bold dim")
    return text
