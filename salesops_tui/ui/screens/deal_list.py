"""The deals behind a figure, over the room."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, ClassVar, cast

from rich.cells import cell_len
from rich.text import Text
from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from salesops_tui.errors import SalesopsError
from salesops_tui.formats import number
from salesops_tui.i18n import _, ngettext
from salesops_tui.services.deal_lists import DealLine, DealList
from salesops_tui.terminal import printable
from salesops_tui.ui.cells import cut, fit

if TYPE_CHECKING:
    from salesops_tui.ui.app import Workbench

_WIDEST = 100
_MARGIN = 10
"""Cells around the lines: the sheet's border and padding, the list's scrollbar."""


class DealListScreen(ModalScreen[None]):
    """A title and a line for each deal; enter opens one and comes back here, esc closes."""

    CSS_PATH: ClassVar[list[str | PurePath]] = ["sheet.tcss", "deal_list.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [("escape,q", "dismiss", "")]

    def __init__(self, found: DealList) -> None:
        super().__init__()
        self._found = found

    def compose(self) -> ComposeResult:
        """The list, or that there is nothing to be listed."""
        found = self._found
        with Vertical(classes="sheet") as sheet:
            sheet.border_title = Text(f"{printable(found.title)} · {number(found.count)}")
            leads = any(line.deal_id is not None for line in found.lines)
            sheet.border_subtitle = _("enter opens · esc closes") if leads else _("esc closes")
            if found.count > len(found.lines):
                first = len(found.lines)
                yield Static(
                    ngettext("The first {number}.", "The first {number}.", first).format(number=number(first)),
                    classes="muted",
                )
            if not found.lines:
                yield Static(_("There is nothing behind this figure."), classes="muted")
            yield OptionList(markup=False)

    def on_mount(self) -> None:
        """Fill the list, as wide as the sheet is."""
        width = min(self.app.size.width * 9 // 10, _WIDEST + _MARGIN) - _MARGIN
        told = max((cell_len(line.told) for line in self._found.lines), default=0)
        options = self.query_one(OptionList)
        options.add_options([Option(_text(line, width, told)) for line in self._found.lines])
        options.display = bool(self._found.lines)
        options.highlighted = 0 if self._found.lines else None
        options.focus()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Open the chosen deal."""
        deal_id = self._found.lines[event.option_index].deal_id
        if deal_id is not None:
            self._open(deal_id)

    @work(exclusive=True)
    async def _open(self, deal_id: str) -> None:
        from salesops_tui.services.deal_page import read_deal
        from salesops_tui.ui.screens.deal import DealScreen

        workbench = cast("Workbench", self.app)
        try:
            page = await workbench.gateway.call(read_deal, deal_id)
        except SalesopsError as error:
            workbench.say_error(error)
            return
        self.app.push_screen(DealScreen(page))


def _text(line: DealLine, width: int, told: int) -> Text:
    """One line: whose deal it is at the left, what the figure is about at the right, a reason below."""
    room = max(width - told - 2, 10)
    names = [fit(line.name, room // 2 - 2), fit(line.account or "–", room // 4), fit(line.owner or "–", room // 4)]
    text = Text(no_wrap=True, overflow="ellipsis")
    text.append(f"{names[0]}  ", style="bold")
    text.append(f"{names[1]} {names[2]} ")
    text.append(" " * (told - cell_len(line.told)) + printable(line.told))
    if line.more:
        text.append(f"\n  {cut(line.more, width - 2)}", style="dim")
    return text
