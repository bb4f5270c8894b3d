"""Launches, improvement cards and other sets of dated tasks."""

from __future__ import annotations

from typing import ClassVar

from textual import work
from textual.binding import BindingType

from salesops_tui.domain.steps import Origin
from salesops_tui.formats import number
from salesops_tui.i18n import _, ngettext
from salesops_tui.services import plans
from salesops_tui.services.plans import PlansSeen
from salesops_tui.ui.commands import bindings
from salesops_tui.ui.plan_lines import plan_lines
from salesops_tui.ui.task_commands import DROP_PLAN, NEXT_STATE, PLANS, SHIFT_PLAN, START_PLAN, STATE_BEFORE
from salesops_tui.ui.views.sheet_view import SheetView
from salesops_tui.ui.views.task_view import TaskView
from salesops_tui.ui.views.view import Loaded
from salesops_tui.ui.widgets.figure_sheet import FigureSheet

_OWN = (START_PLAN, SHIFT_PLAN, NEXT_STATE, STATE_BEFORE, DROP_PLAN)


class PlansView(SheetView, TaskView):
    """All plans with their tasks."""

    COMMAND = PLANS
    OFFERED = (*_OWN, *FigureSheet.OFFERED)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(_OWN)]

    _seen: PlansSeen | None = None

    @property
    def _here(self) -> tuple[str, str]:
        key = self.sheet.stop.key if self.sheet.stop is not None else None
        return key if isinstance(key, tuple) else ("", "")

    @property
    def task_id(self) -> str | None:
        """The task under the cursor."""
        kind, record_id = self._here
        return record_id if kind == "task" else None

    @property
    def plan_id(self) -> str | None:
        """The plan under the cursor, or that of the task there."""
        kind, record_id = self._here
        if kind == "plan":
            return record_id
        known = self._seen.plans if self._seen is not None else ()
        return next((each.plan.id for each in known if any(row.id == record_id for row in each.rows)), None)

    async def load(self, filter_line: str, follow: str | None) -> Loaded:
        """Ask for the plans and draw them."""
        found = self._seen = await self.room.call(plans.seen)
        self.sheet.show(lambda width: list(plan_lines(found, width)))
        if follow is not None:
            self.sheet.select(("task", follow))
        count = len(found.plans)
        return Loaded(
            found.standing, "", ngettext("{number} plan", "{number} plans", count).format(number=number(count))
        )

    @work(group="page", exclusive=True)
    async def action_add(self) -> None:
        """Choose a template, a name and a day."""
        from salesops_tui.services.plan_templates import known_templates
        from salesops_tui.ui.dialogs.start_plan import StartPlanScreen

        known = await self.room.call(known_templates)
        started = await self.app.push_screen_wait(StartPlanScreen(known=known))
        if started is not None:
            self.sheet.select(("plan", started.id))
        self.room.reload()

    @work(group="page", exclusive=True)
    async def action_push(self) -> None:
        """Date the whole plan from another day."""
        from salesops_tui.ui.dialogs.start_plan import StartPlanScreen

        progress = next((each for each in self._plans if each.plan.id == self.plan_id), None)
        if progress is None:
            self.room.action_push()
            return
        if await self.app.push_screen_wait(StartPlanScreen(progress.plan)) is not None:
            self.room.reload()

    @property
    def _plans(self) -> tuple[plans.PlanProgress, ...]:
        return self._seen.plans if self._seen is not None else ()

    def action_advance(self, by: int) -> None:
        """Bring the improvement card to its next state."""
        progress = next((each for each in self._plans if each.plan.id == self.plan_id), None)
        if progress is None or progress.plan.state is None:
            self.room.workbench.say(_("Only an improvement card has states."))
        else:
            self.room.write(plans.advance, progress.plan.id, by, Origin.SCREEN)

    def action_drop(self) -> None:
        """Give up the plan under the cursor, or drop the task there."""
        kind, record_id = self._here
        if kind == "plan":
            self.room.write(
                plans.give_up,
                record_id,
                Origin.SCREEN,
                told=lambda count: ngettext(
                    "{number} task dropped. u takes it back.", "{number} tasks dropped. u takes it back.", count
                ).format(number=number(count)),
            )
        else:
            self.room.action_drop()

    def choose(self) -> None:
        """Enter on a plan: its date."""
        if self.plan_id is not None:
            self.action_push()
