"""A long list of deals before and after: drawn by the line, fetched by the page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import ClassVar, Final

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import BindingType
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from salesops_tui.formats import money, short_day
from salesops_tui.i18n import _, mark
from salesops_tui.services.ledgers import DealChange
from salesops_tui.ui.cells import fit, fit_pair
from salesops_tui.ui.commands import OPEN, Command, Group, bindings

PAGE: Final = 100
"""So many deals are fetched at once."""

LINES: Final = 2
"""Of each deal."""
_STYLES: Final = ("name", "plain", "muted", "good", "bad", "here", "here-muted")


class DealChanges(Widget, can_focus=True):
    """Two lines for each deal, with one cursor."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"changes--{name}" for name in _STYLES}
    MOVES: ClassVar[tuple[Command, ...]] = (
        Command("up", "move(-1)", ("up",), mark("Up"), mark("The deal above"), Group.MOVE),
        Command("down", "move(1)", ("down",), mark("Down"), mark("The deal below"), Group.MOVE),
        Command("page-up", "page(-1)", ("pageup",), mark("Page up"), mark("One screen up"), Group.MOVE),
        Command("page-down", "page(1)", ("pagedown",), mark("Page down"), mark("One screen down"), Group.MOVE),
        Command("first", "end(False)", ("home",), mark("First"), mark("The first deal"), Group.MOVE),
        Command("last", "end(True)", ("end",), mark("Last"), mark("The last deal"), Group.MOVE),
    )
    BINDINGS: ClassVar[list[BindingType]] = [*bindings((*MOVES, OPEN))]

    class Wanted(Message):
        """Deals are in sight that are not here yet."""

        def __init__(self, page: int) -> None:
            super().__init__()
            self.page = page

    class Opened(Message):
        """A deal is wanted on its page."""

        def __init__(self, deal_id: str) -> None:
            super().__init__()
            self.deal_id = deal_id

    def __init__(self, count: int, currency: str, today: date, *, signed: bool) -> None:
        super().__init__()
        self._signed = signed
        """Whether the deals changed a balance rather than being part of one."""
        self._count = count
        self._currency = currency
        self._today = today
        self._pages: dict[int, Sequence[DealChange]] = {}
        self._widest = [0, 0, 0, 0]
        """What amount, stage, close date and owner of the deals that are here would like to have."""
        self._asked: set[int] = set()
        self._top = 0
        self._styles: dict[str, Style] = {}
        self.cursor = 0
        """The place of the selected deal."""

    def add(self, page: int, deals: Sequence[DealChange]) -> None:
        """Show a page that was asked for."""
        self._pages[page] = deals
        for deal in deals:
            texts = self._before_and_after(deal)
            self._widest = [max(wide, cell_len(text)) for wide, text in zip(self._widest, texts, strict=True)]
        self.refresh()

    def deal(self, place: int) -> DealChange | None:
        """The deal at a place, if it is here."""
        page = self._pages.get(place // PAGE, ())
        return page[place % PAGE] if place % PAGE < len(page) else None

    # The cursor

    @property
    def _in_sight(self) -> int:
        return max(self.size.height // LINES, 1)

    def action_move(self, by: int) -> None:
        """Go to another deal."""
        self.cursor = max(0, min(self.cursor + by, self._count - 1))
        self._scroll(max(self.cursor - self._in_sight + 1, min(self._top, self.cursor)))

    def action_page(self, by: int) -> None:
        """Go a screen up or down."""
        self.action_move(by * self._in_sight)

    def action_end(self, last: bool) -> None:
        """Go to the first or the last deal."""
        self.action_move(self._count if last else -self._count)

    def action_open(self) -> None:
        """Open the selected deal."""
        deal = self.deal(self.cursor)
        if deal is not None:
            self.post_message(self.Opened(deal.id))

    def _scroll(self, top: int) -> None:
        self._top = max(0, min(top, self._count - self._in_sight))
        self._ask()
        self.refresh()

    def _ask(self) -> None:
        """Have the pages fetched that are in sight."""
        last = min(self._top + self._in_sight, self._count - 1)
        for page in range(self._top // PAGE, last // PAGE + 1):
            if page not in self._asked:
                self._asked.add(page)
                self.post_message(self.Wanted(page))

    def on_resize(self) -> None:
        """Keep the cursor in sight."""
        self.action_move(0)

    def on_click(self, event: events.Click) -> None:
        """Go to a deal; the selected one is opened."""
        place = self._top + event.y // LINES
        if place == self.cursor:
            self.action_open()
        elif place < self._count:
            self.action_move(place - self.cursor)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll; the cursor stays where it is."""
        self._scroll(self._top + 2)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll back."""
        self._scroll(self._top - 2)

    # Drawing

    def notify_style_update(self) -> None:
        """Another theme: look the colours up again."""
        super().notify_style_update()
        self._styles = {}

    def render_line(self, y: int) -> Strip:
        """One line of the screen."""
        if not self._styles:
            self._styles = {name: self.get_component_rich_style(f"changes--{name}") for name in _STYLES}
        width = self.size.width
        place, part = self._top + y // LINES, y % LINES
        deal = self.deal(place)
        if deal is None:
            return Strip.blank(width, self._styles["plain"])
        here = place == self.cursor
        spans = self._first(deal, width) if part == 0 else self._second(deal, width)
        segments = [Segment(text, self._styles[_here(style) if here else style]) for text, style in spans]
        blank = self._styles["here" if here else "plain"]
        return Strip(segments).adjust_cell_length(width, blank)

    def _first(self, deal: DealChange, width: int) -> list[tuple[str, str]]:
        """Its name and account; at the right end, what it counts."""
        counted = money(deal.counted, self._currency)
        style = "plain"
        if self._signed:
            counted = f"+{counted}" if deal.counted > 0 else counted
            style = "good" if deal.counted > 0 else "bad" if deal.counted < 0 else "muted"
        if not deal.counted and any(at is not None and at.amount for at in (deal.before, deal.after)):
            counted, style = _("not counted"), "muted"
        name = " · ".join(part for part in (deal.name, deal.account) if part)
        left, right = fit_pair(name, counted, width - 2)
        return [(f" {left}", "name"), (f"{right} ", style)]

    def _second(self, deal: DealChange, width: int) -> list[tuple[str, str]]:
        """Amount, stage, close date and owner, in columns."""
        shares = _shares(width - 4, self._widest)
        texts = self._before_and_after(deal)
        line = "  ".join(fit(text, share) for text, share in zip(texts, shares, strict=True))
        return [("   ", "muted"), (line, "muted")]

    def _before_and_after(self, deal: DealChange) -> list[str]:
        """Amount, stage, close date and owner, each before and after where they differ."""
        before, after = deal.before, deal.after
        pairs = (
            (
                money(before.amount, before.currency) if before and before.amount is not None else None,
                money(after.amount, after.currency) if after and after.amount is not None else None,
            ),
            (deal.stage_before, deal.stage_after),
            (
                short_day(before.close_date, self._today) if before and before.close_date else None,
                short_day(after.close_date, self._today) if after and after.close_date else None,
            ),
            (before.owner if before else None, after.owner if after else None),
        )
        return [_pair(*pair) for pair in pairs]


def _here(style: str) -> str:
    return "here-muted" if style == "muted" else "here"


def _pair(before: str | None, after: str | None) -> str:
    """``¥100 → ¥120``, and once where nothing changed."""
    return (after or "–") if before == after else f"{before or '–'} → {after or '–'}"


def _shares(width: int, widest: Sequence[int]) -> list[int]:
    """The widths of amount, stage, close date and owner: what they need, or a fair part of too little."""
    room = width - 6
    spare = (room - sum(widest)) // len(widest)
    if spare >= 0:
        return [wide + spare for wide in widest]
    amount, stage, day = room * 30 // 100, room * 31 // 100, room * 21 // 100
    return [amount, stage, day, room - amount - stage - day]
