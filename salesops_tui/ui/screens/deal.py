"""A deal on a page of its own: what is known of it and of its people, and everything that happened to it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.events import Resize

from salesops_tui.domain.deal_roles import Role
from salesops_tui.domain.steps import Origin
from salesops_tui.formats import compact_money
from salesops_tui.i18n import _, language
from salesops_tui.services import checklists, deal_page, deal_timeline
from salesops_tui.services.deal_page import DealPage
from salesops_tui.services.deals import DealGone
from salesops_tui.ui import deal_lines, questions
from salesops_tui.ui.commands import (
    EDIT,
    EXPLAIN,
    LOSE,
    NEXT_STEP,
    PUSH,
    REDO,
    REOPEN,
    TASK,
    TOUCH,
    UNDO,
    WIN,
    Command,
    bindings,
)
from salesops_tui.ui.dialogs.ask import ask
from salesops_tui.ui.questions import Question, Write
from salesops_tui.ui.screens.deal_room import DealRoom
from salesops_tui.ui.screens.record_page import RecordPage
from salesops_tui.ui.view_commands import TEAM, TICK
from salesops_tui.ui.widgets.figure_sheet import FigureLine, FigureSheet
from salesops_tui.ui.widgets.title_line import TitleLine

_WIDE = 110
"""From so many cells on the timeline stands beside the rest."""


class _Column(FigureSheet):
    """One of the page's two sheets: left and right lead to the other one."""

    def action_cursor(self, columns: int, rows: int) -> None:
        """Go up and down here, sideways to the other sheet."""
        if not columns:
            super().action_cursor(columns, rows)
        elif isinstance(self.screen, DealScreen):
            self.screen.cross()


class DealScreen(RecordPage, DealRoom):
    """One deal; what can be done with it is one key away, esc goes back."""

    GONE = DealGone
    KEY = "3"
    OFFERED: ClassVar[tuple[Command, ...]] = (
        EDIT, TOUCH, *(replace(command, footer=True) for command in (NEXT_STEP, PUSH, TASK, TEAM, TICK)), WIN, LOSE, REOPEN,
        EXPLAIN, UNDO, REDO,
    )  # fmt: skip
    ASKING = (TOUCH, NEXT_STEP, PUSH, TASK, TEAM)
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(OFFERED),
        Binding("enter", "choose", show=False),
    ]
    CSS_PATH = "deal.tcss"

    def __init__(self, page: DealPage) -> None:
        super().__init__()
        self.page = page

    def compose_room(self) -> ComposeResult:
        """The deal in one line, and two sheets below."""
        yield TitleLine()
        with Horizontal(id="sheets"):
            yield _Column(id="about")
            yield _Column(id="timeline")

    def on_mount(self) -> None:
        """Draw the page that was read before the screen was there."""
        self._about.focus()
        self.draw()

    def on_resize(self, event: Resize) -> None:
        """One sheet or two."""
        self._timeline.display = event.size.width >= _WIDE
        if not self._timeline.display:
            self._about.focus()
        self.draw()

    @property
    def selected_deal(self) -> str:
        """The deal of the page."""
        return self.page.deal.id

    @property
    def _about(self) -> _Column:
        return self.query_one("#about", _Column)

    @property
    def _timeline(self) -> _Column:
        return self.query_one("#timeline", _Column)

    def cross(self) -> None:
        """Go to the other sheet."""
        if self._timeline.display:
            (self._about if self._timeline.has_focus else self._timeline).focus()

    def draw(self) -> None:
        """Draw the page as it was read."""
        page = self.page
        self.version = page.standing.version
        self.tell_state(page.standing.undoable)
        deal = page.deal
        parts = [
            compact_money(deal.amount, deal.currency) if deal.amount is not None else _("no amount"),
            page.stage.name(language()),
            page.owner or _("no owner"),
        ]
        self.query_one(TitleLine).tell(deal.name, page.account or "", " · ".join(parts))
        if self._timeline.display:
            self._about.show(lambda width: list(deal_lines.about(page, width - 1)))
            self._timeline.show(lambda width: list(deal_lines.timeline(page.timeline, width, page.offers.today)))
        else:
            self._about.show(self._all_lines)

    def _all_lines(self, width: int) -> Sequence[FigureLine]:
        page = self.page
        return [*deal_lines.about(page, width), (), *deal_lines.timeline(page.timeline, width, page.offers.today)]

    async def read(self) -> None:
        """Ask for the page again."""
        self.page = await self.call(deal_page.read_deal, self.page.deal.id)

    # What can be done

    @property
    def _here(self) -> tuple[str, Any]:
        """What the cursor stands on: what kind of line, and which."""
        sheet = self._timeline if self._timeline.has_focus else self._about
        key = sheet.stop.key if sheet.stop is not None else None
        return key if isinstance(key, tuple) else ("", None)

    async def ask_about(self, name: str) -> None:
        """Ask over the page."""
        self._ask(getattr(questions, name)(self.page.offers))

    def _ask(self, question: Question) -> None:
        ask(self, self.page.deal.name, question, self._write)

    def _write(self, write: Write) -> None:
        self.write(write.job, told=write.say)

    def action_team(self) -> None:
        """Put somebody into a role: that of the line under the cursor, else the first that nobody has."""
        kind, wanted = self._here
        free = next((member.role for member in self.page.team if member.role and not member.person), Role.SOLUTION)
        self._assign(wanted if kind == "role" else free)

    def _assign(self, role: Role | None) -> None:
        title = next(member.title for member in self.page.team if member.role is role)
        if role is None:
            self._ask(questions.owner(self.page.offers))
        else:
            self._ask(questions.role(self.page.offers, role, title))

    def action_tick(self) -> None:
        """Tick the item under the cursor, or untick it."""
        kind, item = self._here
        if kind == "tick":
            ticked = next(line.ticked_on is not None for line in self.page.checklist if line.item == item)
            job: Callable[..., None] = checklists.untick if ticked else checklists.tick
            self.write(job, self.page.deal.id, item, Origin.SCREEN)

    async def action_choose(self) -> None:
        """Do what the line under the cursor is there for."""
        kind, what = self._here
        match kind:
            case "line":
                self.action_undo()
            case "tick":
                self.action_tick()
            case "role":
                self._assign(what)
            case "field" if what == "next_step":
                await self.action_next_step()
            case _:
                self.action_edit()

    async def on_figure_sheet_chosen(self) -> None:
        """A line was clicked again."""
        await self.action_choose()

    def action_explain(self) -> None:
        """Say what the figure under the cursor is and how it came about."""
        sheet = self._timeline if self._timeline.has_focus else self._about
        if sheet.stop is not None and sheet.stop.figure is not None:
            from salesops_tui.services.explaining import explain
            from salesops_tui.ui.dialogs.explanation import ExplanationScreen

            self.app.push_screen(ExplanationScreen(explain(sheet.stop.figure)))

    def action_undo(self) -> None:
        """Take back what the line under the cursor tells, else the last step."""
        kind, key = self._here
        if kind == "line":
            self.write(deal_timeline.take_back, self.page.deal.id, key, Origin.SCREEN, told=str)
        else:
            super().action_undo()
