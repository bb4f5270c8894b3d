"""Bringing in an export: choose a file, answer what it leaves open, see what every row comes to, then keep it."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Input, OptionList, ProgressBar, Select, Static
from textual.widgets.option_list import Option

from salesops_tui.domain.imports import ImportOutcome, Verdict
from salesops_tui.errors import SalesopsError
from salesops_tui.i18n import _
from salesops_tui.services.imports import desk, telling
from salesops_tui.services.imports.desk import Asked, Questions, Reply
from salesops_tui.services.imports.exports import leading_to, recent_exports
from salesops_tui.terminal import printable
from salesops_tui.ui.dialogs.dialog import Dialog

if TYPE_CHECKING:
    pass

_SHOWN = 200
"""Rows of each sort in the preview."""


class _Stopped(Exception):
    """The person left while the import was running: it is taken back."""


class ImportScreen(Dialog[bool]):
    """Three pages, one after the other: the file, its questions, the preview. The result says whether anything came in."""

    CSS_PATH: ClassVar[list[str | PurePath]] = ["sheet.tcss", "bring_in.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False),
        Binding("ctrl+s", "go_on", show=False, priority=True),
        Binding("down", "list", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._path: Path | None = None
        self._shown = "file"
        """Which page is shown."""
        self._replies: list[Reply] = []
        self._asked: list[Asked] = []
        self._ready = False
        self._stopped = False

    def compose(self) -> ComposeResult:
        """The pages, of which one is shown, and how far the work has got."""
        with Vertical(classes="sheet") as sheet:
            sheet.border_title = _("Bring in an export")
            yield Input(
                placeholder=_("The file's path: type it, paste it, or drop the file here; ~/ lists your folder"),
                id="path",
                compact=True,
            )
            yield OptionList(id="files", markup=False)
            yield Static("", id="refused", classes="error", markup=False)
            yield VerticalScroll(id="questions")
            with VerticalScroll(id="preview"):
                yield Static(id="outcome", markup=False)
            yield ProgressBar(total=1.0, show_eta=False, id="progress")

    def on_mount(self) -> None:
        """Offer the files that are probably meant."""
        self._offer(recent_exports(Path.home(), Path.cwd()))
        self._page("file")
        self.query_one("#path", Input).focus()

    def _page(self, page: str) -> None:
        self._shown = page
        self.query_one("#files").display = page == "file" and bool(self.query_one("#files", OptionList).option_count)
        self.query_one("#path").disabled = page == "work"
        self.query_one("#questions").display = page == "questions"
        self.query_one("#preview").display = page == "preview"
        self.query_one("#progress").display = page == "work"
        self._ready = page == "preview"
        self.query_one(".sheet").border_subtitle = {
            "file": _("enter shows what it would bring · ↓ to the list · esc closes"),
            "questions": _("^s goes on · esc closes"),
            "preview": _("^s brings it in · esc closes, and nothing is kept"),
            "work": _("esc stops, and nothing is kept"),
        }[page]

    # The file

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """A path was typed."""
        # Terminals quote a path that is dropped into them.
        text = event.value.strip().strip("'\"")
        if text:
            self._choose(Path(text).expanduser())

    @work(group="list", exclusive=True)
    async def on_input_changed(self, event: Input.Changed) -> None:
        """While a path is typed, what it may become is listed; without one, the newest exports."""
        if event.input.id == "path" and self._shown == "file":
            typed = event.value.strip()
            found = leading_to if typed else _recent
            offered = await asyncio.to_thread(found, typed)
            # Meanwhile the person may have left.
            if not self.is_closed:
                self._offer(offered)

    def _offer(self, found: Sequence[Path]) -> None:
        options = self.query_one("#files", OptionList)
        options.clear_options()
        options.add_options([Option(Text(_told(path)), id=str(path)) for path in found])
        options.display = bool(found)
        options.highlighted = 0 if found else None

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """A path was chosen: a file is looked at, a folder is gone into."""
        path = Path(str(event.option.id))
        if path.is_dir():
            line = self.query_one("#path", Input)
            line.value = f"{path.resolve()}/".replace("//", "/")
            line.cursor_position = len(line.value)
            line.focus()
        else:
            self._choose(path)

    def action_list(self) -> None:
        """From the line to the list below it."""
        if self.query_one("#files").display:
            self.query_one("#files").focus()

    def _choose(self, path: Path) -> None:
        self._path = path
        self._replies = []
        self.query_one("#path", Input).value = str(path)
        self._run(trial=True)

    # The work

    @work(group="import", exclusive=True)
    async def _run(self, *, trial: bool) -> None:
        assert self._path is not None
        self._stopped = False
        self.query_one("#refused", Static).update("")
        self.query_one(ProgressBar).update(progress=0)
        self._page("work")
        try:
            result = await self.workbench.gateway.call(
                desk.bring_in, [self._path], self._replies, trial=trial, progress=self._progress
            )
        except SalesopsError as error:
            self._page("file")
            self.query_one("#refused", Static).update(printable(str(error)))
            self.query_one("#path").focus()
            return
        except _Stopped:
            self.dismiss(False)
            return
        if isinstance(result, Questions):
            await self._ask(result)
        elif trial:
            self._show(result)
        else:
            self._finish(result)

    def _progress(self, share: float) -> None:
        """Called on the workbook's own thread."""
        if self._stopped:
            raise _Stopped
        self.app.call_from_thread(self.query_one(ProgressBar).update, progress=share)

    def _finish(self, outcome: ImportOutcome) -> None:
        created, updated = outcome.count(Verdict.CREATE), outcome.count(Verdict.UPDATE)
        if outcome.step is None:
            self.workbench.say(_("Everything in it was known already: nothing changed."))
        else:
            self.workbench.say(
                _("{created} new, {updated} updated. u takes it back.").format(created=created, updated=updated)
            )
        self.dismiss(True)

    # The questions

    async def _ask(self, questions: Questions) -> None:
        if not questions.asked:
            self._page("file")
            self.query_one("#refused", Static).update(questions.text)
            return
        self._asked = list(questions.asked)
        place = self.query_one("#questions", VerticalScroll)
        await place.remove_children()
        for number, question in enumerate(self._asked):
            text = Text(printable(question.text), style="bold")
            suggestion = next((title for title, value in question.choices if value == question.suggested), None)
            if suggestion is not None:
                text.append(_("  perhaps {suggestion}").format(suggestion=printable(suggestion)), style="dim")
            choices = [(Text(printable(title)), value) for title, value in question.choices]
            await place.mount(Static(text), Select(choices, prompt=_("choose"), id=f"answer-{number}", compact=True))
        self._page("questions")
        self.query_one("#answer-0").focus()

    def action_go_on(self) -> None:
        """From the questions to the preview, from the preview to the workbook."""
        if self._ready:
            self._run(trial=False)
        elif self.query_one("#questions").display:
            self._take_answers()
        elif text := self.query_one("#path", Input).value.strip():
            self._choose(Path(text).expanduser())

    def _take_answers(self) -> None:
        replies = []
        for number, question in enumerate(self._asked):
            control = self.query_one(f"#answer-{number}", Select)
            if control.is_blank():
                self.query_one("#refused", Static).update(_("Please choose an answer here, or leave with esc."))
                control.focus()
                return
            replies.append(Reply(question.about, question.subject, str(control.value)))
        self._replies += replies
        self._run(trial=True)

    # The preview

    def _show(self, outcome: ImportOutcome) -> None:
        text = Text()
        for number, line in enumerate(telling.lines(outcome, shown=_SHOWN)):
            text.append(printable(line) + "\n", style="bold" if number < 2 else "")
        self.query_one("#outcome", Static).update(text)
        self._page("preview")
        self.query_one("#preview").focus()

    def action_leave(self) -> None:
        """Leave; what is running is stopped and taken back."""
        if self.query_one("#progress").display:
            self._stopped = True
        else:
            self.dismiss(False)


def _recent(_typed: str) -> list[Path]:
    return recent_exports(Path.home(), Path.cwd())


def _told(path: Path) -> str:
    if path.name == "..":
        return "../"
    return printable(f"{path}/" if path.is_dir() else str(path))
