"""The clock of a meeting in one line: how much is left of the item and of the whole, and the items as one bar."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar, Final

from rich.cells import cell_len
from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget

from salesops_tui.domain.meeting_clock import dial
from salesops_tui.i18n import _
from salesops_tui.services.meetings.page import MeetingPage
from salesops_tui.services.meetings.words import minutes_words
from salesops_tui.services.standups.words import clock_text
from salesops_tui.ui.cells import cut

_STYLES: Final = ("plain", "muted", "strong", "over", "track", "here")


class MeetingClockLine(Widget):
    """One line; ``tick`` shows another moment, and repaints only where something reads differently."""

    DEFAULT_CSS = """
    MeetingClockLine { height: 1; background: $surface; }
    MeetingClockLine > .clock--plain { background: $surface; color: $foreground; }
    MeetingClockLine > .clock--muted { background: $surface; color: $muted; }
    MeetingClockLine > .clock--strong { background: $surface; color: $foreground; text-style: bold; }
    MeetingClockLine > .clock--over { background: $surface; color: $error; text-style: bold; }
    MeetingClockLine > .clock--track { background: $surface; color: $panel; }
    MeetingClockLine > .clock--here { background: $surface; color: $accent; text-style: bold; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"clock--{name}" for name in _STYLES}

    def __init__(self) -> None:
        super().__init__()
        self._page: MeetingPage | None = None
        self._now: datetime | None = None
        self._told = ""

    def show(self, page: MeetingPage, now: datetime) -> None:
        """Tell of another meeting, or of the same one driven on."""
        self._page, self._told = page, ""
        self.tick(now)
        self.refresh()

    def tick(self, now: datetime) -> None:
        """Show another moment."""
        self._now = now
        told = self._words()[0]
        if told != self._told:
            self._told = told
            self.refresh()

    def _words(self) -> tuple[str, bool]:
        """What it says, and whether the item has run over: gently, by its colour alone."""
        page, now = self._page, self._now
        if page is None or now is None:
            return "", False
        run, meeting = page.run, page.meeting
        if run is None:
            if meeting.is_held:
                return _("ended · {taken}").format(taken=minutes_words(round(sum(meeting.spent) / 60))), False
            return _("space starts · {minutes}").format(minutes=minutes_words(meeting.slot)), False
        shown = dial(run, now)
        if run.is_over:
            return _("all items are through · space ends · {left} left").format(left=clock_text(shown.left)), False
        item = meeting.agenda[run.place]
        told = _("{title} {left} · {whole} of {minutes} left").format(
            title=item.title,
            left=clock_text(shown.item_left),
            whole=clock_text(shown.left),
            minutes=minutes_words(meeting.slot),
        )
        return (told if run.since is not None else f"{told} · " + _("paused")), shown.item_left < 0

    def render_line(self, y: int) -> Strip:
        """The one line there is: words, and a bar of the whole."""
        width, style = self.size.width, self.get_component_rich_style
        told, over = self._words()
        words = cut(f" {told} ", width)
        bar = max(width - cell_len(words) - 2, 0)
        full = self._full(bar)
        segments = [
            Segment(words, style("clock--over" if over else "clock--strong")),
            Segment("━" * full, style("clock--over" if over else "clock--here")),
            Segment("─" * (bar - full), style("clock--track")),
        ]
        return Strip(segments).adjust_cell_length(width, style("clock--plain"))

    def _full(self, bar: int) -> int:
        page, now = self._page, self._now
        if page is None or now is None or page.run is None:
            return 0
        whole = sum(page.run.planned)
        used = whole - dial(page.run, now).left
        return max(0, min(round(bar * used / whole), bar)) if whole else 0
