"""Plans as lines of spans: how far each is, and its tasks."""

from __future__ import annotations

from collections.abc import Iterator

from rich.cells import cell_len

from salesops_tui.domain.plans import PlanState
from salesops_tui.domain.tasks import TaskState
from salesops_tui.formats import number, weekday_and_date
from salesops_tui.i18n import _, mark, ngettext
from salesops_tui.services.plans import PlanProgress, PlansSeen
from salesops_tui.services.task_grid import TaskRow
from salesops_tui.ui.cells import cut, fit, wrap
from salesops_tui.ui.widgets.figure_sheet import FigureLine, Span, Stop
from salesops_tui.ui.widgets.quadrant_art import due_words, who

_BLANK: FigureLine = ()
_BAR = 20
_GROUP = 12
_WHO = 14
_DUE = 14
STATES = {
    PlanState.PLAN: mark("Plan"),
    PlanState.DO: mark("Do"),
    PlanState.CHECK: mark("Check"),
    PlanState.ACT: mark("Act"),
}
"""The four states of an improvement card, in their order."""


def plan_lines(seen: PlansSeen, width: int) -> Iterator[FigureLine]:
    """All plans."""
    for problem in seen.problems:
        for line in wrap(problem, max(width - 2, 10)):
            yield (Span(f" {line}", "bad"),)
    if not seen.plans:
        text = _("No plan has been started. a starts one: a product launch, efficiency measures, an improvement card.")
        for line in wrap(text, max(width - 4, 10)):
            yield (Span(f"  {line}", "muted"),)
    for progress in seen.plans:
        yield from _plan(progress, seen, width)
        yield _BLANK


def _plan(progress: PlanProgress, seen: PlansSeen, width: int) -> Iterator[FigureLine]:
    plan = progress.plan
    stop = Stop(("plan", plan.id))
    filled = _BAR * progress.done // progress.all if progress.all else 0
    told = f"{number(progress.done)}/{number(progress.all)}"
    late = ngettext("! {number} late", "! {number} late", progress.late).format(number=number(progress.late))
    room = max(width - _BAR - cell_len(told) - 30, 12)
    yield (
        Span(f" {fit(plan.name, min(room, 44))} ", "title", stop),
        Span("█" * filled, "good"),
        Span("░" * (_BAR - filled), "muted"),
        Span(f" {told}  ", "strong"),
        Span(cut(late, 14) if progress.late else "", "bad"),
        Span(f"  {weekday_and_date(plan.anchor_on)}", "muted"),
    )
    if progress.has_states and plan.state is not None:
        yield _states(plan.state)
    group = ""
    for row, name in zip(progress.rows, progress.groups, strict=True):
        yield _task(row, name if name != group else "", seen, width)
        group = name


def _states(here: PlanState) -> FigureLine:
    """Plan ▸ Do ▸ Check ▸ Act, the present one standing out."""
    spans = [Span("   ")]
    for place, (state, title) in enumerate(STATES.items()):
        if place:
            spans.append(Span(" ▸ ", "muted"))
        spans.append(Span(f"[{_(title)}]" if state is here else _(title), "accent" if state is here else "muted"))
    return tuple(spans)


def _task(row: TaskRow, group: str, seen: PlansSeen, width: int) -> FigureLine:
    stop = Stop(("task", row.id), leads=True)
    due, tone = due_words(row, seen.today)
    ended = not row.state.is_open
    style = {"late": "bad", "today": "accent"}.get(tone, "muted")
    sign = {TaskState.DONE: "✓", TaskState.DROPPED: "–"}.get(row.state, "·")
    room = max(width - _GROUP - _WHO - _DUE - 8, 10)
    return (
        Span(f"   {fit(group, _GROUP)}", "muted"),
        Span(f"{sign} ", "good" if row.state is TaskState.DONE else "muted", stop),
        Span(fit(row.title, room), "muted" if ended else "plain", stop),
        Span(f" {fit(who(row), _WHO)} ", "muted"),
        Span(fit(due, _DUE), style),
    )
