"""Why a deal was lost: a reason of the list in one key, words where none fits, and to whom."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual import events, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Input, Label, OptionList, Static
from textual.widgets.option_list import Option

from salesops_tui.domain.steps import Origin
from salesops_tui.errors import SalesopsError
from salesops_tui.i18n import _
from salesops_tui.services import moves
from salesops_tui.services.deals import FieldRefused
from salesops_tui.services.gates import COMPETITOR_REASON, GateView
from salesops_tui.services.moves import Answers, Moved
from salesops_tui.services.wording import deal_field_title
from salesops_tui.terminal import printable
from salesops_tui.ui.dialogs.dialog import Dialog
from salesops_tui.ui.dialogs.moving import move_title, refused_line, say_refused

if TYPE_CHECKING:
    pass


class LostScreen(Dialog[Moved | None]):
    """The list of reasons; a digit or enter chooses and closes, where nothing else must be said."""

    CSS_PATH: ClassVar[list[str | PurePath]] = ["../screens/sheet.tcss", "gate.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "close", show=False, priority=True),
        Binding("escape", "leave", show=False),
    ]

    def __init__(self, view: GateView) -> None:
        super().__init__()
        self._view = view
        reason, _sign, words = (view.deal.lost_reason or "").partition(": ")
        self._other = view.reasons[-1]
        self._words = words if reason == self._other else ""
        self._present = reason if reason == self._other else view.deal.lost_reason
        # A reason from another system stays one of the choices.
        foreign = (self._present,) if self._present and self._present not in view.reasons else ()
        self._reasons = (*foreign, *view.reasons)

    @property
    def _key(self) -> tuple[str, str]:
        return self._view.deal.id, self._view.target.id

    def compose(self) -> ComposeResult:
        """The reasons, then what may be said beside them."""
        draft = self.workbench.move_drafts.get(self._key)
        competitor = self._view.deal.competitor or ""
        with VerticalScroll(classes="sheet", can_focus=False) as sheet:
            sheet.border_title = move_title(self._view, self.app.size.width)
            sheet.border_subtitle = _("a digit or enter chooses · tab to the competitor · esc leaves")
            if draft is not None:
                yield Static(_("This is what you had typed and not saved."), classes="muted")
            yield refused_line()
            yield OptionList(*map(self._option, range(len(self._reasons))), id="reasons", markup=False)
            with Horizontal(classes="field", id="line-words"):
                yield Label(_("In words"))
                yield Input(
                    draft.words if draft else self._words, id="words", compact=True, placeholder=_("a few words")
                )
            with Horizontal(classes="field"):
                yield Label(deal_field_title("competitor"))
                yield Input(
                    draft.fields.get("competitor", competitor) if draft else competitor, id="competitor", compact=True
                )

    def _option(self, place: int) -> Option:
        text = Text(f"{place + 1:>2}  " if place < 9 else "    ", style="dim")
        return Option(text.append(printable(self._reasons[place]), style="not dim"))

    def on_mount(self) -> None:
        """Begin with the reason that was given before."""
        draft = self.workbench.move_drafts.get(self._key)
        before = draft.reason if draft and draft.reason else self._present
        reasons = self.query_one(OptionList)
        reasons.highlighted = self._reasons.index(before) if before in self._reasons else 0
        reasons.focus()

    @property
    def _reason(self) -> str:
        place = self.query_one(OptionList).highlighted
        return self._reasons[place] if place is not None else ""

    def on_option_list_option_highlighted(self) -> None:
        """Words are asked only where no reason fits."""
        self.query_one("#line-words").display = self._reason == self._other

    def on_key(self, event: events.Key) -> None:
        """A digit chooses, unless it is being typed into a field."""
        place = int(event.key) - 1 if event.key.isascii() and event.key.isdigit() else -1
        if 0 <= place < len(self._reasons) and not isinstance(self.focused, Input):
            event.stop()
            self.query_one(OptionList).highlighted = place
            self._choose()

    def on_option_list_option_selected(self) -> None:
        """Enter or a click chose a reason."""
        self._choose()

    def _choose(self) -> None:
        """Close at once, or go on to what the reason leaves open."""
        words, competitor = self.query_one("#words", Input), self.query_one("#competitor", Input)
        if self._reason == self._other:
            self.query_one("#line-words").display = True
            words.focus()
        elif self._reason == _(COMPETITOR_REASON) and not competitor.value.strip():
            competitor.focus()
        else:
            self.action_close()

    def on_input_submitted(self) -> None:
        """Enter closes."""
        self.action_close()

    def _answers(self) -> Answers:
        competitor = self.query_one("#competitor", Input).value
        is_changed = competitor.strip() != (self._view.deal.competitor or "")
        return Answers(
            fields={"competitor": competitor} if is_changed else {},
            reason=self._reason,
            words=self.query_one("#words", Input).value if self._reason == self._other else "",
        )

    @work(exclusive=True)
    async def action_close(self) -> None:
        """Write it; what is refused is said above, and the cursor goes there."""
        try:
            moved = await self.workbench.gateway.call(moves.move, *self._key, self._answers(), Origin.SCREEN)
        except SalesopsError as error:
            say_refused(self, error)
            if isinstance(error, FieldRefused):
                self.query_one(f"#{error.field}").focus()
            return
        self.workbench.move_drafts.pop(self._key, None)
        self.dismiss(moved)

    def action_leave(self) -> None:
        """Leave the deal as it is; what was typed waits for the next time."""
        answers = self._answers()
        self.workbench.move_drafts.pop(self._key, None)
        if answers.fields or answers.words.strip() not in ("", self._words):
            self.workbench.move_drafts[self._key] = answers
            self.workbench.say(_("Not moved. What you answered is there when you move it again."))
        self.dismiss(None)
