"""The funnel: how many deals get from stage to stage, where too few do, and what came of them."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from textual.binding import BindingType

from salesops_tui.domain.funnel import Breakdown, Group
from salesops_tui.domain.steps import Origin
from salesops_tui.formats import figure_value, short_day
from salesops_tui.i18n import _, ngettext
from salesops_tui.services import funnel as funnels
from salesops_tui.services.funnel import Funnel, Wanted
from salesops_tui.services.funnel import FunnelView as Seen
from salesops_tui.services.remedies import add_remedy_task, remedies, step_name
from salesops_tui.ui.commands import BACK, EARLIER, FUNNEL, GROUP, LATER, TASK, bindings
from salesops_tui.ui.view_commands import PATH
from salesops_tui.ui.views.deal_view import DealView
from salesops_tui.ui.views.sheet_view import SheetView
from salesops_tui.ui.views.view import Loaded
from salesops_tui.ui.widgets.figure_sheet import FigureSheet
from salesops_tui.ui.widgets.funnel_art import lines

_OWN = (PATH, GROUP, EARLIER, LATER, TASK)


class FunnelView(SheetView, DealView):
    """The funnel of twelve months, of all deals or group by group."""

    COMMAND = FUNNEL
    OFFERED = (*_OWN, *FigureSheet.OFFERED)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings((*_OWN, BACK))]
    NEEDS_PASTS = True
    HAS_DEALS = False

    def __init__(self) -> None:
        super().__init__()
        self._back = 0
        self._by = Breakdown.TOTAL
        self._only: Group | None = None
        self._strict = False
        self._seen: Seen | None = None

    async def load(self, filter_line: str, follow: str | None) -> Loaded:
        """Ask for the funnel that is wanted and draw it."""
        by = Breakdown.TOTAL if self._only is not None else self._by
        wanted = Wanted(filter_line, self._back, by=by, only=self._only, strict=self._strict)
        seen = await self.room.call(funnels.view, wanted)
        self._seen = seen
        self.sheet.show(partial(lines, seen))
        began = seen.whole.began
        return Loaded(
            seen.standing,
            ngettext("{number} deal", "{number} deals", began).format(number=began),
            _summary(seen),
        )

    # What is looked at

    def action_path(self) -> None:
        """Count skipped stages as passed, or not."""
        self._strict = not self._strict
        self.room.reload()

    def action_group(self) -> None:
        """Tell deals apart by the next thing."""
        kinds = list(Breakdown)
        self._by = kinds[(kinds.index(self._by) + 1) % len(kinds)]
        self._only = None
        self.room.reload()

    def action_period(self, by: int) -> None:
        """Look at the twelve months before, or after; nothing comes after today."""
        self._back = max(self._back - by, 0)
        self.room.reload()

    def choose(self) -> None:
        """Show the funnel of the group under the cursor, or of all deals."""
        part = self._part
        if part is None or not self._seen or not self._seen.parts:
            return
        if part.group.by is Breakdown.TOTAL:
            self._by = Breakdown.TOTAL
        else:
            self._only = part.group
        self.room.reload()

    def action_back(self) -> None:
        """Go back from one group to all of them, else as everywhere."""
        if self._only is None:
            self.room.action_back()
            return
        self.sheet.select((self._only.by, self._only.key, "name"))
        self._only = None
        self.room.reload()

    @property
    def _part(self) -> Funnel | None:
        """The funnel under the cursor: a group's where there are groups, else the one that is shown."""
        seen, stop = self._seen, self.sheet.stop
        if seen is None:
            return None
        key = stop.key if stop is not None else None
        for part in seen.parts:
            if isinstance(key, tuple) and key[:2] == (part.group.by, part.group.key):
                return part
        return seen.whole

    # Making a task of it

    def action_task(self) -> None:
        """Make the remedy under the cursor, or all of the bottleneck's, an important task."""
        part, stop = self._part, self.sheet.stop
        if part is None or part.bottleneck is None:
            self.room.workbench.say(_("There is no bottleneck to make a task of."))
            return
        remedy = None
        if stop is not None and isinstance(stop.key, tuple) and stop.key[0] == "remedy":
            remedy = remedies(part.stages[part.bottleneck.place].stage)[stop.key[1]]
        today = self.room.workbench.clock.today()
        self.room.write(
            add_remedy_task,
            part.bottleneck,
            remedy,
            Origin.SCREEN,
            told=lambda task: _("Added to the tasks, due {day}: {task}").format(
                day=short_day(task.due_on, today), task=task.title
            ),
        )


def _summary(seen: Seen) -> str:
    found = seen.whole.bottleneck
    if found is None:
        return ""
    stages = seen.whole.stages
    return _("bottleneck: {step}, {rate}").format(
        step=step_name(stages[found.place].stage, stages[found.place + 1].stage), rate=figure_value(found.rate)
    )
