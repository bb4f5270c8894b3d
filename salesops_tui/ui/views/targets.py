"""The target tree: a target with its parts, set and shared out where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import ClassVar

from textual import work
from textual.binding import BindingType

from salesops_tui.domain.steps import Origin
from salesops_tui.domain.target_tree import Dimension, Place, Split
from salesops_tui.errors import SalesopsError
from salesops_tui.formats import compact_money
from salesops_tui.i18n import _, ngettext
from salesops_tui.services.session import Session
from salesops_tui.services.targets.setting import CannotSplit, PlannedSplit, plan_split, write_split
from salesops_tui.services.targets.tree import Tree, company, parent_of, read
from salesops_tui.services.targets.words import dimension_title, place_title, split_title
from salesops_tui.ui.commands import bindings
from salesops_tui.ui.target_commands import IN_THE_TREE, TARGETS
from salesops_tui.ui.target_lines import tree_lines
from salesops_tui.ui.views.view import Loaded
from salesops_tui.ui.views.week_view import WeekView
from salesops_tui.ui.widgets.figure_sheet import FigureSheet

_SHOWN = 4
"""Shares that a way of sharing out shows before it is chosen."""


class TargetsView(WeekView):
    """One place and its parts; enter goes down, esc up."""

    COMMAND = TARGETS
    OFFERED = (*IN_THE_TREE, *FigureSheet.OFFERED)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(IN_THE_TREE)]

    def __init__(self) -> None:
        super().__init__()
        self._place: Place | None = None
        self._dimension = Dimension.TIME
        self._tree: Tree | None = None

    async def load(self, filter_line: str, follow: str | None) -> Loaded:
        """Ask for the place with its parts and draw it."""
        place = self._place or company(self.room.workbench.clock.today())
        tree = self._tree = await self.room.call(read, place, self._dimension)
        self._place = place
        self.sheet.show(lambda width: list(tree_lines(tree, width)))
        return Loaded(tree.standing, "", place_title(place))

    def _here(self) -> Place | None:
        """The place of the line under the cursor."""
        stop = self.sheet.stop
        key = stop.key if stop is not None else None
        if self._tree is None or not isinstance(key, tuple):
            return self._place
        return self._tree.parts[int(key[0])].place if str(key[0]).isdecimal() else self._tree.node.place

    # Going about

    def choose(self) -> None:
        """Enter: the part under the cursor, with its own parts."""
        here = self._here()
        if here is not None and here != self._place:
            self._go(here)

    @work(group="page", exclusive=True)
    async def action_back(self) -> None:
        """Up to the whole that this is a part of."""
        if self._place is not None and (whole := await self.room.call(parent_of, self._place)) is not None:
            self._go(whole)

    def _go(self, place: Place) -> None:
        self._place = place
        self.sheet.select(("whole", "target"))
        self.room.reload()

    def action_period(self, by: int) -> None:
        """The same of the period before or after."""
        if self._place is not None:
            self._place = replace(self._place, window=self._place.window.later(by))
            self.room.reload()

    @work(group="page", exclusive=True)
    async def action_scope(self) -> None:
        """Along what it is taken apart."""
        from salesops_tui.ui.dialogs.pick import PickScreen

        if self._tree is None or not self._tree.possible:
            return
        names = [(one.value, dimension_title(one)) for one in self._tree.possible]
        picked = await self.app.push_screen_wait(PickScreen(_("Along what?"), names, self._tree.dimension.value))
        if picked is not None:
            self._dimension = Dimension(picked)
            self.room.reload()

    # Setting targets

    @work(group="page", exclusive=True)
    async def action_edit(self) -> None:
        """Set the target of the line under the cursor."""
        from salesops_tui.ui.dialogs.target_form import TargetFormScreen

        here = self._here()
        if here is None or self._tree is None:
            return
        node = next(one for one in (self._tree.node, *self._tree.parts) if one.place == here)
        await self.app.push_screen_wait(TargetFormScreen(here, node.stored))
        self.room.reload()

    @work(group="page", exclusive=True)
    async def action_split(self) -> None:
        """Share the whole out among the parts that are seen."""
        from salesops_tui.ui.dialogs.pick import PickScreen

        if self._tree is None or self._place is None:
            return
        planned = await self.room.call(_plans, self._place, self._tree.dimension)
        names = [(split.value, f"{split_title(split)} · {_told(plan)}") for split, plan in planned.items()]
        picked = await self.app.push_screen_wait(
            PickScreen(_("Share out {target}").format(target=place_title(self._place)), names, "")
        )
        plan = planned[Split(picked)] if picked is not None else None
        if isinstance(plan, PlannedSplit):
            self.room.write(
                write_split,
                self._place,
                plan,
                Origin.SCREEN,
                told=lambda count: ngettext(
                    "{number} target set. u takes it back.", "{number} targets set. u takes it back.", count
                ).format(number=count),
            )
        elif plan is not None:
            self.room.workbench.say(str(plan))


def _plans(session: Session, place: Place, dimension: Dimension) -> dict[Split, PlannedSplit | SalesopsError]:
    """Every way of sharing out, with what it would bring, or why it cannot be."""
    return dict(_planned(session, place, dimension))


def _planned(
    session: Session, place: Place, dimension: Dimension
) -> Iterator[tuple[Split, PlannedSplit | SalesopsError]]:
    for split in Split:
        try:
            yield split, plan_split(session, place, dimension, split)
        except CannotSplit as error:
            yield split, error


def _told(plan: PlannedSplit | SalesopsError) -> str:
    if not isinstance(plan, PlannedSplit):
        return str(plan)
    shown = [compact_money(amount, plan.currency) for _place, amount in plan.amounts[:_SHOWN]]
    return " + ".join(shown) + (" + …" if len(plan.amounts) > _SHOWN else "")
