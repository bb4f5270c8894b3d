"""The clock of a stand-up: how much is left, whose turn it is, and the four parts as one bar."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import ClassVar, Final

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from salesops_tui.domain import standup_clock
from salesops_tui.domain.apportioning import by_largest_remainder
from salesops_tui.domain.standup_clock import Dial, Run, dial
from salesops_tui.formats import number
from salesops_tui.i18n import _, ngettext
from salesops_tui.services.standups.parts import StandupDay
from salesops_tui.services.standups.words import clock_text, segment_title
from salesops_tui.ui.cells import cut
from salesops_tui.ui.widgets.line_pieces import Piece, spread

_PARTS: Final = tuple(standup_clock.Segment)
_STYLES: Final = ("plain", "muted", "strong", "good", "warn", "over", "track", "here")
_FULL: Final = "━"
_EMPTY: Final = "─"


class StandupClockLine(Widget):
    """Two lines; ``tick`` shows another moment, and repaints only where something reads differently."""

    DEFAULT_CSS = """
    StandupClockLine { height: 2; background: $surface; }
    StandupClockLine > .clock--plain { background: $surface; color: $foreground; }
    StandupClockLine > .clock--muted { background: $surface; color: $muted; }
    StandupClockLine > .clock--strong { background: $surface; color: $foreground; text-style: bold; }
    StandupClockLine > .clock--good { background: $surface; color: $success; }
    StandupClockLine > .clock--warn { background: $surface; color: $warning; text-style: bold; }
    StandupClockLine > .clock--over { background: $surface; color: $error; text-style: bold; }
    StandupClockLine > .clock--track { background: $surface; color: $panel; }
    StandupClockLine > .clock--here { background: $surface; color: $accent; text-style: bold; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"clock--{name}" for name in _STYLES}

    def __init__(self) -> None:
        super().__init__()
        self._seen: StandupDay | None = None
        self._now: datetime | None = None
        self._drawn: tuple[Strip, ...] = ()

    def show(self, seen: StandupDay, now: datetime) -> None:
        """Tell of another stand-up, or of the same one driven on."""
        self._seen = seen
        self.tick(now)

    def tick(self, now: datetime) -> None:
        """Show another moment."""
        self._now = now
        drawn = self._draw()
        if drawn != self._drawn:
            self._drawn = drawn
            self.refresh()

    @property
    def text(self) -> str:
        """What it says."""
        return "\n".join(strip.text for strip in self._drawn)

    def render_line(self, y: int) -> Strip:
        """One of the two lines."""
        if not self._drawn or self._drawn[0].cell_length != self.size.width:
            self._drawn = self._draw()
        return self._drawn[y]

    def notify_style_update(self) -> None:
        """Another theme: draw in its colours."""
        super().notify_style_update()
        self._drawn = ()

    def _draw(self) -> tuple[Strip, ...]:
        width = self.size.width
        plain = self._style("plain")
        if self._seen is None or self._now is None or not width:
            return (Strip.blank(width, plain),) * 2
        run = self._seen.run
        shown = dial(run, self._now) if run is not None else None
        told = _running(self._seen, run, shown) if run is not None and shown is not None else _resting(self._seen)
        left, right = ([Piece(texts, self._style(style), rank) for texts, style, rank in side] for side in told)
        edge = Segment(" ", plain)
        head = Strip([edge, *spread(left, right, max(width - 2, 0), plain), edge])
        return head.adjust_cell_length(width, plain), Strip(self._bar(self._seen, shown, width)).adjust_cell_length(
            width, plain
        )

    def _style(self, name: str) -> Style:
        return self.get_component_rich_style(f"clock--{name}")

    def _bar(self, seen: StandupDay, shown: Dial | None, width: int) -> Iterator[Segment]:
        """Each part as wide as it is long: its name, its time, and a rule that fills up."""
        run = seen.run
        shares = by_largest_remainder(max(width - 8, 0), [max(seconds, 1) for seconds in seen.plan.segments])
        for place, (part, share) in enumerate(zip(_PARTS, shares, strict=True)):
            here = run is not None and run.segment == place
            past = run is not None and run.segment > place
            planned = seen.plan.segments[place]
            spent = planned - shown.segment_left if here and shown is not None else planned if past else 0
            name = f"{segment_title(part)} {clock_text(shown.segment_left if here and shown is not None else planned)}"
            if past:
                name = f"✓ {segment_title(part)}"
            name = cut(name, share)
            rule = max(share - cell_len(name) - 1, 0)
            done = rule if past else min(round(rule * spent / planned), rule) if planned else 0
            over = here and shown is not None and shown.segment_left < 0
            yield Segment(" ", self._style("plain"))
            yield Segment(name, self._style("over" if over else "here" if here else "muted"))
            if rule:
                yield Segment(" ", self._style("plain"))
                yield Segment(_FULL * done, self._style("over" if over else "here" if here else "muted"))
                yield Segment(_EMPTY * (rule - done), self._style("track"))
            yield Segment(" ", self._style("plain"))


_Said = tuple[tuple[str, ...], str, int]
"""What is said in more and in fewer words, in which style, and how soon it yields."""
_Line = tuple[list[_Said], list[_Said]]


def _running(seen: StandupDay, run: Run, shown: Dial) -> _Line:
    whole = clock_text(run.plan.total)
    if shown.left < 0:
        total = _("{time} over {whole}").format(time=clock_text(-shown.left), whole=whole)
    else:
        total = _("{time} left of {whole}").format(time=clock_text(shown.left), whole=whole)
    left: list[_Said] = [((total, clock_text(shown.left)), "over" if shown.left < 0 else "strong", 0)]
    if run.is_over:
        left.append(((_("all parts are through: space closes"), _("space closes")), "here", 1))
    elif run.since is None:
        left.append(((_("paused"),), "warn", 1))
    if run.speaker is not None:
        left += _turn(seen, run, shown)
    right: list[_Said] = [
        ((_("bank {time}").format(time=clock_text(shown.bank, signed=True)),), _bank_style(shown), 3),
        ((_("to end at {time}").format(time=seen.ends_at.strftime("%H:%M")),), "muted", 5),
    ]
    return left, right


def _turn(seen: StandupDay, run: Run, shown: Dial) -> Iterator[_Said]:
    name = next((part.name for part in seen.parts if part.person_id == run.speaker), "")
    times = _("{used} of {each}").format(used=clock_text(shown.turn_used), each=clock_text(run.plan.each))
    place = f"{run.turn + 1}/{len(run.turns)}"
    yield (f" {name} {times} · {place}", f" {name} {times}", times), "here", 1
    if shown.is_bank_empty:
        yield (_("over time"),), "over", 2
    elif shown.is_turn_over:
        yield (_("over, takes from the bank"), _("from the bank")), "warn", 2


def _bank_style(shown: Dial) -> str:
    return "good" if shown.bank > 0 else "over" if shown.bank < 0 else "muted"


def _resting(seen: StandupDay) -> _Line:
    total = clock_text(seen.plan.total)
    if seen.standup is not None and seen.standup.is_closed:
        return _held(seen)
    people = len(seen.present)
    who = ngettext("{number} person", "{number} people", people).format(number=number(people))
    each = _("{who}, {each} each").format(who=who, each=clock_text(seen.plan.each))
    left: list[_Said] = [((total,), "strong", 0)]
    if people:
        left.append(((each, who), "plain", 1))
    if seen.day == seen.today and seen.late and people:
        words = _("{time} late: every part is shorter, so that it still ends at {end}").format(
            time=clock_text(seen.late), end=seen.ends_at.strftime("%H:%M")
        )
        left.append(((words, _("{time} late").format(time=clock_text(seen.late))), "warn", 2))
    elif seen.plan.is_round_long:
        left.append(((_("the round takes over half of the time"), _("long round")), "warn", 2))
    right: list[_Said] = []
    if seen.day == seen.today and people:
        right.append(((_("space starts"),), "here", 3))
    return left, right


def _held(seen: StandupDay) -> _Line:
    standup = seen.standup
    assert standup is not None
    if not standup.spent:
        return [((_("closed"),), "strong", 0)], []
    used, planned = sum(standup.spent), sum(standup.planned)
    words = _("held in {used} of {planned}").format(used=clock_text(used), planned=clock_text(planned))
    over = used > planned
    return [((words,), "over" if over else "good", 0)], []
