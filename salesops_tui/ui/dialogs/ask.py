"""A small question over the room: a key or two, and it is written."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePath
from typing import Any, ClassVar

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import Screen

from salesops_tui.i18n import _
from salesops_tui.terminal import printable
from salesops_tui.ui.dialogs.dialog import Dialog
from salesops_tui.ui.questions import Question, Write
from salesops_tui.ui.widgets.question_panel import QuestionPanel


def ask(screen: Screen[Any], about: str, question: Question, then: Callable[[Write], object]) -> None:
    """Ask something about a deal; ``then`` gets what is to be written, unless the person leaves."""

    def answered(write: Write | None) -> None:
        if write is not None:
            then(write)

    screen.app.push_screen(AskScreen(about, question), answered)


class AskScreen(Dialog[Write | None]):
    """A panel with the question; a digit answers, esc leaves."""

    CSS_PATH: ClassVar[list[str | PurePath]] = ["../screens/sheet.tcss", "ask.tcss"]
    AUTO_FOCUS = ""

    def __init__(self, about: str, question: Question) -> None:
        super().__init__()
        self._about = about
        self._question = question

    def compose(self) -> ComposeResult:
        """The panel."""
        with Vertical(classes="sheet") as sheet:
            sheet.border_title = Text(printable(self._about))
            sheet.border_subtitle = _("esc leaves")
            yield QuestionPanel()

    @property
    def _panel(self) -> QuestionPanel:
        return self.query_one(QuestionPanel)

    def on_mount(self) -> None:
        """Ask."""
        self._panel.ask(self._question)

    def on_key(self, event: events.Key) -> None:
        """All keys are the question's."""
        if self._panel.question is not None and self._panel.take(event):
            event.stop()

    def on_question_panel_answered(self, event: QuestionPanel.Answered) -> None:
        """Done."""
        self.dismiss(event.write)

    def on_question_panel_left(self) -> None:
        """Nothing is written."""
        self.dismiss(None)
