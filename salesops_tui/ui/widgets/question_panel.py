"""Where a small question is asked: options with a digit each, and a line for typing."""

from __future__ import annotations

from typing import ClassVar, Final

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Input, Static

from salesops_tui.i18n import _
from salesops_tui.services.deals import FieldRefused
from salesops_tui.terminal import printable
from salesops_tui.ui.cells import cut, fit, fit_pair
from salesops_tui.ui.questions import Answer, Question, Write

_TYPE: Final = "0"
_WIDEST: Final = 72
"""Beyond so many cells the day of an option would stand too far from its title."""


class Options(Widget):
    """The question and its options, a line each."""

    DEFAULT_CSS = """
    Options { height: auto; }
    Options > .options--title { color: $foreground; text-style: bold; }
    Options > .options--key { color: $footer-key; text-style: bold; }
    Options > .options--option { color: $foreground; }
    Options > .options--detail { color: $muted; }
    Options > .options--here { background: $selected; color: $foreground; text-style: bold; }
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "options--title",
        "options--key",
        "options--option",
        "options--detail",
        "options--here",
    }

    class Picked(Message):
        """An option was clicked."""

        def __init__(self, place: int) -> None:
            super().__init__()
            self.place = place

    def __init__(self) -> None:
        super().__init__()
        self._title = ""
        self._lines: list[tuple[str, str, str]] = []
        self.here = 0
        """The place of the cursor."""

    def show(self, question: Question) -> None:
        """Draw a question's options, and the one that stands for typing."""
        self._title = question.title
        self._lines = [(str(n), option.title, option.detail) for n, option in enumerate(question.options, 1)]
        if question.options and question.typing is not None:
            self._lines.append((_TYPE, _("something else"), question.typing))
        self.here = 0
        self.styles.height = 1 + len(self._lines)
        self.refresh()

    def move(self, by: int) -> None:
        """Put the cursor on another option."""
        self.here = max(0, min(self.here + by, len(self._lines) - 1))
        self.refresh()

    @property
    def key_here(self) -> str:
        """The key of the option under the cursor."""
        return self._lines[self.here][0] if self._lines else _TYPE

    def render_line(self, y: int) -> Strip:
        """The title, or an option."""
        width = self.size.width
        blank = self.get_component_rich_style("options--option")
        if y == 0:
            segments = [Segment(cut(self._title, width), self.get_component_rich_style("options--title"))]
        elif y <= len(self._lines):
            segments = self._line(y - 1, min(width, _WIDEST))
        else:
            segments = []
        return Strip(segments).adjust_cell_length(width, blank)

    def _line(self, place: int, width: int) -> list[Segment]:
        key, title, detail = self._lines[place]
        here = self.get_component_rich_style("options--here") if place == self.here else None
        left, right = fit_pair(title, detail, max(width - 4, 0)) if detail else (fit(title, max(width - 4, 0)), "")

        def style(name: str) -> Style:
            return here or self.get_component_rich_style(f"options--{name}")

        return [
            Segment(f" {key} ", style("key")),
            Segment(f" {left}", style("option")),
            Segment(right, style("detail")),
        ]

    def on_click(self, event: events.Click) -> None:
        """Pick what was clicked."""
        if 0 < event.y <= len(self._lines):
            self.post_message(self.Picked(event.y - 1))


class QuestionPanel(Vertical):
    """Asks one question after the other until there is something to write, or the person leaves."""

    DEFAULT_CSS = """
    QuestionPanel { height: auto; padding: 0 1; }
    QuestionPanel Input { border: none; height: 1; padding: 0; margin-top: 1; background: $panel; }
    QuestionPanel Static { height: auto; }
    """

    class Answered(Message):
        """Everything is answered."""

        def __init__(self, write: Write, answers: tuple[Answer, ...]) -> None:
            super().__init__()
            self.write = write
            self.answers = answers
            """What was said, question by question."""

    class Left(Message):
        """The person wants none of it."""

    def __init__(self) -> None:
        super().__init__()
        self.question: Question | None = None
        """What is being asked."""
        self._answers: list[Answer] = []
        self._is_typing = False
        self.display = False

    def compose(self) -> ComposeResult:
        """Options, a line, a complaint."""
        yield Options()
        # What is typed before the focus has come is not to be selected by it, and typed over.
        yield Input(compact=True, select_on_focus=False)
        yield Static("", classes="error", markup=False)

    def ask(self, question: Question) -> None:
        """Begin to ask."""
        self._answers = []
        self.query_one(Input).value = ""
        self.display = True
        self._show(question)

    def replay(self, question: Question, answers: tuple[Answer, ...]) -> None:
        """Ask, with the answers of another time; what they leave open is asked."""
        self.ask(question)
        for answer in answers:
            if self.question is not None:
                self._answer(answer)

    def close(self) -> None:
        """Ask nothing any more."""
        self.question = None
        self._is_typing = False
        self.display = False
        self.screen.set_focus(None)

    def _show(self, question: Question) -> None:
        self.question = question
        self.query_one(Options).show(question)
        self._complain("")
        self.query_one(Input).placeholder = question.typing or ""
        self._type(not question.options)

    def _type(self, typing: bool) -> None:
        self._is_typing = typing
        line = self.query_one(Input)
        line.display = typing
        # At once, rather than after the next refresh: the next key may be here already.
        self.screen.set_focus(line if typing else None)

    def take(self, event: events.Key) -> bool:
        """A key was pressed while a question is open; returns whether it was meant for the question."""
        assert self.question is not None
        if event.key == "escape":
            self._back()
        elif self._is_typing:
            return self._take_typing(event)
        elif event.key in ("up", "down"):
            self.query_one(Options).move(-1 if event.key == "up" else 1)
        elif event.key == "enter":
            self._pick(self.query_one(Options).key_here)
        elif event.character is not None and event.is_printable:
            self._pick(event.character)
        return True

    def _take_typing(self, event: events.Key) -> bool:
        line = self.query_one(Input)
        if event.key == "enter":
            self._answer(Answer(None, line.value))
        elif event.is_printable and event.character is not None:
            # Pressed before the line had the focus.
            line.insert_text_at_cursor(event.character)
        else:
            return False
        return True

    def _pick(self, character: str) -> None:
        question = self.question
        assert question is not None
        if character.isascii() and character.isdigit():
            place = int(character) - 1
            if 0 <= place < len(question.options):
                self._answer(Answer(place))
            elif character == _TYPE and question.typing is not None:
                self._type(True)
        elif question.typing is not None:
            self._type(True)
            self.query_one(Input).insert_text_at_cursor(character)

    def _back(self) -> None:
        """From typing back to the options, from there out of the question."""
        if self._is_typing and self.question is not None and self.question.options:
            self._type(False)
        else:
            self.close()
            self.post_message(self.Left())

    def _answer(self, answer: Answer) -> None:
        assert self.question is not None
        try:
            following = self.question.then(answer)
        except FieldRefused as error:
            self._complain(str(error))
            return
        self._answers.append(answer)
        self.query_one(Input).value = ""
        if isinstance(following, Question):
            self._show(following)
        else:
            self.close()
            self.post_message(self.Answered(following, tuple(self._answers)))

    def _complain(self, text: str) -> None:
        complaint = self.query_one(Static)
        complaint.update(printable(text))
        complaint.display = bool(text)

    def on_options_picked(self, event: Options.Picked) -> None:
        """An option was clicked."""
        event.stop()
        options = self.query_one(Options)
        options.here = event.place
        self._pick(options.key_here)
