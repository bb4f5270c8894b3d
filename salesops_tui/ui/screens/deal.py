"""A deal on a page of its own: what is known of it, and everything that happened to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.console import Group as Stack
from rich.table import Table
from rich.text import Text
from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from salesops_tui.domain.deals import MADE_HERE, TOLD_BY_HISTORY, DealEvent, TrackedField
from salesops_tui.errors import SalesopsError
from salesops_tui.formats import local_minute, money, weekday_and_date
from salesops_tui.i18n import _, language, mark
from salesops_tui.services import deals
from salesops_tui.services.deals import DealPage, EventLine
from salesops_tui.services.wording import category_title
from salesops_tui.terminal import printable
from salesops_tui.ui.commands import EDIT, bindings

if TYPE_CHECKING:
    from salesops_tui.ui.app import Workbench

_WHO_CELLS = 24
_FIELDS = {
    TrackedField.STAGE: mark("Stage"),
    TrackedField.AMOUNT: mark("Amount"),
    TrackedField.CURRENCY: mark("Currency"),
    TrackedField.CLOSE_DATE: mark("Close date"),
    TrackedField.OWNER: mark("Owner"),
    TrackedField.FORECAST_CATEGORY: mark("Forecast category"),
}


class DealScreen(ModalScreen[None]):
    """One deal; ``e`` edits it, esc goes back to the board."""

    CSS_PATH = "sheet.tcss"
    OFFERED = (EDIT,)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(OFFERED), ("escape,enter,q", "dismiss", "")]

    def __init__(self, page: DealPage) -> None:
        super().__init__()
        self._page = page

    def compose(self) -> ComposeResult:
        """The fields above, the history below."""
        with VerticalScroll(classes="sheet"):
            yield Static(id="fields", markup=False)
            yield Static(id="history", markup=False)

    def on_mount(self) -> None:
        """Fill the page."""
        self._fill()
        self.query_one(VerticalScroll).focus()

    @property
    def _workbench(self) -> Workbench:
        from salesops_tui.ui.app import Workbench

        assert isinstance(self.app, Workbench)
        return self.app

    def _fill(self) -> None:
        sheet = self.query_one(VerticalScroll)
        sheet.border_title = Text(printable(self._page.deal.name))
        sheet.border_subtitle = _("e edits · esc closes")
        self.query_one("#fields", Static).update(self._fields())
        self.query_one("#history", Static).update(self._history())

    def _fields(self) -> Table:
        page, deal = self._page, self._page.deal
        stage = page.stage.name(language())
        sign = "≥ " if page.days_at_least else ""
        rows = [
            (_("Account"), page.account),
            (_("Stage"), f"{stage} · " + _("{sign}{days} working days").format(sign=sign, days=page.days_in_stage)),
            (_("Amount"), money(deal.amount, deal.currency) if deal.amount is not None else None),
            (_("Owner"), page.owner),
            (_("Close date"), weekday_and_date(deal.close_date) if deal.close_date else None),
            (_("Closed on"), weekday_and_date(deal.closed_on) if deal.closed_on else None),
            (_("Next step"), deal.next_step),
            (_("Next step on"), weekday_and_date(deal.next_step_on) if deal.next_step_on else None),
            (_("Probability"), self._probability()),
            (_("Forecast category"), category_title(deal.forecast_category) if deal.forecast_category else None),
            (_("Product"), page.product),
            (_("Contact"), page.contact),
            (_("Source"), deal.lead_source),
            (_("Competitor"), deal.competitor),
            (_("Lost reason"), deal.lost_reason),
            (_("Created"), weekday_and_date(deal.created_on) if deal.created_on else None),
            (_("From"), f"{deal.source} {deal.external_id or ''}" if deal.source else _("entered here")),
            (_("Note"), deal.note),
        ]
        table = Table.grid(padding=(0, 2))
        table.add_column(style="dim", no_wrap=True)
        table.add_column(ratio=1)
        for title, value in rows:
            if value:
                table.add_row(Text(title), Text(_lines(value)))
        return table

    def _probability(self) -> str:
        own = self._page.deal.probability
        if own is None:
            return _("{percent} % from the stage").format(percent=self._page.stage.probability)
        return _("{percent} %, set for this deal (the stage says {usual} %)").format(
            percent=own, usual=self._page.stage.probability
        )

    def _history(self) -> Stack:
        heading = Text("\n" + _("History"), style="bold")
        if not self._page.history:
            return Stack(heading, Text(_("Nothing has changed since the workbook first saw this deal."), style="dim"))
        table = Table.grid(padding=(0, 2), expand=True)
        table.add_column(style="dim", no_wrap=True)
        table.add_column(ratio=1)
        table.add_column(style="dim", no_wrap=True, max_width=_WHO_CELLS)
        for line in self._page.history:
            told = Text(f"{_(_FIELDS[line.event.field])}  ", style="bold")
            told.append(
                f"{_value(line, line.event.old, line.old)} → {_value(line, line.event.new, line.new)}", style="not bold"
            )
            at = local_minute(line.event.at, self._workbench.clock.zone)
            table.add_row(at, told, Text(_told_by(line.event), overflow="ellipsis"))
        return Stack(heading, table)

    @work(exclusive=True)
    async def action_edit(self) -> None:
        """Edit the deal, and show it as it is then."""
        from salesops_tui.ui.dialogs.deal_form import edit

        deal_id = self._page.deal.id
        if await edit(self, deal_id, "") is None:
            return
        try:
            self._page = await self._workbench.gateway.call(deals.read_deal, deal_id)
        except SalesopsError as error:
            self._workbench.say_error(error)
            self.dismiss()
        else:
            self._fill()


def _value(line: EventLine, value: object, name: str | None) -> str:
    if value is None:
        return "–"
    if name is not None:
        return printable(name)
    if line.event.field is TrackedField.AMOUNT:
        return money(int(str(value)), line.currency)
    if line.event.field is TrackedField.FORECAST_CATEGORY:
        return category_title(str(value))
    return printable(str(value))


def _told_by(event: DealEvent) -> str:
    source = event.source.removeprefix(TOLD_BY_HISTORY)
    who = _("here") if source == MADE_HERE else source
    return printable(f"{who} · {event.author}" if event.author else who)


def _lines(text: str) -> str:
    return "\n".join(printable(line) for line in text.splitlines())
