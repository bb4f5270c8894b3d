"""Plans: starting one from a template, moving all its dates, and how far it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from salesops_tui.domain.plan_templates import PlanItem, PlanTemplate
from salesops_tui.domain.plans import Plan, PlanState
from salesops_tui.domain.steps import Origin, StepKind
from salesops_tui.domain.tasks import MadeFrom, Task, TaskState
from salesops_tui.domain.template_words import TemplateRefused
from salesops_tui.errors import SalesopsError
from salesops_tui.formats import weekday_and_date
from salesops_tui.i18n import _, language
from salesops_tui.services.deals import FieldRefused, typed_text
from salesops_tui.services.plan_templates import templates
from salesops_tui.services.session import Session
from salesops_tui.services.standing import Standing, standing
from salesops_tui.services.task_grid import TaskRow, described
from salesops_tui.services.task_states import dropped
from salesops_tui.services.tasks import put_tasks
from salesops_tui.storage.failures import explained
from salesops_tui.storage.records import Change


class PlanGone(SalesopsError):
    """The plan, or its template, is no longer there."""


@dataclass(frozen=True, slots=True)
class PlanProgress:
    """A plan and how far it is."""

    plan: Plan
    has_states: bool
    done: int
    dropped: int
    all: int
    late: int
    next_due: date | None
    rows: tuple[TaskRow, ...]
    """Its tasks by their dates."""
    groups: tuple[str, ...]
    """For each row the point of the plan that it belongs to."""


@dataclass(frozen=True, slots=True)
class PlansSeen:
    """All plans, those with something to do first."""

    standing: Standing
    today: date
    plans: tuple[PlanProgress, ...]
    problems: tuple[str, ...]
    """Files with templates that cannot be read."""


def seen(session: Session) -> PlansSeen:
    """All plans and how far they are."""
    today = session.clock.today()
    known = templates()
    found = []
    for plan in session.workbook.plans.all():
        tasks = session.workbook.task_lists.of_plan(plan.id)
        template = known.get(plan.template)
        items = {item.key: item for item in template.items} if template is not None else {}
        open_ = [task for task in tasks if task.state.is_open]
        found.append(
            PlanProgress(
                plan,
                template is not None and template.has_states,
                sum(task.state is TaskState.DONE for task in tasks),
                sum(task.state is TaskState.DROPPED for task in tasks),
                len(tasks),
                sum(task.due_on is not None and task.due_on < today for task in open_),
                min((task.due_on for task in open_ if task.due_on is not None), default=None),
                tuple(described(session, [task.id for task in tasks])),
                tuple(_group(items.get(task.plan_item or "")) for task in tasks),
            )
        )
    found.sort(key=lambda progress: (progress.next_due is None, progress.next_due or today, progress.plan.id))
    return PlansSeen(standing(session), today, tuple(found), known.problems)


def _group(item: PlanItem | None) -> str:
    return item.group.said(language()) if item is not None else ""


def preview(session: Session, key: str, anchor: date) -> list[tuple[str, str, date]]:
    """What a template would bring from a day on: point, title, date. Raises PlanGone and FieldRefused."""
    said = language()
    return [
        (item.group.said(said), item.title.said(said), day) for item, day in _dates(session, _template(key), anchor)
    ]


def start(session: Session, key: str, name: str, anchor: date, origin: Origin, *, owner_id: str | None = None) -> Plan:
    """Start a plan: it and all its tasks, as one step. Raises PlanGone and FieldRefused."""
    template = _template(key)
    workbook, today = session.workbook, session.clock.today()
    title = typed_text("name", name) or template.name.said(language())
    plan = Plan(workbook.new_id(), key, title, anchor, today, PlanState.PLAN if template.has_states else None)
    tasks = [
        Task(
            workbook.new_id(),
            _("{task} ({plan})").format(task=item.title.said(language()), plan=title),
            important=True,
            due_on=day,
            owner_id=owner_id,
            created_on=today,
            made_from=MadeFrom.PLAN,
            made_from_id=plan.id,
            plan_id=plan.id,
            plan_item=item.key,
        )
        for item, day in _dates(session, template, anchor)
    ]
    with explained(workbook.path), workbook.step(StepKind.START_PLAN, origin, {"plan": title}):
        workbook.plans.insert([plan])
        put_tasks(session, new=tasks)
    return plan


def shift(session: Session, plan_id: str, anchor: date, origin: Origin) -> int:
    """Date a plan from another day, as one step: its open tasks move together; one that somebody gave another date keeps its
    distance in working days. What is done stays. Returns how many moved."""
    plan = _plan(session, plan_id)
    template = _template(plan.template)
    before = {item.key: day for item, day in _dates(session, template, plan.anchor_on)}
    after = {item.key: day for item, day in _dates(session, template, anchor)}
    changes = []
    for task in session.workbook.task_lists.of_plan(plan_id):
        if not task.state.is_open or task.due_on is None or task.plan_item not in after:
            continue
        apart = session.calendar.working_days_between(before[task.plan_item], task.due_on)
        day = session.calendar.add_working_days(after[task.plan_item], apart)
        changes.append(Change(task, replace(task, due_on=day, urgent=None, urgent_until=None)))
    workbook = session.workbook
    params = {"plan": plan.name, "day": weekday_and_date(anchor)}
    with explained(workbook.path), workbook.step(StepKind.SHIFT_PLAN, origin, params):
        workbook.plans.update([Change(plan, replace(plan, anchor_on=anchor))])
        put_tasks(session, changes)
    return sum(change.before != change.after for change in changes)


def advance(session: Session, plan_id: str, by: int, origin: Origin) -> PlanState | None:
    """Bring an improvement card to its next state, or back; after the last comes the first again: the next round."""
    plan = _plan(session, plan_id)
    if plan.state is None:
        return None
    states = list(PlanState)
    state = states[(states.index(plan.state) + by) % len(states)]
    _write(session, plan, replace(plan, state=state), StepKind.EDIT_PLAN, origin)
    return state


def give_up(session: Session, plan_id: str, origin: Origin) -> int:
    """Drop the open tasks of a plan, as one step; returns how many."""
    plan = _plan(session, plan_id)
    today = session.clock.today()
    changes = [dropped(task, today) for task in session.workbook.task_lists.of_plan(plan_id) if task.state.is_open]
    _write(session, plan, plan, StepKind.DROP_PLAN, origin, changes)
    return len(changes)


def _write(
    session: Session, before: Plan, after: Plan, kind: StepKind, origin: Origin, tasks: Sequence[Change[Task]] = ()
) -> None:
    workbook = session.workbook
    with explained(workbook.path), workbook.step(kind, origin, {"plan": after.name}):
        workbook.plans.update([Change(before, after)])
        put_tasks(session, tasks)


def _template(key: str) -> PlanTemplate:
    template = templates().get(key)
    if template is None:
        raise PlanGone(_("There is no template “{key}” any more.").format(key=key))
    return template


def _plan(session: Session, plan_id: str) -> Plan:
    plan = session.workbook.plans.get(plan_id)
    if plan is None:
        raise PlanGone(_("This plan is no longer there: somebody took it back meanwhile. Nothing was changed."))
    return plan


def _dates(session: Session, template: PlanTemplate, anchor: date) -> list[tuple[PlanItem, date]]:
    try:
        return template.dates(anchor, session.calendar)
    except (TemplateRefused, OverflowError) as error:
        raise FieldRefused("date", _("With this date, some tasks would lie beyond all calendars.")) from error
