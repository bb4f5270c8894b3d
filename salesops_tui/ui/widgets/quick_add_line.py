"""The line in which a task is added, and below it how it is understood while it is typed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual.binding import Binding, BindingType
from textual.message import Message

from salesops_tui.i18n import _, ngettext
from salesops_tui.terminal import printable
from salesops_tui.ui.widgets.typing_line import TypingLine

if TYPE_CHECKING:
    from textual.widgets import Input

    from salesops_tui.services.reading_words import Piece
    from salesops_tui.ui.widgets.line_input import LineInput


class QuickAddLine(TypingLine):
    """A text and its reading; it is there only while it is used, and what was typed waits for the next time.

    Its parts are made when it is first opened. What it says is asked for by the room: the line only tells of every change.
    """

    DEFAULT_CSS = """
    QuickAddLine { dock: bottom; height: 2; background: $surface; margin-bottom: 1; layout: grid; grid-size: 2 2;
        grid-columns: auto 1fr; grid-rows: 1 1; }
    QuickAddLine #plus { color: $accent; text-style: bold; padding: 0 1; width: auto; }
    QuickAddLine Input { border: none; height: 1; padding: 0; background: $surface; }
    QuickAddLine #reading { column-span: 2; padding: 0 3; height: 1; width: 1fr; background: $surface; text-wrap: nowrap;
        text-overflow: ellipsis; }
    QuickAddLine > .reading--quadrant { color: $accent; text-style: bold; }
    QuickAddLine > .reading--date { color: $primary; }
    QuickAddLine > .reading--name { color: $success; }
    QuickAddLine > .reading--tag { color: $muted; }
    QuickAddLine > .reading--warning { color: $error; }
    QuickAddLine > .reading--plain { color: $foreground; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        f"reading--{tone}" for tone in ("quadrant", "date", "name", "tag", "warning", "plain")
    }
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", show=False)]

    class Changed(Message):
        """The text is another one."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    class Wanted(Message):
        """The line is to be added, or several that were pasted."""

        def __init__(self, lines: Sequence[str]) -> None:
            super().__init__()
            self.lines = lines

    class Left(Message):
        """The person goes back to the room; the text stays for the next time."""

    def __init__(self) -> None:
        super().__init__()
        self.text = ""
        """What was typed."""
        self.as_task = True
        """Whether it is read as a task; else it is written down as it stands."""
        self._prompt = "+"
        self._kept: dict[str, Sequence[str]] = {}
        self._pasted: tuple[str, ...] = ()
        self.display = False

    async def open(self, prompt: str = "+", hint: str = "", text: str = "", *, as_task: bool = True) -> None:
        """Show the line and type into it; what was typed under another prompt waits there. A text to begin with takes the
        place of what was typed before."""
        from textual.widgets import Input, Label, Static

        from salesops_tui.ui.widgets.line_input import LineInput

        if not self.children:
            await self.mount(
                Label("+", id="plus", markup=False), LineInput(compact=True), Static("", id="reading", markup=False)
            )
        self.as_task = as_task
        line = self.query_one(Input)
        if prompt != self._prompt:
            self._kept[self._prompt] = self._lines
            self._prompt = prompt
            self.query_one("#plus", Label).update(Text(printable(prompt)))
            self.keep(self._kept.pop(prompt, ("",)))
        if text:
            self.keep((text,))
        line.placeholder = hint or _hint()
        self._say_how_many()
        self.display = self.is_typed_into = True
        line.focus()

    def tell(self, text: str, pieces: Sequence[Piece]) -> None:
        """Show how a text is understood, unless it is another one by now."""
        if text == self.text and not self._pasted:
            self._show(self._joined(pieces))

    def done(self) -> None:
        """What was wanted has been added: the next line can be typed."""
        from textual.widgets import Input

        self._pasted = ()
        self.text = ""
        self.query_one(Input).value = ""
        self._say_nothing()

    def keep(self, lines: Sequence[str]) -> None:
        """Only these are still wanted: the first is seen, and they are added together."""
        from textual.widgets import Input

        self._hold(lines)
        self.query_one(Input).value = self.text

    @property
    def _lines(self) -> Sequence[str]:
        return self._pasted or (self.text,)

    def _joined(self, pieces: Sequence[Piece]) -> Text:
        told = Text(no_wrap=True, overflow="ellipsis")
        style = self.get_component_rich_style
        for piece in pieces:
            told.append(" · " if told else "→ ", style=style("reading--tag"))
            told.append(printable(piece.text), style=style(f"reading--{piece.tone.value}"))
        return told

    def _show(self, text: Text | str) -> None:
        from textual.widgets import Static

        self.query_one("#reading", Static).update(text)

    def _say_nothing(self) -> None:
        self._show(
            _("enter adds · esc leaves · @who  #tag  !! important  ~30m  fri 3pm  every 2 weeks")
            if self.as_task
            else _("enter writes it down · esc leaves")
        )

    def on_input_changed(self, event: Input.Changed) -> None:
        """Pass the text on."""
        event.stop()
        if self.text == event.value:
            return
        if self._pasted:
            self._hold((event.value, *self._pasted[1:]))
            return
        self.text = event.value
        if self.text.strip():
            self.post_message(self.Changed(self.text))
        else:
            self._say_nothing()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter adds."""
        event.stop()
        if lines := [line for line in self._lines if line.strip()]:
            self.post_message(self.Wanted(lines))
        else:
            self.action_leave()

    def on_line_input_pasted(self, event: LineInput.Pasted) -> None:
        """Several lines are several tasks, after what is there already: enter adds them all."""
        event.stop()
        self.keep((*(line for line in self._lines if line.strip()), *event.lines))

    def _hold(self, lines: Sequence[str]) -> None:
        self.text = lines[0]
        self._pasted = tuple(lines) if len(lines) > 1 else ()
        self._say_how_many()

    def _say_how_many(self) -> None:
        if not self._pasted:
            self._say_nothing()
            return
        number = len(self._pasted)
        told = (
            ngettext("{number} line: enter adds a task", "{number} lines: enter adds {number} tasks", number)
            if self.as_task
            else ngettext("{number} line: enter writes it down", "{number} lines: enter writes each down", number)
        )
        self._show(told.format(number=number))

    def action_leave(self) -> None:
        """Go back to the room."""
        self.display = self.is_typed_into = False
        self.post_message(self.Left())


def _hint() -> str:
    return _("call Huadong fri 3pm !! @LiNa #negotiation ~30m every 2 weeks")
