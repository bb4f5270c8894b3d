"""The gate to another stage: what is ticked off, what is filled in, and why a deal goes back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePath
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.suggester import SuggestFromList
from textual.widget import Widget
from textual.widgets import Input, Label, Static

from salesops_tui.domain.gates import Passage
from salesops_tui.domain.steps import Origin
from salesops_tui.errors import SalesopsError
from salesops_tui.i18n import _, language, ngettext
from salesops_tui.services import deal_task_offers, moves
from salesops_tui.services.checklists import approver_of, percent_text
from salesops_tui.services.deals import FieldRefused
from salesops_tui.services.gates import FieldLine, GateView
from salesops_tui.services.moves import Answers, Moved, was_lost
from salesops_tui.services.wording import deal_field_title
from salesops_tui.terminal import printable
from salesops_tui.ui.dialogs.dialog import Dialog
from salesops_tui.ui.dialogs.moving import ASIDE, drafted, hint, move_title, refused_line, say_refused
from salesops_tui.ui.widgets.tick_box import TickBox

if TYPE_CHECKING:
    from salesops_tui.domain.tasks import Task
    from salesops_tui.services.deal_task_offers import TaskOffer
    from salesops_tui.services.session import Session


class GateScreen(Dialog[Moved | None]):
    """What a move asks, in one dialog however many stages are passed; enter goes on, esc leaves and keeps what was typed."""

    CSS_PATH: ClassVar[list[str | PurePath]] = ["../screens/sheet.tcss", "gate.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,ctrl+s", "go_on", show=False, priority=True),
        Binding("ctrl+k", "task", show=False, priority=True),
        Binding("escape", "leave", show=False),
        Binding("down", "app.focus_next", show=False),
        Binding("up", "app.focus_previous", show=False),
    ]

    def __init__(self, view: GateView) -> None:
        super().__init__()
        self._view = view
        self._shown: dict[str, str] = {}
        """What the workbook says in each field, so that only what a person changed is written."""

    @property
    def _draft(self) -> Answers | None:
        return self.workbench.move_drafts.get((self._view.deal.id, self._view.target.id))

    # What it shows

    def compose(self) -> ComposeResult:
        """Stage by stage what its gate asks, around it what the move itself asks."""
        view, gate = self._view, self._view.gate
        with VerticalScroll(classes="sheet", can_focus=False) as sheet:
            sheet.border_title = move_title(view, self.app.size.width)
            sheet.border_subtitle = (
                _("space ticks · ^k makes a task · enter goes on · esc leaves")
                if view.items
                else _("^k makes a task · enter goes on · esc leaves")
            )
            if self._draft is not None:
                yield Static(_("This is what you had typed and not saved."), classes="muted")
            yield refused_line()
            if gate.passage is Passage.WIN:
                yield from self._outcome()
            if view.deal.lost_reason:
                yield Static(printable(was_lost(view.deal.lost_reason)), classes="gate-note", markup=False)
            if gate.needs_reason:
                yield self._field("reason", _("Reason"), "")
            for stage in gate.stages:
                is_first = stage is gate.stages[0] and gate.passage is Passage.FORWARD
                classes = "gate-stage first" if is_first else "gate-stage"
                yield Static(printable(stage.name(language())), classes=classes, markup=False)
                yield from self._ticks(f"exit:{stage.id}")
                yield from (self._required(line) for line in self._lines if line.stage_id == stage.id)
            if gate.asks_discount:
                yield Static(_("Contract risks"), classes="gate-stage", markup=False)
                yield from self._ticks("risk:")
            if (note := moves.kept_probability(view.deal, view.target)) is not None:
                yield Static(note, classes="gate-note gate-stage", markup=False)
            if view.items or self._lines:
                yield Static("", id="state", markup=False)

    @property
    def _lines(self) -> list[FieldLine]:
        """The required fields; into won the amount is asked above them anyway."""
        return [line for line in self._view.fields if (line.name, self._view.gate.passage) != ("amount", Passage.WIN)]

    def _ticks(self, start: str) -> ComposeResult:
        marks = self._draft.ticks if self._draft else {}
        for line in self._view.items:
            if line.item == start or (line.is_risk and start == "risk:"):
                yield TickBox(line.item, line.text, done=marks.get(line.item, line.done))

    def _required(self, line: FieldLine) -> Widget:
        title = self._amount_title if line.name == "amount" else deal_field_title(line.name)
        return self._field(line.name, title, line.text, line.offered)

    @property
    def _amount_title(self) -> str:
        return f"{deal_field_title('amount')} ({self._view.deal.currency})"

    def _outcome(self) -> ComposeResult:
        view = self._view
        yield self._field("amount", self._amount_title, view.amount)
        yield self._field("closed_on", _("Won on"), view.closed_on)
        if view.gate.asks_discount:
            percent = percent_text(view.discount.percent) if view.discount else ""
            with Horizontal(classes="field"):
                yield Label(_("Discount (%)"))
                yield self._input("discount", percent)
                yield Static("", id="needed", markup=False)
            approved = view.discount.approved_by if view.discount else None
            yield self._field("approved_by", _("Approved by"), approved or "", view.people)

    def _field(self, name: str, title: str, text: str, offered: tuple[str, ...] = ()) -> Widget:
        return Horizontal(
            Label(title, markup=False), self._input(name, text, offered), classes="field", id=f"line-{name}"
        )

    def _input(self, name: str, text: str, offered: tuple[str, ...] = ()) -> Input:
        self._shown[name] = text
        suggester = SuggestFromList(offered, case_sensitive=False) if offered else None
        value = drafted(self._draft, name, text)
        return Input(value, id=name, suggester=suggester, compact=True, placeholder=hint(name))

    def on_mount(self) -> None:
        """Begin with the first thing that is open."""
        self._tell()
        asked = {"reason", "amount"}
        empty = [field for field in self.query(Input) if field.id in asked and not field.value.strip()]
        start = next(iter((*empty, *self._open())), None) or self.query("Input, TickBox").first()
        start.focus()

    # How it stands

    def _open(self) -> list[Widget]:
        """What is not ticked and not filled in, from top to bottom."""
        required = {line.name for line in self._lines}
        return [
            control
            for control in self.query("Input, TickBox").results(Widget)
            if (isinstance(control, TickBox) and not control.done)
            or (isinstance(control, Input) and control.id in required and not control.value.strip())
        ]

    def on_tick_box_changed(self) -> None:
        """Count again."""
        self._tell()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Count again; another discount needs another word."""
        if event.input.id == "discount" and event.value.strip() != self._shown["discount"]:
            approved = self.query_one("#approved_by", Input)
            if approved.value == self._shown["approved_by"]:
                approved.value = ""
        self._tell()

    def _tell(self) -> None:
        """Say how many things are open, and whose word a discount needs."""
        approver = self._approver()
        if self._view.gate.asks_discount:
            self.query_one("#line-approved_by").display = approver is not None
            told = _("needs the word of {approver}").format(approver=approver) if approver else ""
            self.query_one("#needed", Static).update(printable(told))
        number, awaits = len(self._open()), approver is not None and not self._value("approved_by")
        for state in self.query("#state").results(Static):
            state.set_class(number > 0 or awaits, "open")
            state.set_class(number == 0 and not awaits, "done")
            state.update(_("! the discount awaits a word") if awaits else _state(number, strict=self._view.gate.strict))

    def _approver(self) -> str | None:
        """Whose word the discount needs, as it stands in its field."""
        return approver_of(self._value("discount"), self._view.levels) if self._view.gate.asks_discount else None

    def _value(self, name: str) -> str:
        return self.query_one(f"#{name}", Input).value.strip()

    # What becomes of it

    def _answers(self) -> Answers:
        typed = {str(control.id): control.value for control in self.query(Input)}
        changed = {name: text for name, text in typed.items() if text.strip() != self._shown[name].strip()}
        was = {line.item: line.done for line in self._view.items}
        return Answers(
            {box.item: box.done for box in self.query(TickBox) if box.done != was[box.item]},
            {name: text for name, text in changed.items() if name not in ASIDE},
            changed.get("reason", ""),
            closed_on=changed.get("closed_on", ""),
            discount=changed.get("discount"),
            approved_by=changed.get("approved_by", ""),
        )

    @work(exclusive=True)
    async def action_go_on(self) -> None:
        """Carry it out; what is refused is said above, and the cursor goes there."""
        key = (self._view.deal.id, self._view.target.id)
        try:
            moved = await self.workbench.gateway.call(moves.move, *key, self._answers(), Origin.SCREEN)
        except SalesopsError as error:
            say_refused(self, error)
            self._go_to(error)
            return
        self.workbench.move_drafts.pop(key, None)
        self.dismiss(moved)

    def _go_to(self, error: SalesopsError) -> None:
        name = error.field if isinstance(error, FieldRefused) else None
        for control in self.query("Input, TickBox").results(Widget):
            if name in (control.id, getattr(control, "item", None)):
                control.focus()

    @work(group="task", exclusive=True)
    async def action_task(self) -> None:
        """Make a task of what the cursor is on: it cannot be ticked or filled in now."""
        offer = self._offer()
        if offer is None:
            self.workbench.say(_("Here is nothing to find out: put the cursor on what the gate asks for."))
            return
        deal_id = self._view.deal.id

        def job(session: Session) -> Task:
            return deal_task_offers.add_offered(session, deal_id, offer(session), Origin.SCREEN)

        try:
            task = await self.workbench.gateway.call(job)
        except SalesopsError as error:
            say_refused(self, error)
        else:
            self.workbench.say(_("Added the task “{task}”").format(task=task.title))

    def _offer(self) -> Callable[[Session], TaskOffer] | None:
        """What makes a task of the line that the cursor is on."""
        view, here = self._view, self.focused
        if isinstance(here, TickBox):
            item = next(line for line in view.items if line.item == here.item)
            return lambda session: deal_task_offers.criterion_offer(session, view.deal, item)
        field = next((line for line in view.fields if isinstance(here, Input) and line.name == here.id), None)
        return (lambda session: deal_task_offers.field_offer(session, view.deal, field)) if field is not None else None

    def action_leave(self) -> None:
        """Leave the deal where it is; what was answered waits for the next time."""
        key, answers = (self._view.deal.id, self._view.target.id), self._answers()
        self.workbench.move_drafts.pop(key, None)
        if answers != Answers():
            self.workbench.move_drafts[key] = answers
            self.workbench.say(_("Not moved. What you answered is there when you move it again."))
        self.dismiss(None)


def _state(number: int, *, strict: bool) -> str:
    """How many things are open, and what that means."""
    if number == 0:
        return _("✓ nothing is open")
    told = ngettext("{number} thing is open", "{number} things are open", number).format(number=number)
    if strict:
        return _("! {open}: the deal stays here until that is done").format(open=told)
    return _("! {open}: enter goes on all the same").format(open=told)
