"""The week looked back on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import ClassVar

from textual.binding import BindingType

from salesops_tui.domain.apportioning import by_largest_remainder
from salesops_tui.domain.quadrants import Quadrant
from salesops_tui.formats import figure_value, near_day, number
from salesops_tui.i18n import _, ngettext
from salesops_tui.services import task_review
from salesops_tui.services.task_review import Review, WeekEffort
from salesops_tui.services.task_words import quadrant_title
from salesops_tui.ui.cells import fit
from salesops_tui.ui.commands import EARLIER, LATER, bindings
from salesops_tui.ui.task_commands import REVIEW
from salesops_tui.ui.views.sheet_view import SheetView
from salesops_tui.ui.views.task_view import TaskView
from salesops_tui.ui.views.view import Loaded
from salesops_tui.ui.widgets.figure_sheet import FigureLine, FigureSheet, Span, Stop
from salesops_tui.ui.widgets.headings import heading

_BLANK: FigureLine = ()
_BAR = 28
_NAME = 16
_SHARE = 8
_STYLES = ("bad", "own", "accent", "muted")
"""The colours of the quadrants, in their order."""
_SIGNS = ("█", "▓", "▒", "░")
"""What their parts of a bar are made of: not colour alone."""


class ReviewView(SheetView, TaskView):
    """Where the work went, what was forgotten, what comes."""

    COMMAND = REVIEW
    OFFERED = (EARLIER, LATER, *FigureSheet.OFFERED)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings((EARLIER, LATER))]

    day: date | None = None
    """A day of the week that is shown; None for this week."""

    @property
    def task_id(self) -> str | None:
        """The task under the cursor."""
        key = self.sheet.stop.key if self.sheet.stop is not None else None
        return key[1] if isinstance(key, tuple) and key[0] == "task" else None

    async def load(self, filter_line: str, follow: str | None) -> Loaded:
        """Ask for the review and draw it."""
        day = self.day or self.room.workbench.clock.today()
        found = await self.room.call(task_review.review, filter_line, day)
        self.sheet.show(lambda width: list(_lines(found, width)))
        done = ngettext("{number} done", "{number} done", found.effort.done).format(number=number(found.effort.done))
        return Loaded(found.standing, "", f"{found.week} · {done}")

    def action_period(self, by: int) -> None:
        """The week before or after; none beyond today's."""
        today = self.room.workbench.clock.today()
        self.day = min((self.day or today) + timedelta(days=7 * by), today)
        self.room.reload()


def _lines(found: Review, width: int) -> Iterator[FigureLine]:
    yield heading(_("Where the work went"), width, str(found.week))
    yield from _quadrants(found, width)
    yield _BLANK
    for key, title, figure in (
        ("share", _("Important, not urgent, of what was done"), found.share),
        ("work", _("Important, not urgent, of the estimated work"), found.work_share),
    ):
        stop = Stop(("figure", key), figure)
        label = min(48, max(width - _SHARE - 4, 10))
        yield (Span(f" {fit(title, label)} ", "muted", stop), Span(figure_value(figure), "strong", stop))
    yield _BLANK
    yield heading(_("The last weeks"), width, _("{sign} important, not urgent").format(sign=_SIGNS[1]))
    for week in found.weeks:
        yield _effort(week, ("week", week.name), width, strong=week.name == str(found.week))
    if found.people:
        yield _BLANK
        yield heading(_("Who did what"), width)
        for person in found.people:
            yield _effort(person, ("person", person.name), width)
    yield _BLANK
    yield heading(_("Given away and forgotten"), width, number(len(found.forgotten)))
    if not found.forgotten:
        yield (Span(fit(" " + _("Everything that was given away has a day on which somebody asks."), width), "muted"),)
    for forgotten in found.forgotten:
        stop = Stop(("task", forgotten.row.id), leads=True)
        told = _("{number} d").format(number=forgotten.days)
        yield (
            Span(f" {fit(told, 6)}", "bad", stop),
            Span(f"{fit(f'→ {forgotten.row.delegate}', _NAME)} ", "muted", stop),
            Span(fit(forgotten.row.title, max(width - _NAME - 8, 10)), "plain", stop),
        )
    yield _BLANK
    yield heading(_("Turns urgent in the next 3 days"), width, number(len(found.soon)))
    if not found.soon:
        yield (Span(fit(" " + _("Nothing."), width), "muted"),)
    for row in found.soon:
        stop = Stop(("task", row.id), leads=True)
        day = near_day(row.urgent_from, found.today) if row.urgent_from is not None else ""
        yield (
            Span(f" {fit(day, 10)}", "accent", stop),
            Span(f"{fit(row.owner, _NAME)} ", "muted", stop),
            Span(fit(row.title, max(width - _NAME - 12, 10)), "plain", stop),
        )


def _quadrants(found: Review, width: int) -> Iterator[FigureLine]:
    most = max(found.effort.tasks) or 1
    for quadrant in Quadrant:
        count = found.effort.tasks[quadrant - 1]
        style = _STYLES[quadrant - 1]
        bar = _SIGNS[quadrant - 1] * (count * min(_BAR, max(width - 40, 4)) // most)
        yield (
            Span(f" {fit(f'{quadrant.value} {quadrant_title(quadrant)}', _NAME)} ", style),
            Span(f"{number(count):>4}  ", "strong"),
            Span(bar, style),
        )


def _effort(each: WeekEffort, key: tuple[str, str], width: int, *, strong: bool = False) -> FigureLine:
    """A week or a person: the share of Q2, how many were done, and a bar of all four quadrants."""
    stop = Stop(key, each.share)
    done = each.effort.done
    wide = min(_BAR, max(width - _NAME - _SHARE - 12, 4))
    parts = by_largest_remainder(wide, each.effort.tasks)
    bar = [Span(sign * part, style) for sign, part, style in zip(_SIGNS, parts, _STYLES, strict=True) if part]
    return (
        Span(f" {fit(each.name, _NAME)} ", "strong" if strong else "muted", stop),
        Span(fit(figure_value(each.share), _SHARE), "own", stop),
        Span(f"{number(done):>5}  ", "muted"),
        *bar,
    )
