"""Activities beside deals won: people by weeks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar, Final, cast

from textual import work
from textual.binding import BindingType

from salesops_tui.domain.figures import ENOUGH, Figure
from salesops_tui.domain.figures import Span as Days
from salesops_tui.formats import compact_money, figure_value, number
from salesops_tui.i18n import _
from salesops_tui.services.standups.activity_results import ActivityResults, PersonWeeks, activity_results, won_deals
from salesops_tui.services.wording import touch_title
from salesops_tui.ui.cells import cut, fit
from salesops_tui.ui.commands import bindings
from salesops_tui.ui.standup_commands import EARLIER_DAY, LATER_DAY, RESULTS
from salesops_tui.ui.views.sheet_view import SheetView
from salesops_tui.ui.views.view import Loaded
from salesops_tui.ui.widgets.figure_sheet import FigureLine, FigureSheet, Span, Stop
from salesops_tui.ui.widgets.funnel_pieces import right
from salesops_tui.ui.widgets.headings import heading
from salesops_tui.ui.widgets.standup_art import BLANK

if TYPE_CHECKING:
    from salesops_tui.ui.screens.standup import StandupRoom

_NAME: Final = 14
_CELL: Final = 5
_SUMS: Final = 24


class ResultsView(SheetView):
    """One sheet: a person's activities, below them the deals won, week by week."""

    COMMAND = RESULTS
    OFFERED = (EARLIER_DAY, LATER_DAY, *FigureSheet.OFFERED)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings((EARLIER_DAY, LATER_DAY))]

    def __init__(self) -> None:
        super().__init__()
        self._shift = 0
        self._seen: ActivityResults | None = None

    @property
    def _room(self) -> StandupRoom:
        return cast("StandupRoom", self.screen)

    async def load(self, filter_line: str, follow: str | None) -> Loaded:
        """Ask for the weeks and draw them."""
        found = await self._room.call(activity_results, filter_line, self._shift)
        self._seen = found
        self.sheet.show(lambda width: list(_lines(found, width)))
        return Loaded(found.standing, "", f"{found.weeks[0]} – {found.weeks[-1]}")

    def action_period(self, by: int) -> None:
        """Four weeks earlier or later; none beyond this one."""
        self._shift = min(self._shift + 4 * by, 0)
        self._room.reload()

    def choose(self) -> None:
        """Show the deals that were won in the week under the cursor."""
        stop = self.sheet.stop
        if stop is not None and stop.leads and isinstance(stop.key, tuple):
            self._list(stop.key[1], stop.key[2])

    @work(group="page", exclusive=True)
    async def _list(self, person_id: str, place: int | None) -> None:
        # Loaded when a cell is first opened.
        from salesops_tui.ui.listings import of_figure
        from salesops_tui.ui.screens.deal_list import DealListScreen

        seen = self._seen
        if seen is None:
            return
        name = next(person.name for person in seen.people if person.person_id == person_id)
        span = Days(seen.weeks[0].span.first, seen.weeks[-1].span.last)
        week = seen.weeks[place] if place is not None else None
        found = await self._room.call(won_deals, person_id, name, week, span)
        await self.app.push_screen_wait(DealListScreen(of_figure(found)))
        self._room.reload()


def _lines(found: ActivityResults, width: int) -> Iterator[FigureLine]:
    if not found.people:
        yield heading(_("Activity and deals won"), width)
        yield (
            Span(" " + cut(_("Nobody logged a touch or closed a deal in these weeks."), max(width - 1, 0)), "muted"),
        )
        return
    shown = max(min((width - _NAME - _SUMS - 2) // _CELL, len(found.weeks)), 0)
    first = len(found.weeks) - shown
    yield heading(_("Activity and deals won"), width, _("activities, below them deals won"))
    weeks = "".join(f"W{week.number:02}".rjust(_CELL) for week in found.weeks[first:])
    yield (
        Span(" " * (_NAME + 1)),
        Span(weeks, "muted"),
        Span(right(_("all"), 7) + right(_("per deal won"), 16), "muted"),
    )
    for person in found.people:
        yield _activities(person, first)
        yield _won(person, first, found.base)
    yield BLANK
    yield heading(_("Together"), width)
    for title, key, figure in (
        (_("activities per deal won"), "per_win", found.per_win),
        (_("more activity, more deals won"), "correlation", found.correlation),
    ):
        stop = Stop(("figure", key), figure)
        yield (
            Span(f" {fit(title, min(34, max(width - 10, 4)))} ", "muted", stop),
            Span(figure_value(figure), "strong" if figure.value is not None else "muted", stop),
            Span(f"  {_reading(found.correlation)}" if key == "correlation" else "", "muted"),
        )
    yield from _kinds(found.people, width)


def _activities(person: PersonWeeks, first: int) -> FigureLine:
    most = max(person.activities) or 1
    cells = [
        Span(f"{count or '·'}".rjust(_CELL), "strong" if count == most else "plain" if count else "muted")
        for count in person.activities[first:]
    ]
    stop = Stop(("person", person.person_id), person.per_win)
    return (
        Span(f" {fit(person.name, _NAME)}", "strong", stop),
        *cells,
        Span(f"{number(sum(person.activities)):>7}", "strong"),
        Span(f"{figure_value(person.per_win):>16}", "plain"),
    )


def _won(person: PersonWeeks, first: int, base: str) -> FigureLine:
    cells = []
    for place, count in enumerate(person.won[first:], first):
        text = (f"★{count}" if count else "").rjust(_CELL)
        stop = Stop(("week", person.person_id, place), leads=True) if count else None
        cells.append(Span(text, "good", stop))
    won = sum(person.won)
    amount = compact_money(person.amount, base) if won else ""
    return (
        Span(" " * (_NAME + 1)),
        *cells,
        Span(
            f"{f'★{won}' if won else '':>7}",
            "good",
            Stop(("week", person.person_id, None), leads=True) if won else None,
        ),
        Span(f"{amount:>16}", "muted"),
    )


def _reading(figure: Figure) -> str:
    """The correlation in words."""
    people = _("n = {number}").format(number=figure.n)
    if figure.value is None:
        few = (figure.n or 0) < ENOUGH
        return _("too few people to tell, {n}").format(n=people) if few else _("all are alike, {n}").format(n=people)
    if abs(figure.value) < _WEAK:
        return _("no clear order, {n}").format(n=people)
    words = _("who did more won more, {n}") if figure.value > 0 else _("who did more won less, {n}")
    return words.format(n=people)


_WEAK: Final = 0.3


def _kinds(people: Sequence[PersonWeeks], width: int) -> Iterator[FigureLine]:
    """Who does what."""
    yield BLANK
    yield heading(_("What they did"), width)
    for person in people:
        told = ", ".join(f"{touch_title(kind)} {number(count)}" for kind, count in person.kinds.items())
        yield (Span(f" {fit(person.name, _NAME)}", "muted"), Span(cut(told, max(width - _NAME - 1, 0)), "plain"))
